"""Marks said in words, as our Markdown, PDF and web pages have them: ``[deleted: 20] [added: 16]``.

Law: no bracket of ours becomes language. What stands as we printed it is read by what we printed;
anything else by its brackets, and where those cannot be told the file is refused. Ours are undone where
they stand, the sender's are made.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.reading.report import LINES, Places
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical
from negotiate.redline.model import DELETE, EQUAL, INSERT
from negotiate.workspace.incoming.brackets import Made, parsed, row_mark
from negotiate.workspace.incoming.cutting import TOLD, Held, lexed, parted, told_apart
from negotiate.workspace.incoming.model import Part, Unit
from negotiate.workspace.incoming.printed import PARAGRAPH, Piece, Printed, Wording, signs

_NOTE = re.compile(
    r"\[(?:Moved from here to [^“]{1,200}: “.*?…”|Moved here from [^\[\]]*(?:\[[^\[\]]*\])?"
    r"|[^\[\]]{1,200}(?:\[[^\[\]]*\])? (?:split in \d+|merged)|Replaced)\](?:\s|$)"
)
_LEGEND = "…"  # "Deleted words stand in [deleted: …]"


@dataclass(frozen=True, slots=True)
class Readings:
    """Paragraphs as the sender means them, as they were before any mark, and those whose marks are ours
    with words written over, as these make them."""

    now: tuple[Unit, ...]
    before: tuple[Unit, ...]
    over: tuple[Unit, ...]


def read_words(units: Sequence[Unit], wording: Wording, where: str, places: Places = LINES) -> Readings:
    """The paragraphs with the marks that are said in words made or undone. Raises :class:`BadInput` where
    a bracket cannot be told from the language."""
    reader = _Reader(wording, where, places)
    held = [part for one in told_apart(units, wording) for part in parted(one)]
    reader.left = {one[0].move for one in held if not isinstance(one, Unit) and one[0].away}
    for at, one in enumerate(held):
        if isinstance(one, Unit):
            reader.unit(one, held[at + 1 : at + 2])
        else:
            reader.printed(*one)
    return Readings(tuple(reader.now), tuple(reader.before), tuple(reader.over))


class _Reader:
    def __init__(self, wording: Wording, where: str, places: Places) -> None:
        self.wording, self.where, self.places = wording, where, places
        self.now: list[Unit] = []
        self.before: list[Unit] = []
        self.over: list[Unit] = []
        self.left: set[str] = set()  # moves whose old place is told
        self._joined: set[int] = set()

    def printed(self, one: Printed, unit: Unit) -> None:
        """A change that stands as we printed it: the text it is laid over, our mark left standing."""
        if unit.part is Part.CLEAN:
            self._refuse(unit, one.words)
        came = one.move and not one.away and one.move in self.left
        was = [] if came else [_of_block(block, unit) for block in one.old]
        self.before += was
        self.now += [replace(each, ours=(one.words,)) for each in was]
        if not was:
            self.now.append(Unit("", line=unit.line, part=Part.AROUND, item=unit.item, ours=(one.words,)))

    def unit(self, unit: Unit, after: Sequence[Held]) -> None:
        """A paragraph or table that is not wholly as we printed it."""
        if id(unit) in self._joined:
            return
        if unit.part is Part.AROUND or not TOLD.search(unit.canonical) or self._is_language(unit):
            note = None if unit.rows else _NOTE.match(unit.canonical)
            if note is None or unit.part is not Part.MARKED or self._is_language(unit):
                self.now.append(unit)
                self.before.append(unit)
                return
        if unit.rows and any(_NOTE.fullmatch(cell) for row in unit.rows for cell in row):
            for cell in (cell for row in unit.rows for cell in row if cell):  # paragraphs taken for a table
                self.unit(replace(unit, text=cell, label="", rows=()), ())
        elif unit.rows:
            self._table(unit)
        else:
            self._paragraph(unit, after)

    def _is_language(self, unit: Unit) -> bool:
        found = self.wording.language
        return bool(found) and (signs(unit.canonical) in found or signs(unit.text) in found)

    def _paragraph(self, unit: Unit, after: Sequence[Held]) -> None:
        text = unit.canonical
        while (note := _NOTE.match(text)) is not None:
            text = text[note.end() :]
        whole, (text,) = row_mark((text,))
        pieces = self._pieces(text, unit) if whole is EQUAL else [(whole, text)]
        if any(op is not EQUAL and words == _LEGEND for op, words in pieces):
            return
        ends = [op for op, words in pieces if op is not EQUAL and words == PARAGRAPH]
        pieces = [one for one in pieces if one[0] is EQUAL or one[1] != PARAGRAPH]
        following = next((one for one in after if isinstance(one, Unit) and not one.rows), None)
        made = Made(self.wording, pieces)
        now, was = made.now, made.before
        if ends and following is not None and following.part is unit.part:
            self._joined.add(id(following))
            rest = Made(self.wording, self._pieces(following.canonical, following))
            joins_now = ends[-1] is (INSERT if ends[-1] in self.wording.ends else DELETE)
            self._put(
                unit, made, _follow(now, rest.now, joins_now), _follow(was, rest.before, ends[-1] is INSERT)
            )
            return
        if made.theirs and self.wording.is_our_change(signs(was), signs(made.over_text)):
            made.theirs, made.over, now = (
                False,
                False,
                was,
            )  # set otherwise, as an older file of ours has them
            made.ours = (text,)
        self._put(unit, made, [now], [was])

    def _put(self, unit: Unit, made: Made, now: Sequence[str], was: Sequence[str]) -> None:
        ours, theirs = made.ours, unit.theirs or made.theirs
        found = [one for text in now if text for one in self._relabelled(text, unit)]
        self.now += [replace(one, ours=ours, theirs=theirs) for one in found]
        if ours and not found:
            self.now.append(Unit("", line=unit.line, part=Part.AROUND, item=unit.item, ours=ours))
        self.before += [one for text in was if text for one in self._relabelled(text, unit)]
        if made.over:
            self.over += self._relabelled(made.over_text, unit)

    def _relabelled(self, text: str, unit: Unit) -> list[Unit]:
        if unit.label and text.startswith(f"{unit.label} "):
            return [replace(unit, text=text[len(unit.label) + 1 :])]
        return lexed(text, unit)

    def _table(self, unit: Unit) -> None:
        now: list[tuple[str, ...]] = []
        was: list[tuple[str, ...]] = []
        made_over: list[tuple[str, ...]] = []
        ours: list[str] = []
        over = theirs = False
        for row in unit.rows:
            op, cells = row_mark(row)
            if op is not EQUAL:
                mine = signs(" ".join(row)) in self.wording.rows
                ours += [" ".join(row)] if mine else []
                theirs = theirs or not mine
                now += [cells] if (op is DELETE) is mine else []
                was += [cells] if op is DELETE else []
                made_over += [cells] if op is INSERT else []
                continue
            made = [Made(self.wording, self._pieces(cell, unit)) for cell in cells]
            ours += [words for one in made for words in one.ours]
            theirs = theirs or any(one.theirs for one in made)
            over = over or any(one.over for one in made)
            now.append(tuple(one.now for one in made))
            was.append(tuple(one.before for one in made))
            made_over.append(tuple(one.over_text for one in made))
        if theirs and self.wording.is_our_change(_cells(was), _cells(made_over), table=True):
            now, theirs, over, ours = was, False, False, [unit.canonical]
        if now:
            self.now.append(replace(unit, rows=tuple(now), ours=tuple(ours), theirs=unit.theirs or theirs))
        elif ours:
            self.now.append(Unit("", line=unit.line, part=Part.AROUND, item=unit.item, ours=tuple(ours)))
        if was:
            self.before.append(replace(unit, rows=tuple(was)))
        if over:
            self.over.append(replace(unit, rows=tuple(made_over)))

    def _pieces(self, text: str, unit: Unit) -> list[Piece]:
        found = parsed(text)
        if found is None:
            self._refuse(unit, text)
        return found or []

    def _refuse(self, unit: Unit, text: str) -> None:
        short = text if len(text) < 120 else f"{text[:119]}…"
        raise BadInput(
            f"{self.places.say(unit.line)}: a mark in words cannot be told from the language around it: "
            f"“{short}”; nothing is stored",
            where=self.where,
            do="ask for the answer as a Word file, or as a clean text without [deleted: …] and [added: …]",
        )


def _cells(rows: Sequence[Sequence[str]]) -> str:
    return signs(" ".join(cell for row in rows for cell in row))


def _follow(first: str, second: str, joined: bool) -> list[str]:
    return [canonical(f"{first} {second}")] if joined else [first, second]


def _of_block(block: Block, unit: Unit) -> Unit:
    heading = block.kind is Kind.HEADING
    return Unit(block.text, block.label, block.rows, unit.line, unit.part, heading=heading, item=unit.item)
