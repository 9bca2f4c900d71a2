"""Cells one a line, put back into rows: the cheapest reading of a run of short lines.

Scraped agreements print a table as one cell a paragraph; a line that holds only a
non-breaking space is an empty cell. A dynamic programme over the run chooses titles,
column counts and rows together: a row costs little where its cells are alike (figures
under figures), much where they are mixed. Rows of another length than their table's are
kept as received and reported, never padded. Tables are only looked for where rows of
figures suggest a width (``chains``), and a chain of clean rows is taken in one step.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import inf

from negotiate.agreement.reading.chains import Chain, chains

_CLEAN = 0.7  # a row this cheap has all its cells
_BEAM = 5.5  # a reading this much dearer than the best at the same cell does not come back
_CLOSED = 2.5  # nor does a table this much dearer than having closed it
_MOST_HEADS = 4
# costs, tuned on the law "rows are alike", not on any one text
_STRAY, _OPEN, _HEADLESS, _ROW, _HEAD, _MIXED = 6.0, 1.5, 1.5, 0.1, 0.45, 1.0
_TITLE = {"T": 1.2, "D": 1.2, "M": 1.2}
_OTHER_NAME, _ODD, _BELOW, _LONE, _NAME_ONLY, _TWO_LINES = 1.2, 2.5, 1.8, 0.8, 0.6, 1.3
_NATURAL_ODD, _SHIFTED, _MORE_HEADS = 1.6, 1.0, 0.2
_NATURAL = re.compile(r"[TDIM][NPE]*")


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


@lru_cache(maxsize=128)
def segment_grids(kinds: str) -> tuple[Grid, ...]:
    """The tables in a run of cells without labels. Agreements repeat their tables: a run of kinds
    met before is not read again."""
    if not any(kind in kinds for kind in "NIPM"):
        return ()
    found = chains(kinds)
    return tuple([Grid(*one) for one in _Programme(kinds, found).solve()]) if found else ()


# A state is (columns, kind of the first cell of its last row of figures, rows: -1 opened,
# 0 headings only, 1 one row of figures, 2 more); () is outside a table. A step is (cost, position
# before, state before, lengths of the rows taken). Plain tuples: this is the import's inner loop.
_State = tuple[int, str, int]
_Step = tuple[float, int, _State, tuple[int, ...]]
_OUT: _State = (0, "", 0)


class _Programme:
    """The cheapest path from the first cell to the last."""

    def __init__(self, kinds: str, found: list[Chain]) -> None:
        self.kinds = kinds
        self.broad = kinds.translate({ord("I"): "N"})
        self.figures = [0, *accumulate(map("NIPM".__contains__, kinds))]
        self.chains = {(one.start, one.columns): one for one in found}
        self.ahead = (0, inf)  # the end and the cost of the cheapest chain taken so far
        self.prices: dict[Chain, list[tuple[int, int, str, float]]] = {}
        self.opens = _openings(found)
        self.states: dict[int, dict[_State, _Step]] = defaultdict(dict)
        self.out: list[_Step] = [(0.0, -1, _OUT, ())]

    def solve(self) -> list[tuple[int, tuple[int, ...], int]]:
        kinds, out, size = self.kinds, self.out, len(self.kinds)
        for at in range(size + 1):
            if at:
                before = out[-1][0]
                out.append((before + _TITLE.get(kinds[at - 1], _STRAY), at - 1, _OUT, ()))
            here = self.states.get(at)
            if here:
                self._leave(at, here)
            if at == size:
                break
            opened = self.opens.get(at)
            if opened:
                here = self.states[at]
                cost = out[-1][0] + _OPEN
                for columns in opened:
                    here[columns, "", -1] = (cost, at, _OUT, ())
            if here:
                within = min(min(here.values())[0], out[-1][0]) + _BEAM
                closed = out[-1][0] + _CLOSED
                if at < self.ahead[0]:  # costs only grow: what is dearer than a chain already read is lost
                    within, closed = min(within, self.ahead[1] + _BEAM), min(closed, self.ahead[1] + _CLOSED)
                for state, step in list(here.items()):
                    if step[0] <= (within if state[2] <= 0 else closed):
                        self._rows(at, state, step[0])
        return self._walk()

    def _leave(self, at: int, here: dict[_State, _Step]) -> None:
        for state, step in here.items():
            if state[2] > 0:
                cost = step[0] + (_LONE if state[2] == 1 else 0.0)
                if cost < self.out[at][0]:
                    self.out[at] = (cost, at, state, ())

    def _offer(
        self, end: int, state: _State, cost: float, at: int, came: _State, rows: tuple[int, ...]
    ) -> None:
        here = self.states[end]
        held = here.get(state)
        if held is None or cost < held[0]:
            here[state] = (cost, at, came, rows)

    def _rows(self, at: int, state: _State, cost: float) -> None:
        columns = state[0]
        chain = self.chains.get((at, columns))
        if chain is not None:
            self._chain(at, state, cost, chain)
            return
        if self._row(at, state, cost, columns, 0.0) <= _CLEAN:
            return  # any other row may have lost or doubled a cell
        natural = _NATURAL.match(self.kinds, at)
        lengths = {columns - 1: _ODD, columns + 1: _ODD}
        if natural is not None and 2 <= natural.end() - at <= columns + 2:
            few = abs(natural.end() - at - columns) - 1
            lengths[natural.end() - at] = _NATURAL_ODD + 0.5 * few  # the next name says where it ends
        lengths.pop(columns, None)
        for length, odd in lengths.items():
            end = min(at + length, len(self.kinds))
            if state[2] <= 0 or self.figures[end] > self.figures[at + 1]:
                self._row(at, state, cost, length, odd)

    def _chain(self, at: int, state: _State, cost: float, chain: Chain) -> None:
        """All rows of a chain at once, and all but the last, which may head the next table."""
        columns, name, rows = state
        price = cost + (_HEADLESS if rows == -1 else 0.0) + self._other_name(name, self._first(at))
        for taken, end, first, more in self._priced(chain):
            after = (columns, first, min(max(rows, 0) + taken, 2))
            self._offer(end, after, price + more, at, state, (columns,) * taken)
            if at >= self.ahead[0] or price + more < self.ahead[1]:
                self.ahead = (end, price + more)

    def _priced(self, chain: Chain) -> list[tuple[int, int, str, float]]:
        """The last two places where a chain may be left: rows taken, the place, the kind of the last
        row's name, the cost."""
        held = self.prices.get(chain)
        if held is not None:
            return held
        columns = chain.columns
        count = (chain.end - chain.start) // columns
        found: list[tuple[int, int, str, float]] = []
        row, name, price, mixed = "", "", 0.0, 0.0
        for taken in range(1, count + 1):
            end = chain.start + taken * columns
            start = end - columns
            before, row = row, self.broad[start + 1 : end]
            first = self._first(start)
            price += _ROW + self._other_name(name, first)
            if row.count("E") == columns - 1:
                price += _NAME_ONLY
                row = before
            elif row == before:
                price += mixed
            else:
                mixed = self._mixed(start, end) * (_MIXED if count == 1 else 0.5)
                price += min(mixed, 0.5 * _unlike(before, row)) if before else mixed
            name = first
            if taken >= count - 1:
                found.append((taken, end, first, price))
        self.prices[chain] = found
        return found

    def _first(self, at: int) -> str:
        kind = self.kinds[at]
        return kind if kind in "INM" else "T"

    @staticmethod
    def _other_name(name: str, first: str) -> float:
        if not name or first == name:
            return 0.0
        return _OTHER_NAME if {"N", "M"} & {first, name} else 0.3

    def _row(self, at: int, state: _State, cost: float, length: int, odd: float) -> float:
        """Offers one row of ``length`` cells; what it costs, endless where there is none."""
        columns, name, rows = state
        end = at + length
        kinds = self.kinds
        if length < 2 or end > len(kinds):
            return inf
        if self.figures[end] == self.figures[at + 1]:  # a heading row, or a name alone
            price = self._head_cost(at, end) + odd + (_MORE_HEADS if rows == 0 else 0.0)
            if rows > 0:  # other headings open another table
                alone = kinds.count("E", at + 1, end) == length - 1
                few = _NAME_ONLY if kinds[at] != "E" else _HEAD
                if not alone and (end, columns) not in self.chains:
                    return inf
                price = few + odd if alone else price + _BELOW
            self._offer(end, (columns, name, max(rows, 0)), cost + price, at, state, (length,))
            return price
        first = self._first(at)
        if length == columns + 1 and kinds[at : at + 2] == "TT":  # a name on two lines
            price = _ROW + self._mixed(at + 1, end) * _MIXED + _TWO_LINES
        else:
            price = _ROW + self._mixed(at, end) * _MIXED + odd
        price += self._other_name(name, first)
        if kinds[at] in "ETN" and kinds[at + 1] == "I" and kinds.count("I", at, end) == 1:
            price += _SHIFTED  # a row's number stands second
        price += 0.6 if kinds[at] in "EP" else 0.0
        price += _HEADLESS if rows == -1 else 0.0
        self._offer(end, (columns, first, min(max(rows, 0) + 1, 2)), cost + price, at, state, (length,))
        return price

    def _mixed(self, at: int, end: int) -> int:
        """How many cells of a row are unlike most of them; the first is its name, empty ones are any."""
        figures = self.broad.count("N", at + 1, end)
        rest = end - at - 1 - figures - self.kinds.count("E", at + 1, end)
        if not rest:
            return 0
        others = max(self.kinds.count("P", at + 1, end), self.kinds.count("M", at + 1, end))
        return rest - max(0, others - figures)

    def _head_cost(self, at: int, end: int) -> float:
        size, kinds = end - at, self.kinds
        empty = kinds.count("E", at + 1, end)
        if empty == size - 1:
            return 1.5 if kinds[at] == "E" else 0.9
        likest = max(kinds.count("T", at + 1, end), kinds.count("D", at + 1, end))
        price = _HEAD + 0.15 * (size - 1 - likest - empty)
        if kinds[at] in "NIPM":
            price += 1.0  # headings begin with words or an empty corner
        if kinds[end - 1] == "E" and 3 * empty < size:
            price += 1.3  # where most cells are filled, the last is
        return price

    def _walk(self) -> list[tuple[int, tuple[int, ...], int]]:
        found: list[tuple[int, tuple[int, ...], int]] = []
        at, state = len(self.kinds), _OUT
        lengths: list[tuple[int, ...]] = []
        while (at, state) != (0, _OUT):
            _, before, came, rows = self.out[at] if state == _OUT else self.states[at][state]
            if rows:
                lengths.append(rows)
            if state != _OUT and came == _OUT and lengths:
                found.append((before, tuple(n for part in reversed(lengths) for n in part), state[0]))
                lengths = []
            at, state = before, came
        return found[::-1]


def _unlike(above: str, below: str) -> int:
    return sum(a != b and a != "E" != b for a, b in zip(above, below, strict=True))


def _openings(found: list[Chain]) -> dict[int, set[int]]:
    """Where a table may begin, and with how many columns: some rows of headings above a chain, where
    the run begins or where the chain before it ends."""
    opens: dict[int, set[int]] = defaultdict(set)
    ends = sorted({0, *(one.end for one in found)})
    for chain in found:
        columns = chain.columns
        least = max(0, chain.start - _MOST_HEADS * columns)
        for at in range(chain.start, least - 1, -columns):
            opens[at].add(columns)
            if at != chain.start and chain.end - chain.start > columns:
                opens[at + 1].add(columns)
                opens[max(at - 1, 0)].add(columns)
        near = bisect_left(ends, chain.start - _MOST_HEADS * columns - 2)
        for end in ends[near : bisect_left(ends, chain.start)]:
            opens[end].add(columns)
    return opens
