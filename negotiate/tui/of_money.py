"""What the money screen asks, each answer as paragraphs: scenario, staff, schedules, packages, positions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from negotiate.common.text import printable
from negotiate.costing.output import dollars, fte
from negotiate.costing.report import CostReport
from negotiate.costing.schedules import Schedule
from negotiate.tui.from_cost import years_grid
from negotiate.tui.paragraphs import Flow, Grid, Mark, Paragraph, Run, Runs, flow
from negotiate.tui.room import Desk
from negotiate.workspace.scenario import Knob, Scenario, compare, knobs, schedules
from negotiate.workspace.texts import text

_BAR = 32
_YEARS = 3


@dataclass(frozen=True, slots=True)
class MoneyPage:
    """What there is to choose from: knobs, groups of staff, schedules, packages, items with passes."""

    knobs: tuple[Knob, ...]
    raised: tuple[str, ...]
    first_year: int
    groups: tuple[str, ...]
    schedules: tuple[Schedule, ...]
    packages: tuple[str, ...]
    items: tuple[tuple[str, str], ...]


def money_page(desk: Desk) -> MoneyPage:
    """What the model and the record hold."""
    costs = desk.costs
    model = costs.model
    rows = desk.workspace.rows()
    year = model.calendar.first_year or desk.workspace.now().year
    return MoneyPage(
        knobs(costs),
        schedules(costs),
        year,
        tuple(dict.fromkeys(cell.group for cell in model.scattergram)),
        costs.inputs(text(desk.workspace, "baseline")).schedules,
        tuple(dict.fromkeys(row.package for row in rows if row.package)),
        tuple(
            (row.id, f"{row.number}  {row.title}") for row in rows if row.union_passes + row.district_passes
        ),
    )


# ---- bars --------------------------------------------------------------------------------------


def bars(rows: Sequence[tuple[str, int | None]], beside: Iterable[int | None] = ()) -> list[Paragraph]:
    """A bar a row as long as its cents, and the figure in print; None is said, never drawn as nothing.
    ``beside`` are the cents of other bars in view, so that all of them have one measure."""
    longest = max((abs(each) for each in (*beside, *(one for _, one in rows)) if each is not None), default=0)
    widest = max((len(name) for name, _ in rows), default=0)
    out: list[Paragraph] = []
    for name, cents in rows:
        drawn = "" if cents is None or not longest else "█" * round(abs(cents) / longest * _BAR)
        said = "no total" if cents is None else dollars(cents)
        runs = (
            Run(Mark.LABEL, printable(name).ljust(widest)),
            Run(Mark.CITATION, f"  {'−' if cents is not None and cents < 0 else ''}{drawn}"),
            Run(Mark.TEXT, f" {said}"),
        )
        out.append(Flow(runs, indent=2))
    return out


def scenario_of(wanted: Scenario) -> Callable[[Desk], list[Paragraph]]:
    """What the scenario costs by year, and what each knob brings alone."""

    def ask(desk: Desk) -> list[Paragraph]:
        found = compare(desk.costs, wanted, _YEARS)
        if not found:
            return [
                flow(Mark.STRONG, "Nothing is turned yet.", after=1),
                flow(Mark.NOTE, "enter on a line sets it, + and - turn it; r changes how a ratio is read."),
            ]
        name, whole = found[-1]
        out: list[Paragraph] = [flow(Mark.HEADING, printable(f"{name}: more than the agreement in force"))]
        every = [year.total_cents for _, report in found for year in report.years]
        out += bars([(year.label, year.total_cents) for year in whole.years], every)
        out += [flow(Mark.TEXT, "", after=0), *years_grid(whole)]
        for alone, report in found[:-1]:
            out.append(flow(Mark.STRONG, printable(f"{alone}, alone")))
            out += bars([(year.label, year.total_cents) for year in report.years], every)
        if len(found) > 1:
            out += _interaction(found, every)
        return [*out, *_rests_on(whole)]

    return ask


def _interaction(found: Sequence[tuple[str, CostReport]], every: Sequence[int | None]) -> list[Paragraph]:
    *alone, (_, whole) = found
    rows = []
    for at, year in enumerate(whole.years):
        parts = [report.years[at].total_cents for _, report in alone]
        known = [part for part in parts if part is not None]
        both = year.total_cents is not None and len(known) == len(parts)
        rows.append(
            (year.label, year.total_cents - sum(known) if both and year.total_cents is not None else None)
        )
    return [flow(Mark.STRONG, "Interaction: together less each alone"), *bars(rows, every)]


def _rests_on(report: CostReport) -> list[Paragraph]:
    out: list[Paragraph] = [flow(Mark.STRONG, "It rests on")]
    for name, said in report.assumptions:
        runs = (Run(Mark.LABEL, printable(f"{name}: ")), Run(Mark.NOTE, printable(said)))
        out.append(Flow(runs, indent=2, hang=2))
    return out


def assumptions_of(desk: Desk) -> list[Paragraph]:
    """What every cost rests on, and what the values are."""
    from negotiate.costing.units import units
    from negotiate.costing.units_output import to_text

    costs = desk.costs
    base = text(desk.workspace, "baseline")
    report = costs.compare(base, base, _YEARS)
    values = to_text(units(costs.inputs(base), costs.model_for("baseline"), _YEARS)).split("\n")
    lines = [flow(Mark.TEXT, printable(line.strip()), indent=(len(line) - len(line.lstrip())) // 2, hang=2)
             for line in values if line.strip()]  # fmt: skip
    return [*_rests_on(report), flow(Mark.STRONG, ""), *lines]


# ---- staff and schedules -----------------------------------------------------------------------


def scattergram_of(group: str) -> Callable[[Desk], list[Paragraph]]:
    """The staff of a group by step and lane, in FTE, with sums."""

    def ask(desk: Desk) -> list[Paragraph]:
        cells = [cell for cell in desk.costs.model.scattergram if cell.group == group]
        lanes = list(dict.fromkeys(cell.lane for cell in cells))
        total = _sum(cell.fte for cell in cells)
        rows = [_row(["step", *(lane or "FTE" for lane in lanes), "all"], Mark.STRONG)]
        for step in dict.fromkeys(cell.step for cell in cells):
            here = {cell.lane: cell.fte for cell in cells if cell.step == step}
            said = ["" if lane not in here else fte(here[lane]) for lane in lanes]
            rows.append(_row([step, *said, fte(_sum(here.values()))]))
        sums = [fte(_sum(cell.fte for cell in cells if cell.lane == lane)) for lane in lanes]
        rows.append(_row(["all", *sums, fte(total)], Mark.STRONG))
        head = flow(
            Mark.HEADING, printable(f"{group or 'all staff'}: {fte(total)} FTE by step and lane"), after=1
        )
        return [head, Grid(tuple(rows), after=1)]

    return ask


def _sum(parts: Iterable[Fraction]) -> Fraction:
    return sum(parts, Fraction(0))


def schedule_paragraphs(one: Schedule) -> list[Paragraph]:
    """A schedule as its grid."""
    dated = f", effective {one.effective.isoformat()}" if one.effective is not None else ""
    head = flow(Mark.HEADING, printable(f"{one.citation}  {one.heading}{dated}"), after=1)
    grid = one.grid
    rows = [_row(["step", *(lane or "rate" for lane in one.lanes)], Mark.STRONG)]
    for step, cells in zip(grid.steps, grid.cells, strict=True):
        rows.append(_row([step, *("" if cents is None else plain_cents(cents) for cents in cells)]))
    return [head, Grid(tuple(rows), after=1)]


def plain_cents(cents: int) -> str:
    """An amount with its cents where it has any: ``$52,310`` or ``$21.37``."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${whole:,}" + (f".{rest:02}" if rest else "")


def _row(words: Sequence[str], mark: Mark = Mark.TEXT) -> tuple[Runs, ...]:
    return tuple((Run(mark, printable(word)),) for word in words)


# ---- packages and positions --------------------------------------------------------------------


def package_of(name: str) -> Callable[[Desk], list[Paragraph]]:
    """A package item by item: stand-alone, stacked, last-in, interaction."""

    def ask(desk: Desk) -> list[Paragraph]:
        from negotiate.workspace.packaging import package_costs

        report, parts = package_costs(desk.costs, f"package:{name}", years=_YEARS)
        out: list[Paragraph] = [flow(Mark.HEADING, printable(f"The package {name}"), after=1)]
        stacked, last_in = dict(parts.stacked), dict(parts.last_in)
        for at, label in enumerate(parts.years):
            rows = [_row([label, "alone", "stacked", "last in"], Mark.STRONG)]
            for item, alone in parts.stand_alone:
                three = (alone[at], stacked[item][at], last_in[item][at])
                rows.append(_row([f"item {item}", *map(_said, three)]))
            rows.append(_row(["together", "", _said(parts.total[at]), ""], Mark.STRONG))
            rows.append(_row(["interaction", _said(parts.interaction[at]), "", ""]))
            out.append(Grid(tuple(rows), after=1))
        if report.caveat:
            out.append(flow(Mark.WARN, printable(f"not in the total: {report.caveat}")))
        return [*out, *_rests_on(report)]

    return ask


def positions_of(item: str) -> Callable[[Desk], list[Paragraph]]:
    """Both parties' positions on an item in cents, pass by pass, and how far they are apart."""

    def ask(desk: Desk) -> list[Paragraph]:
        from negotiate.workspace.movements import movement

        (found,) = movement(desk.workspace, [item])
        out: list[Paragraph] = [
            flow(
                Mark.HEADING, printable(f"{found.item.number}  {found.item.title}: first year, pass by pass")
            )
        ]
        every = [row for side in found.sides for row in side.passes]
        ordered = sorted(every, key=lambda row: row.one.at.isoformat() if row.one.at is not None else "")
        out += bars([
            (f"{row.one.at:%d %b}  {row.one.name}" if row.one.at is not None else row.one.name, row.cents)
            for row in ordered
        ])  # fmt: skip
        for row in ordered:
            if row.reason:
                out.append(flow(Mark.WARN, printable(f"{row.one.name}: {row.reason}"), indent=2, hang=2))
        last = [side.passes[-1].cents for side in found.sides if side.passes]
        if len(last) > 1 and last[0] is not None and last[1] is not None:
            out.append(flow(Mark.STRONG, f"apart: {dollars(abs(last[0] - last[1]))}", after=1))
        for side in found.sides:
            for row, move in side.retreats:
                said = f"{row.one.name} goes back from {move.from_pass} at {move.citation}: {move.retreat}"
                out.append(flow(Mark.WARN, printable(said), hang=2))
        return out

    return ask


def apart_in_all(desk: Desk) -> list[Paragraph]:
    """Every item: our position, theirs, and the distance, by year; and all of them together."""
    from negotiate.workspace.packaging import apart

    rows, total = apart(desk.costs, "baseline", _YEARS)
    out: list[Paragraph] = [flow(Mark.HEADING, "Both parties' positions, first year", after=1)]
    cells = [_row(["item", "union", "district", "apart"], Mark.STRONG)]
    cells += [
        _row(
            [f"{one.item}  {one.title}", _said(one.union[0]), _said(one.district[0]), _said(one.distance[0])]
        )
        for one in rows
    ]
    sums = [_said(each[0]) for each in (total.union, total.district, total.distance)]
    cells.append(_row([total.title, *sums], Mark.STRONG))
    out.append(Grid(tuple(cells), after=1))
    for side, cents in (("union", total.union), ("district", total.district)):
        out.append(flow(Mark.STRONG, f"the {side}, all items by year"))
        out += bars(
            [(f"year {at + 1}", each) for at, each in enumerate(cents)], (*total.union, *total.district)
        )
    for one in (*rows, total):
        for side, said in (("union", one.union_left_out), ("district", one.district_left_out)):
            if said:
                out.append(flow(Mark.NOTE, printable(f"{one.title}, {side}: {said}"), hang=2))
    return out


def _said(cents: int | None) -> str:
    return "no total" if cents is None else dollars(cents)
