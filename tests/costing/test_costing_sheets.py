"""Sheets as districts send them, nasty ones too: read right and said back, or refused with their place."""

import datetime
import io
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from negotiate.cli import main
from negotiate.common.errors import BadInput
from negotiate.costing.books import book_as_csv
from negotiate.costing.listings import (
    append_positions,
    as_positions,
    read_jobs,
    read_students,
    write_students,
)
from negotiate.costing.model import read_enrolment, read_positions
from negotiate.costing.scattergram import Read, read_sheet, write_sheet

Rows = list[list[object]]


def excel(rows: Rows, *merged: str, per_cents: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet"
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    for cell in per_cents.split():
        sheet[cell].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def staff(rows: Rows, *merged: str, per_cents: str = "") -> Read:
    name, words = book_as_csv(excel(rows, *merged, per_cents=per_cents), "b.xlsx")
    return read_sheet(words, f"b.xlsx[{name}]")


def fte(read: Read) -> dict[tuple[str, str], float]:
    out: dict[tuple[str, str], float] = {}
    for cell in read.cells:
        out[cell.step, cell.lane] = out.get((cell.step, cell.lane), 0.0) + float(cell.fte)
    return out


WANT = {("1", "BA"): 3.0, ("1", "MA"): 2.0, ("2", "BA"): 0.5}


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        # titles, an empty row, a dash, numbers as text, sums below and beside, a note
        ([["Maple Hollow Schools", None, None, None], ["Staff", None, None, "as of 10/1/2026"], [],
          ["Step", "BA", "MA", "Total FTE"], [1, "3.0", 2, 5], [2, 0.5, "-", 0.5], ["Grand Total", 3.5, 2, 5.5],
          ["Note: without leaves of absence"]], ("A1:D1",)),
        # headings over two rows, merged
        ([["FTE by step and lane"], ["Step", "Lane", None, "Row total"], [None, "BA", "MA", None],
          ["Step 1", 3, 2, 5], ["Step 2", 0.5, 0, 0.5], ["Totals:", 3.5, 2, 5.5]], ("B2:C2", "A2:A3")),
        # the steps as columns
        ([["Lane", "Step 1", 2, "Total"], ["BA", 3, 0.5, 3.5], ["MA", 2, None, 2], ["Total", 5, 0.5, 5.5]], ()),
        # a line break in a heading, sums of a part
        ([["Step\n(years)", "BA", "MA"], [1, 3, 2], ["Subtotal", 3, 2], [2, 0.5, None], ["Subtotal", 0.5, 0],
          ["Total", 3.5, 2]], ()),
        # a list with what it costs beside
        ([["Step", "Lane", "FTE", "Salary"], ["01", "BA", 3, "$46,000"], [1, "MA", 2, 47000], [2, "BA", 0.5, 1]],
         ()),
    ],
)  # fmt: skip
def test_one_scattergram_in_many_dresses(rows: Rows, merged: tuple[str, ...]) -> None:
    assert fte(staff(rows, *merged)) == WANT


def test_what_was_passed_over_is_said() -> None:
    read = staff([["Step", "BA"], [1, 2], ["Prepared by the office, 10/3/2026", None]])
    assert read.passed == ("row 3: Prepared by the office, 10/3/2026",)


def test_a_roster_with_dates_per_cents_text_and_a_sum() -> None:
    rows: Rows = [
        ["Employee roster", None, None, None, None, None],
        ["Emp #", "Last Name", "Hire Date", "Sal Step", "Lane", "FTE"],
        [101, "Ruiz", datetime.date(2019, 8, 20), "5", "MA", 1],
        [102, "O'Dell", datetime.datetime(2021, 8, 20), "Step 5", "Master's", 0.8],
        [103, "Lee", "8/1/2022", 5.0, "MA", "100%"],
        [None] * 6,
        [104, "Xu", None, "01", "BA", "1.00"],
        ["Total", None, None, None, None, 3.8],
    ]
    read = staff(rows, per_cents="F3 F4")
    assert (fte(read), read.persons) == ({("5", "MA"): 2.8, ("1", "BA"): 1.0}, 4)
    assert read.dropped == ("Emp #", "Last Name", "Hire Date")


def test_a_column_of_per_cents_is_one_even_as_whole_numbers() -> None:
    read = staff([["Name", "Step", "Lane", "% FTE"], ["A", 1, "BA", 100], ["B", 2, "BA", 50]])
    assert fte(read) == {("1", "BA"): 1.0, ("2", "BA"): 0.5}


def test_a_merged_group_stands_for_all_its_rows() -> None:
    rows: Rows = [
        ["Unit", "Step", "Lane", "FTE"],
        ["Teachers", 1, "BA", 3],
        [None, 2, "BA", 2],
        ["Paras", 1, "H", 4],
    ]
    assert staff(rows, "A2:A3").by("group") == (("Teachers", Fraction(5)), ("Paras", Fraction(4)))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Step", "BA", "MA", "Total"], [1, 2, 1, 3], ["Total", 2, 5, 7]], "b.xlsx[Sheet]:3 column MA: the total"),
        ([["Step", "BA", "Average"], [1, 2, 2]], "'Average' is no lane"),
        ([["Name", "Step", "Lane", "% time"], ["A", 1, "BA", 50]], "is '% time' the FTE?"),
        ([["Name", "Step 25-26", "Step 26-27", "Lane", "FTE"], ["A", 1, 2, "BA", 1]], "which is it"),
        ([["Name", "Placement", "FTE"], ["A", "MA-5", 1]], "no column names the steps"),
        ([["Step", "BA"], [1, 2], [], ["Aides", None], [1, 3]], "b.xlsx[Sheet]:5 column Step: this step stands"),
        ([["Step", "BA"], [1, 2, 7]], "b.xlsx[Sheet]:2 column C: '7' stands under no heading"),
        ([["Step", "BA", "MA"], [1, "1,5", 2]], "b.xlsx[Sheet]:2 column BA"),
        ([["Step", "BA"], [1, "=A2*2"]], "b.xlsx[Sheet] cell B2: the cell's formula was never reckoned"),
        ([["Name", "Step", "Lane", "FTE"], ["A", 1, "BA", "#REF!"]], "cell D2: the cell holds an error"),
        ([["Step", "BA"]], "no rows"),
    ],
)  # fmt: skip
def test_what_could_be_misread_is_refused_with_its_place(rows: Rows, said: str) -> None:
    with pytest.raises(BadInput) as fault:
        staff(rows)
    assert said in str(fault.value)


@given(
    st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=6),
    st.booleans(), st.booleans(), st.integers(0, 3),
)  # fmt: skip
def test_titles_sums_and_the_way_it_is_turned_change_nothing(
    tenths: list[list[int]], turned: bool, sums: bool, titles: int
) -> None:
    grid = [[Fraction(cell, 10) for cell in row] for row in tenths]
    lanes, steps = ["BA", "MA", "M+30"], [str(at) for at in range(1, len(grid) + 1)]
    names, across, cells = (lanes, steps, list(zip(*grid, strict=True))) if turned else (steps, lanes, grid)
    table = [["Lane" if turned else "Step", *across]]
    table += [[name, *(str(float(cell)) for cell in row)] for name, row in zip(names, cells, strict=True)]
    if sums:
        totals = ["Total", *(str(float(sum(row))) for row in cells)]
        table = [[*row, total] for row, total in zip(table, totals, strict=True)]
    sheet = "".join(f"District staff {at}{',' * len(table[0])}\n" for at in range(titles))
    sheet += "\n".join(",".join(row) for row in table)
    found = fte(read_sheet(sheet, "s.csv"))
    want = {
        (step, lane): float(row[at])
        for step, row in zip(steps, grid, strict=True)
        for at, lane in enumerate(lanes)
    }
    assert found == {key: value for key, value in want.items() if value}


STUDENTS: tuple[Rows, ...] = (
    [["Enrollment, October 1"], ["School", "K", "Grade 1", "2nd", "Total"], ["North", "1,020", 30, "-", 1050],
     ["South, East", 20, "31", 5, 56], ["District total", 1040, 61, 5, 1106]],
    [["School Name", "Code", "Grade Level", "Enrollment"], ["North", "001", "K", 1020], ["North", "001", "01", 30.0],
     ["South, East", "002", "Kindergarten", 20], ["South, East", "002", "1st", 31], ["South, East", "002", 2, 5],
     ["Grand Total", None, None, 1106]],
)  # fmt: skip


@pytest.mark.parametrize("rows", STUDENTS)
def test_students_by_school_and_grade(rows: Rows) -> None:
    _, words = book_as_csv(excel(rows), "e.xlsx")
    read = read_students(words, "e.xlsx")
    assert read.by_grade == (("K", 1040), ("1", 61), ("2", 5))
    assert read.enrolment.by_school() == (("North", 1050), ("South, East", 56))
    assert read_enrolment(write_students(read, "t"), "enrolment.csv") == read.enrolment


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("School,Students\nNorth,10.5\n", "e.csv:2 column Students"),
        ("School,Grade,Students\nNorth,Fresh,10\n", "e.csv:2 column Grade"),
        ("School,Grade,Students\nNorth,K,10\nNorth,K,12\n", "North, grade K stands twice"),
        ("School,K,1,Total\nNorth,1,2,4\n", "e.csv:2 column Total: the total says 4, the cells add up to 3"),
        ("School,Principal\nNorth,Ng\n", "no column counts the students"),
    ],
)
def test_students_that_could_be_misread_are_refused(sheet: str, said: str) -> None:
    with pytest.raises(BadInput) as fault:
        read_students(sheet, "e.csv")
    assert said in str(fault.value)


def test_positions_by_job_and_no_name_is_kept() -> None:
    rows: Rows = [["Job Title", "Incumbent", "FTE"], ["School Nurse", "Zz Ada", 1], ["school nurse", "Zz Bo", "60%"],
                  ["Counselor", "Zz Cy", 1], ["Total", None, 2.6]]  # fmt: skip
    _, words = book_as_csv(excel(rows), "p.xlsx")
    read = read_jobs(words, "p.xlsx")
    assert read.fte == (("School Nurse", Fraction(8, 5)), ("Counselor", Fraction(1))) and read.persons == 3
    day = datetime.date(2026, 10, 1)
    had = "# ours\npositions:\n  - {job: counselor, fte: 2, as_of: 2025-10-01, source: list}\n"
    new = append_positions(had, as_positions(read, day, "HR: list"), "positions.yaml")
    assert "Zz" not in new and new.startswith("# ours\npositions:\n")
    found = read_positions(new, "positions.yaml")
    assert [(one.job, one.fte, one.source) for one in found] == [
        ("counselor", 2, "list"), ("School Nurse", Fraction(8, 5), "HR: list"), ("Counselor", 1, "HR: list")
    ]  # fmt: skip
    with pytest.raises(BadInput, match="stands there for 2026-10-01 already"):
        append_positions(new, as_positions(read, day, "HR"), "positions.yaml")
    with pytest.raises(BadInput, match="rows add up to 1"):
        read_jobs("Job,FTE\nNurse,1\nTotal,2\n", "p.csv")


@pytest.mark.parametrize(
    "words", [["enrolment", "e.xlsx"], ["positions", "p.xlsx", "--as-of", "2026-10-01", "--source", "HR"]]
)
def test_the_commands_say_back_what_they_read(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# **Article I** Terms\n\n- **1.** Nothing is said here at all.\n")
    assert main(["init", str(tmp_path / "w"), "--from", str(tmp_path / "a.md")]) == 0
    monkeypatch.chdir(tmp_path / "w")
    Path("e.xlsx").write_bytes(excel(STUDENTS[0]))
    Path("p.xlsx").write_bytes(excel([["Position", "FTE", "Site"], ["Nurse", 31, "all"]]))
    capsys.readouterr()
    assert main(["cost", *words]) == 0
    out = capsys.readouterr().out
    assert out.startswith(
        "1,106 students in 2 schools" if words[0] == "enrolment" else "31.00 FTE in 1 job on 2026"
    )


@pytest.mark.parametrize("parted", [";", "\t"])
def test_columns_parted_otherwise_are_read_and_a_comma_there_is_asked_about(parted: str) -> None:
    words = "Name,Step,Lane,FTE\nA. Person,1,BA,0.5\nB. Person,1,BA,1".replace(",", parted)
    assert fte(read_sheet(words, "s.csv")) == {("1", "BA"): 1.5}
    with pytest.raises(BadInput, match="is the comma of '1,5' a decimal point") as fault:
        read_sheet(words.replace("0.5", "1,5"), "s.csv")
    assert "s.csv:2 column D" in str(fault.value)


def test_a_sign_for_number_is_no_remark_in_a_sheet_of_others() -> None:
    words = "#,Step,Lane,FTE\n#1,1,BA,1\n#2,2,BA,0.5\n"
    assert fte(read_sheet(words, "s.csv")) == {("1", "BA"): 1.0, ("2", "BA"): 0.5}
    schools = read_students('School,Students\n#5 North,120\n"The ""Annex""",30\n', "s.csv")
    assert schools.enrolment.by_school() == (("#5 North", 120), ('The "Annex"', 30))
    stored = write_students(schools, "Read in.")
    assert read_enrolment(stored, "enrolment.csv").by_school() == schools.enrolment.by_school()


@pytest.mark.parametrize("words", ["School,K,1\nNorth,0,0\n", "School,Students\n", "Students\n0\n"])
def test_a_sheet_of_no_students_is_refused(words: str) -> None:
    with pytest.raises(BadInput, match="no student is counted"):
        read_students(words, "s.csv")


@pytest.mark.parametrize("day", [datetime.datetime(2026, 1, 2), "1/2/2026", "2-Jan", "Jan-26"])
def test_a_step_or_a_lane_that_a_spreadsheet_made_a_day_is_refused(day: object) -> None:
    heads: list[object] = ["Name", "Step", "Lane", "FTE"]
    for row, column in ((["A", day, "BA", 1], "Step"), (["A", 1, day, 1], "Lane")):
        with pytest.raises(BadInput, match="makes a day of one such as 1-2") as fault:
            staff([heads, row])
        assert f"b.xlsx[Sheet]:2 column {column}" in str(fault.value)


def test_a_person_who_stands_twice_is_told_and_two_alike_are_not() -> None:
    words = "Name,Step,Lane,FTE\nA. Person,1,BA,1\nB. Person,1,BA,1\nA. Person,1,BA,1\nA. Person,1,BA,0.5\n"
    read = read_sheet(words, "s.csv")
    assert (read.twice, read.fte) == (
        ("row 4 is row 2 again, to the last cell; both are counted",),
        Fraction(7, 2),
    )
    nameless = read_sheet("Name,Step,Lane,FTE\n,1,BA,1\n,1,BA,1\nC. Person,2,BA,1\n", "s.csv")
    assert (nameless.twice, nameless.persons) == ((), 3)


def test_what_is_stored_is_read_back_whatever_groups_and_lanes_are_called() -> None:
    words = 'group,step,lane,fte\n#1,1,"BA, ""old""",2\n'
    read = read_sheet(words, "s.csv")
    assert read_sheet(write_sheet(read, "Read in."), "scattergram.csv", strict=True).cells == read.cells
