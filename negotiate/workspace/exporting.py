"""Packets, successor agreements and redlines as files, made from what is on the record.

A packet is built field by field from what its reader may see; nothing is copied whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Placed
from negotiate.agreement.citations import place
from negotiate.bargaining.confidence import require_open
from negotiate.bargaining.parties import Facts, Side
from negotiate.bargaining.record import Item, Pass
from negotiate.bargaining.states import State
from negotiate.bargaining.tentative import Signature, TentativeAgreement
from negotiate.common.errors import BadInput
from negotiate.costing.report import CostReport
from negotiate.packets import model as packets
from negotiate.packets.write import kind_of, render
from negotiate.packets.write import successor as write_successor
from negotiate.redline.engine import redline
from negotiate.redline.model import Change, ChangeKind, Redline
from negotiate.workspace.agreements import records
from negotiate.workspace.assents import standing_assents
from negotiate.workspace.costs import Costs
from negotiate.workspace.texts import offered
from negotiate.workspace.verifying import check_text
from negotiate.workspace.workspace import Workspace

_WHOLE_CLAUSE = 40  # blocks: a clause up to this long is printed whole, a longer one around its changes
_RESERVATION = (
    "This proposal is made without prejudice. The party making it reserves the right to add to, "
    "change or withdraw it until a complete agreement is reached and ratified."
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A packet as bytes and the passes it holds, for the note to the person."""

    content: bytes
    passes: tuple[str, ...]


def packet(
    workspace: Workspace,
    names: Sequence[str],
    ending: str,
    reader: str,
    author: str,
    with_cost: bool,
    consent: bool = False,
) -> Printed:
    """A packet of the items named, for one reader, as the kind of file ``ending`` names.

    Raises :class:`Refused` for the members where the ground rules keep an item between the parties,
    unless the other side gave its ``consent``.
    """
    kind_of(ending)
    items = [workspace.item(name) for name in names]
    if packets.Reader(reader) is packets.Reader.MEMBERS and not consent:
        require_open(workspace.facts.rules, items, workspace.now().date())
    chosen = [(item, _pass_of(workspace, item, reader)) for item in items]
    facts = workspace.facts
    shown = packets.Reader(reader)
    costs = Costs(workspace) if with_cost else None
    pages = tuple(_page(workspace, item, one, costs) for item, one in chosen)
    last = max((one.at for _, one in chosen if one.at is not None), default=workspace.now())
    title = f"Item {items[0].number}: {items[0].title}" if len(items) == 1 else f"{len(items)} items"
    whole = packets.Packet(
        title=title,
        parties=tuple(packets.Party(side.value, facts.party(side).name) for side in Side),
        unit=", ".join(facts.units),
        items=pages,
        prepared_at=last,
        marked_by=author or facts.party(facts.side).name,
        reader=shown,
        reservation=_RESERVATION if shown is packets.Reader.TABLE and _offered(items) else "",
        open_items=_open_items(workspace) if shown is packets.Reader.TEAM else (),
    )
    return Printed(render(whole, ending), tuple(f"{one.name} on item {item.number}" for item, one in chosen))


def _offered(items: Sequence[Item]) -> bool:
    """Whether anything in the packet is still an offer."""
    return any(item.state not in (State.TA, State.RATIFIED) for item in items)


def _pass_of(workspace: Workspace, item: Item, reader: str) -> Pass:
    """The pass a packet prints: what waits to be handed across, what is agreed, or our position.

    Members and the board see positions only: never a what-if, nor what has not crossed the table.
    """
    agreed = item.state in (State.TA, State.AWAITING_SIGNATURE, State.RATIFIED)
    ready = item.ready if reader in ("table", "team") else None
    found = ready or (item.last if agreed else item.latest(workspace.facts.side) or item.last)
    if found is None:
        raise BadInput(
            f"there is no pass on item {item.number}, {item.title}, to print",
            do="make one ready with `negotiate pass`, or give another item",
        )
    return found


def _page(workspace: Workspace, item: Item, one: Pass, costs: Costs | None) -> packets.Item:
    text = offered(workspace, one)
    marked = excerpt(redline(workspace.baseline_index().placed, place(text)), item.clauses)
    return packets.Item(
        number=item.number,
        title=item.title,
        state=item.state.value,
        pass_name=one.name,
        side=one.side.value,
        handed_at=one.at,
        redline=marked,
        clean=tuple(placed for change in marked.blocks for placed in change.new),
        digest=one.digest,
        label=_label(one),
        package=item.package,
        cost=_cost(costs.report(f"{item.id}:{one.side.value}", "baseline")) if costs is not None else None,
        signatures=_sign_lines(workspace, item),
    )


def _label(one: Pass) -> packets.Label:
    words = one.label.value.replace("-", " ") if one.label.value.startswith("off") else one.label.value
    return packets.Label.PLAIN if words == "pass" else packets.Label(words)


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
    return one.citation.startswith(citation) and (not rest or rest[0] in ".([")


def _size(whole: Redline, citation: str) -> int:
    return sum(any(_under(one, citation) for one in (*change.old, *change.new)) for change in whole.blocks)


def _sign_lines(workspace: Workspace, item: Item) -> tuple[packets.SignLine, ...]:
    facts = workspace.facts
    given: dict[Side, Signature] = {one.side: one for one in standing_assents(workspace, item)}
    if item.state in (State.TA, State.RATIFIED):
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


def _cost(report: CostReport) -> packets.Cost:
    years = tuple(year.label for year in report.years)
    names = dict.fromkeys(name for year in report.years for name, _ in year.components)
    rows = [
        packets.CostRow(name, tuple(dict(year.components).get(name, 0) for year in report.years))
        for name in names
    ]
    if all(year.total_cents is not None for year in report.years):
        rows.append(packets.CostRow("Total", tuple(year.total_cents or 0 for year in report.years)))
    notes = [f"Method: {report.method}; against {report.against}."]
    notes += [f"Unpriced: {one.term} ({one.citation}): {one.reason}" for one in report.unpriced]
    notes.append(
        f"{len(report.unpriced)} priced phrases without a price, "
        f"{len(report.not_costed)} changed clauses not costed."
    )
    notes += [f"{name}: {value}" for name, value in report.assumptions]
    return packets.Cost(years, tuple(rows), tuple(notes))


def _open_items(workspace: Workspace) -> tuple[packets.OpenItem, ...]:
    closed = (State.TA, State.RATIFIED, State.WITHDRAWN)
    return tuple(
        packets.OpenItem(row.number, row.title, row.state.value, row.ball.value if row.ball else "nobody")
        for row in workspace.rows()
        if row.state not in closed
    )


def successor(workspace: Workspace, ending: str, blackline: bool) -> bytes:
    """The integrated agreement: the baseline with every tentative agreement, clean or marked."""
    check_text(workspace)
    text = workspace.tentative
    found = redline(workspace.baseline_index().placed, place(text))
    agreed = records(workspace)
    at = max((one.at for one in agreed), default=workspace.now())
    return write_successor(
        text,
        provenance(found, agreed),
        ending,
        found if blackline else None,
        title=workspace.facts.title,
        at=at,
        author=workspace.facts.title,
    )


def provenance(found: Redline, agreed: Sequence[TentativeAgreement]) -> tuple[packets.Provenance, ...]:
    """For every change of the tentative text, the tentative agreement it came from."""
    out: list[packets.Provenance] = []
    for change in found.changes:
        digests = {one.block.digest for one in (*change.new, *change.old)}
        source = next((one for one in agreed if digests & {block.sha256 for block in one.blocks}), None)
        if source is None:
            source = _renumbering_source(change, agreed)
        signed = f"{source.at:%Y-%m-%d %H:%M}, {', '.join(source.passes)}" if source else "not accounted for"
        out.append(
            packets.Provenance(
                change.citation,
                source.number if source else 0,
                source.title if source else "no tentative agreement",
                signed,
                source.language if source else "",
            )
        )
    return tuple(out)


def _renumbering_source(change: Change, agreed: Sequence[TentativeAgreement]) -> TentativeAgreement | None:
    """A label or place that changed with no word: the latest agreement of the same article."""
    if change.kind not in (ChangeKind.RENUMBERED, ChangeKind.MOVED, ChangeKind.TYPOGRAPHY):
        return None
    article = change.citation.split(".")[0]
    same = [one for one in agreed if any(block.citation.split(".")[0] == article for block in one.blocks)]
    return same[-1] if same else None
