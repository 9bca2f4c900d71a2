"""Tentative agreements: both sides assent to one text, which lands on the tentative text."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, Item, Pass
from negotiate.bargaining.states import Act, require
from negotiate.bargaining.tentative import Assent, Signature, Touched, statement
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import canonical, slug, text_code
from negotiate.redline.engine import redline
from negotiate.redline.renderings.as_text import to_text
from negotiate.redline.threeway import Conflict
from negotiate.repository.transaction import Transaction
from negotiate.workspace import keys
from negotiate.workspace.assents import all_assents, given_assents
from negotiate.workspace.landing import Landed as Landed
from negotiate.workspace.landing import folder_of, put, records, touched_of
from negotiate.workspace.landing import landed as landed
from negotiate.workspace.overtaken import WORDS, assented, difference, overtaken, touched, without
from negotiate.workspace.recording import Done, Files, changed_files, record
from negotiate.workspace.rounds import packaged
from negotiate.workspace.texts import lay, offered
from negotiate.workspace.titles import signatory_of
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
    union, _ = one_text(workspace, item)
    require(item.state, Act.SIGNED, item.title)
    if item.ink is not None and item.ink.digest != union.digest:
        raise Refused(
            f"a clean copy of item {item.number}, {item.title}, is due: its signing copy was changed in ink",
            do=f"pass exactly that text (it is a draft), have it accepted, and sign that; code "
            f"{text_code(item.ink.digest)}",
        )
    found = overtaken(workspace, item)
    if found and not again:
        raise put_again(item, found)
    text = workspace.agreement_at(union.text)
    signing = Signing(workspace, item, text, given, at, touched(found), statement_of(workspace, item))
    with workspace.repository.operation(signing.what, final=SIGNED) as op:
        return signing.enter(op, item, workspace.commit_of(f"{PROPOSALS}{item.id}"))


class Signing:
    """Assents checked before anything is recorded, and entered within an operation.

    ``what`` says what they come to: the agreement where nobody is ``missing``, else who has yet to sign.
    """

    def __init__(
        self,
        workspace: Workspace,
        item: Item,
        text: Agreement,
        given: tuple[Given, ...],
        at: datetime | None,
        over: tuple[Touched, ...] = (),
        said: str = "",
    ) -> None:
        last = item.last
        assert last is not None  # it awaits signature
        self._workspace, self._text, self._over = workspace, text, over
        self._when = (at or workspace.now()).replace(microsecond=0)
        self._wanted = assented(last.digest, over)
        _in_order(item, self._when, given, self._wanted)
        scans: Files = {}
        self._fresh = tuple(signature_of(workspace, one, self._when, scans, said) for one in given)
        self._scans: Files = {f"{folder_of(item)}/{path}": data for path, data in scans.items()}
        signatures = (*given_assents(item, self._wanted), *self._fresh)
        self._signatures = tuple(sorted(signatures, key=lambda one: one.side is Side.DISTRICT))
        self.missing = [side for side in Side if _lacking(workspace, side, self._signatures) > 0]
        named = f"item {item.number}, {item.title}"
        self.what = _who_sign(self._fresh, named) if self.missing else f"tentative agreement on {named}"

    def enter(self, op: Transaction, item: Item, tip: str) -> Done:
        """Records the assents of ``item``, whose branch stands at ``tip``; the agreement lands where
        nobody is missing."""
        if self.missing:
            files = self._scans
            for one in self._fresh:
                event = Event(
                    Act.ASSENTED, one.at, by=one.recorded_by, side=one.side, digest=self._wanted,
                    signatory=one.name, manner=one.how.value, scan=one.scan, key=one.key, proof=one.proof,
                )  # fmt: skip
                item, files = record(op, item, event, tip, files), {}
                tip = item.events[-1].text
            return Done(f"{self.what}; {_yet(self._workspace, self._signatures)}", item)
        after, agreed = put(
            op, self._workspace, item, tip, self._text, self._signatures, self._when, self._scans, self._over
        )
        signed = (f"{one.name} for the {one.side.value} ({one.how.value})" for one in self._signatures)
        names = " and ".join(signed)
        over = ", ".join(one.citation for one in self._over)
        stands = f", over {over} as agreed before" if over else ""
        return Done(f"{self.what}: text code {text_code(agreed.language)}, signed by {names}{stands}", after)


def _who_sign(fresh: tuple[Signature, ...], named: str) -> str:
    if len({one.side for one in fresh}) == 1:
        names = " and ".join(f"{one.name} signs" for one in fresh)
        return f"{names} {named}, for the {fresh[0].side.value}"
    names = " and ".join(f"{one.name} for the {one.side.value}" for one in fresh)
    return f"{names} sign {named}"


def statement_of(workspace: Workspace, item: Item) -> str:
    """What a key signs: the same statement for both sides."""
    union, _ = one_text(workspace, item)
    base, text = workspace.agreement_at(union.base), workspace.agreement_at(union.text)
    over = touched(overtaken(workspace, item))
    return statement(item.id, item.number, item.title, union.digest, touched_of(base, text), over)


def put_again(item: Item, found: tuple[Conflict, ...]) -> Refused:
    """The refusal of an agreement that another one has overtaken, with the difference shown."""
    names = sorted({one.name for one in all_assents(item)})
    void = f"; what {' and '.join(names)} signed was for the words before" if names else ""
    return Refused(
        f"item {item.number}, {item.title}, is {WORDS}: another agreement has changed "
        f"{', '.join(one.citation for one in found)} meanwhile{void}\n{difference(found, item.number)}",
        do=f"sign with --again, and item {item.number}'s words stand over the tentative ones; or pass a text "
        "of both anew",
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
            raise Refused(
                f"{earlier.name} has signed for the {earlier.side.value} already",
                do="have another of that side sign, or the other side",
            )
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
    name = signatory_of(one.name, one.side.value)
    may = workspace.facts.party(one.side).signatories
    if may and name not in may:
        raise Refused(
            f"{name} may not sign for the {one.side.value}: the ground rules name {', '.join(may)}",
            do=f"have one of them sign; `negotiate parties --{one.side.value}-signs NAME …` lists who may",
        )
    scan = key = proof = ""
    if one.how is Assent.PAPER:
        if one.scan is None:
            raise BadInput("an assent on paper needs its scan", do="give it with --scan FILE")
        try:
            data = one.scan.read_bytes()
        except OSError as fault:
            raise BadInput(
                f"cannot read the scan: {fault.strerror}",
                where=str(one.scan),
                do="give the file of the scan itself",
            ) from None
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
            raise BadInput(
                "cannot read the signature",
                where=str(one.signature),
                do="give the file of the signature itself",
            ) from None
    elif one.key is not None:
        proof = keys.sign(said, one.key)
    else:
        raise BadInput("an assent by key needs the key", do="give --key FILE or --signature FILE")
    keys.check(said, listed, proof)
    return keys.plain_key(listed), proof


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
    return Done(f"{said}: {item.title} is bargained again", after, _left_of(workspace, item))


def _left_of(workspace: Workspace, item: Item) -> tuple[str, ...]:
    """What of the package that an agreement reopened was accepted in is as it was: all or nothing, once."""
    left = [one for one in packaged(workspace, item.package) if one.id != item.id] if item.package else []
    if not left:
        return ()
    names = ", ".join(f"item {one.number} ({one.state.value})" for one in left)
    return (f"it was agreed within the package {item.package}, of which {names} stays as it is",)
