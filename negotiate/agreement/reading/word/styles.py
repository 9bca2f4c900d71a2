"""Paragraph and character styles: outline level, numbering, hidden text, inherited from their bases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negotiate.agreement.reading.word.package import W, is_on, value, whole

if TYPE_CHECKING:
    from lxml import etree

_HEADING = re.compile(r"heading ([1-9])")
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class NumberRef:
    """A paragraph's place in a list as its properties give it: what is not given is None.
    ``number`` 0 takes numbering away."""

    number: int | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """One style. ``outline`` is 1 for the outermost heading, 0 for body text, None not given."""

    key: str
    name: str
    based: str
    outline: int | None
    numbering: NumberRef | None
    hidden: bool | None
    bold: bool | None
    struck: bool | None


class Styles:
    """The styles of a file by their id."""

    def __init__(self, root: "etree._Element | None") -> None:
        self._styles: dict[str, Style] = {}
        self.usual = ""
        for one in root.iterchildren(f"{W}style") if root is not None else ():
            style = _style(one)
            self._styles[style.key] = style
            if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true", "on"):
                self.usual = style.key

    def chain(self, key: str) -> Iterator[Style]:
        """A style and those it is based on, nearest first; a ring ends where it closes."""
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            style = self._styles[key]
            yield style
            key = style.based

    def name(self, key: str) -> str:
        """A style's name in lower case; empty where the file has no such style."""
        style = self._styles.get(key)
        return style.name if style is not None else ""

    def outline(self, key: str) -> int:
        """The heading level a style gives: 1 the outermost, 0 none."""
        return next((style.outline for style in self.chain(key) if style.outline is not None), 0)

    def hidden(self, key: str) -> bool:
        """Whether a style hides its text."""
        return next((style.hidden for style in self.chain(key) if style.hidden is not None), False)

    def bold(self, key: str) -> bool:
        """Whether a style sets its text in bold."""
        return next((style.bold for style in self.chain(key) if style.bold is not None), False)

    def struck(self, key: str) -> bool:
        """Whether a style strikes its text through."""
        return next((style.struck for style in self.chain(key) if style.struck is not None), False)


def numbering_ref(properties: "etree._Element | None") -> NumberRef | None:
    """The list place that paragraph properties give."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return None
    return NumberRef(whole(value(found, "numId")), whole(value(found, "ilvl")))


def outline_of(properties: "etree._Element | None") -> int | None:
    """The heading level that paragraph properties give: 1 the outermost, 0 body text."""
    level = whole(value(properties, "outlineLvl"))
    return None if level is None else 0 if not 0 <= level < _BODY_LEVEL else level + 1


def _style(one: "etree._Element") -> Style:
    name = (value(one, "name") or "").lower()
    properties = one.find(f"{W}pPr")
    outline = outline_of(properties)
    heading = _HEADING.fullmatch(name)
    if outline is None and heading is not None:
        outline = int(heading[1])
    return Style(
        one.get(f"{W}styleId", ""),
        name,
        value(one, "basedOn") or "",
        outline,
        numbering_ref(properties),
        is_on(one.find(f"{W}rPr"), "vanish"),
        is_on(one.find(f"{W}rPr"), "b"),
        is_on(one.find(f"{W}rPr"), "strike") or is_on(one.find(f"{W}rPr"), "dstrike"),
    )
