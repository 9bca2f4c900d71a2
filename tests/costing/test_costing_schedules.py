"""Schedules read from tables: steps, lanes however spelled, dates from headings, cents."""

from datetime import date
from fractions import Fraction

import pytest
from costing_texts import AGREEMENT, text
from hypothesis import given
from hypothesis import strategies as st

from negotiate.agreement.dates import dates_in, school_year_in
from negotiate.agreement.numbers import money
from negotiate.costing.dates import Calendar, year_label
from negotiate.costing.grids import lane_key, read_grid
from negotiate.costing.model import read_model
from negotiate.costing.pay import family_of
from negotiate.costing.rounding import half_up
from negotiate.costing.schedules import in_effect
from negotiate.costing.terms import Pay
from negotiate.costing.units import units

ROWS = (
    ("Effective November 1, 2013: 3%", "", "", ""),
    ("", "A", "", "D"),
    ("", "Bachelor", "M+15", "Doctorate"),
    ("Step 1", "$50,000", "60,000.50", ""),
    ("2.", "51,000", "61,000", "70,000"),
)


def test_a_grid_with_two_heading_rows_and_a_title() -> None:
    grid = read_grid(ROWS)
    assert grid is not None
    assert (grid.steps, grid.lanes, grid.title) == (("1", "2"), ROWS[2][1:], ROWS[0][0])
    assert grid.cell("1", "BA") == 5_000_000
    assert grid.cell("Step 1", "Master's + 15") == 6_000_050
    assert grid.cell("1", "DOC") is None
    assert grid.cell("2", "D") == grid.cell("2", "Ph.D.") == 7_000_000
    assert grid.cell("3", "BA") is None and grid.cell("1", "M+30") is None


def test_steps_however_written_and_lanes_that_are_one_are_not_guessed() -> None:
    rows = (
        ("Step", "MA", "MS"),
        ("1 - 2", "50,000", "51,000"),
        ("III", "52,000", "53,000"),
        ("10+", "1", "2"),
    )
    grid = read_grid(rows)
    assert grid is not None
    assert grid.steps == ("1-2", "iii", "10+")
    assert grid.cell("1-2", "MS") == 5_100_000 and grid.cell("Step III", "ma") == 5_200_000
    assert grid.cell("III", "Masters") is None


@pytest.mark.parametrize(
    "rows",
    [
        (("Grade", "Most"), ("1", "20"), ("2", "25")),
        (("Name", "Amount"), ("Football", "$5,000"), ("Chess", "$900")),
        (("Step", "BA"), ("1", "50,000")),
        (),
    ],
)
def test_other_tables_are_no_schedules(rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_grid(rows) is None


def test_dated_from_the_line_above_and_in_effect_from_that_day() -> None:
    base = text(AGREEMENT)
    assert [s.effective for s in base.schedules] == [date(2014, 9, 1), date(2015, 11, 1)]
    assert [s.citation for s in base.schedules] == ["VIII.A", "VIII.A"]
    assert in_effect(base.schedules, date(2014, 8, 31)) is None
    first, second = (in_effect(base.schedules, day) for day in (date(2015, 10, 31), date(2015, 11, 1)))
    assert first is not None
    assert first.cell("2", "MA") == 6_600_000
    assert second is not None
    assert second.cell("2", "Masters") == 7_260_000


@pytest.mark.parametrize(
    ("heading", "days"),
    [
        ("Effective September 1, 2010 – November 1, 2011", [date(2010, 9, 1), date(2011, 11, 1)]),
        ("9/1/2010-10/31/2011", [date(2010, 9, 1), date(2011, 10, 31)]),
        ("Sept. 1st, 2012 and 2013-07-01", [date(2012, 9, 1), date(2013, 7, 1)]),
        ("the 1st day of July, 2027 to 30 June 2028", [date(2027, 7, 1), date(2028, 6, 30)]),
        (
            "the thirty-first of August 2027; Twenty first day of May 2028",
            [date(2027, 8, 31), date(2028, 5, 21)],
        ),
        ("2/30/2011 or the 3rd", []),
    ],
)
def test_dates_in_headings(heading: str, days: list[date]) -> None:
    assert list(dates_in(heading)) == days


def test_school_years() -> None:
    assert school_year_in("for the 2015–16 school year") == 2015
    assert school_year_in("from 2010-2016") is None
    assert (year_label(2015), year_label(1999)) == ("2015-16", "1999-00")
    calendar = Calendar()
    assert (calendar.school_year(date(2015, 8, 31)), calendar.school_year(date(2015, 9, 1))) == (2014, 2015)
    assert calendar.share(2015, date(2015, 11, 1)) * 10 == 8


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("BA", "ba"),
        ("Bachelor's", "ba"),
        ("B+15", "ba+15"),
        ("BA Only", "ba"),
        ("Ma + 24 Hrs", "ma+24"),
        ("Masters", "ma"),
        ("Doctorate", "doc"),
        ("Ph.D.", "doc"),
        ("Base", "base"),
        ("B", "b"),
        ("D", "d"),
        ("Hourly rate", "hourlyrate"),
    ],
)
def test_lanes_however_spelled(printed: str, key: str) -> None:
    assert lane_key(printed) == key


@given(st.integers(0, 10**9))
def test_money_is_whole_cents(amount: int) -> None:
    dollars, rest = divmod(amount, 100)
    assert money(f"${dollars:,}.{rest:02}") == amount


@given(st.fractions(), st.integers(1, 100))
def test_half_up_is_the_nearest_multiple_halves_away_from_zero(value: Fraction, unit: int) -> None:
    found = half_up(value, unit)
    assert found % unit == 0
    assert abs(found - value) * 2 <= unit
    if abs(found - value) * 2 == unit:
        assert abs(found) > abs(value)


def appendix(letter: str, day: str, rate: str) -> str:
    table = f"| Step | BA |\n| --- | --- |\n| 1 | {rate} |\n| 2 | 90,000 |\n"
    return f"# **Appendix {letter}** Salary Schedule {day}\n\n{table}\n"


def test_dated_tables_each_in_an_appendix_of_its_own_are_one_family() -> None:
    three = text(
        appendix("A", "July 1, 2023", "50,000")
        + appendix("B", "December 1, 2023", "51,000")
        + appendix("C", "January 1, 2025", "52,000")
    )
    family = family_of(Pay(schedule="Appendix A", step="1", lane="BA"), three.schedules)
    assert not isinstance(family, str)
    assert [s.grid.cell("1", "BA") for s in family] == [5_000_000, 5_100_000, 5_200_000]


def test_two_schedules_of_one_date_are_told_apart_by_clause_or_not_at_all() -> None:
    two = text(appendix("A", "July 1, 2023", "50,000") + appendix("B", "July 1, 2023", "61,000"))
    family = family_of(Pay(schedule="Appendix B", step="1", lane="BA"), two.schedules)
    assert not isinstance(family, str) and [s.grid.cell("1", "BA") for s in family] == [6_100_000]
    assert "several schedules" in str(family_of(Pay(schedule="IX", step="1", lane="BA"), two.schedules))
    assert "no salary schedule" in str(family_of(Pay(schedule="IX", step="7", lane="BA"), two.schedules))


PRINTED = (
    "| Step | BA | MA |\n| --- | --- | --- |\n| 1 | 50,000 | 55,000 |\n| 2 | 51,000 | 56,000 |\n| L-15 | 52,000 | 57,000 |",
    "| Step | BA | MA |\n| --- | --- | --- |\n| Step 1 (0-1) | $50,000 | $55,000 |\n| 02 | 51,000 | 56,000 |\n| L-15 | 52,000.00 | 57,000 |",
    "| Lane | 1 | 2 | L-15 |\n| --- | --- | --- | --- |\n| BA | 50,000 | 51,000 | 52,000 |\n| MA | 55,000 | 56,000 | 57,000 |",
    "| Step | Index | BA | Index | MA |\n| --- | --- | --- | --- | --- |\n| 1 | 1.00 | 50,000 | 1.10 | 55,000 |\n"
    "| 2 | 1.02 | 51,000 | 1.12 | 56,000 |\n| L-15 | 1.04 | 52,000 | 1.14 | 57,000 |",
    "| Step | BA | MA | Step | BA | MA |\n| --- | --- | --- | --- | --- | --- |\n"
    "| 1 | 50,000 | 55,000 | L-15 | 52,000 | 57,000 |\n| 2 | 51,000 | 56,000 | | | |",
)


@pytest.mark.parametrize(
    "table", PRINTED, ids=["plain", "bracketed", "turned", "with an index", "beside itself"]
)
def test_a_schedule_in_many_dresses_has_the_same_cells(table: str) -> None:
    page = "- **A.** Pay\n\n  Effective July 1, 2026\n\n" + "".join(
        f"  {line}\n" for line in table.split("\n")
    )
    (found,) = text(page).schedules
    want = {"1": (50_000, 55_000), "2": (51_000, 56_000), "L-15": (52_000, 57_000)}
    for step, rates in want.items():
        assert tuple(found.cell(step, lane) for lane in ("BA", "Master's")) == tuple(
            100 * rate for rate in rates
        )


def test_steps_printed_from_the_top_down_go_up() -> None:
    table = "  | Step | BA |\n  | --- | --- |\n  | 3 | 52,000 |\n  | 2 | 51,000 |\n  | 1 | 50,000 |\n"
    (found,) = text(f"- **A.** Pay\n\n  Effective July 1, 2026\n\n{table}").schedules
    assert found.grid.steps == ("1", "2", "3") and found.cell("3", "BA") == 52_000_00


def test_classes_lettered_and_columns_in_roman_numbers_stay_as_printed() -> None:
    table = (
        "  | Class | I | II |\n  | --- | --- | --- |\n  | A | 50,000 | 52,000 |\n  | B | 55,000 | 57,000 |\n"
    )
    (found,) = text(f"- **A.** Pay\n\n{table}").schedules
    assert found.cell("B", "I") == 55_000_00


def test_nobody_goes_up_to_a_row_beyond_the_steps() -> None:
    table = "  | Step | BA |\n  | --- | --- |\n  | 1 | 50,000 |\n  | 2 | 51,000 |\n  | Longevity | 900 |\n  | L-15 | 52,000 |\n"
    page = f"- **A.** Pay\n\n  Effective September 1, 2025\n\n{table}"
    model = read_model(
        {
            "salary_model/terms.yaml": "terms: [{id: pay, kind: schedule-pay, pay: {schedule: A}}]",
            "salary_model/scattergram.csv": "step,lane,fte\n1,BA,1\n2,BA,1\nL-15,BA,1\n",
            "salary_model/movement.yaml": "movement: [{as_of: 2025-10-01, source: x}]",
        }
    )
    (group,) = units(text(page), model, 2).units
    # 50,000 + 51,000 + 52,000; a year later both on step 2 and the third where it was
    assert [year.total.salary for year in group.years] == [153_000_00, 154_000_00]
