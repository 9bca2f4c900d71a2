"""A figure of the language turned up or down by its natural step, written as it was written.

``thirty-five (35)`` becomes ``forty (40)``: words and digits together; ``$1,450`` becomes ``$1,550``,
``2.5%`` becomes ``2.75%``. The step follows what the figure is and how large it is (:func:`step_of`).
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from negotiate.agreement.numbers import Figure, Form, parse

_GLYPHS = {Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔"}
_GLYPHS |= {Fraction(1, 4): "¼", Fraction(3, 4): "¾"}
_GLYPH = "[" + "".join(_GLYPHS.values()) + "]"
_DIGITS = re.compile(rf"\d[\d,]*(?:\.\d+)?(?:(?:\s|-)?\d{{1,2}}/[1-9]\d?(?!\d)|\s?{_GLYPH})?|\.\d+|{_GLYPH}")
_BROKEN = re.compile(rf"/|{_GLYPH}")
_UNIT = re.compile(r"[\s-]*(?:per\s?cent(?:um)?|percentage\s+points?|dollars?)\s*$", re.IGNORECASE)
_CENTS = re.compile(
    r"(?P<dollars>[a-z -]+?)(?P<unit>\s+dollars?,?\s+(?:and\s+)?)(?P<cents>[a-z -]+?)(?P<end>\s+cents?\s*)",
    re.IGNORECASE,
)
_ONLY_CENTS = re.compile(r"(?P<cents>[a-z -]+?|\d+)(?P<end>\s?-?(?:(?<!per)(?<!per\s)cents?|¢)\s*)", re.I)
_SCALE = re.compile(r"\s(million|thousand)\b", re.IGNORECASE)
_PAIR = re.compile(
    r"(?P<first>[^()]*)(?P<open>\(\s?)(?P<second>[^()]*?)(?P<close>\s?\))(?P<rest>.*)", re.DOTALL
)
_SPLIT_TENS = re.compile(
    r"\b(?:twen|thir|for|fif|six|seven|eigh|nine)ty (?:one|two|three|four|five|six|seven|eight|nine)\b", re.I
)
_UNDER_20 = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_PARTS = {
    Fraction(1, 2): "one-half", Fraction(1, 3): "one-third", Fraction(2, 3): "two-thirds",
    Fraction(1, 4): "one-quarter", Fraction(3, 4): "three-quarters",
}  # fmt: skip
_MOST_SPELLED = 1_000_000

_QUARTER, _ONE = Fraction(1, 4), Fraction(1)
_STEPS: dict[Form, Sequence[tuple[int, Fraction]]] = {
    Form.PERCENT: ((20, _QUARTER), (200, _ONE)),
    Form.MONEY: ((100, _ONE), (1_000, Fraction(10)), (20_000, Fraction(100)), (1_000_000, Fraction(1_000))),
    Form.NUMBER: ((50, _ONE), (100, Fraction(5)), (1_000, Fraction(25)), (10_000, Fraction(100))),
}
"""(up to and with, step) by form; above the last, its step still."""


def step_of(form: Form, value: Fraction) -> Fraction:
    """By how much a figure of this form and size is turned.

    A per cent by a quarter, above 20 by one; dollars by 1 to $100, by 10 to $1,000, by 100 to $20,000,
    above by 1,000, and below $100 with cents by a quarter; another number (a ratio, a class size, days)
    by 1 to 50, by 5 to 100, by 25 to 1,000, above by 100, and one with a part of one by that part's half
    or quarter.
    """
    steps = _STEPS.get(form, _STEPS[Form.NUMBER])
    step = next((step for most, step in steps if value <= most), steps[-1][1])
    if form is not Form.PERCENT and value.denominator != 1 and value <= 100:
        return Fraction(1, 2) if form is Form.NUMBER and value.denominator == 2 else _QUARTER
    return step


def turned(printed: str, by: int) -> str:
    """The figure ``printed`` turned by ``by`` steps, in its own manner of writing.

    The same text where it is no figure, cannot be written so, or would not stay above nothing.
    """
    figure = parse(printed)
    if figure is None:
        return printed
    value = figure.value + by * _step(figure, by)
    if value <= 0:
        return printed
    return written(printed, value) or printed


def written(printed: str, value: Fraction) -> str:
    """``value`` in the manner of the figure ``printed``, words and digits alike; empty where it cannot be."""
    pair = _PAIR.fullmatch(printed)
    if pair is None:
        new = _like(printed, value)
    else:
        first, second = _like(pair["first"], value), _like(pair["second"], value)
        new = f"{first}{pair['open']}{second}{pair['close']}{pair['rest']}" if first and second else ""
    read, was = parse(new) if new else None, parse(printed)
    same = read is not None and read.value == value and read.disputed is None
    return new if same and was is not None and read is not None and read.form is was.form else ""


def _step(figure: Figure, by: int) -> Fraction:
    """Down from the first figure of a range goes by the step of the range below, as it came up."""
    step = step_of(figure.form, figure.value)
    if by > 0:
        above = figure.value + Fraction(1, 1_000_000)
        if figure.value.denominator == 1:
            return step_of(figure.form, Fraction(int(above) + 1))
    return step


def _like(part: str, value: Fraction) -> str:
    cents = _CENTS.fullmatch(part) or _ONLY_CENTS.fullmatch(part)
    if cents is not None:
        return _in_cents(cents, value)
    scale = _SCALE.search(part)
    found = _DIGITS.search(part)
    if found is not None:
        worth = (1_000_000 if scale[1].lower() == "million" else 1_000) if scale is not None else 1
        digits = _in_digits(value / worth, found[0])
        return f"{part[: found.start()]}{digits}{part[found.end() :]}" if digits else ""
    unit = _UNIT.search(part)
    end = unit.start() if unit is not None else len(part.rstrip())
    start = len(part) - len(part.lstrip())
    words = _in_words(value, part[start:end])
    return f"{part[:start]}{words}{part[end:]}" if words else ""


def _in_cents(like: re.Match[str], value: Fraction) -> str:
    """``thirty-eight dollars and fifty cents``, ``fifty cents``, ``50¢``; empty for parts of a cent, and
    for a dollar and more where only cents are named."""
    whole, part = divmod(value * 100, 1)
    if part:
        return ""
    if "dollars" not in like.groupdict():
        shown = str(whole) if like["cents"].isdigit() else _in_words(Fraction(whole), like["cents"])
        return f"{shown}{like['end']}" if shown and whole < 100 else ""
    dollars, cents = divmod(int(whole), 100)
    words = [_in_words(Fraction(each), like[name]) for name, each in (("dollars", dollars), ("cents", cents))]
    return f"{words[0]}{like['unit']}{words[1]}{like['end']}" if all(words) else ""


def _in_digits(value: Fraction, like: str) -> str:
    """Commas, places after the point and broken numbers as in ``like``; empty for what has no end."""
    whole, part = divmod(value, 1)
    shown = f"{whole:,}" if "," in like or (whole >= 1000 and not re.search(r"\d{4}", like)) else str(whole)
    if _BROKEN.search(like):
        if not part:
            return shown
        if part in _GLYPHS and "/" not in like:
            return f"{shown if whole else ''}{_GLYPHS[part]}"
        broken = f"{part.numerator}/{part.denominator}"
        return f"{shown} {broken}" if whole else broken
    places = len(like.partition(".")[2])
    while places < 6 and (part * 10**places).denominator != 1:
        places += 1
    scaled = part * 10**places
    if scaled.denominator != 1:
        return ""
    lead = "" if like.startswith(".") and not whole else shown
    return f"{lead}.{int(scaled):0{places}}" if places else shown


def _in_words(value: Fraction, like: str) -> str:
    whole, part = divmod(value, 1)
    if whole >= _MOST_SPELLED or (part and part not in _PARTS):
        return ""
    words = spelled(int(whole)) if whole or not part else ""
    if part:
        words = f"{words} and {_PARTS[part]}" if words else _PARTS[part]
    if re.search(r"hundred and\b", like, re.IGNORECASE):
        words = re.sub(r"hundred (?!and\b|thousand)", "hundred and ", words)
    if _SPLIT_TENS.search(like):
        words = re.sub(r"ty-", "ty ", words)
    if like.isupper():
        return words.upper()
    if like.istitle() and re.search(r"[\s-]", like):
        return words.title().replace(" And ", " and ")
    return words.capitalize() if like[:1].isupper() else words


def spelled(number: int) -> str:
    """A whole number from 0 to 999,999 in words: ``one thousand two hundred thirty-five``."""
    if number < 20:
        return _UNDER_20[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_UNDER_20[ones]}" if ones else "")
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    more, rest = divmod(number, size)
    return f"{spelled(more)} {name}" + (f" {spelled(rest)}" if rest else "")
