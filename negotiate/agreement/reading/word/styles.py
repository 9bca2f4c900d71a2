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
_WHITE = 0xE8  # every part of a colour from here on is as good as white
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")


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
    white: bool | None


@dataclass(frozen=True, slots=True)
class Given:
    """What a style and those it is based on give: heading level (0 none), whether they hide their text,
    set it in bold, number it; whether the style is one of a table of contents."""

    outline: int
    hidden: bool
    bold: bool
    numbered: bool
    contents: bool


class Styles:
    """The styles of a file by their id."""

    def __init__(self, root: "etree._Element | None") -> None:
        self._styles: dict[str, Style] = {}
        self._given: dict[str, Given] = {}
        self.usual = ""
        self.strikes = self.whitens = False  # whether any style strikes its text, or sets it in white
        for one in root.iterchildren(f"{W}style") if root is not None else ():
            style = _style(one)
            self._styles[style.key] = style
            self.strikes |= bool(style.struck)
            self.whitens |= bool(style.white)
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

    def given(self, key: str) -> Given:
        """What a style gives, found once."""
        found = self._given.get(key)
        if found is None:
            all_of = tuple(self.chain(key))
            found = self._given[key] = Given(
                next((one.outline for one in all_of if one.outline is not None), 0),
                next((one.hidden for one in all_of if one.hidden is not None), False),
                next((one.bold for one in all_of if one.bold is not None), False),
                any(one.numbering is not None for one in all_of),
                self.name(key).startswith("toc "),
            )
        return found

    def outline(self, key: str) -> int:
        """The heading level a style gives: 1 the outermost, 0 none."""
        return self.given(key).outline

    def hidden(self, key: str) -> bool:
        """Whether a style hides its text."""
        return self.given(key).hidden

    def bold(self, key: str) -> bool:
        """Whether a style sets its text in bold."""
        return self.given(key).bold

    def struck(self, key: str) -> bool:
        """Whether a style strikes its text through."""
        return next((style.struck for style in self.chain(key) if style.struck is not None), False)

    def white(self, key: str) -> bool:
        """Whether a style sets its text in the colour of the paper."""
        return next((style.white for style in self.chain(key) if style.white is not None), False)

    def around(self, run: "etree._Element") -> Iterator[str]:
        """The styles that a run stands in, nearest first: its own, its paragraph's, its table's."""
        yield value(run.find(f"{W}rPr"), "rStyle") or ""
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None:
            yield value(paragraph.find(f"{W}pPr"), "pStyle") or self.usual
        table = next(run.iterancestors(f"{W}tbl"), None)
        if table is not None:
            yield value(table.find(f"{W}tblPr"), "tblStyle") or ""


def is_white(colour: str) -> bool:
    """Whether a colour, as six hexadecimal digits, is as good as the paper's."""
    if not _COLOUR.fullmatch(colour):
        return False
    return all(int(colour[at : at + 2], 16) >= _WHITE for at in (0, 2, 4))


def paper_colour(properties: "etree._Element | None") -> bool | None:
    """Whether run properties set words in the colour of the paper; None where they give no colour."""
    colour = properties.find(f"{W}color") if properties is not None else None
    if colour is None:
        return None
    return is_white(colour.get(f"{W}val", "")) or colour.get(f"{W}themeColor") in ("background1", "light1")


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
        paper_colour(one.find(f"{W}rPr")),
    )
