"""What stands in a file as we printed it, found however the file breaks its lines and paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.lexing import lex
from negotiate.agreement.reading.paragraphs import Paragraph
from negotiate.common.text import canonical
from negotiate.workspace.incoming.brackets import OPENINGS
from negotiate.workspace.incoming.model import Part, Unit
from negotiate.workspace.incoming.printed import ROWS, Printed, Wording, signs

TOLD = re.compile(
    "|".join(map(re.escape, [*OPENINGS, *ROWS.values()])) + r"|\[Moved (?:from here to|here from) "
)
"""A mark that is said in words."""
_PUT_IN = re.compile(r"(?:(?<=[.;:])|(?<=[.;:]\])) (?=\[(?:added|deleted): \(?[0-9A-Za-z]{1,4}[.)]{1,2} )")
_ROW = re.compile(r"(?<=\S) (?=\[(?:added|deleted) row\])")
_SENTENCE = ".:;]"


def tells(units: Sequence[Unit]) -> bool:
    """Whether any paragraph has a mark in words."""
    return any(TOLD.search(unit.canonical) for unit in units if unit.part is not Part.AROUND)


Held = Unit | tuple[Printed, Unit]


def told_apart(units: Sequence[Unit], wording: Wording) -> list[Held]:
    """The paragraphs, with what stands as we printed it taken together, however the file breaks it."""
    out: list[Held] = []
    run: list[Unit] = []
    for unit in units:
        if run and unit.part is not run[-1].part:
            out += _cut(run, wording)
            run = []
        run.append(unit)
    return out + _cut(run, wording)


def _cut(units: list[Unit], wording: Wording) -> list[Held]:
    if not units or units[0].part is Part.AROUND or not tells(units):
        return list(units)
    words = [(signs(word), number) for number, unit in enumerate(units) for word in unit.canonical_words]
    starts: dict[int, int] = {}
    at = 0
    for index, (word, _) in enumerate(words):
        starts[at] = index
        at += len(word)
    starts[at] = len(words)
    whole = "".join(word for word, _ in words)
    claims: dict[int, Printed] = {}
    taken = bytearray(len(words))
    for one in wording.changes:
        place = whole.find(one.signs)
        while place >= 0:
            end = place + len(one.signs)
            first, last = starts.get(place, -1), starts.get(end, -1)
            free = 0 <= first < last and not any(taken[first:last])
            if free and _begins(words, first) and _ends(words, last):
                claims[first] = one
                taken[first:last] = b"\1" * (last - first)
                place = whole.find(one.signs, end)
            else:
                place = whole.find(one.signs, place + 1)
    return list(_pieces(units, words, claims, taken))


def _begins(words: Sequence[tuple[str, int]], at: int) -> bool:
    return at == 0 or words[at - 1][1] != words[at][1] or words[at - 1][0][-1:] in _SENTENCE


def _ends(words: Sequence[tuple[str, int]], at: int) -> bool:
    return at == len(words) or words[at - 1][1] != words[at][1] or words[at - 1][0][-1:] in _SENTENCE


def _pieces(
    units: Sequence[Unit], words: Sequence[tuple[str, int]], claims: dict[int, Printed], taken: bytearray
) -> Iterator[Held]:
    """What was claimed in its place; what was not as it is, a paragraph cut where a claim cuts it."""
    at = 0
    for number, unit in enumerate(units):
        mine = at
        while at < len(words) and words[at][1] == number:
            at += 1
        covered = taken[mine:at]
        here = {index - mine: claims[index] for index in range(mine, at) if index in claims}
        if not any(covered):
            yield unit
        elif unit.rows:
            yield from ((one, unit) for one in here.values())
            rows = tuple(_rows_left(unit.rows, covered))
            if rows:
                yield replace(unit, rows=rows)
        else:
            yield from _cut_prose(unit, covered, here)


def parted(one: Held) -> list[Held]:
    """Paragraphs put in whole that a reader of print joined to the one above (``… ends. [added: 5. …]``),
    and rows that it took for words."""
    if not isinstance(one, Unit) or one.rows or one.part is Part.AROUND:
        return [one]
    first, *rest = (part for words in _ROW.split(one.text) for part in _PUT_IN.split(words))
    return (
        [replace(one, text=first), *(replace(one, text=text, label="") for text in rest)] if rest else [one]
    )


def _rows_left(rows: Rows, covered: Sequence[int]) -> Iterator[tuple[str, ...]]:
    at = 0
    for row in rows:
        size = sum(len(cell.split()) for cell in row)
        if not all(covered[at : at + size]):
            yield row
        at += size


def _cut_prose(unit: Unit, covered: Sequence[int], here: dict[int, Printed]) -> Iterator[Held]:
    words = unit.canonical.split()
    left: list[str] = []
    for index, word in enumerate(words):
        if index in here or covered[index]:
            if left:
                yield from lexed(" ".join(left), unit)
            left = []
        if index in here:
            yield here[index], unit
        if not covered[index]:
            left.append(word)
    if left:
        yield from lexed(" ".join(left), unit)


def lexed(text: str, unit: Unit) -> list[Unit]:
    """Words as a paragraph of a file, with the label they begin with."""
    tokens = lex([Paragraph(unit.line, text)])
    if len(tokens) != 1 or tokens[0].kind == "contents":
        return [replace(unit, text=text, label="")]
    token = tokens[0]
    return [replace(unit, text=canonical(token.text), label=token.label)]
