"""The value of 1 %, of a step, of one FTE, and a group's payroll by year in its parts.

A payroll is taken apart in this order, each part by itself: the base year's staff at the base
year's rates; the steps made since; the changes of lane; who left and who came; the rates since.
"""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from negotiate.costing.assumptions import assumptions
from negotiate.costing.dates import year_label
from negotiate.costing.engine import first_year, rolled_up, years_asked
from negotiate.costing.kinds import KINDS, Unpriced
from negotiate.costing.kinds.schedule_pay import paid_by
from negotiate.costing.model import Model
from negotiate.costing.pairs import Pair
from negotiate.costing.payroll import NoRate, Paid, paid_at, payroll, staff_in
from negotiate.costing.report import UnpricedTerm
from negotiate.costing.rounding import half_up
from negotiate.costing.staff import CAST_FORWARD, Movement
from negotiate.costing.stated import basis
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs


@dataclass(frozen=True, slots=True)
class Money:
    """Cents: the pay alone, and with what it drags along."""

    salary: int
    with_roll_up: int


@dataclass(frozen=True, slots=True)
class PayrollYear:
    """One year of a group's payroll in cents; the parts add up to ``total``."""

    label: str
    base: int
    step: int
    lane: int
    turnover: int
    raises: int
    total: Money

    @property
    def without_movement(self) -> int:
        """The total without step and lane."""
        return self.total.salary - self.step - self.lane


@dataclass(frozen=True, slots=True)
class UnitValue:
    """One group paid by one schedule: the value of 1 % and of one step for all of it, in its base
    year, and its payroll by year."""

    term: str
    group: str
    base_year: str
    fte: Fraction
    salary: Money
    one_percent: Money
    one_step: Money
    years: tuple[PayrollYear, ...]


@dataclass(frozen=True, slots=True)
class JobValue:
    """One FTE of a job in the first year, and where its rate is from."""

    job: str
    term: str
    one_fte: Money
    basis: str


@dataclass(frozen=True, slots=True)
class Units:
    """What the parties reckon with, read from one text; what could not be priced stands beside it."""

    text: str
    method: str
    first_year: str
    units: tuple[UnitValue, ...]
    jobs: tuple[JobValue, ...]
    unpriced: tuple[UnpricedTerm, ...]
    assumptions: tuple[tuple[str, str], ...]
    digests: tuple[tuple[str, str], ...]


def units(text: TextInputs, model: Model, years: int = 3) -> Units:
    """The values of a text. Raises :class:`BadInput` where the first year cannot be told, or ``years`` is
    not 1 to 10."""
    years_asked(years)
    first = first_year(text, text, model)
    pair = Pair(text, text, model, range(first, first + years))
    groups: list[UnitValue] = []
    jobs: dict[tuple[str, Money], JobValue] = {}
    unpriced: list[UnpricedTerm] = []
    for term in model.terms:
        try:
            if KINDS[term.kind].schedule:
                groups.append(_unit(term, pair, model))
            elif term.job and term.pay is not None:
                cents = pair.side(term).setting.rate(term, first)
                found = _money(cents, rolled_up(model, term.pay_kind))
                jobs.setdefault((term.job, found), JobValue(term.job, term.id, found, basis(term)))
        except Unpriced as reason:
            if not term.introduced:
                unpriced.append(UnpricedTerm(term.id, term.clause, str(reason)))
    return Units(
        text.name, model.method, year_label(first), tuple(groups), tuple(jobs.values()), tuple(unpriced),
        assumptions(pair),
        (("text", text.digest), ("text_commit", text.commit), ("model", model.digest)),
    )  # fmt: skip


def _money(cents: Fraction, rolled: Fraction) -> Money:
    return Money(half_up(cents), half_up(cents) + half_up(cents * rolled))


def _unit(term: Term, pair: Pair, model: Model) -> UnitValue:
    side = pair.side(term)
    paid = paid_by(term, side.setting)
    movement = model.movement_of(term.group)
    base = movement.since if movement is not None else pair.span[0]
    rolled = rolled_up(model, term.pay_kind)
    try:
        salary = payroll(model, paid, base)
        up = replace(model, movement=(Movement(term.group, base, date(base, 9, 1)),), method=CAST_FORWARD)
        stepped = _at(up, paid, base + 1, base) - _at(up, paid, base, base)
        years = tuple(_year(model, paid, base, year, rolled) for year in pair.span)
    except NoRate as gap:
        raise Unpriced(f"no rate for {gap}") from None
    fte = side.quantity
    one = _money(salary / 100, rolled)
    return UnitValue(
        term.id,
        term.group or "all",
        year_label(base),
        fte,
        _money(salary, rolled),
        one,
        _money(stepped, rolled),
        years,
    )


def _moved(model: Model, group: str, *, steps: bool, lanes: bool) -> Model:
    """The model with a part of the group's movement alone, cast forward."""
    kept = tuple(
        replace(one, steps=one.steps and steps, flows=one.flows if lanes else ())
        if one.group == group
        else one
        for one in model.movement
    )
    return replace(model, movement=kept, method=CAST_FORWARD)


def _at(model: Model, paid: Paid, staff_of: int, rates_of: int) -> Fraction:
    """The staff of one year at the rates of another."""
    return paid_at(model, paid, staff_in(model, paid, staff_of), rates_of)


def _year(model: Model, paid: Paid, base: int, year: int, rolled: Fraction) -> PayrollYear:
    steps = _moved(model, paid.group, steps=True, lanes=False)
    lanes = _moved(model, paid.group, steps=True, lanes=True)
    exact = [
        _at(model, paid, base, base),
        _at(steps, paid, year, base),
        _at(lanes, paid, year, base),
        _at(model, paid, year, base),
        payroll(model, paid, year),
    ]
    cents = [half_up(value) for value in exact]
    step, lane, turnover, raises = (after - before for before, after in zip(cents, cents[1:], strict=False))
    return PayrollYear(year_label(year), cents[0], step, lane, turnover, raises, _money(exact[-1], rolled))
