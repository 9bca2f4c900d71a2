"""Which paragraph marks may be revised, in Word and in LibreOffice.

The last mark of a body, and the one before a table, cannot be: the revision goes on the
mark before, or the deleted paragraph is fused with the inserted one. And LibreOffice joins
an insertion at the end of one paragraph to one at the start of the next as if the mark
between were inserted too, so that rejecting runs the two together: they are kept apart.
"""

from collections.abc import Iterable, Iterator

from negotiate.packets.cells import Run
from negotiate.packets.revisions import Para, Part
from negotiate.redline.model import Op


def settle(flow: Iterable[Part]) -> Iterator[Part]:
    """The same text with no revised mark before a table or at the end.

    Between two tables, and after the last, there is always a paragraph: without one Word
    would take the two for one, or refuse the file.
    """
    return _settled(flow, ends=True)


def closed(flow: Iterable[Part]) -> Iterator[Part]:
    """A redline with no revised mark at its end: LibreOffice draws the bar of such a mark beside the
    paragraph that follows, a heading of ours that did not change.
    """
    return _settled(flow, ends=False)


def _settled(flow: Iterable[Part], *, ends: bool) -> Iterator[Part]:
    segment: list[Para] = []
    after_table = False
    for part in flow:
        if isinstance(part, Para):
            segment.append(part)
            continue
        yield from _apart(_close(segment, needed=after_table))
        segment, after_table = [], True
        yield part
    yield from _apart(_close(segment, needed=ends))


def _close(segment: list[Para], needed: bool) -> Iterator[Para]:
    if not segment:
        if needed:
            yield Para((), style="Spacer")
        return
    kept = next((at for at in range(len(segment) - 1, -1, -1) if segment[at].mark is Op.EQUAL), -1)
    head, tail = segment[: kept + 1], segment[kept + 1 :]
    if not tail:
        yield from head
        return
    gone = [para for para in tail if para.mark is Op.DELETE]
    came = [para for para in tail if para.mark is Op.INSERT]
    if gone and came:  # the last deleted and the first inserted become one paragraph
        fused = came[0]._replace(runs=gone[-1].runs + came[0].runs)
        yield from (*head, *gone[:-1], *_plain_end([fused, *came[1:]], came[-1].style, gone[-1].style))
        return
    if not head:
        yield from _plain_end(tail, tail[-1].style, "")
        return
    # The mark before the tail takes the revision. The last mark then closes the tail in one
    # text and the paragraph before it in the other, so its style changes with them.
    own, before = tail[-1].style, head[-1].style
    styles = (before, own) if gone else (own, before)
    yield from (*head[:-1], head[-1]._replace(mark=tail[0].mark), *_plain_end(tail, *styles))


def _plain_end(tail: list[Para], style: str, old_style: str) -> list[Para]:
    last = tail[-1]._replace(mark=Op.EQUAL, style=style, old_style=old_style if old_style != style else "")
    return [*tail[:-1], last]


def _apart(paras: Iterable[Para]) -> Iterator[Para]:
    """The same text with no insertion on both sides of a kept mark."""
    held = list(paras)
    for at in range(len(held) - 1):
        if not (_ends(held[at]) and held[at].mark is Op.EQUAL and _starts(held[at + 1])):
            continue
        to = at + 1
        while to < len(held) and _wholly_inserted(held[to]):
            to += 1
        if to > at + 1 and not (to < len(held) and _starts(held[to])):
            last, style = held[to - 1], held[at].style
            held[at] = held[at]._replace(mark=Op.INSERT)
            held[to - 1] = last._replace(mark=Op.EQUAL, old_style=style if style != last.style else "")
        else:
            held[at] = held[at]._replace(runs=_deletion_last(held[at].runs))
    yield from held


def _ends(para: Para) -> bool:
    return bool(para.runs) and para.runs[-1].op is Op.INSERT


def _starts(para: Para) -> bool:
    return bool(para.runs) and para.runs[0].op is Op.INSERT


def _wholly_inserted(para: Para) -> bool:
    return para.mark is Op.INSERT and all(run.op is Op.INSERT and not run.move for run in para.runs)


def _deletion_last(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The same two texts with a deletion after the last insertion: the one before it, or the
    last word that stood before it, struck and added again."""
    if len(runs) < 2:
        return runs
    *first, before, last = runs
    if before.op is Op.DELETE:
        return (*first, last, before)
    if before.op is Op.INSERT:
        return runs
    start = before.text.rstrip().rfind(" ") + 1
    word = before.text[start:]
    kept = (Run(Op.EQUAL, before.text[:start]),) if start else ()
    return (*first, *kept, last._replace(text=word + last.text), Run(Op.DELETE, word))
