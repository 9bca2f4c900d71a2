"""Whether words may hold a figure of a value at all: asked before the figures of a whole agreement are read.

To read the figures of a paragraph takes a hundred times as long as to see that no digit or word of the value
stands there.
"""

import re
from fractions import Fraction
from functools import lru_cache

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
_ONES += "fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty fort|fourt fifty sixty seventy eighty ninety".split()
_OTHERWISE = ("/", "cent", "½", "⅓", "⅔", "¼", "¾", "¢")
"""Fractions and cents make a value of other digits and words than its own."""


_SAID = re.compile(r"[0-9½⅓⅔¼¾]")
_PART = r"a[\s-](?:hundred|hal|third|quarter|fourth|eighth|tenth)"
_SPELLED = re.compile(rf"\b(?:{'|'.join((*_ONES, *_TENS, 'zero', _PART))})")


def may_say_any(folded: str) -> bool:
    """Whether folded words may hold a figure at all; False only where surely none does."""
    return _SAID.search(folded) is not None or _SPELLED.search(folded) is not None


def may_say(folded: str, value: Fraction) -> bool:
    """Whether folded words may hold a figure of this value; False only where surely none does."""
    if value.denominator != 1 or value.numerator < 2:
        return True
    digits, words = _printed(value.numerator)
    if any(word in folded for word in (*words, *_OTHERWISE)):
        return True
    return digits.search(folded) is not None


@lru_cache(maxsize=1024)
def _printed(number: int) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What stands in every way to print the number in digits: its own but for zeros ("1.5 million" and
    "1,500,000" have one and five); and in words: one of these, by its last part."""
    rest = number % 100
    word = _ONES[rest - 1] if 0 < rest < 20 else _TENS[rest // 10 - 2] if rest else "hundred|thousand|million"
    shown = str(number).rstrip("0")
    first = shown[0]  # a literal first: `re` looks for it fast
    digits = "[.,]?".join((f"{first}(?<![1-9]{first})", *shown[1:]))
    return re.compile(rf"{digits}[0.,]*(?![0-9])"), tuple(word.split("|"))
