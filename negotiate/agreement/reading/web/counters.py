"""Counters of a page's style sheet, and the text that rules make of them (CSS 2.2, 12.4)."""

import re
from typing import TYPE_CHECKING

from negotiate.agreement.reading.web.lists import number_of
from negotiate.agreement.reading.web.sheet import Properties

if TYPE_CHECKING:
    from lxml import etree

_NAMED = re.compile(r"(-?[A-Za-z_][\w-]*)(?:\s+([+-]?\d{1,6}))?")
_PIECE = re.compile(
    r"\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'"
    r"|(?P<call>counters?|attr)\(\s*(?P<name>-?[A-Za-z_][\w-]*)\s*(?P<rest>[^)]*)\)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?|\\(.)", re.DOTALL)
_LEAVES = frozenset({"none", "inherit", "initial", "unset"})


class Counters:
    """The counters in force. Call :meth:`begins` and :meth:`ends` for every element in order."""

    def __init__(self) -> None:
        self._values: dict[
            str, list[list[int]]
        ] = {}  # name → [depth it is in force at, value], innermost last
        self._depth = 0

    def begins(self, properties: Properties) -> None:
        """An element begins: its counters are set and counted."""
        self._depth += 1
        self.apply(properties)

    def apply(self, properties: Properties) -> None:
        """Sets and counts what properties say, in the element that is open."""
        for name, start in _given(properties.get("counter-reset", ""), 0):
            open_ = self._values.setdefault(name, [])
            if open_ and open_[-1][0] == self._depth:
                open_[-1][1] = start  # a sibling set it before
            else:
                open_.append([self._depth, start])
        for name, step in _given(properties.get("counter-increment", ""), 1):
            self._values.setdefault(name, [])
            if not self._values[name]:
                self._values[name].append([self._depth, 0])
            self._values[name][-1][1] += step

    def ends(self) -> None:
        """An element ends, and with it the counters set inside it."""
        for open_ in self._values.values():
            while open_ and open_[-1][0] > self._depth:
                open_.pop()
        self._depth -= 1

    def text(self, properties: Properties, element: "etree._Element") -> str:
        """The text that ``content`` gives; empty where it gives none."""
        out = ""
        for found in _PIECE.finditer(properties.get("content", "")):
            string = found["double"] if found["double"] is not None else found["single"]
            if string is not None:
                out += _ESCAPE.sub(_unescaped, string)
            elif found["call"] == "attr":
                out += element.get(found["name"].lower(), "")
            else:
                out += self._counted(found["call"], found["name"], found["rest"])
        return out

    def _counted(self, call: str, name: str, rest: str) -> str:
        between = re.match(r"\s*,\s*([\"'])(.*?)\1", rest) if call == "counters" else None
        form = (rest[between.end() :] if between is not None else rest).strip(" ,\t\r\n") or "decimal"
        numbers = [value for _, value in self._values.get(name, [])] or [0]
        shown = numbers if call == "counters" else numbers[-1:]
        return (between[2] if between is not None else "").join(number_of(one, form) for one in shown)


def _given(text: str, usual: int) -> list[tuple[str, int]]:
    return [
        (found[1], int(found[2]) if found[2] else usual)
        for found in _NAMED.finditer(text)
        if found[1].lower() not in _LEAVES
    ]


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return "" if found[2] == "\n" else found[2]
    number = int(found[1], 16)
    return chr(number) if 0 < number < 0xD800 or 0xDFFF < number < 0x110000 else "\ufffd"
