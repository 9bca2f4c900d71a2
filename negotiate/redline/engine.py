"""The redline of two texts: blocks linked, then each link's words, in reading order."""

from collections import defaultdict
from collections.abc import Sequence

from negotiate.agreement.blocks import Placed
from negotiate.redline.align import Alignment, Link, align
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Span
from negotiate.redline.sides import Side
from negotiate.redline.tables import row_text, spans_of, table_spans
from negotiate.redline.typography import fold
from negotiate.redline.wordlevel import Piece, join, split_pieces, word_pieces


def redline(old: Sequence[Placed], new: Sequence[Placed]) -> Redline:
    """What changed from ``old`` to ``new``, every block of both accounted for.

    The same texts give the same redline; time grows with their length.
    """
    return Redline(tuple(_in_order(align(old, new))))


def _in_order(found: Alignment) -> list[Change]:
    """The changes in order of the new text; what is gone follows what preceded it."""
    old, new = found.old, found.new
    starts = {link.new[0]: link for link in found.links}
    linked_old = {i for link in found.links for i in link.old}
    linked_new = {j for link in found.links for j in link.new}
    after = _gone(found, linked_old, len(old.placed))
    changes = [_one_sided(old, i, Op.DELETE) for i in after[-1]]
    for j in range(len(new.placed)):
        if j in starts:
            changes.append(_linked(found, starts[j]))
        elif j not in linked_new:
            changes.append(_one_sided(new, j, Op.INSERT))
        changes += [_one_sided(old, i, Op.DELETE) for i in after[j]]
    return changes


def _gone(found: Alignment, linked: set[int], count: int) -> dict[int, list[int]]:
    """Deleted blocks by the new block they are shown after (-1: at the start).

    A block too different from its successor to be marked word by word is shown straight
    before it: deletion, then insertion.
    """
    place = {i: link.new[-1] for link in found.links if not link.moved for i in link.old}
    struck = dict(found.struck)
    after: defaultdict[int, list[int]] = defaultdict(list)
    last = -1
    for i in range(count):
        if i in place:
            last = max(last, place[i])
        elif i not in linked:
            last = max(last, struck.get(i, 0) - 1)
            after[last].append(i)
    return after


def _one_sided(side: Side, at: int, op: Op) -> Change:
    """A block inserted or deleted whole."""
    item = side.placed[at]
    gone = op is Op.DELETE
    texts = [row_text(row) for row in item.block.rows] if side.table[at] else [side.canon[at]]
    spans = [
        Span(op, text, line if gone else None, None if gone else line)
        for line, text in enumerate(texts or [""], item.text_line)
    ]
    if gone:
        return Change(ChangeKind.DELETED, (item,), (), tuple(spans))
    return Change(ChangeKind.INSERTED, (), (item,), tuple(spans))


def _linked(found: Alignment, link: Link) -> Change:
    """The change of blocks that became one another."""
    before = tuple(found.old.placed[i] for i in link.old)
    after = tuple(found.new.placed[j] for j in link.new)
    if len(before) > 1 or len(after) > 1:
        kind = ChangeKind.SPLIT if len(after) > 1 else ChangeKind.MERGED
        return Change(kind, before, after, _grouped(found, link))
    i, j = link.old[0], link.new[0]
    kind = _kind(found, i, j, moved=link.moved)
    spans: Sequence[Span]
    if found.old.table[i]:
        spans = table_spans(before[0], after[0])
    elif found.old.canon[i] == found.new.canon[j]:
        spans = [Span(Op.EQUAL, found.old.canon[i], before[0].text_line, after[0].text_line)]
    else:
        spans = spans_of(_pieces(found, i, j), before[0].text_line, after[0].text_line)
    return Change(kind, before, after, _both_sides(spans, before[0].text_line, after[0].text_line))


def _both_sides(spans: Sequence[Span], old_line: int, new_line: int) -> tuple[Span, ...]:
    """The spans, and an empty one for a block without words, so that its line is not lost."""
    missing = [
        *([] if any(span.op is not Op.INSERT for span in spans) else [Span(Op.DELETE, "", old_line, None)]),
        *([] if any(span.op is not Op.DELETE for span in spans) else [Span(Op.INSERT, "", None, new_line)]),
    ]
    if len(missing) == 2:
        return (Span(Op.EQUAL, "", old_line, new_line),)
    return (*missing, *spans)


def _kind(found: Alignment, i: int, j: int, *, moved: bool) -> ChangeKind:
    old, new = found.old, found.new
    if old.canon[i] == new.canon[j]:
        return ChangeKind.MOVED if moved else ChangeKind.EQUAL
    same_words = old.parts(i)[1] == new.parts(j)[1]
    if moved:
        return ChangeKind.MOVED if same_words else ChangeKind.MOVED_EDITED
    if fold(old.canon[i]) == fold(new.canon[j]):
        return ChangeKind.TYPOGRAPHY
    if old.table[i]:
        return ChangeKind.TABLE
    return ChangeKind.RENUMBERED if same_words else ChangeKind.EDITED


def _pieces(found: Alignment, i: int, j: int) -> list[Piece]:
    """One block's pieces: the label apart from the words."""
    old_head, old_body = found.old.parts(i)
    new_head, new_body = found.new.parts(j)
    if not old_head and found.old.canon[i].startswith(new_head):
        old_head, old_body = new_head, old_body[len(new_head) :]
    elif not new_head and found.new.canon[j].startswith(old_head):
        new_head, new_body = old_head, new_body[len(old_head) :]
    space = " " if old_head.endswith(" ") and new_head.endswith(" ") else ""
    old_label, new_label = old_head.removesuffix(space), new_head.removesuffix(space)
    pieces: list[Piece] = (
        [(Op.EQUAL, old_label)]
        if old_label == new_label
        else [(Op.DELETE, old_label), (Op.INSERT, new_label)]
    )
    pieces.append((Op.EQUAL, space))
    same = old_body == found.old.bodies[i] and new_body == found.new.bodies[j]
    worded = found.worded.get((i, j)) if same else None
    return join([*pieces, *(worded or word_pieces(old_body, new_body))])


def _grouped(found: Alignment, link: Link) -> tuple[Span, ...]:
    """A block that became several, or several that became one."""
    olds = [(found.old.canon[i], found.old.placed[i].text_line) for i in link.old]
    news = [(found.new.canon[j], found.new.placed[j].text_line) for j in link.new]
    return tuple(
        Span(
            op,
            text,
            olds[a][1] if op is not Op.INSERT else None,
            news[b][1] if op is not Op.DELETE else None,
        )
        for op, text, a, b in split_pieces([text for text, _ in olds], [text for text, _ in news])
    )
