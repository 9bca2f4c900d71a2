"""The redline for scripts; the shape is fixed by the command page."""

from negotiate.agreement.blocks import Placed
from negotiate.redline.model import Change, Redline

Json = dict[str, object]


def to_json(redline: Redline, old_name: str, new_name: str, *, all_blocks: bool = False) -> Json:
    """The redline as JSON values: names, summary, words, and the changes with their spans
    (``[op, text, old line, new line]``); with ``all_blocks`` the unchanged blocks too, so that
    both texts can be rebuilt from the spans alone.
    """
    shown = redline.blocks if all_blocks else redline.changes
    return {
        "old": old_name,
        "new": new_name,
        "summary": redline.summary,
        "words": redline.words(),
        "changes": [_change(change) for change in shown],
    }


def _change(change: Change) -> Json:
    return {
        "kind": change.kind.value,
        "old": [_placed(item) for item in change.old],
        "new": [_placed(item) for item in change.new],
        "spans": [[span.op.value, span.text, span.old_line, span.new_line] for span in change.spans],
    }


def _placed(item: Placed) -> Json:
    return {"citation": item.name, "line": item.text_line, "label": item.block.label}
