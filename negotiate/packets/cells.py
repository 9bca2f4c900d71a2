"""A changed table as Word wants it: rows kept, deleted or inserted, and runs inside cells.

A redline marks a table's canonical text (``| a | b |`` a line). Where each cell stands in
that text follows from the cells themselves, so a bar inside a cell is no bar of the table.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from negotiate.agreement.blocks import Rows
from negotiate.redline.model import Change, Op


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text and what it is; ``look`` is how it is printed where it is not a revision
    (``bold``, ``struck``, ``underlined``, ``small``, or empty); ``move`` is the name it shares
    with its other end where it was moved."""

    op: Op
    text: str
    look: str = ""
    move: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: ``op`` is the row's own mark; each cell is its runs."""

    op: Op
    cells: tuple[tuple[Run, ...], ...]


def whole_rows(rows: Rows, op: Op) -> tuple[Row, ...]:
    """Rows of one kind throughout."""
    return tuple(Row(op, tuple((Run(op, cell),) if cell else () for cell in row)) for row in rows)


def rows_of(change: Change) -> tuple[Row, ...] | None:
    """The rows of one table become another; None where the spans do not spell the tables."""
    old, new = change.old[0].block, change.new[0].block
    partner = _partners(change, len(old.canonical), len(new.canonical))
    if partner is None:
        return None
    old_cells, new_cells = _cells(old.rows), _cells(new.rows)
    pairs = _row_pairs(partner, old_cells, new_cells)
    made: list[Row] = []
    done = 0
    for at, cells in enumerate(old_cells):
        if at not in pairs:
            made += whole_rows(old.rows[at : at + 1], Op.DELETE)
            continue
        made += whole_rows(new.rows[done : pairs[at]], Op.INSERT)
        done = pairs[at] + 1
        both = zip(cells, new_cells[pairs[at]], strict=True)
        made.append(Row(Op.EQUAL, tuple(_cell_runs(change, partner, *two) for two in both)))
    return (*made, *whole_rows(new.rows[done:], Op.INSERT))


def _cells(rows: Rows) -> list[list[range]]:
    """Where each cell's text stands in the table's canonical text."""
    found: list[list[range]] = []
    at = 0
    for row in rows:
        at += 2
        cells = []
        for cell in row:
            cells.append(range(at, at + len(cell)))
            at += len(cell) + 3
        if not row:
            at += 3  # no cells: two bars with two spaces between, then the line break
        found.append(cells)
    return found


def _partners(change: Change, old_length: int, new_length: int) -> list[int] | None:
    """For each character of the old text the one of the new text it is equal to, or -1."""
    partner: list[int] = []
    new = 0
    for span in change.spans:
        size = len(span.text)
        if span.op is Op.INSERT:
            new += size
        elif span.op is Op.DELETE:
            partner += [-1] * size
        else:
            partner += range(new, new + size)
            new += size
    return partner if (len(partner), new) == (old_length, new_length) else None


def _row_pairs(partner: list[int], old: list[list[range]], new: list[list[range]]) -> dict[int, int]:
    """Old row → new row: the one it shares most characters with, each used once, in order,
    with as many cells. A row of empty cells is paired through the bars around them."""
    row_of = {at: number for number, row in enumerate(new) if row for at in _stretch(row)}
    pairs: dict[int, int] = {}
    least = 0
    for number, row in enumerate(old):
        shared = Counter(
            row_of[partner[at]] for at in (_stretch(row) if row else ()) if partner[at] in row_of
        )
        for candidate, _ in shared.most_common():
            if candidate >= least and len(new[candidate]) == len(row):
                pairs[number] = candidate
                least = candidate + 1
                break
    return pairs


def _stretch(row: list[range]) -> range:
    """A row's characters from its first cell to just after its last."""
    return range(row[0].start - 2, row[-1].stop + 2)


def _cell_runs(change: Change, partner: list[int], old: range, new: range) -> tuple[Run, ...]:
    before, after = change.old[0].block.canonical, change.new[0].block.canonical

    def marks() -> Iterator[tuple[Op, str]]:
        at, to = old.start, new.start
        while at < old.stop or to < new.stop:
            mate = partner[at] if at < old.stop else -1
            if at < old.stop and not to <= mate < new.stop:
                yield Op.DELETE, before[at]
                at += 1
            elif mate == to:
                yield Op.EQUAL, after[to]
                at, to = at + 1, to + 1
            else:
                yield Op.INSERT, after[to]
                to += 1

    return tuple(
        Run(op, "".join(letter for _, letter in run))
        for op, run in groupby(marks(), key=lambda mark: mark[0])
    )
