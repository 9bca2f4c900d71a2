"""A paragraph split or merged round others, told as changes of single paragraphs.

A merge may pass over a paragraph that was struck between its parts, a split over one that was put in.
A sequence that holds both texts in their own order has no place for such a change: here the part that
keeps most stays, edited, and the others are struck or added whole.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from negotiate.agreement.blocks import Placed
from negotiate.redline.model import Change, ChangeKind, Op, Span, Unchanged


def told_apart(entries: Sequence[Change | Unchanged]) -> Sequence[Change | Unchanged]:
    """The entries with every split and merge round others told so; the rest as they are.

    Of one that is told apart the old and the new words stay what they were, line by line.
    """
    changes = [entry for entry in entries if isinstance(entry, Change)]
    if not any(len(change.old) > 1 or len(change.new) > 1 for change in changes):
        return entries
    old = sorted(item.text_line for change in changes for item in change.old)
    new = sorted(item.text_line for change in changes for item in change.new)
    out: list[Change | Unchanged] = []
    added: list[Change] = []
    for entry in entries:
        if isinstance(entry, Unchanged) or not (_passes(entry.old, old) or _passes(entry.new, new)):
            out.append(entry)
            continue
        for part in _parts(entry):
            (added if part.new else out).append(part)
    for part in added:  # each where its words stand in the new text
        line = part.new[0].text_line
        at = next(
            (at for at, other in enumerate(out) if other.new and other.new[0].text_line > line), len(out)
        )
        out.insert(at, part)
    return out


def _passes(items: Sequence[Placed], lines: Sequence[int]) -> bool:
    """Whether another block, of those at these lines, stands between the items."""
    if len(items) < 2:
        return False
    between = bisect_left(lines, items[-1].text_line) - bisect_left(lines, items[0].text_line)
    return between > len(items) - 1


def _parts(change: Change) -> Iterator[Change]:
    """The part that keeps most words as an edited paragraph, and the others by themselves."""
    kept: Counter[tuple[int | None, int | None]] = Counter()
    for span in change.spans:
        if span.op is Op.EQUAL:
            kept[span.old_line, span.new_line] += len(span.text)
    first = (change.old[0].text_line, change.new[0].text_line)
    before, after = max(kept, key=lambda pair: kept[pair]) if kept else first
    for item in change.old:
        if item.text_line != before:
            spans = _only(change.spans, Op.DELETE, item.text_line)
            yield Change(ChangeKind.DELETED, (item,), (), spans)
    old = tuple(item for item in change.old if item.text_line == before)
    new = tuple(item for item in change.new if item.text_line == after)
    yield replace(
        change, kind=ChangeKind.EDITED, old=old, new=new, spans=_between(change.spans, before, after)
    )
    for item in change.new:
        if item.text_line != after:
            spans = _only(change.spans, Op.INSERT, item.text_line)
            yield Change(ChangeKind.INSERTED, (), (item,), spans)


def _only(spans: Sequence[Span], op: Op, line: int) -> tuple[Span, ...]:
    """One part's whole text, as struck or added."""
    gone = op is Op.DELETE
    text = "".join(one.text for one in spans if (one.old_line if gone else one.new_line) == line)
    return (Span(op, text, line if gone else None, None if gone else line),)


def _between(spans: Sequence[Span], before: int | None, after: int | None) -> tuple[Span, ...]:
    """The spans of two paragraphs alone: what another part shares with one of them is struck or added."""
    out = []
    for span in spans:
        ours, theirs = span.old_line == before, span.new_line == after
        if ours and theirs and span.op is Op.EQUAL:
            out.append(span)
        elif ours and span.op is not Op.INSERT:
            out.append(Span(Op.DELETE, span.text, before, None))
        elif theirs and span.op is not Op.DELETE:
            out.append(Span(Op.INSERT, span.text, None, after))
    return tuple(out)
