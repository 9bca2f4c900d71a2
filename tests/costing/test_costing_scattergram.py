"""Scattergrams as districts keep them, in CSV and Excel: read alike, named nobody, faults placed."""

import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from negotiate.common.errors import BadInput
from negotiate.costing.books import book_as_csv
from negotiate.costing.scattergram import read_sheet, write_sheet

LIST = "group,step,lane,fte\nA,1,BA,2.5\nA,1,MA,1\nA,2,BA,0.5\n"
GRID = "Step,BA,MA,Total\n1,2.5,1,3.5\nStep 2,0.5,,0.5\nTotal,3,1,4\n"
ROSTER = """\
Last Name,First Name,Employee ID,Current Step,Lane,FTE
Abara,Ines,1001,1,BA,1
Bello,Tom,1002,1,BA,1.0
Castro,Una,1003,1,Bachelor,0.5
Diaz,Kit,1004,1,MA,1
Egan,Lou,1005,2,BA,0.5
"""


def book(*sheets: tuple[str, list[list[object]]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_three_shapes_are_one_scattergram() -> None:
    want = {("1", "BA"): Fraction("2.5"), ("1", "MA"): Fraction(1), ("2", "BA"): Fraction(1, 2)}
    for sheet, shape in (
        (LIST, "a row a step and lane"),
        (GRID, "a row a step, a column a lane"),
        (ROSTER, "a row a person"),
    ):
        read = read_sheet(sheet, "staff.csv")
        found: dict[tuple[str, str], Fraction] = {}
        for cell in read.cells:
            found[cell.step, cell.lane] = found.get((cell.step, cell.lane), Fraction(0)) + cell.fte
        assert (found, read.shape, read.fte) == (want, shape, Fraction(4))
    assert read.by("lane") == (("BA", Fraction(3)), ("MA", Fraction(1)))


def test_names_are_dropped_and_never_written() -> None:
    read = read_sheet(ROSTER, "staff.csv", group="teachers")
    assert read.persons == 5 and read.dropped == ("Last Name", "First Name", "Employee ID")
    stored = write_sheet(read, "Read from a roster.")
    for word in ("Abara", "Ines", "1001", "Name"):
        assert word not in stored
    again = read_sheet(stored, "scattergram.csv")
    assert again.cells == read.cells and again.persons == 5


NAMES = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Nd", "Zs", "P", "S")), min_size=4, max_size=12
)


@given(
    st.lists(
        st.tuples(NAMES, st.integers(1, 9), st.sampled_from(["BA", "MA", "M+15"]), st.integers(1, 10)),
        min_size=1,
        max_size=12,
    )
)
def test_whoever_stands_in_a_roster_is_counted_and_not_kept(people: list[tuple[str, int, str, int]]) -> None:
    lines = ["Teacher,Step,Lane,FTE", *(f"Zz{n},{s},{lane},{f / 10}" for n, s, lane, f in people)]
    read = read_sheet("\n".join(lines), "staff.csv")
    stored = write_sheet(read, "t")
    assert read.fte == Fraction(sum(f for *_, f in people), 10) and read.persons == len(people)
    assert not any(f"Zz{name}" in stored for name, *_ in people)
    assert read_sheet(stored, "x.csv").cells == read.cells


def test_an_excel_sheet_is_read_as_its_csv() -> None:
    rows: list[list[object]] = [
        ["District staff, October", None, None],
        [None, None, None],
        ["Step", "BA", "MA"],
        [1, 2.5, 1],
        [2, 0.5, None],
    ]
    name, found = book_as_csv(book(("Grid", rows), ("Empty", [])), "staff.xlsx")
    assert name == "Grid"
    read = read_sheet(found, "staff.xlsx")
    assert [(cell.step, cell.lane, cell.fte) for cell in read.cells] == [
        ("1", "BA", Fraction("2.5")), ("1", "MA", Fraction(1)), ("2", "BA", Fraction(1, 2)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("step,lane,fte\n1,BA,x\n", "staff.csv:2 column fte"),
        ("step,lane,fte\n1,BA,-1\n", "at least 0"),
        ("step,lane,fte\n1,BA,1\n1,BA,2\n", "stand twice"),
        ("step,lane,fte,hue\n1,BA,1,red\n", "unknown column 'hue'"),
        ("Step,BA,MA,Total\n1,2,1,4\n", "staff.csv:2 column Total: the total says 4, the cells add up to 3"),
        ("Step,BA\n1,2\nTotal,5\n", "the total says 5"),
        ("Step,BA\n1,2\n1,3\n", "stands twice"),
        ("Name,Step,Lane,FTE\nA,1,BA,12\n", "the FTE of one person"),
        ("Name,Step,Lane,FTE\nA,,BA,1\n", "staff.csv:2 column Step"),
        ("who,where\na,b\n", "no column names the steps"),
        ("", "empty"),
    ],
)
def test_faults_are_named_with_their_place(sheet: str, said: str) -> None:
    with pytest.raises(BadInput) as fault:
        read_sheet(sheet, "staff.csv", strict=True)
    assert said in str(fault.value)


def test_workbooks_that_cannot_be_read() -> None:
    two = book(("One", [["step"], ["1"]]), ("Two", [["step"], ["1"]]))
    with pytest.raises(BadInput, match="2 sheets"):
        book_as_csv(two, "a.xlsx")
    assert book_as_csv(two, "a.xlsx", "two")[0] == "Two"
    with pytest.raises(BadInput, match="no sheet 'Three'"):
        book_as_csv(two, "a.xlsx", "Three")
    with pytest.raises(BadInput, match="no workbook"):
        book_as_csv(b"PK\x03\x04 not a book", "a.xlsx")
