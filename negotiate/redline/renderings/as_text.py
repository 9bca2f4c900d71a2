"""The redline for a terminal: unified, or two columns side by side.

Words say what was deleted and added, so that a copy says it too; colour only adds to them.
"""

from collections.abc import Iterator, Sequence

from negotiate.redline.folding import Folds, shown_lines
from negotiate.redline.lines import Line, Segment, Tag, cells, display_lines, wrapped
from negotiate.redline.model import ChangeKind, Op, Redline
from negotiate.redline.wording import CLOSES, OPENS, count_words, readable
from negotiate.redline.wordlevel import Piece

_COLOURS = {
    Tag.DELETE: "\x1b[31;9m",
    Tag.INSERT: "\x1b[32;4m",
    Tag.CITATION: "\x1b[1m",
    Tag.KIND: "\x1b[33m",
    Tag.LABEL: "\x1b[1m",
    Tag.NOTE: "\x1b[2m",
}
_PLAIN = "\x1b[0m"
_OPS = {Tag.DELETE: Op.DELETE, Tag.INSERT: Op.INSERT}
NARROW = 100  # columns under which two texts side by side are not readable
INDENT = "    "


def to_text(
    redline: Redline,
    old_name: str,
    new_name: str,
    *,
    width: int = 80,
    colour: bool = False,
    context: int | None = 0,
    side_by_side: bool = False,
    fold: Folds = frozenset(),
) -> str:
    """The redline as text of at most ``width`` columns.

    ``context`` unchanged blocks are shown round each change (None: the whole text).
    Changes of a kind in ``fold``, and parts of tables, are counted, not shown.
    ``side_by_side`` falls back to unified where the screen is narrower than 100 columns.
    """
    head = [readable(f"{old_name} → {new_name}"), count_words(redline)]
    out = [row for text in head for row in _rows(Line((Segment(Tag.EQUAL, text),)), width, "", colour=colour)]
    if side_by_side and width >= NARROW:
        out += _columns(redline, width, colour=colour, context=context, fold=fold)
    else:
        for line in display_lines(redline, context=context, fold=fold):
            if line.head or line.change is None:
                out.append("")
            indent = "" if line.head or width < 40 else INDENT
            out += _rows(_told(line), width, indent, colour=colour)
    return "\n".join(out) + "\n"


def _told(line: Line) -> Line:
    """The line with the words that stand for the marks."""
    told: list[Segment] = []
    for segment in line.segments:
        op = _OPS.get(segment.tag)
        if op is None or not segment.text.strip():
            told.append(segment)
            continue
        inner = segment.text.strip()
        before = segment.text[: len(segment.text) - len(segment.text.lstrip())]
        after = segment.text[len(segment.text.rstrip()) :]
        if not before and told and told[-1].text.endswith("]"):
            before = " "
        marked = Segment(segment.tag, f"{OPENS[op]}{inner}{CLOSES[op]}")
        told += [
            part for part in (Segment(Tag.EQUAL, before), marked, Segment(Tag.EQUAL, after)) if part.text
        ]
    return Line(tuple(told), line.change, line.kind, line.depth, line.head)


def _rows(line: Line, width: int, indent: str, *, colour: bool) -> list[str]:
    rows = wrapped(line, width - len(indent))
    return [
        (indent + "".join(_coloured(part, colour=colour) for part in row.segments)).rstrip() for row in rows
    ]


def _coloured(segment: Segment, *, colour: bool) -> str:
    code = _COLOURS.get(segment.tag, "") if colour else ""
    return f"{code}{segment.text}{_PLAIN}" if code and segment.text else segment.text


def _columns(
    redline: Redline, width: int, *, colour: bool, context: int | None, fold: Folds
) -> Iterator[str]:
    """Old on the left, new on the right; a change of both stands on one height."""
    half = (width - 3) // 2
    yield ""
    for line in display_lines(redline, context=context, fold=fold):
        if line.head:
            yield ""
            yield from _rows(line, width, "", colour=colour)
            for pieces in shown_lines(redline.changes[line.change or 0], fold):
                left, right = _side(pieces, Op.INSERT), _side(pieces, Op.DELETE)
                yield from _beside(_told(left), _told(right), half, colour=colour)
        elif line.change is None:
            yield from _beside(line, line, half, colour=colour)
        elif line.segments and line.segments[0].tag is Tag.NOTE:
            yield from _rows(line, width, "", colour=colour)


def _side(pieces: Sequence[Piece], hidden: Op) -> Line:
    """One column of a change: without what only the other text has."""
    kept = tuple(Segment(Tag(op.value), readable(text)) for op, text in pieces if op is not hidden)
    return Line(kept, 0, ChangeKind.EDITED)


def _beside(left: Line, right: Line, half: int, *, colour: bool) -> Iterator[str]:
    lefts, rights = wrapped(left, half), wrapped(right, half)
    for at in range(max(len(lefts), len(rights))):
        one = lefts[at] if at < len(lefts) else Line(())
        two = rights[at] if at < len(rights) else Line(())
        pad = " " * (half - cells(one.text))
        yield (
            "".join(_coloured(part, colour=colour) for part in one.segments)
            + pad
            + " │ "
            + "".join(_coloured(part, colour=colour) for part in two.segments)
        ).rstrip()
