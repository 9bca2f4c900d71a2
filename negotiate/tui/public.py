"""What both sides hold, and nothing else: the only questions the table view may ask.

Each answer is built field by field from what has crossed the table; nothing is taken from a draft, a pass
that is still ready, a note, a cost, a package's own name or a reason written for our record.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import How
from negotiate.bargaining.session import in_order, running
from negotiate.redline.engine import redline
from negotiate.tui.from_redline import redline_paragraphs
from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.room import Desk
from negotiate.workspace.rounds import rows_told_of
from negotiate.workspace.texts import pair


@dataclass(frozen=True, slots=True)
class Crossed:
    """A pass that has crossed the table: its name, when, and the text's name to ask for."""

    name: str
    at: datetime | None
    text: str
    how: How


@dataclass(frozen=True, slots=True)
class Shared:
    """One item as both sides know it."""

    item: str
    number: int
    title: str
    state: str
    ball: str
    clauses: tuple[str, ...]
    passes: tuple[Crossed, ...]

    def latest(self, side: Side) -> Crossed | None:
        """The side's last pass."""
        found = [one for one in self.passes if one.text.partition(":")[2].startswith(side.value)]
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class TablePage:
    """The items that have crossed the table, the parties, the clock, and when the session began."""

    title: str
    parties: tuple[str, str]
    items: tuple[Shared, ...]
    now: datetime
    began: datetime | None

    @property
    def agreed(self) -> int:
        """How many of the items are under a tentative agreement or ratified."""
        return sum(one.state in ("TA", "ratified") for one in self.items)


def table_page(desk: Desk) -> TablePage:
    """Every item of the round of which a pass has crossed the table."""
    workspace = desk.workspace
    facts = workspace.facts
    shared = []
    crossed = [row for row in rows_told_of(workspace) if row.union_passes + row.district_passes]
    for item in workspace.items(crossed):
        passes = tuple(
            Crossed(one.name, one.at, f"{item.id}:{one.side.value}@{one.number}", one.how)
            for one in item.passes
            if one.number and one.at is not None
        )
        ball = item.ball.value if item.ball is not None else "nobody"
        shared.append(Shared(item.id, item.number, item.title, item.state.value, ball, item.clauses, passes))
    from negotiate.workspace.sessions import entries

    session = running(one for _, one in in_order(entries(workspace)))
    return TablePage(
        facts.title,
        (facts.union.name, facts.district.name),
        tuple(shared),
        workspace.now().astimezone(facts.zone),
        session.when.astimezone(facts.zone) if session is not None else None,
    )


def passed_text(text: str) -> Callable[[Desk], list[Paragraph]]:
    """The redline of a pass that has crossed the table, against the agreement in force."""

    def ask(desk: Desk) -> list[Paragraph]:
        old, new = pair(desk.workspace, "baseline", text)
        found = redline_paragraphs(redline(old.placed, new.placed), context=0)
        same: list[Paragraph] = [flow(Mark.STRONG, "Current language: no change to the agreement in force.")]
        return found if len(found) > 1 else same

    return ask


def agreed_text(item: str) -> Callable[[Desk], list[Paragraph]]:
    """What the item's tentative agreement changes; said plainly where there is none."""

    def ask(desk: Desk) -> list[Paragraph]:
        workspace = desk.workspace
        found = workspace.item(item)
        last = found.last
        if found.state.value not in ("TA", "ratified") or last is None:
            return [flow(Mark.NOTE, "Nothing is agreed on this item yet.")]
        return passed_text(f"{item}:{last.side.value}@{last.number}")(desk)

    return ask
