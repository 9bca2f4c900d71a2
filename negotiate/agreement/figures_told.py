"""Whether words may hold a figure of a value at all: asked before the figures of a whole agreement are read.

To read the figures of a paragraph takes a hundred times as long as to see that no digit or word of the value
stands there.
"""

import re
from fractions import Fraction

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split()
_ONES += "fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty fort|fourt fifty sixty seventy eighty ninety".split()
_OTHERWISE = re.compile(r"/|cent|[½⅓⅔¼¾¢]")
"""Fractions and cents make a value of other digits and words than its own."""


def may_say(folded: str, value: Fraction) -> bool:
    """Whether folded words may hold a figure of this value; False only where surely none does."""
    if value.denominator != 1 or value < 2 or _OTHERWISE.search(folded):
        return True
    digits = str(value.numerator).rstrip("0")  # "1.5 million" and "1,500,000" have these in a row
    if digits in folded.replace(",", "").replace(".", ""):
        return True
    return any(word in folded for word in _spelled(value.numerator))


def _spelled(number: int) -> list[str]:
    """Words one of which stands in every way to spell the number."""
    rest = number % 100
    if not rest:
        return ["hundred", "thousand", "million"]
    return [_ONES[rest - 1]] if rest < 20 else _TENS[rest // 10 - 2].split("|")
