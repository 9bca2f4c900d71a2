"""A raise on or before the day of the first table that is printed, and staff that two terms would pay."""

from dataclasses import replace
from fractions import Fraction

import pytest
from costing_texts import text

from negotiate.common.errors import BadInput
from negotiate.costing.dates import Calendar
from negotiate.costing.engine import cost
from negotiate.costing.model import Model
from negotiate.costing.report import CostReport
from negotiate.costing.staff import Cell
from negotiate.costing.terms import read_terms

AGREEMENT = """\
# **Article 9** Pay

- ## **9.1** Technicians shall be paid as follows.

  Effective September 1, 2025

  | Step | Lane I | Lane II |
  | --- | --- | --- |
  | 1 | 50,000 | 54,000 |
  | 2 | 52,000 | 56,000 |
"""
TERM = """\
terms:
  - id: technicians
    kind: schedule-pay
    group: technicians
    phrases: [{clause: '9.1', text: "{date}, all salaries shall be increased by {percent}%"}]
    rounds_to: dollar
    pay: {schedule: '9.1'}
"""
MODEL = Model(
    scattergram=(Cell("technicians", "1", "Lane I", Fraction(3)), Cell("technicians", "2", "Lane II", Fraction(2))),
    terms=read_terms(TERM, "terms.yaml"),
    calendar=replace(Calendar(), first_year=2025),
)  # fmt: skip


def raised(day: str, percent: str, table: str = AGREEMENT) -> str:
    return f"{table}\n- ## **9.2** Retroactive to {day}, all salaries shall be increased by {percent}%.\n"


def priced(new: str, old: str = AGREEMENT) -> CostReport:
    return cost(text(new, "draft"), text(old), MODEL, 2)


@pytest.mark.parametrize("day", ["September 1, 2025", "July 1, 2025"])
def test_new_words_that_are_not_in_the_first_table_are_no_raise_for_nothing(day: str) -> None:
    (item,) = priced(raised(day, "2.25")).unpriced
    assert "2.25% from 2025-" in item.reason and "is printed as it was" in item.reason


def test_words_that_stood_beside_it_are_what_it_was_made_by() -> None:
    old = raised("September 1, 2025", "2")
    later = f"{old}\n- ## **9.3** Effective September 1, 2026, all salaries shall be increased by 3%.\n"
    report = priced(later, old)
    # 50,000 × 3 % = 1,500 for three and 56,000 × 3 % = 1,680 for two, in the second year
    assert not report.unpriced
    assert [year.total_cents for year in report.years] == [0, (3 * 1_500 + 2 * 1_680) * 100]


def test_words_with_cells_of_their_own_cost_what_the_cells_say() -> None:
    cells = AGREEMENT
    for was, now in (("50,000", "51,000"), ("54,000", "55,080"), ("52,000", "53,040"), ("56,000", "57,120")):
        cells = cells.replace(was, now)
    report = priced(raised("September 1, 2025", "2", cells))
    assert not report.unpriced
    assert report.years[0].total_cents == (3 * 1_000 + 2 * 1_120) * 100


def test_one_group_is_not_paid_twice_by_one_schedule() -> None:
    second = TERM.removeprefix("terms:\n").replace("id: technicians", "id: again")
    again = TERM + second
    with pytest.raises(BadInput, match="'technicians' already: 'again' would count its pay twice"):
        read_terms(again, "terms.yaml")
    assert (
        len(read_terms(again.replace("id: again", "id: again\n    replaces: technicians"), "terms.yaml")) == 2
    )
    assert len(read_terms(TERM + second.replace("9.1", "9.3"), "terms.yaml")) == 2
