"""A redline as paragraphs: deleted and added words carry brackets as well as colour and strokes."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from negotiate.redline.lines import Line, Tag, display_lines
from negotiate.redline.model import Redline
from negotiate.redline.wording import count_words
from negotiate.tui.paragraphs import Flow, Grid, Mark, Paragraph, Run, Runs, flow, hang_of

_SPLIT = " | "
_OPENS = {Tag.DELETE: "[-", Tag.INSERT: "[+"}
_CLOSES = {Tag.DELETE: "-]", Tag.INSERT: "+]"}


def redline_paragraphs(redline: Redline, *, context: int | None = 1) -> list[Paragraph]:
    """The changes with ``context`` unchanged blocks round each (None: the whole text)."""
    out: list[Paragraph] = [flow(Mark.NOTE, count_words(redline), after=1)]
    for is_row, lines in groupby(display_lines(redline, context=context), key=_table_row):
        if is_row is None:
            out.extend(_flow(line) for line in lines if context or not _left_out(line))
        else:
            out.append(_grid(list(lines)))
    return out


def _left_out(line: Line) -> bool:
    """Whether the line only says how many unchanged blocks are left out."""
    return [segment.tag for segment in line.segments] == [Tag.NOTE]


def _table_row(line: Line) -> tuple[int | None, bool] | None:
    """The change a row of a table belongs to, and that it is one; None for other lines."""
    text = line.text
    return (line.change, True) if not line.head and text.startswith("| ") and text.endswith(" |") else None


def _flow(line: Line) -> Flow:
    runs = tuple(_marked(line))
    if line.head:
        return Flow(runs, change=line.change, head=True, key=runs[0].text if runs else "")
    label = line.segments[0].text if line.segments and line.segments[0].tag is Tag.LABEL else ""
    return Flow(runs, indent=2, hang=hang_of(label), after=1, change=line.change)


def _grid(lines: list[Line]) -> Grid:
    rows = tuple(tuple(_cells(line)) for line in lines)
    return Grid(rows, indent=2, after=1, change=lines[0].change)


def _cells(line: Line) -> Iterator[Runs]:
    """The cells of a row: its runs between the bars."""
    pieces: list[list[tuple[Tag, str]]] = [[]]
    last = len(line.text) - len(" |")
    at = 0
    for segment in line.segments:
        start, end = max(at, len("| ")), min(at + len(segment.text), last)
        inside = line.text[start:end] if start < end else ""
        at += len(segment.text)
        for number, part in enumerate(inside.split(_SPLIT)):
            if number:
                pieces.append([])
            if part:
                pieces[-1].append((segment.tag, part))
    for piece in pieces:
        yield tuple(run for tag, text in piece for run in marked(tag, text))


def _marked(line: Line) -> Iterator[Run]:
    for segment in line.segments:
        yield from marked(segment.tag, segment.text)


def marked(tag: Tag, text: str) -> Iterable[Run]:
    """A segment as runs; spaces at the edge of what changed stand outside its brackets."""
    if tag not in _OPENS:
        return [Run(Mark.TEXT if tag is Tag.EQUAL else Mark(tag.value), text)]
    inner = text.strip()
    if not inner:
        return _bracketed(tag, text)
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    runs = [Run(Mark.TEXT, before), *_bracketed(tag, inner), Run(Mark.TEXT, after)]
    return [run for run in runs if run.text]


def _bracketed(tag: Tag, text: str) -> list[Run]:
    opening, closing = Run(Mark.BRACKET, _OPENS[tag]), Run(Mark.BRACKET, _CLOSES[tag])
    return [opening, Run(Mark(tag.value), text), closing]
