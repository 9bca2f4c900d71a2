"""Every series of yearly raises within bounds, priced at once: what else the same money would buy.

A raise is on all cells of one schedule from the school year's first pay month, rounded by the agreement's
rule; the cost is over the same text without it, with what pay drags along.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from negotiate.common.errors import BadInput
from negotiate.costing.dates import year_label
from negotiate.costing.engine import first_year, rolled_up, years_asked
from negotiate.costing.kinds import KINDS, Unpriced
from negotiate.costing.kinds.schedule_pay import paid_by
from negotiate.costing.model import Model
from negotiate.costing.pairs import Pair
from negotiate.costing.rounding import RoundTo
from negotiate.costing.rules import rule_of
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs

MOST = 200_000  # series; each is a line of numbers in memory


@dataclass(frozen=True, slots=True)
class Series:
    """One series: per cents by year, what it costs with roll-up in cents by year."""

    percents: tuple[Fraction, ...]
    cents: tuple[int, ...]

    @property
    def total(self) -> int:
        """Cents over all years."""
        return sum(self.cents)

    @property
    def even(self) -> bool:
        """Whether every year's raise is the same."""
        return len(set(self.percents)) == 1


@dataclass(frozen=True, slots=True)
class AllSeries:
    """Every series on the schedule of one term, dearest first, and by which method."""

    text: str
    term: str
    method: str
    years: tuple[str, ...]
    series: tuple[Series, ...]


def all_series(
    text: TextInputs, model: Model, term_id: str, bounds: tuple[Fraction, Fraction, Fraction], years: int = 3
) -> AllSeries:
    """Every series of per cents from the first to the second of ``bounds``, by the third.

    Raises :class:`BadInput` where the schedule cannot be priced, or the series are too many.
    """
    import numpy as np

    from negotiate.costing.scenarios import outcomes, staffing

    low, high, by = bounds
    if not 0 <= low <= high or by <= 0 or (by * 100).denominator != 1 or (low * 100).denominator != 1:
        raise BadInput(
            "per cents are whole hundredths, the lower first", do="such as --low 0 --high 4 --by 0.5"
        )
    years_asked(years)
    steps = int((high - low) / by) + 1
    if steps**years > MOST:
        raise BadInput(
            f"{steps:,} raises in each of {years} years are {steps**years:,} series",
            do=f"at most {MOST:,}: give a greater --by",
        )
    term = pay_term(model, term_id)
    if model.calendar.each_person:
        raise BadInput(
            "many raises at once are rounded by the component, not by the person",
            where="agreement.yaml",
            do="price a single one with `negotiate schedule raise`",
        )
    first = first_year(text, text, model)
    pair = Pair(text, text, model, range(first, first + years))
    try:
        paid = paid_by(term, pair.side(term).setting)
    except Unpriced as reason:
        raise BadInput(str(reason), where=term.place) from None
    rule = rule_of(term, dict(model.rounding))
    if not isinstance(rule, RoundTo):
        raise BadInput(rule, where="agreement.yaml", do="write `rounding: {schedule: half-up-dollar}`")
    choices = [int((low + by * at) * 100) for at in range(steps)]
    points = list(product(choices, repeat=years))
    found = outcomes(
        staffing(model, paid, pair.span),
        np.array(points, dtype=np.int64),
        rule,
        rolled_up(model, term.pay_kind),
    )
    made = (
        Series(tuple(Fraction(one, 100) for one in row), tuple(cents))
        for row, cents in zip(points, found.totals.tolist(), strict=True)
    )
    ordered = sorted(made, key=lambda one: (-one.total, one.percents))
    return AllSeries(text.name, term.id, model.method, tuple(map(year_label, pair.span)), tuple(ordered))


def pay_term(model: Model, term_id: str) -> Term:
    """The schedule-pay term of that id, or the only one. Raises :class:`BadInput`."""
    found = [term for term in model.terms if KINDS[term.kind].schedule and term_id in ("", term.id)]
    if len(found) != 1:
        have = ", ".join(term.id for term in model.terms if KINDS[term.kind].schedule) or "none"
        what = f"no schedule-pay term is called {term_id!r}" if term_id else "which schedule is raised?"
        raise BadInput(what, where="salary_model/terms.yaml", do=f"name one of: {have}")
    return found[0]
