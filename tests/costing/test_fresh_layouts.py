"""Layouts not met before: steps in words, two years side by side, a sheet of people without lanes."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from costing_texts import text

from negotiate.common.errors import BadInput
from negotiate.costing.bind import Wanted, propose_term
from negotiate.costing.dates import Calendar
from negotiate.costing.engine import cost
from negotiate.costing.grids import read_grid
from negotiate.costing.model import Model
from negotiate.costing.scattergram import read_sheet, write_sheet
from negotiate.costing.staff import Cell
from negotiate.costing.terms import read_terms

PAY = """\
# **Article 4** Aides

- ## **A.** Raise

  Effective July 1, 2025, each hourly rate shall be increased by 4%.

- ## **B.** Rates

  Aides are paid an hour:

  | Step | 2024-25 | 2025-26 |
  | --- | --- | --- |
  | One | $17.35 | $18.04 |
  | Two | $18.10 | $18.82 |

- ## **C.** Covering

  An aide who covers a class shall be paid thirty-two dollars ($32.00) for each period.
"""
TERMS = """\
terms:
  - id: aides
    kind: schedule-pay
    group: aides
    phrases: [{clause: 4.A, text: "effective {date}, each hourly rate shall be increased by {percent}%"}]
    rounds_to: cent
    pay: {schedule: 4.B, per: hour, units: 1000}
"""


def test_steps_in_words_are_the_steps_by_number() -> None:
    rows = [("Step", "BA", "MA"), ("Step One", "50,000", "51,000"), ("Second", "52,000", "53,000")]
    rows += [("3rd year", "54,000", "55,000"), ("Twenty-first", "60,000", "61,000")]
    grid = read_grid(tuple(rows))
    assert grid is not None and grid.steps == ("1", "2", "3", "21")
    assert grid.cell("Twenty First", "MA") == 6_100_000 and grid.cell("two", "BA") == 5_200_000
    assert grid.climbed == grid.steps


@pytest.mark.parametrize(
    "rows",
    [
        (("Step", "2024-25 BA", "2024-25 MA", "BA 2025-2026", "MA 2025-26"),),
        (("", "Effective 9/1/2024", "", "Effective 9/1/2025", ""), ("Step", "BA", "MA", "BA", "MA")),
        (
            ("", "2024-25", "2024-25", "2025-26 School Year", "2025-26 School Year"),
            ("", "BA", "MA", "BA", "MA"),
        ),
    ],
)
def test_two_years_side_by_side_are_two_dated_schedules(rows: tuple[tuple[str, ...], ...]) -> None:
    body = (("1", "50,000", "51,000", "52,000", "53,000"), ("2", "54,000", "55,000", "56,000", "57,000"))
    lines = ["| " + " | ".join(row) + " |" for row in (*rows, *body)]
    lines.insert(1, "| --- | --- | --- | --- | --- |")
    found = text("# **Article 4** Pay\n\n- ## **A.** Rates\n\n  " + "\n  ".join(lines) + "\n").schedules
    assert [(one.effective, one.lanes) for one in found] == [
        (date(2024, 9, 1), ("BA", "MA")),
        (date(2025, 9, 1), ("BA", "MA")),
    ]
    assert [one.cell("2", "MA") for one in found] == [5_500_000, 5_700_000]


def test_columns_of_which_one_has_no_date_are_not_taken_apart() -> None:
    lines = ["| Step | 2024-25 | 2025-26 | Other |", "| --- | --- | --- | --- |"]
    lines += ["| 1 | 50,000 | 51,000 | 1,000 |", "| 2 | 52,000 | 53,000 | 1,000 |"]
    (found,) = text("# **Article 4** Pay\n\n- ## **A.** R\n\n  " + "\n  ".join(lines) + "\n").schedules
    assert found.lanes == ("2024-25", "2025-26", "Other")


def test_a_year_of_columns_begins_with_its_raise_or_with_the_school_year() -> None:
    """3 FTE on step 1, 2 on step 2, 1,000 hours: by the rates of 2025-26 from July 1 on
    3,000 × 18.04 + 2,000 × 18.82 = 91,760; a raise of 5% instead of 4%: 18.22 and 19.01, 92,680."""
    model = Model(
        calendar=Calendar(begins=7, pay_months=tuple((6 + at) % 12 + 1 for at in range(12)), first_year=2025),
        scattergram=(Cell("aides", "1", "", Fraction(3)), Cell("aides", "2", "", Fraction(2))),
        terms=read_terms(TERMS, "terms.yaml"),
    )
    base = text(PAY)
    more = PAY.replace("4%", "5%").replace("$18.04", "$18.22").replace("$18.82", "$19.01")
    assert [year.total_cents for year in cost(text(more, "draft"), base, model, 1).years] == [92_000]
    found = cost(text(PAY.replace("4%", "5%"), "draft"), base, model, 1)
    (conflict,) = found.conflicts  # the words and the cells disagree
    assert [one.cents for one in conflict.alternatives] == [(0,), (92_000,)]
    later = replace(model, terms=read_terms(TERMS.replace("phrases", "# phrases"), "terms.yaml"))
    cells = text(PAY.replace("$18.04", "$19.04"), "draft")
    assert [year.total_cents for year in cost(cells, base, later, 1).years] == [300_000]  # all twelve months


def test_a_sum_in_words_before_its_dollars_is_found_again() -> None:
    base = text(PAY)
    wanted = Wanted(id="cover", kind="payment", fields=(("count", "periods"),))
    found = propose_term(base, "4.C", "32", wanted)
    assert found.phrases[0].text.endswith("shall be paid ${amount} for each period")
    assert found.missing == ()


def test_a_schedule_itself_needs_no_cell_and_one_rate_a_step_no_lane() -> None:
    base = text(PAY)
    own = Wanted(id="aides", kind="schedule-pay", schedule="4.B", per="hour", units="1000")
    assert propose_term(base, "4.A", "4", own).missing == ()
    cell = Wanted(id="c", kind="percent-payment", schedule="4.B", step="2", fields=(("count", "x"),))
    assert propose_term(base, "4.A", "4%", cell).missing == ()


def test_people_of_a_schedule_without_lanes() -> None:
    sheet = (
        "Last name,First name,Job,Step,FTE\nQuill,Zeb,Aide,1,0.5\nOtter,Ann,Aide,1,0.5\nVole,Kim,Aide,2,1\n"
    )
    found = read_sheet(sheet, "aides.csv", "aides")
    assert [(cell.step, cell.lane, cell.fte, cell.persons) for cell in found.cells] == [
        ("1", "", Fraction(1), 2),
        ("2", "", Fraction(1), 1),
    ]
    again = read_sheet(write_sheet(found, "made"), "scattergram.csv", strict=True)
    assert again.cells == found.cells


@pytest.mark.parametrize("head", ["Step,Teachers A,BA,Staff", "Step,BA,MA,Staff"])
def test_columns_of_figures_are_never_taken_for_people(head: str) -> None:
    sheet = head + "\n1,2,2,4\n2,1,3,4\n"
    try:
        found = read_sheet(sheet, "grid.csv", "g")
    except BadInput:
        return
    assert found.persons == 0
