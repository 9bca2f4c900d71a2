"""An item's events as the trailers of its commits, and back.

Every commit carries the event and what the item is after it, so that the tips alone list
the board and ``git log`` reads like the bargaining.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, How, Item, Label
from negotiate.bargaining.states import Act, State
from negotiate.common.errors import WorkspaceFault
from negotiate.common.text import canonical

SCHEMA = "1"
Trailers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What the tip of an item's branch says of it: enough for the board."""

    id: str
    number: int
    title: str
    clauses: tuple[str, ...]
    state: State
    ball: Side | None
    union_passes: int
    district_passes: int
    last_pass_at: str
    package: str


def write_trailers(item: Item, event: Event) -> Trailers:
    """The trailers of the commit that records ``event``; ``item`` is the item after it."""
    passes = {side: sum(one.side is side for one in item.passes) for side in Side}
    last = item.last_handed
    pairs = [
        ("Schema", SCHEMA),
        ("Item", item.id),
        ("Number", str(item.number)),
        ("Title", canonical(item.title)),
        *(("Touches", canonical(clause)) for clause in item.clauses),
        ("Event", event.act.value),
        ("At", event.at.isoformat(timespec="seconds")),
        ("By", canonical(event.by)),
        ("Side", event.side.value if event.side else ""),
        ("Pass", str(event.number) if event.number else ""),
        ("Label", event.label.value if event.side and event.digest else ""),
        ("How", event.how.value if event.digest else ""),
        ("Digest", event.digest),
        ("Base", event.base),
        ("Handed", event.handed.isoformat(timespec="seconds") if event.handed else ""),
        *(("Unmarked", canonical(citation)) for citation in event.unmarked),
        ("Package", canonical(event.package or item.package)),
        ("Why", canonical(event.why)),
        ("Signatory", canonical(event.signatory)),
        ("Manner", event.manner),
        ("Scan", event.scan),
        ("Key", event.key),
        ("Proof", event.proof.strip().replace("\n", " | ")),
        ("State", item.state.value),
        ("Ball", item.ball.value if item.ball else "nobody"),
        ("Passes", f"{passes[Side.UNION]} {passes[Side.DISTRICT]}"),
        ("Last-Pass", last.at.isoformat(timespec="seconds") if last and last.at else ""),
    ]
    return tuple((key, value) for key, value in pairs if value)


def read_event(trailers: Trailers, text: str) -> Event:
    """The event a commit records; ``text`` is the commit's id."""
    of = _Reader(trailers, text)
    side = of.one("Side")
    handed = of.one("Handed")
    try:
        act = Act(of.need("Event"))
        label = Label(of.one("Label") or Label.PASS.value)
        # the trailer says which package the item is in; it is the event's own where that made it so
        packs = act is Act.PACKAGED or label is Label.PACKAGE
        return Event(
            act=act,
            at=datetime.fromisoformat(of.need("At")),
            by=of.one("By"),
            side=Side(side) if side else None,
            number=int(of.one("Pass") or 0),
            label=label,
            how=How(of.one("How") or How.LANGUAGE.value),
            digest=of.one("Digest"),
            package=of.one("Package") if packs else "",
            why=of.one("Why"),
            signatory=of.one("Signatory"),
            manner=of.one("Manner"),
            scan=of.one("Scan"),
            key=of.one("Key"),
            proof=of.one("Proof").replace(" | ", "\n") + "\n" if of.one("Proof") else "",
            handed=datetime.fromisoformat(handed) if handed else None,
            base=of.one("Base"),
            text=text,
            unmarked=of.all("Unmarked"),
        )
    except ValueError as fault:
        raise of.damaged(str(fault)) from None


def read_row(trailers: Trailers, text: str) -> Row:
    """The item's row as its tip says it."""
    of = _Reader(trailers, text)
    ball = of.need("Ball")
    try:
        union, district = (int(number) for number in of.need("Passes").split(" "))
        return Row(
            id=of.need("Item"),
            number=int(of.need("Number")),
            title=of.need("Title"),
            clauses=of.all("Touches"),
            state=State(of.need("State")),
            ball=None if ball == "nobody" else Side(ball),
            union_passes=union,
            district_passes=district,
            last_pass_at=of.one("Last-Pass"),
            package=of.one("Package"),
        )
    except ValueError as fault:
        raise of.damaged(str(fault)) from None


def first_item(trailers: Trailers, text: str) -> Item:
    """The item as it was opened, before any event, from any of its commits."""
    row = read_row(trailers, text)
    return Item(row.id, row.number, row.title, row.clauses)


class _Reader:
    def __init__(self, trailers: Sequence[tuple[str, str]], text: str) -> None:
        self.trailers = trailers
        self.last = dict(trailers)  # of a key said twice the last value
        self.text = text

    def all(self, key: str) -> tuple[str, ...]:
        return tuple(value for name, value in self.trailers if name == key)

    def one(self, key: str) -> str:
        return self.last.get(key, "")

    def need(self, key: str) -> str:
        found = self.one(key)
        if not found:
            raise self.damaged(f"it has no {key}")
        return found

    def damaged(self, why: str) -> WorkspaceFault:
        return WorkspaceFault(
            f"this record cannot be read: {why}",
            where=f"commit {self.text[:12]}",
            do="run `negotiate verify`; the record may have been changed outside",
        )
