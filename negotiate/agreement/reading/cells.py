"""Cells one a line, put back into rows: the cheapest reading of a run of short lines.

Scraped agreements print a table as one cell a paragraph; a line that holds only a
non-breaking space is an empty cell. A dynamic programme over the run chooses titles,
column counts and rows together: a row costs little where its cells are alike (figures
under figures), much where they are mixed. Rows of another length than their table's are
kept as received and reported, never padded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

_FIGURE = re.compile(r"\(?\$?\s?-?[0-9][0-9,]*(?:\.[0-9]+)?\)?")
_PERCENT = re.compile(r"[0-9]+(?:\.[0-9]+)?\s?%")
_DATE = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}(?:\s*[-–—]\s*[0-9/]+)?|(?:19|20)[0-9]{2}\s*[-–—]\s*[0-9]{2,4}"
)
_LABELLED = re.compile(r"\(?(?:[0-9]{1,3}|[A-Za-z]{1,2}|[ivxlIVXL]{1,5})[.)]\s*\S")
_MOST_COLUMNS = 24
_LONGEST_CELL = 42
_LONGEST_ABBREVIATED = 16  # "Asst. Dir. etc." is a cell, "See below." hardly longer
_LONGEST_NAME = 120

_CLEAN = 0.7  # a row this cheap has all its cells
_BEAM = 4.0  # a reading this much dearer than the best at the same cell does not come back
# costs, tuned on the law "rows are alike", not on any one text
_TITLE, _STRAY, _OPEN, _ROW, _HEAD, _MIXED, _OTHER_NAME, _ODD = 1.2, 6.0, 1.5, 0.1, 0.45, 1.0, 1.2, 2.5


@dataclass(frozen=True, slots=True)
class Grid:
    """A stretch of cells read as a table: ``start`` and the length of each row in cells."""

    start: int
    lengths: tuple[int, ...]
    columns: int

    @property
    def end(self) -> int:
        """The position after the last cell."""
        return self.start + sum(self.lengths)


def kind_of(cell: str) -> str:
    """E empty, I small whole number, N figure, P per cent, D date, L label with text, T text."""
    if not cell:
        return "E"
    if _PERCENT.fullmatch(cell):
        return "P"
    if _FIGURE.fullmatch(cell):
        return "I" if re.fullmatch(r"[0-9]{1,2}", cell) else "N"
    if _DATE.fullmatch(cell):
        return "D"
    return "L" if _LABELLED.match(cell) else "T"


def could_be_cell(text: str) -> bool:
    """Whether a line is short enough, and not a sentence, so that it may be a cell."""
    sentence = re.search(r"[a-z]{2}[.;:]$", text)
    return len(text) <= (_LONGEST_ABBREVIATED if sentence else _LONGEST_CELL) and not text.endswith(
        (":", ";")
    )


def could_be_row_name(text: str) -> bool:
    """Whether a longer line may still name a row of figures."""
    return len(text) <= _LONGEST_NAME and kind_of(text) == "T" and not text.endswith((".", ";"))


def grids(cells: Sequence[str]) -> list[Grid]:
    """The tables in a run of cells, in order; what lies between them is not a table."""
    return _Programme([kind_of(cell) for cell in cells]).solve()


# A state is (columns, kind of the first cell of its last figure row, figure rows up to two);
# columns 0: outside a table. A step is (cost, position before, state before, cells taken as a
# row: 0 for opening or closing, -1 for a title). Plain tuples: this is the import's inner loop.
_State = tuple[int, str, int]
_Step = tuple[float, int, "_State", int]
_OUT: _State = (0, "", 0)


class _Programme:
    """The cheapest path from the first cell to the last."""

    def __init__(self, kinds: list[str]) -> None:
        self.kinds = kinds
        self.counts = {kind: _running(kinds, kind) for kind in "EINPDLT"}
        self.best: list[dict[_State, _Step]] = [{} for _ in range(len(kinds) + 1)]
        broad = _broad(kinds)
        self.alike = {
            columns: _running([a == b for a, b in zip(broad, broad[columns:], strict=False)], True)
            for columns in range(2, min(_MOST_COLUMNS, len(kinds)) + 1)
        }

    def solve(self) -> list[Grid]:
        self.best[0][_OUT] = (0.0, -1, _OUT, 0)
        for at in range(len(self.kinds)):
            self._leave(at)
            here = self.best[at]
            if not here:
                continue
            if _OUT in here:
                self._title(at, here[_OUT][0])
                self._open(at, here[_OUT][0])
            within = min(step[0] for step in here.values()) + _BEAM
            for state, step in list(here.items()):
                if state[0] and step[0] <= within:
                    self._rows(at, state, step[0])
        self._leave(len(self.kinds))
        return self._walk()

    def _offer(self, at: int, state: _State, step: _Step) -> None:
        here = self.best[at]
        held = here.get(state)
        if held is None or step[0] < held[0]:
            here[state] = step

    def _leave(self, at: int) -> None:
        for state, step in list(self.best[at].items()):
            if state[0] and state[2]:
                lone = 0.8 if state[2] == 1 else 0.0
                self._offer(at, _OUT, (step[0] + lone, at, state, 0))

    def _title(self, at: int, cost: float) -> None:
        kind = self.kinds[at]
        price = 0.2 if kind == "L" else _TITLE if kind in "TD" else _STRAY
        self._offer(at + 1, _OUT, (cost + price, at, _OUT, -1))

    def _open(self, at: int, cost: float) -> None:
        if self.kinds[at] == "L":
            return
        for columns in range(2, min(_MOST_COLUMNS, len(self.kinds) - at) + 1):
            if self._repeats(at, columns):
                self._offer(at, (columns, "", 0), (cost + _OPEN, at, _OUT, 0))

    def _repeats(self, at: int, columns: int) -> bool:
        """Whether two neighbouring rows among the next few are alike, cell under cell."""
        alike = self.alike[columns]
        for row in range(at, at + 3 * columns, columns):
            if row + columns < len(alike) and alike[row + columns] - alike[row] >= 0.7 * columns:
                return True
        return False

    def _rows(self, at: int, state: _State, cost: float) -> None:
        columns = state[0]
        whole = self._row(at, state, cost, columns, 0.0)
        # a row of nothing but figures has all its cells; any other may have lost or doubled one
        if whole > _CLEAN or self._figure_row(at, at + columns) is None:
            self._row(at, state, cost, columns - 1, _ODD)
            self._row(at, state, cost, columns + 1, _ODD)

    def _row(self, at: int, state: _State, cost: float, length: int, odd: float) -> float:
        """Offers one row of ``length`` cells; what it costs, endless where there is none."""
        columns, name, rows = state
        end = at + length
        labelled = self.counts["L"]
        if length < 2 or end > len(self.kinds) or labelled[end] != labelled[at]:
            return inf
        figures = self._figure_row(at, end)
        if figures is None:  # a heading row; below figures it opens another table
            price = self._head_cost(at, end) + odd + (1.8 if rows else 0.0)
            self._offer(end, state, (cost + price, at, state, length))
            return price
        first = self.kinds[at] if self.kinds[at] in "IN" else "T"
        price = _ROW + figures + odd
        if name and first != name:
            price += _OTHER_NAME if "N" in (first, name) else 0.3
        self._offer(end, (columns, first, min(rows + 1, 2)), (cost + price, at, state, length))
        return price

    def _figure_row(self, at: int, end: int) -> float | None:
        """The cost of reading the cells as a row of figures, or None where they are none."""
        figures, small, empty = self.counts["N"], self.counts["I"], self.counts["E"]
        most = max(figures[end] - figures[at + 1], small[end] - small[at + 1])
        if not most:
            return None
        mixed = end - at - 1 - most - (empty[end] - empty[at + 1])
        return mixed * _MIXED + (0.6 if self.kinds[at] in "EP" else 0.0)

    def _head_cost(self, at: int, end: int) -> float:
        size = end - at
        empty = self.counts["E"]
        if empty[end] - empty[at] == size:
            return 1.5
        likest = max(self.counts[kind][end] - self.counts[kind][at + 1] for kind in "TDP")
        return _HEAD + 0.15 * (size - 1 - likest - (empty[end] - empty[at + 1]))

    def _walk(self) -> list[Grid]:
        found: list[Grid] = []
        at, state = len(self.kinds), _OUT
        lengths: list[int] = []
        columns = 0
        while (at, state) != (0, _OUT):
            _, before, came, length = self.best[at][state]
            if length > 0:
                lengths.append(length)
                columns = state[0]
            if state[0] and not came[0] and lengths:
                found.append(Grid(before, tuple(reversed(lengths)), columns))
                lengths = []
            at, state = before, came
        return list(reversed(found))


def _broad(kinds: list[str]) -> list[str]:
    """The kinds with what may stand under one another made one."""
    return ["T" if kind in "TD" else "N" if kind in "NI" else kind for kind in kinds]


def _running(kinds: Sequence[object], kind: object) -> list[int]:
    total, sums = 0, [0]
    for one in kinds:
        total += one == kind
        sums.append(total)
    return sums
