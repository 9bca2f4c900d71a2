"""Many raises at once: the payroll of a group under thousands of series of per cents, exactly.

Counts per cell, not people: after the counts are made, time does not grow with head count. Rates
are carried in float64, which is exact here: a cell times its per cent is a whole number below
2^53, and a quotient that far below it cannot round across a whole number (:func:`_exact` holds
the bounds). Sums are int64; where a group's shares are too fine for that, whole numbers of any length,
which take longer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from negotiate.common.errors import BadInput
from negotiate.costing.model import Model
from negotiate.costing.payroll import Paid, staff_in
from negotiate.costing.rounding import RoundTo
from negotiate.costing.schedules import Schedule, in_effect

Ints = NDArray[np.int64]
Counts = NDArray[Any]
"""Whole numbers: int64, or Python's own where those would not hold them."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """A group made ready: ``rates`` in cents by cell, ``counts`` (FTE × ``scale``) by year and cell, of
    any length."""

    rates: Ints
    counts: Counts
    scale: int
    units: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """Cents by scenario and year. ``unraised`` is the payroll without the raises (by year), ``raises``
    what they add to it, ``roll_up`` what those drag along."""

    unraised: Ints
    raises: Ints
    roll_up: Ints

    @property
    def totals(self) -> Ints:
        """What the raises cost with roll-up."""
        return self.raises + self.roll_up


def staffing(model: Model, paid: Paid, years: Sequence[int]) -> Staffing:
    """The group of a scattergram as it stands in each year, on the table in effect before the first.

    Raises :class:`BadInput` where a cell with staff has no rate.
    """
    schedules = [Schedule("", "", day, None, grid) for grid, day in paid.dated]
    last = in_effect(schedules, model.calendar.months(years[0])[0])
    if last is None:
        raise BadInput("no table is in effect before the first year")
    staff: list[dict[tuple[str, str], Fraction]] = []
    for year in years:
        cells: dict[tuple[str, str], Fraction] = {}
        for (step, lane, each), many in staff_in(model, paid, year).items():
            cells[step, lane] = cells.get((step, lane), Fraction(0)) + each * many
        staff.append(cells)
    keys = sorted({key for cells in staff for key in cells})
    rates = [last.cell(step, lane) for step, lane in keys]
    for (step, lane), rate in zip(keys, rates, strict=True):
        if rate is None:
            raise BadInput(f"the schedule gives no rate for step {step}, lane {lane}, where there is staff")
    scale = lcm(*(fte.denominator for cells in staff for fte in cells.values()))
    counts = [[int(cells.get(key, Fraction(0)) * scale) for key in keys] for cells in staff]
    most = max(map(sum, counts), default=0)
    return Staffing(
        np.array([rate or 0 for rate in rates], dtype=np.int64),
        np.array(counts, dtype=np.int64 if most < 2**62 else object).reshape(len(counts), len(keys)),
        scale,
        paid.units,
    )


def outcomes(group: Staffing, basis_points: Ints, rule: RoundTo, rolled: Fraction = Fraction(0)) -> Outcomes:
    """The payrolls under each row of ``basis_points`` (scenarios × years, hundredths of a per cent;
    each year's raise counts from its first month).

    Every cell is raised from the last rounded cell. Raises :class:`BadInput` for rounding other than
    half up, and amounts beyond the exact range.
    """
    if rule.how != "half-up" or rule.parts != 1:
        raise BadInput(f"many raises at once are rounded half up, not {rule.words}")
    points = np.asarray(basis_points, dtype=np.int64)
    grown = _exact(group, points, rule)
    counts = _counted(group, grown)
    unraised = counts @ group.rates
    den = group.scale * group.units.denominator
    num = group.units.numerator
    unit = float(rule.unit)
    rates = np.broadcast_to(group.rates.astype(np.float64), (len(points), len(group.rates))).copy()
    added = np.empty(points.shape, dtype=counts.dtype)
    for year in range(points.shape[1]):
        rates *= (points[:, year] + 10_000).astype(np.float64)[:, None]
        rates /= 10_000.0 * unit
        rates += 0.5
        np.floor(rates, out=rates)
        if unit != 1:
            rates *= unit
        added[:, year] = rates.astype(np.int64) @ counts[year] - unraised[year]
    return Outcomes(
        _half_up(unraised * num, den),
        _half_up(added * num, den),
        _rolled(added, num * rolled.numerator, den * rolled.denominator),
    )


def _counted(group: Staffing, grown: float) -> Counts:
    """The counts as int64 where every sum with rates up to ``grown`` cents stays below 2^61."""
    most = max(map(sum, group.counts.tolist()), default=0) * int(grown + 1) * group.units.numerator
    small = most < 2**61 and group.scale * group.units.denominator < 2**61
    return group.counts.astype(np.int64 if small else object, copy=False)


def _exact(group: Staffing, points: Ints, rule: RoundTo) -> float:
    """The highest rate there can be, in cents, within the bounds in which float64 gives the whole number
    that fractions would.

    q = cell × (10,000 + points) / (10,000 × unit) + 1/2 is a multiple of 1 / (20,000 × unit); the
    three roundings on the way err by less than 2^-51 q in all, which must stay below that.
    """
    grown = (
        float(group.rates.max(initial=0)) * float(np.prod(1 + points.max(axis=0, initial=0) / 10_000))
        + 10_000
    )
    if points.min(initial=0) < -10_000 or grown * 20_000 * rule.unit * 2.0**-51 >= 1:
        raise BadInput(
            "these raises are beyond what is reckoned exactly", do="give per cents from -100 to 1000"
        )
    return grown


def _half_up(num: Counts, den: int) -> Ints:
    whole = (2 * np.abs(num) + den) // (2 * den)
    return np.where(num < 0, -whole, whole).astype(np.int64)


def _rolled(added: Counts, num: int, den: int) -> Ints:
    if not num:
        return np.zeros(added.shape, dtype=np.int64)
    small = den < 2**61 and int(np.abs(added).max(initial=0)) * num < 2**61
    if added.dtype == np.int64 and small:
        return _half_up(added * num, den)
    exact = [[_whole(int(each) * num, den) for each in row] for row in added]
    return np.array(exact, dtype=np.int64)


def _whole(num: int, den: int) -> int:
    whole = (2 * abs(num) + den) // (2 * den)
    return -whole if num < 0 else whole
