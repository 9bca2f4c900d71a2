"""Base pay: the schedule's cells × the scattergram's FTE. A raise shows as changed tables."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Setting, Unpriced
from negotiate.costing.model import Cell
from negotiate.costing.pay import family_of
from negotiate.costing.schedules import Weights, year_rate, year_weights
from negotiate.costing.terms import Term


class SchedulePay:
    """All who are paid on one schedule (``pay.schedule``), by their ``group`` of the scattergram.

    It has no phrase: the tables are the language. Same staff, same cells: cast-forward.
    """

    name: ClassVar[str] = "schedule-pay"
    component: ClassVar[str] = "base pay"
    unit: ClassVar[str] = "FTE"
    holes: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ("pay",)

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:  # noqa: ARG002
        """FTE on the schedule."""
        return sum((cell.fte for cell in _cells(term, setting)), Fraction(0))

    def cents(self, term: Term, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """Σ FTE × the year's blended rate of each cell."""
        assert term.pay is not None
        family = family_of(term.pay, setting.schedules)
        if isinstance(family, str):
            raise Unpriced(family)
        total = Fraction(0)
        weights = year_weights(family, year, setting.model.calendar)
        for cell in _cells(term, setting):
            total += cell.fte * _rate(cell, weights, setting, family[0].citation)
        return total * term.pay.units


def _cells(term: Term, setting: Setting) -> list[Cell]:
    cells = [cell for cell in setting.model.scattergram if cell.group == term.group]
    if not cells:
        group = f" of group {term.group!r}" if term.group else ""
        raise Unpriced(f"no scattergram{group} is entered (salary_model/scattergram.csv)")
    return cells


def _rate(cell: Cell, weights: Weights, setting: Setting, citation: str) -> Fraction:
    rate = year_rate(weights, cell.step, cell.lane, setting.model.calendar)
    if rate is None:
        raise Unpriced(
            f"the schedule of {citation} gives no rate for step {cell.step}, lane {cell.lane}, "
            f"where the scattergram has {float(cell.fte):g} FTE"
        )
    return rate
