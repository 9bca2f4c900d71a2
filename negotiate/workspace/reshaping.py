"""Items split and joined: what crossed the table stays, what is still to say goes along as drafts."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import Index, place
from negotiate.agreement.editing import replace_clause
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item, require_whole
from negotiate.bargaining.states import Act, State, require
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import slug
from negotiate.repository.transaction import Transaction
from negotiate.workspace.recording import (
    Done,
    changed_files,
    draft_trailers,
    event_now,
    item_file,
    item_yaml,
    own_option,
    record,
)
from negotiate.workspace.texts import OWN, lay
from negotiate.workspace.titles import title_of
from negotiate.workspace.workspace import DRAFTS, MAIN, PROPOSALS, Workspace


def split(workspace: Workspace, name: str, title: str, clauses: Sequence[str]) -> Done:
    """Takes ``clauses`` out of an item into a new one called ``title``.

    The item's passes stay its own; what each side's last position says of these clauses becomes its
    draft of the new item.
    """
    item, fresh_title = workspace.item(name), title_of(title, "a split", "Nurses, Article X")
    index = workspace.baseline_index()
    cited = tuple(dict.fromkeys(index.placed[index.find(clause)].citation for clause in clauses))
    if not cited:
        raise BadInput("a split needs the clauses that go", do="give TITLE --clause CITATION")
    if not set(cited) <= set(item.clauses):
        raise BadInput(
            f"item {item.number} has the clauses {', '.join(item.clauses)}", do="name some of these"
        )
    if set(cited) == set(item.clauses):
        raise Refused(
            "a split leaves each item a clause of its own", do="name some of its clauses, not all of them"
        )
    _free(item, Act.SPLIT)
    main = workspace.commit_of(MAIN)
    with workspace.repository.operation(f"split item {item.number}, {item.title}") as op:
        rows = workspace.rows()
        if any(slug(row.title) == slug(fresh_title) and row.state is not State.RATIFIED for row in rows):
            raise BadInput(f"an item is called {fresh_title!r} already", do="give another title")
        fresh = Item(secrets.token_hex(4), max(row.number for row in rows) + 1, fresh_title, cited)
        why = f"split from item {item.number}, {item.title}"
        made = record(
            op, fresh, event_now(workspace, Act.OPENED, why=why), main, {item_file(fresh): item_yaml(fresh)}
        )
        for side in Side:
            position = item.latest(side)
            if position is not None:
                text = _only(workspace.baseline, workspace.agreement_at(position.text), cited)
                _draft(workspace, op, made, side, text)
        left = tuple(clause for clause in item.clauses if clause not in cited)
        event = event_now(workspace, Act.SPLIT, why=f"{', '.join(cited)} are now item {made.number}")
        record(op, replace(item, clauses=left), event, workspace.commit_of(f"{PROPOSALS}{item.id}"), {})
    return Done(
        f"item {made.number}, {fresh_title}, is split from item {item.number}: {', '.join(cited)}", made
    )


def join(workspace: Workspace, name: str, others: Sequence[str]) -> Done:
    """Joins other items into one: it takes their clauses, they end; a side's positions become its draft."""
    item = workspace.item(name)
    ending = [workspace.item(other) for other in others]
    if item.id in {one.id for one in ending} or len({one.id for one in ending}) != len(ending):
        raise BadInput(
            "an item is joined with others than itself, each once", do="name each of the others once"
        )
    for one in (item, *ending):
        _free(one, Act.JOINED)
    texts = {side: _together(workspace, (item, *ending), side) for side in Side}
    with workspace.repository.operation(f"join items into item {item.number}, {item.title}") as op:
        for one in ending:
            event = event_now(workspace, Act.JOINED, why=f"joined with item {item.number}, {item.title}")
            record(op, one, event, workspace.commit_of(f"{PROPOSALS}{one.id}"), {})
        clauses = tuple(dict.fromkeys(clause for one in (item, *ending) for clause in one.clauses))
        names = ", ".join(f"item {one.number}" for one in ending)
        event = event_now(workspace, Act.SPLIT, why=f"{names} joined with this item")
        after = record(
            op, replace(item, clauses=clauses), event, workspace.commit_of(f"{PROPOSALS}{item.id}"), {}
        )
        for side, text in texts.items():
            if text is not None:
                _draft(workspace, op, after, side, text)
    said = f"{names} joined with item {item.number}, {item.title}: {', '.join(clauses)}"
    return Done(said, after, tuple(_drafts_left(workspace, ending)))


def _drafts_left(workspace: Workspace, ending: Sequence[Item]) -> Iterator[str]:
    """Working language that no pass has said: it stays readable on the item that ended."""
    for one in ending:
        for ref in workspace.drafts_of(one):
            option = ref.name.rpartition("--")[2]
            name = f"{one.number}:draft" + ("" if option == OWN else f"--{option}")
            yield f"a draft of item {one.number} was never passed and is not taken along: read it as {name}"


def _free(item: Item, act: Act) -> None:
    """Refuses an item in a package, or with a pass that waits to be handed across."""
    if item.ready is not None:
        raise Refused(
            f"{item.ready.name} on item {item.number} is printed and not yet handed across",
            do="hand it across or recall it first",
        )
    require(item.state, act, item.title)
    require_whole(item, Act.SPLIT)


def _only(base: Agreement, text: Agreement, clauses: Sequence[str]) -> Agreement:
    """The baseline with what ``text`` says of these clauses alone."""
    said, out = Index(place(text), text.main), base
    for clause in clauses:
        try:
            words = "\n\n".join(one.block.canonical for one in said.clause(clause))
        except BadInput:
            continue  # struck or moved there: nothing of this name to take along
        if words != "\n\n".join(one.block.canonical for one in Index(place(out), out.main).clause(clause)):
            out = replace_clause(out, clause, words)
    return out


def _together(workspace: Workspace, items: Sequence[Item], side: Side) -> Agreement | None:
    """A side's positions on all the items in one text; None where it made none."""
    positions = [one for item in items if (one := item.latest(side)) is not None]
    if not positions:
        return None
    text = workspace.baseline
    for one in positions:
        text = lay(workspace.base_text(one), workspace.agreement_at(one.text), text, one.name)
    return text


def _draft(workspace: Workspace, op: Transaction, item: Item, side: Side, text: Agreement) -> None:
    ref = f"{DRAFTS}{item.id}--{own_option(workspace, side)}"
    main, old = workspace.commit_of(MAIN), workspace.repository.resolve(ref)
    files = changed_files(workspace, main, text)
    if files:
        message = f"Draft of item {item.number}: {item.title}"
        made = op.commit(main, files, message, draft_trailers(item, side, main))
        if old is not None:
            op.move(f"{ref}-before", new=old, old=None)
        op.move(ref, new=made, old=old)
