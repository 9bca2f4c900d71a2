"""The session log of a workspace: on a branch of its own, so that a redaction rewrites that branch alone."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from negotiate.bargaining.parties import Side
from negotiate.bargaining.session import Entered, Entry, in_order, read_entry, running, write_entry
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import canonical
from negotiate.repository.model import Kind
from negotiate.workspace.workspace import Workspace

PRIVATE = "refs/heads/private"
_FOLDER = "log"
_SAID = {
    Entered.START: "session begun", Entered.NOTE: "note in the session log", Entered.CAUCUS: "caucus",
    Entered.END: "session ended", Entered.NEXT: "next session set",
}  # fmt: skip
"""What the history says of an entry."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What was entered, in a line, and what to heed."""

    what: str
    entry: Entry
    warnings: tuple[str, ...] = ()


def entries(workspace: Workspace) -> tuple[Entry, ...]:
    """Every entry in the order of its time."""
    repository = workspace.repository
    if repository.resolve(PRIVATE) is None:
        return ()
    found = [read_entry(text, path) for path, text in repository.read_files(PRIVATE, _FOLDER).items()]
    placed = enumerate(in_order(found))
    return tuple(one for *_, one in sorted((one.at or at, number, one) for number, (at, one) in placed))


def start(workspace: Workspace, place: str, present: Sequence[str], at: datetime | None) -> Logged:
    """A session begins: where, and who is there."""
    heed: tuple[str, ...] = ()
    known = running(_recorded(workspace))
    if known is not None:
        raise Refused("a session is running already", do="end it with `negotiate session end`")
    if present and workspace.facts.rules.observers == "none":
        heed = ("the ground rules admit no observers; see that only the teams are at the table",)
    names = tuple(canonical(name) for name in present)
    entry = _enter(workspace, Entered.START, at, place=canonical(place), present=names)
    return Logged(f"the session has started{f' at {entry.place}' if entry.place else ''}", entry, heed)


def plan(workspace: Workspace, place: str, at: datetime) -> Logged:
    """When the next session is to be, and where; what was put down before no longer holds."""
    if at <= workspace.now():
        raise BadInput("the next session is in the past", do="give a time still to come")
    entry = _enter(workspace, Entered.NEXT, at, place=canonical(place))
    return Logged("the next session is on the log", entry)


def note(workspace: Workspace, words: str, item: str, offer: str, at: datetime | None) -> Logged:
    """What was said, about an item and one of its passes (``union@2``) where they are given."""
    if not words.strip():
        raise BadInput("a note needs its words", do='such as "they asked for the enrollment by school"')
    about, name = "", ""
    if item:
        found = workspace.item(item)
        about = found.id
        if offer:
            side, _, number = offer.partition("@")
            if side not in {one.value for one in Side} or not number.isdecimal():
                raise BadInput(f"{offer!r} names no pass", do="write it as union@2")
            one = found.nth(Side(side), int(number))
            if one is None:
                raise BadInput(f"item {found.number} has no pass {offer}", do="see `negotiate item show`")
            name = one.name
    elif offer:
        raise BadInput("a pass is named with its item", do="give --item ITEM --pass union@2")
    entry = _enter(workspace, Entered.NOTE, at, words=words.strip(), item=about, offer=name)
    return Logged("noted", entry)


def pause(workspace: Workspace, kind: Entered, words: str, at: datetime | None) -> Logged:
    """A caucus, or the end of the session."""
    if running(_recorded(workspace)) is None:
        raise Refused("no session is running", do="start one with `negotiate session start`")
    entry = _enter(workspace, kind, at, words=words.strip())
    return Logged("the teams caucus" if kind is Entered.CAUCUS else "the session has ended", entry)


def redact(workspace: Workspace, name: str, why: str) -> Logged:
    """Strikes an entry for good: a tombstone with the reason stays, its words leave this copy's record.

    The other copies of the team follow when they sync.
    """
    repository = workspace.repository
    found = [one for one in entries(workspace) if name and one.id.startswith(name)]
    if len(found) != 1:
        raise BadInput(f"no one entry is called {name!r}", do="see the ids in `negotiate session show`")
    if not why.strip():
        raise BadInput("a redaction needs its reason", do="give --why WORDS")
    if found[0].struck_by:
        raise Refused(f"entry {found[0].id} is struck already")
    struck = replace(found[0], struck_by=workspace.person.name, struck_why=canonical(why))
    path = _path(struck)
    with repository.operation(f"redact entry {struck.id} of the log", kind=Kind.LOG) as op:
        tip = workspace.commit_of(PRIVATE)
        parent: str | None = None
        for commit in repository.since(None, tip):
            has = path in repository.tree(commit.oid, _FOLDER)
            parent = op.again(commit, parent, {path: write_entry(struck)} if has else {})
        assert parent is not None
        op.move(PRIVATE, new=parent, old=tip)
        repository.to_forget()
    repository.forget(PRIVATE)
    return Logged(f"entry {struck.id} is struck: {struck.struck_why}", struck)


def _recorded(workspace: Workspace) -> list[Entry]:
    return [one for _, one in in_order(entries(workspace))]


def _enter(workspace: Workspace, kind: Entered, at: datetime | None, **rest: object) -> Entry:
    now = workspace.now()
    known = in_order(entries(workspace))
    after = known[-1][1].id if known and now <= known[-1][0] else ""  # the clock was moved back
    who = workspace.person.name
    entry = Entry(secrets.token_hex(4), kind, now, who, at, after=after, **rest)  # type: ignore[arg-type]
    repository = workspace.repository
    with repository.operation(_SAID[kind], kind=Kind.LOG) as op:
        tip = repository.resolve(PRIVATE)
        made = op.commit(tip, {_path(entry): write_entry(entry)}, f"Session log: {kind.value}")
        op.move(PRIVATE, new=made, old=tip)
    return entry


def _path(entry: Entry) -> str:
    return f"{_FOLDER}/{entry.recorded.astimezone(UTC):%Y%m%dT%H%M%S}-{entry.id}.yaml"
