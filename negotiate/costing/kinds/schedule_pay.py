"""Base pay: the schedule's cells × the scattergram's FTE. A raise shows as changed tables."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import ClassVar

from negotiate.costing.grids import Grid
from negotiate.costing.kinds.base import Setting, Unpriced
from negotiate.costing.model import Cell, Model
from negotiate.costing.pay import family_of
from negotiate.costing.schedules import Schedule, Weights, year_rate, year_weights
from negotiate.costing.terms import Term


class SchedulePay:
    """All who are paid on one schedule (``pay.schedule``), by their ``group`` of the scattergram.

    The tables are its language; phrases, if any, are its raises in words (``effective {date},
    each salary shall be increased by {percent}%``), which make the tables that are not printed.
    Same staff, same cells: cast-forward.
    """

    name: ClassVar[str] = "schedule-pay"
    component: ClassVar[str] = "base pay"
    unit: ClassVar[str] = "FTE"
    holes: ClassVar[tuple[str, ...]] = ("date", "percent")
    keys: ClassVar[tuple[str, ...]] = ("group", "rounds_to")
    needs: ClassVar[tuple[str, ...]] = ("pay",)
    pay_kind: ClassVar[str] = "salary"
    many: ClassVar[bool] = True
    added: ClassVar[bool] = False

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:  # noqa: ARG002
        """FTE on the schedule."""
        return sum((cell.fte for cell in _cells(term, setting)), Fraction(0))

    def cents(
        self,
        term: Term,
        values: Mapping[str, Fraction],  # noqa: ARG002
        quantity: Fraction,  # noqa: ARG002
        setting: Setting,
        year: int,
    ) -> Fraction:
        """Σ FTE × the year's blended rate of each cell."""
        assert term.pay is not None
        family = family_of(term.pay, setting.schedules)
        if isinstance(family, str):
            raise Unpriced(family)
        dated = tuple((schedule.grid, schedule.effective) for schedule in family)
        total = _payroll(setting.model, term.group, dated, year)
        if total is None:
            _name_the_gap(
                _cells(term, setting), year_weights(family, year, setting.model.calendar), family[0]
            )
        assert total is not None
        return total * term.pay.units


@lru_cache(maxsize=512)
def _payroll(
    model: Model, group: str, dated: tuple[tuple[Grid, date | None], ...], year: int
) -> Fraction | None:
    """Σ FTE × rate in cents; None where a cell that has FTE has no rate. Kept from keystroke to
    keystroke: the grids of unchanged tables are the same objects."""
    family = [Schedule("", "", effective, None, grid) for grid, effective in dated]
    weights = year_weights(family, year, model.calendar)
    total = Fraction(0)
    for cell in model.scattergram:
        if cell.group == group:
            rate = year_rate(weights, cell.step, cell.lane, model.calendar)
            if rate is None:
                return None
            total += cell.fte * rate
    return total


def _cells(term: Term, setting: Setting) -> list[Cell]:
    cells = [cell for cell in setting.model.scattergram if cell.group == term.group]
    if not cells:
        group = f" of group {term.group!r}" if term.group else ""
        raise Unpriced(f"no scattergram{group} is entered (salary_model/scattergram.csv)")
    return cells


def _name_the_gap(cells: list[Cell], weights: Weights, first: Schedule) -> None:
    for cell in cells:
        if any(schedule is None or schedule.cell(cell.step, cell.lane) is None for schedule, _ in weights):
            raise Unpriced(
                f"the schedule of {first.citation} gives no rate for step {cell.step}, lane {cell.lane}, "
                f"where the scattergram has {float(cell.fte):g} FTE"
            )
