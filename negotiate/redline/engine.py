"""The redline of two texts: blocks linked, then each link's words, in reading order."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from negotiate.agreement.blocks import Placed
from negotiate.common.collecting import uncollected
from negotiate.redline.align import Alignment, align
from negotiate.redline.anchors import Run
from negotiate.redline.linking import Group
from negotiate.redline.model import (
    DELETE,
    EQUAL,
    INSERT,
    Change,
    ChangeKind,
    Op,
    Redline,
    Span,
    Unchanged,
    row_text,
)
from negotiate.redline.sides import Side
from negotiate.redline.tables import spans_of, table_spans
from negotiate.redline.tokens import SENTENCE_END
from negotiate.redline.typography import fold, is_contents_entry, is_revision_mark, plain, same_setting
from negotiate.redline.wordlevel import Piece, join, split_pieces, word_pieces

SET_APART = 40  # characters by which a block's words may grow by spaces alone


def redline(old: Sequence[Placed], new: Sequence[Placed]) -> Redline:
    """What changed from ``old`` to ``new``, every block of both accounted for.

    The same texts give the same redline; time grows with their length.
    """
    with uncollected():
        return Redline(tuple(_in_order(align(old, new))))


def _in_order(found: Alignment) -> list[Change | Unchanged]:
    """The changes in order of the new text; what is gone follows what preceded it."""
    old, new, moved, groups, to_old = found.old, found.new, found.moved, found.groups, found.to_old
    after = _gone(found)
    entries: list[Change | Unchanged] = [_one_sided(old, i, DELETE) for i in after.get(-1, ())]
    start = end = shift = 0  # the unchanged blocks at hand, and how far the old ones are from them

    def tell_unchanged() -> None:
        if end > start:
            entries.append(Unchanged(old.placed[start + shift : end + shift], new.placed[start:end]))

    for j, size in _stretches(found.runs, sorted(after), len(new.placed)):
        i = to_old[j]
        last = j + size - 1
        if size > 1 or (i >= 0 and old.canon[i] == new.canon[j] and j not in moved and j not in groups):
            if j != end or i - j != shift:  # most blocks of most texts: no word is looked at
                tell_unchanged()
                start, shift = j, i - j
            end = last + 1
        else:
            tell_unchanged()
            start = end = last + 1
            if i < 0:
                entries.append(_one_sided(new, j, INSERT))
            elif j not in groups:
                entries.append(_paired(found, i, j))
            elif j == groups[j].new[0]:
                entries.append(_grouped(found, groups[j]))
        if last in after:
            tell_unchanged()
            start = end = last + 1
            entries += [_one_sided(old, gone, DELETE) for gone in after[last]]
    tell_unchanged()
    return entries


def _stretches(runs: Sequence[Run], cuts: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """The new blocks from first to last: where each stretch begins and its size. Identical
    blocks are one stretch up to a cut, which is the last block before something that is gone;
    any other block is one of its own.
    """
    at = cut = 0
    for _, start, size in (*runs, (0, count, 0)):
        while at < start:
            yield at, 1
            at += 1
        end = start + size
        while cut < len(cuts) and cuts[cut] < start:
            cut += 1
        while cut < len(cuts) and cuts[cut] < end:
            yield at, cuts[cut] + 1 - at
            at = cuts[cut] + 1
            cut += 1
        if at < end:
            yield at, end - at
            at = end


def _gone(found: Alignment) -> dict[int, list[int]]:
    """Deleted blocks by the new block they are shown after (-1: at the start).

    A block too different from its successor to be marked word by word is shown straight
    before it: deletion, then insertion.
    """
    place = list(found.to_new)
    for j in found.moved:
        place[found.to_old[j]] = -1
    for j, group in found.groups.items():
        for part in group.old:
            place[part] = -1 if j in found.moved else group.new[-1]
    struck = dict(found.struck)
    after: dict[int, list[int]] = {}
    last, start = -1, 0
    for i in found.gone:
        last = max(last, struck.get(i, 0) - 1, max(place[start:i], default=-1))
        after.setdefault(last, []).append(i)
        start = i + 1
    return after


def _one_sided(side: Side, at: int, op: Op) -> Change:
    """A block inserted or deleted whole."""
    item = side.placed[at]
    gone = op is DELETE
    texts = [row_text(row) for row in item.block.rows] if side.table[at] else [side.canon[at]]
    spans = [
        Span(op, text, line if gone else None, None if gone else line)
        for line, text in enumerate(texts or [""], item.text_line)
    ]
    kind = ChangeKind.DELETED if gone else ChangeKind.INSERTED
    if not side.table[at] and (is_revision_mark(side.canon[at]) or _heads_contents(side, at)):
        kind = ChangeKind.TYPOGRAPHY  # a mark of the print; the parties changed nothing
    return Change(kind, (item,) if gone else (), () if gone else (item,), tuple(spans))


def _heads_contents(side: Side, at: int) -> bool:
    """Whether a block is the head of a further page of the contents: it stands amid the entries and
    is said again.
    """
    if not 0 < at < len(side.placed) - 1 or is_contents_entry(side.canon[at]):
        return False
    amid = is_contents_entry(side.canon[at - 1]) and is_contents_entry(side.canon[at + 1])
    return amid and side.times([at])[side.bodies[at]] > 1


def _paired(found: Alignment, i: int, j: int) -> Change:
    """The change of one block that became another."""
    before, after = found.old.placed[i], found.new.placed[j]
    spans: Sequence[Span]
    if found.old.table[i]:
        spans = table_spans(before, after)
    elif found.old.canon[i] == found.new.canon[j]:
        spans = [Span(EQUAL, found.old.canon[i], before.text_line, after.text_line)]
    else:
        spans = spans_of(_pieces(found, i, j), before.text_line, after.text_line)
    kind = _kind(found, i, j, spans)
    return Change(kind, (before,), (after,), _both_sides(spans, before.text_line, after.text_line))


def _both_sides(spans: Sequence[Span], old_line: int, new_line: int) -> tuple[Span, ...]:
    """The spans, and an empty one for a block without words, so that its line is not lost."""
    if spans and spans[0].op is EQUAL:
        return tuple(spans)
    missing = [
        *([] if any(span.op is not INSERT for span in spans) else [Span(DELETE, "", old_line, None)]),
        *([] if any(span.op is not DELETE for span in spans) else [Span(INSERT, "", None, new_line)]),
    ]
    if len(missing) == 2:
        return (Span(EQUAL, "", old_line, new_line),)
    return (*missing, *spans)


def _same_letters(spans: Sequence[Span]) -> bool:
    """Whether the same letters and figures came as went; typography changes none of them."""
    gone = "".join([span.text for span in spans if span.op is DELETE])
    added = "".join([span.text for span in spans if span.op is INSERT])
    first = gone[:1] + added[:1]  # most changes begin with another letter
    if len(first) == 2 and first.isascii() and first.isalnum() and first[0] != first[1]:
        return False
    return "".join(plain(gone).split()) == "".join(plain(added).split())


def _kind(found: Alignment, i: int, j: int, spans: Sequence[Span]) -> ChangeKind:
    old, new, moved = found.old, found.new, j in found.moved
    if old.canon[i] == new.canon[j]:
        return ChangeKind.MOVED if moved else ChangeKind.EQUAL
    same_words = old.parts(i)[1] == new.parts(j)[1]
    if moved:
        return ChangeKind.MOVED if same_words else ChangeKind.MOVED_EDITED
    if (_same_letters(spans) or is_revision_mark(old.canon[i])) and _set_anew(old, i, new, j):
        return ChangeKind.TYPOGRAPHY
    if old.table[i]:
        return ChangeKind.TABLE
    return ChangeKind.RENUMBERED if same_words or _relabelled(old, i, new, j) else ChangeKind.EDITED


def _relabelled(old: Side, i: int, new: Side, j: int) -> bool:
    """Whether two blocks differ in their label, and their words in how they are set at the most."""
    (left, before), (right, after) = old.parts(i), new.parts(j)
    if left == right or not (left and right) or abs(len(before) - len(after)) > SET_APART:
        return False
    return same_setting(before, after, old.vocabulary, new.vocabulary)


def _set_anew(old: Side, i: int, new: Side, j: int) -> bool:
    """Whether two blocks of the same letters differ in how they are set, and in nothing else."""
    if old.table[i]:
        return fold(old.canon[i]) == fold(new.canon[j])
    return same_setting(old.canon[i], new.canon[j], old.vocabulary, new.vocabulary)


def _pieces(found: Alignment, i: int, j: int) -> list[Piece]:
    """One block's pieces: the label apart from the words."""
    old_head, old_body = found.old.parts(i)
    new_head, new_body = found.new.parts(j)
    if not old_head and found.old.canon[i].startswith(new_head):
        old_head, old_body = new_head, old_body[len(new_head) :]
    elif not new_head and found.new.canon[j].startswith(old_head):
        new_head, new_body = old_head, new_body[len(old_head) :]
    same = old_body == found.old.bodies[i] and new_body == found.new.bodies[j]
    worded = (found.worded.get((i, j)) if same else None) or word_pieces(old_body, new_body)
    if old_head == new_head:
        if worded and worded[0][0] is EQUAL:
            return [(EQUAL, old_head + worded[0][1]), *worded[1:]]
        return [(EQUAL, old_head), *worded] if old_head else worded
    return join([*_head_pieces(old_head, new_head), *worded])


def _head_pieces(old: str, new: str) -> list[Piece]:
    """A label that became another: its word (``Section``) and the space after it stay."""
    space = " " if old.endswith(" ") and new.endswith(" ") else ""
    old, new = old.removesuffix(space), new.removesuffix(space)
    word, _, _ = old.partition(" ")
    kept = f"{word} " if len(word) > 1 and word.isalpha() and new.startswith(f"{word} ") else ""
    changed = [(DELETE, old[len(kept) :]), (INSERT, new[len(kept) :])]
    return [(EQUAL, kept), *changed, (EQUAL, space)]


def _grouped(found: Alignment, group: Group) -> Change:
    """A block that became several, or several that became one."""
    before = tuple(found.old.placed[i] for i in group.old)
    after = tuple(found.new.placed[j] for j in group.new)
    pieces = split_pieces([found.old.canon[i] for i in group.old], [found.new.canon[j] for j in group.new])
    spans = [
        Span(
            op,
            text,
            before[a].text_line if op is not INSERT else None,
            after[b].text_line if op is not DELETE else None,
        )
        for op, text, a, b in pieces
    ]
    kind = ChangeKind.SPLIT if len(after) > 1 else ChangeKind.MERGED
    if _only_wrapped(spans, after if len(after) > 1 else before):
        kind = ChangeKind.TYPOGRAPHY
    return Change(kind, before, after, tuple(spans))


def _only_wrapped(spans: Sequence[Span], parts: Sequence[Placed]) -> bool:
    """Whether the same words are parted amid a sentence, as a print breaks its lines."""
    return all(span.op is EQUAL or not span.text.strip() for span in spans) and all(
        above.block.text[-1:] not in (*SENTENCE_END, ":")
        and below.block.text[:1].islower()
        and not below.block.label
        for above, below in pairwise(parts)
    )
