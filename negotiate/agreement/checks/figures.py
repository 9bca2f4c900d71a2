"""Figures and words that disagree, and dates that cannot be."""

import calendar
import re
from collections.abc import Iterator
from fractions import Fraction

from negotiate.agreement.blocks import Kind
from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.finding.references import words_of
from negotiate.agreement.numbers import Form, figures, parse

_DIGITS_AFTER = re.compile(r"[a-z]\)?\s?\(\s?\$?[0-9][0-9,.]*\s?(?:%|percent)?\s?\)")
_WORDS_AFTER = re.compile(r"[0-9]%?\s?\(\s?[a-z]+(?:[ -][a-z]+){0,4}\s?\)", re.IGNORECASE)
_MONTHS = ("january february march april may june july august september october november december").split()
_PRINTED = "|".join(form for name in _MONTHS for form in (name.capitalize(), name.upper()))
_NAMED = re.compile(
    rf"(?P<month>{_PRINTED})\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d|[-–]\d{{2}}\b|%)"
    r"(?:,?\s+(?P<year>(?:19|20)[0-9]{2})\b)?"
)
_NUMERIC = re.compile(
    r"(?<![\d/.$-])(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>(?:19|20)[0-9]{2}|[0-9]{2})(?![\d/])"
)
_PARTLY = re.compile(
    r"(?:\bpoint|\b(?:hundred|thousand|million|score|dozen)(?:\s+and)?|[0-9]|-)[\s,-]*$", re.IGNORECASE
)
_ORDINAL = re.compile(
    r"\b(?:(?P<tens>[a-z]+ty)[- ])?(?P<word>first|second|third|[a-z]+th)\s?"
    r"\(\s?(?P<n>[0-9]{1,3})(?:st|nd|rd|th)\s?\)",
    re.IGNORECASE,
)
_ODD = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine",
    "twelfth": "twelve",
}  # fmt: skip
_REACH = 70  # characters before a bracketed figure in which its words stand


def figure_findings(text: Text) -> Iterator[Finding]:
    """``thirty (35) days`` and ``April 31``."""
    for at in text.figured:
        yield from _disagreements(text, at, text.prose[at])
        yield from _dates(text, at, text.prose[at])
    for at, item in enumerate(text.placed):
        if item.block.kind is Kind.TABLE:
            yield from _dates(text, at, words_of(item))


def _disagreements(text: Text, at: int, words: str) -> Iterator[Finding]:
    if "(" not in words:
        return
    ordinals = any(end in words for end in ("th)", "st)", "nd)", "rd)"))
    for found in _ORDINAL.finditer(words) if ordinals else ():
        said = parse(_cardinal(found["tens"] or "", found["word"].lower()))
        more = _PARTLY.search(words[: found.start()])  # "one hundred twenty-first (121st)"
        if said is not None and more is None and said.value != int(found["n"]):
            one, other = _plain(said.value), found["n"]
            message = f"“{found[0]}” says {one} in one way and {other} in the other"
            yield text.finding("figures-words", Severity.ERROR, at, message, found[0], f"{one} or {other}")
    for found in [*_DIGITS_AFTER.finditer(words), *_WORDS_AFTER.finditer(words)]:
        start = max(0, found.start() - _REACH)
        stretch = words[start : found.end()]
        for figure in figures(stretch):
            if figure.disputed is None or figure.end < len(stretch.rstrip(" )")):
                continue
            if _PARTLY.search(stretch[: figure.start]):
                continue  # "three-point four", "a score and four": more words belong to it
            after = re.match(r"\s?-?[\w%]+", words[found.end() :]) if figure.form is Form.NUMBER else None
            printed = stretch[figure.start :] + (after[0] if after else "")
            one, other = _plain(figure.value), _plain(figure.disputed)
            message = f"“{printed}” says {one} in one way and {other} in the other"
            yield text.finding("figures-words", Severity.ERROR, at, message, printed, f"{one} or {other}")


def _cardinal(tens: str, word: str) -> str:
    """``twenty`` and ``first`` → ``twenty-one``; ``sixth`` → ``six``; ``thirtieth`` → ``thirty``."""
    plain = _ODD.get(word) or (word[:-4] + "y" if word.endswith("ieth") else word.removesuffix("th"))
    return f"{tens}-{plain}" if tens else plain


def _plain(value: Fraction) -> str:
    """2000 → ``2,000``; 7/2 → ``3.5``."""
    return f"{float(value):,.10g}"


def _dates(text: Text, at: int, words: str) -> Iterator[Finding]:
    for found in [*_NAMED.finditer(words), *(_NUMERIC.finditer(words) if "/" in words else ())]:
        name = found["month"].lower()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else int(name)
        day, year = int(found["day"]), int(found["year"] or 0)
        year += 0 if year > 99 or not found["year"] else 2000 if year < 70 else 1900
        if not 1 <= month <= 12:
            message, expected = f"there is no month {month}", "a date that exists"
        else:
            most = calendar.monthrange(year, month)[1] if year else calendar.monthrange(2024, month)[1]
            if 1 <= day <= most:
                continue
            shown = _MONTHS[month - 1].capitalize()
            in_year = f" {year}" if year and month == 2 else ""
            message = f"{found[0]} is no day: {shown}{in_year} has {most} days"
            expected = f"a day that exists; {shown}{in_year} has {most} days"
        yield text.finding("impossible-date", Severity.ERROR, at, message, found[0], expected)
