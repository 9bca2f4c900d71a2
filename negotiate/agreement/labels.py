"""Labels as printed (``Article V``, ``A.``, ``(f)``, ``1)``, ``5.2.1``) and what they say.

A label has a *style* (its word, its punctuation, its kind of numeral) and an *ordinal*.
``i`` may be the first roman or the ninth letter: every reading is given, the structure
decides.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_WORDS = (
    "article|section|appendix|exhibit|schedule|part|chapter|division|title|attachment|addendum"
    "|clause|paragraph|subsection|rule"
)
_SHORT = {"art": "article", "sec": "section", "§": "section", "app": "appendix"}
PRINTED = re.compile(
    rf"(?:(?P<word>(?:{_WORDS}|art|sec|app)\b\.?|§)\s*)?(?P<open>[(\[]?)"
    r"(?P<value>(?:[A-Z]|[0-9]{1,3})(?:-[0-9]{1,2}){1,3}"
    r"|(?=[^ ]*[0-9])[A-Z0-9]{1,4}(?:\.[A-Z0-9]{1,3}){1,4}"
    r"|[0-9]+(?:\.[0-9]+)*(?:-?[A-Za-z](?![A-Za-z]))?|[IVXLCDMivxlcdm]+|[A-Za-z]{1,2})"
    r"(?P<close>[.):\]°º]*)(?:\s*[–—-]+)?",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    r"(?P<word>article|section|part|chapter)\s+(?P<number>[a-z]+(?:[- ][a-z]+)?)\W*", re.IGNORECASE
)
_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
).split()
_TENS = ("twenty", "thirty", "forty", "fifty")
SPELLED = {word: number for number, word in enumerate(_UNITS, 1)}
SPELLED.update({ten: 20 + 10 * at for at, ten in enumerate(_TENS)})
SPELLED.update(
    {
        f"{ten}-{unit}": 20 + 10 * at + n
        for at, ten in enumerate(_TENS)
        for n, unit in enumerate(_UNITS[:9], 1)
    }
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_HEADS = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})*)\.0{1,2}")
_ROMAN_FORM = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label taken apart. ``value`` is ``V``, ``f``, ``5.2.1``; ``word`` is
    ``article``, ``section`` … or empty; ``paren`` says that it closes with a parenthesis."""

    printed: str
    word: str
    value: str
    opened: bool
    paren: bool

    @property
    def component(self) -> str:
        """How the label stands in a citation after its parent: ``.A``, ``(f)``."""
        return f"({self.value})" if self.paren else f".{self.value}"


@lru_cache(maxsize=4096)
def parse_label(printed: str) -> Label | None:
    """The label taken apart, or None where the words are not a label."""
    found = PRINTED.fullmatch(printed.strip())
    if found is None:
        return _spelled(printed)
    word = (found["word"] or "").lower().rstrip(".")
    return Label(
        printed,
        _SHORT.get(word, word),
        found["value"],
        bool(found["open"]),
        ")" in found["close"],
    )


def _spelled(printed: str) -> Label | None:
    """``Article One``: its value is ``1``."""
    found = _SPELLED.fullmatch(printed.strip())
    number = SPELLED.get(found["number"].lower().replace(" ", "-")) if found is not None else None
    if found is None or number is None:
        return None
    return Label(printed, found["word"].lower(), str(number), opened=False, paren=False)


def roman(value: str) -> int | None:
    """The number a well-formed roman numeral stands for, else None."""
    low = value.lower()
    if not low or not _ROMAN_FORM.fullmatch(low):
        return None
    total = 0
    for this, after in zip(low, [*low[1:], ""], strict=True):
        worth = _ROMAN[this]
        total += -worth if after and _ROMAN[after] > worth else worth
    return total


def heading_of(value: str) -> str:
    """The number that ``4.0`` heads (``4``, above ``4.1``, ``4.2``), or nothing for any other numeral."""
    found = _HEADS.fullmatch(value)
    return found[1] if found is not None else ""


def ordinals(value: str) -> tuple[tuple[str, int], ...]:
    """Every reading of a numeral as (series, n): ``i`` → (roman 1), (alpha 9)."""
    value = heading_of(value) or value
    if "." in value or "-" in value:  # it names its parents: ``5.2.1``, ``A.1``, ``3-2``
        value = re.split(r"[.-]", value)[-1]
    if value[:1].isdigit():
        digits = re.match(r"[0-9]+", value)
        return (("arabic", int(digits[0])),) if digits else ()
    case = "upper" if value.isupper() else "lower"
    readings: list[tuple[str, int]] = []
    number = roman(value)
    if number is not None:
        readings.append((f"{case}-roman", number))
    low = value.lower()
    if len(low) == 1 and low.isalpha():
        readings.append((f"{case}-alpha", ord(low) - 96))
    elif len(low) == 2:  # after Z: AA, AB, AC … or AA, BB, CC …
        if low[0] == low[1]:
            readings.append((f"{case}-alpha", ord(low[0]) - 96 + 26))
        if low[0] == "a" and low != "aa":
            readings.append((f"{case}-alpha", ord(low[1]) - 96 + 26))
    return tuple(readings)
