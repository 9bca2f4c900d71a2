"""Three versions of one table of which one side put in, struck or reordered columns.

The other two are given that side's columns, so that all three have one shape and join cell by
cell; a cell of a column struck here that was changed there is a conflict.
"""

from negotiate.agreement.blocks import Rows
from negotiate.redline.columns import cell_of, columns_of, width_of
from negotiate.redline.tables import row_pairs


class Shape:
    """The columns of ``shaped``, a version of ``base`` with others, as they can be given to texts
    that have the columns of ``base``. Positions count from 0.
    """

    def __init__(self, base: Rows, shaped: Rows) -> None:
        self.base, self.shaped = base, shaped
        self.columns = columns_of(base, shaped)
        self._from = {j: i for i, j in self.columns}
        self._rows = matched_rows(base, shaped)

    @property
    def changes(self) -> bool:
        """Whether columns came, went or changed places."""
        return width_of(self.base) != width_of(self.shaped) or any(i != j for i, j in self.columns)

    @property
    def fits(self) -> bool:
        """Whether every row has all its columns: a ragged table says of no cell where it belongs."""
        return all(len({len(row) for row in rows}) <= 1 for rows in (self.base, self.shaped))

    def given_to(self, side: Rows) -> Rows:
        """``side`` with these columns; what it has no cell for it takes from its row in ``shaped``."""
        to_base = {k: i for i, k in matched_rows(self.base, side).items()}
        made: list[tuple[str, ...]] = []
        for at, row in enumerate(side):
            twin = self._rows.get(to_base.get(at, -1))
            fresh = () if twin is None else self.shaped[twin]
            made.append(
                tuple(
                    row[self._from[j]] if j in self._from else cell_of(fresh, j)
                    for j in range(width_of(self.shaped))
                )
            )
        return tuple(made)

    def struck(self, side: Rows) -> list[tuple[int, int]]:
        """The cells of ``side`` that it changed in columns that ``shaped`` struck."""
        gone = sorted(set(range(width_of(self.base))) - set(self._from.values()))
        return [
            (k, column)
            for i, k in matched_rows(self.base, side).items()
            for column in gone
            if cell_of(side[k], column) != cell_of(self.base[i], column)
        ]


def matched_rows(old: Rows, new: Rows) -> dict[int, int]:
    """Which row of ``old`` is which of ``new``, from 0."""
    return {i: j for i, j in row_pairs(old, new) if i is not None and j is not None}
