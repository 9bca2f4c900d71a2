"""What one version of the language costs against another, by school year.

Rates are as the schedules of each text print them, the last carried on; the staff moves as
``movement.yaml`` says, or stays. Every term's money is exact until its component's difference is
rounded to the cent, once a year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from negotiate.common.errors import BadInput
from negotiate.costing.assumptions import assumptions
from negotiate.costing.dates import year_label
from negotiate.costing.model import Model
from negotiate.costing.pairs import Exact, Pair, Priced
from negotiate.costing.report import Conflict, CostReport, NotCosted, UnpricedTerm, YearCost
from negotiate.costing.rounding import half_up
from negotiate.costing.staff import CAST_FORWARD, TURNOVER
from negotiate.costing.versions import TextInputs

_NOTHING = Fraction(0)


def cost(
    version: TextInputs,
    against: TextInputs,
    model: Model,
    years: int = 3,
    not_costed: Iterable[NotCosted] = (),
    *,
    beside: bool = False,
) -> CostReport:
    """What ``version`` costs more than ``against`` in each of ``years`` school years.

    ``not_costed`` is what :func:`negotiate.costing.uncosted.not_costed` found in their redline;
    ``beside`` states the totals of the other method as well, where the model knows of turnover.
    Raises :class:`BadInput` where the first year cannot be told.
    """
    years_asked(years)
    first = first_year(version, against, model)
    pair = Pair(version, against, model, range(first, first + years))
    priced: list[Priced] = []
    unpriced: list[UnpricedTerm] = []
    conflicts: list[Conflict] = []
    for term in model.terms:
        outcome = pair.term(term)
        if isinstance(outcome, Priced):
            priced.append(outcome)
        elif isinstance(outcome, UnpricedTerm):
            unpriced.append(outcome)
        elif outcome is not None:
            conflicts.append(outcome)
            place = outcome.places[0].citation if outcome.places else term.clause
            unpriced.append(UnpricedTerm(term.id, place, outcome.reason))
    # A sum of nothing but unchanged terms, beside terms without a price, would read as "no cost".
    summed = not conflicts and (not unpriced or any(any(item.exact) for item in priced))
    other = other_method(model) if beside else None
    return CostReport(
        version.name,
        against.name,
        model.method,
        tuple(_year(at, year, priced, model, summed) for at, year in enumerate(pair.span)),
        tuple(item.cost for item in priced),
        tuple(unpriced),
        tuple(conflicts),
        tuple(not_costed),
        assumptions(pair),
        (
            ("text", version.digest),
            ("against", against.digest),
            ("text_commit", version.commit),
            ("against_commit", against.commit),
            ("model", model.digest),
        ),
        beside=() if other is None else _beside(cost(version, against, other, years)),
        other_method="" if other is None else other.method,
    )


def _beside(report: CostReport) -> tuple[int | None, ...]:
    return tuple(year.total_cents for year in report.years)


@lru_cache(maxsize=16)
def other_method(model: Model) -> Model | None:
    """The model of the method that is not asked for; None where no turnover is entered."""
    if not any(one.leave for one in model.movement):
        return None
    return replace(model, method=CAST_FORWARD if model.method == TURNOVER else TURNOVER)


def with_method(model: Model, method: str) -> Model:
    """The model costed by the method named. Raises :class:`BadInput` without its data."""
    if model.method == method:
        return model
    other = other_method(model)
    if other is None:
        raise BadInput(
            "no turnover is entered",
            where="salary_model/movement.yaml",
            do="give `leave` and `hire` of a group",
        )
    return other


def years_asked(years: int) -> None:
    """Raises :class:`BadInput` unless costs can be stated for so many school years: 1 to 10."""
    if not 1 <= years <= 10:
        raise BadInput(f"costs are stated for 1 to 10 years, not {years}", do="give --years 3")


def first_year(version: TextInputs, against: TextInputs, model: Model) -> int:
    """The first school year costed: the calendar's, or the first that the last schedule compared with pays in
    (one effective on July 1 pays nothing in a year whose pay months end in June)."""
    if model.calendar.first_year is not None:
        return model.calendar.first_year
    for text in (against, version):
        dates = [s.effective for s in text.schedules if s.effective is not None]
        if dates:
            return model.calendar.first_paid(max(dates))
    raise BadInput(
        "the first school year to cost is not known: no table of the agreement is dated",
        where="agreement.yaml",
        do="write `first_year: 2026` under `school_year:`",
    )


def _year(at: int, year: int, priced: Sequence[Priced], model: Model, summed: bool) -> YearCost:
    components = _components([(item, item.exact) for item in priced], at, model)
    if not summed:
        return YearCost(year_label(year), None, components)
    total = sum(cents for _, cents in components)
    once = _components([(item, item.exact) for item in priced if item.once], at, model)
    late = _components([(item, item.late) for item in priced], at, model)
    return YearCost(
        year_label(year),
        total,
        components,
        sum(cents for _, cents in once),
        sum(cents for _, cents in late),
    )


def _components(items: Sequence[tuple[Priced, Exact]], at: int, model: Model) -> tuple[tuple[str, int], ...]:
    """(component, cents): each rounded once, roll-up as one more."""
    sums: dict[str, Fraction] = {}
    rolled = _NOTHING
    for item, exact in items:
        sums.setdefault(item.component, _NOTHING)
        if exact[at]:
            sums[item.component] += exact[at]
            rolled += exact[at] * rolled_up(model, item.pay_kind)
    if model.rates and items:
        sums["roll-up"] = rolled
    return tuple([(name, half_up(value)) for name, value in sums.items()])


@lru_cache(maxsize=64)
def rolled_up(model: Model, pay_kind: str) -> Fraction:
    """What a dollar of the kind of pay drags along."""
    return sum((rate.percent for rate in model.rates if pay_kind in rate.applies_to), _NOTHING) / 100
