"""Payments: an amount × a count. Stipends, differentials, longevity, overage, per event."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Setting
from negotiate.costing.terms import Term


class Payment:
    """``shall be paid ${amount} for each …``: dollars × the ``count`` of a year."""

    name: ClassVar[str] = "payment"
    component: ClassVar[str] = "payments"
    unit: ClassVar[str] = "payments a year"
    holes: ClassVar[tuple[str, ...]] = ("amount",)
    keys: ClassVar[tuple[str, ...]] = ("count",)
    needs: ClassVar[tuple[str, ...]] = ("count",)
    pay_kind: ClassVar[str] = "stipend"
    many: ClassVar[bool] = False
    added: ClassVar[bool] = False

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:  # noqa: ARG002
        """Payments in a year."""
        return setting.count(*term.count)

    def cents(
        self,
        term: Term,  # noqa: ARG002
        values: Mapping[str, Fraction],
        quantity: Fraction,
        setting: Setting,  # noqa: ARG002
        year: int,  # noqa: ARG002
    ) -> Fraction:
        """Amount × count: off the schedule, so that no raise reaches it."""
        return values["amount"] * 100 * quantity
