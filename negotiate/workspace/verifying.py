"""Every word of the tentative text accounted for, and every record checked against itself."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item, Pass
from negotiate.bargaining.states import Act, State
from negotiate.bargaining.tentative import (
    Assent,
    TentativeAgreement,
    language_digest,
    read_record,
    statement,
)
from negotiate.common.errors import NegotiateError, Refused, WorkspaceFault
from negotiate.common.text import slug, text_code
from negotiate.redline.engine import redline
from negotiate.redline.threeway import lay_over
from negotiate.repository.model import Ref
from negotiate.workspace.agreements import Landed, landed
from negotiate.workspace.keys import holds
from negotiate.workspace.overtaken import WORDS, difference, land, overtaken
from negotiate.workspace.settled import renumbered, unaccounted
from negotiate.workspace.workspace import AGREED, PASSES, ROUNDS, TENTATIVE, Workspace


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as the record says: its kind, where, and what."""

    kind: str
    where: str
    what: str


@dataclass
class Verification:
    """The outcome: findings (none: all is accounted for), the chain, and what was counted."""

    findings: list[Finding] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    words: int = 0
    words_from_agreements: int = 0
    passes: int = 0

    def find(self, kind: str, where: str, what: str) -> None:
        """Adds a finding."""
        self.findings.append(Finding(kind, where, what))

    def to_json(self) -> dict[str, object]:
        """The outcome as data."""
        return {
            "accounted": not self.findings,
            "words": self.words,
            "words_from_agreements": self.words_from_agreements,
            "passes": self.passes,
            "chain": self.chain,
            "findings": [{"kind": f.kind, "where": f.where, "what": f.what} for f in self.findings],
        }


def verify(workspace: Workspace) -> Verification:
    """Checks the objects, every pass, every tentative agreement, and the text they make together."""
    outcome = Verification()
    for line in workspace.repository.verify_objects():
        outcome.find("damaged", "git", line)
    by_id = {item.id: item for item in _items(workspace, outcome)}
    tags = {ref.name: ref for ref in workspace.repository.refs(PASSES)}
    _ahead(workspace, [one for item in by_id.values() for one in item.passes])
    for item in by_id.values():
        _passes(workspace, item, tags, outcome)
    _numbers(by_id.values(), outcome)
    _tags(workspace, by_id, tags, outcome)
    if workspace.repository.resolve(TENTATIVE) is None:
        outcome.find(
            "text",
            "the tentative text",
            "it is gone; `git branch tentative` with the last ta/ tag brings it back",
        )
        return outcome
    for ref in workspace.repository.refs(ROUNDS):
        _round(workspace, ref, by_id, outcome)
    now = {item.id: item for item in by_id.values() if item.state is State.TA}
    text = _agreed(workspace, workspace.baseline, TENTATIVE, now, outcome)
    _count(workspace, outcome)
    _compare(text, workspace.tentative, outcome)
    _overtaken(workspace, by_id.values(), outcome)
    return outcome


def _ahead(workspace: Workspace, passes: Iterable[Pass | None]) -> None:
    """Says that the texts of these passes come next, in this order."""
    with suppress(NegotiateError):  # of one that cannot be read its own check tells
        workspace.texts_ahead([oid for one in passes if one for oid in (one.base, one.text) if oid])


def _numbers(items: Iterable[Item], outcome: Verification) -> None:
    """A number names one item: two under one could not be told apart at the table."""
    first: dict[int, Item] = {}
    for item in items:
        other = first.setdefault(item.number, item)
        if other is not item:
            outcome.find("number", f"item {item.number}", f"both {other.title} and {item.title} bear it")


def _round(workspace: Workspace, ref: Ref, items: dict[str, Item], outcome: Verification) -> None:
    """A round that was ratified: what its agreements made of the baseline before it is what was adopted."""
    before, agreed = ref.trailer("Before") or "", ref.trailer("Agreed") or ""
    if not all(workspace.repository.resolve(one) for one in (before, agreed) if one) or not before:
        outcome.find("round", ref.name, "it does not say what it was made from")
        return
    number = ref.name.rsplit("/", 1)[-1]
    own = {
        item.id: item for item in items.values()
        if item.state is State.RATIFIED and item.events[-1].why == f"round {number}"
    }  # fmt: skip
    text = _agreed(workspace, workspace.agreement_at(before), agreed, own, outcome)
    _compare(text, workspace.agreement_at(agreed), outcome)
    try:
        listed = renumbered(workspace, int(number), ref.target_oid)
    except (NegotiateError, ValueError) as fault:
        outcome.find("round", f"round {number}", f"its list of references cannot be read: {fault}")
        listed = ()
    adopted, voted = workspace.agreement_at(ref.target_oid), workspace.agreement_at(agreed)
    for where in unaccounted(voted, adopted, listed):
        said = "the baseline it made is not the text that was voted on, renumbered references apart"
        outcome.find("round", f"round {number}", f"{said}: {where}")
    outcome.chain += [f"round {number}, {one.line}" for one in listed]


def _agreed(
    workspace: Workspace, text: Agreement, tip: str, items: dict[str, Item], outcome: Verification
) -> Agreement:
    """The text with every agreement of ``items`` that landed before ``tip``, each checked."""
    found = _records(workspace, items, tip, outcome)
    _ahead(workspace, [items[record.item].latest(Side.UNION) for _, record in found])
    for where, record in found:
        item = items[record.item]
        _record(workspace, item, record, where, outcome)
        text = _laid(workspace, item, record, text, outcome)
    return text


def _items(workspace: Workspace, outcome: Verification) -> list[Item]:
    """Every item that can be read: all at once, or one by one where one of them cannot."""
    rows = workspace.rows(anew=True)
    found: list[Item] = []
    try:
        found.extend(workspace.items(rows))
    except NegotiateError:
        tips = workspace.tips(rows)
        for row in rows:
            try:
                found.append(workspace.item_at(tips[row.id]))
            except NegotiateError as fault:
                outcome.find("record", f"item {row.id}", fault.what)
    told = {row.id: (row.state, row.ball) for row in rows}
    for item in found:
        if told[item.id] != (item.state, item.ball):
            said = "its tip says another state than its events make"
            outcome.find("record", f"item {item.number}", said)
    return found


def _passes(workspace: Workspace, item: Item, tags: Mapping[str, Ref], outcome: Verification) -> None:
    for one in item.passes:
        outcome.passes += 1
        where = f"item {item.number}, {one.name}"
        tag = tags.get(f"{PASSES}{item.id}/{one.side.value}-{one.number}")
        if tag is None:
            outcome.find("pass", where, "its tag is gone")
        elif tag.target_oid != one.text:
            outcome.find("pass", where, "its tag was moved to another text")
        elif language_digest(workspace.base_text(one), workspace.agreement_at(one.text)) != one.digest:
            outcome.find("pass", where, "its text is not the one its digest names")


def _tags(workspace: Workspace, items: dict[str, Item], passes: Iterable[str], outcome: Verification) -> None:
    """Every pass and agreement that a tag holds must stand on its item's record still."""
    for tag in passes:
        item_id, _, name = tag.removeprefix(PASSES).partition("/")
        item = items.get(item_id)
        if item is None:
            outcome.find(
                "pass", f"{item_id}, {name}", "its item's record is gone; the pass is kept by its tag alone"
            )
        elif not any(f"{one.side.value}-{one.number}" == name for one in item.passes):
            outcome.find(
                "pass", f"item {item.number}, {name}", "it crossed the table, and its item's record lost it"
            )
    for ref in workspace.repository.refs(AGREED):
        item = items.get(ref.name.removeprefix(AGREED))
        if item is None or item.state not in (State.TA, State.RATIFIED):
            where = f"item {item.number}" if item else ref.name.removeprefix(AGREED)
            outcome.find(
                "agreement", where, "it was signed, and its item's record says nothing of it (any more)"
            )


def _records(
    workspace: Workspace, items: dict[str, Item], tip: str, outcome: Verification
) -> list[tuple[Landed, TentativeAgreement]]:
    found: list[tuple[Landed, TentativeAgreement]] = []
    standing = set(items)
    for item_id, one in landed(workspace, tip).items():
        if item_id not in standing:
            continue
        item = items[item_id]
        path = f"proposals/{item.number:02d}-{slug(item.title)}/ta.yaml"
        data = workspace.repository.read_file(tip, path)
        if data is None:
            outcome.find("agreement", f"item {item.number}", f"its record {path} is gone")
            continue
        try:
            record, stated = read_record(data.decode("utf-8", "replace"), path)
        except NegotiateError as fault:
            outcome.find("agreement", path, fault.what)
            continue
        if record.item != item_id:
            outcome.find("agreement", path, "it names another item")
            continue
        if stated != record.digest or one.record != record.digest:
            outcome.find("agreement", f"item {item.number}", "its record was changed after it was signed")
        found.append((one, record))
    for missing in standing - {record.item for _, record in found}:
        outcome.find(
            "agreement", f"item {items[missing].number}", "it is under a TA, but no record of it stands"
        )
    return found


def _record(
    workspace: Workspace,
    item: Item,
    record: TentativeAgreement,
    landed_at: Landed,
    outcome: Verification,
) -> None:
    where = f"item {item.number}, {item.title}"
    sides = {one.side for one in record.signatures}
    for side in Side:
        if side not in sides:
            outcome.find("signature", where, f"the {side.value} has not signed")
    said = statement(record.item, record.number, record.title, record.language, record.blocks, record.over)
    for one in record.signatures:
        if one.how is Assent.KEY and not (one.key and holds(said, one.key, one.proof)):
            outcome.find("signature", where, f"{one.name}'s signature is on another text, or of another key")
    signed_event = next((one for one in reversed(item.events) if one.act is Act.SIGNED), None)
    if signed_event is None or (signed_event.at, signed_event.why) != (record.at, f"record {record.digest}"):
        outcome.find("signature", where, "the item's record of its signing is not the agreement's own")
    for side in Side:
        last = item.latest(side)
        if last is None or last.digest != record.language:
            outcome.find("signature", where, f"the {side.value}'s last pass is not the text that was signed")
    if record.previous != landed_at.previous:
        outcome.find("chain", where, "it does not follow the record before it")
    tag = workspace.repository.resolve(f"{AGREED}{item.id}")
    if tag != landed_at.commit:
        outcome.find("chain", where, "its tag is not on the tentative text")
    signed = ", ".join(f"{one.name} ({one.side.value}, {one.how.value})" for one in record.signatures)
    outcome.chain.append(
        f"{record.at:%Y-%m-%d %H:%M} item {item.number}, {item.title}: "
        f"text code {text_code(record.language)}, {' = '.join(record.passes)}, signed by {signed}"
    )


def _laid(
    workspace: Workspace, item: Item, record: TentativeAgreement, text: Agreement, outcome: Verification
) -> Agreement:
    last = item.latest(Side.UNION)  # the words of both are one, its labels are those that landed
    if last is None:
        return text
    base, agreed = workspace.base_text(last), workspace.agreement_at(last.text)
    try:
        return land(base, agreed, text, f"item {item.number}", record.over)
    except Refused as fault:
        outcome.find("text", f"item {item.number}", fault.what)
        return lay_over(base, agreed, text).agreement


def _overtaken(workspace: Workspace, items: Iterable[Item], outcome: Verification) -> None:
    """Language that both sides agreed on and another agreement has overtaken: no fault, and to be done."""
    awaiting = [item for item in items if item.state is State.AWAITING_SIGNATURE]
    _ahead(workspace, [item.last for item in awaiting])
    for item in awaiting:
        found = overtaken(workspace, item)
        if found:
            names = ", ".join(one.citation for one in found)
            where = f"item {item.number}, {item.title}"
            said = f"{WORDS}: another agreement has changed {names} meanwhile"
            outcome.find("sign-again", where, f"{said}\n{difference(found, item.number)}")


def check_text(workspace: Workspace) -> None:
    """Refuses to go on with a tentative text that is not what the agreements make of the baseline."""
    found = [one for one in verify(workspace).findings if one.kind in ("text", "agreement", "chain")]
    if found:
        raise WorkspaceFault(
            f"the tentative text cannot be accounted for: {found[0].where}: {found[0].what}",
            do="`negotiate verify` lists everything that is not as the record says",
        )


def _count(workspace: Workspace, outcome: Verification) -> None:
    """The words of the tentative text, and how many of them the baseline does not have."""
    base = {block.digest for block in workspace.baseline.blocks()}
    for block in workspace.tentative.blocks():
        count = len(block.words)
        outcome.words += count
        outcome.words_from_agreements += 0 if block.digest in base else count


def _compare(text: Agreement, actual: Agreement, outcome: Verification) -> None:
    """The agreed text must be the baseline with exactly the agreed changes, word for word."""
    order = [one.name for one in actual.documents]  # documents of no set order are stored by name
    known = sorted(
        (one for one in text.documents if one.name in order), key=lambda one: order.index(one.name)
    )
    text = Agreement((*known, *(one for one in text.documents if one.name not in order)))
    for change in redline(place(text), place(actual)).changes:
        outcome.find(
            "text", change.citation, "this language is not what the tentative agreements make of the baseline"
        )
