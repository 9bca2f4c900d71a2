"""Figures in contract language: ``twenty (20)``, ``1 to 500``, ``66 2/3%``, ``$1,500``.

Exact: every value is a :class:`fractions.Fraction`. A per cent is its number (``3%`` is 3),
money is dollars (``$1,500`` is 1500); ``form`` says which. Dates, school years, telephone-like
runs and clause numbers are no figures.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORTH = {word: n for n, word in enumerate((*_ONES, *_TEENS), 1)} | {"zero": 0, "no": 0, "a": 1, "fourty": 40}
_WORTH |= {word: n * 10 for n, word in enumerate(_TENS, 2)}
_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4}
_PARTS |= {"fourth": 4, "fourths": 4, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10}
_GLYPHS = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4)}
_GLYPHS |= {"¾": Fraction(3, 4)}

_ONE = "(?:" + "|".join(_ONES) + ")"
_SUB100 = rf"(?:(?:{'|'.join(_TENS)}|fourty)(?:[\s-]{_ONE}\b)?|{'|'.join(_TEENS)}|{_ONE}|zero)"
_SUB1000 = rf"(?:(?:{_SUB100}|a)[\s-]hundred(?:\s+(?:and\s+)?{_SUB100})?|{_SUB100})"
_PERCENT = r"(?:%|per\s?cent(?:um)?\b|percentage\s+points?\b)"
_PART = (
    rf"(?:(?:{_ONE}|a)[\s-](?:{'|'.join(_PARTS)})"
    rf"|half(?=\s+of\s+(?:an?|one|1)(?:\s?\(1\))?\s?-?{_PERCENT}))"
)
_WORDS = (
    rf"\b(?:{_PART}|(?:{_SUB1000}[\s-]million,?\s*)?(?:{_SUB1000}[\s-]thousand,?\s*(?:and\s+)?)?{_SUB1000}"
    rf"(?:\s+(?:thousand|million))?(?:\s+and\s+{_PART})?)\b"
)
_GLYPH = "[" + "".join(_GLYPHS) + "]"
_WHOLE = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?![0-9])"
_DIGITS = (
    rf"(?:(?<![0-9]){_WHOLE}(?:\.[0-9]{{1,9}}(?![0-9]))?(?:(?:\s|-)?[0-9]{{1,2}}/[1-9][0-9]?\b|\s?{_GLYPH})?"
    rf"|[0-9]{{1,2}}/[1-9][0-9]?\b|\.[0-9]{{1,9}}(?![0-9])|{_GLYPH})"
)
_SCALE = r"(?:\s(?:million|thousand)\b)"
_HUNDREDTHS = r"\s+and\s+(?:[0-9]{1,2}|no)/100\b"
_CENTS = rf"(?:{_SUB100}|no|[0-9]{{1,2}})(?:\s?\([0-9]{{1,2}}\))?\s+cents?\b"
_DOLLARS = rf"(?:dollars?\b(?:,?\s+(?:and\s+)?{_CENTS})?|cents?\b|¢)"
_OF_ONE = rf"(?:\s+of\s+(?:an?|one|1)(?:\s?\(1\))?(?=\s?-?{_PERCENT}))?"
"""What says of a part that it is one of one per cent: ``one-half of one percent``, ``1/4 of 1%``."""
_UNIT = rf"(?:(?:{_HUNDREDTHS})?\s?-?(?:{_PERCENT}|{_DOLLARS}))?"
FIGURE = (
    rf"(?:\$\s?)?(?:{_DIGITS}{_SCALE}?|{_WORDS}){_OF_ONE}{_UNIT}"
    rf"(?:\s?\(\s?\$?\s?(?:{_DIGITS}|{_WORDS}){_OF_ONE}\s?(?:{_PERCENT}|cents?|¢)?\s?\))?{_UNIT}"
)
"""The pattern (on folded text, no groups) of one figure in any of its manners of writing."""

AFTER_FIGURE = r"(?!\w|/(?![a-z]{2})|[.,]\d)"
"""What may not follow a figure: it would be a part of something else. ``$45/hour`` is one."""

_SCAN = re.compile(rf"(?:(?<![\w./])|(?<=[a-z]-))(?P<figure>{FIGURE}){AFTER_FIGURE}")
_PARTS_OF = re.compile(
    rf"(?P<dollar>\$\s?)?(?:(?P<digits>{_DIGITS})(?P<scale>{_SCALE})?|(?P<words>{_WORDS}))"
    rf"{_OF_ONE}(?P<unit1>{_UNIT})"
    rf"(?:\s?\(\s?(?P<dollar2>\$?)\s?(?:(?P<digits2>{_DIGITS})|(?P<words2>{_WORDS})){_OF_ONE}"
    rf"\s?(?P<within>{_PERCENT}|cents?|¢)?\s?\))?(?P<unit2>{_UNIT})"
)
_CENTS_OF = re.compile(
    rf"(?P<hundredths>[0-9]{{1,2}})/100"
    rf"|(?:(?P<words>{_SUB100}|no)|(?P<digits>[0-9]{{1,2}}))(?:\s?\((?P<again>[0-9]{{1,2}})\))?\s+cents?"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NOT_FIGURES = re.compile(
    rf"\b{_MONTH}\.?\s+[0-9]{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s*(?:19|20)[0-9]{{2}}\b)?"
    rf"|\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?{_MONTH}\b(?:,?\s*(?:19|20)[0-9]{{2}}\b)?"
    rf"|\b{_MONTH},?\s+(?:19|20)[0-9]{{2}}\b"
    r"|\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b|\b(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}\b"
    r"|(?<![$\d,.])\b(?:19|20)[0-9]{2}(?:\s?[-/]\s?(?:(?:19|20)?[0-9]{2}))?\b(?![,.]?\d|\s?%)"
    r"|\b(?:articles?|sections?|paragraphs?|clauses?|steps?|grades?|levels?|groups?|chapters?|c\.|ch\."
    r"|§+|appendix|appendices|exhibit|tier|room|local|no\.|pages?|part|m\.g\.l\.)\s*[0-9ivxlc]+[0-9.a-z()]*"
    r"(?:\s*(?:-|,|and|or|through|to)\s*[0-9]+[0-9.a-z()]*)*"
    r"|\b[ivxlc]+\.[a-z](?:\.[0-9]+)?(?:\([0-9a-z]+\))*|\b[0-9]{1,2}\.[0-9a-z.]+\([a-z0-9]+\)"
)


_MONEY = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.(\d{2}))?")


class Form(StrEnum):
    """How a figure is meant."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its exact ``value`` and where it stands in the folded text.

    ``disputed`` is the second value where words and digits disagree (``twenty (21)``). A date
    in a hole of that name is its day's proleptic ordinal.
    """

    value: Fraction
    form: Form
    start: int
    end: int
    disputed: Fraction | None = None


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """``text`` for comparison, character for character: small letters, plain quotes, dashes, spaces."""
    plain = text.translate(_FOLD)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)


_FOLD = str.maketrans(
    dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\t\n", " ")
)  # fmt: skip


@lru_cache(maxsize=4096)
def parse(text: str) -> Figure | None:
    """The one figure that ``text`` is, or None where it is not exactly one."""
    folded = fold(text.strip())
    found = _PARTS_OF.fullmatch(folded)
    return None if found is None else _figure(found, 0)


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """Every figure in ``text`` in order; dates, years and clause numbers left out.

    A lone ``one`` is left out too ("no one"), but for ratios (``one to forty-three``).
    """
    folded = fold(text)
    masked = _NOT_FIGURES.sub(lambda found: "\x00" * len(found[0]), folded)
    out: list[Figure] = []
    for found in _SCAN.finditer(masked):
        parts = _PARTS_OF.fullmatch(found["figure"])
        if parts is not None and not _is_lone(found, masked):
            out.append(_figure(parts, found.start()))
    return tuple(out)


def _is_lone(found: re.Match[str], text: str) -> bool:
    """A lone ``one`` outside a ratio, or a list label such as ``(2)``: no figure."""
    after = text[found.end() :]
    if found["figure"] == "one":
        return not re.match(r"\s+to\s+[a-z0-9]|-to-", after)
    enclosed = text[: found.start()].endswith("(") and after.startswith(")")
    return enclosed and found["figure"].isdigit() and len(found["figure"]) < 3


def _figure(found: re.Match[str], offset: int) -> Figure:
    value = _digits(found["digits"]) if found["digits"] else _spelled(found["words"])
    if found["scale"]:
        value *= 1_000_000 if "million" in found["scale"] else 1000
    value, again = _with_cents(value, found["unit1"])
    second = again
    if found["digits2"] or found["words2"]:
        second = _digits(found["digits2"]) if found["digits2"] else _spelled(found["words2"])
        if (found["within"] or "").startswith(("cent", "¢")):
            second /= 100
        second, _ = _with_cents(second, found["unit2"])
        value, again = _with_cents(value, found["unit2"])
        second = again if again is not None and second == value else second
    units = found["unit1"] + found["unit2"] + (found["within"] or "")
    percent = re.search(_PERCENT, units)
    money = found["dollar"] or found["dollar2"] or units
    form = Form.PERCENT if percent else Form.MONEY if money else Form.NUMBER
    disputed = second if second is not None and second != value else None
    return Figure(value, form, offset + found.start(), offset + found.end(), disputed)


def _with_cents(value: Fraction, unit: str) -> tuple[Fraction, Fraction | None]:
    """The value with the cents (or the hundredths) that its unit names, and the same with the cents
    said again in digits where they are (``fifty (50) cents``)."""
    named = _CENTS_OF.search(unit)
    if named is None:
        return (value / 100 if unit.strip(" -") in ("cent", "cents", "¢") else value), None
    cents = Fraction(named["digits"] or named["hundredths"] or _spelled(named["words"] or "zero"))
    again = value + Fraction(int(named["again"]), 100) if named["again"] else None
    return value + cents / 100, again


def _digits(text: str) -> Fraction:
    for glyph, worth in _GLYPHS.items():
        if glyph in text:
            rest = text.replace(glyph, "").strip()
            return worth + (_digits(rest) if rest else 0)
    mixed = re.fullmatch(r"(?:([0-9,.]+)[\s-]?)??([0-9]{1,2})/([0-9]{1,2})", text)
    if mixed:
        return (_digits(mixed[1]) if mixed[1] else Fraction(0)) + Fraction(int(mixed[2]), int(mixed[3]))
    return Fraction(text.replace(",", ""))


def _spelled(text: str) -> Fraction:
    total, current, last = Fraction(0), Fraction(0), 0
    for word in re.split(r"[\s,-]+", text.strip()):
        if word == "hundred":
            current *= 100
        elif word in ("thousand", "million"):
            total += current * (1000 if word == "thousand" else 1_000_000)
            current = Fraction(0)
        elif word in _PARTS:  # "two and one-half": the last unit counts parts, not wholes
            current += Fraction(last or 1, _PARTS[word]) - last
        elif word in _WORTH:
            last = _WORTH[word]
            current += last
    return total + current


@lru_cache(maxsize=16384)
def money(cell: str) -> int | None:
    """A cell's amount in cents (``46,754``, ``$29.82``), or None where it is no amount."""
    found = _MONEY.fullmatch(cell.strip())
    if found is None:
        return None
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
