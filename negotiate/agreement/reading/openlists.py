"""The lists that are open at a place of an article, and what a printed label may be in one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from negotiate.agreement.labels import heading_of, ordinals, parse_label


@dataclass(frozen=True, slots=True, eq=False)  # one object a reading: compared by identity
class Reading:
    """One reading of a printed label as the member of a list.

    ``style`` numbers the style of the label (word, punctuation, kind and parts of its numeral),
    ``family`` what two styles of one list have in common, ``series`` the kind of numeral.
    ``parent`` is ``5.2`` for ``5.2.1``.
    """

    style: int
    family: int
    series: int
    number: int
    value: str
    parent: str


class Open:
    """One open list and, through ``under``, those it stands in: a stack of lists.

    Equal stacks are one object (the search sees to it), so they are compared by identity.
    ``depth`` is -1 for the article itself, which is no list. ``headed`` says that an unlabelled
    heading stands here now; ``below`` is the series of the list that stood under this one before
    that heading, ``resume`` the number that list would have gone on with (some count through).
    A list opened by an unlabelled heading has style 0 until a label follows. ``marked`` is the
    level of the heading in the markup, 0 where there is none.
    """

    __slots__ = (
        "below", "depth", "family", "headed", "marked", "number", "parent", "reading",
        "resume", "series", "style", "styles", "title", "under", "value",
    )  # fmt: skip

    def __init__(
        self,
        under: "Open | None",
        reading: Reading | None,
        title: bool,
        headed: bool = False,
        below: int = 0,
        resume: int = 0,
        marked: int = 0,
    ) -> None:
        self.under = under
        self.reading = reading
        said = reading or _NONE
        self.style = said.style
        self.family = said.family
        self.series = said.series
        self.number = said.number
        self.value = said.value
        self.parent = said.parent
        self.title = title
        self.headed = headed
        self.below = below
        self.resume = resume
        self.marked = marked
        if under is None:
            self.depth, self.styles = -1, 0
        else:  # bit n of styles: a list of style n is open here or above
            self.depth, self.styles = under.depth + 1, under.styles | (1 << self.style)


Key = tuple[Open, Reading | None, bool, bool, int, int, int]
_NONE = Reading(0, -1, 0, 0, "", "")


class Root(Open):
    """The article itself, in which lists are opened."""

    __slots__ = ()

    def __init__(self, value: str = "") -> None:
        """``value`` is the article's number in digits, with which its labels may begin."""
        super().__init__(None, None, False)
        self.value = value


_Style = tuple[str, bool, bool, str, int]
_STYLES: dict[_Style, int] = {}
_FAMILIES: dict[tuple[str, int], int] = {}
_SERIES: dict[str, int] = {}


@lru_cache(maxsize=8192)
def readings(printed: str) -> tuple[Reading, ...]:
    """Every reading of a printed label as the member of a list."""
    label = parse_label(printed)
    if label is None:
        return ()
    heads = heading_of(label.value)  # "4.0" is "4" to "4.1", and of no list with "4."
    value = heads or label.value
    own = re.search(r"[.-][^.-]+$", value)
    parent = value[: own.start()] if own is not None else ""
    parts = (value.count(".") + value.count("-") + 1) * (-1 if heads else 1)
    found: list[Reading] = []
    for series, number in ordinals(label.value):
        style = (label.word, label.opened, label.paren, series, parts)
        found.append(
            Reading(
                _STYLES.setdefault(style, len(_STYLES) + 1),
                _FAMILIES.setdefault((series, parts), len(_FAMILIES) + 1),
                _SERIES.setdefault(series, len(_SERIES) + 1),
                number,
                value,
                parent,
            )
        )
    return tuple(found)


@lru_cache(maxsize=8192)
def likeness(one: int, other: int) -> float | None:
    """What it costs that two members of one list are printed in two styles ("B" among "A." and
    "C.", "3)" among "2." and "4."); None where they cannot be of one list."""
    styles = list(_STYLES)
    if not one:
        return None
    a, b = styles[one - 1], styles[other - 1]
    if a[3:] != b[3:] or a[0] != b[0] or a[1] != b[1]:
        return None
    return 0.8


def seeded(above: list[tuple[str, bool]]) -> Open:
    """The lists open under the clauses ``above``, each its label and whether it is a heading."""
    at: Open = Root()
    for printed, title in above:
        found = readings(printed)
        if not found:
            at = Open(at, None, title, headed=True)
            continue
        numerals = [one for one in found if one.number <= 39] if len(found) > 1 else []
        # ``i``, ``v`` and ``x`` alone are more often numerals, ``c``, ``d``, ``l`` and ``m`` letters
        at = Open(at, numerals[0] if numerals else found[-1], title)
    return at
