"""What a cost rests on, as (what, how) for a person to read."""

from collections.abc import Iterator

from negotiate.costing.kinds import KINDS
from negotiate.costing.pairs import Pair
from negotiate.costing.staff import TURNOVER, Movement


def assumptions(pair: Pair) -> tuple[tuple[str, str], ...]:
    """Staff, months, enrolment, rates and rounding, and what was read in a doubtful way."""
    return tuple(_all(pair))


def _all(pair: Pair) -> Iterator[tuple[str, str]]:
    model, calendar = pair.model, pair.model.calendar
    if not model.movement:
        yield "staff", "the same staff in the same steps and lanes in every year"
    for movement in model.movement:
        yield f"staff{f' ({movement.group})' if movement.group else ''}", _moves(movement, model.method)
    months = len(calendar.pay_months)
    yield "pay months", f"{months}, a rate counts from the month it is in effect on the 1st of"
    if model.enrolment is not None:
        yield "enrolment", f"{model.enrolment.total:,} students in every year"
    dates = [s.effective for s in pair.version.schedules if s.effective is not None]
    if dates and calendar.first_paid(max(dates)) < pair.span[-1]:
        yield "rates", f"those of the last schedules ({max(dates).isoformat()}) carried on"
    if calendar.each_person:
        yield "rounding", "each person's pay to the cent; FTE without persons are whole ones and a part"
    drags = {kind for rate in model.rates for kind in rate.applies_to}
    bare = {term.pay_kind for term in model.terms} - drags - {"contribution", "none"}
    if model.rates and bare:
        yield "roll-up", f"no rate of rates.yaml applies to {', '.join(sorted(bare))}"
    for term in model.terms:
        if KINDS[term.kind].schedule:
            for said in (pair.struck(term), pair.misprints(term)):
                if said:
                    yield f"pay of {term.id}", said
    if calendar.paid_from is None:
        yield "retroactive", "no day of payment is given: nothing is counted as retroactive"
    else:
        yield "retroactive", f"the part of months before {calendar.paid_from.isoformat()}, within the cost"


def _moves(movement: Movement, method: str) -> str:
    parts = [f"as counted on {movement.as_of.isoformat()} ({movement.source})"]
    parts.append("one step up each year" if movement.steps else "no steps are made")
    parts += [f"{float(f.percent):g}% of {f.source} to {f.target} each year" for f in movement.flows]
    if method == TURNOVER and movement.leave:
        hires = ", ".join(f"{float(h.percent):g}% at step {h.step}, lane {h.lane}" for h in movement.hires)
        parts.append(f"{float(movement.leave):g}% leave each year and are replaced: {hires}")
    else:
        parts.append("nobody leaves")
    return "; ".join(parts)
