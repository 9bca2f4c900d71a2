"""Whether two tables are one: by their heads, by the names of their rows, and by what stands in them.

A new contract changes every figure of a salary schedule, adds a lane and a step and writes another
year over it; its words in common are few, and yet it is the same schedule. A table of other heads
and other rows is another table, though its figures may be of the same size.
"""

from collections.abc import Callable, Iterator, Sequence

from negotiate.agreement.blocks import Rows
from negotiate.redline.anchors import Pair
from negotiate.redline.columns import Row, cell_of, columns_of, masked, same_cell, width_of
from negotiate.redline.rising import TOGETHER, common_rise, rises, size_of
from negotiate.redline.similar import in_common
from negotiate.redline.tables import row_pairs
from negotiate.redline.typography import fold

ONE_TABLE = 0.6  # of what their heads, names and cells say at the least, for two tables to be one
SURELY = 2 / 3  # share of the cells of two tables that leaves nothing to be looked at
HEADS, WORDED, RISEN = 1.5, 2.0, 2.0  # what heads say, names in words, figures that rose together; others 1
RENAMED = 0.8  # what a head is worth of which a year changed
ALIKE = 1 / 3  # logarithm of a rise at which a figure may yet be the same one
MOST_HEADS = 3  # rows of heads
MOST_GROWN = 8  # times the cells of a table that its next edition may have
NEAR = 0.5  # what such a figure is worth beside one that rose with the others


def surely_one(old: Rows, new: Rows) -> bool:
    """Whether two tables of one width have nearly all their cells in common: most that changed have."""
    if not old or not new or width_of(old) != width_of(new):
        return False
    left = {cell for row in old for cell in row}
    right = {cell for row in new for cell in row}
    return len(left & right) >= SURELY * max(len(left), len(right))


def fit(old: Rows, new: Rows) -> float:
    """How much of two tables, 0 to 1, says that they are one: what their heads, the names of their
    rows and their other cells say, each counted against the smaller table.
    """
    smaller, larger = sorted(sum(map(_filled, rows)) for rows in (old, new))
    columns = columns_of(old, new) if MOST_GROWN * smaller >= larger else []
    if not columns:
        return 0.0
    return _Fit(old, new, columns).worth()


class _Fit:
    """Two tables and the columns that they share. The column of the names is the first of these."""

    def __init__(self, old: Rows, new: Rows, columns: Sequence[Pair]) -> None:
        self.sides = (old, new)
        self.heads = (head_rows(old), head_rows(new))
        self.names = columns[0]
        self.rest = columns[1:] or columns
        self.named = len(columns) > 1
        first = [max(count, 1) for count in self.heads]  # a first row of figures names no row either
        self.bodies = (old[first[0] :], new[first[1] :])
        self.rows = [
            (old[i], new[j])
            for i, j in row_pairs(old, new, columns)
            if i is not None and j is not None and i >= first[0] and j >= first[1]
        ]

    def worth(self) -> float:
        """The mean of what is said, by its weight."""
        said = [*self.of_heads(), *self.of_names(), *self.of_cells()]
        return sum(share * weight for share, weight in said) / (sum(weight for _, weight in said) or 1)

    def of_heads(self) -> Iterator[tuple[float, float]]:
        """The heads but that of the column of names, which many tables share (``Step``)."""
        if not all(self.heads):
            return
        lefts, rights = (
            [_head_of(side[:count], pair[at]) for pair in self.rest]
            for at, (side, count) in enumerate(zip(self.sides, self.heads, strict=True))
        )
        counts = [
            sum(_head_of(side[:count], k) != "" for k in range(first, width_of(side)))
            for side, count, first in zip(self.sides, self.heads, self.rest[0], strict=True)
        ]
        yield sum(map(_head, lefts, rights)) / max(min(counts), 1), HEADS

    def of_names(self) -> Iterator[tuple[float, float]]:
        """The names of the rows; steps that are only counted say less than names in words."""
        named = [
            [name for row in body if (name := cell_of(row, at))]
            for body, at in zip(self.bodies, self.names, strict=True)
        ]
        fewer = min(named, key=len)
        if fewer and self.named:
            i, j = self.names
            alike = sum(_text(cell_of(left, i), cell_of(right, j)) for left, right in self.rows)
            counted = 2 * sum(size_of(name) is not None for name in fewer) > len(fewer)
            yield alike / len(fewer), 1.0 if counted else WORDED

    def of_cells(self) -> Iterator[tuple[float, float]]:
        """The cells that are neither head nor name; of a table of one column all but the head."""
        least = min(
            sum(cell != "" for row in body for at, cell in enumerate(row) if not (self.named and at == name))
            for body, name in zip(self.bodies, self.names, strict=True)
        )
        if not least:
            return
        told = [(cell_of(left, a), cell_of(right, b)) for left, right in self.rows for a, b in self.rest]
        common = common_rise(list(rises(told)))
        worth = _worth(common)
        alike = sum(worth(left, right) for left, right in told if left and right)
        yield min(alike / least, 1.0), 1.0 if common is None else RISEN


def head_rows(rows: Rows) -> int:
    """How many rows hold the heads of a table: those before the first one of figures."""
    for number, row in enumerate(rows[: MOST_HEADS + 1]):
        if 2 * sum(size_of(cell) is not None for cell in row) >= _filled(row) > 0:
            return number
    return 1


def _head_of(rows: Rows, column: int) -> str:
    return " ".join(cell for row in rows if (cell := cell_of(row, column)))


def _head(left: str, right: str) -> float:
    if left and right and masked(fold(left)) == masked(fold(right)):
        return 1.0 if same_cell(left, right) else RENAMED
    return _text(left, right)


def _filled(row: Row) -> int:
    return sum(cell != "" for cell in row)


def _worth(common: float | None) -> Callable[[str, str], float]:
    """What a cell and its next edition say: the same, risen with the others, near, or alike in words."""

    def worth(left: str, right: str) -> float:
        if left == right:
            return 1.0
        for rise in rises([(left, right)]):
            together = common is not None and abs(rise - common) <= TOGETHER
            return 1.0 if together else NEAR if abs(rise) <= ALIKE else 0.0
        return _text(left, right)

    return worth


def _text(left: str, right: str) -> float:
    """The share of their words that two texts have in common, in order; 0 beside nothing."""
    if not left or not right:
        return 0.0
    return 1.0 if same_cell(left, right) else _words(left, right)


def _words(left: str, right: str) -> float:
    before, after = fold(left).split(), fold(right).split()
    return 2 * in_common(before, after) / (len(before) + len(after))
