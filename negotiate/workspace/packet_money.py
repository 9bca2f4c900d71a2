"""Money in a packet: only what the team chose to show, headed as its own estimate.

For everyone but the team the names of cost terms, sources and remarks stay behind: they are the
team's own words. What is printed is figures, the method, and what is not in the figures.
"""

from collections.abc import Sequence

from negotiate.agreement.blocks import Agreement
from negotiate.costing.cells import PayTable, pay_tables
from negotiate.costing.engine import cost
from negotiate.costing.report import CostReport
from negotiate.costing.uncosted import not_costed
from negotiate.costing.units import Units, units
from negotiate.packets import model as packets
from negotiate.packets.layout_money import NOT_IN
from negotiate.packets.model import CostRow, Reader
from negotiate.redline.engine import redline
from negotiate.workspace.costs import Costs
from negotiate.workspace.received import Text
from negotiate.workspace.texts import text

_OPEN_ASSUMPTIONS = ("pay months", "rates", "retroactive")


def report_of(
    costs: Costs, names: Sequence[str], agreement: Agreement, commit: str, ground: str
) -> CostReport:
    """What a text costs more than the ``ground`` it is laid over; ``names`` are of the items in it,
    whose own cost terms count."""
    old = text(costs.workspace, ground)
    model = costs.model_for(*names)
    new_inputs = costs.inputs(Text(", ".join(names), agreement, commit))
    old_inputs = costs.inputs(old)
    missed = not_costed(redline(old.placed, new_inputs.placed), new_inputs, old_inputs, model)
    return cost(new_inputs, old_inputs, model, 3, missed, beside=True)


def pay_of(costs: Costs, name: str, agreement: Agreement, commit: str, ground: str) -> tuple[PayTable, ...]:
    """Old and new pay of each cell that a text changes."""
    new, old = Text(name, agreement, commit), text(costs.workspace, ground)
    return pay_tables(costs.inputs(new), costs.inputs(old), costs.model_for(name))


def cost_shown(report: CostReport, reader: Reader) -> packets.Cost:
    """The report as a reader may see it."""
    years = tuple(year.label for year in report.years)
    names = dict.fromkeys(name for year in report.years for name, _ in year.components)
    rows = [
        CostRow(name.capitalize(), tuple(dict(year.components).get(name, 0) for year in report.years))
        for name in names
        if any(dict(year.components).get(name) for year in report.years)
    ]
    totals = tuple(year.total_cents for year in report.years)
    whole = tuple(cents for cents in totals if cents is not None)
    charted = whole if len(whole) == len(totals) else ()
    if charted:
        rows.append(CostRow("Total", charted))
        for label, part in (
            ("of it paid once", tuple(year.one_time for year in report.years)),
            ("of it retroactive", tuple(year.retroactive for year in report.years)),
        ):
            rows += [CostRow(label, part)] if any(part) else []
    return packets.Cost(years, tuple(rows), _notes(report, reader), charted)


def _notes(report: CostReport, reader: Reader) -> tuple[str, ...]:
    notes = [f"Method: {report.method}; more than the agreement in force."]
    if report.caveat:
        notes.append(f"{NOT_IN}{report.caveat}.")
    if reader is Reader.TEAM:
        notes += [f"Unpriced: {one.term} ({one.citation}): {one.reason}" for one in report.unpriced]
        notes += [f"Not costed: {one.citation}: {one.reason}" for one in report.not_costed]
    wanted = None if reader is Reader.TEAM else _OPEN_ASSUMPTIONS
    notes += [f"{name}: {said}" for name, said in report.assumptions if wanted is None or name in wanted]
    return tuple(notes)


def disclosure(costs: Costs, report: CostReport, ground: str) -> packets.Cost:
    """The cost beside the current year and three years out, as public disclosure forms set it: the
    payroll without the settlement, what the settlement adds, and both together."""
    base = units(costs.inputs(text(costs.workspace, ground)), costs.model)
    current = base.units[0].base_year if base.units else ""
    years = tuple(year.label for year in report.years)
    rows: list[CostRow] = []
    before = _before(base) if base.units else ()
    if before:
        rows.append(CostRow("Payroll without the settlement, with roll-up", before))
        moved = (_moved(base, at) for at in range(len(years)))
        rows.append(CostRow("of it pay for step and lane movement", (None, *moved)))
    names = dict.fromkeys(name for year in report.years for name, _ in year.components)
    for name in names:
        cents = tuple(dict(year.components).get(name, 0) for year in report.years)
        rows += [CostRow(f"Settlement: {name}", (None, *cents))] if any(cents) else []
    totals = tuple(year.total_cents for year in report.years)
    added = tuple(cents for cents in totals if cents is not None)
    if len(added) == len(totals):
        rows.append(CostRow("Settlement: total", (None, *added)))
    if before and len(added) == len(totals):
        with_it = [own + more for own, more in zip(before[1:], added, strict=True)]
        rows.append(CostRow("Payroll with the settlement", (before[0], *with_it)))
        rows.append(CostRow("More than the current year", (None, *(cents - before[0] for cents in with_it))))
        share = (_percent(more, own) for more, own in zip(added, before[1:], strict=True))
        rows.append(CostRow("Settlement, share of the payroll", words=("", *share)))
    if base.units:
        jobs = sum(one.fte for one in base.units)
        rows.append(CostRow("Jobs on the schedules (FTE)", words=(f"{float(jobs):,.1f}",)))
    head = (f"{current}, current year" if current else "Current year", *years)
    notes = _notes(report, Reader.BOARD)
    if not before:
        notes = (*notes, "The payroll of the current year is not known: no scattergram is entered.")
    return packets.Cost(head, tuple(rows), notes, added if len(added) == len(totals) else ())


def _before(base: Units) -> tuple[int, ...]:
    """Payroll with roll-up: the current year's, then each year's with the movement that comes anyway."""
    years = range(len(base.units[0].years))
    return (
        sum(one.salary.with_roll_up for one in base.units),
        *(sum(one.years[at].total.with_roll_up for one in base.units) for at in years),
    )


def _moved(base: Units, at: int) -> int:
    """What step and lane movement adds to the pay of one year, without roll-up."""
    return sum(one.years[at].step + one.years[at].lane for one in base.units)


def _percent(more: int, of: int) -> str:
    return f"{100 * more / of:.2f} %" if of else ""
