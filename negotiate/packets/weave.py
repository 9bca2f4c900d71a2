"""A redline laid out so that one sequence holds both texts in their own order.

Word's tracked changes are read twice: without the deletions (the new text) and without
the insertions (the old one). A redline is in the new text's order and holds a moved block
once; here its old place is found again. Law: the strands that are not ``CAME`` hold the
old blocks in the old order, those that are not ``GONE`` the new blocks in the new order.
What stayed is passed on in runs: nearly all of an agreement, and nothing to say of it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from negotiate.packets.apart import told_apart
from negotiate.redline.model import Change, ChangeKind, Redline, Unchanged

_MOVES = (ChangeKind.MOVED, ChangeKind.MOVED_EDITED)


class Role(Enum):
    """Whether a strand stands in both texts, has gone from here, or has come here."""

    HERE = "here"
    GONE = "gone"
    CAME = "came"


@dataclass(frozen=True, slots=True)
class Strand:
    """A change at one of its places. ``move`` numbers the moves from 1 (0: no move)."""

    change: Change
    role: Role
    move: int = 0


Woven = tuple[Strand | Unchanged, ...]
"""Both texts in one sequence: what changed, and between it runs of what stayed."""


def weave(redline: Redline) -> Woven:
    """Every block of both texts at its place in each.

    What is not marked as moved and yet stands in another order is treated as moved, so
    that the law holds for any redline.
    """
    entries: Sequence[Change | Unchanged] = redline.entries
    if not _rises(entries):
        entries = redline.blocks  # some block stands in another order: each is looked at
    entries = told_apart(entries)
    staying = _staying(entries)
    woven: list[Strand | Unchanged] = []
    gone: list[Strand] = []
    moves = 0
    for at, change in enumerate(entries):
        if isinstance(change, Unchanged):
            woven.append(change)
            continue
        if at in staying or not change.old:
            woven.append(Strand(change, Role.HERE if change.old else Role.CAME))
            continue
        if change.new:
            moves += 1
            woven.append(Strand(change, Role.CAME, moves))
        gone.append(Strand(change, Role.GONE, moves if change.new else 0))
    return _insert(woven, gone)


def _rises(entries: Sequence[Change | Unchanged]) -> bool:
    """Whether all that is not marked as moved stands in the old text's order."""
    last = -1
    for entry in entries:
        if isinstance(entry, Change) and entry.kind in _MOVES:
            continue
        for item in entry.old:
            if item.text_line <= last:
                return False
            last = item.text_line
    return True


def _old_line(strand: Strand) -> int:
    return strand.change.old[0].text_line


def _insert(woven: Sequence[Strand | Unchanged], gone: list[Strand]) -> Woven:
    """Each of ``gone`` after the last strand that stood before it in the old text."""
    if not gone:
        return tuple(woven)
    standing = [
        (at, part.old[0].text_line if isinstance(part, Unchanged) else _old_line(part))
        for at, part in enumerate(woven)
        if isinstance(part, Unchanged) or part.role is not Role.CAME
    ]
    lines = [line for _, line in standing]
    after: dict[int, list[Strand]] = {}
    for strand in sorted(gone, key=_old_line):
        before = bisect_right(lines, _old_line(strand)) - 1
        after.setdefault(standing[before][0] if before >= 0 else -1, []).append(strand)
    whole: list[Strand | Unchanged] = list(after.get(-1, ()))
    for at, part in enumerate(woven):
        whole += _parted(part, after[at]) if at in after else (part,)
    return tuple(whole)


def _parted(part: Strand | Unchanged, gone: Sequence[Strand]) -> Iterator[Strand | Unchanged]:
    """A part and what has gone from within or after it: a run of what stayed is parted there."""
    if isinstance(part, Strand):
        yield part
        yield from gone
        return
    lines = [item.text_line for item in part.old]
    start = 0
    for strand in gone:
        end = bisect_right(lines, _old_line(strand))
        if end > start:
            yield Unchanged(part.old[start:end], part.new[start:end])
            start = end
        yield strand
    if start < len(lines):
        yield Unchanged(part.old[start:], part.new[start:])


def _staying(changes: Sequence[Change | Unchanged]) -> frozenset[int]:
    """Positions of the entries whose old blocks rise in order: the longest such run of those
    not marked as moved."""
    candidates = [at for at, c in enumerate(changes) if c.old and not _moved(c)]
    tails: list[int] = []
    holders: list[int] = []
    before: dict[int, int] = {}
    for at in candidates:
        line = changes[at].old[0].text_line
        place = bisect_left(tails, line)
        if place:
            before[at] = holders[place - 1]
        tails[place : place + 1] = [line]
        holders[place : place + 1] = [at]
    kept: set[int] = set()
    at = holders[-1] if holders else -1
    while at >= 0:
        kept.add(at)
        at = before.get(at, -1)
    return frozenset(kept)


def _moved(entry: Change | Unchanged) -> bool:
    return isinstance(entry, Change) and entry.kind in _MOVES
