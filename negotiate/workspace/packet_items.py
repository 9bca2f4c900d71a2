"""Which items and passes a packet holds, and each item's page, filled field by field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.citations import place
from negotiate.agreement.narrowing import Home, differing, within
from negotiate.bargaining.parties import Facts, Side
from negotiate.bargaining.record import Item, Pass
from negotiate.bargaining.states import Act, State
from negotiate.bargaining.tentative import Signature
from negotiate.common.errors import BadInput
from negotiate.common.identity import Same
from negotiate.packets import model as packets
from negotiate.packets.model import Reader
from negotiate.redline.engine import redline
from negotiate.redline.model import Change, ChangeKind, Redline, Unchanged
from negotiate.workspace.assents import standing_assents
from negotiate.workspace.landing import records
from negotiate.workspace.rounds import ground, packaged, rows_told_of
from negotiate.workspace.texts import offered, text
from negotiate.workspace.workspace import Workspace

_WHOLE_CLAUSE = 40  # blocks: a clause up to this long is printed whole, a longer one around its changes
AGREED = (State.TA, State.RATIFIED)
_SETTLED = (*AGREED, State.AWAITING_SIGNATURE)
_CLOSED = (*AGREED, State.WITHDRAWN)
_BELOW = ".(["
"""What begins the part of a citation that names a clause under another."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item and the pass of it that is printed; ``ground`` names the text it is laid over."""

    item: Item
    one: Pass
    ground: str
    agreement: Agreement

    @property
    def name(self) -> str:
        """The name of its text, by which its own cost terms are found."""
        return f"{self.item.id}:{self.one.side.value}"


def choose(workspace: Workspace, names: Sequence[str], which: str, reader: Reader) -> list[Chosen]:
    """The items named, each once in the order given, ``package:NAME`` for all of a package; then all of the
    round that are ``open``, ``agreed`` or ``both``, where ``which`` says so, and have a pass to print."""
    items = [item for name in names for item in _named(workspace, name)]
    found = [choice(workspace, item, pass_of(workspace, item, reader)) for item in dict.fromkeys(items)]
    have = {one.item.id for one in found}
    rows = rows_told_of(workspace, agreed=which == "agreed") if which else ()
    wanted = [row for row in rows if row.id not in have and _is_wanted(row.state, which)]
    printed = [(item, _printable_pass(workspace, item, reader)) for item in workspace.items(wanted)]
    passes = [one for item, last in printed for one in (last, *item.passes[:2]) if one is not None]
    workspace.texts_ahead([one.text for one in passes])
    found += [choice(workspace, item, one) for item, one in printed if one is not None]
    if not found:
        raise BadInput(
            f"no item is {which.replace('both', 'open or agreed')} and has a pass to print"
            if which
            else "no item is named",
            do="name items by number, or package:NAME; see `negotiate board`",
        )
    return found


def _is_wanted(state: State, which: str) -> bool:
    agreed, still_open = state in AGREED, state not in _CLOSED
    return bool(which) and {"agreed": agreed, "open": still_open}.get(which, agreed or still_open)


def _named(workspace: Workspace, name: str) -> list[Item]:
    if not name.startswith("package:"):
        return [workspace.item(name)]
    wanted = name.removeprefix("package:")
    found = packaged(workspace, wanted)
    if not found:
        raise BadInput(f"no package is called {wanted!r}", do="see `negotiate board` for packages")
    return found


def choice(workspace: Workspace, item: Item, one: Pass) -> Chosen:
    """The item with one of its passes, laid over what it is read against."""
    under = ground(item)
    return Chosen(item, one, under, offered(workspace, one, under))


def pass_of(workspace: Workspace, item: Item, reader: Reader) -> Pass:
    """The pass a packet prints: what waits to be handed across, what is agreed, or our position.

    Members and the board see positions only: never a what-if, nor what has not crossed the table.
    """
    found = _printable_pass(workspace, item, reader)
    if found is None:
        raise BadInput(
            f"there is no pass on item {item.number}, {item.title}, to print",
            do="make one ready with `negotiate pass`, or give another item",
        )
    return found


def _printable_pass(workspace: Workspace, item: Item, reader: Reader) -> Pass | None:
    ready = item.ready if reader in (Reader.TABLE, Reader.TEAM) else None
    return ready or (item.last if item.state in _SETTLED else item.latest(workspace.facts.side) or item.last)


def prepared(workspace: Workspace, chosen: Iterable[Chosen]) -> datetime:
    """The time of the last thing printed: when it crossed the table, or was made ready. Never the
    clock's, so that a packet made twice is one and the same."""
    times = []
    for one in chosen:
        ready = [event.at for event in one.item.events if event.act is Act.READY]
        times.append(one.one.at or (ready[-1] if ready else one.item.events[-1].at))
    return max(times).astimezone(workspace.facts.zone)


def page(workspace: Workspace, chosen: Chosen, reader: Reader, offers: bool) -> packets.Item:
    """One item's page. Without ``offers`` first positions are left out."""
    item, one = chosen.item, chosen.one
    marked = marked_by(workspace, chosen)
    members = reader in (Reader.MEMBERS, Reader.TEAM)
    return packets.Item(
        number=item.number,
        title=item.title,
        state=item.state.value,
        pass_name=one.name,
        side=one.side.value,
        handed_at=one.at,
        redline=marked,
        clean=marked.new_text,
        digest=one.digest,
        label=one.label,
        package=item.package or one.package,
        signatures=_sign_lines(workspace, item) if reader in (Reader.TABLE, Reader.TEAM) else (),
        first=_first(workspace, item) if members and offers else (),
        outcome=_outcome(workspace, item) if members else "",
    )


def marked_by(workspace: Workspace, chosen: Chosen) -> Redline:
    """What the pass changes in the text it is read against, with what is needed to place it."""
    old, new, clauses = text(workspace, chosen.ground).agreement, chosen.agreement, chosen.item.clauses
    apart = differing(old, new) | _homes_under(old, new, clauses)
    return excerpt(redline(within(old, apart), within(new, apart)), clauses)


def _homes_under(old: Agreement, new: Agreement, clauses: Iterable[str]) -> set[Home]:
    """Where the articles of the ``new`` text stand that hold these clauses: mostly as in the old one, in
    which the blocks of every clause are known."""
    was, now = place(old), place(new)
    if len(was) == len(now) and all(map(_stands_as, was, now)):
        known = _by_clause(Same(old))
        return {home for citation in clauses for home in known.get(citation, ())}
    return {(one.document, one.file) for one in now if any(_under(one, citation) for citation in clauses)}


def _stands_as(one: Placed, other: Placed) -> bool:
    return one is other or (
        (one.citation, one.document, one.file) == (other.citation, other.document, other.file)
    )


@lru_cache(maxsize=4)
def _by_clause(text: Same[Agreement]) -> dict[str, set[Home]]:
    """Citation → where blocks stand that it names or that stand under it."""
    found: dict[str, set[Home]] = {}
    for one in place(text.one):
        ends = [at for at, char in enumerate(one.citation) if char in _BELOW]
        for end in (*ends, len(one.citation)):
            found.setdefault(one.citation[:end], set()).add((one.document, one.file))
    return found


def position(workspace: Workspace, item: Item, one: Pass) -> packets.Position:
    """A pass that crossed the table as what its party held: its changes alone."""
    made = marked_by(workspace, replace_clauses(choice(workspace, item, one)))
    party = workspace.facts.party(one.side).name
    return packets.Position(one.name, party, one.at, made, one.digest)


def replace_clauses(chosen: Chosen) -> Chosen:
    """The same without its item's clauses: only what changes is wanted."""
    return replace(chosen, item=replace(chosen.item, clauses=()))


def _first(workspace: Workspace, item: Item) -> tuple[packets.Position, ...]:
    firsts = (next((one for one in item.passes if one.side is side), None) for side in Side)
    found = sorted((one for one in firsts if one is not None), key=item.passes.index)
    return tuple(position(workspace, item, one) for one in found)


def _outcome(workspace: Workspace, item: Item) -> str:
    """What became of it, in words."""
    if item.state in AGREED:
        at = next(event.at for event in reversed(item.events) if event.act is Act.SIGNED)
        signed = f"tentatively agreed on {at.astimezone(workspace.facts.zone):%Y-%m-%d}, as above"
        return signed + ("; ratified." if item.state is State.RATIFIED else ".")
    last = [one.name for one in (item.latest(side) for side in Side) if one is not None]
    return f"not agreed; the last positions are {' and '.join(last)}." if last else "not agreed."


def excerpt(whole: Redline, clauses: Iterable[str] = ()) -> Redline:
    """The changes of a redline with the headings they stand under, and short clauses whole."""
    keep_whole = {citation for citation in clauses if _size(whole, citation) <= _WHOLE_CLAUSE}
    kept: list[Change] = []
    above: list[tuple[int, Change | None]] = []
    for change in whole.blocks:
        first = (change.new or change.old)[0]
        block = first.block
        while above and block.opens_clause and above[-1][0] >= block.depth:
            above.pop()
        wanted = change.kind is not ChangeKind.EQUAL or any(_under(first, c) for c in keep_whole)
        if wanted:
            kept += [opener for _, opener in above if opener is not None]
            above = [(depth, None) for depth, _ in above]
            kept.append(change)
        if block.opens_clause:
            above.append((block.depth, None if wanted else change))
    return Redline(tuple(kept))


def _under(one: Placed, citation: str) -> bool:
    rest = one.citation.removeprefix(citation)
    return one.citation.startswith(citation) and (not rest or rest[0] in _BELOW)


def _size(whole: Redline, citation: str) -> int:
    count = 0
    for entry in whole.entries:
        blocks = entry.new if isinstance(entry, Unchanged) else entry.new or entry.old
        count += sum(_under(one, citation) for one in blocks)
    return count


def _sign_lines(workspace: Workspace, item: Item) -> tuple[packets.SignLine, ...]:
    facts = workspace.facts
    given: dict[Side, Signature] = {one.side: one for one in standing_assents(workspace, item)}
    if item.state in AGREED:
        record = next((one for one in records(workspace) if one.item == item.id), None)
        given = {one.side: one for one in record.signatures} if record is not None else given
    return tuple(_sign_line(facts, side, given.get(side)) for side in Side)


def _sign_line(facts: Facts, side: Side, given: Signature | None) -> packets.SignLine:
    party = facts.party(side).name
    if given is None:
        return packets.SignLine(party)
    initials = "".join(word[0] for word in given.name.split() if word[0].isalpha())
    return packets.SignLine(
        party,
        given.name,
        initials,
        given.at.strftime("%Y-%m-%d"),
        given.at.strftime("%H:%M %Z").strip(),
        {"key": "by key", "paper": "on paper", "typed": "typed"}[given.how.value],
    )
