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

_BEAM = 5.0  # a reading this much dearer than the best at the same cell does not come back
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


@dataclass(frozen=True, slots=True)
class _Step:
    cost: float
    back: "tuple[int, _State] | None"
    length: int  # cells this step took as a row; 0 for opening or closing, -1 for a title


@dataclass(frozen=True, slots=True)
class _State:
    columns: int  # 0 outside a table
    name: str  # kind of the first cell of its figure rows: I, N, T, or "" before the first
    rows: int  # figure rows seen, 2 standing for "two or more"


_OUT = _State(0, "", 0)


class _Programme:
    """The cheapest path from the first cell to the last."""

    def __init__(self, kinds: list[str]) -> None:
        self.kinds = kinds
        self.counts = {kind: _running(kinds, kind) for kind in "EINPDLT"}
        self.best: list[dict[_State, _Step]] = [{} for _ in range(len(kinds) + 1)]
        self.alike = {
            columns: _running(
                [a == b for a, b in zip(_broad(kinds), _broad(kinds[columns:]), strict=False)], True
            )
            for columns in range(2, min(_MOST_COLUMNS, len(kinds)) + 1)
        }

    def solve(self) -> list[Grid]:
        self.best[0][_OUT] = _Step(0.0, None, 0)
        for at in range(len(self.kinds)):
            self._leave(at)
            for state, step in list(self.best[at].items()):
                if state.columns == 0:
                    self._title(at, step.cost)
                    self._open(at, step.cost)
            within = min((step.cost for step in self.best[at].values()), default=0.0) + _BEAM
            for state, step in list(self.best[at].items()):
                if state.columns and step.cost <= within:
                    self._rows(at, state, step.cost)
        self._leave(len(self.kinds))
        return self._walk()

    def _offer(self, at: int, state: _State, step: _Step) -> None:
        held = self.best[at].get(state)
        if held is None or step.cost < held.cost:
            self.best[at][state] = step

    def _leave(self, at: int) -> None:
        for state, step in list(self.best[at].items()):
            if state.columns and state.rows:
                lone = 0.8 if state.rows == 1 else 0.0
                self._offer(at, _OUT, _Step(step.cost + lone, (at, state), 0))

    def _title(self, at: int, cost: float) -> None:
        kind = self.kinds[at]
        price = 0.2 if kind == "L" else _TITLE if kind in "TD" else _STRAY
        self._offer(at + 1, _OUT, _Step(cost + price, (at, _OUT), -1))

    def _open(self, at: int, cost: float) -> None:
        if self.kinds[at] == "L":
            return
        for columns in range(2, min(_MOST_COLUMNS, len(self.kinds) - at) + 1):
            if self._repeats(at, columns):
                self._offer(at, _State(columns, "", 0), _Step(cost + _OPEN, (at, _OUT), 0))

    def _repeats(self, at: int, columns: int) -> bool:
        """Whether two neighbouring rows among the next few are alike, cell under cell."""
        alike = self.alike[columns]
        for row in range(at, at + 3 * columns, columns):
            if row + columns < len(alike) and alike[row + columns] - alike[row] >= 0.7 * columns:
                return True
        return False

    def _rows(self, at: int, state: _State, cost: float) -> None:
        for length in (state.columns, state.columns - 1, state.columns + 1):
            end = at + length
            if length < 2 or end > len(self.kinds) or self._count("L", at, end):
                continue
            figures = self._figure_row(at, end)
            if figures is None:
                price, name, rows = self._head_cost(at, end), state.name, state.rows
                if rows:
                    price += 1.8  # a heading below figures opens another table
            else:
                price = _ROW + figures
                name = self.kinds[at] if self.kinds[at] in "IN" else "T"
                if state.name and name != state.name:
                    price += _OTHER_NAME if "N" in (name, state.name) else 0.3
                rows = min(state.rows + 1, 2)
            if length != state.columns:
                price += _ODD
            self._offer(end, _State(state.columns, name, rows), _Step(cost + price, (at, state), length))

    def _figure_row(self, at: int, end: int) -> float | None:
        """The cost of reading the cells as a row of figures, or None where they are none."""
        body = end - at - 1
        figures, small = self._count("N", at + 1, end), self._count("I", at + 1, end)
        if not figures and not small:
            return None
        mixed = body - max(figures, small) - self._count("E", at + 1, end)
        first = self.kinds[at]
        return mixed * _MIXED + (0.6 if first in "EP" else 0.0)

    def _head_cost(self, at: int, end: int) -> float:
        size = end - at
        empty = self._count("E", at, end)
        if empty == size:
            return 1.5
        likest = max(self._count(kind, at + 1, end) for kind in "TDP")
        return _HEAD + 0.15 * (size - 1 - likest - self._count("E", at + 1, end))

    def _count(self, kind: str, at: int, end: int) -> int:
        running = self.counts[kind]
        return running[end] - running[at]

    def _walk(self) -> list[Grid]:
        found: list[Grid] = []
        at, state = len(self.kinds), _OUT
        lengths: list[int] = []
        columns = 0
        while True:
            step = self.best[at][state]
            if step.back is None:
                break
            if step.length > 0:
                lengths.append(step.length)
                columns = state.columns
            before, came = step.back
            if state.columns and came.columns == 0 and lengths:
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
