"""A change in words, for lists, screens and files: where it is, what it is, what it says.

The words stand for the marks where marks are lost: in a copy, a scan, a screen reader.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from negotiate.common.text import many
from negotiate.common.text import printable as printable
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Span
from negotiate.redline.tableparts import PartKind, TablePart, count_parts, counted, table_parts
from negotiate.redline.tables import rows_of
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
PARTS = {
    PartKind.CELL: "cell changed",
    PartKind.ROW_INSERTED: "row added",
    PartKind.ROW_DELETED: "row deleted",
    PartKind.ROW_MOVED: "row moved",
    PartKind.COLUMN_INSERTED: "column added",
    PartKind.COLUMN_DELETED: "column deleted",
    PartKind.COLUMN_MOVED: "column moved",
}
OPENS = {Op.EQUAL: "", Op.DELETE: "[deleted: ", Op.INSERT: "[added: "}
CLOSES = {Op.EQUAL: "", Op.DELETE: "]", Op.INSERT: "]"}
CONTEXT = 6  # words shown on each side of a change in a list
LONGEST = 24  # words of a block added or deleted whole that a list shows

_LEADER = re.compile(r"\.{6,}|(?:\. ){6,}")


def readable(text: str) -> str:
    """``text`` for the eye: no sign commands a screen, and the dots that lead to a page number are five."""
    found = printable(text)
    return _LEADER.sub(".....", found) if "....." in found or ". . . . . " in found else found


def kind_words(change: Change) -> str:
    """What happened, and from where: ``moved and edited, was III.B.2``; of a table what changed in it."""
    told = KINDS[change.kind]
    if change.is_table:
        parts = part_words(counted(table_parts(change)))
        told += f" ({parts})" if parts else _size(change)
    old, new = [item.name for item in change.old], [item.name for item in change.new]
    if change.kind is ChangeKind.SPLIT:
        return f"{told} into {', '.join(new)}"
    if change.kind is ChangeKind.MERGED:
        return f"{told} from {', '.join(old)}"
    if not old or not new or old == new or _only_counted_on(change):
        return told
    return f"{told}, was {', '.join(old)}"


def _size(change: Change) -> str:
    """How large a table is that was added or deleted whole: its rows are not listed one by one."""
    if change.old and change.new:
        return ""
    rows = rows_of(change.old or change.new)
    return f", a table of {many(len(rows), 'row')} and {many(max(map(len, rows), default=0), 'column')}"


def part_words(parts: Mapping[str, int]) -> str:
    """How many cells, rows and columns of a table changed: ``2 cells changed, 1 row added``."""
    return ", ".join(_done(number, PARTS[PartKind(kind)]) for kind, number in parts.items())


def _done(number: int, words: str) -> str:
    """``1 row added``, ``2 rows added``."""
    noun, _, verb = words.partition(" ")
    return f"{many(number, noun)} {verb}"


def _only_counted_on(change: Change) -> bool:
    """Whether the clause is the same and the paragraph has another number for what came before it."""
    if change.kind in (ChangeKind.MOVED, ChangeKind.MOVED_EDITED):
        return False
    return [item.citation for item in change.old] == [item.citation for item in change.new]


def count_words(redline: Redline) -> str:
    """How many changes of each kind, and words, as a sentence for the head of a redline."""
    if not redline.changes:
        return "No changes."
    kinds = ", ".join(_kind_count(redline, ChangeKind(kind), n) for kind, n in redline.summary.items())
    number = redline.words()
    return (
        f"{many(len(redline.changes), 'change')}: {kinds}. "
        f"Words: {number['deleted']} deleted, {number['inserted']} added, {number['moved']} moved."
    )


def _kind_count(redline: Redline, kind: ChangeKind, number: int) -> str:
    if kind is not ChangeKind.TABLE:
        return f"{number} {KINDS[kind]}"
    parts = part_words(count_parts(redline))
    return _done(number, KINDS[kind]) + (f" ({parts})" if parts else "")


def in_words(pieces: Iterable[Piece]) -> str:
    """Pieces as plain text: ``exceed [deleted: 20] [added: 16] students``."""
    return "".join(
        f"{before}{OPENS[op]}{text}{CLOSES[op]}{after}" for before, op, text, after in apart(pieces)
    )


def apart(pieces: Iterable[Piece]) -> Iterator[tuple[str, Op, str, str]]:
    """Each piece with the space before and after its bracket.

    Spaces at the edge of what changed stand outside its bracket, and one stands between two
    brackets, so that no words are ever run together.
    """
    touching = False  # whether the last character printed is a closing bracket
    for op, text in pieces:
        inner = text.strip()
        if op is Op.EQUAL or not inner:
            yield "", op, text, ""
            touching = op is not Op.EQUAL
            continue
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        yield before or (" " if touching else ""), op, inner, after
        touching = not after


def excerpt(change: Change) -> list[Piece]:
    """What changed with a few words on each side; a block added or gone is cut short."""
    if change.kind is ChangeKind.MOVED and all(span.op is Op.EQUAL for span in change.spans):
        return [(Op.EQUAL, _first(change.new[0].block.canonical, 2 * CONTEXT))]
    if change.is_table and not (change.old and change.new):
        op, rows = change.spans[0].op, rows_of(change.old or change.new)
        return [(op, (", ".join(filter(None, rows[0])) + (" …" if rows[1:] else "")).strip())] if rows else []
    entries = part_entries(change)
    if entries:
        return [piece for entry in entries for piece in ((Op.EQUAL, "; "), *entry)][1:]
    spans = _lines_apart(change.spans)
    if len(spans) == 1 and spans[0][0] is not Op.EQUAL:
        return [(spans[0][0], _first(spans[0][1], LONGEST))]
    return list(_near(spans))


def part_entries(change: Change) -> list[tuple[Piece, ...]]:
    """What changed in a table, a part an entry: ``2, BA: [deleted: 52,000] [added: 53,000]``; none
    of another change.
    """
    return [(_at(part), *_near(part.pieces)) for part in table_parts(change)]


def _at(part: TablePart) -> Piece:
    """Where a part is; a row or column is told whole, so only what happened to it is said."""
    if part.kind is PartKind.CELL:
        return (Op.EQUAL, f"{_first(part.name, CONTEXT)}: ")
    if part.kind in (PartKind.ROW_MOVED, PartKind.COLUMN_MOVED):
        return (Op.EQUAL, f"{PARTS[part.kind]} {'from here' if part.new is None else 'here'}: ")
    return (Op.EQUAL, f"{PARTS[part.kind].partition(' ')[0]}: ")


def _near(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces with a few of the unchanged words next to each change."""
    last = len(pieces) - 1
    for at, (op, text) in enumerate(pieces):
        yield op, text if op is not Op.EQUAL else _middle(text, head=at > 0, tail=at < last)


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
