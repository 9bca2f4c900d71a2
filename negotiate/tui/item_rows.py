"""The list of items: its orders, its groups by article, its columns and what stands in each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from negotiate.bargaining.parties import Side
from negotiate.common.text import many
from negotiate.tui.home import Stand, Standings
from negotiate.tui.words import cost_words, move_words, state_words
from negotiate.workspace.listing import BoardRow

COST, OURS, THEIRS, APART = "Cost, 1st year", "Ours, 1st year", "Theirs", "Apart"
FIRST = ("№", "Item", "State", "Move")
MORE = (*FIRST, "Passes", "Last pass", COST)
ALL = (*MORE[:-1], OURS, THEIRS, APART)
_CHOICES = (
    (ALL, 24), (tuple(one for one in ALL if one != "Passes"), 24), (MORE, 24),
    (tuple(one for one in MORE if one != "Passes"), 24), ((*FIRST, COST), 18),
)  # fmt: skip
"""Columns that the list may have, the most first, and the cells that are to be left for the titles."""


def _seconds(at: str) -> float:
    """For the order: two times may be told in two zones."""
    return datetime.fromisoformat(at).timestamp() if at else 0.0


ORDERS: tuple[tuple[str, Callable[[BoardRow], tuple[object, ...]]], ...] = (
    ("number", lambda row: (row.number,)),
    ("article", lambda row: (_place(row), row.clauses, row.number)),
    ("move", lambda row: (row.ball == "nobody", row.ball, row.number)),
    ("state", lambda row: (row.state, row.number)),
    ("last pass", lambda row: (_seconds(row.last_pass_at), row.number)),
)
_FIGURE = len("$999,999,999")
_AGREED = ("TA", "ratified")
_LEAST = 12  # cells of a title
_LAST = 10_000


@dataclass(frozen=True, slots=True)
class Group:
    """A heading in the list: an article, its items, and whether they are folded away."""

    article: str
    rows: tuple[BoardRow, ...]
    folded: bool

    def words(self, name: str) -> str:
        """What the heading says in a column."""
        agreed = sum(row.state in _AGREED for row in self.rows)
        return {
            "Item": f"{'▸' if self.folded else '▾'} {self.article}",
            "State": many(len(self.rows), "item"),
            "Move": f"{agreed} agreed",
        }.get(name, "")


Line = BoardRow | Group


def columns_for(width: int, wide: Callable[[str], int], *, both: bool = True) -> dict[str, int]:
    """The columns that fit whole into so many cells, and how wide each is; the titles take what is left.
    ``wide`` says how wide a column would be; ``both``, whether the parties' positions may stand apart."""
    for names, least in (*(_CHOICES if both else _CHOICES[2:]), (FIRST, 0)):
        widths = {name: wide(name) for name in names}
        left = width - (sum(widths.values()) - widths["Item"] + 2 * len(widths) + 1)
        if left >= max(min(least, widths["Item"]), _LEAST):
            break
    return widths | {"Item": max(min(widths["Item"], left), _LEAST)}


def article_of(row: BoardRow) -> str:
    """The article the item's first clause stands in."""
    if not row.clauses:
        return "No clause"
    first = row.clauses[0].split(".")[0].split("(")[0].strip()
    return f"Article {first}" if first.isalnum() and (first.isupper() or first.isdigit()) else first


def grouped(rows: Sequence[BoardRow], folded: frozenset[str]) -> Iterator[Line]:
    """The rows under a heading for each article, in the order of the agreement."""
    groups: dict[str, list[BoardRow]] = {}
    for row in rows:
        groups.setdefault(article_of(row), []).append(row)
    for article, inside in sorted(groups.items(), key=lambda one: _place(one[1][0])):
        yield Group(article, tuple(inside), article in folded)
        if article not in folded:
            yield from inside


def _place(row: BoardRow) -> tuple[int, str]:
    """Where the item's article stands among the articles; those without a number come last."""
    from negotiate.agreement.labels import roman

    number = article_of(row).removeprefix("Article ")
    return (int(number) if number.isdecimal() else roman(number) or _LAST, number)


_LETTERS, _ALIKE = 4, 80
"""Letters from which a word may be misspelled, and per cent of it that must be as written in the row."""


def filtered(rows: Sequence[BoardRow], words: str) -> tuple[list[BoardRow], bool]:
    """The rows that have every word, and none that has ``!`` before it; where no row has them, those with
    words like them (True): a slip of a letter or two."""
    wanted = words.casefold().split()
    has = [word for word in wanted if not (word.startswith("!") and len(word) > 1)]
    not_has = [word[1:] for word in wanted if word.startswith("!") and len(word) > 1]
    said = [(row, _said(row)) for row in rows]
    said = [(row, text) for row, text in said if not any(word in text for word in not_has)]
    exact = [row for row, text in said if all(word in text for word in has)]
    if exact or not any(len(word) >= _LETTERS for word in has):
        return exact, False

    from rapidfuzz import fuzz  # not needed before somebody misspells

    def like(word: str, text: str) -> bool:
        return word in text or (len(word) >= _LETTERS and fuzz.partial_ratio(word, text) >= _ALIKE)

    return [row for row, text in said if all(like(word, text) for word in has)], True


def _said(row: BoardRow) -> str:
    return " ".join(
        [str(row.number), row.title, state_words(row.state), row.ball, row.package, *row.clauses]
    ).casefold()


def words_of(
    row: BoardRow,
    name: str,
    ours: Side,
    days: Callable[[str], str],
    priced: BoardRow | None,
    positions: Mapping[str, Stand] | None,
) -> str:
    """What stands in one cell. ``priced`` is the row with its cost once that is known, ``positions`` both
    parties' first year and the distance by item number, once those are."""
    if name in (OURS, THEIRS, APART):
        if positions is None:
            return "…".rjust(_FIGURE)
        found = positions.get(str(row.number))
        if found is None:
            return ""
        at = (OURS, THEIRS, APART).index(name)
        return figure((found.ours, found.theirs, found.apart)[at]).rjust(_FIGURE) + found.stars[at]
    return {
        "№": lambda: str(row.number),
        "Item": lambda: f"{row.title}  [{row.package}]" if row.package else row.title,
        "State": lambda: state_words(row.state),
        "Move": lambda: move_words(row.ball, ours),
        "Passes": lambda: str(row.passes),
        "Last pass": lambda: days(row.last_pass_at),
        COST: lambda: "…".rjust(_FIGURE) if priced is None else _money(priced),
    }[name]()


RIGHT = frozenset({"№", "Passes"})
"""Columns of figures that stand under each other's ends."""


def heading(name: str) -> str:
    """What stands above a column; above figures it ends where they end."""
    return name.rjust(_FIGURE) if name in (THEIRS, APART) else name


def width_of(name: str, cells: Sequence[int]) -> int:
    """As wide as the longest cell; figures are not known yet when the list is first shown."""
    waiting = (
        _FIGURE + len(" (1 not costed)") if name == COST else _FIGURE if name in (OURS, THEIRS, APART) else 0
    )
    return max(*cells, len(name), waiting) if cells else max(len(name), waiting)


def figure(cents: int | None) -> str:
    """Whole dollars, or that there is no total."""
    from negotiate.costing.output import dollars  # heavy to load; nothing is priced when the list is painted

    return "no total" if cents is None else dollars(cents)


def _money(row: BoardRow) -> str:
    """Figures stand under figures; what a total leaves out stands after it."""
    shown, _, rest = cost_words(row).partition(" (")
    return shown.rjust(_FIGURE) + (f" ({rest}" if rest else "")


def above_words(found: Standings, width: int, *, tall: bool) -> list[str]:
    """Both parties' positions by year: a line for each party and the distance, or all in one line."""
    rows = (("ours", found.ours), ("theirs", found.theirs), ("apart", found.apart))
    if tall:
        head = f"{'':8}" + "".join(label.rjust(_FIGURE + 2) for label in found.years)
        lines = [
            f"{name:8}" + "".join(figure(each).rjust(_FIGURE + 2) for each in cents) for name, cents in rows
        ]
        lefts = (*found.left_out, "")
        return [
            head,
            *(f"{line}  (* {left})" if left else line for line, left in zip(lines, lefts, strict=True)),
        ]
    said = " · ".join(f"{name} {' '.join(map(_short, cents))}" for name, cents in rows[:2])
    spanned = f"  ({found.years[0]} to {found.years[-1]})" if found.years else ""
    return [said + (spanned if len(said) + len(spanned) <= width - 2 else "")]


def _short(cents: int | None) -> str:
    """An amount in millions, to be read at a glance: ``$19.1M``; below one, in thousands."""
    if cents is None:
        return "no total"
    sign, whole = "-" if cents < 0 else "", abs(cents) / 100
    return f"{sign}${whole / 1e6:,.1f}M" if whole >= 1e6 else f"{sign}${whole / 1e3:,.0f}k"
