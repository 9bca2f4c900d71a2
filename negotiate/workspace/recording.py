"""What the acts share: one event as a commit on its item's branch, and what an act answers."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.store import files_apart
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, Item, apply
from negotiate.bargaining.states import Act
from negotiate.bargaining.trailers import write_trailers
from negotiate.common.errors import Refused
from negotiate.common.text import slug
from negotiate.repository.transaction import Transaction
from negotiate.workspace.texts import OWN
from negotiate.workspace.workspace import PASSES, PROPOSALS, Workspace

CROSSED = "it has crossed the table"
Files = dict[str, str | bytes | None]


_AT_ONCE = timedelta(seconds=5)
"""A time so near is the clock's, given by nobody."""
_SOON = timedelta(minutes=15)
"""As far as two people's clocks may differ without a word."""
FAR = timedelta(days=731)
"""No pass is dated further ahead; clocks may differ, and this much they do not."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: one line for a person, the item after it, and what to heed."""

    what: str
    item: Item
    warnings: tuple[str, ...] = ()


def own_option(workspace: Workspace, side: Side) -> str:
    """The draft a side writes when it names none: ours is ``draft``."""
    return OWN if side is workspace.facts.side else side.value


def record(op: Transaction, item: Item, event: Event, parent: str, files: Files) -> Item:
    """One event as a commit on the item's branch; the item after it."""
    after = apply(item, event)
    ref = f"{PROPOSALS}{item.id}"
    commit = op.commit(parent, files, subject(item, event), write_trailers(after, event))
    old = None if event.act is Act.OPENED else parent
    op.move(ref, new=commit, old=old)
    return apply(item, replace(event, text=commit))


def subject(item: Item, event: Event) -> str:
    """The first line of an event's commit, as `git log` shows it."""
    side = f"{event.side.value.capitalize()} " if event.side else ""
    number = f"{event.number} " if event.number else ""
    return f"Item {item.number}, {item.title}: {side}{number}{event.act.value}"


def item_yaml(item: Item) -> str:
    """An item's own file."""
    import yaml

    data = {"item": item.number, "id": item.id, "title": item.title, "clauses": list(item.clauses)}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def draft_trailers(item: Item, side: Side, base: str) -> tuple[tuple[str, str], ...]:
    """What a draft's commit says of itself; ``base`` is the baseline it was made from."""
    return (("Item", item.id), ("Side", side.value), ("Event", "draft"), ("Base", base))


def tag_pass(op: Transaction, item: Item) -> None:
    """The tag that marks the item's last pass for good."""
    last = item.last_handed
    assert last is not None
    op.tag(
        f"{PASSES}{item.id}/{last.side.value}-{last.number}",
        last.text,
        f"{last.name} on item {item.number}, {item.title}",
        (("Item", item.id), ("Digest", last.digest)),
    )


def changed_files(workspace: Workspace, parent: str, text: Agreement) -> Files:
    """The article files that must change so that ``parent``'s text becomes ``text``: one that says the
    same as before stays as it is written."""
    return {**files_apart(workspace.agreement_at(parent), text)}


def check_order(item: Item, at: datetime, now: datetime) -> None:
    """Refuse a time before the last pass: the order of passes is the record. One years ahead of ``now`` is
    a slip of the pen that could never be taken back, and no later pass could follow it."""
    if at - now > FAR:
        raise Refused(
            f"{at.isoformat()} lies years ahead: it is {now.date()} now",
            do="give the time at which it really crossed the table",
        )
    last = item.last_handed
    if last is not None and last.at is not None and at < last.at:
        by_clock = abs(at - now) < _AT_ONCE
        what = f"this machine's clock says {at.isoformat()}, which" if by_clock else at.isoformat()
        raise Refused(
            f"{what} lies before {last.name}, handed across at {last.at.isoformat()}",
            do="set the clock, or give the time at which it really crossed the table"
            if by_clock
            else "give the time at which it really crossed the table",
        )


def not_yet(at: datetime | None, now: datetime) -> tuple[str, ...]:
    """What is said of a time that has not come yet: a pass is final, and none can be given an earlier one."""
    if at is None or at - now < _SOON:
        return ()
    given, clock = (f"{one.astimezone(at.tzinfo):%Y-%m-%dT%H:%M}" for one in (at, now))
    return (
        f"the time given, {given}, has not come yet: it is {clock} by this machine's clock, and no later "
        "pass on the item can be given an earlier time",
    )


def item_file(item: Item) -> str:
    """Where an item's own file stands."""
    return f"proposals/{item.number:02d}-{slug(item.title)}.yaml"


def event_now(workspace: Workspace, act: Act, side: Side | None = None, why: str = "") -> Event:
    """An event of this moment, recorded by whoever is at work."""
    now = workspace.now().replace(microsecond=0)
    return Event(act, now, by=str(workspace.person.name), side=side, why=why)
