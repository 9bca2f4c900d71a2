"""Errors made on purpose, one at a time, in an agreement: what an editor's slip leaves behind.

It reads references, cells and labels by patterns of its own, so that what the program's
readers do not see is made wrong too.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind

_CITED = re.compile(
    r"\b(?P<word>Articles?|Art\.|Sections?|Appendix)\s(?P<value>[IVX]+|[0-9]{1,2}|[A-Z])\b(?:(?P<between>,\s(?:Section|Sec\.)\s|\(|-)"
    r"(?P<part>[A-Z]|[0-9]{1,2})\b)?"
)
_MONEY = re.compile(r"\$?[0-9]{2,3},[0-9]{3}|\$?[0-9]{1,3}\.[0-9]{2}")
_SPELLED = re.compile(r"\b(?:ten|fifteen|twenty|thirty|forty|sixty|ninety) \((?P<number>[0-9]+)\)")


@dataclass(frozen=True, slots=True)
class Slip:
    """One error made: the agreement with it, the position of its block, the kinds that tell it,
    and words that stand there now."""

    made: str
    agreement: Agreement
    at: int
    kinds: tuple[str, ...]
    words: str


def replaced(agreement: Agreement, at: int, new: Sequence[Block]) -> Agreement:
    """The agreement with other blocks, one or several or none, for the one at a position."""
    count = 0
    documents: list[Document] = []
    for document in agreement.documents:
        articles: list[Article] = []
        for article in document.articles:
            blocks = list(article.blocks)
            size = len(blocks)
            if count <= at < count + size:
                blocks[at - count : at - count + 1] = new
            count += size
            articles.append(Article(article.path, tuple(blocks)))
        documents.append(Document(document.name, tuple(articles)))
    return Agreement(tuple(documents))


def _edited(agreement: Agreement, at: int, block: Block | None) -> Agreement:
    """The agreement with the block at a position another, or gone."""
    return replaced(agreement, at, [] if block is None else [block])


def _next(value: str, step: int) -> str:
    romans = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split()
    if value.isdigit():
        return str(int(value) + step)
    if len(value) > 1 or value in "IVX":
        where = romans.index(value) + step if value in romans else 0
        return romans[where] if 0 <= where < len(romans) else romans[0]
    return chr(ord(value) + step)


def reference_sent_to_a_neighbour(agreement: Agreement, dice: random.Random) -> Slip | None:
    """``Article IV, Section A`` becomes ``Article IV, Section B``."""
    spots = [
        (at, block, found)
        for at, block in enumerate(agreement.blocks())
        if block.kind is Kind.PARAGRAPH and "...." not in block.text
        for found in _CITED.finditer(block.text)
        if found["word"] != "Sections" and (found["part"] or found["word"] != "Section")
    ]
    if not spots:
        return None
    at, block, found = dice.choice(spots)
    group = "part" if found["part"] else "value"
    old = found[group]
    new = _next(old, 1 if old in "A1I" else dice.choice((1, -1)))
    if new == old or not new.strip("0@"):
        return None
    text = block.text[: found.start(group)] + new + block.text[found.end(group) :]
    kinds = ("crossref-wrong", "crossref-missing", "appendix-missing", "crossref-direction")
    return Slip("reference", _edited(agreement, at, replace(block, text=text)), at, kinds, found["word"])


def cell_altered(agreement: Agreement, dice: random.Random) -> Slip | None:
    """Two figures of an amount change places, or one becomes another."""
    spots = [
        (at, block, number, column)
        for at, block in enumerate(agreement.blocks())
        if block.kind is Kind.TABLE
        for number, row in enumerate(block.rows)
        for column, cell in enumerate(row)
        if _MONEY.fullmatch(cell)
    ]
    if not spots:
        return None
    at, block, number, column = dice.choice(spots)
    cell = block.rows[number][column]
    places = [n for n, char in enumerate(cell) if char.isdigit()]
    place = dice.choice(places[1:])
    figure = dice.choice([char for char in "0123456789" if char != cell[place]])
    new = cell[:place] + figure + cell[place + 1 :]
    row = (*block.rows[number][:column], new, *block.rows[number][column + 1 :])
    rows = (*block.rows[:number], row, *block.rows[number + 1 :])
    kinds = ("schedule-cell", "schedule-falls")
    return Slip("cell", _edited(agreement, at, replace(block, rows=rows)), at, kinds, new)


def label_skipped(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A clause of a list is taken out, and those after it keep their labels."""
    blocks = list(agreement.blocks())
    spots = [
        at
        for at in range(1, len(blocks) - 1)
        if blocks[at].label
        and blocks[at - 1].label
        and blocks[at + 1].label
        and blocks[at - 1].depth == blocks[at].depth == blocks[at + 1].depth
        and blocks[at].depth > 1
        and _follow([blocks[at + n].label for n in (-1, 0, 1)])
    ]
    if not spots:
        return None
    at = dice.choice(spots)
    return Slip("label", _edited(agreement, at, None), at, ("label-skipped",), blocks[at + 1].label)


def _follow(labels: Sequence[str]) -> bool:
    values = [re.sub(r"[^A-Za-z0-9]", "", label) for label in labels]
    if all(value.isdigit() for value in values):
        numbers = [int(value) for value in values]
    elif all(len(value) == 1 and value not in "ivxIVX" for value in values):
        numbers = [ord(value) for value in values]
    else:
        return False
    return numbers[1] == numbers[0] + 1 and numbers[2] == numbers[1] + 1


def figure_changed(agreement: Agreement, dice: random.Random) -> Slip | None:
    """``thirty (30)`` becomes ``thirty (35)``."""
    spots = [
        (at, block, found)
        for at, block in enumerate(agreement.blocks())
        if block.kind is Kind.PARAGRAPH
        for found in _SPELLED.finditer(block.text)
    ]
    if not spots:
        return None
    at, block, found = dice.choice(spots)
    new = str(int(found["number"]) + 5)
    text = block.text[: found.start("number")] + new + block.text[found.end("number") :]
    return Slip("figure", _edited(agreement, at, replace(block, text=text)), at, ("figures-words",), new)


def bracket_lost(agreement: Agreement, dice: random.Random) -> Slip | None:
    """A closing parenthesis is lost."""
    spots = [
        (at, block, found.start())
        for at, block in enumerate(agreement.blocks())
        if block.kind is Kind.PARAGRAPH and block.text.count("(") == block.text.count(")")
        for found in re.finditer(r"(?<=[a-z0-9])\)(?= [a-z])", block.text)
    ]
    if not spots:
        return None
    at, block, where = dice.choice(spots)
    text = block.text[:where] + block.text[where + 1 :]
    return Slip("bracket", _edited(agreement, at, replace(block, text=text)), at, ("unmatched-mark",), "(")


Maker = Callable[[Agreement, random.Random], Slip | None]
MAKERS: tuple[Maker, ...] = (
    reference_sent_to_a_neighbour,
    cell_altered,
    label_skipped,
    figure_changed,
    bracket_lost,
)


def slips(agreement: Agreement, seed: int, count: int, makers: Sequence[Maker] = MAKERS) -> Iterator[Slip]:
    """``count`` errors of each kind, each in an agreement otherwise as it was."""
    for maker in makers:
        dice = random.Random(f"{seed}-{maker.__name__}")
        for _ in range(count):
            slip = maker(agreement, dice)
            if slip is not None:
                yield slip
