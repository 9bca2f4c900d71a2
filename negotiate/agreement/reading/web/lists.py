"""The labels a browser prints before the items of a list."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negotiate.agreement.reading.web.sheet import Properties
from negotiate.agreement.reading.word.numerals import numeral

if TYPE_CHECKING:
    from lxml import etree

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_FORMS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_ALPHA = {"lower-alpha": 97, "lower-latin": 97, "upper-alpha": 65, "upper-latin": 65}
_BULLET = "•"


@dataclass(slots=True)
class OpenList:
    """A list being read: the form of its numbers (``bullet`` for none), the last one, the step."""

    form: str
    last: int
    step: int = 1

    def label(self, item: "etree._Element", styled: Properties) -> str:
        """The label of the next item; empty where the list shows none."""
        own = _form(item, styled, self.form)
        given = _whole(item.get("value"))
        self.last = given if given is not None else self.last + self.step
        if own == "none":
            return ""
        return _BULLET if own == "bullet" else f"{number_of(self.last, own)}."


def open_list(element: "etree._Element", styled: Properties) -> OpenList:
    """The list that an ``ol``, ``ul`` or ``menu`` opens; ``styled`` is what the style sheet says of it."""
    if element.tag != "ol":
        return OpenList(_form(element, styled, "bullet"), 0)
    step = -1 if element.get("reversed") is not None else 1
    start = _whole(element.get("start"))
    if start is None:
        start = 1 if step > 0 else sum(1 for child in element if child.tag == "li")
    return OpenList(_form(element, styled, "decimal"), start - step, step)


def _form(element: "etree._Element", styled: Properties, usual: str) -> str:
    for name in ("list-style-type", "list-style"):
        for word in styled.get(name, "").lower().split():
            if word in _FORMS or word in _ALPHA or word == "none":
                return word
            if word in ("disc", "circle", "square"):
                return "bullet"
    return _TYPES.get(element.get("type", ""), usual)


def number_of(number: int, form: str) -> str:
    """A number as a browser prints it in a form of CSS (``lower-roman``)."""
    if form == "none":
        return ""
    if number < 1:
        return str(number)
    if form in _ALPHA:
        letters = ""
        while number:  # after z comes aa, ab
            number, letter = divmod(number - 1, 26)
            letters = chr(_ALPHA[form] + letter) + letters
        return letters
    return numeral(number, _FORMS.get(form, "decimal")) or str(number)


def _whole(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"\s*[+-]?[0-9]{1,6}\s*", text) else None
