"""Where the tables of a page stand among its lines: in their column, or across all of it."""

from bisect import bisect_left
from collections.abc import Sequence

from negotiate.agreement.reading.pdf.columns import Region
from negotiate.agreement.reading.pdf.grids import Table
from negotiate.agreement.reading.pdf.rows import Row

_SLACK = 6.0  # points by which a table may reach beyond its column
_ACROSS = 99

Place = tuple[int, int, float]
"""The band between two things that run across the page, the column in it, the height: as one reads."""


class Waiting:
    """The tables of a page that no line has followed yet, in reading order."""

    def __init__(self, found: Sequence[Region], tables: Sequence[Table]) -> None:
        self._columns = sorted({(one.left, one.right) for one in found if one.column})
        for one in sorted(tables, key=lambda one: one.right - one.left) if self._columns else ():
            if not self._under(one):  # a column that holds but tables
                self._columns = sorted([*self._columns, (one.left, one.right)])
        across = [row.main.base for one in found if not one.column for row in one.rows]
        across += [one.top for one in tables if self._column(one) == _ACROSS]
        self._across = sorted(-base for base in across)
        self._left = sorted(tables, key=self._place_of if self._columns else lambda one: -one.top)

    def before(self, region: Region, row: Row) -> list[Table]:
        """The tables that come before a row of a region."""
        column = self._columns.index((region.left, region.right)) if region.column else _ACROSS
        place = self._place(column, row.main.base)
        count = 0
        while count < len(self._left) and self._precedes(self._left[count], row, place):
            count += 1
        due, self._left = self._left[:count], self._left[count:]
        return due

    def rest(self) -> list[Table]:
        """The tables that no row follows."""
        return self._left

    def extent(self, table: Table) -> tuple[float, float]:
        """The edges of the column a table stands in; (0, 0) for one that stands in none."""
        column = self._column(table)
        return self._columns[column] if column != _ACROSS else (0.0, 0.0)

    def _precedes(self, table: Table, row: Row, place: Place) -> bool:
        if self._columns:
            return self._place_of(table) < place
        return table.bottom >= row.main.base and table.left < row.right and row.left < table.right

    def _place_of(self, table: Table) -> Place:
        return self._place(self._column(table), table.top)

    def _place(self, column: int, top: float) -> Place:
        return bisect_left(self._across, -top), column, -top

    def _column(self, table: Table) -> int:
        held = self._under(table)
        return held[0] if len(held) == 1 else _ACROSS

    def _under(self, table: Table) -> list[int]:
        """The columns whose width a table shares."""
        return [
            at
            for at, (left, right) in enumerate(self._columns)
            if table.left + _SLACK < right and left < table.right - _SLACK
        ]
