"""What a group's staff is paid by its schedule in a school year, moved forward from the count.

Exact: counts per spot × the year's rate. With ``each_person`` every person's pay is rounded to
the cent before it is summed.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache

from negotiate.costing.dates import Calendar
from negotiate.costing.grids import Grid
from negotiate.costing.model import Model
from negotiate.costing.rounding import half_up
from negotiate.costing.schedules import Schedule, in_effect, year_rate, year_weights
from negotiate.costing.staff import TURNOVER, Cell, Placed, StepRule, moved, placed

Dated = tuple[tuple[Grid, date | None], ...]


class NoRate(Exception):
    """A spot that has staff and for which the schedule gives no rate."""

    def __init__(self, step: str, lane: str, fte: Fraction) -> None:
        where = f"step {step}, lane {lane}" if lane else f"step {step} without a lane"
        super().__init__(f"{where}, where the scattergram has {float(fte):g} FTE")


@dataclass(frozen=True, slots=True)
class Paid:
    """Who is paid by which tables: a group of the scattergram, dated grids, the rule of steps, and
    ``units``, what one FTE is paid for in a year by a rate (1 for a year's, hours for an hour's)."""

    group: str
    dated: Dated
    rule: StepRule = field(default_factory=StepRule)
    units: Fraction = Fraction(1)

    @property
    def order(self) -> tuple[str, ...]:
        """Every step of every table, lowest first."""
        known: list[str] = []
        for grid, _ in self.dated:
            for at, step in enumerate(grid.steps):
                if step not in known:
                    below = [known.index(one) for one in grid.steps[:at] if one in known]
                    known.insert(max(below) + 1 if below else 0, step)
        return tuple(known)


def cells_of(model: Model, group: str) -> tuple[Cell, ...]:
    """The group's cells of the scattergram."""
    return tuple(cell for cell in model.scattergram if cell.group == group)


@lru_cache(maxsize=1024)
def staff_in(model: Model, paid: Paid, year: int) -> Placed:
    """The group as it stands in the school year: as counted without a movement of its own."""
    movement = model.movement_of(paid.group)
    if movement is None:
        return _after(model, paid.group, ())
    years = range(movement.since + 1, year + 1)
    return _after(model, paid.group, tuple([_steps(paid, each, model.calendar) for each in years]))


@lru_cache(maxsize=1024)
def _after(model: Model, group: str, climbed: tuple[tuple[str, ...], ...]) -> Placed:
    """The group after as many years as there are schedules' steps given: another text's rates do not move
    it otherwise."""
    movement = model.movement_of(group)
    if movement is None or not climbed:
        return placed(cells_of(model, group), model.calendar.each_person)
    before = _after(model, group, climbed[:-1])
    return moved(before, climbed[-1], movement, model.method == TURNOVER)


def _steps(paid: Paid, year: int, calendar: Calendar) -> tuple[str, ...]:
    """The steps there are in the year's last pay month."""
    last = in_effect(_schedules(paid), calendar.months(year)[-1])
    have = last.grid.climbed if last is not None else ()
    return tuple(step for step in paid.order if step in have)


def _schedules(paid: Paid) -> list[Schedule]:
    return [Schedule("", "", effective, None, grid) for grid, effective in paid.dated]


@lru_cache(maxsize=1024)
def payroll(model: Model, paid: Paid, year: int) -> Fraction:
    """Cents of the school year, exact but for each person's own rounding. Raises :class:`NoRate`.

    Kept from keystroke to keystroke: the grids of unchanged tables are the same objects.
    """
    shares = _shares(model, paid, year)
    staff = staff_in(model, paid, year)
    if all(share == 1 for share in shares):
        return paid_at(model, paid, staff, year)
    before = staff_in(model, paid, year - 1)
    total = Fraction(0)
    for month, share in zip(model.calendar.months(year), shares, strict=True):
        for those, part in ((staff, share), (before, 1 - share)):
            if part:
                total += part * _sum(model, paid, those, [(in_effect(_schedules(paid), month), 1)])
    return total / len(shares)


def paid_at(model: Model, paid: Paid, staff: Placed, year: int) -> Fraction:
    """Cents for the staff given, at the year's rates."""
    return _sum(model, paid, staff, list(year_weights(_schedules(paid), year, model.calendar)))


def _shares(model: Model, paid: Paid, year: int) -> list[Fraction]:
    """Which part of the group has made the year's step by each pay month."""
    months = model.calendar.months(year)
    movement = model.movement_of(paid.group)
    if paid.rule.month is None or movement is None or not movement.steps or year <= movement.since:
        return [Fraction(1) for _ in months]
    if paid.rule.month:
        since = date(year + (paid.rule.month < model.calendar.begins), paid.rule.month, 1)
        return [Fraction(month >= since) for month in months]
    order = [(model.calendar.begins - 1 + at) % 12 + 1 for at in range(12)]
    appointed = dict(movement.appointed)
    out = []
    for month in months:
        by_then = order[: order.index(month.month) + 1]
        out.append(sum((appointed.get(each, Fraction(0)) for each in by_then), Fraction(0)))
    return out


def _sum(model: Model, paid: Paid, staff: Placed, weights: list[tuple[Schedule | None, int]]) -> Fraction:
    total = Fraction(0)
    for (step, lane, each), many in staff.items():
        rate = _rate(paid, step, lane, weights, model.calendar)
        if rate is None:
            raise NoRate(step, lane, each * many)
        pay = each * rate * paid.units
        total += many * (half_up(pay) if model.calendar.each_person else pay)
    return total


def cell_rate(paid: Paid, step: str, lane: str, year: int, calendar: Calendar) -> Fraction | None:
    """The school year's rate of one cell in cents as printed; None where a pay month has none."""
    return _rate(paid, step, lane, list(year_weights(_schedules(paid), year, calendar)), calendar)


def _rate(
    paid: Paid, step: str, lane: str, weights: list[tuple[Schedule | None, int]], calendar: Calendar
) -> Fraction | None:
    rate = year_rate(tuple(weights), step, lane, calendar)
    if rate is not None or not (paid.rule.dropped or paid.rule.added):
        return rate
    cents, months = 0, 0
    for schedule, count in weights:
        cell = None if schedule is None else schedule.cell(_settled(paid, step, schedule.grid), lane)
        if cell is None:
            return None
        cents, months = cents + cell * count, months + count
    blended = Fraction(cents, months)
    if calendar.blend and len(weights) > 1:
        return Fraction(half_up(blended, calendar.blend))
    return blended


def _settled(paid: Paid, step: str, grid: Grid) -> str:
    """The step that pays in a table without this one: the next above one dropped, the next below
    one not added yet."""
    order = paid.order
    if step in grid.steps or step not in order:
        return step
    at = order.index(step)
    above = [one for one in order[at:] if one in grid.climbed]
    below = [one for one in order[:at] if one in grid.climbed]
    if step in paid.rule.dropped and above:
        return above[0]
    return below[-1] if step in paid.rule.added and below else step
