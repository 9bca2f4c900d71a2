"""Which column of a table is which column of its next edition.

Columns are told by their heads, by the cells they share and by figures that rose together, never by
their number alone: one column that came or went leaves the cells of all others unmarked.
"""

import re
from collections.abc import Sequence

from negotiate.redline.anchors import Gap, Pair, gaps_between, heaviest_chain
from negotiate.redline.rising import TOGETHER, common_rise, rises, shared_rise, size_of
from negotiate.redline.typography import fold

Row = tuple[str, ...]
SURER = 0.5  # by how much columns told by their cells must beat columns told by their number
RENAMED = 0.5  # what a head is worth at the most that differs in its year
FEW_COLUMNS = 256  # pairs of columns whose figures are compared at the most

_FIGURE, _WORD = re.compile(r"\d+"), re.compile(r"\w+")


def columns_of(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """The pairs of columns (from 0) that are one, rising on both sides."""
    a, b = width_of(old), width_of(new)
    if not a or not b:
        return []
    if a == b and all(same_cell(cell_of(old[0], k), cell_of(new[0], k)) for k in range(a)):
        return [(k, k) for k in range(a)]
    weights = _weights(old, new, a, b)
    found = heaviest_chain([(i, j, weight) for (i, j), weight in weights.items()])
    if a == b:
        by_number = sum(weights.get((k, k), 0.0) for k in range(a))
        if sum(weights[pair] for pair in found) < by_number + SURER:
            return [(k, k) for k in range(a)]
    whole = Gap(0, a, 0, b)
    for gap in gaps_between(found, whole):
        found += _opposite(old[0], new[0], gap)
    found.sort()
    for gap in gaps_between(found, whole):
        if gap.open:
            found += _risen(old, new, found, gap)
    return sorted(found)


def _weights(old: Sequence[Row], new: Sequence[Row], a: int, b: int) -> dict[Pair, float]:
    """How much two columns have in common: the share of their cells, and 1 for one head."""
    lefts = [{fold(cell_of(row, k)) for row in old} - {""} for k in range(a)]
    rights = [{fold(cell_of(row, k)) for row in new} - {""} for k in range(b)]
    heads = [fold(cell_of(old[0], k)) for k in range(a)], [fold(cell_of(new[0], k)) for k in range(b)]
    weights: dict[Pair, float] = {}
    for i, left in enumerate(lefts):
        for j, right in enumerate(rights):
            shared = len(left & right) / max(len(left | right), 1)
            worth = shared + _same_head(heads[0][i], heads[1][j], heads)
            if worth > 0:
                weights[i, j] = worth
    return weights


def _same_head(left: str, right: str, heads: tuple[Sequence[str], Sequence[str]]) -> float:
    """What two heads say for one column: 1 where they are the same; half of that at the most where only
    a year or a figure in them differs and neither stands over another column of the other table.
    """
    if left == right:
        return 1.0 if left else 0.0
    if left in heads[1] or right in heads[0]:
        return 0.0
    if masked(left) != masked(right):
        return 0.0
    before, after = set(_WORD.findall(left)), set(_WORD.findall(right))
    return RENAMED * (1 + len(before & after) / (len(before | after) or 1)) / 2


def masked(text: str) -> str:
    """``text`` with every figure as ``#``: what stays of a head when its year changes. An amount is
    no head, and stays as it is.
    """
    return _FIGURE.sub("#", text) if size_of(text) is None else text


def _opposite(old: Row, new: Row, gap: Gap) -> list[Pair]:
    """Columns left between two that are told, as many on each side: one and the same where
    their heads share a word or one of them has none.
    """
    if gap.a1 - gap.a0 != gap.b1 - gap.b0:
        return []
    pairs = list(zip(range(gap.a0, gap.a1), range(gap.b0, gap.b1), strict=True))
    heads = [({*fold(cell_of(old, i)).split()}, {*fold(cell_of(new, j)).split()}) for i, j in pairs]
    return pairs if all(left & right or not left or not right for left, right in heads) else []


def _risen(old: Sequence[Row], new: Sequence[Row], found: Sequence[Pair], gap: Gap) -> list[Pair]:
    """Columns under other heads whose figures rose as those of the others did, row by row."""
    if (gap.a1 - gap.a0) * (gap.b1 - gap.b0) > FEW_COLUMNS:
        return []
    rows = _named_rows(old, new, *(found[0] if found else (0, 0)))
    rates = {
        (i, j): rate
        for i in range(gap.a0, gap.a1)
        for j in range(gap.b0, gap.b1)
        if (rate := _rate(rows, i, j)) is not None
    }
    told = [rate for i, j in found if (rate := _rate(rows, i, j)) is not None]
    common = shared_rise(told or rates.values())
    if common is None:
        return []
    return heaviest_chain([(*pair, 1.0) for pair, rate in rates.items() if abs(rate - common) <= TOGETHER])


def _rate(rows: Sequence[tuple[Row, Row]], i: int, j: int) -> float | None:
    return common_rise(list(rises((cell_of(left, i), cell_of(right, j)) for left, right in rows)))


def _named_rows(old: Sequence[Row], new: Sequence[Row], i: int, j: int) -> list[tuple[Row, Row]]:
    """The rows that have one name on both sides, and no other the same; by their number where
    no names tell."""
    lefts, rights = _by_name(old, i), _by_name(new, j)
    named = [(row, rights[name]) for name, row in lefts.items() if name in rights]
    if 2 * len(named) < min(len(old), len(new)) and len(old) == len(new):
        return list(zip(old, new, strict=True))
    return named


def _by_name(rows: Sequence[Row], column: int) -> dict[str, Row]:
    names = [fold(cell_of(row, column)) for row in rows]
    return {name: row for name, row in zip(names, rows, strict=True) if name and names.count(name) == 1}


def same_cell(left: str, right: str) -> bool:
    """Whether two cells differ in typography at the most."""
    return left == right or fold(left) == fold(right)


def cell_of(row: Row, at: int) -> str:
    """The cell of a row that may be short of it."""
    return row[at] if at < len(row) else ""


def width_of(rows: Sequence[Row]) -> int:
    """The cells of the longest row."""
    return max(map(len, rows), default=0)
