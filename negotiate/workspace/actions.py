"""The acts of bargaining, one function each; every one is a transaction on the record.

What a function returns says what happened and what a person should know before going on;
screens and commands show it and decide nothing.
"""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import index_of, place
from negotiate.agreement.editing import Edit, EditKind, apply_edit
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import How, Item, Label, require_whole
from negotiate.bargaining.states import Act, State, require
from negotiate.bargaining.tentative import language_digest
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import slug
from negotiate.redline.engine import redline
from negotiate.redline.model import ChangeKind
from negotiate.workspace.packages import accept_package, break_package
from negotiate.workspace.recording import (
    CROSSED,
    Done,
    Files,
    changed_files,
    check_order,
    draft_trailers,
    event_now,
    item_file,
    item_yaml,
    not_yet,
    own_option,
    record,
    tag_pass,
)
from negotiate.workspace.titles import title_of
from negotiate.workspace.warnings import draft_warnings, pass_warnings
from negotiate.workspace.workspace import DRAFTS, MAIN, PROPOSALS, Workspace


def open_item(workspace: Workspace, title: str, clauses: Sequence[str], at: datetime | None = None) -> Done:
    """Puts a new item on the table, now or ``at``. ``clauses`` are citations in the baseline."""
    name = title_of(title, "an item", "Inclusion staffing")
    index = workspace.baseline_index()
    cited = tuple(dict.fromkeys(index.placed[index.find(clause)].citation for clause in clauses))
    event = event_now(workspace, Act.OPENED)
    if at is not None:
        event = replace(event, at=at)
    with workspace.repository.operation(f"open item {name}") as op:
        rows = workspace.rows()  # read under the lock, so that two people do not take one number
        called = slug(name)
        if any(slug(row.title) == called and row.state is not State.RATIFIED for row in rows):
            raise BadInput(f"an item is called {name!r} already", do="give another title")
        number = rows[-1].number + 1 if rows else 1
        item = Item(secrets.token_hex(4), number, name, cited)
        main = workspace.commit_of(MAIN)
        item = record(op, item, event, main, {item_file(item): item_yaml(item)})
    return Done(f"item {number}, {name}, is on the table", item)


def draft(
    workspace: Workspace, name: str, side: Side, edits: Sequence[Edit], option: str = "", start: str = ""
) -> Done:
    """Edits a side's draft of an item; the draft is made if there is none.

    A new draft starts from ``start``: ``baseline``, ``ours`` or ``theirs`` (default: the
    side's own last pass, or the baseline); one that is there is not begun anew.
    """
    item = workspace.item(name)
    if item.state in (State.TA, State.RATIFIED):
        require(item.state, Act.READY, item.title)
    ref = f"{DRAFTS}{item.id}--{option or own_option(workspace, side)}"
    tip = workspace.repository.resolve(ref)
    if tip is not None and start:
        raise BadInput(
            f"item {item.number} has this draft already: it goes on from what it says, not from another text",
            do="leave --start out, or give --option NAME for a draft beside it",
        )
    parent = tip or _start(workspace, item, side, start)
    before = workspace.agreement_at(parent)
    after = before
    for edit in edits:
        after = _edited(workspace, after, edit)
    heed = (*_struck(before, after, edits), *draft_warnings(workspace, item, after))
    files = changed_files(workspace, parent, after)
    if not files and tip is not None:
        return Done("the draft already says that", item, heed)
    with workspace.repository.operation(f"draft on item {item.number}, {item.title}") as op:
        message = f"Draft of item {item.number}: {item.title}"
        trailers = draft_trailers(item, side, workspace.base_of(parent))
        op.move(ref, new=op.commit(parent, files, message, trailers), old=tip)
    return Done(f"the {side.value}'s draft of item {item.number} is saved", item, heed)


def _edited(workspace: Workspace, draft: Agreement, edit: Edit) -> Agreement:
    """The draft with the edit made; a clause that it strikes itself is told apart from one that never was."""
    try:
        return apply_edit(draft, edit)
    except BadInput as fault:
        if _stands(draft, edit.citation) or not _stands(workspace.baseline, edit.citation):
            raise
        raise BadInput(
            f"{edit.citation} is struck in this draft",
            do="take that back with `negotiate undo`, or write the clause anew with --insert-after CITATION",
        ) from fault


def _stands(agreement: Agreement, citation: str) -> bool:
    try:
        index_of(agreement).find(citation)
    except BadInput:
        return False
    return True


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
            trailers = draft_trailers(item, side, workspace.base_of(parent))
            op.move(ref, new=op.commit(parent, files, message, trailers), old=tip)
    heed = draft_warnings(workspace, item, text)
    return Done(f"the {side.value}'s draft of item {item.number} is saved", item, heed)


def make_pass(
    workspace: Workspace,
    name: str,
    side: Side,
    at: datetime | None,
    label: Label | None = None,
    option: str = "",
) -> Done:
    """Freezes the side's draft as its next pass; with ``at`` it has crossed the table then."""
    item = workspace.item(name)
    ref = f"{DRAFTS}{item.id}--{option or own_option(workspace, side)}"
    tip = workspace.repository.resolve(ref)
    if tip is None:
        raise _no_draft(workspace, item, side, option)
    text = workspace.agreement_at(tip)
    base = workspace.base_of(tip)
    return offer(workspace, item, side, text, at, How.LANGUAGE, label, spent=(ref, tip), base=base)


def _no_draft(workspace: Workspace, item: Item, side: Side, option: str) -> BadInput:
    """No draft of this name; the options there are, where there are any."""
    which = f" called {option!r}" if option else ""
    own = {own_option(workspace, each) for each in Side}
    names = [ref.name.rsplit("--", 1)[-1] for ref in workspace.drafts_of(item)]
    options = [one for one in names if one not in own]
    return BadInput(
        f"the {side.value} has no draft{which} on item {item.number}",
        do=f"name one of its options with --option: {', '.join(options)}"
        if options
        else "write one with `negotiate draft`, or counter with `negotiate current`",
    )


def accept(workspace: Workspace, name: str, side: Side, at: datetime | None) -> Done:
    """A pass of exactly the other side's last text; in a package, of every item of it at once."""
    item = workspace.item(name)
    if item.package and item.state is State.PACKAGED:
        return accept_package(workspace, item.package, side, at or workspace.now())
    theirs = item.latest(side.other)
    if theirs is None:
        raise Refused(
            f"the {side.other.value} has made no pass on {item.title!r} that could be accepted",
            do="see `negotiate item show` for its passes",
        )
    ours = item.latest(side)
    if item.state is State.AWAITING_SIGNATURE and ours is not None:
        raise Refused(
            f"{ours.name} and {theirs.name} on {item.title!r} are one text already",
            do="there is nothing left to accept: sign it with `negotiate ta`",
        )
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
    label: Label | None = None,
    spent: tuple[str, str] | None = None,
    why: str = "",
    base: str = "",
    unmarked: Sequence[str] = (),
    kept: Files | None = None,
) -> Done:
    """Puts a text on the record as a side's pass; ``spent`` is the draft (ref, tip) it was,
    ``base`` the version of the baseline it was made from (default: the baseline as it is), ``unmarked``
    cites what a received file changed without a mark, ``kept`` are files to keep on the item's record with
    it. Without ``label`` it is a plain pass, in a package one within it."""
    label = label or (Label.PACKAGE if item.package else Label.PASS)
    if item.ready is not None:
        raise Refused(
            f"{item.ready.name} on item {item.number} is printed and not yet handed across",
            do="hand it across with `negotiate hand`, or take it back with `negotiate recall`",
        )
    act = Act.READY if at is None else Act.PASSED if label.counts else Act.FLOATED
    require(item.state, act, item.title)
    require_whole(item, act, label)
    if at is not None:
        check_order(item, at, workspace.now())
    heed = (*pass_warnings(workspace, item, side, text, how, label), *not_yet(at, workspace.now()))
    number = item.next_number(side) if label.counts else 0
    base = base or workspace.commit_of(MAIN)
    event = replace(
        event_now(workspace, act, side, why),
        number=number,
        label=label,
        how=how,
        digest=language_digest(workspace.agreement_at(base), text),
        base=base,
        handed=at,
        package=item.package if label is Label.PACKAGE else "",
        unmarked=tuple(dict.fromkeys(unmarked)),
    )
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    said = f"{side.value.capitalize()} {number or label.value} on item {item.number}, {item.title}"
    with workspace.repository.operation(said, final=CROSSED if at else "") as op:
        after = record(op, item, event, tip, {**changed_files(workspace, tip, text), **(kept or {})})
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
        raise Refused(
            f"nothing on {item.title!r} is printed and waiting to be handed across",
            do="make a pass ready with `negotiate pass`, without --at",
        )
    check_order(item, at, workspace.now())
    act = Act.PASSED if ready.label.counts else Act.FLOATED
    event = replace(
        event_now(workspace, act, ready.side),
        number=ready.number, label=ready.label, how=ready.how, digest=ready.digest, base=ready.base,
        handed=at, unmarked=ready.unmarked,
        package=item.package if ready.label is Label.PACKAGE else "",
    )  # fmt: skip
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    with workspace.repository.operation(
        f"hand across {ready.name} on item {item.number}", final=CROSSED
    ) as op:
        after = record(op, item, event, tip, {})
        if ready.number:
            tag_pass(op, after)
    return Done(
        f"{ready.name} on item {item.number} has crossed the table", after, not_yet(at, workspace.now())
    )


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
    taken_back = replace(event_now(workspace, Act.RECALLED, ready.side), number=ready.number)
    with workspace.repository.operation(f"recall {ready.name} on item {item.number}") as op:
        after = record(op, item, taken_back, tip, {})
        if workspace.repository.resolve(ref) is None:
            message = f"Draft of item {item.number}: {item.title}"
            trailers = draft_trailers(item, ready.side, ready.base)
            op.move(ref, new=op.commit(ready.text, {}, message, trailers), old=None)
    return Done(f"{ready.name} on item {item.number} is taken back; its number is used again", after)


def change_state(workspace: Workspace, name: str, act: Act, side: Side | None, why: str) -> Done:
    """Hold, withdraw, reject: an event without a change of text.

    Also agreed in concept: the parties agree, and the language is still to be written.
    Rejecting or withdrawing an item in a package puts every item of the package back where it stood.
    """
    item = workspace.item(name)
    if item.package and act in (Act.REJECTED, Act.WITHDRAWN) and item.state is not State.TA:
        return break_package(workspace, item.package, why)
    require(item.state, act, item.title)
    require_whole(item, act)
    tip = workspace.commit_of(f"{PROPOSALS}{item.id}")
    with workspace.repository.operation(f"item {item.number}, {item.title}, {act.value}") as op:
        after = record(op, item, event_now(workspace, act, side, why), tip, {})
    return Done(f"item {item.number}, {item.title}, is {after.state.value}", after)


def _start(workspace: Workspace, item: Item, side: Side, start: str) -> str:
    own, theirs = item.latest(side), item.latest(side.other)
    if start == "theirs":
        if theirs is None:
            raise BadInput(
                f"the {side.other.value} has made no pass on item {item.number} to start from",
                do="leave --start out, or start from the baseline",
            )
        return theirs.text
    if start == "baseline" or (own is None and start != "ours"):
        return workspace.commit_of(MAIN)
    if own is None:
        raise BadInput(
            f"the {side.value} has made no pass on item {item.number} to start from",
            do="leave --start out, or start from the baseline",
        )
    return own.text
