"""Rows of print as lines of text: indentation and wide gaps as spaces, blank lines where space is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from negotiate.agreement.reading.pdf.columns import Region
from negotiate.agreement.reading.pdf.grids import Table
from negotiate.agreement.reading.pdf.order import Waiting
from negotiate.agreement.reading.pdf.rows import Row

_COLUMNS = 90  # a full line is set as this many columns, whatever its letters' width
_LEADING_SHARE = 0.15  # line distances this common may be the leading
_STEPS = 20  # of a letter's height, to which distances of lines are rounded
_LARGEST_LEADING = 3.6  # in heights of letters: double spacing is 2.4
_GAP = 1.18  # of the leading: more is a blank line
_GAP_BESIDE_RAISED = 1.45
_OTHER_SIZE = 1.12
_FEWEST_ROWS = 3
_WIDEST = 4.0
_COLUMN_GAP = 3  # spaces between two pieces: what the rest of the import takes for columns


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A row as text. ``size`` is that of its letters, ``edge`` the column it ends in; ``gap`` says that
    space or another size of letters parts it from the row before; ``wide`` is how many columns a character
    takes; ``turn`` says that a column of the page begins here, behind another; ``table`` is set instead for a
    table."""

    page: int
    height: float
    base: float
    text: str = ""
    edge: int = 0
    gap: bool = False
    size: float = 0.0
    wide: float = 1.0
    turn: bool = False
    table: Table | None = None


def leading_of(found: Iterable[Region]) -> float:
    """The usual distance of base lines in heights of letters: the smallest that is common. Rounding may
    part one distance in two or three that lie side by side: they count together."""
    counts: Counter[int] = Counter()
    for region in found:
        for above, below in zip(region.rows, region.rows[1:], strict=False):
            ratio = (above.main.base - below.main.base) / below.main.size
            if 0.5 < ratio < _LARGEST_LEADING:
                counts[round(ratio * _STEPS)] += 1
    least = _LEADING_SHARE * counts.total()
    common = [
        step
        for step, count in counts.items()
        if count >= least
        or (count == max(near := [counts[one] for one in range(step - 1, step + 2)]) and sum(near) >= least)
    ]
    return min(common, default=1.2 * _STEPS) / _STEPS


def lines_of(
    found: Sequence[Region], tables: Sequence[Table], page: int, height: float, right: float, leading: float
) -> Iterator[PrintedLine]:
    """The regions of a page as lines; a table comes before the first row below it.

    ``right`` is the right margin of lines that run across the page.
    """
    waiting = Waiting(found, tables)
    page_left = min((*(one.left for one in found), *(one.left for one in tables)), default=0.0)
    last = 0.0  # where the column of the line before ends; 0 where it runs across
    for region in found:
        start = region.left if region.column else page_left
        end = region.right if region.column else max(right, start + 1)
        before: Row | None = None
        scales = _scales(region.rows, (end - start) / _COLUMNS)
        for row, scale in zip(region.rows, scales, strict=True):
            for table in waiting.before(region, row):
                left, after = waiting.extent(table)
                yield PrintedLine(page, height, table.top, table=table, turn=0 < last <= left)
                before, last = None, after
            one = _line(row, before, start, end, leading, page, height, scale)
            if region.column:
                one = replace(one, wide=_wide(row, end - start), turn=0 < last <= start)
            yield one
            before, last = row, end if region.column else 0.0
    for table in waiting.rest():
        left, after = waiting.extent(table)
        yield PrintedLine(page, height, table.top, table=table, turn=0 < last <= left)
        last = after


def _wide(row: Row, width: float) -> float:
    """How many columns of a line a character takes: one, or more where the column is narrow."""
    letters = sum(len(piece.text) for piece in row.pieces)
    printed = sum(piece.right - piece.left for piece in row.pieces)
    return max(printed / max(letters, 1) * _COLUMNS / max(width, 1.0), 1.0)


def _scales(rows: Sequence[Row], width: float) -> list[float]:
    """By how much each row must be set wider than print so that its pieces stay under those of the rows
    around it: 1, or more for a table of narrow columns. ``width`` is that of a column of text."""
    out: list[float] = []
    for set_out, run in groupby(rows, key=lambda row: len(row.pieces) > 1):
        held = list(run)
        needed = 1.0
        for row in held if set_out and len(held) >= _FEWEST_ROWS else ():
            for left, right in pairwise(row.pieces):
                room = (right.left - left.left) / max(width, 0.01)
                needed = max(needed, (len(left.text) + _COLUMN_GAP + 1) / max(room, 0.01))
        out += [min(needed, _WIDEST)] * len(held)
    return out


def _line(
    row: Row,
    before: Row | None,
    start: float,
    end: float,
    leading: float,
    page: int,
    height: float,
    scale: float = 1.0,
) -> PrintedLine:
    main = row.main
    gap = before is None
    if before is not None:
        other = before.main
        larger, smaller = max(main.size, other.size), min(main.size, other.size)
        least = _GAP_BESIDE_RAISED if row.uneven or before.uneven else _GAP
        gap = other.base - main.base > least * leading * main.size or larger > _OTHER_SIZE * smaller
    width = max(end - start, 1.0) / _COLUMNS
    text = ""
    for piece in row.pieces:
        at = round((piece.left - start) / width * scale)
        least = len(text) + (_COLUMN_GAP if text else 0)
        text = text.ljust(max(at, least)) + piece.text
    return PrintedLine(page, height, main.base, text, round((row.right - start) / width), gap, main.size)
