"""What a file from across the table holds, and the places of the agreement it may speak of."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from negotiate.agreement.blocks import Block, Kind, Placed, Rows
from negotiate.redline.model import row_text
from negotiate.redline.typography import fold

WHOLE = 0.6
"""The share of a clause's paragraphs, or of one copy's in a packet, from which the whole is given."""
Home = tuple[str, str]
"""A document and the file of an article in it."""


folded = lru_cache(maxsize=32_768)(fold)
"""Words in one setting; a file's paragraphs are asked for more than once."""


class Change(NamedTuple):
    """One change of words that a pass makes: what it deletes and puts in, with the letters (no spaces) that
    stand before and after it in its paragraph, as far as nothing else is changed there; ``part`` says that
    it is of a split or a merger, whose words may stand there already."""

    gone: str
    put: str
    before: str = ""
    after: str = ""
    part: bool = False


class Part(StrEnum):
    """The part of a file that a paragraph stands in: our packets have parts, other files are all text."""

    TEXT = "text"
    MARKED = "redline"
    CLEAN = "proposed language"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph or table of a file. ``line`` is its line there, ``label`` what it is numbered with.

    ``theirs`` says that the sender marked something in it, ``ours`` the words of our own marks that
    were left standing in it; ``part`` is where in a packet of ours it stands, and ``item`` under which
    item's heading there, where it holds several (0: under none).
    """

    text: str
    label: str = ""
    rows: Rows = ()
    line: int = 0
    part: Part = Part.TEXT
    theirs: bool = False
    ours: tuple[str, ...] = ()
    heading: bool = False
    aside: str = ""
    item: int = 0

    @property
    def canonical(self) -> str:
        """All its words."""
        if self.rows:
            return "\n".join(row_text(row) for row in self.rows)
        return f"{self.label} {self.text}".strip()

    @property
    def canonical_words(self) -> list[str]:
        """All its words, one by one; what parts the cells of a table is none."""
        if self.rows:
            return [word for row in self.rows for cell in row for word in cell.split()]
        return self.canonical.split()

    @property
    def key(self) -> str:
        """Its words in one setting, the label left out."""
        return folded(self.canonical if self.rows else self.text)


@dataclass(slots=True)
class Slot:
    """One place of the agreement: a block in force, or one that a pass adds.

    ``offers`` are the blocks of passes that differ from the block in force, by item and whose they
    are (None: struck); ``owners`` the items that have a say here.
    """

    name: str
    home: Home
    base: Block | None
    offers: dict[tuple[int, bool], Block | None] = field(default_factory=dict)
    owners: set[int] = field(default_factory=set)
    groups: dict[int, int] = field(default_factory=dict)

    def ours(self, item: int) -> Block | None:
        """What our side's last pass on the item says here; without one, what is in force."""
        return self.offers.get((item, True), self.base)

    def theirs(self, item: int) -> Block | None:
        """What the sender's own last pass says here; without one, what is in force."""
        return self.offers.get((item, False), self.base)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block that any text known has here; the one in force first."""
        return tuple(block for block in (self.base, *self.offers.values()) if block is not None)

    @property
    def block(self) -> Block:
        """The block in force, or the first that a pass puts here."""
        return self.blocks[0]


class Says(StrEnum):
    """How a file speaks of a place."""

    WORDS = "words"
    UNANSWERED = "unanswered"
    STRUCK = "struck"
    LEFT_OUT = "left out"
    SILENT = "not mentioned"
    AS_IT_WAS = "as it was"
    GIVES_WAY = "gives way"


@dataclass(frozen=True, slots=True)
class Told:
    """What becomes of a place: the block that the sender's text has there (None: none), and how the
    file says so; ``unit`` is where. ``cut``: it is gone from one copy of a packet, with most of that copy."""

    says: Says
    block: Block | None
    unit: Unit | None = None
    cut: bool = False


_QUOTES = '"“”«»'
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]+)[{_QUOTES}]")


def worded(block: Block, unit: Unit) -> Block:
    """The block with the words of the paragraph. Its own label, kind and level stay."""
    if unit.rows:
        return replace(block, rows=unit.rows) if block.kind is Kind.TABLE else block
    return replace(block, text=spoken(block, unit))


def spoken(block: Block, unit: Unit) -> str:
    """The paragraph's words without the label that the block has already, nor the quotes that a letter sets
    around the whole."""
    quoted = _QUOTED.fullmatch(unit.text)
    if quoted is not None and not block.text.startswith(tuple(_QUOTES)):
        return spoken(block, replace(unit, text=quoted[1]))
    if unit.label and (not block.label or block.text.startswith(unit.label)):
        return unit.canonical  # what looks like a label there is words here
    again = block.text.startswith(f"{block.label} ")
    if block.label and not again and unit.text.startswith(f"{block.label} "):
        return unit.text[len(block.label) + 1 :].strip()
    return unit.text


def same(block: Block, unit: Unit) -> bool:
    """Whether the paragraph says what the block says, quotes and dashes apart."""
    if (block.kind is Kind.TABLE) != bool(unit.rows):
        return False
    if unit.rows:
        return block.rows == unit.rows or [[fold(cell) for cell in row] for row in block.rows] == [
            [fold(cell) for cell in row] for row in unit.rows
        ]
    words = spoken(block, unit)
    return block.text == words or folded(block.text) == folded(words)


def placed_key(one: Placed) -> Home:
    """Where a block stands."""
    return one.document, one.file
