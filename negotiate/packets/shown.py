"""A redline as a page shows it: paragraphs and tables with their runs, in reading order.

For what has no tracked changes of its own (PDF, web page, Markdown). A moved block stands
once, at its new place, with a note; a note stands where it was. Nothing is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from negotiate.agreement.blocks import Kind, Placed
from negotiate.packets.cells import Row, Run, aligned_rows, whole_rows
from negotiate.packets.revisions import Para, paragraphs
from negotiate.packets.weave import Role, Strand, weave
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Unchanged


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as shown. ``note`` says in words what its marks cannot (``Moved here from
    V.A.2(d)``); ``changed`` puts a bar in the margin. Either ``runs`` or ``rows`` are set.
    """

    heading: bool
    depth: int
    runs: tuple[Run, ...] = ()
    rows: tuple[Row, ...] = ()
    note: str = ""
    changed: bool = False


def shown(redline: Redline) -> Iterator[Shown]:
    """Every block of both texts."""
    for strand in weave(redline):
        if isinstance(strand, Unchanged):
            yield from shown_clean(strand.new)
        else:
            yield from shown_of(strand)


def shown_clean(items: Iterable[Placed]) -> Iterator[Shown]:
    """Blocks as they stand, nothing marked."""
    for item in items:
        yield _block(item, Op.EQUAL)


def shown_of(strand: Strand) -> Iterator[Shown]:
    """What a page shows of one change at one of its places."""
    change = strand.change
    if strand.role is Role.GONE and strand.move:
        words = " ".join(change.old[0].block.canonical.split()[:8])
        note = f"Moved from here to {change.new[0].name}: “{words} …”"
        yield Shown(False, change.old[0].block.depth, note=note, changed=True)
        return
    if strand.role is Role.GONE or not change.new:
        yield from (_block(item, Op.DELETE) for item in change.old)
        return
    if not change.old:
        yield from (_block(item, Op.INSERT) for item in change.new)
        return
    yield from _both(change, _note(strand))


def _both(change: Change, note: str) -> Iterator[Shown]:
    changed = change.kind is not ChangeKind.EQUAL
    first = change.new[0].block
    tables = [item for item in (*change.old, *change.new) if item.block.kind is Kind.TABLE]
    if len(tables) == 2 and len(change.old) == len(change.new) == 1:
        yield Shown(False, first.depth, rows=aligned_rows(change), note=note, changed=changed)
        return
    made = None if tables else paragraphs(change)
    if made is None:
        yield Shown(False, first.depth, note=note or "Replaced", changed=True)
        yield from (_block(item, Op.DELETE) for item in change.old)
        yield from (_block(item, Op.INSERT) for item in change.new)
        return
    for at, para in enumerate(made):
        block = change.new[min(at, len(change.new) - 1)].block
        runs = para.runs + _mark(para)
        yield Shown(block.kind is Kind.HEADING, block.depth, runs, (), "" if at else note, changed)


def _mark(para: Para) -> tuple[Run, ...]:
    """A paragraph break that was put in or taken out is said too."""
    return () if para.mark is Op.EQUAL else (Run(para.mark, "¶"),)


def _note(strand: Strand) -> str:
    change = strand.change
    if strand.role is Role.CAME and strand.move:
        return f"Moved here from {change.old[0].name}"
    if change.kind is ChangeKind.SPLIT:
        return f"{change.old[0].name} split in {len(change.new)}"
    if change.kind is ChangeKind.MERGED:
        return f"{', '.join(item.name for item in change.old)} merged"
    return ""


def _block(item: Placed, op: Op) -> Shown:
    block = item.block
    changed = op is not Op.EQUAL
    if block.kind is Kind.TABLE:
        return Shown(False, block.depth, rows=whole_rows(block.rows, op), changed=changed)
    runs = (Run(op, block.canonical),) if block.canonical else ()
    return Shown(block.kind is Kind.HEADING, block.depth, runs, changed=changed)
