"""The redline for scripts; the shape is fixed by the command page."""

from negotiate.agreement.blocks import Placed
from negotiate.redline.model import Change, Redline
from negotiate.redline.tableparts import TablePart, count_parts, table_parts

Json = dict[str, object]


def to_json(redline: Redline, old_name: str, new_name: str, *, all_blocks: bool = False) -> Json:
    """The redline as JSON values: names, summary, words, and the changes with their spans
    (``[op, text, old line, new line]``); with ``all_blocks`` the unchanged blocks too, so that
    both texts can be rebuilt from the spans alone. ``tables`` counts the cells, rows and columns
    that changed in tables; a table's ``parts`` lists them.
    """
    shown = redline.blocks if all_blocks else redline.changes
    return {
        "old": old_name,
        "new": new_name,
        "summary": redline.summary,
        "words": redline.words(),
        "tables": count_parts(redline),
        "changes": [_change(change) for change in shown],
    }


def _change(change: Change) -> Json:
    told: Json = {
        "kind": change.kind.value,
        "old": [_placed(item) for item in change.old],
        "new": [_placed(item) for item in change.new],
        "spans": [[span.op.value, span.text, span.old_line, span.new_line] for span in change.spans],
    }
    if parts := table_parts(change):
        told["parts"] = [_part(part) for part in parts]
    return told


def _part(part: TablePart) -> Json:
    """A part of a table: row and column count from 1, null for a whole row or column."""
    return {
        "kind": part.kind.value,
        "name": part.name,
        "old": None if part.old is None else {"row": part.old[0] or None, "column": part.old[1] or None},
        "new": None if part.new is None else {"row": part.new[0] or None, "column": part.new[1] or None},
        "spans": [[op.value, text] for op, text in part.pieces],
    }


def _placed(item: Placed) -> Json:
    return {"citation": item.name, "line": item.text_line, "label": item.block.label}
