"""Tentative agreements on the tentative text: where each landed, its record, and how one lands."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, Item
from negotiate.bargaining.states import Act, State
from negotiate.bargaining.tentative import (
    Signature,
    TentativeAgreement,
    Touched,
    read_record,
    touched_blocks,
    write_record,
)
from negotiate.common.identity import Same
from negotiate.common.text import slug
from negotiate.repository.repository import Repository
from negotiate.repository.transaction import Transaction
from negotiate.workspace.overtaken import land
from negotiate.workspace.recording import Files, changed_files, record
from negotiate.workspace.workspace import AGREED, PROPOSALS, TENTATIVE, Workspace


@dataclass(frozen=True, slots=True)
class Landed:
    """Where an item's agreement landed: the commit, the record's digest, and the digest of the
    last record that stood before it (empty: none did)."""

    commit: str
    record: str
    previous: str


def landed(workspace: Workspace, tip: str = TENTATIVE) -> dict[str, Landed]:
    """Item → its agreement on the tentative text, in the order signed; what was reopened is not there.

    What an earlier round ratified is in the baseline and not counted. ``tip`` is the text's commit.
    """
    repository = workspace.repository
    return dict(_landed_at(Same(repository), repository.resolve(tip) or tip))


@lru_cache(maxsize=16)
def _landed_at(repository: Same[Repository], tip: str) -> tuple[tuple[str, Landed], ...]:
    """Kept by the text's commit: a packet asks of each of hundreds of agreements."""
    found: dict[str, Landed] = {}
    for commit in reversed(repository.one.log(tip)):
        if commit.trailer("Ratifies") is not None:
            found.clear()
        item, record_ = commit.trailer("Item") or "", commit.trailer("Record")
        if record_ is not None or commit.trailer("Reopens") is not None:
            found.pop(item, None)
        if record_ is not None:
            before = next(reversed(found.values()), None)
            found[item] = Landed(commit.oid, record_, before.record if before is not None else "")
    return tuple(found.items())


def records(workspace: Workspace, tip: str = TENTATIVE) -> tuple[TentativeAgreement, ...]:
    """Every tentative agreement that stands, oldest first, as its file says it; ``tip`` as for
    :func:`landed`."""
    standing = (State.TA, State.RATIFIED)
    return tuple(record for state, record in filed(workspace, tip) if state in standing)


def filed(workspace: Workspace, tip: str) -> Iterator[tuple[State, TentativeAgreement]]:
    """Every agreement that landed by ``tip``, oldest first, as its file says it, with the state its item is
    in now."""
    rows = {row.id: row for row in workspace.rows()}
    standing = [(rows[item_id], one) for item_id, one in landed(workspace, tip).items() if item_id in rows]
    places = tuple(
        (one.commit, f"proposals/{row.number:02d}-{slug(row.title)}/ta.yaml") for row, one in standing
    )
    found = _read(Same(workspace.repository), places)
    for (row, _), (_, path), data in zip(standing, places, found, strict=True):
        if data is not None:
            yield row.state, read_record(data, path)[0]


@lru_cache(maxsize=16)
def _read(repository: Same[Repository], places: tuple[tuple[str, str], ...]) -> tuple[str | None, ...]:
    """The files at these places (commit, path), read in one go and kept: commits never change."""
    found = repository.one.read_many(places)
    return tuple(None if data is None else data.decode("utf-8", "replace") for data in found)


def folder_of(item: Item) -> str:
    """Where an item's tentative agreement is filed."""
    return f"proposals/{item.number:02d}-{slug(item.title)}"


def touched_of(base: Agreement, text: Agreement) -> tuple[Touched, ...]:
    """The blocks an agreed text adds to the one it was made from or takes out of it."""
    return touched_blocks(_by_digest(base), _by_digest(text))


def _by_digest(agreement: Agreement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in place(agreement):
        found[one.block.digest].append(one.name)
    return found


def put(
    op: Transaction,
    workspace: Workspace,
    item: Item,
    tip: str,
    text: Agreement,
    signatures: tuple[Signature, ...],
    when: datetime,
    scans: Files,
    over: tuple[Touched, ...],
) -> tuple[Item, TentativeAgreement]:
    """Lands what both sides signed, within an operation; the item after it and the record.

    ``tip`` is where the item's branch stands, ``text`` the language of the item's last passes, ``over``
    the words it is put over. Raises :class:`Refused` where the tentative text says something else meanwhile.
    """
    union, district = item.latest(Side.UNION), item.latest(Side.DISTRICT)
    assert union is not None and district is not None  # both passed it
    tentative = workspace.commit_of(TENTATIVE)
    base = workspace.agreement_at(union.base)
    onto = land(base, text, workspace.agreement_at(tentative), f"item {item.number}", over)
    before = next(reversed(landed(workspace).values()), None)
    agreed = TentativeAgreement(
        item=item.id, number=item.number, title=item.title, base=union.base,
        passes=(union.name, district.name), language=union.digest,
        blocks=touched_of(base, text), signatures=signatures, at=when,
        previous=before.record if before is not None else "", over=over,
    )  # fmt: skip
    files: Files = {
        **_filed(workspace, item, signatures),
        **scans,
        f"{folder_of(item)}/ta.yaml": write_record(agreed),
        **changed_files(workspace, tentative, onto),
    }
    named, trailers = naming(item, agreed, union.text)
    commit = op.commit(tentative, files, f"Tentative agreement: {named}", trailers)
    op.move(TENTATIVE, new=commit, old=tentative)
    op.tag(f"{AGREED}{item.id}", commit, f"Tentative agreement on {named}", trailers)
    why = f"record {agreed.digest}"
    event = Event(Act.SIGNED, when, by=str(workspace.person.name), digest=agreed.language, why=why)
    return record(op, item, event, tip, {}), agreed


def naming(item: Item, agreed: TentativeAgreement, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What the commit and the tag of an agreement say of it: the item, and the trailers; ``text`` is the
    commit of the passes' language."""
    trailers = (("Item", item.id), ("Record", agreed.digest), ("Language", agreed.language), ("Text", text))
    return f"item {item.number}, {item.title}", trailers


def _filed(workspace: Workspace, item: Item, signatures: tuple[Signature, ...]) -> Files:
    """The scans of those who signed first, filed on the item's branch."""
    wanted = {one.scan for one in signatures if one.scan}
    if not wanted:
        return {}
    found = workspace.repository.tree(workspace.commit_of(f"{PROPOSALS}{item.id}"), folder_of(item))
    held = zip(found, workspace.repository.read_blobs(list(found.values())), strict=True)
    return {path: data for path, data in held if hashlib.sha256(data).hexdigest() in wanted}
