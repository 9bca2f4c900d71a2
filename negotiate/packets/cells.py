"""A changed table as Word wants it: rows kept, deleted or inserted, and runs inside cells.

A redline marks each row's canonical text (``| a | b |``). Where a cell stands in it follows
from the cells themselves, so a bar inside a cell is no bar of the table.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from negotiate.agreement.blocks import Block, Kind, Rows
from negotiate.redline.columns import width_of
from negotiate.redline.model import Change, Op, Span
from negotiate.redline.tableparts import TableCell, TableRow, table_rows


class Run(NamedTuple):  # a tuple: a long text has ten thousand, and it is quickly made
    """A run of text and what it is; ``look`` is how it is printed where it is not a revision
    (``bold``, ``struck``, ``underlined``, ``small``, or empty); ``move`` is the name it shares
    with its other end where it was moved.
    """

    op: Op
    text: str
    look: str = ""
    move: str = ""


class Row(NamedTuple):
    """A table row: ``op`` is the row's own mark; each cell is its runs."""

    op: Op
    cells: tuple[tuple[Run, ...], ...]


def whole_rows(rows: Rows, op: Op) -> tuple[Row, ...]:
    """Rows of one kind throughout."""
    return tuple(Row(op, tuple((Run(op, cell),) if cell else () for cell in row)) for row in rows)


def rows_of(change: Change) -> tuple[Row, ...]:
    """The rows of a table that became another.

    Rows that share equal text are one row with marked cells, where they have as many cells
    and the spans spell them; any other row is deleted or inserted whole.
    """
    old, new = change.old[0], change.new[0]
    pairs: dict[int, int] = {}
    for span in change.spans:
        if span.old_line is not None and span.new_line is not None:
            pairs.setdefault(span.old_line - old.text_line, span.new_line - new.text_line)
    made: list[Row] = []
    done = 0
    for at, row in enumerate(old.block.rows):
        to = pairs.get(at, -1)
        cells = _cells(change, at, to) if to >= done else None
        if cells is None:
            made += whole_rows((row,), Op.DELETE)
            continue
        made += whole_rows(new.block.rows[done:to], Op.INSERT)
        made.append(Row(Op.EQUAL, cells))
        done = to + 1
    return (*made, *whole_rows(new.block.rows[done:], Op.INSERT))


def columns_kept(change: Change, rows: Sequence[Row]) -> bool:
    """Whether a changed table can be one table of Word: most of its rows are still rows of it.

    Word can mark a cell as put in or taken out (``w:cellIns``), but LibreOffice rejects one to an
    empty cell that stays. So a row that has another number of cells is deleted and inserted whole;
    where lanes came or went that is every row, and the old table and the new one are shown one
    after the other, each with its own columns.
    """
    old, new = change.old[0].block.rows, change.new[0].block.rows
    kept = sum(row.op is Op.EQUAL for row in rows)
    return 2 * kept >= min(len(old), len(new)) or width_of(old) == width_of(new)


def aligned_rows(change: Change) -> tuple[Row, ...]:
    """The rows of a table that became another, for what shows columns that came and went in their
    place: every row has a cell for each column of both tables, empty where it has none.
    """
    rows = table_rows(change.old[0].block.rows, change.new[0].block.rows)
    return tuple(Row(_op(row), tuple(_pieces(cell) for cell in row.cells)) for row in rows)


def _op(row: TableRow) -> Op:
    return Op.DELETE if row.new is None else Op.INSERT if row.old is None else Op.EQUAL


def _pieces(cell: TableCell) -> tuple[Run, ...]:
    return tuple(Run(op, text) for op, text in cell.pieces if text)


def _cells(change: Change, at: int, to: int) -> tuple[tuple[Run, ...], ...] | None:
    """The cells of old row ``at`` become those of new row ``to``, or None where they cannot."""
    before, after = change.old[0].block.rows[at], change.new[0].block.rows[to]
    if len(before) != len(after) or not before:
        return None
    old_line, new_line = change.old[0].text_line + at, change.new[0].text_line + to
    spans = [
        span
        for span in change.spans
        if (span.old_line == old_line and span.op is not Op.INSERT)
        or (span.new_line == new_line and span.op is not Op.DELETE)
    ]
    texts = [
        "".join(span.text for span in spans if span.op is not without) for without in (Op.INSERT, Op.DELETE)
    ]
    if texts != [_text(before), _text(after)]:
        return None
    if before == after:
        return whole_rows((after,), Op.EQUAL)[0].cells
    partner = _partners(spans)
    places = zip(_places(before), _places(after), strict=True)
    return tuple(_runs(texts[0], texts[1], partner, old, new) for old, new in places)


def _text(row: tuple[str, ...]) -> str:
    return Block(Kind.TABLE, rows=(row,)).canonical


def _places(row: tuple[str, ...]) -> Iterator[range]:
    """Where each cell's text stands in the row's canonical text."""
    at = len("| ")
    for cell in row:
        yield range(at, at + len(cell))
        at += len(cell) + len(" | ")


def _partners(spans: Sequence[Span]) -> list[int]:
    """For each character of the old row the one of the new row it is equal to, or -1."""
    partner: list[int] = []
    new = 0
    for span in spans:
        size = len(span.text)
        if span.op is Op.DELETE:
            partner += [-1] * size
            continue
        if span.op is Op.EQUAL:
            partner += range(new, new + size)
        new += size
    return partner


def _runs(before: str, after: str, partner: Sequence[int], old: range, new: range) -> tuple[Run, ...]:
    """One cell's runs: characters equal to one of the other cell are kept."""

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

    grouped = groupby(marks(), key=lambda mark: mark[0])
    return tuple(Run(op, "".join(letter for _, letter in run)) for op, run in grouped)
