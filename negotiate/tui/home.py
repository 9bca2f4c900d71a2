"""What the home screen asks first: light to load, so that the items stand there at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from negotiate.bargaining.parties import Facts, Side
from negotiate.tui.room import Desk
from negotiate.workspace.listing import BoardRow, board_rows

if TYPE_CHECKING:
    from negotiate.costing.packages import Apart
    from negotiate.tui.paragraphs import Paragraph
    from negotiate.workspace.recording import Done
    from negotiate.workspace.sessions import Logged

_YEARS = 3


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """The items without their costs, and what stands above them."""

    facts: Facts
    rows: tuple[BoardRow, ...]
    now: datetime

    @property
    def agreed(self) -> str:
        """How many items are under a tentative agreement, how many an earlier round ratified."""
        states = [row.state for row in self.rows]
        ratified = states.count("ratified")
        return f"{states.count('TA')} agreed" + (f" · {ratified} ratified" if ratified else "")

    @property
    def agreed_of_all(self) -> str:
        """As ``agreed``, of the items of this round; nothing is said of one that has not begun."""
        here = [row.state for row in self.rows if row.state != "ratified"]
        said = [f"{here.count('TA')} of {len(here)} agreed"] * (not self.is_over)
        ratified = len(self.rows) - len(here)
        return " · ".join(said + [f"{ratified} ratified"] * bool(ratified))

    @property
    def is_over(self) -> bool:
        """Whether nothing has come on the table since a round was ratified."""
        states = {row.state for row in self.rows}
        return "ratified" in states and states <= {"ratified", "withdrawn", "rejected"}


def items_page(desk: Desk) -> ItemsPage:
    """Every item, at once; what they cost is asked one by one."""
    workspace = desk.workspace
    return ItemsPage(workspace.facts, board_rows(workspace, with_cost=False), workspace.now())


class Ahead:
    """The first answer, read before there is a screen to show it, and taken once by the one that will."""

    def __init__(self) -> None:
        self._pages: list[ItemsPage] = []

    def read(self, desk: Desk) -> None:
        """Reads it."""
        self._pages.append(items_page(desk))

    def take(self) -> ItemsPage | None:
        """What was read, if it is there by now."""
        return self._pages.pop() if self._pages else None


# What is heavy to load is imported when it is first asked for, by the thread that answers.


def item_costs(items: Sequence[str]) -> Callable[[Desk], list[BoardRow]]:
    """The rows of the first of ``items`` with their costs, as many as a short while allows: the list of items
    is read once for all of them, and what is more urgent need not wait for a thousand."""

    def ask(desk: Desk) -> list[BoardRow]:
        from negotiate.tui.questions import costs_of

        return costs_of(items)(desk)

    return ask


Totals = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """What both parties' positions on an item cost in the first year, in cents; None: no total.
    ``left_out`` says what our figure and theirs do not hold."""

    ours: int | None
    theirs: int | None
    apart: int | None
    left_out: tuple[str, str]
    partly: tuple[bool, bool]

    @property
    def stars(self) -> tuple[str, str, str]:
        """A star behind each figure that does not hold all of the language; whether ours or theirs does is
        ``partly``."""
        ours, theirs = ("*" if one else "" for one in self.partly)
        return ours, theirs, ours or theirs


@dataclass(frozen=True, slots=True)
class Standings:
    """What both parties' positions cost by year: all items together, and the first year of each by its
    number. ``left_out`` says what our total and theirs do not hold."""

    years: tuple[str, ...]
    ours: Totals
    theirs: Totals
    apart: Totals
    left_out: tuple[str, str]
    items: dict[str, Stand]


def totals(desk: Desk) -> Standings | None:
    """Both parties' positions on all items by year, and how far they are apart; None where there are none."""
    from negotiate.workspace.packaging import NO_PASS, apart

    with desk.workspace.at_rest():
        rows, whole = apart(desk.costs, "baseline", _YEARS)
    if not rows:
        return None
    years = desk.costs.report("baseline", "baseline", _YEARS).years
    us = desk.workspace.facts.side is Side.UNION

    def three(one: "Apart") -> tuple[Totals, Totals, Totals]:
        ours, theirs = (one.union, one.district) if us else (one.district, one.union)
        gap = tuple(None if each is None else abs(each) for each in one.distance)
        return ours, theirs, gap

    ours, theirs, gap = three(whole)

    def left(one: "Apart") -> tuple[str, str]:
        out = (one.union_left_out, one.district_left_out)
        return out if us else out[::-1]

    def stand(one: "Apart") -> Stand:
        ours, theirs, gap = (each[0] for each in three(one))
        out = left(one)
        return Stand(ours, theirs, gap, out, (out[0] not in ("", NO_PASS), out[1] not in ("", NO_PASS)))

    firsts = {one.item: stand(one) for one in rows}
    return Standings(tuple(year.label for year in years), ours, theirs, gap, left(whole), firsts)


def round_words(desk: Desk) -> str:
    """Which round this is, how many sessions it has had, and when the next one is."""
    from negotiate.bargaining.session import upcoming
    from negotiate.common.text import many
    from negotiate.tui.words import when
    from negotiate.workspace.sessions import entries

    workspace = desk.workspace
    facts, log = workspace.facts, entries(workspace)
    held = sum(one.kind.value == "start" and not one.struck_by for one in log)
    following = upcoming(log, workspace.now())
    if following is None:
        said = "no next session set (N)"
    else:
        at = when(following.when.astimezone(facts.zone))
        said = f"next session {at}" + (f", {following.place}" if following.place else "")
    around = f"round for the agreement after {_day(facts.term_to)}" if facts.term_to else "this round"
    return f"{said} · {many(held, 'session')} held · {around}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def plan_session(at: str, place: str) -> "Callable[[Desk], Logged]":
    """Puts the next session on the log."""

    def ask(desk: Desk) -> "Logged":
        from negotiate.workspace.sessions import plan

        return plan(desk.workspace, place, desk.workspace.facts.moment(at.strip().replace(" ", "T", 1)))

    return ask


def last_pass(name: str) -> "Callable[[Desk], list[Paragraph]]":
    """The redline of a side's last pass against the agreement in force."""

    def ask(desk: Desk) -> "list[Paragraph]":
        from negotiate.tui.questions import redline_of

        return redline_of("baseline", name, context=0)(desk)

    return ask


def our_draft(item: str) -> "Callable[[Desk], list[Paragraph]]":
    """The redline of our draft on an item (its id) against the agreement in force; nothing without one."""

    def ask(desk: Desk) -> "list[Paragraph]":
        from negotiate.tui.paragraphs import Mark, flow
        from negotiate.workspace.texts import OWN

        name = f"{item}:{OWN}"
        drafts = desk.workspace.drafts_of(desk.workspace.item(item))
        if not any(ref.name.endswith(f"{item}--{OWN}") for ref in drafts):
            return []
        return [flow(Mark.STRONG, "Our draft, not passed yet", after=1), *last_pass(name)(desk)]

    return ask


def put_on_table(title: str, clauses: list[str]) -> "Callable[[Desk], Done]":
    """A new item on its clauses."""

    def ask(desk: Desk) -> "Done":
        from negotiate.workspace.actions import open_item

        return open_item(desk.workspace, title, clauses)

    return ask
