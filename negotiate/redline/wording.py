"""A change in words, for lists, screens and files: where it is, what it is, what it says.

The words stand for the marks where marks are lost: in a copy, a scan, a screen reader.
"""

from collections.abc import Iterable, Sequence

from negotiate.common.text import printable as printable
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Span
from negotiate.redline.spanlines import span_lines
from negotiate.redline.wordlevel import Piece

KINDS = {
    ChangeKind.EQUAL: "unchanged",
    ChangeKind.EDITED: "edited",
    ChangeKind.INSERTED: "added",
    ChangeKind.DELETED: "deleted",
    ChangeKind.MOVED: "moved",
    ChangeKind.MOVED_EDITED: "moved and edited",
    ChangeKind.RENUMBERED: "renumbered",
    ChangeKind.SPLIT: "split",
    ChangeKind.MERGED: "merged",
    ChangeKind.TYPOGRAPHY: "typography only",
    ChangeKind.TABLE: "table changed",
}
OPENS = {Op.EQUAL: "", Op.DELETE: "[deleted: ", Op.INSERT: "[added: "}
CLOSES = {Op.EQUAL: "", Op.DELETE: "]", Op.INSERT: "]"}
CONTEXT = 6  # words shown on each side of a change in a list
LONGEST = 24  # words of a block added or deleted whole that a list shows


def kind_words(change: Change) -> str:
    """What happened, and from where: ``moved and edited, was III.B.2``."""
    told = KINDS[change.kind]
    old, new = [item.name for item in change.old], [item.name for item in change.new]
    if change.kind is ChangeKind.SPLIT:
        return f"{told} into {', '.join(new)}"
    if change.kind is ChangeKind.MERGED:
        return f"{told} from {', '.join(old)}"
    if not old or not new or old == new or _only_counted_on(change):
        return told
    return f"{told}, was {', '.join(old)}"


def _only_counted_on(change: Change) -> bool:
    """Whether the clause is the same and the paragraph has another number for what came before it."""
    if change.kind in (ChangeKind.MOVED, ChangeKind.MOVED_EDITED):
        return False
    return [item.citation for item in change.old] == [item.citation for item in change.new]


def count_words(redline: Redline) -> str:
    """How many changes of each kind, and words, as a sentence for the head of a redline."""
    if not redline.changes:
        return "No changes."
    kinds = ", ".join(f"{number} {KINDS[ChangeKind(kind)]}" for kind, number in redline.summary.items())
    number = redline.words()
    total = len(redline.changes)
    return (
        f"{total} change{'s' if total > 1 else ''}: {kinds}. "
        f"Words: {number['deleted']} deleted, {number['inserted']} added, {number['moved']} moved."
    )


def in_words(pieces: Iterable[Piece]) -> str:
    """Pieces as plain text: ``exceed [deleted: 20] [added: 16] students``.

    Spaces at the edge of what changed stand outside its bracket, so that no words run together.
    """
    told = ""
    for op, text in pieces:
        inner = text.strip()
        if op is Op.EQUAL:
            told += text
            continue
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if not before and told.endswith("]"):
            before = " "
        told += f"{before}{OPENS[op]}{inner or text}{CLOSES[op]}{after if inner else ''}"
    return told


def excerpt(change: Change) -> list[Piece]:
    """What changed with a few words on each side; a block added or gone is cut short."""
    if change.kind is ChangeKind.MOVED and all(span.op is Op.EQUAL for span in change.spans):
        return [(Op.EQUAL, _first(change.new[0].block.canonical, 2 * CONTEXT))]
    spans = _lines_apart(_changed_rows(change) if change.is_table else change.spans)
    shown: list[Piece] = []
    for at, (op, text) in enumerate(spans):
        if op is not Op.EQUAL:
            shown.append((op, _first(text, LONGEST) if len(spans) == 1 else text))
        else:
            shown.append((op, _middle(text, head=at > 0, tail=at < len(spans) - 1)))
    return shown


def _changed_rows(change: Change) -> list[Span]:
    """Of a table only the rows that changed; their first cell names them."""
    rows = [row for row in span_lines(change) if any(span.op is not Op.EQUAL for span in row)]
    return [span for row in rows for span in row]


def _lines_apart(spans: Sequence[Span]) -> list[Piece]:
    """Spans as pieces, a space where a table's next row or a part of a split begins."""
    pieces: list[Piece] = []
    before: Span | None = None
    for span in spans:
        op, text = span.op, span.text
        if before is not None and _new_line(before, span) and not text.startswith(" "):
            text = " " + text
        if pieces and pieces[-1][0] is op:
            pieces[-1] = (op, pieces[-1][1] + text)
        else:
            pieces.append((op, text))
        before = span
    return pieces


def _new_line(before: Span, after: Span) -> bool:
    return any(
        left is not None and right is not None and left != right
        for left, right in ((before.old_line, after.old_line), (before.new_line, after.new_line))
    )


def _first(text: str, most: int) -> str:
    found = text.split(" ")
    return text if len(found) <= most else " ".join(found[:most]) + " …"


def _middle(text: str, *, head: bool, tail: bool) -> str:
    """The words next to a change: the first ones after it, the last ones before it."""
    found = text.split(" ")
    keep = CONTEXT * (head + tail)
    if len(found) <= keep + 2:
        return text
    start = " ".join(found[:CONTEXT]) + " " if head else ""
    end = " " + " ".join(found[-CONTEXT:]) if tail else ""
    return f"{start}…{end}"
