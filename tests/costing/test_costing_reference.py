"""Base pay against a plain per-person calculation, cent for cent, over random inputs.

The reference below knows months, people and printed rates, and nothing of `costing`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from costing_texts import text
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.costing.dates import Calendar
from negotiate.costing.engine import cost
from negotiate.costing.model import Model
from negotiate.costing.staff import Cell
from negotiate.costing.terms import read_terms


@dataclass(frozen=True)
class Case:
    """A grid of dollars, whole FTE in each cell, and raises by (year, month, per cent)."""

    grid: list[list[int]]
    people: list[list[int]]
    raises: list[tuple[int, int, Decimal]]
    pay_months: int


def plain_cost(case: Case, raises: list[tuple[int, int, Decimal]], year: int) -> Fraction:
    """Dollars paid to every person, month by month, in the school year that begins in ``year``."""
    total = Fraction(0)
    for row, heads in zip(case.grid, case.people, strict=True):
        for start, many in zip(row, heads, strict=True):
            for _person in range(many):
                for at in range(case.pay_months):
                    month = date(year + (8 + at) // 12, (8 + at) % 12 + 1, 1)
                    rate = Decimal(start)
                    for begins, in_month, percent in sorted(raises):
                        if date(begins, in_month, 1) <= month:
                            rate = (rate * (1 + percent / 100)).quantize(Decimal(1), ROUND_HALF_UP)
                    total += Fraction(rate) / case.pay_months
    return total


MONTHS = st.integers(1, 12)
RAISES = st.lists(
    st.tuples(st.integers(2021, 2022), MONTHS, st.decimals("0", "9.75", places=2)),
    max_size=3,
    unique_by=lambda raise_: raise_[:2],
)
CASES = st.builds(
    Case,
    st.lists(st.lists(st.integers(20_000, 120_000), min_size=2, max_size=2), min_size=2, max_size=3),
    st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=3, max_size=3),
    RAISES,
    st.integers(9, 12),
)
TERMS = """\
terms:
  - id: pay
    kind: schedule-pay
    phrases: [{text: "effective {date}, each salary shall be increased by {percent}%"}]
    rounds_to: dollar
    pay: {schedule: A}
"""
NAMES = "January February March April May June July August September October November December".split()


HEAD = """\
- **A.** Pay

  Effective September 1, 2020

  | Step | BA | MA |
  | --- | --- | --- |
"""


def page(case: Case, raises: list[tuple[int, int, Decimal]]) -> str:
    rows = "".join(f"  | {at} | {row[0]:,} | {row[1]:,} |\n" for at, row in enumerate(case.grid, 1))
    stated = ""
    for at, (year, month, percent) in enumerate(raises):
        day = f"{NAMES[month - 1]} 1, {year}"
        stated += f"\n- **{at}.** Effective {day}, each salary shall be increased by {percent}%.\n"
    return HEAD + rows + stated


@given(CASES)
@settings(max_examples=examples(60), deadline=None)
def test_counts_per_cell_equal_a_calculation_per_person(case: Case) -> None:
    people = case.people[: len(case.grid)]
    case = Case(case.grid, people, case.raises, case.pay_months)
    cells = tuple(
        Cell("", str(step), lane, Fraction(many))
        for step, row in enumerate(people, 1)
        for lane, many in zip(("BA", "MA"), row, strict=True)
    )
    months = tuple((8 + at) % 12 + 1 for at in range(case.pay_months))
    model = Model(
        scattergram=cells,
        terms=read_terms(TERMS, "terms.yaml"),
        calendar=Calendar(9, months, 2020),
    )
    report = cost(text(page(case, case.raises), "draft"), text(page(case, [])), model, 3)
    for year, found in zip((2020, 2021, 2022), report.years, strict=True):
        exact = (plain_cost(case, case.raises, year) - plain_cost(case, [], year)) * 100
        assert found.total_cents == int(exact + Fraction(1, 2)), (year, float(exact))
