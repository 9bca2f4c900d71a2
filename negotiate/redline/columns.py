"""Which column of a table is which column of its next edition.

Columns are told by their heads and by the cells they share, never by their number alone: one
column that came or went leaves the cells of all others unmarked.
"""

from collections.abc import Sequence

from negotiate.redline.anchors import Gap, Pair, gaps_between, heaviest_chain
from negotiate.redline.typography import fold

Row = tuple[str, ...]
SURER = 0.5  # by how much columns told by their cells must beat columns told by their number


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
    for gap in gaps_between(found, Gap(0, a, 0, b)):
        found += _opposite(old[0], new[0], gap)
    return sorted(found)


def _weights(old: Sequence[Row], new: Sequence[Row], a: int, b: int) -> dict[Pair, float]:
    """How much two columns have in common: the share of their cells, and 1 for one head."""
    lefts = [{fold(cell_of(row, k)) for row in old} - {""} for k in range(a)]
    rights = [{fold(cell_of(row, k)) for row in new} - {""} for k in range(b)]
    weights: dict[Pair, float] = {}
    for i, left in enumerate(lefts):
        for j, right in enumerate(rights):
            shared = len(left & right) / max(len(left | right), 1)
            head = cell_of(old[0], i) == cell_of(new[0], j) != ""
            if shared + head > 0:
                weights[i, j] = shared + head
    return weights


def _opposite(old: Row, new: Row, gap: Gap) -> list[Pair]:
    """Columns left between two that are told, as many on each side: one and the same where
    their heads share a word or one of them has none.
    """
    if gap.a1 - gap.a0 != gap.b1 - gap.b0:
        return []
    pairs = list(zip(range(gap.a0, gap.a1), range(gap.b0, gap.b1), strict=True))
    heads = [({*fold(cell_of(old, i)).split()}, {*fold(cell_of(new, j)).split()}) for i, j in pairs]
    return pairs if all(left & right or not left or not right for left, right in heads) else []


def same_cell(left: str, right: str) -> bool:
    """Whether two cells differ in typography at the most."""
    return left == right or fold(left) == fold(right)


def cell_of(row: Row, at: int) -> str:
    """The cell of a row that may be short of it."""
    return row[at] if at < len(row) else ""


def width_of(rows: Sequence[Row]) -> int:
    """The cells of the longest row."""
    return max(map(len, rows), default=0)
