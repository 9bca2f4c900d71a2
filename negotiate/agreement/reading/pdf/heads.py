"""Running heads and feet of a PDF: what stands at the same height on page after page."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negotiate.agreement.labels import roman
from negotiate.agreement.reading.furniture import NUMBER, PART, counting
from negotiate.common.text import canonical

_MARGIN = 0.13  # of the page's height, above and below
_OUTERMOST = 3  # rows counted from the page's upper and lower edge
_LEAST_PAGES = 3
_LEAST_SHARE = 0.2  # heads of odd and even pages, and those that change with the chapter
_CLIMBS = 0.6  # of the pages show a number that goes with the page
_STEP = 4.0  # points
_LONGEST = 160
_BARE = re.compile(
    r"(?:[-–—]\s*)?(?:page\s*)?([0-9]{1,4})(?:\s*(?:of|/)\s*[0-9]{1,4})?(?:\s*[-–—])?", re.IGNORECASE
)
_SAYS_PAGE = re.compile(r"page|\bp\.?#|^\W*#(?:\W*(?:of)?#)?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line for this purpose: its page, the page's height, its base line, its words, and whether
    space parts it from the line before."""

    page: int
    height: float
    base: float
    words: str
    gap: bool


def running(lines: Sequence[Line]) -> set[int]:
    """The positions in ``lines`` of running heads, feet and page numbers.

    A line is one where a number in it climbs with the page and nothing else changes, or where it
    stands word for word the same on a fifth of the pages. What begins like a part of the
    agreement ("ARTICLE V") must stand the same on pages that follow each other.
    """
    pages = len({line.page for line in lines})
    least = max(_LEAST_PAGES, _LEAST_SHARE * pages)
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    same: dict[tuple[str, int], list[int]] = defaultdict(list)
    same_figures: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at in _outer(lines):
        place = lines[at].base / _STEP
        text = canonical(lines[at].words)
        for step in (round(place), round(place + 0.5)):
            groups[NUMBER.sub("#", re.sub(r"\s", "", counting(text))), step].append(at)
            words = re.search(r"[^\W\d_]{3}", text)
            (same if words else same_figures)[text, step].append(at)
    found = {at for at in _outer(lines) if _is_page_number(lines[at])}
    for (pattern, _), members in sorted(groups.items(), key=lambda one: not _SAYS_PAGE.search(one[0][0])):
        if "#" not in pattern or len(members) < _LEAST_PAGES or not _climbs([lines[at] for at in members]):
            continue
        if _SAYS_PAGE.search(pattern) or not _counted_already(lines, members, found):
            found.update(members)
    for (text, _), members in same.items():
        held = sorted({lines[at].page for at in members})
        if PART.match(text):
            if len(held) >= _LEAST_PAGES and held[-1] - held[0] <= 2 * len(held):
                found.update(members)
        elif len(held) >= least:
            found.update(members)
    return found | _level_with(lines, found, same_figures, least)


def _counted_already(lines: Sequence[Line], members: Sequence[int], found: set[int]) -> bool:
    """Whether most pages of these lines have their number in another line: what climbs beside it is a
    title ("Chart 4")."""
    counted = {lines[at].page for at in found}
    return sum(lines[at].page in counted for at in members) > _CLIMBS * len(members)


def _level_with(
    lines: Sequence[Line], found: set[int], same: Mapping[tuple[str, int], list[int]], least: float
) -> set[int]:
    """Figures ("2026-2029") that stand the same on as many pages as a running head must, each time level
    with one: the other half of it, which the gap between two columns has parted."""
    heights = {(lines[at].page, round(lines[at].base)) for at in found}
    out: set[int] = set()
    for members in same.values():
        level = [at for at in members if (lines[at].page, round(lines[at].base)) in heights]
        if len({lines[at].page for at in level}) >= least:
            out.update(level)
    return out


def _is_page_number(line: Line) -> bool:
    """Whether a line says nothing but the number of its page."""
    found = _BARE.fullmatch(canonical(line.words))
    return found is not None and int(found[1]) == line.page


def _outer(lines: Sequence[Line]) -> list[int]:
    """The lines that stand outermost in the margins of their pages."""
    pages: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        if line.words.strip():
            pages[line.page].append(at)
    found: list[int] = []
    for members in pages.values():
        ordered = sorted(members, key=lambda at: -lines[at].base)
        gaps = [lines[at].gap for at in ordered] + [True]
        for rank, at in enumerate(ordered):
            line = lines[at]
            upper = line.base > (1 - _MARGIN) * line.height and rank < _OUTERMOST
            lower = line.base < _MARGIN * line.height and len(ordered) - rank <= _OUTERMOST
            apart = any(gaps[rank + 1 : rank + 3]) if upper else any(gaps[max(rank - 1, 0) : rank + 1])
            if (upper or lower) and apart and len(canonical(line.words)) <= _LONGEST:
                found.append(at)
    return found


def _climbs(members: Sequence[Line]) -> bool:
    """Whether a number in the lines goes up by one with every page."""
    columns: dict[int, Counter[int]] = defaultdict(Counter)
    for line in members:
        for column, number in enumerate(NUMBER.findall(counting(canonical(line.words)))):
            value = int(number) if number.isdigit() else roman(number)
            if value is not None:
                columns[column][value - line.page] += 1
    return any(
        max(counts.values()) >= max(_LEAST_PAGES, _CLIMBS * len(members)) for counts in columns.values()
    )
