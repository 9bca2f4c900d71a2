"""What changed inside a table, part by part: cells, rows and columns, each counted and listed.

A table is one change of the redline (kind ``table``); these are its parts, told from the same
pairing of rows and columns that its spans were made with.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from negotiate.agreement.blocks import Rows
from negotiate.redline.anchors import Pair
from negotiate.redline.columns import cell_of, columns_of, width_of
from negotiate.redline.model import DELETE, EQUAL, INSERT, Change, Op, Redline
from negotiate.redline.tables import RowCell, row_cells, row_pairs, rows_of
from negotiate.redline.typography import fold
from negotiate.redline.wordlevel import Piece

MOST_REMEMBERED = 64  # tables


class PartKind(StrEnum):
    """The classes of change inside a table."""

    CELL = "table-cell"
    ROW_INSERTED = "row-inserted"
    ROW_DELETED = "row-deleted"
    ROW_MOVED = "row-moved"
    COLUMN_INSERTED = "column-inserted"
    COLUMN_DELETED = "column-deleted"
    COLUMN_MOVED = "column-moved"


COLUMNS = frozenset((PartKind.COLUMN_INSERTED, PartKind.COLUMN_DELETED, PartKind.COLUMN_MOVED))


Slot = tuple[int | None, int | None]
"""A column's number in the old and in the new table, None where it is not there."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as it is shown; ``kind`` None: unchanged, or only its row came or went. ``old`` and
    ``new`` are its column in each text, from 0; without pieces it only holds the place.
    """

    kind: PartKind | None
    old: int | None
    new: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row as it is shown; ``kind`` None: it stands in both texts, at ``old`` and ``new`` (from 0)."""

    kind: PartKind | None
    old: int | None
    new: int | None
    cells: tuple[TableCell, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it changed."""
        return self.kind is not None or any(cell.kind for cell in self.cells)


@dataclass(frozen=True, slots=True)
class TablePart:
    """One part of a table that changed. ``old`` and ``new`` are its row and column in each text,
    from 1 (0: the whole row, or the whole column); None where that text does not have it. ``name``
    says where it is in the table's own words, ``pieces`` what it says.
    """

    kind: PartKind
    old: Pair | None
    new: Pair | None
    name: str
    pieces: tuple[Piece, ...]


@lru_cache(maxsize=MOST_REMEMBERED)
def table_rows(old: Rows, new: Rows) -> tuple[TableRow, ...]:
    """A table for the eye, row after row; one that only one text has is compared with no rows.

    Counted, listed and shown one after the other: it is made once for all of them.
    """
    columns = columns_of(old, new)
    kinds = _column_kinds(old, new, columns)
    slots = _slots(width_of(old), width_of(new), columns)
    shown: list[TableRow] = []
    for i, j in row_pairs(old, new, columns):
        if i is not None and j is not None:
            cells = tuple(_cell(cell, kinds) for cell in row_cells(old[i], new[j], columns))
            shown.append(TableRow(None, i, j, cells))
        elif i is not None:
            shown.append(TableRow(PartKind.ROW_DELETED, i, None, _whole(old[i], DELETE, slots, kinds)))
        elif j is not None:
            shown.append(TableRow(PartKind.ROW_INSERTED, None, j, _whole(new[j], INSERT, slots, kinds)))
    return _moves(shown, old, new, columns)


def table_parts(change: Change) -> tuple[TablePart, ...]:
    """The parts of a table that changed, in reading order, columns first; none of another change."""
    if not change.is_table or not change.old or not change.new:
        return ()
    old, new = rows_of(change.old), rows_of(change.new)
    rows = table_rows(old, new)
    columns = {
        (cell.kind, cell.old, cell.new): _column(cell, old, new)
        for row in rows
        for cell in row.cells
        if row.kind is None and cell.kind in COLUMNS
    }
    return (*columns.values(), *(part for row in rows for part in _row_parts(row, old, new)))


def count_parts(redline: Redline) -> dict[str, int]:
    """How many parts of each kind there are in all tables; kinds with none are left out. A row or
    column that moved is one, though it is shown at both places.
    """
    return counted(part for change in redline.changes for part in table_parts(change))


def counted(parts: Iterator[TablePart] | Sequence[TablePart]) -> dict[str, int]:
    """Parts by kind, in the order of :class:`PartKind`."""
    moved = (PartKind.ROW_MOVED, PartKind.COLUMN_MOVED)
    found = Counter(part.kind for part in parts if part.kind not in moved or part.new is not None)
    return {kind.value: found[kind] for kind in PartKind if found[kind]}


def _slots(a: int, b: int, columns: Sequence[Pair]) -> list[Slot]:
    """The columns of both tables side by side, in the order in which a row shows them."""
    slots: list[Slot] = []
    done_a = done_b = 0
    for i, j in [*columns, (a, b)]:
        slots += [(k, None) for k in range(done_a, i)]
        slots += [(None, k) for k in range(done_b, j)]
        slots += [(i, j)] if i < a else []
        done_a, done_b = i + 1, j + 1
    return slots


def _whole(
    row: Sequence[str], op: Op, slots: Sequence[Slot], kinds: dict[tuple[bool, int], PartKind]
) -> tuple[TableCell, ...]:
    """A row of one table, each cell in its column; a cell without pieces where it has none."""
    cells: list[TableCell] = []
    for a, b in slots:
        at = a if op is DELETE else b
        kind = kinds.get((True, b)) if b is not None else kinds.get((False, a or 0))
        if at is None or at >= len(row):
            cells.append(TableCell(kind, None, None, ()))
        else:
            here = ((op, row[at]),)
            cells.append(TableCell(kind, at, None, here) if op is DELETE else TableCell(kind, None, at, here))
    return tuple(cells)


def _cell(cell: RowCell, kinds: dict[tuple[bool, int], PartKind]) -> TableCell:
    old, new, pieces = cell
    if old is not None and new is not None:
        changed = any(op is not EQUAL for op, _ in pieces)
        return TableCell(PartKind.CELL if changed else None, old, new, tuple(pieces))
    at = old if new is None else new
    kind = kinds.get((new is not None, at or 0), PartKind.CELL)
    return TableCell(kind, old, new, tuple(pieces))


def _column_kinds(old: Rows, new: Rows, columns: Sequence[Pair]) -> dict[tuple[bool, int], PartKind]:
    """What happened to each column that has no partner: by whether it is the new table's, and number."""
    gone = sorted(set(range(width_of(old))) - {i for i, _ in columns})
    came = sorted(set(range(width_of(new))) - {j for _, j in columns})
    kinds = {(False, i): PartKind.COLUMN_DELETED for i in gone} | {
        (True, j): PartKind.COLUMN_INSERTED for j in came
    }
    before = {i: tuple(fold(cell_of(row, i)) for row in old) for i in gone}
    after = {j: tuple(fold(cell_of(row, j)) for row in new) for j in came}
    for i, cells in before.items():
        twins = [j for j, others in after.items() if others == cells]
        if len(twins) == 1 and sum(cells == others for others in before.values()) == 1 and any(cells):
            kinds[False, i] = kinds[True, twins[0]] = PartKind.COLUMN_MOVED
    return kinds


def _moves(shown: Sequence[TableRow], old: Rows, new: Rows, columns: Sequence[Pair]) -> tuple[TableRow, ...]:
    """The rows; one that went and came again with the same cells has moved."""
    gone = {
        at: tuple(fold(cell_of(old[row.old], i)) for i, _ in columns)
        for at, row in enumerate(shown)
        if row.old is not None and row.new is None
    }
    came = {
        at: tuple(fold(cell_of(new[row.new], j)) for _, j in columns)
        for at, row in enumerate(shown)
        if row.new is not None and row.old is None
    }
    times = (Counter(gone.values()), Counter(came.values()))
    moved = {
        at
        for side in (gone, came)
        for at, cells in side.items()
        if any(cells) and times[0][cells] == times[1][cells] == 1
    }
    return tuple(
        replace(row, kind=PartKind.ROW_MOVED) if at in moved else row for at, row in enumerate(shown)
    )


def _row_parts(row: TableRow, old: Rows, new: Rows) -> Iterator[TablePart]:
    if row.kind is not None:
        cells = [cell.pieces[0][1] for cell in row.cells if cell.pieces]
        op = INSERT if row.old is None else DELETE
        where = (None if row.old is None else (row.old + 1, 0), None if row.new is None else (row.new + 1, 0))
        yield TablePart(row.kind, *where, _row_name(row, old, new), ((op, " | ".join(cells)),))
        return
    for cell in row.cells:
        if cell.kind is PartKind.CELL:
            was = None if row.old is None or cell.old is None else (row.old + 1, cell.old + 1)
            now = None if row.new is None or cell.new is None else (row.new + 1, cell.new + 1)
            pieces = tuple(piece for piece in cell.pieces if piece[1])
            yield TablePart(cell.kind, was, now, _cell_name(row, cell, old, new), pieces)


def _column(cell: TableCell, old: Rows, new: Rows) -> TablePart:
    """A column that came, went or moved, whole."""
    if cell.new is not None:
        op, at, rows = INSERT, cell.new, new
    else:
        op, at, rows = DELETE, cell.old or 0, old
    text = " | ".join(cell_of(row, at) for row in rows if at < len(row))
    name = cell_of(rows[0], at) or f"column {at + 1}"
    spot = (0, at + 1)
    was, now = (None, spot) if op is INSERT else (spot, None)
    return TablePart(cell.kind or PartKind.CELL, was, now, name, ((op, text),))


def _row_name(row: TableRow, old: Rows, new: Rows) -> str:
    rows, at = (new, row.new) if row.new is not None else (old, row.old or 0)
    return next((cell for cell in rows[at] if cell), "") or f"row {at + 1}"


def _cell_name(row: TableRow, cell: TableCell, old: Rows, new: Rows) -> str:
    """Where a cell is: the row by its first cell, the column by its head."""
    rows, at, column = (new, row.new, cell.new) if cell.new is not None else (old, row.old, cell.old)
    at, column = at or 0, column or 0
    head = cell_of(rows[0], column) if at else ""
    first = cell_of(rows[at], 0) if column and at else ""
    return f"{first or f'row {at + 1}'}, {head or f'column {column + 1}'}"
