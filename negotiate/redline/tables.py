"""Tables compared as tables: rows aligned, then columns, then cells; the cell is marked.

The spans of a row, joined, are the row as :attr:`Block.canonical` writes it
(``| a | b |``). A row's line is the table's line plus the row's number.
"""

from collections.abc import Sequence
from typing import NamedTuple

from negotiate.agreement.blocks import Placed, Rows
from negotiate.redline.anchors import Gap, Pair, equal_pairs, gaps_between, heaviest_chain
from negotiate.redline.columns import Row, cell_of, columns_of, same_cell, width_of
from negotiate.redline.model import DELETE, EQUAL, INSERT, Span, row_text
from negotiate.redline.rising import TOGETHER, common_rise, rises, shared_rise
from negotiate.redline.typography import fold
from negotiate.redline.wordlevel import Piece, join, kept_share, word_pieces

START, END, BETWEEN = "| ", " |", " | "
ALIKE_ROWS = 0.3  # share of cells two rows must have in common to be one row edited
FEW_ROWS, FEW_NAMED = 2500, 8  # row pairs compared at the most; beyond, so many of one name
WORDY = 2  # cells of fewer words change whole
KEPT = 0.5  # least that survives of a wordy cell marked word by word


class RowCell(NamedTuple):
    """A cell of one row: its column in each text (from 0; None where it is not there), its pieces."""

    old: int | None
    new: int | None
    pieces: list[Piece]


def table_spans(old: Placed, new: Placed) -> tuple[Span, ...]:
    """The spans of a table that changed, row after row."""
    before, after = old.block.rows, new.block.rows
    if before == after:
        lines = zip(range(old.text_line, old.text_line + len(before)), map(row_text, before), strict=True)
        shift = new.text_line - old.text_line
        return tuple(Span(EQUAL, text, line, line + shift) for line, text in lines)
    columns = columns_of(before, after)
    spans: list[Span] = []
    for i, j in row_pairs(before, after, columns):
        old_line = None if i is None else old.text_line + i
        new_line = None if j is None else new.text_line + j
        if i is not None and j is not None:
            if before[i] == after[j]:  # most rows of most tables
                spans.append(Span(EQUAL, row_text(before[i]), old_line, new_line))
                continue
            pieces = _row_pieces(before[i], after[j], columns)
        elif i is not None:
            pieces = [(DELETE, row_text(before[i]))]
        else:
            pieces = [(INSERT, row_text(after[j or 0]))]
        spans += spans_of(pieces, old_line, new_line)
    return tuple(spans)


def rows_of(side: Sequence[Placed]) -> Rows:
    """The rows of a table change's one side; none where that text has no table."""
    return side[0].block.rows if side else ()


def spans_of(pieces: Sequence[Piece], old_line: int | None, new_line: int | None) -> list[Span]:
    """Pieces of one old and one new line as spans."""
    return [
        Span(op, text, None if op is INSERT else old_line, None if op is DELETE else new_line)
        for op, text in pieces
    ]


def row_pairs(
    old: Sequence[Row], new: Sequence[Row], columns: Sequence[Pair] | None = None
) -> list[tuple[int | None, int | None]]:
    """Rows in reading order: which old row is which new one, None where there is none;
    deleted rows before inserted ones.
    """
    columns = columns_of(old, new) if columns is None else columns
    whole = Gap(0, len(old), 0, len(new))
    a: Sequence[Row] = old
    b: Sequence[Row] = new
    if any(i != j for i, j in columns) or width_of(old) != width_of(new):
        a = [tuple(cell_of(row, i) for i, _ in columns) for row in old]
        b = [tuple(cell_of(row, j) for _, j in columns) for row in new]
    pairs = equal_pairs(a, b, whole)
    for gap in gaps_between(pairs, whole):
        pairs += _edited_rows(old, new, columns, gap)
    pairs.sort()
    if left := [gap for gap in gaps_between(pairs, whole) if gap.open]:
        pairs += risen_rows(old, new, columns, pairs, left)
        pairs.sort()
    listed: list[tuple[int | None, int | None]] = []
    done_a = done_b = 0
    for i, j in [*pairs, (len(old), len(new))]:
        listed += [(k, None) for k in range(done_a, i)]
        listed += [(None, k) for k in range(done_b, j)]
        if i < len(old):
            listed.append((i, j))
        done_a, done_b = i + 1, j + 1
    return listed


def _edited_rows(old: Sequence[Row], new: Sequence[Row], columns: Sequence[Pair], gap: Gap) -> list[Pair]:
    """Rows of a gap that are one row with other figures: by the cell that names them and the rest."""
    i0, j0 = columns[0] if columns else (0, 0)  # a column put in front names no row
    even: list[Pair] = []
    if gap.a1 - gap.a0 == gap.b1 - gap.b0:
        even = [(gap.a0 + k, gap.b0 + k) for k in range(gap.a1 - gap.a0)]
        if len(even) == 1 or all(same_cell(cell_of(old[i], i0), cell_of(new[j], j0)) for i, j in even):
            return even
    by_name: dict[str, list[int]] = {}
    for j in range(gap.b0, gap.b1):
        by_name.setdefault(fold(cell_of(new[j], j0)), []).append(j)
    few = (gap.a1 - gap.a0) * (gap.b1 - gap.b0) <= FEW_ROWS
    weighted = [
        (i, j, worth)
        for i in range(gap.a0, gap.a1)
        for j in (range(gap.b0, gap.b1) if few else by_name.get(fold(cell_of(old[i], i0)), ())[:FEW_NAMED])
        if (worth := _row_worth(old[i], new[j], columns)) >= ALIKE_ROWS
    ]
    chain = heaviest_chain(weighted)
    stayed = [pair for pair in even if _cells_alike(old[pair[0]], new[pair[1]], columns)]
    # rows may have other names where they were: more of their cells are left than by their names
    if sum(_cells_alike(old[i], new[j], columns) for i, j in chain) < sum(
        _cells_alike(old[i], new[j], columns) for i, j in stayed
    ):
        return stayed
    return chain


def _cells_alike(old: Row, new: Row, columns: Sequence[Pair]) -> float:
    """The share of the cells of two rows that are the same."""
    return sum(same_cell(cell_of(old, i), cell_of(new, j)) for i, j in columns) / max(len(columns), 1)


def _row_worth(old: Row, new: Row, columns: Sequence[Pair]) -> float:
    """Share of cells in common; the first cell, which names the row, counts for half."""
    if not columns:
        return 0.0
    same = _cells_alike(old, new, columns)
    left, right = cell_of(old, columns[0][0]), cell_of(new, columns[0][1])
    return (same + (0.5 if left and same_cell(left, right) else 0.0)) / 1.5


def risen_rows(
    old: Sequence[Row],
    new: Sequence[Row],
    columns: Sequence[Pair],
    pairs: Sequence[Pair],
    gaps: Sequence[Gap],
) -> list[Pair]:
    """Rows of ``gaps`` without a name, or under another one, whose figures rose as those of the
    ``pairs`` did; of rows that share no rise with others none are one.
    """

    def rate(i: int, j: int) -> float | None:
        return common_rise(list(rises((cell_of(old[i], a), cell_of(new[j], b)) for a, b in columns)))

    rates = {
        (i, j): found
        for gap in gaps
        if (gap.a1 - gap.a0) * (gap.b1 - gap.b0) <= FEW_ROWS
        for i in range(gap.a0, gap.a1)
        for j in range(gap.b0, gap.b1)
        if (found := rate(i, j)) is not None
    }
    if not rates:
        return []
    told = [found for i, j in pairs if (found := rate(i, j)) is not None]
    common = shared_rise(told or rates.values())
    if common is None:
        return []
    near = [(*pair, 1.0) for pair, found in rates.items() if abs(found - common) <= TOGETHER]
    return [
        pair
        for gap in gaps
        for pair in heaviest_chain(
            [one for one in near if gap.a0 <= one[0] < gap.a1 and gap.b0 <= one[1] < gap.b1]
        )
    ]


def _row_pieces(old: Row, new: Row, columns: Sequence[Pair]) -> list[Piece]:
    """One row's pieces; a cell that came or went takes its own bar with it."""
    if old == new or row_text(old) == row_text(new):
        return [(EQUAL, row_text(old))]
    if not old or not new:  # a row without cells has one space more than the rest would give
        return [(DELETE, row_text(old)), (INSERT, row_text(new))]
    pieces: list[Piece] = []
    run = START[:-1]
    for at_old, at_new, cell in row_cells(old, new, columns):
        if at_old is None or at_new is None:
            op, text = cell[0]
            pieces += [(EQUAL, run), (op, f" {text} |")]
            run = ""
            continue
        run += " "
        for part, text in cell:
            if part is EQUAL:
                run += text
            else:
                pieces += [(EQUAL, run), (part, text)]
                run = ""
        run += END
    return join([*pieces, (EQUAL, run)])


def row_cells(old: Row, new: Row, columns: Sequence[Pair]) -> list[RowCell]:
    """The cells of one row in order: kept (with the pieces inside), gone or put in."""
    count = len(columns)
    if count == len(old) == len(new) and columns and columns[-1] == (count - 1, count - 1):
        # pairs rise on both sides: each column is where it was
        return [
            RowCell(k, k, _cell_pieces(left, right))
            for k, (left, right) in enumerate(zip(old, new, strict=True))
        ]
    cells: list[RowCell] = []
    a = b = 0
    for i, j in [*((i, j) for i, j in columns if i < len(old) and j < len(new)), (len(old), len(new))]:
        cells += [RowCell(k, None, [(DELETE, old[k])]) for k in range(a, i)]
        cells += [RowCell(None, k, [(INSERT, new[k])]) for k in range(b, j)]
        if i < len(old) and j < len(new):
            cells.append(RowCell(i, j, _cell_pieces(old[i], new[j])))
        a, b = i + 1, j + 1
    return cells


def _cell_pieces(old: str, new: str) -> list[Piece]:
    if old == new:
        return [(EQUAL, old)]
    if min(len(old.split()), len(new.split())) >= WORDY:
        pieces = word_pieces(old, new)
        if kept_share(pieces) >= KEPT:
            return pieces
    return [(DELETE, old), (INSERT, new)]
