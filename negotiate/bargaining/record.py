"""The record of an item: its events in order, and where they leave it.

An event is a commit on the item's branch; the record is what the events add up to. Nothing
here reads a clock or a file: the same events always give the same record.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from negotiate.bargaining.parties import Side
from negotiate.bargaining.states import Act, State, require
from negotiate.common.errors import Refused


class Label(StrEnum):
    """How a pass was offered. Only a plain pass and one in a package count as positions."""

    PASS = "pass"
    PACKAGE = "package"
    WHAT_IF = "what-if"
    CONCEPTUAL = "conceptual"
    OFF_THE_RECORD = "off-the-record"

    @property
    def counts(self) -> bool:
        """Whether it takes a number and moves the ball."""
        return self in (Label.PASS, Label.PACKAGE)


class How(StrEnum):
    """What a pass consists of."""

    LANGUAGE = "language"
    ACCEPT = "accept"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Pass:
    """Language offered across the table.

    ``number`` counts per side (0: takes none); ``text`` names the stored text (a commit), ``base``
    the baseline it was made from; ``digest`` is its language digest; ``at`` is None until it was
    handed across. One made in a ``package`` that was rejected has ``lapsed``: it stays on the record
    and is no position any more. ``unmarked`` cites what a received file changed without a mark.
    """

    side: Side
    number: int
    label: Label
    how: How
    at: datetime | None
    text: str
    digest: str
    by: str = ""
    base: str = ""
    package: str = ""
    lapsed: bool = False
    unmarked: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As people say it: ``Union 2``, ``District what-if``."""
        return f"{self.side.value.capitalize()} {self.number or self.label.value}"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to an item. ``text`` names the commit it was read from."""

    act: Act
    at: datetime
    by: str = ""
    side: Side | None = None
    number: int = 0
    label: Label = Label.PASS
    how: How = How.LANGUAGE
    digest: str = ""
    package: str = ""
    why: str = ""
    signatory: str = ""
    manner: str = ""
    scan: str = ""
    key: str = ""
    proof: str = ""
    handed: datetime | None = None
    base: str = ""
    text: str = ""
    unmarked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item on the table and where it stands.

    ``ball`` is the side that owes the next move, None: nobody. ``passes`` were handed across,
    ``ready`` was printed and not yet handed. ``stood`` is the state and ball an item goes back
    to when its package is rejected. ``ink`` is the text of a signing copy changed by hand: a clean copy
    of exactly that is due until it is signed.
    """

    id: str
    number: int
    title: str
    clauses: tuple[str, ...]
    state: State = State.OPEN
    ball: Side | None = None
    passes: tuple[Pass, ...] = ()
    ready: Pass | None = None
    floated: tuple[Pass, ...] = ()
    package: str = ""
    stood: tuple[State, Side | None] | None = None
    events: tuple[Event, ...] = ()
    ink: Pass | None = None

    def latest(self, side: Side) -> Pass | None:
        """A side's latest position, or None; what a rejected package offered is none."""
        return next((one for one in reversed(self.passes) if one.side is side and not one.lapsed), None)

    def nth(self, side: Side, number: int) -> Pass | None:
        """A side's pass by number."""
        return next((one for one in self.passes if one.side is side and one.number == number), None)

    @property
    def last(self) -> Pass | None:
        """The last position of either side."""
        return next((one for one in reversed(self.passes) if not one.lapsed), None)

    @property
    def last_handed(self) -> Pass | None:
        """The last pass that crossed the table, whether it still stands or not."""
        return self.passes[-1] if self.passes else None

    def next_number(self, side: Side) -> int:
        """The number the side's next pass takes; a recalled one is used again."""
        return sum(one.side is side for one in self.passes) + 1


def fold(item: Item, events: Iterable[Event]) -> Item:
    """Where the events leave the item. Raises :class:`Refused` for one the table forbids."""
    for event in events:
        item = apply(item, event)
    return item


def as_of(item: Item, at: datetime) -> Item:
    """The item as it stood when the last thing happened that had happened by ``at``, by the hand time
    where one is told. Before its first act it is open and has no pass."""
    by_then = [n for n, event in enumerate(item.events, 1) if (event.handed or event.at) <= at]
    return _after(item, max(by_then, default=0))


def last_in_package(item: Item, package: str) -> Item | None:
    """The item as it last stood in a package; None where it never did."""
    stood = (_after(item, count) for count in range(len(item.events), 0, -1))
    return next((one for one in stood if one.package == package), None)


def _after(item: Item, count: int) -> Item:
    """The item after the first so many of its acts."""
    return fold(Item(item.id, item.number, item.title, item.clauses), item.events[:count])


def apply(item: Item, event: Event) -> Item:
    """The item after one event."""
    if event.act is not Act.OPENED:
        require(item.state, event.act, item.title)
        require_whole(item, event.act, event.label)
    changed = _STEPS[event.act](item, event)
    return replace(changed, events=(*item.events, event))


def require_whole(item: Item, act: Act, label: Label = Label.PASS) -> None:
    """Refuse what would take one item out of its package: a package is all or nothing."""
    lone = act in (Act.READY, Act.PASSED) and label is Label.PASS
    if item.package and (lone or act in (Act.HELD, Act.SPLIT)):
        raise Refused(
            f"{item.title!r} is part of the package {item.package}, which is all or nothing",
            do="answer within it (--label package), accept it whole, or reject it first",
        )
    if act is Act.UNPACKAGED and not item.package:
        raise Refused(f"{item.title!r} is in no package")


def _opened(item: Item, _event: Event) -> Item:
    return replace(item, state=State.OPEN, ball=None)


def _as_pass(event: Event, at: datetime | None) -> Pass:
    assert event.side is not None
    return Pass(
        event.side, event.number, event.label, event.how, at, event.text, event.digest, event.by, event.base,
        event.package, unmarked=event.unmarked,
    )  # fmt: skip


def _ready(item: Item, event: Event) -> Item:
    return replace(item, ready=_as_pass(event, None))


def _recalled(item: Item, _event: Event) -> Item:
    return replace(item, ready=None)


def _passed(item: Item, event: Event) -> Item:
    one = _as_pass(event, event.handed or event.at)
    theirs = item.latest(one.side.other)
    after = replace(item, passes=(*item.passes, one), ready=None)
    if theirs is not None and theirs.digest == one.digest:
        return replace(after, state=State.AWAITING_SIGNATURE, ball=None)
    state = State.PROPOSED if theirs is None else State.COUNTERED
    return replace(after, state=State.PACKAGED if item.package else state, ball=one.side.other)


def _floated(item: Item, event: Event) -> Item:
    one = _as_pass(event, event.handed or event.at)
    state = State.CONCEPTUAL if item.state is State.OPEN else item.state
    return replace(item, floated=(*item.floated, one), ready=None, state=state)


def _to(state: State, keeps_ball: bool) -> "Step":
    def step(item: Item, _event: Event) -> Item:
        return replace(item, state=state, ball=item.ball if keeps_ball else None, package="", stood=None)

    return step


def _packaged(item: Item, event: Event) -> Item:
    return replace(item, state=State.PACKAGED, package=event.package, stood=(item.state, item.ball))


def _unpackaged(item: Item, _event: Event) -> Item:
    """Where it stood before: what was offered in the package alone is no position any more."""
    state, ball = item.stood or (State.PROPOSED, item.ball)
    passes = tuple(
        replace(one, lapsed=one.lapsed or one.package == item.package) if one.package else one
        for one in item.passes
    )
    return replace(item, state=state, ball=ball, package="", stood=None, passes=passes, ready=None)


def _signed(item: Item, _event: Event) -> Item:
    return replace(item, state=State.TA, ball=None, ink=None)


def _inked(item: Item, event: Event) -> Item:
    last = item.last
    assert last is not None  # it awaits signature
    one = replace(last, number=0, how=How.LANGUAGE, at=event.at, text=event.text, digest=event.digest)
    return replace(item, ink=replace(one, by=event.by, base=event.base))


def _reopened(item: Item, event: Event) -> Item:
    return replace(item, state=State.REOPENED, ball=event.side, package="", stood=None)


def _stays(item: Item, _event: Event) -> Item:
    return item


Step = Callable[[Item, Event], Item]
_STEPS: dict[Act, Step] = {
    Act.OPENED: _opened,
    Act.READY: _ready,
    Act.RECALLED: _recalled,
    Act.PASSED: _passed,
    Act.FLOATED: _floated,
    Act.HELD: _to(State.HELD, True),
    Act.WITHDRAWN: _to(State.WITHDRAWN, False),
    Act.REJECTED: _to(State.REJECTED, False),
    Act.PACKAGED: _packaged,
    Act.UNPACKAGED: _unpackaged,
    Act.ASSENTED: _stays,
    Act.SIGNED: _signed,
    Act.REOPENED: _reopened,
    Act.RATIFIED: _to(State.RATIFIED, False),
    Act.AGREED: _to(State.AGREED_IN_CONCEPT, False),
    Act.SPLIT: _stays,
    Act.JOINED: _to(State.WITHDRAWN, False),
    Act.INKED: _inked,
    Act.CLOSED: _to(State.WITHDRAWN, False),
}
