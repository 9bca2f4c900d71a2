"""What a file is made of, whatever its kind: the renderers print these in order.

Laid out once (:mod:`.layout`), so that Word, PDF, web page and Markdown say the same.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import zip_longest

from negotiate import __version__
from negotiate.agreement.blocks import Placed
from negotiate.packets.cells import Run
from negotiate.redline.model import Redline

_NARROWEST, _WIDEST, _WIDEST_BESIDE_FIGURES = 5, 60, 24  # letters: a column of words at least and at most
_BOLD, _DIGITS = 1.4, 1.3  # how wide a letter of a head and a digit are beside a letter of the text


class Tone(Enum):
    """How a line of words is printed. ``lead``, ``note`` and ``label`` stay on the page of what follows
    them; ``after`` looks as a note does and belongs to what stands above it."""

    BODY = "body"
    LEAD = "lead"
    NOTE = "note"
    AFTER = "after"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Title:
    """The file's title and the line under it."""

    text: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of the file's own: level 1 or 2. ``anchor`` names it for links."""

    text: str
    level: int = 1
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words."""

    text: str
    tone: Tone = Tone.BODY


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are: the table of a cover."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of ours: a head row and rows as wide. ``figures`` is the first column of
    figures, set to the right; ``links`` holds an anchor for each row, or nothing; ``tall``
    leaves room in each row for a pen; ``widths`` are the columns' shares of the line, found
    from the words where empty.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: int = 99
    links: tuple[str, ...] = ()
    tall: bool = False
    widths: tuple[int, ...] = ()

    @property
    def shares(self) -> tuple[int, ...]:
        """The columns' shares of the line: a figure is never parted, so words give way to figures."""
        if self.widths:
            return self.widths
        most = _WIDEST if self.figures >= len(self.head) else _WIDEST_BESIDE_FIGURES
        return tuple(self._share(column, cells, most) for column, cells in enumerate(self._columns()))

    def _columns(self) -> tuple[tuple[str, ...], ...]:
        return tuple(zip_longest(self.head, *self.rows, fillvalue=""))

    def _share(self, column: int, cells: tuple[str, ...], most: int) -> int:
        longest = max((len(cell) for cell in cells[1:]), default=0)
        of_head = round(_BOLD * max(map(len, cells[0].split()), default=0)) + 2
        if column >= self.figures:
            return max(round(_DIGITS * longest) + 2, of_head)
        return max(min(max(longest, _NARROWEST), most) + 2, of_head)


@dataclass(frozen=True, slots=True)
class Marked:
    """A redline in full."""

    redline: Redline


@dataclass(frozen=True, slots=True)
class Clean:
    """Blocks as they would stand."""

    items: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A change in words: where, of what kind, and the words around it."""

    citation: str
    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The list of changes."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: a bar a label, as long as its amount (cents); the figures stand in words beside it."""

    title: str
    bars: tuple[tuple[str, int, str], ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """Each bar's length, the longest being 1."""
        longest = max((abs(cents) for _, cents, _ in self.bars), default=0)
        return tuple(abs(cents) / longest if longest else 0.0 for _, cents, _ in self.bars)

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Label, bar drawn with block characters, amount: for what has no pictures of its own."""
        return tuple(
            (label, ("-" if cents < 0 else "") + "█" * round(share * 24), said)
            for (label, cents, said), share in zip(self.bars, self.shares, strict=True)
        )


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own."""


Element = Title | Part | Words | Facts | Sheet | Marked | Clean | Changes | Bars | NewPage


MADE_BY = f"negotiate {__version__}"
"""Kept in every file but Markdown: a later version of the program may print some things otherwise."""


@dataclass(frozen=True, slots=True)
class File:
    """A whole file: its elements and what stands around them.

    ``author`` and ``at`` sign it (and every tracked change in Word); ``head`` and ``foot``
    are printed on every page. ``dressed_as`` is a received Word file whose styles a Word file takes
    on, and ``worn_by`` the blocks that were read from it.
    """

    title: str
    elements: tuple[Element, ...]
    author: str
    at: datetime
    head: str
    foot: str
    language: str = "en-US"
    paper: str = "us-letter"
    dressed_as: bytes = b""
    worn_by: tuple[Placed, ...] = ()
