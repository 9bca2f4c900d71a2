"""Dated tables of payments: contributions by amount or per cent and date, payments made once."""

from datetime import date
from fractions import Fraction
from typing import ClassVar

from negotiate.costing.dates import year_label
from negotiate.costing.kinds.base import Found, Payments, Setting, Unpriced
from negotiate.costing.terms import Term


class Contribution(Payments):
    """``effective {date} the District shall contribute ${amount} for each …``: every place found is a
    dated entry, the last one before a month counts in it."""

    name: ClassVar[str] = "contribution"
    component: ClassVar[str] = "contributions"
    unit: ClassVar[str] = "contributions a year"
    holes: ClassVar[tuple[str, ...]] = ("date", "amount")
    pay_kind: ClassVar[str] = "contribution"
    many: ClassVar[bool] = True

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """The amount of each pay month, averaged, × count × times."""
        return _through(setting, "amount", year, term) * 100 * quantity


class ContributionPercent(Contribution):
    """``effective {date} the District shall pay {percent}% of the premium``: ``times`` names the
    dollars a per cent is taken of."""

    name: ClassVar[str] = "contribution-percent"
    holes: ClassVar[tuple[str, ...]] = ("date", "percent")
    needs: ClassVar[tuple[str, ...]] = ("count", "times")

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """The per cent of each pay month, averaged, of count × times dollars."""
        return _through(setting, "percent", year, term) * quantity


class ContributionShare(Payments):
    """``the District shall pay {percent}% of the premium``, without a date."""

    name: ClassVar[str] = "contribution-share"
    component: ClassVar[str] = "contributions"
    unit: ClassVar[str] = "dollars a year"
    holes: ClassVar[tuple[str, ...]] = ("percent",)
    needs: ClassVar[tuple[str, ...]] = ("count", "times")
    pay_kind: ClassVar[str] = "contribution"

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """The per cent of count × times dollars."""
        return values["percent"] * quantity


class OneTime(Payments):
    """``on {date} each shall be paid ${amount}, once``: in the school year of its day alone."""

    name: ClassVar[str] = "one-time-payment"
    component: ClassVar[str] = "off-schedule payments"
    unit: ClassVar[str] = "payments"
    holes: ClassVar[tuple[str, ...]] = ("date", "amount")
    many: ClassVar[bool] = True
    once: ClassVar[bool] = True

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """Every amount whose day is in the year × count."""
        due = (
            entry["amount"]
            for entry in setting.entries
            if setting.model.calendar.school_year(_day(entry)) == year
        )
        return sum(due, Fraction(0)) * 100 * quantity


def _day(entry: Found) -> date:
    return date.fromordinal(int(entry["date"]))


def _through(setting: Setting, hole: str, year: int, term: Term) -> Fraction:
    """What the dated entries say over the year's pay months, averaged. Raises :class:`Unpriced`."""
    by_day: dict[date, Fraction] = {}
    for entry in setting.entries:
        if by_day.setdefault(_day(entry), entry[hole]) != entry[hole]:
            raise Unpriced(f"two amounts are stated from {_day(entry).isoformat()}")
    months = setting.model.calendar.months(year)
    total = Fraction(0)
    for month in months:
        begun = [day for day in by_day if day <= month]
        if not begun and not term.introduced:
            raise Unpriced(f"the language states nothing for {month.isoformat()}, in {year_label(year)}")
        total += by_day[max(begun)] if begun else 0
    return total / len(months)
