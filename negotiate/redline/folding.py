"""Classes of change folded away on screen: counted, not shown. No file leaves anything out."""

from collections.abc import Iterator, Sequence, Set

from negotiate.redline.model import DELETE, EQUAL, Change, ChangeKind, Op
from negotiate.redline.spanlines import span_lines
from negotiate.redline.tableparts import COLUMNS, PartKind, TableRow, counted, table_parts, table_rows
from negotiate.redline.tables import rows_of
from negotiate.redline.wordlevel import Piece, join

Folds = Set[ChangeKind | PartKind]
"""The classes folded away: whole changes, and parts of tables."""
ELIDED = "…"


def shown_lines(change: Change, fold: Folds) -> Iterator[Sequence[Piece]]:
    """The lines of a change as pieces; of a table without the parts folded away."""
    if fold.isdisjoint(PartKind) or not change.is_table or not change.old or not change.new:
        for spans in span_lines(change):
            yield [(span.op, span.text) for span in spans]
        return
    rows = table_rows(rows_of(change.old), rows_of(change.new))
    if any(_marked(row, fold) for row in rows):
        for row in rows:
            if row.kind not in fold and (_marked(row, fold) or not row.changed):
                yield _row(row, fold)


def folded_parts(change: Change, fold: Folds) -> dict[str, int]:
    """How many parts of a table are folded away, by kind."""
    if fold.isdisjoint(PartKind):
        return {}
    return {kind: number for kind, number in counted(table_parts(change)).items() if kind in fold}


def _marked(row: TableRow, fold: Folds) -> bool:
    """Whether a row still shows a change."""
    if row.kind is not None:
        return row.kind not in fold
    return any(cell.kind is not None and cell.kind not in fold for cell in row.cells)


def _row(row: TableRow, fold: Folds) -> list[Piece]:
    """A row's pieces: a column folded away is left out, of a cell folded away its place stays."""
    if row.kind is not None:
        op: Op = DELETE if row.new is None else Op.INSERT
        return [(op, "| " + " | ".join(_texts(row, fold)) + " |")]
    pieces: list[Piece] = [(EQUAL, "|")]
    for cell in row.cells:
        if cell.kind in fold:
            pieces += [] if cell.kind in COLUMNS else [(EQUAL, f" {ELIDED} |")]
        elif cell.old is None or cell.new is None:
            pieces.append((cell.pieces[0][0], f" {cell.pieces[0][1]} |"))
        else:
            pieces += [(EQUAL, " "), *cell.pieces, (EQUAL, " |")]
    return join(pieces)


def _texts(row: TableRow, fold: Folds) -> Iterator[str]:
    """The cells of a row that came or went, without the columns folded away."""
    return (cell.pieces[0][1] for cell in row.cells if cell.pieces and cell.kind not in fold)
