"""A redline as lines for the eye: what the terminal and the screen both walk.

A line is a row of segments, each with a tag; who shows them chooses colours and width.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from negotiate.redline.folding import Folds, folded_parts, shown_lines
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Unchanged
from negotiate.redline.wording import KINDS, kind_words, part_words, readable
from negotiate.redline.wordlevel import Piece

# Latin, Greek and Cyrillic letters, and the punctuation of print: a cell each, whatever the screen
_OF_ONE_CELL = re.compile(
    r"[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20ac\u2212]*"
)


class Tag(StrEnum):
    """What a segment is."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"
    LABEL = "label"
    CITATION = "citation"
    KIND = "kind"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text of one tag; never holds a line break or a control character."""

    tag: Tag
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``change`` is its place in ``redline.changes`` (None in unchanged text),
    ``depth`` the level of its clause, ``head`` whether it names the change that follows.
    """

    segments: tuple[Segment, ...]
    change: int | None = None
    kind: ChangeKind = ChangeKind.EQUAL
    depth: int = 1
    head: bool = False

    @property
    def text(self) -> str:
        """The line without its tags."""
        return "".join(segment.text for segment in self.segments)


def display_lines(redline: Redline, *, context: int | None = 0, fold: Folds = frozenset()) -> Iterator[Line]:
    """The lines of the changes with ``context`` unchanged blocks round each (None: all).

    A note stands where unchanged blocks, and changes or parts of tables in ``fold``, are left out.
    """
    number = -1
    left_out: Counter[ChangeKind] = Counter()
    for change, size in _shown_blocks(redline, context):
        if change is None:
            left_out[ChangeKind.EQUAL] += size
            continue
        number += change.kind is not ChangeKind.EQUAL
        if change.kind in fold:
            left_out[change.kind] += 1
            continue
        if left_out:
            yield _note(left_out)
            left_out.clear()
        yield from change_lines(change, None if change.kind is ChangeKind.EQUAL else number, fold)
    if left_out:
        yield _note(left_out)


def _shown_blocks(redline: Redline, context: int | None) -> Iterator[tuple[Change | None, int]]:
    """The blocks shown, and how many unchanged ones are left out between them."""
    if context == 0:
        for entry in redline.entries:
            if isinstance(entry, Unchanged):
                yield None, len(entry.new)
            else:
                yield (None if entry.kind is ChangeKind.EQUAL else entry), 1
        return
    shown = _shown(redline, context)
    for at, change in enumerate(redline.blocks):
        yield (change if at in shown else None), 1


def change_lines(change: Change, number: int | None, fold: Folds = frozenset()) -> Iterator[Line]:
    """A change's own lines: a head that names it, then its blocks, a table a row a line; a note
    counts the parts of a table that are folded away.
    """
    blocks = change.new or change.old
    depth = blocks[0].block.depth
    if number is not None:
        segments = (
            Segment(Tag.CITATION, readable(change.citation)),
            Segment(Tag.KIND, "  " + readable(kind_words(change))),
        )
        yield Line(segments, number, change.kind, depth, head=True)
    label = blocks[0].block.label
    for line, pieces in enumerate(shown_lines(change, fold)):
        yield Line(tuple(_segments(pieces, "" if line else label)), number, change.kind, depth)
    if left_out := folded_parts(change, fold):
        yield Line((Segment(Tag.NOTE, f"… {part_words(left_out)} …"),), number, change.kind, depth)


def wrapped(line: Line, width: int) -> list[Line]:
    """``line`` as lines of at most ``width`` cells, broken at spaces where there are any."""
    width = max(width, 2)
    text = line.text
    if _OF_ONE_CELL.fullmatch(text):
        if len(text) <= width:
            return [line]
        return [replace(line, segments=tuple(_cut(line.segments, *row))) for row in _rows(text, width)]
    return [replace(line, segments=row) for row in _measured(line.segments, width)]


def _rows(text: str, width: int) -> Iterator[tuple[int, int]]:
    """From where to where each row of a text goes whose characters take one cell each."""
    start = 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if text.startswith(" |", end):  # a cell keeps the bar that closes it
            shorter = text.rfind(" ", start, end)
            end = shorter if text[start : max(shorter, start)].strip(" |") else end
        if not text[start : max(end, start)].strip(" "):  # a word longer than a row is broken
            end = start + width
        yield start, end
        start = end
        while start < len(text) and text[start] == " ":
            start += 1
    if start < len(text) or not text:
        yield start, len(text)


def _cut(segments: Sequence[Segment], start: int, end: int) -> Iterator[Segment]:
    """The segments between two characters of the line."""
    at = 0
    for segment in segments:
        size = len(segment.text)
        if at < end and at + size > start:
            yield Segment(segment.tag, segment.text[max(start - at, 0) : end - at])
        at += size


def _measured(segments: Sequence[Segment], width: int) -> Iterator[tuple[Segment, ...]]:
    """The rows of a line with wide characters or marks that take no cell."""
    rows: list[list[Segment]] = [[]]
    room = width
    for segment in segments:
        for spaces, part in _parts(segment.text):
            size = cells(part)
            gap = "" if spaces and room == width and len(rows) > 1 else spaces
            if len(gap) + size > room and room < width:
                rows.append([])
                room, gap = width, ""
            for piece in _fitting(gap + part, room, width):
                if cells(piece) > room:
                    rows.append([])
                    room = width
                rows[-1].append(Segment(segment.tag, piece))
                room -= cells(piece)
    return (tuple(_joined(row)) for row in rows)


def cells(text: str) -> int:
    """How many terminal cells ``text`` takes: two for wide characters, none for marks."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _shown(redline: Redline, context: int | None) -> set[int]:
    count = len(redline.blocks)
    if context is None:
        return set(range(count))
    changed = [at for at, change in enumerate(redline.blocks) if change.kind is not ChangeKind.EQUAL]
    return {near for at in changed for near in range(max(at - context, 0), min(at + context + 1, count))}


def _note(left_out: Mapping[ChangeKind, int]) -> Line:
    told = [
        f"{number} {'unchanged block' if kind is ChangeKind.EQUAL else KINDS[kind]}"
        f"{'s' if number > 1 and kind is ChangeKind.EQUAL else ''}"
        for kind, number in left_out.items()
    ]
    return Line((Segment(Tag.NOTE, f"… {', '.join(told)} …"),))


def _segments(pieces: Sequence[Piece], label: str) -> Iterator[Segment]:
    for at, (op, text) in enumerate(pieces):
        if at == 0 and op is Op.EQUAL and label and text.startswith(label):
            yield Segment(Tag.LABEL, readable(label))
            text = text[len(label) :]
        if text:
            yield Segment(Tag(op.value), readable(text))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Words with the spaces before each; spaces at the end come with an empty word."""
    spaces = word = ""
    for char in text:
        if char == " ":
            if word:
                yield spaces, word
                spaces = word = ""
            spaces += char
        else:
            word += char
    yield spaces, word


def _fitting(text: str, room: int, width: int) -> list[str]:
    """``text`` in pieces that fit: a word longer than the line is broken."""
    if cells(text) <= room:
        return [text]
    pieces: list[str] = []
    piece = ""
    for char in text:
        if cells(piece + char) > (room if not pieces else width):
            pieces.append(piece)
            piece = ""
        piece += char
    return [part for part in (*pieces, piece) if part]


def _joined(row: Sequence[Segment]) -> Iterator[Segment]:
    for tag, run in groupby(row, key=lambda segment: segment.tag):
        yield Segment(tag, "".join(segment.text for segment in run))
