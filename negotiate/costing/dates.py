"""Dates in headings and clauses, school years, and the months pay is earned in."""

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = "(?:" + "|".join(_NAMES) + ")[a-z]*"
DATE = (
    rf"(?:\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b"
    r"|\b\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b)"
)
"""The pattern (on folded text, no groups) of one whole date."""

_DATE = re.compile(DATE, re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"\b(?P<first>(?:19|20)\d{2})\s?[-–—/]\s?(?P<last>(?:19|20)?\d{2})\b(?![-/]\d)")


def dates_in(text: str) -> tuple[date, ...]:
    """Every whole date in a text in order (``September 1, 2010``, ``9/1/2010``, ``2010-09-01``)."""
    return tuple(day for found in _DATE.finditer(text) if (day := _date(found[0])) is not None)


def _date(printed: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    if printed[0].isalpha():
        month, (day, year) = _NAMES.index(printed[:3].lower()) + 1, numbers
    elif "/" in printed:
        month, day, year = numbers
        year += 0 if year > 99 else 2000 if year < 70 else 1900
    else:
        year, month, day = numbers
    try:
        return date(year, month, day)
    except ValueError:
        return None


def school_year_in(text: str) -> int | None:
    """The first year of a school year named in a text (``2015-16``, ``2015–2016``), else None."""
    for found in _SCHOOL_YEAR.finditer(text):
        first, last = int(found["first"]), found["last"]
        if int(last[-2:]) == (first + 1) % 100:
            return first
    return None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The school year: the month it begins in, the months pay is earned in (1–12, in order),
    and the first year costs are stated for (None: the year of the last schedule).

    ``blend`` is the unit in cents to which a rate that changes inside a year is rounded half
    up (100: the dollar; 0: not rounded). ``each_person`` rounds each person's pay to the cent
    before it is summed, otherwise a component is rounded once a year.
    """

    begins: int = 9
    pay_months: tuple[int, ...] = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
    first_year: int | None = None
    blend: int = 0

    def school_year(self, day: date) -> int:
        """The first calendar year of the school year ``day`` falls in."""
        return day.year if day.month >= self.begins else day.year - 1

    def months(self, year: int) -> tuple[date, ...]:
        """The first day of each pay month of the school year that begins in ``year``."""
        return tuple(date(year if month >= self.begins else year + 1, month, 1) for month in self.pay_months)

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
