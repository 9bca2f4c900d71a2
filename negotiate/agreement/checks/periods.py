"""Dates that disagree: a weekday that is not its date's, a period that ends before it begins."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from negotiate.agreement.checks.model import Finding, Severity, Text

_DAYS = tuple(calendar.day_name)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_DATE = (
    r"(?P<month{n}>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?P<day{n}>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year{n}>(?:19|20)[0-9]{{2}})\b"
)
_WEEKDAY = re.compile(rf"\b(?P<weekday>{'|'.join(_DAYS)}),?\s+(?:the\s+)?{_DATE.format(n=1)}", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?:from|begin\w*|commenc\w+|effective|effect|starting|period|term|year)\b[^.;:]{0,30}?"
    rf"{_DATE.format(n=1)}(?P<between>[^.;:0-9]{{0,50}}?)[\s,]"
    r"(?:through|until|to|ending(?:\s+on)?|expires?(?:\s+on)?|ends?(?:\s+on)?)\s+"
    rf"(?:and\s+including\s+|midnight\s+(?:on|of)\s+)?{_DATE.format(n=2)}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[12][09][0-9]{2}\b")
_ANOTHER = re.compile(
    r"\b(?:that|which|replac\w+|amend\w+|former|prior|previous|retroactive|back)\b", re.IGNORECASE
)


def period_findings(text: Text) -> Iterator[Finding]:
    """``Monday, September 4, 2012``, a Tuesday; ``from July 1, 2024 through June 30, 2023``."""
    for at in text.figured:
        words = text.prose[at]
        if "day" in words:
            yield from _weekdays(text, at, words)
        if words.count(", ") and (
            " through " in words or " to " in words or " until " in words or " and " in words
        ):
            yield from _periods(text, at, words)


def _weekdays(text: Text, at: int, words: str) -> Iterator[Finding]:
    for found in _WEEKDAY.finditer(words):
        day = _date(found, 1)
        if day is not None and _DAYS[day.weekday()].lower() != found["weekday"].lower():
            right = _DAYS[day.weekday()]
            message = f"{found[0]} was no {found['weekday']}: that day is a {right}"
            yield text.finding(
                "impossible-date", Severity.ERROR, at, message, found[0], f"{right}, or another day"
            )


def _periods(text: Text, at: int, words: str) -> Iterator[Finding]:
    for found in _PERIOD.finditer(words):
        first, last = _date(found, 1), _date(found, 2)
        if first is None or last is None or _ANOTHER.search(found["between"]):
            continue
        if last < first:
            printed = words[found.start("month1") : found.end()]
            message = f"the period “{printed}” ends before it begins"
            expected = f"a day after {first:%B} {first.day}, {first.year}"
            yield text.finding("impossible-date", Severity.ERROR, at, message, printed, expected)


def _date(found: re.Match[str], number: int) -> date | None:
    try:
        return date(
            int(found[f"year{number}"]), _MONTHS[found[f"month{number}"].lower()], int(found[f"day{number}"])
        )
    except ValueError:
        return None  # no day at all, which the dates by themselves tell
