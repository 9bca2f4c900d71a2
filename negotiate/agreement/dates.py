"""Whole dates and school years named in a text."""

import re
from datetime import date

_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = "(?:" + "|".join(_NAMES) + ")[a-z]*"
_TENTHS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_DAYS = (
    *_TENTHS,
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
    *(f"twenty-{day}" for day in _TENTHS),
    *("thirtieth", "thirty-first"),
)
_IN_WORDS = "|".join(sorted((day.replace("-", "[ -]") for day in _DAYS), key=len, reverse=True))
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_IN_WORDS})"
_OF = r"(?:(?:day\s+)?of\s+)?"
DATE = (
    rf"(?:\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b"
    rf"|\b(?:the\s+)?{_DAY}\s+{_OF}{_MONTH}\.?,?\s+\d{{4}}\b"
    r"|\b\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b)"
)
"""The pattern (on folded text, no groups) of one whole date."""

_DATE = re.compile(DATE, re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(?:the\s+)?(?P<day>{_DAY})\s+{_OF}(?P<month>{_MONTH})", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"\b(?P<first>(?:19|20)\d{2})\s?[-–—/]\s?(?P<last>(?:19|20)?\d{2})\b(?![-/]\d)")


def dates_in(text: str) -> tuple[date, ...]:
    """Every whole date in a text in order (``September 1, 2010``, ``the first day of September, 2010``,
    ``1 September 2010``, ``9/1/2010``, ``2010-09-01``)."""
    return tuple(day for found in _DATE.finditer(text) if (day := _date(found[0])) is not None)


def _date(printed: str) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", printed)]
    before = _DAY_FIRST.match(printed)
    if before is not None:
        word = re.sub(r"\s", "-", before["day"].lower())
        day = _DAYS.index(word) + 1 if word in _DAYS else numbers[0]
        month, year = _NAMES.index(before["month"][:3].lower()) + 1, numbers[-1]
    elif printed[0].isalpha():
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
