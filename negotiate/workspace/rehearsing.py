"""A written proposal with both sides' passes, played onto a workspace: samples and rehearsals."""

from dataclasses import dataclass
from datetime import datetime

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.editing import Edit, EditKind, apply_edit
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import How, Item, Label
from negotiate.common.errors import BadInput
from negotiate.common.records import Record, read_yaml
from negotiate.workspace.actions import accept, current, offer, open_item
from negotiate.workspace.recording import Done
from negotiate.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WrittenPass:
    """One pass of a written proposal: full edits against the baseline, or an acceptance."""

    side: Side
    at: datetime
    label: Label
    accepts: bool
    current: bool
    edits: tuple[Edit, ...]


def play(workspace: Workspace, text: str, file: str) -> Item:
    """Opens the item a proposal file describes and makes its passes; the item as it then stands."""
    top = read_yaml(text, file)
    top.only("item", "title", "clauses", "rationale", "passes")
    passes = [read_pass(record) for record in top.records("passes")]
    opened = passes[0].at if passes else None
    done = open_item(workspace, top.text("title"), top.texts("clauses"), opened)
    for one in passes:
        done = _make(workspace, done.item, one)
    return done.item


def read_pass(record: Record) -> WrittenPass:
    """One entry of ``passes:``; raises :class:`BadInput` with its line."""
    record.only("side", "at", "label", "edits", "accept")
    at = record.moment("at")
    if at.tzinfo is None:
        raise BadInput(
            "the time has no offset", where=record.place_of("at"), do="write it as 2026-03-04T18:10-05:00"
        )
    edits = record.records("edits")
    return WrittenPass(
        side=Side(record.choice("side", [side.value for side in Side])),
        at=at,
        label=Label(record.choice("label", [label.value for label in Label], Label.PASS.value)),
        accepts=record.flag("accept", False),
        current=bool(edits) and all(edit.has("current") for edit in edits),
        edits=tuple(_edit(edit) for edit in edits if not edit.has("current")),
    )


def apply_all(base: Agreement, edits: tuple[Edit, ...]) -> Agreement:
    """``base`` with the edits made in order; insertions after one clause stand as given."""
    text = base
    done: set[str] = set()
    for edit in edits:
        if edit.kind is EditKind.INSERT_AFTER:
            if edit.citation in done:
                continue
            done.add(edit.citation)
            same = [one.text for one in edits if (one.kind, one.citation) == (edit.kind, edit.citation)]
            edit = Edit(edit.kind, edit.citation, "\n\n".join(same))
        text = apply_edit(text, edit)
    return text


def _edit(record: Record) -> Edit:
    record.only(
        "clause", "text", "insert_after", "label", "delete", "table", "cells", "current",
        "new_article", "new_document",
    )  # fmt: skip
    if record.has("new_article"):
        words = f"{record.text('new_article')}\n\n{record.text('text')}"
        return Edit(EditKind.NEW_ARTICLE, record.text("insert_after", ""), words)
    if record.has("new_document"):
        return Edit(EditKind.NEW_DOCUMENT, record.text("new_document"), record.text("text"))
    if record.has("insert_after"):
        words = f"{record.text('label', '')} {record.text('text')}".strip()
        return Edit(EditKind.INSERT_AFTER, record.text("insert_after"), words)
    if record.has("delete"):
        return Edit(EditKind.DELETE, record.text("delete"))
    if record.has("table"):
        cells = tuple((c.text("row"), c.text("column"), c.text("value")) for c in record.records("cells"))
        return Edit(EditKind.CELLS, record.text("table"), cells=cells)
    return Edit(EditKind.REPLACE, record.text("clause"), record.text("text"))


def _make(workspace: Workspace, item: Item, one: WrittenPass) -> Done:
    if one.accepts:
        return accept(workspace, item.id, one.side, one.at)
    if one.current:
        return current(workspace, item.id, one.side, one.at)
    text = apply_all(workspace.baseline, one.edits)
    return offer(workspace, item, one.side, text, one.at, How.LANGUAGE, one.label)
