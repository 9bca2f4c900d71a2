"""What the session screen asks and enters: the log with its items, and each entry's act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from negotiate.bargaining.parties import Facts
from negotiate.bargaining.session import Entered, Entry, in_order, running
from negotiate.bargaining.trailers import Row
from negotiate.tui.room import Desk
from negotiate.workspace import sessions
from negotiate.workspace.sessions import Logged


@dataclass(frozen=True, slots=True)
class SessionPage:
    """The items, the log in order, the session that runs (its start), and the time."""

    facts: Facts
    rows: tuple[Row, ...]
    log: tuple[Entry, ...]
    running: Entry | None
    now: datetime


def session_page(desk: Desk) -> SessionPage:
    """The log and the items."""
    workspace = desk.workspace
    log = sessions.entries(workspace)
    by_record = [one for _, one in in_order(log)]
    now = workspace.now().astimezone(workspace.facts.zone)
    return SessionPage(workspace.facts, workspace.rows(), log, running(by_record), now)


def begin(place: str, present: tuple[str, ...], at: str) -> Callable[[Desk], Logged]:
    """A session begins; ``at`` is a time told, or empty."""
    return lambda desk: sessions.start(desk.workspace, place, present, _moment(desk, at))


def note_on(words: str, item: str, offer: str = "", at: str = "") -> Callable[[Desk], Logged]:
    """A note about an item and one of its passes, where they are given."""
    return lambda desk: sessions.note(desk.workspace, words, item, offer, _moment(desk, at))


def pause(kind: Entered, words: str, at: str = "") -> Callable[[Desk], Logged]:
    """A caucus, or the end."""
    return lambda desk: sessions.pause(desk.workspace, kind, words, _moment(desk, at))


def redact(entry: str, why: str) -> Callable[[Desk], Logged]:
    """Strikes an entry for good."""
    return lambda desk: sessions.redact(desk.workspace, entry, why)


def _moment(desk: Desk, given: str) -> datetime | None:
    said = given.strip().replace(" ", "T", 1)
    return desk.workspace.facts.moment(said) if said else None
