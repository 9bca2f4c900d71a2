"""Tentative agreements: both sides assent to one text, which lands on the tentative text."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, Item, Pass
from negotiate.bargaining.states import Act, State, require
from negotiate.bargaining.tentative import (
    Assent,
    Signature,
    TentativeAgreement,
    Touched,
    read_record,
    statement,
    touched_blocks,
    write_record,
)
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import canonical, slug, text_code
from negotiate.redline.engine import redline
from negotiate.redline.renderings.as_text import to_text
from negotiate.redline.threeway import Conflict
from negotiate.workspace import keys
from negotiate.workspace.assents import all_assents, given_assents
from negotiate.workspace.overtaken import WORDS, assented, difference, land, overtaken, touched, without
from negotiate.workspace.recording import Done, Files, changed_files, record
from negotiate.workspace.texts import lay, offered
from negotiate.workspace.workspace import AGREED, PROPOSALS, TENTATIVE, Workspace

SIGNED = "it was signed"


@dataclass(frozen=True, slots=True)
class Given:
    """One side's assent as a person gives it: the signatory and how (``scan`` is the paper; ``key`` the
    key file to sign with, or ``signature`` the file of one made elsewhere)."""

    side: Side
    name: str
    how: Assent = Assent.TYPED
    scan: Path | None = None
    key: Path | None = None
    signature: Path | None = None


def sign(
    workspace: Workspace, name: str, given: tuple[Given, ...], at: datetime | None, again: bool = False
) -> Done:
    """One or both sides assent; when both have, the tentative agreement lands.

    Raises :class:`Refused` (with both digests and the difference) where the sides' latest
    passes are not one text, where a signatory may not sign, and where another agreement has changed
    its paragraphs meanwhile, unless it is signed ``again`` over what they say now.
    """
    item = workspace.item(name)
    union, district = one_text(workspace, item)
    require(item.state, Act.SIGNED, item.title)
    if item.ink is not None and item.ink.digest != union.digest:
        raise Refused(
            f"a clean copy of item {item.number}, {item.title}, is due: its signing copy was changed in ink",
            do=f"pass exactly that text (it is a draft), have it accepted, and sign that; code "
            f"{text_code(item.ink.digest)}",
        )
    found = overtaken(workspace, item)
    if found and not again:
        raise _again(item, found)
    when = (at or workspace.now()).replace(microsecond=0)
    wanted = assented(union.digest, touched(found))
    _in_order(item, when, given, wanted)
    scans: Files = {}
    said = statement_of(workspace, item)
    fresh = tuple(signature_of(workspace, one, when, scans, said) for one in given)
    scans = {f"{folder_of(item)}/{path}": data for path, data in scans.items()}
    signatures = tuple(
        sorted((*given_assents(item, wanted), *fresh), key=lambda one: one.side is Side.DISTRICT)
    )
    missing = [side for side in Side if _lacking(workspace, side, signatures) > 0]
    if missing:
        return _assent(workspace, item, fresh, wanted, scans, _yet(workspace, signatures))
    return _land(workspace, item, (union, district), signatures, when, scans)


def statement_of(workspace: Workspace, item: Item) -> str:
    """What a key signs: the same statement for both sides."""
    union, _ = one_text(workspace, item)
    base, text = workspace.agreement_at(union.base), workspace.agreement_at(union.text)
    over = touched(overtaken(workspace, item))
    return statement(item.id, item.number, item.title, union.digest, _touched(base, text), over)


def _again(item: Item, found: tuple[Conflict, ...]) -> Refused:
    names = sorted({one.name for one in all_assents(item)})
    void = f"; what {' and '.join(names)} signed was for the words before" if names else ""
    return Refused(
        f"item {item.number}, {item.title}, is {WORDS}: another agreement has changed "
        f"{', '.join(one.citation for one in found)} meanwhile{void}\n{difference(found, item.number)}",
        do="sign with --again and item's words stand over the tentative ones; or pass a text of both anew",
    )


def _lacking(workspace: Workspace, side: Side, signatures: tuple[Signature, ...]) -> int:
    """How many more must sign for a side, as the ground rules say."""
    may = workspace.facts.party(side).signatories
    wanted = workspace.facts.rules.signatories_per_side
    wanted = min(wanted, len(may)) if may else wanted
    return wanted - len({one.name for one in signatures if one.side is side})


def _yet(workspace: Workspace, signatures: tuple[Signature, ...]) -> str:
    parts = []
    for side in Side:
        lacking = _lacking(workspace, side, signatures)
        if lacking > 0:
            one = workspace.facts.rules.signatories_per_side == 1
            parts.append(f"the {side.value} has yet to sign" + ("" if one else f" ({lacking} more)"))
    return ", ".join(parts)


def _in_order(item: Item, when: datetime, given: tuple[Given, ...], wanted: str) -> None:
    """Nobody signs before the text was on the table, before the other side signed first, or twice."""
    last = item.last_handed
    if last is not None and last.at is not None and when < last.at:
        raise Refused(
            f"{when.isoformat()} lies before {last.name} crossed the table, at {last.at.isoformat()}",
            do="give the time at which it was really signed",
        )
    for earlier in given_assents(item, wanted):
        if any(one.side is earlier.side and canonical(one.name) == earlier.name for one in given):
            raise Refused(f"{earlier.name} has signed for the {earlier.side.value} already")
        if when < earlier.at:
            raise Refused(
                f"{when.isoformat()} lies before {earlier.name} signed, at {earlier.at.isoformat()}"
            )


def one_text(workspace: Workspace, item: Item) -> tuple[Pass, Pass]:
    """The two sides' passes that are one text; refused, with the difference, where they are not."""
    union, district = item.latest(Side.UNION), item.latest(Side.DISTRICT)
    if union is None or district is None:
        missing = "union" if union is None else "district"
        raise Refused(
            f"the {missing} has made no pass on {item.title!r}: there is no text of both sides to sign",
            do=f"`negotiate accept {item.number} --side {missing}` records that it agrees",
        )
    if union.digest != district.digest:
        first, second = offered(workspace, union), offered(workspace, district)
        difference = to_text(redline(place(first), place(second)), union.name, district.name, width=100)
        raise Refused(
            f"the two sides' texts of {item.title!r} are not one: {union.name} has text code "
            f"{text_code(union.digest)}, {district.name} has {text_code(district.digest)}. "
            f"From {union.name} to {district.name}:\n{difference}",
            do="one side must accept the other's text, or pass a text of its own, before both can sign",
        )
    return union, district


def signature_of(workspace: Workspace, one: Given, when: datetime, scans: Files, said: str) -> Signature:
    """An assent as it is given, checked against the ground rules; its scan is put among ``scans``."""
    name = canonical(one.name)
    may = workspace.facts.party(one.side).signatories
    if not name:
        raise BadInput(f"who signs for the {one.side.value}?", do="give the name")
    if may and name not in may:
        raise Refused(
            f"{name} may not sign for the {one.side.value}: the ground rules name {', '.join(may)}",
            do="have one of them sign, or change the ground rules in agreement.yaml if both sides agreed to",
        )
    scan = key = proof = ""
    if one.how is Assent.PAPER:
        if one.scan is None:
            raise BadInput("an assent on paper needs its scan", do="give it with --scan FILE")
        try:
            data = one.scan.read_bytes()
        except OSError as fault:
            raise BadInput(f"cannot read the scan: {fault.strerror}", where=str(one.scan)) from None
        scan = hashlib.sha256(data).hexdigest()
        ending = (
            one.scan.suffix.lower()
            if one.scan.suffix.lower() in (".pdf", ".png", ".jpg", ".jpeg", ".tif")
            else ""
        )
        scans[f"signed-{one.side.value}-{slug(name, 24)}{ending}"] = data
    elif one.how is Assent.KEY:
        key, proof = _by_key(workspace, one, name, said)
    return Signature(one.side, name, when, one.how, str(workspace.person.name), scan, key, proof)


def _by_key(workspace: Workspace, one: Given, name: str, said: str) -> tuple[str, str]:
    """The public key that the settings name for the signatory, and the signature it checks."""
    listed = workspace.facts.party(one.side).key_of(name)
    if not listed:
        raise Refused(
            f"no key of {name} is known",
            where="agreement.yaml",
            do=f"write it under parties, {one.side.value}, keys (name, key), as that side gave it to you",
        )
    if one.signature is not None:
        try:
            proof = one.signature.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise BadInput("cannot read the signature", where=str(one.signature)) from None
    elif one.key is not None:
        proof = keys.sign(said, one.key)
    else:
        raise BadInput("an assent by key needs the key", do="give --key FILE or --signature FILE")
    keys.check(said, listed, proof)
    return keys.plain_key(listed), proof


def folder_of(item: Item) -> str:
    """Where an item's tentative agreement is filed."""
    return f"proposals/{item.number:02d}-{slug(item.title)}"


def _assent(
    workspace: Workspace, item: Item, fresh: tuple[Signature, ...], wanted: str, scans: Files, yet: str
) -> Done:
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    names = " and ".join(f"{one.name} signs" for one in fresh)
    said = f"{names} item {item.number}, {item.title}, for the {fresh[0].side.value}"
    after = item
    with workspace.repository.operation(said, final=SIGNED) as op:
        for one in fresh:
            event = Event(
                Act.ASSENTED, one.at, by=one.recorded_by, side=one.side, digest=wanted,
                signatory=one.name, manner=one.how.value, scan=one.scan, key=one.key, proof=one.proof,
            )  # fmt: skip
            after = record(op, after, event, tip, scans)
            tip, scans = after.events[-1].text, {}
    return Done(f"{said}; {yet}", after)


def _land(
    workspace: Workspace,
    item: Item,
    passes: tuple[Pass, Pass],
    signatures: tuple[Signature, ...],
    when: datetime,
    scans: Files,
) -> Done:
    base_commit, tentative = passes[0].base, workspace.commit_of(TENTATIVE)
    base, text = workspace.agreement_at(base_commit), workspace.agreement_at(passes[0].text)
    over = touched(overtaken(workspace, item))
    landed = land(base, text, workspace.agreement_at(tentative), f"item {item.number}", over)
    chain = records(workspace)
    agreed = TentativeAgreement(
        item=item.id, number=item.number, title=item.title, base=base_commit,
        passes=tuple(one.name for one in passes), language=passes[0].digest,
        blocks=_touched(base, text), signatures=signatures, at=when,
        previous=chain[-1].digest if chain else "", over=over,
    )  # fmt: skip
    branch = workspace.commit_of(f"{PROPOSALS}{item.id}")
    filed = workspace.repository.tree(branch, folder_of(item))  # scans of those who signed first
    held = zip(filed, workspace.repository.read_blobs(list(filed.values())), strict=True)
    files: Files = {
        **dict(held),
        **scans,
        f"{folder_of(item)}/ta.yaml": write_record(agreed),
        **changed_files(workspace, tentative, landed),
    }
    trailers = (
        ("Item", item.id),
        ("Record", agreed.digest),
        ("Language", agreed.language),
        ("Text", passes[0].text),
    )
    said = f"tentative agreement on item {item.number}, {item.title}"
    event = Event(
        Act.SIGNED, when, by=str(workspace.person.name), digest=agreed.language, why=f"record {agreed.digest}"
    )
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    with workspace.repository.operation(said, at=None, final=SIGNED) as op:
        commit = op.commit(
            tentative, files, f"Tentative agreement: item {item.number}, {item.title}", trailers
        )
        op.move(TENTATIVE, new=commit, old=tentative)
        op.tag(
            f"{AGREED}{item.id}", commit, f"Tentative agreement on item {item.number}, {item.title}", trailers
        )
        after = record(op, item, event, tip, {})
    names = " and ".join(f"{one.name} for the {one.side.value} ({one.how.value})" for one in signatures)
    stands = f", over {', '.join(one.citation for one in over)} as agreed before" if over else ""
    return Done(f"{said}: text code {text_code(agreed.language)}, signed by {names}{stands}", after)


def _touched(base: Agreement, text: Agreement) -> tuple[Touched, ...]:
    return touched_blocks(_by_digest(base), _by_digest(text))


def _by_digest(agreement: Agreement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in place(agreement):
        found[one.block.digest].append(one.name)
    return found


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
    found: dict[str, Landed] = {}
    for commit in reversed(workspace.repository.log(tip)):
        if commit.trailer("Ratifies") is not None:
            found.clear()
        item, record_ = commit.trailer("Item") or "", commit.trailer("Record")
        if record_ is not None or commit.trailer("Reopens") is not None:
            found.pop(item, None)
        if record_ is not None:
            before = next(reversed(found.values()), None)
            found[item] = Landed(commit.oid, record_, before.record if before is not None else "")
    return found


def records(workspace: Workspace) -> tuple[TentativeAgreement, ...]:
    """Every tentative agreement that stands, oldest first, as its file says it."""
    found = []
    rows = {row.id: row for row in workspace.rows()}
    for item_id, one in landed(workspace).items():
        row = rows.get(item_id)
        if row is None or row.state not in (State.TA, State.RATIFIED):
            continue
        path = f"proposals/{row.number:02d}-{slug(row.title)}/ta.yaml"
        data = workspace.repository.read_file(one.commit, path)
        if data is not None:
            found.append(read_record(data.decode(), path)[0])
    return tuple(found)


def reopen(workspace: Workspace, name: str, side: Side, why: str, consent: bool) -> Done:
    """Takes a tentative agreement back, as the ground rules allow; its text leaves the tentative text."""
    item = workspace.item(name)
    require(item.state, Act.REOPENED, item.title)
    if workspace.facts.rules.reopen == "mutual" and not consent:
        raise Refused(
            "the ground rules let a tentative agreement be reopened only by mutual consent",
            do="give --consent when the other side has agreed to reopen it",
        )
    tentative = workspace.commit_of(TENTATIVE)
    chain = records(workspace)
    agreed = next(one for one in chain if one.item == item.id)
    last = item.latest(Side.UNION)
    assert last is not None
    text, now = workspace.agreement_at(last.text), workspace.agreement_at(tentative)
    if any(one.over for one in chain):
        left = without(workspace, chain, item)
    else:
        left = lay(text, workspace.base_text(last), now, f"item {item.number}")
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    event = Event(
        Act.REOPENED,
        workspace.now().replace(microsecond=0),
        by=str(workspace.person.name),
        side=side,
        why=why,
    )
    tag = workspace.repository.refs(f"{AGREED}{item.id}")
    trailers = (("Item", item.id), ("Reopens", agreed.digest))
    said = f"reopen item {item.number}, {item.title}"
    with workspace.repository.operation(said) as op:
        filed = workspace.repository.tree(tentative, folder_of(item))
        files = {**changed_files(workspace, tentative, left), **dict.fromkeys(filed)}
        commit = op.commit(tentative, files, f"Reopened: item {item.number}, {item.title}", trailers)
        op.move(TENTATIVE, new=commit, old=tentative)
        for ref in tag:
            op.delete(ref.name, old=ref.oid)
        after = record(op, item, replace(event), tip, {})
    return Done(f"{said}: {item.title} is bargained again", after)
