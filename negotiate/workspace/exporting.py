"""Packets, successor agreements and redlines as files, made from what is on the record.

A packet is built field by field from what its reader may see; nothing is copied whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from negotiate.bargaining.confidence import confidential, require_open
from negotiate.bargaining.parties import Side
from negotiate.bargaining.ratification import required
from negotiate.bargaining.record import Item
from negotiate.bargaining.states import State
from negotiate.common.errors import Refused
from negotiate.packets import model as packets
from negotiate.packets.model import Reader
from negotiate.packets.said import at_words
from negotiate.packets.write import kind_of, render
from negotiate.workspace.packet_items import AGREED, Chosen, choose, page, prepared
from negotiate.workspace.rounds import round_of
from negotiate.workspace.texts import lay, text
from negotiate.workspace.workspace import Workspace

RESERVATION = (
    "This proposal is made without prejudice. The party making it reserves the right to add to, "
    "change or withdraw it until a complete agreement is reached and ratified."
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asks to be printed. ``which`` is ``open``, ``agreed`` or ``both`` for all such items;
    ``author`` the name on tracked changes; ``vote_at`` when the vote is planned; ``release`` why
    offers may be shown that the ground rules keep confidential; ``without_offers`` leaves first positions
    out whatever the rules say today."""

    names: tuple[str, ...]
    reader: Reader = Reader.TABLE
    which: str = ""
    author: str = ""
    with_cost: bool = False
    with_pay: bool = False
    vote_at: datetime | None = None
    release: str = ""
    paper: str = "us-letter"
    without_offers: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A packet as bytes and the passes it holds, for the note to the person."""

    content: bytes
    passes: tuple[str, ...]

    @property
    def code(self) -> str:
        """SHA-256 of the file (hex): the same packet has the same, to be read aloud."""
        return sha256(self.content).hexdigest()


def packet(workspace: Workspace, wanted: Wanted, ending: str) -> Printed:
    """A packet for one reader, as the kind of file ``ending`` names. Raises :class:`Refused` for what
    the ground rules keep in the room."""
    kind_of(ending)
    made, chosen = assembled(workspace, wanted)
    return Printed(render(made, ending), tuple(f"{one.one.name} on item {one.item.number}" for one in chosen))


def assembled(workspace: Workspace, wanted: Wanted) -> tuple[packets.Packet, list[Chosen]]:
    """The packet as its reader may see it, and what is in it."""
    reader = wanted.reader
    chosen = choose(workspace, wanted.names, wanted.which, reader)
    offers_shown(workspace, wanted, [one.item for one in chosen])
    return made_of(workspace, wanted, chosen), chosen


def made_of(workspace: Workspace, wanted: Wanted, chosen: Sequence[Chosen]) -> packets.Packet:
    """The packet of the passes chosen, filled field by field with what its reader may see."""
    reader, facts = wanted.reader, workspace.facts
    offers = offers_shown(workspace, wanted, ())
    pages = tuple(page(workspace, one, reader, offers) for one in chosen)
    members = reader in (Reader.MEMBERS, Reader.TEAM)
    whole = packets.Packet(
        title=_title(chosen, wanted),
        parties=parties(workspace),
        unit=", ".join(facts.units),
        items=pages,
        prepared_at=prepared(workspace, chosen),
        marked_by=wanted.author or facts.party(facts.side).name,
        reader=reader,
        reservation=RESERVATION if reader is Reader.TABLE and _offered(one.item for one in chosen) else "",
        open_items=_open_items(workspace, reader, chosen),
        votes=_votes(workspace, chosen) if members else (),
        vote_note=f"The vote is planned for {at_words(wanted.vote_at)}." if wanted.vote_at else "",
        paper=wanted.paper,
    )
    if wanted.with_cost or wanted.with_pay:
        whole = _with_money(workspace, whole, chosen, wanted)
    return whole


def offers_shown(workspace: Workspace, wanted: Wanted, items: Sequence[Item]) -> bool:
    """Whether first positions may be shown to the reader. Raises :class:`Refused` where an item itself
    may not: what is agreed goes to those who vote on it, offers only as the ground rules say."""
    if wanted.reader is not Reader.MEMBERS or wanted.release:
        return not (wanted.without_offers and wanted.reader is Reader.MEMBERS)
    rules, today = workspace.facts.rules, workspace.now().date()
    require_open(rules, items, today)
    return not confidential(rules, State.OPEN, today)


def parties(workspace: Workspace) -> tuple[packets.Party, ...]:
    """Both parties as every file names them."""
    return tuple(packets.Party(side.value, workspace.facts.party(side).name) for side in Side)


def _title(chosen: Sequence[Chosen], wanted: Wanted) -> str:
    if len(chosen) == 1:
        return f"Item {chosen[0].item.number}: {chosen[0].item.title}"
    packages = {one.item.package for one in chosen}
    if len(packages) == 1 and "" not in packages:
        return f"Package {packages.pop()}: {len(chosen)} items"
    kinds = {"open": "open items", "agreed": "tentative agreements"}
    return f"{len(chosen)} {kinds.get('' if wanted.names else wanted.which, 'items')}"


def _with_money(
    workspace: Workspace, whole: packets.Packet, chosen: Sequence[Chosen], wanted: Wanted
) -> packets.Packet:
    """The packet with the money that was chosen for it."""
    if not wanted.with_cost and not wanted.with_pay:
        return whole
    from negotiate.workspace.costs import Costs  # half of what a packet without money loads
    from negotiate.workspace.packet_money import cost_shown, disclosure, pay_of, report_of

    costs = Costs(workspace)
    pages = []
    for made, one in zip(whole.items, chosen, strict=True):
        if wanted.with_cost:
            report = report_of(costs, [one.name], one.agreement, one.one.text, one.ground)
            made = replace(made, cost=cost_shown(report, wanted.reader))
        if wanted.with_pay:
            made = replace(made, pay=pay_of(costs, one.name, one.agreement, one.one.text, one.ground))
        pages.append(made)
    whole = replace(whole, items=tuple(pages))
    if not wanted.with_cost or (len(chosen) == 1 and wanted.reader is not Reader.BOARD):
        return whole
    joint = _joint(workspace, chosen)
    if joint is None:
        return whole
    names = [one.name for one in chosen]
    report = report_of(costs, names, joint.agreement, "", joint.ground)
    board = wanted.reader is Reader.BOARD  # its one table says the same beside the current year
    cost = cost_shown(report, wanted.reader) if len(chosen) > 1 and not board else None
    table = disclosure(costs, report, joint.ground) if wanted.reader in (Reader.BOARD, Reader.TEAM) else None
    return replace(whole, cost=cost, disclosure=table)


def _joint(workspace: Workspace, chosen: Sequence[Chosen]) -> Chosen | None:
    """All items as one text; None where two of them contradict each other or their rounds differ."""
    if len({one.ground for one in chosen}) > 1:
        return None
    first, *others = chosen
    base = text(workspace, first.ground).agreement
    laid = first.agreement
    for one in others:
        try:
            laid = lay(base, one.agreement, laid, one.one.name)
        except Refused:
            return None
    return replace(first, agreement=laid)


def _offered(items: Iterable[Item]) -> bool:
    """Whether anything in the packet is still an offer."""
    return any(item.state not in AGREED for item in items)


def _open_items(
    workspace: Workspace, reader: Reader, chosen: Sequence[Chosen]
) -> tuple[packets.OpenItem, ...]:
    """The index of open items: all of them for the team; for the table, beside several items, those
    both sides know of, for a pass of them has crossed it."""
    if reader is not Reader.TEAM and not (reader is Reader.TABLE and len(chosen) > 1):
        return ()
    closed = (State.TA, State.RATIFIED, State.WITHDRAWN)
    return tuple(
        packets.OpenItem(row.number, row.title, row.state.value, row.ball.value if row.ball else "nobody")
        for row in workspace.rows()
        if row.state not in closed and (reader is Reader.TEAM or row.union_passes + row.district_passes)
    )


def _votes(workspace: Workspace, chosen: Sequence[Chosen]) -> tuple[packets.VoteLine, ...]:
    """Every vote on what is agreed that is called for, with the last one taken: of this round, or of the one
    that ratified it."""
    from negotiate.workspace.ratifying import votes_of

    agreed = {round_of(one.item) for one in chosen if one.item.state in AGREED}
    if not agreed:
        return ()
    number = 0 if 0 in agreed else max(agreed)
    taken = {(vote.unit, vote.body): vote for vote in votes_of(workspace, number)}
    lines = []
    for unit, body in required(workspace.facts):
        vote = taken.get((unit, body))
        said = "not yet taken" if vote is None else "yes" if vote.yes else "no"
        lines.append(packets.VoteLine(unit, body, said, at_words(vote.at) if vote else ""))
    return tuple(lines)
