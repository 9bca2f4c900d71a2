"""Base pay: the schedule's cells × the scattergram's FTE. A raise shows as changed tables."""

from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Found, Plain, Setting, Unpriced
from negotiate.costing.pay import family_of
from negotiate.costing.payroll import NoRate, Paid, cells_of, payroll
from negotiate.costing.staff import StepRule
from negotiate.costing.terms import Term


class SchedulePay(Plain):
    """All who are paid on one schedule (``pay.schedule``), by their ``group`` of the scattergram.

    The tables are its language; phrases, if any, are its raises in words (``effective {date},
    each salary shall be increased by {percent}%``), which make the tables that are not printed.
    The staff moves from year to year as ``movement.yaml`` says.
    """

    name: ClassVar[str] = "schedule-pay"
    component: ClassVar[str] = "base pay"
    unit: ClassVar[str] = "FTE"
    holes: ClassVar[tuple[str, ...]] = ("date", "percent")
    keys: ClassVar[tuple[str, ...]] = ("group", "rounds_to")
    needs: ClassVar[tuple[str, ...]] = ("pay",)
    spared: ClassVar[tuple[str, ...]] = ("phrases",)
    pay_kind: ClassVar[str] = "salary"
    many: ClassVar[bool] = True
    schedule: ClassVar[bool] = True

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:  # noqa: ARG002
        """FTE on the schedule."""
        cells = cells_of(setting.model, term.group)
        if not cells:
            group = f" of group {term.group!r}" if term.group else ""
            known = ", ".join(
                dict.fromkeys(repr(cell.group) for cell in setting.model.scattergram if cell.group)
            )
            beside = f"; it has the groups {known}: name the term's `group:`" if known else ""
            raise Unpriced(f"no scattergram{group} is entered (salary_model/scattergram.csv{beside})")
        return sum((cell.fte for cell in cells), Fraction(0))

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """Σ FTE × the year's blended rate of each cell."""
        paid = paid_by(term, setting)
        try:
            return payroll(setting.model, paid, year)
        except NoRate as gap:
            assert term.pay is not None
            family = family_of(term.pay, setting.schedules)
            where = family if isinstance(family, str) else family[0].citation
            raise Unpriced(f"the schedule of {where} gives no rate for {gap}") from None


def paid_by(term: Term, setting: Setting) -> Paid:
    """Who is paid by which tables under a schedule-pay term. Raises :class:`Unpriced`."""
    assert term.pay is not None
    family = family_of(term.pay, setting.schedules)
    if isinstance(family, str):
        raise Unpriced(family)
    dated = tuple((schedule.grid, schedule.effective) for schedule in family)
    return Paid(term.group, dated, dict(setting.rules).get(term.id, StepRule()), term.pay.units)
