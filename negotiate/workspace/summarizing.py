"""The bargaining summary: for members after a session, where agreement is and what the contention is.

Made from what crossed the table. The session log is private and gives nothing but the time the last
session began, where a person told it.
"""

from dataclasses import replace
from datetime import datetime

from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item, as_of
from negotiate.bargaining.session import Entered
from negotiate.bargaining.states import Act, State
from negotiate.common.errors import BadInput
from negotiate.packets import model as packets
from negotiate.packets.model import Reader
from negotiate.packets.said import at_words
from negotiate.packets.write import kind_of, render
from negotiate.workspace.exporting import Printed, Wanted, offers_shown, parties
from negotiate.workspace.packet_items import AGREED, position
from negotiate.workspace.rounds import told_of
from negotiate.workspace.sessions import entries
from negotiate.workspace.workspace import Workspace

TITLE = "Bargaining summary"


def summary(workspace: Workspace, wanted: Wanted, ending: str, since: datetime | None) -> Printed:
    """The summary as a file. ``since`` marks what is new (None: the last session's own time, where the
    log has one). Raises :class:`Refused` for what the ground rules keep in the room."""
    kind_of(ending)
    whole = summary_of(workspace, wanted, since)
    return Printed(render(whole, ending), tuple(f"item {one.number}" for one in whole.standings))


def summary_of(
    workspace: Workspace, wanted: Wanted, since: datetime | None, at: datetime | None = None
) -> packets.Packet:
    """The summary before it is a file, as things stood at ``at`` (None: as they stand). Errors as for
    :func:`summary`."""
    reader = Reader.TEAM if wanted.reader is Reader.TEAM else Reader.MEMBERS
    items = list(workspace.items(workspace.rows()))
    items = told_of(items if at is None else [as_of(item, at) for item in items])
    shown = [item for item in items if item.passes and item.state is not State.WITHDRAWN]
    if not shown:
        raise BadInput("no pass has crossed the table yet", do="hand one across with `negotiate hand`")
    offers_shown(workspace, replace(wanted, reader=reader), shown)
    start = since or _last_session(workspace)
    zone = workspace.facts.zone
    times = [one.at for item in shown for one in item.passes if one.at is not None]
    times += [event.at for item in shown for event in item.events if event.act is Act.SIGNED]
    return packets.Packet(
        title=TITLE,
        parties=parties(workspace),
        unit=", ".join(workspace.facts.units),
        items=(),
        prepared_at=max(times).astimezone(zone),
        marked_by=wanted.author or workspace.facts.party(workspace.facts.side).name,
        reader=reader,
        standings=tuple(_standing(workspace, item, start) for item in shown),
        under=f"What is new since {at_words(start.astimezone(zone))}" if start else "Where every item stands",
        paper=wanted.paper,
    )


def _standing(workspace: Workspace, item: Item, since: datetime | None) -> packets.Standing:
    agreed = item.state in (*AGREED, State.AWAITING_SIGNATURE)
    latest = [one for one in (item.latest(side) for side in Side) if one is not None]
    held = latest[:1] if agreed else latest
    positions = tuple(position(workspace, item, one) for one in held)
    ball = item.ball.value if item.ball is not None else "nobody"
    state = item.state.value.replace("-", " ")
    return packets.Standing(
        item.number, item.title, state, ball, agreed, positions, _news(workspace, item, since)
    )


def _news(workspace: Workspace, item: Item, since: datetime | None) -> tuple[str, ...]:
    """What crossed the table or was agreed since then, oldest first."""
    if since is None:
        return ()
    zone = workspace.facts.zone
    told = [(one.at, f"{one.name} was handed across") for one in item.passes if one.at is not None]
    told += [(event.at, "tentatively agreed") for event in item.events if event.act is Act.SIGNED]
    return tuple(f"{what}, {at_words(at.astimezone(zone))}" for at, what in sorted(told) if at >= since)


def _last_session(workspace: Workspace) -> datetime | None:
    starts = [one.at for one in entries(workspace) if one.kind is Entered.START and not one.struck_by]
    return starts[-1] if starts else None
