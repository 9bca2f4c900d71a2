"""Three versions of one table as one: rows joined by alignment, cells by position.

Two changes conflict only where they change one cell in two ways, or where one side
struck a row or column that the other changed; raises on different rows or lanes never do, nor
does a raise here and a column put in there.
"""

from dataclasses import dataclass

from negotiate.agreement.blocks import Rows
from negotiate.redline.columns import Row
from negotiate.redline.reshaping import Shape, matched_rows
from negotiate.redline.weave import Node, put

Cell = tuple[int, int]
"""A cell's row and column, from 1."""


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The joined rows, and the cells of ``onto`` that both sides changed differently
    (they keep the value they have there).
    """

    rows: Rows
    conflicts: tuple[Cell, ...]


def merge_rows(base: Rows, onto: Rows, edited: Rows) -> MergedTable:
    """The change from ``base`` to ``edited`` laid over ``onto``."""
    if onto in (base, edited):
        return MergedTable(edited, ())
    if edited == base:
        return MergedTable(onto, ())
    ours, theirs = Shape(base, edited), Shape(base, onto)
    if not ours.changes and not theirs.changes:
        return _Join(base, onto, edited).run()
    if (ours.changes and theirs.changes) or not (ours.fits and theirs.fits):
        return MergedTable(onto, ((1, 1),))  # both have columns of their own: a person joins them
    shape, other = (ours, onto) if ours.changes else (theirs, edited)
    if lost := shape.struck(other):
        places = lost if ours.changes else [(0, 0)]
        return MergedTable(onto, tuple((row + 1, column + 1) for row, column in places))
    like = shape.given_to(other)
    plain = shape.given_to(base)
    joined = _Join(plain, like, edited).run() if ours.changes else _Join(plain, onto, like).run()
    if joined.conflicts and ours.changes:  # told by the columns of the text laid under
        numbers = {j + 1: i + 1 for i, j in shape.columns}
        return MergedTable(onto, tuple((row, numbers.get(column, 1)) for row, column in joined.conflicts))
    return joined


class _Join:
    def __init__(self, base: Rows, onto: Rows, edited: Rows) -> None:
        self.base, self.onto, self.edited = base, onto, edited
        self.to_edited = matched_rows(base, edited)
        self.from_base = {k: i for i, k in matched_rows(base, onto).items()}
        self.nodes: list[Node[Row]] = []
        self.by_edited: dict[int, Node[Row]] = {}
        self.conflicts: list[Cell] = []

    def run(self) -> MergedTable:
        for k, row in enumerate(self.onto):
            self._keep(k, row)
        for i in sorted(set(range(len(self.base))) - set(self.from_base.values())):
            j = self.to_edited.get(i)
            if j is not None and self.edited[j] != self.base[i]:
                self.conflicts.append((min(i + 1, len(self.onto) or 1), 1))  # struck here, changed there
        old = set(self.to_edited.values())
        for j, row in enumerate(self.edited):
            if j not in old:
                before = next(
                    (self.by_edited[at] for at in range(j - 1, -1, -1) if at in self.by_edited), None
                )
                after = next(
                    (self.by_edited[at] for at in range(j + 1, len(self.edited)) if at in self.by_edited),
                    None,
                )
                self.by_edited[j] = put(self.nodes, Node(row), before, after, Row.__eq__).node
        return MergedTable(tuple(node.item for node in self.nodes), tuple(self.conflicts))

    def _keep(self, k: int, row: Row) -> None:
        i = self.from_base.get(k)
        if i is None:
            self.nodes.append(Node(row, fresh=True))
            return
        j = self.to_edited.get(i)
        if j is None:
            if row != self.base[i]:
                self.conflicts.append((k + 1, 1))
                self.nodes.append(Node(row))
            return
        node = Node(self._merged(k, self.base[i], row, self.edited[j]))
        self.nodes.append(node)
        self.by_edited[j] = node

    def _merged(self, k: int, base: Row, onto: Row, edited: Row) -> Row:
        if onto in (base, edited):
            return edited
        if edited == base:
            return onto
        if not len(base) == len(onto) == len(edited):
            self.conflicts.append((k + 1, 1))
            return onto
        cells: list[str] = []
        for column, (was, here, there) in enumerate(zip(base, onto, edited, strict=True), 1):
            cells.append(there if here == was else here)
            if here not in (was, there) and there != was:
                self.conflicts.append((k + 1, column))
        return tuple(cells)
