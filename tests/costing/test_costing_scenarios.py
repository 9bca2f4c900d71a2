"""Many raises at once equal each one by itself: against fractions cell by cell, and against the engine."""

from fractions import Fraction

import numpy as np
import pytest
from costing_texts import text
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.common.errors import BadInput
from negotiate.costing.engine import cost, rolled_up
from negotiate.costing.kinds import Setting
from negotiate.costing.kinds.schedule_pay import paid_by
from negotiate.costing.model import Model, read_model
from negotiate.costing.payroll import Paid
from negotiate.costing.rounding import RoundTo
from negotiate.costing.scenarios import Staffing, outcomes, staffing
from negotiate.costing.series import all_series

CELLS = st.lists(st.tuples(st.integers(1_000, 20_000_000), st.integers(0, 300_000)), min_size=1, max_size=6)
SERIES = st.lists(st.lists(st.integers(-500, 2_000), min_size=3, max_size=3), min_size=1, max_size=4)


def plain(cells: list[tuple[int, int]], scale: int, points: list[int], unit: int) -> list[int]:
    """Cents added in each year, with fractions and one cell at a time."""
    out, rates = [], [rate for rate, _ in cells]
    for point in points:
        rates = [
            int(Fraction(rate * (10_000 + point), 10_000 * unit) + Fraction(1, 2)) * unit for rate in rates
        ]
        parts = [
            Fraction((rate - first) * many, scale) for rate, (first, many) in zip(rates, cells, strict=True)
        ]
        added = sum(parts, Fraction(0))
        out.append(int(abs(added) + Fraction(1, 2)) * (-1 if added < 0 else 1))
    return out


@given(CELLS, SERIES, st.sampled_from([1, 100, 1000]), st.sampled_from([1, 10, 1000]))
@settings(deadline=None)
def test_every_cell_of_every_scenario_is_rounded_as_fractions_round_it(
    cells: list[tuple[int, int]], series: list[list[int]], unit: int, scale: int
) -> None:
    counts = np.array([[many for _, many in cells]] * 3, dtype=np.int64)
    group = Staffing(np.array([rate for rate, _ in cells], dtype=np.int64), counts, scale, Fraction(1))
    found = outcomes(group, np.array(series), RoundTo(unit))
    assert found.raises.tolist() == [plain(cells, scale, points, unit) for points in series]


@given(CELLS, SERIES, st.integers(10**12, 10**30))
@settings(deadline=None, max_examples=50)
def test_counts_too_fine_for_int64_are_summed_as_exactly(
    cells: list[tuple[int, int]], series: list[list[int]], scale: int
) -> None:
    """As a hundred thousand people spread by shares of shares are: parts of a person by the million million."""
    fine = [(rate, many * scale + rate) for rate, many in cells]
    counts = np.array([[many for _, many in fine]] * 3, dtype=object)
    group = Staffing(np.array([rate for rate, _ in cells], dtype=np.int64), counts, scale, Fraction(1))
    found = outcomes(group, np.array(series), RoundTo(1), Fraction(1, 7))
    added = [plain(fine, scale, points, 1) for points in series]
    assert found.raises.tolist() == added and found.raises.dtype == np.int64
    unraised = Fraction(sum(rate * many for rate, many in fine), scale)
    assert found.unraised.tolist() == [int(unraised + Fraction(1, 2))] * 3


PAGE = """\
- **A.** Pay

  Effective September 1, 2025

  | Step | BA | MA |
  | --- | --- | --- |
  | 1 | 50,005 | 54,010 |
  | 2 | 52,135 | 57,015 |
"""
FILES = {
    "agreement.yaml": "school_year: {first_year: 2026}\nrounding: {schedule: half-up-dollar}",
    "salary_model/scattergram.csv": "step,lane,fte\n1,BA,10.4\n1,MA,5\n2,MA,4.25\n",
    "salary_model/rates.yaml": "roll_up: [{name: Medicare, percent: 1.45, applies_to: [salary], source: law}]",
    "salary_model/terms.yaml": 'terms: [{id: pay, kind: schedule-pay, pay: {schedule: A}, phrases: [{text: "effective {date}, salaries shall be increased by {percent}%"}]}]',
    "salary_model/movement.yaml": "movement: [{as_of: 2025-10-01, source: x, lanes: [{from: BA, to: MA, percent: 10}]}]",
}


def group(model: Model) -> Paid:
    return paid_by(model.terms[0], Setting(model, text(PAGE).schedules))


@given(st.lists(st.integers(0, 700), min_size=3, max_size=3))
@settings(deadline=None, max_examples=25)
def test_a_scenario_costs_what_the_same_words_cost(points: list[int]) -> None:
    model = read_model(FILES)
    words = "".join(
        f"\n- **{chr(66 + at)}.** Effective September 1, {2026 + at}, salaries shall be increased by {point / 100:g}%.\n"
        for at, point in enumerate(points)
    )
    report = cost(text(PAGE + words, "draft"), text(PAGE), model, 3)
    ready = staffing(model, group(model), range(2026, 2029))
    found = outcomes(ready, np.array([points]), RoundTo(100), rolled_up(model, "salary"))
    assert [dict(year.components)["base pay"] for year in report.years] == found.raises[0].tolist()
    assert [year.total_cents for year in report.years] == found.totals[0].tolist()


def test_many_staff_moved_by_fine_shares_cost_what_the_same_words_cost() -> None:
    """100,000 people of whom 3.1 per cent change lanes each year: after six years in parts of 10^-18."""
    movement = "movement: [{as_of: 2025-10-01, source: x, lanes: [{from: BA, to: MA, percent: 3.137}]}]"
    staff = "step,lane,fte\n1,BA,61234.7\n1,MA,30000\n2,MA,8765.3\n"
    model = read_model(
        FILES | {"salary_model/movement.yaml": movement, "salary_model/scattergram.csv": staff}
    )
    ready = staffing(model, group(model), range(2026, 2032))
    assert ready.scale > 10**18
    points = [250, 300, 0, 125, 0, 75]
    words = "".join(
        f"\n- **{chr(66 + at)}.** Effective September 1, {2026 + at}, salaries shall be increased by {point / 100:g}%.\n"
        for at, point in enumerate(points)
        if point
    )
    report = cost(text(PAGE + words, "draft"), text(PAGE), model, 6)
    found = outcomes(ready, np.array([points]), RoundTo(100), rolled_up(model, "salary"))
    assert [year.total_cents for year in report.years] == found.totals[0].tolist()


def test_what_cannot_be_reckoned_exactly_is_refused() -> None:
    ready = staffing(read_model(FILES), group(read_model(FILES)), range(2026, 2029))
    with pytest.raises(BadInput, match="beyond"):
        outcomes(ready, np.array([[10**8, 0, 0]]), RoundTo(100))
    with pytest.raises(BadInput, match="half up"):
        outcomes(ready, np.array([[100, 0, 0]]), RoundTo(100, "up"))


def test_every_series_is_there_and_costs_what_its_words_cost() -> None:
    model = read_model(FILES)
    found = all_series(text(PAGE), model, "pay", (Fraction(1), Fraction(2), Fraction(1, 2)), 2)
    assert len(found.series) == 9 and found.years == ("2026-27", "2027-28")
    assert [one.total for one in found.series] == sorted((one.total for one in found.series), reverse=True)
    one = next(each for each in found.series if each.percents == (Fraction(1), Fraction(3, 2)))
    words = (
        "\n- **B.** Effective September 1, 2026, salaries shall be increased by 1%.\n"
        "\n- **C.** Effective September 1, 2027, salaries shall be increased by 1.5%.\n"
    )
    report = cost(text(PAGE + words, "draft"), text(PAGE), model, 2)
    assert tuple(year.total_cents for year in report.years) == one.cents


@pytest.mark.parametrize(
    ("bounds", "years", "said"),
    [
        ((Fraction(2), Fraction(1), Fraction(1)), 3, "the lower first"),
        ((Fraction(0), Fraction(1), Fraction(1, 300)), 3, "whole hundredths"),
        ((Fraction(0), Fraction(9), Fraction(1, 10)), 6, "at most 200,000"),
    ],
)
def test_series_without_bounds_are_refused(
    bounds: tuple[Fraction, Fraction, Fraction], years: int, said: str
) -> None:
    with pytest.raises(BadInput) as fault:
        all_series(text(PAGE), read_model(FILES), "", bounds, years)
    assert said in str(fault.value)
