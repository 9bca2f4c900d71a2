"""The school year, and the months pay is earned in."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Calendar:
    """The school year: the month it begins in, the months pay is earned in (1–12, in order),
    and the first year costs are stated for (None: the year of the last schedule).

    ``blend`` is the unit in cents to which a rate that changes inside a year is rounded half
    up (100: the dollar; 0: not rounded). ``each_person`` rounds each person's pay to the cent
    before it is summed, otherwise a component is rounded once a year. Pay of months before
    ``paid_from`` is paid later: that part of a cost is retroactive.
    """

    begins: int = 9
    pay_months: tuple[int, ...] = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
    first_year: int | None = None
    blend: int = 0
    each_person: bool = False
    paid_from: date | None = None

    def school_year(self, day: date) -> int:
        """The first calendar year of the school year ``day`` falls in."""
        return day.year if day.month >= self.begins else day.year - 1

    def first_paid(self, day: date) -> int:
        """The first school year with a pay month that begins on or after ``day``."""
        year = self.school_year(day)
        return year if self.share(year, day) else year + 1

    def months(self, year: int) -> tuple[date, ...]:
        """The first day of each pay month of the school year that begins in ``year``."""
        return tuple(date(year if month >= self.begins else year + 1, month, 1) for month in self.pay_months)

    def overdue(self, year: int) -> "Calendar | None":
        """The calendar of the year's pay months that are paid later alone; None where there are none."""
        late = [m for m in self.months(year) if self.paid_from is not None and m < self.paid_from]
        if not late:
            return None
        return replace(self, pay_months=tuple(month.month for month in late), blend=0)

    def share(self, year: int, since: date | None) -> Fraction:
        """Which part of the year's pay months lie on or after ``since`` (a month counts whole
        when it begins on or after it).
        """
        months = self.months(year)
        if since is None:
            return Fraction(1)
        return Fraction(sum(month >= since for month in months), len(months))


def year_label(year: int) -> str:
    """``2015-16`` for the school year that begins in 2015."""
    return f"{year}-{(year + 1) % 100:02}"
