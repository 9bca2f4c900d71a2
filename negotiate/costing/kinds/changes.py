"""What the language does to a schedule beside raising all of it: each changes the tables of the
schedule-pay term named in ``of``, in whose base pay the money shows."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import ClassVar

from negotiate.costing.grids import Grid, lane_key, step_key
from negotiate.costing.kinds.base import Found, Plain, Setting, Unpriced
from negotiate.costing.rounding import RoundTo
from negotiate.costing.staff import StepRule
from negotiate.costing.terms import Term

Row = tuple[int | None, ...]
Act = Callable[[Fraction], int]


class ScheduleChange(Plain):
    """A dated change of a schedule: :meth:`changed` makes the new grid. Changes of one day are made
    in the order the language states them."""

    component: ClassVar[str] = "base pay"
    unit: ClassVar[str] = "changes"
    keys: ClassVar[tuple[str, ...]] = ("of", "steps", "lanes")
    needs: ClassVar[tuple[str, ...]] = ("of",)
    pay_kind: ClassVar[str] = "salary"
    many: ClassVar[bool] = True

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:  # noqa: ARG002
        """How often the language states it."""
        return Fraction(len(setting.entries))

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """Nothing of its own: the tables it makes are in the base pay."""
        return Fraction(0)

    def changed(self, grid: Grid, term: Term, values: Found, rule: RoundTo) -> Grid:
        """The grid after it. Raises :class:`Unpriced` where the grid has no such step or lane."""
        raise NotImplementedError

    def steps(self, term: Term) -> StepRule:
        """What it says of steps."""
        del term
        return StepRule()


def raised(grid: Grid, percent: Fraction, rule: RoundTo, term: Term | None = None) -> Grid:
    """Every cell (those of the term's ``steps`` and ``lanes`` alone) × (1 + percent / 100)."""
    factor = 1 + percent / 100
    return _each(grid, lambda cell: rule.cents(cell * factor), term)


def _each(grid: Grid, act: Act, term: Term | None) -> Grid:
    steps, lanes = chosen(grid, term)
    cells = tuple(
        tuple(
            act(Fraction(cell)) if cell is not None and row_at in steps and at in lanes else cell
            for at, cell in enumerate(row)
        )
        for row_at, row in enumerate(grid.cells)
    )
    return replace(grid, cells=cells)


def chosen(grid: Grid, term: Term | None) -> tuple[set[int], set[int]]:
    """The rows and columns a change reaches. Raises :class:`Unpriced` for one that is not there."""
    if term is None:
        return set(range(len(grid.steps))), set(range(len(grid.lanes)))
    steps = {_step(grid, step) for step in term.steps} or set(range(len(grid.steps)))
    lanes = {_lane(grid, lane) for lane in term.lanes} or set(range(len(grid.lanes)))
    return steps, lanes


def _step(grid: Grid, step: str) -> int:
    if step == "top":
        return grid.top
    if step_key(step) not in grid.steps:
        raise Unpriced(f"the schedule has no step {step}")
    return grid.steps.index(step_key(step))


def _lane(grid: Grid, lane: str) -> int:
    found = [at for at, name in enumerate(grid.lanes) if lane_key(name) == lane_key(lane)]
    if len(found) != 1:
        raise Unpriced(f"the schedule has no lane {lane}" if not found else f"two lanes are called {lane}")
    return found[0]


class PercentRaise(ScheduleChange):
    """``effective {date}, Step 9 shall be increased by a further {percent}%``: some cells alone."""

    name: ClassVar[str] = "percent-raise"
    holes: ClassVar[tuple[str, ...]] = ("date", "percent")

    def changed(self, grid: Grid, term: Term, values: Found, rule: RoundTo) -> Grid:
        """The cells raised, each rounded."""
        return raised(grid, values["percent"], rule, term)


class FlatRaise(ScheduleChange):
    """``effective {date}, each salary shall be increased by ${amount}``."""

    name: ClassVar[str] = "flat-raise"
    holes: ClassVar[tuple[str, ...]] = ("date", "amount")

    def changed(self, grid: Grid, term: Term, values: Found, rule: RoundTo) -> Grid:
        """The cells with the amount added, each rounded."""
        return _each(grid, lambda cell: rule.cents(cell + values["amount"] * 100), term)


class LaneRule(ScheduleChange):
    """``effective {date}, lane M+15 is lane MA plus ${amount}``; a lane there is not yet is added."""

    name: ClassVar[str] = "lane-rule"
    holes: ClassVar[tuple[str, ...]] = ("date", "amount")
    keys: ClassVar[tuple[str, ...]] = ("of", "lane", "from_lane")
    needs: ClassVar[tuple[str, ...]] = ("of", "lane", "from_lane")

    def changed(self, grid: Grid, term: Term, values: Found, rule: RoundTo) -> Grid:
        """The lane reckoned anew from the other, at every step."""
        source = _lane(grid, term.from_lane)
        more = values["amount"] * 100
        made = [
            None if row[source] is None else rule.cents(Fraction(row[source] or 0) + more)
            for row in grid.cells
        ]
        known = [at for at, name in enumerate(grid.lanes) if lane_key(name) == lane_key(term.lane)]
        at = known[0] if known else len(grid.lanes)
        cells = tuple((*row[:at], new, *row[at + 1 :]) for row, new in zip(grid.cells, made, strict=True))
        if known:
            return replace(grid, cells=cells)
        return replace(grid, cells=cells, lanes=(*grid.lanes, term.lane), other_lanes=(*grid.other_lanes, ()))


class StepDropped(ScheduleChange):
    """``effective {date}, Step 1 is removed``: who stands on it is paid by the next step above."""

    name: ClassVar[str] = "step-dropped"
    holes: ClassVar[tuple[str, ...]] = ("date",)
    keys: ClassVar[tuple[str, ...]] = ("of", "step")
    needs: ClassVar[tuple[str, ...]] = ("of", "step")

    def changed(self, grid: Grid, term: Term, values: Found, rule: RoundTo) -> Grid:  # noqa: ARG002
        """The grid without the step."""
        at = _step(grid, term.step)
        return replace(
            grid,
            steps=(*grid.steps[:at], *grid.steps[at + 1 :]),
            cells=(*grid.cells[:at], *grid.cells[at + 1 :]),
        )

    def steps(self, term: Term) -> StepRule:
        """One step dropped."""
        return StepRule(dropped=frozenset({step_key(term.step)}))


class StepAdded(ScheduleChange):
    """``effective {date}, a Step 10 is added, {percent}% above Step 9``: on top of the schedule."""

    name: ClassVar[str] = "step-added"
    holes: ClassVar[tuple[str, ...]] = ("date", "percent")
    keys: ClassVar[tuple[str, ...]] = ("of", "step")
    needs: ClassVar[tuple[str, ...]] = ("of", "step")

    def changed(self, grid: Grid, term: Term, values: Found, rule: RoundTo) -> Grid:
        """The grid with the step on top."""
        if step_key(term.step) in grid.steps:
            raise Unpriced(f"the schedule has a step {term.step} already")
        factor = 1 + values["percent"] / 100
        top: Row = tuple(None if cell is None else rule.cents(cell * factor) for cell in grid.cells[grid.top])
        at = grid.top + 1
        return replace(
            grid,
            steps=(*grid.steps[:at], step_key(term.step), *grid.steps[at:]),
            cells=(*grid.cells[:at], top, *grid.cells[at:]),
        )

    def steps(self, term: Term) -> StepRule:
        """One step added."""
        return StepRule(added=frozenset({step_key(term.step)}))


class StepDate(ScheduleChange):
    """``shall advance one step on September 1`` (``month: 9``) or ``on the anniversary of
    appointment`` (``month: appointment``): when in the year steps are paid. No figure in it."""

    name: ClassVar[str] = "step-date"
    component: ClassVar[str] = "base pay"
    holes: ClassVar[tuple[str, ...]] = ()
    keys: ClassVar[tuple[str, ...]] = ("of", "month")
    needs: ClassVar[tuple[str, ...]] = ("of", "month")

    def changed(self, grid: Grid, term: Term, values: Found, rule: RoundTo) -> Grid:  # noqa: ARG002
        """The same tables."""
        return grid

    def steps(self, term: Term) -> StepRule:
        """The month steps move in."""
        return StepRule(month=term.month)
