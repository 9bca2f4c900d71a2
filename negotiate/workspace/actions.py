"""The acts of bargaining, one function each; every one is a transaction on the record.

What a function returns says what happened and what a person should know before going on;
screens and commands show it and decide nothing.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.agreement.editing import Edit, EditKind, apply_edit
from negotiate.agreement.store import ROOT, agreement_files
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Event, How, Item, Label, apply
from negotiate.bargaining.states import Act, State, require
from negotiate.bargaining.tentative import language_digest
from negotiate.bargaining.trailers import write_trailers
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import canonical, slug
from negotiate.redline.engine import redline
from negotiate.redline.model import ChangeKind
from negotiate.repository.transaction import Transaction
from negotiate.workspace.texts import OWN
from negotiate.workspace.warnings import draft_warnings, pass_warnings
from negotiate.workspace.workspace import DRAFTS, MAIN, PASSES, PROPOSALS, Workspace

CROSSED = "it has crossed the table"
Files = dict[str, str | bytes | None]


@dataclass(frozen=True, slots=True)
class Done:
    """What an act did: one line for a person, the item after it, and what to heed."""

    what: str
    item: Item
    warnings: tuple[str, ...] = ()


def open_item(workspace: Workspace, title: str, clauses: Sequence[str], at: datetime | None = None) -> Done:
    """Puts a new item on the table, now or ``at``. ``clauses`` are citations in the baseline."""
    name = canonical(title)
    if not name:
        raise BadInput("an item needs a title", do='such as "Inclusion staffing"')
    index = workspace.baseline_index()
    cited = tuple(dict.fromkeys(index.placed[index.find(clause)].citation for clause in clauses))
    event = _event(workspace, Act.OPENED)
    if at is not None:
        event = replace(event, at=at)
    with workspace.repository.operation(f"open item {name}") as op:
        rows = workspace.rows()  # read under the lock, so that two people do not take one number
        if any(slug(row.title) == slug(name) for row in rows):
            raise BadInput(f"an item is called {name!r} already", do="give another title")
        number = max((row.number for row in rows), default=0) + 1
        item = Item(secrets.token_hex(4), number, name, cited)
        main = workspace.commit_of(MAIN)
        item = record(op, item, event, main, {item_file(item): _item_yaml(item)})
    return Done(f"item {number}, {name}, is on the table", item)


def draft(
    workspace: Workspace, name: str, side: Side, edits: Sequence[Edit], option: str = "", start: str = ""
) -> Done:
    """Edits a side's draft of an item; the draft is made if there is none.

    A new draft starts from ``start``: ``baseline``, ``ours`` or ``theirs`` (default: the
    side's own last pass, or the baseline).
    """
    item = workspace.item(name)
    if item.state in (State.TA, State.RATIFIED):
        require(item.state, Act.READY, item.title)
    ref = f"{DRAFTS}{item.id}--{option or own_option(workspace, side)}"
    tip = workspace.repository.resolve(ref)
    parent = tip or _start(workspace, item, side, start)
    before = workspace.agreement_at(parent)
    after = before
    for edit in edits:
        after = apply_edit(after, edit)
    heed = (*_struck(before, after, edits), *draft_warnings(workspace, item, after))
    files = changed_files(workspace, parent, after)
    if not files and tip is not None:
        return Done("the draft already says that", item, heed)
    with workspace.repository.operation(f"draft on item {item.number}, {item.title}") as op:
        message = f"Draft of item {item.number}: {item.title}"
        trailers = _draft_trailers(item, side, workspace.base_of(parent))
        op.move(ref, new=op.commit(parent, files, message, trailers), old=tip)
    return Done(f"the {side.value}'s draft of item {item.number} is saved", item, heed)


def _struck(before: Agreement, after: Agreement, edits: Sequence[Edit]) -> tuple[str, ...]:
    """Paragraphs that a clause's new text leaves out: a whole clause given in part strikes the rest."""
    if any(edit.kind is EditKind.DELETE for edit in edits):
        return ()
    changes = redline(place(before), place(after)).changes
    gone = [change for change in changes if change.kind is ChangeKind.DELETED]
    fresh = [change for change in changes if change.kind is ChangeKind.INSERTED]
    if len(gone) <= len(fresh):
        return ()  # struck and written anew, block for block
    names = ", ".join(change.old[0].name for change in gone[:8])
    more = f" and {len(gone) - 8} more" if len(gone) > 8 else ""
    return (f"the text given leaves out {names}{more}, struck by it",)


def save_draft(workspace: Workspace, name: str, side: Side, text: Agreement, option: str = "") -> Done:
    """Makes ``text`` the side's draft of the item, as a screen hands it over whole."""
    item = workspace.item(name)
    ref = f"{DRAFTS}{item.id}--{option or own_option(workspace, side)}"
    tip = workspace.repository.resolve(ref)
    parent = tip or _start(workspace, item, side, "")
    files = changed_files(workspace, parent, text)
    if files or tip is None:
        with workspace.repository.operation(f"draft on item {item.number}, {item.title}") as op:
            message = f"Draft of item {item.number}: {item.title}"
            trailers = _draft_trailers(item, side, workspace.base_of(parent))
            op.move(ref, new=op.commit(parent, files, message, trailers), old=tip)
    heed = draft_warnings(workspace, item, text)
    return Done(f"the {side.value}'s draft of item {item.number} is saved", item, heed)


def make_pass(
    workspace: Workspace,
    name: str,
    side: Side,
    at: datetime | None,
    label: Label = Label.PASS,
    option: str = "",
) -> Done:
    """Freezes the side's draft as its next pass; with ``at`` it has crossed the table then."""
    item = workspace.item(name)
    ref = f"{DRAFTS}{item.id}--{option or own_option(workspace, side)}"
    tip = workspace.repository.resolve(ref)
    if tip is None:
        raise BadInput(
            f"the {side.value} has no draft on item {item.number}",
            do="write one with `negotiate draft`, or counter with `negotiate current`",
        )
    text = workspace.agreement_at(tip)
    base = workspace.base_of(tip)
    return offer(workspace, item, side, text, at, How.LANGUAGE, label, spent=(ref, tip), base=base)


def accept(workspace: Workspace, name: str, side: Side, at: datetime | None) -> Done:
    """A pass of exactly the other side's last text."""
    item = workspace.item(name)
    theirs = item.latest(side.other)
    if theirs is None:
        raise Refused(f"the {side.other.value} has made no pass on {item.title!r} that could be accepted")
    text = workspace.agreement_at(theirs.text)
    return offer(workspace, item, side, text, at or workspace.now(), How.ACCEPT, base=theirs.base)


def current(workspace: Workspace, name: str, side: Side, at: datetime | None) -> Done:
    """A pass of current language: the side proposes no change."""
    item = workspace.item(name)
    return offer(workspace, item, side, workspace.baseline, at or workspace.now(), How.CURRENT)


def offer(
    workspace: Workspace,
    item: Item,
    side: Side,
    text: Agreement,
    at: datetime | None,
    how: How,
    label: Label = Label.PASS,
    spent: tuple[str, str] | None = None,
    why: str = "",
    base: str = "",
) -> Done:
    """Puts a text on the record as a side's pass; ``spent`` is the draft (ref, tip) it was,
    ``base`` the version of the baseline it was made from (default: the baseline as it is)."""
    if item.ready is not None:
        raise Refused(
            f"{item.ready.name} on item {item.number} is printed and not yet handed across",
            do="hand it across with `negotiate hand`, or take it back with `negotiate recall`",
        )
    act = Act.READY if at is None else Act.PASSED if label.counts else Act.FLOATED
    require(item.state, act, item.title)
    if at is not None:
        check_order(item, at)
    heed = pass_warnings(workspace, item, side, text, how)
    number = item.next_number(side) if label.counts else 0
    base = base or workspace.commit_of(MAIN)
    event = replace(
        _event(workspace, act, side, why),
        number=number,
        label=label,
        how=how,
        digest=language_digest(workspace.agreement_at(base), text),
        base=base,
        handed=at,
        package=item.package if label is Label.PACKAGE else "",
    )
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    said = f"{side.value.capitalize()} {number or label.value} on item {item.number}, {item.title}"
    with workspace.repository.operation(said, final=CROSSED if at else "") as op:
        after = record(op, item, event, tip, changed_files(workspace, tip, text))
        if at is not None and number:
            tag_pass(op, after)
        if spent is not None:
            op.delete(spent[0], old=spent[1])
    done = (
        "is ready to print; hand it across when it is on the table" if at is None else "has crossed the table"
    )
    return Done(f"{said}, {done}", after, heed)


def hand(workspace: Workspace, name: str, at: datetime) -> Done:
    """Confirms that the ready pass crossed the table, and when: from now on it is final."""
    item = workspace.item(name)
    ready = item.ready
    if ready is None:
        raise Refused(f"nothing on {item.title!r} is printed and waiting to be handed across")
    check_order(item, at)
    act = Act.PASSED if ready.label.counts else Act.FLOATED
    event = replace(
        _event(workspace, act, ready.side),
        number=ready.number, label=ready.label, how=ready.how, digest=ready.digest, base=ready.base,
        handed=at,
        package=item.package if ready.label is Label.PACKAGE else "",
    )  # fmt: skip
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    with workspace.repository.operation(
        f"hand across {ready.name} on item {item.number}", final=CROSSED
    ) as op:
        after = record(op, item, event, tip, {})
        if ready.number:
            tag_pass(op, after)
    return Done(f"{ready.name} on item {item.number} has crossed the table", after)


def recall(workspace: Workspace, name: str) -> Done:
    """Takes the ready pass back before it crossed the table; its text is a draft again."""
    item = workspace.item(name)
    ready = item.ready
    if ready is None:
        raise Refused(
            f"nothing on {item.title!r} is waiting to be handed across",
            do="what has crossed the table stays; withdraw it",
        )
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    ref = f"{DRAFTS}{item.id}--{own_option(workspace, ready.side)}"
    with workspace.repository.operation(f"recall {ready.name} on item {item.number}") as op:
        after = record(op, item, _event(workspace, Act.RECALLED, ready.side), tip, {})
        if workspace.repository.resolve(ref) is None:
            message = f"Draft of item {item.number}: {item.title}"
            trailers = _draft_trailers(item, ready.side, ready.base)
            op.move(ref, new=op.commit(ready.text, {}, message, trailers), old=None)
    return Done(f"{ready.name} on item {item.number} is taken back; its number is used again", after)


def change_state(workspace: Workspace, name: str, act: Act, side: Side | None, why: str) -> Done:
    """Hold, withdraw, reject: an event without a change of text.

    Rejecting or withdrawing an item in a package puts every item of the package back where it stood.
    """
    item = workspace.item(name)
    if item.package and act in (Act.REJECTED, Act.WITHDRAWN):
        return _break_package(workspace, item.package, why)
    require(item.state, act, item.title)
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    with workspace.repository.operation(f"item {item.number}, {item.title}, {act.value}") as op:
        after = record(op, item, _event(workspace, act, side, why), tip, {})
    return Done(f"item {item.number}, {item.title}, is {after.state.value}", after)


def package(workspace: Workspace, title: str, names: Sequence[str]) -> Done:
    """Offers items together, all or nothing."""
    name = slug(title)
    items = [workspace.item(one) for one in names]
    if len({item.id for item in items}) < 2:
        raise BadInput("a package has at least two items", do="name the items that stand or fall together")
    if any(row.package == name for row in workspace.rows()):
        raise BadInput(f"a package is called {name!r} already", do="give another name")
    for item in items:
        require(item.state, Act.PACKAGED, item.title)
    with workspace.repository.operation(f"package {name}: {len(items)} items") as op:
        for item in items:
            event = replace(_event(workspace, Act.PACKAGED), package=name)
            last = record(op, item, event, workspace.commit_of(f"{PROPOSALS}{item.id}"), {})
    return Done(
        f"package {name}: items {', '.join(str(item.number) for item in items)}, all or nothing", last
    )


def _break_package(workspace: Workspace, name: str, why: str) -> Done:
    items = [workspace.item(row.id) for row in workspace.rows() if row.package == name]
    with workspace.repository.operation(f"package {name} rejected") as op:
        for item in items:
            event = _event(workspace, Act.UNPACKAGED, why=why)
            last = record(op, item, event, workspace.commit_of(f"{PROPOSALS}{item.id}"), {})
    return Done(f"package {name} is rejected; its {len(items)} items stand where they stood before it", last)


# ---- what the acts share ---------------------------------------------------------------------


def own_option(workspace: Workspace, side: Side) -> str:
    """The draft a side writes when it names none: ours is ``draft``."""
    return OWN if side is workspace.facts.side else side.value


def record(op: Transaction, item: Item, event: Event, parent: str, files: Files) -> Item:
    """One event as a commit on the item's branch; the item after it."""
    after = apply(item, event)
    ref = f"{PROPOSALS}{item.id}"
    side = f"{event.side.value.capitalize()} " if event.side else ""
    number = f"{event.number} " if event.number else ""
    message = f"Item {item.number}, {item.title}: {side}{number}{event.act.value}"
    commit = op.commit(parent, files, message, write_trailers(after, event))
    old = None if event.act is Act.OPENED else parent
    op.move(ref, new=commit, old=old)
    return apply(item, replace(event, text=commit))


def tag_pass(op: Transaction, item: Item) -> None:
    """The tag that marks the item's last pass for good."""
    last = item.last
    assert last is not None
    op.tag(
        f"{PASSES}{item.id}/{last.side.value}-{last.number}",
        last.text,
        f"{last.name} on item {item.number}, {item.title}",
        (("Item", item.id), ("Digest", last.digest)),
    )


def changed_files(workspace: Workspace, parent: str, text: Agreement) -> Files:
    """The article files that must change so that ``parent``'s text becomes ``text``."""
    if workspace.agreement_at(parent) == text:
        return {}
    have = workspace.repository.read_files(parent, ROOT)
    want = agreement_files(text)
    files: Files = {path: written for path, written in want.items() if have.get(path) != written}
    gone = [path for path in have if path.endswith(".md") and "/source/" not in path and path not in want]
    files.update(dict.fromkeys(gone))
    return files


def check_order(item: Item, at: datetime) -> None:
    """Refuse a time before the last pass: the order of passes is the record."""
    last = item.last
    if last is not None and last.at is not None and at < last.at:
        raise Refused(
            f"{at.isoformat()} lies before {last.name}, handed across at {last.at.isoformat()}",
            do="give the time at which it really crossed the table",
        )


def item_file(item: Item) -> str:
    """Where an item's own file stands."""
    return f"proposals/{item.number:02d}-{slug(item.title)}.yaml"


def _item_yaml(item: Item) -> str:
    import yaml

    data = {"item": item.number, "id": item.id, "title": item.title, "clauses": list(item.clauses)}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)


def _draft_trailers(item: Item, side: Side, base: str) -> tuple[tuple[str, str], ...]:
    return (("Item", item.id), ("Side", side.value), ("Event", "draft"), ("Base", base))


def _start(workspace: Workspace, item: Item, side: Side, start: str) -> str:
    own, theirs = item.latest(side), item.latest(side.other)
    if start == "theirs":
        if theirs is None:
            raise BadInput(f"the {side.other.value} has made no pass on item {item.number} to start from")
        return theirs.text
    if start == "baseline" or (own is None and start != "ours"):
        return workspace.commit_of(MAIN)
    if own is None:
        raise BadInput(f"the {side.value} has made no pass on item {item.number} to start from")
    return own.text


def _event(workspace: Workspace, act: Act, side: Side | None = None, why: str = "") -> Event:
    now = workspace.now().replace(microsecond=0)
    return Event(act, now, by=str(workspace.person.name), side=side, why=why)
