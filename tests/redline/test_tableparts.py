"""What changed in a table: cells, rows and columns, counted, listed, and folded away one by one."""

from hypothesis import given
from hypothesis import strategies as st
from redline_texts import placed, table, tables

from negotiate.agreement.blocks import Block, Rows
from negotiate.redline.engine import redline
from negotiate.redline.folding import Folds
from negotiate.redline.model import Op, Redline
from negotiate.redline.renderings.as_text import to_text
from negotiate.redline.tableparts import PartKind, TablePart, count_parts, table_parts, table_rows
from negotiate.redline.wording import count_words

PAY = table(
    "Step | BA | MA | PhD",
    "1 | 50,000 | 55,000 | 60,000",
    "2 | 52,000 | 57,000 | 62,000",
    "3 | 54,000 | 59,000 | 64,000",
)
# one column for another, one row more, one cell raised
NEXT = table(
    "Step | BA | BA+15 | MA",
    "1 | 50,500 | 53,000 | 55,000",
    "2 | 52,000 | 54,000 | 57,000",
    "2a | 53,000 | 54,500 | 58,000",
    "3 | 54,000 | 55,500 | 59,000",
)


def compared(old: Block, new: Block) -> Redline:
    return redline(placed([old]), placed([new]))


def listed(found: Redline) -> list[tuple[str, str]]:
    return [(part.kind.value, part.name) for change in found.changes for part in table_parts(change)]


def shown(fold: Folds) -> list[str]:
    """The lines of the table after its heads, and the note under it."""
    told = to_text(compared(PAY, NEXT), "a", "b", width=200, fold=fold)
    return [line.strip() for line in told.splitlines()[4:]]


def test_each_part_has_its_class_and_its_place() -> None:
    found = compared(PAY, NEXT)
    assert listed(found) == [
        ("column-inserted", "BA+15"),
        ("column-deleted", "PhD"),
        ("table-cell", "1, BA"),
        ("row-inserted", "2a"),
    ]
    (change,) = found.changes
    column, _, cell, row = table_parts(change)
    assert (cell.old, cell.new, cell.pieces) == (
        (2, 2),
        (2, 2),
        ((Op.DELETE, "50,000"), (Op.INSERT, "50,500")),
    )
    assert (column.old, column.new, row.new) == (None, (0, 3), (4, 0))
    assert "1 table changed (1 cell changed, 1 row added, 1 column added, 1 column deleted)" in count_words(
        found
    )


def test_a_column_marks_no_other_cell_wherever_it_is_put() -> None:
    for at in range(5):
        rows = [(*row[:at], f"x{number}", *row[at:]) for number, row in enumerate(PAY.rows)]
        assert count_parts(compared(PAY, Block(PAY.kind, rows=tuple(rows)))) == {"column-inserted": 1}
        assert count_parts(compared(Block(PAY.kind, rows=tuple(rows)), PAY)) == {"column-deleted": 1}


def test_rows_and_columns_that_moved_are_one_part_each() -> None:
    head, one, two, three = PAY.rows
    assert count_parts(compared(PAY, Block(PAY.kind, rows=(head, three, one, two)))) == {"row-moved": 1}
    swapped = tuple((step, ma, ba, phd) for step, ba, ma, phd in PAY.rows)
    assert count_parts(compared(PAY, Block(PAY.kind, rows=swapped))) == {"column-moved": 1}


def test_every_cell_raised_under_the_same_heads_is_a_cell_and_no_column() -> None:
    rows = (PAY.rows[0], *((row[0], *(f"{cell}.50" for cell in row[1:])) for row in PAY.rows[1:]))
    assert count_parts(compared(PAY, Block(PAY.kind, rows=rows))) == {"table-cell": 9}


def test_any_part_is_folded_away_and_counted() -> None:
    whole = shown(frozenset())
    assert "| 1 | [deleted: 50,000] [added: 50,500] | [added: 53,000 |] 55,000 |" in " ".join(whole)
    assert shown({PartKind.ROW_INSERTED})[-1] == "… 1 row added …"
    assert "2a" not in " ".join(shown({PartKind.ROW_INSERTED}))
    assert "50,500" not in " ".join(shown({PartKind.CELL}))
    without = shown({PartKind.COLUMN_INSERTED, PartKind.COLUMN_DELETED})
    assert without[0] == "| 1 | [deleted: 50,000] [added: 50,500] | 55,000 |"
    assert without[-1] == "… 1 column added, 1 column deleted …"
    assert shown(frozenset(PartKind)) == ["… 1 cell changed, 1 row added, 1 column added, 1 column deleted …"]


def _left(rows: Rows, places: list[tuple[int, int]]) -> list[tuple[str, ...]]:
    """The table without the cells, rows and columns (0 for all) at ``places``."""
    return [
        tuple(cell for column, cell in enumerate(row, 1) if not {(number, column), (0, column)} & set(places))
        for number, row in enumerate(rows, 1)
        if (number, 0) not in places
    ]


def _where(parts: tuple[TablePart, ...]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    return [part.old for part in parts if part.old], [part.new for part in parts if part.new]


@given(tables(), tables(), st.booleans())
def test_without_its_parts_a_table_is_the_same_in_both_texts(old: Block, new: Block, grown: bool) -> None:
    if grown:  # the old table with a row of the new one, so that much stays
        new = Block(old.kind, rows=(*old.rows[:2], *new.rows[:1], *old.rows[2:]))
    for change in compared(old, new).changes:
        before, after = _where(table_parts(change))
        if change.old and change.new:
            assert _left(old.rows, before) == _left(new.rows, after)


@given(tables(), tables())
def test_the_rows_shown_hold_every_cell_of_both_tables(old: Block, new: Block) -> None:
    rows = table_rows(old.rows, new.rows)
    for side, without in ((old, Op.INSERT), (new, Op.DELETE)):
        told = [
            [
                "".join(text for op, text in cell.pieces if op is not without)
                for cell in row.cells
                if cell.pieces
            ]
            for row in rows
            if (row.new if without is Op.DELETE else row.old) is not None
        ]
        cells = [cell for row in told for cell in row if cell]
        assert cells == [cell for row in side.rows for cell in row if cell]
