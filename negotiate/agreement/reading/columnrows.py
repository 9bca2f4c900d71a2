"""The rows of a table set in columns: which cell stands in which column, by where it stands.

The line with most cells gives the columns; every other line's cells are set under them in
order, each where it overlaps or lies nearest. A column that stays empty in a row is an empty
cell. What stands between two columns is told.
"""

import re
from collections.abc import Callable, Sequence

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.cells import kind_of
from negotiate.agreement.reading.columns import Piece, begins_at, pieces, tab_cells

_WORD = re.compile(r"\S+")
_FAR = 4.0  # columns of print between a cell and the column it is set in, before it is told


Tell = Callable[[int, str], None]


def column_rows(lines: Sequence[str], heads: int, tell: Tell) -> Rows:
    """The lines of a table as rows of the same length. ``tell`` gets the place of a line and what is
    doubtful in it."""
    tabbed = [tab_cells(raw) for raw in lines]
    if all(tabbed):
        return _even(tabbed, tell)
    found = [pieces(raw) for raw in lines]
    most = max(range(len(found)), key=lambda at: (len(found[at]), at >= heads))
    columns = _Columns(found[most])
    for at, row in enumerate(found):
        if at >= heads:
            columns.widen(row)
    for row in found:
        columns.insert_missing(row)
    out: list[tuple[str, ...]] = []
    for at, row in enumerate(found):
        cells, why = columns.set(row)
        out.append(cells)
        if why and at >= heads:
            tell(at, why)
        elif at > heads and len(row) == 1 and row[0][0] < columns.spans[1][0] - 1:
            tell(at, "this line holds a name alone: it may belong to the row above or below")
    return tuple(out)


def _even(rows: Sequence[tuple[str, ...]], tell: Tell) -> Rows:
    if not any(row[0] for row in rows):
        rows = [row[1:] for row in rows]  # indented by a tab
    while rows and all(len(row) > 1 and not row[-1] for row in rows):
        rows = [row[:-1] for row in rows]
    most = max(len(row) for row in rows)
    for at, row in enumerate(rows):
        if len(row) < most and at:
            tell(at, f"this row has {len(row)} cells, its table {most} columns; kept as received")
    return tuple(rows)


class _Columns:
    """The columns of a table, from left to right: the first and last place of print of each."""

    def __init__(self, first: list[Piece]) -> None:
        self.spans = [(start, end) for start, end, _ in first]

    def widen(self, row: list[Piece]) -> None:
        """Takes in where the cells of a full row stand."""
        if len(row) != len(self.spans):
            return
        for at, (start, end, _) in enumerate(row):
            low, high = self.spans[at]
            before = self.spans[at - 1][1] if at else 0
            after = self.spans[at + 1][0] if at + 1 < len(self.spans) else 10**6
            self.spans[at] = (min(low, max(start, before)), max(high, min(end, after)))

    def insert_missing(self, row: list[Piece]) -> None:
        """A column for every cell that stands clear of all columns where the row has cells enough to
        be set without it only by moving others."""
        if len(row) >= len(self.spans) or len(row) < 2:
            return
        for start, end, words in row:
            if kind_of(words) not in "NP":
                continue
            if all(end + 2 <= low or start >= high + 2 for low, high in self.spans):
                at = sum(high <= start for _, high in self.spans)
                self.spans.insert(at, (start, end))

    def set(self, row: list[Piece]) -> tuple[tuple[str, ...], str]:
        """The row's cells, one a column, and what is doubtful in it."""
        size = len(self.spans)
        if len(row) == size:
            return tuple(words for _, _, words in row), ""
        parts = [part for piece in row for part in self._parted(piece)]
        if len(parts) > size or (len(parts) > len(row) and len(parts) < size and len(row) == 1):
            parts = row
        places, far = self._places(parts)
        cells = [""] * size
        for place, (_, _, words) in zip(places, parts, strict=True):
            cells[place] = f"{cells[place]} {words}".strip()
        if len(set(places)) < len(places):
            return tuple(cells), "two cells of this line stand in one column"
        why = "a cell of this line stands between two columns" if far > _FAR else ""
        return tuple(cells), why

    def _parted(self, piece: Piece) -> list[Piece]:
        """A piece that runs over several columns, parted where its words lie in them."""
        start, end, words = piece
        over = [at for at, (low, high) in enumerate(self.spans) if low < end and start < high]
        if len(over) < 2 or " " not in words:
            return [self._first_of(piece, over)]
        groups: dict[int, list[tuple[int, int]]] = {}
        for word in _WORD.finditer(words):
            low, high = start + word.start(), start + word.end()
            middle = (low + high) / 2
            at = min(over, key=lambda one: abs((self.spans[one][0] + self.spans[one][1]) / 2 - middle))
            groups.setdefault(at, []).append((low, high))
        lefts = [self.spans[at][0] for at in over]
        if begins_at(piece, lefts):
            edges = [left - start for left in lefts] + [len(words)]
            return [
                (start + low, start + low + len(words[low:high].strip()), words[low:high].strip())
                for low, high in zip(edges, edges[1:], strict=False)
            ]
        if len(groups) < len(over) or len(over) < 3:
            return [self._first_of(piece, over)]
        return [
            (spans[0][0], spans[-1][1], words[spans[0][0] - start : spans[-1][1] - start])
            for spans in groups.values()
        ]

    def _first_of(self, piece: Piece, over: list[int]) -> Piece:
        """A heading over several columns as standing over the first of them."""
        if len(over) < 2 or kind_of(piece[2]) in "NIP":
            return piece
        low, high = self.spans[over[0]]
        return max(piece[0], low), min(piece[1], high), piece[2]

    def _places(self, row: list[Piece]) -> tuple[list[int], float]:
        """The column of each cell, from left to right, at the least distance in all; cells share a
        column only where there are more of them than columns. Also the farthest any cell lies off."""
        size, shared = len(self.spans), len(row) > len(self.spans)
        best: list[list[tuple[float, int]]] = []
        for piece in row:
            line: list[tuple[float, int]] = []
            least, at_least = (0.0, -1) if not best else (float("inf"), -1)
            for at in range(size):
                if best:
                    came = at if shared else at - 1
                    if came >= 0 and best[-1][came][0] <= least:
                        least, at_least = best[-1][came][0], came
                line.append((least + self._off(piece, at), at_least))
            best.append(line)
        at = min(range(size), key=lambda one: best[-1][one][0])
        places = [at]
        for line in reversed(best[1:]):
            at = line[at][1]
            places.append(at)
        places.reverse()
        return places, max(self._gap(piece, at) for piece, at in zip(row, places, strict=True))

    def _gap(self, piece: Piece, at: int) -> float:
        low, high = self.spans[at]
        return max(0, low - piece[1] + 1, piece[0] - high + 1)

    def _off(self, piece: Piece, at: int) -> float:
        low, high = self.spans[at]
        ends = min(abs(piece[0] - low), abs(piece[1] - high), abs((piece[0] + piece[1] - low - high) / 2))
        return 2.0 * self._gap(piece, at) + 0.1 * ends
