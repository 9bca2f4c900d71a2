"""Automatic numbering: the label a reader sees before each numbered paragraph.

Rules of ECMA-376 Part 1, 17.9: lists (``num``) that share an abstract list share its
count; a list with a start of its own sets the count once, where it is first used; a level
starts afresh when a level above it has counted, unless ``lvlRestart`` says otherwise. A level
that is passed over counts as begun (Word and LibreOffice both: after "1.1" comes "2"). A text
box and the notes count apart from the text around them.
"""

import re
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from negotiate.agreement.reading.word.numerals import numeral
from negotiate.agreement.reading.word.package import MC, W, is_on, value, whole
from negotiate.agreement.reading.word.styles import NumberRef, Styles

if TYPE_CHECKING:
    from lxml import etree

_PLACE = re.compile(r"%([1-9])")
_LAST_LEVEL = 8
_PLAIN_BULLETS = frozenset("•●○◦▪▫■□◆◇–—-*·")
_BULLETS = {"o": "◦"}  # the hollow bullet is a letter of a typewriter face


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: ``text`` is its pattern (``%1.%2``); ``restart`` how many levels above
    set it back (None: all), ``style`` the paragraph style tied to it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """One ``num``: its abstract list, levels it replaces, and counts it sets where first used."""

    abstract: int
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts through one text. Ask for each paragraph's label once, in reading order."""

    def __init__(self, root: "etree._Element | None", styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int, dict[int, Level]] = {}
        self._linked: dict[int, str] = {}  # an abstract list that is but a link to a list style
        self._lists: dict[int, _List] = {}
        self._counts: dict[int, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()
        self.unknown: set[str] = set()
        for one in root if root is not None else ():
            if one.tag == f"{W}abstractNum":
                self._read_abstract(one)
            elif one.tag == f"{W}num":
                self._read_list(one)

    def label(self, style: str, direct: NumberRef | None) -> str:
        """The label of the next paragraph, counted; empty where it has none."""
        place = self._place(style, direct)
        if place is None:
            return ""
        number, at = place
        one = self._lists[number]
        abstract = self._resolved(one.abstract)
        levels = {**self._abstract.get(abstract, {}), **one.levels}
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        self._count(counts, number, at, levels)
        return self._print(level, levels, counts)

    def apart(self) -> "Numbering":
        """The same lists with nothing counted: for a text box or a note."""
        made = copy(self)
        made._counts, made._started = {}, set()
        return made

    def _place(self, style: str, direct: NumberRef | None) -> tuple[int, int] | None:
        """The list and level of a paragraph, from its own properties or its style's."""
        number = direct.number if direct is not None else None
        at = direct.level if direct is not None else None
        for one in self._styles.chain(style):
            if number is not None:
                break
            if one.numbering is None:
                continue
            number = one.numbering.number
            if at is None and number is not None:
                at = self._tied(number, one.key)
                at = one.numbering.level if at is None else at
        if not number or number not in self._lists:
            return None
        return number, min(max(at or 0, 0), _LAST_LEVEL)

    def _tied(self, number: int, style: str) -> int | None:
        one = self._lists.get(number)
        if one is None:
            return None
        levels = {**self._abstract.get(self._resolved(one.abstract), {}), **one.levels}
        return next((at for at, level in levels.items() if level.style == style), None)

    def _resolved(self, abstract: int) -> int:
        """The abstract list that holds the levels, behind a link to a list style."""
        for _ in range(4):
            link = self._linked.get(abstract)
            if link is None:
                break
            ref = next((one.numbering for one in self._styles.chain(link) if one.numbering), None)
            target = self._lists.get(ref.number or 0) if ref is not None else None
            if target is None:
                break
            abstract = target.abstract
        return abstract

    def _count(self, counts: dict[int, int], number: int, at: int, levels: dict[int, Level]) -> None:
        starts = self._lists[number].starts
        for deep, start in starts.items():
            if deep == at and (number, deep) not in self._started:
                self._started.add((number, deep))
                counts[deep] = start - 1
        for shallow in range(at):
            if shallow not in counts and shallow in levels:
                counts[shallow] = levels[shallow].start
        first = starts.get(at, levels[at].start)
        counts[at] = counts.get(at, first - 1) + 1
        for deep in [deep for deep in counts if deep > at]:
            below = levels.get(deep)
            restart = below.restart if below is not None else None
            if restart is None or at < restart:
                del counts[deep]

    def _print(self, level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        if level.form == "bullet":
            sign = level.text.strip()
            return sign if sign in _PLAIN_BULLETS else _BULLETS.get(sign, "•") if sign else ""

        def put(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = levels.get(at, Level())
            number = counts.get(at, of.start)
            form = "decimal" if level.legal and of.form != "none" else of.form
            printed = numeral(number, form)
            if printed is None:
                self.unknown.add(form)
            return str(number) if printed is None else printed

        return _PLACE.sub(put, level.text).strip()

    def _read_abstract(self, one: "etree._Element") -> None:
        key = whole(one.get(f"{W}abstractNumId"))
        if key is None:
            return
        self._abstract[key] = dict(_levels(one))
        link = value(one, "numStyleLink")
        if link:
            self._linked[key] = link

    def _read_list(self, one: "etree._Element") -> None:
        key, abstract = whole(one.get(f"{W}numId")), whole(value(one, "abstractNumId"))
        if key is None or abstract is None:
            return
        made = _List(abstract)
        for override in one.iterchildren(f"{W}lvlOverride"):
            at = whole(override.get(f"{W}ilvl"))
            start = whole(value(override, "startOverride"))
            made.levels.update(_levels(override))
            if at is not None and start is not None:
                made.starts[at] = start
        self._lists[key] = made


def _levels(parent: "etree._Element") -> list[tuple[int, Level]]:
    found = []
    for one in parent.iterchildren(f"{W}lvl"):
        at = whole(one.get(f"{W}ilvl"))
        if at is None:
            continue
        start = whole(value(one, "start"))
        level = Level(
            start or 0,
            _form(one),
            value(one, "lvlText") or "",
            whole(value(one, "lvlRestart")),
            bool(is_on(one, "isLgl")),
            value(one, "pStyle") or "",
        )
        found.append((at, level))
    return found


def _form(one: "etree._Element") -> str:
    """A level's form; one that only newer programs know (``001, 002, …``) as its first number."""
    own = value(one, "numFmt")
    if own is None:
        newer = one.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
        older = one.find(f"{MC}AlternateContent/{MC}Fallback")
        pattern = newer.get(f"{W}format", "") if newer is not None else ""
        first = pattern.split(",")[0].strip()
        own = first if first.isdigit() and first[0] == "0" else value(older, "numFmt")
    return own or "decimal"
