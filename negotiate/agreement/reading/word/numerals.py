"""Numbers as Word prints them in automatic numbering (ECMA-376 Part 1, 17.18.59)."""

import re

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST = 32_767  # Word counts no further
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS_TO = 9_999
_FIRST = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_MARKS = "*†‡§"
_CIRCLES = 20


def numeral(number: int, form: str) -> str | None:
    """``number`` in Word's format ``form`` (``lowerLetter`` …), or None for a format unknown here."""
    number = max(0, min(number, _MOST))
    match form:
        case "decimal":
            return str(number)
        case "decimalZero":
            return f"{number:02}"
        case "none":
            return ""
        case "lowerLetter" | "upperLetter":
            return _cased(_letters(number), form)
        case "lowerRoman" | "upperRoman":
            return _cased(_roman(number), form)
        case "ordinal":
            return f"{number}{_ending(number)}"
        case "decimalEnclosedParen":
            return f"({number})"
        case "decimalEnclosedFullstop":
            return f"{number}."
        case "numberInDash":
            return f"- {number} -"
        case "decimalEnclosedCircle" if 0 < number <= _CIRCLES:
            return chr(0x2460 + number - 1)
        case "chicago" if number:
            return _MARKS[(number - 1) % len(_MARKS)] * ((number - 1) // len(_MARKS) + 1)
        case "cardinalText" if 0 < number <= _WORDS_TO:
            return _in_words(number).capitalize()
        case "ordinalText" if 0 < number <= _WORDS_TO:
            return _in_order(_in_words(number)).capitalize()
        case _ if form[:1] == "0" and form.isdigit():  # "001": Word's own form of a width
            return f"{number:0{len(form)}}"
        case _:
            return None


def _cased(text: str, form: str) -> str:
    return text.upper() if form.startswith("upper") else text


def _letters(number: int) -> str:
    """After z come aa, bb, cc, as Word counts."""
    if number < 1:
        return ""
    turns, letter = divmod(number - 1, 26)
    return chr(97 + letter) * (turns + 1)


def _roman(number: int) -> str:
    out = ""
    for worth, sign in _ROMAN:
        out += sign * (number // worth)
        number %= worth
    return out


def _ending(number: int) -> str:
    if 10 <= number % 100 <= 20:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _in_words(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]
    worth, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    many, rest = divmod(number, worth)
    return f"{_in_words(many)} {name}" + (f" {_in_words(rest)}" if rest else "")


def _in_order(words: str) -> str:
    """``twenty-one`` → ``twenty-first``."""
    found = re.fullmatch(r"(.*[ -])?([a-z]+)", words)
    assert found is not None
    before, last = found[1] or "", found[2]
    return before + _FIRST.get(last, f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
