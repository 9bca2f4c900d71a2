"""Old and new pay of each cell of a schedule, year by year, and the part of it that is paid later.

What a member looks up: one step and lane, the rate under the agreement compared with and under the
new one. A rate that changes inside a year is blended over its pay months, as the engine does it.
"""

from dataclasses import dataclass
from fractions import Fraction

from negotiate.costing.dates import Calendar, year_label
from negotiate.costing.engine import first_year
from negotiate.costing.kinds import KINDS, Unpriced
from negotiate.costing.kinds.schedule_pay import paid_by
from negotiate.costing.model import Model
from negotiate.costing.pairs import Pair
from negotiate.costing.payroll import Paid, cell_rate
from negotiate.costing.rounding import half_up
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs


@dataclass(frozen=True, slots=True)
class CellPay:
    """One step and lane: rates in cents by year as printed (an hour's or a year's), None where a year
    has none; ``later`` is what of the difference is paid later, for a whole job's year, in cents."""

    step: str
    lane: str
    old: tuple[int | None, ...]
    new: tuple[int | None, ...]
    later: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PayTable:
    """The cells of one group's schedule; ``hourly`` where a rate is not a year's."""

    group: str
    citation: str
    years: tuple[str, ...]
    cells: tuple[CellPay, ...]
    hourly: bool


def pay_tables(new: TextInputs, old: TextInputs, model: Model, years: int = 3) -> tuple[PayTable, ...]:
    """The pay of every group whose cells differ between two texts; a schedule that cannot be told is
    left out. Raises :class:`BadInput` where the first year cannot be told."""
    first = first_year(new, old, model)
    span = range(first, first + years)
    found = (_table(term, new, old, model, span) for term in model.terms if KINDS[term.kind].schedule)
    return tuple(one for one in found if one is not None)


def _table(term: Term, new: TextInputs, old: TextInputs, model: Model, span: range) -> PayTable | None:
    try:
        after = paid_by(term, Pair(new, old, model, span).side(term).setting)
        before = paid_by(term, Pair(old, old, model, span).side(term).setting)
    except Unpriced:
        return None
    last = after.dated[-1][0]
    cells = tuple(
        _cell(before, after, step, lane, model.calendar, span) for step in after.order for lane in last.lanes
    )
    cells = tuple(cell for cell in cells if any(cent is not None for cent in cell.new))
    if all(cell.old == cell.new for cell in cells):
        return None
    where = term.pay.schedule if term.pay is not None else term.clause
    return PayTable(
        term.group or term.id, where, tuple(map(year_label, span)), cells, after.units != Fraction(1)
    )


def _cell(before: Paid, after: Paid, step: str, lane: str, calendar: Calendar, span: range) -> CellPay:
    rates = [
        (cell_rate(before, step, lane, y, calendar), cell_rate(after, step, lane, y, calendar)) for y in span
    ]
    later = tuple(_later(before, after, step, lane, calendar, year) for year in span)
    cents = [
        tuple(None if rate is None else half_up(rate) for rate in side) for side in zip(*rates, strict=True)
    ]
    return CellPay(step, lane, cents[0], cents[1], later)


def _later(before: Paid, after: Paid, step: str, lane: str, calendar: Calendar, year: int) -> int:
    """What of the year's difference falls in pay months before the new pay is first paid."""
    late = calendar.overdue(year)
    if late is None:
        return 0
    rates = [cell_rate(paid, step, lane, year, late) for paid in (before, after)]
    if rates[0] is None or rates[1] is None:
        return 0
    share = Fraction(len(late.pay_months), len(calendar.pay_months))
    return half_up((rates[1] - rates[0]) * share * after.units)
