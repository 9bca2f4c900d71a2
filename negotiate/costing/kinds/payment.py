"""Payments: an amount × a count. Stipends, differentials, longevity, per person, per event."""

from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Found, Payments, Setting
from negotiate.costing.terms import Term


class Payment(Payments):
    """``shall be paid ${amount} for each …``: dollars × the ``count`` of a year."""

    name: ClassVar[str] = "payment"
    holes: ClassVar[tuple[str, ...]] = ("amount",)

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """Amount × count: off the schedule, so that no raise reaches it."""
        return values["amount"] * 100 * quantity


class PercentPayment(Payments):
    """``a differential of {percent}% of Step 1``: a part of a rate of the schedule × the count."""

    name: ClassVar[str] = "percent-payment"
    holes: ClassVar[tuple[str, ...]] = ("percent",)
    needs: ClassVar[tuple[str, ...]] = ("count", "pay")

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:
        """Per cent × the year's rate × count: a raise reaches it."""
        return values["percent"] / 100 * setting.rate(term, year) * quantity


class TimePayment(Payments):
    """``shall be paid for {hours} hours``: time × an hourly or daily rate × the count of persons."""

    name: ClassVar[str] = "time-payment"
    unit: ClassVar[str] = "persons"
    holes: ClassVar[tuple[str, ...]] = ("hours",)
    needs: ClassVar[tuple[str, ...]] = ("count", "pay")
    pay_kind: ClassVar[str] = "hourly"

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:
        """Hours × the rate of one × persons; ``units`` of the pay are what the language counts in."""
        return values["hours"] * setting.rate(term, year) * quantity


class Fund(Payments):
    """``shall fund ${amount} a year``: a sum as it stands, for no one's pay."""

    name: ClassVar[str] = "fund"
    component: ClassVar[str] = "funds"
    unit: ClassVar[str] = "a year"
    holes: ClassVar[tuple[str, ...]] = ("amount",)
    keys: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ()
    pay_kind: ClassVar[str] = "none"

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:  # noqa: ARG002
        """One."""
        return Fraction(1)

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """The sum."""
        return values["amount"] * 100 * quantity
