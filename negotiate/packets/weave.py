"""A redline laid out so that one sequence holds both texts in their own order.

Word's tracked changes are read twice: without the deletions (the new text) and without
the insertions (the old one). A redline is in the new text's order and holds a moved block
once; here its old place is found again. Law: the strands that are not ``CAME`` hold the
old blocks in the old order, those that are not ``GONE`` the new blocks in the new order.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from negotiate.redline.model import Change, ChangeKind, Redline

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


def weave(redline: Redline) -> tuple[Strand, ...]:
    """Every block of both texts at its place in each.

    What is not marked as moved and yet stands in another order is treated as moved, so
    that the law holds for any redline.
    """
    staying = _staying(redline.blocks)
    woven: list[Strand] = []
    gone: list[Strand] = []
    moves = 0
    for at, change in enumerate(redline.blocks):
        if at in staying or not change.old:
            woven.append(Strand(change, Role.HERE if change.old else Role.CAME))
            continue
        if change.new:
            moves += 1
            woven.append(Strand(change, Role.CAME, moves))
        gone.append(Strand(change, Role.GONE, moves if change.new else 0))
    return _insert(woven, gone)


def _old_line(strand: Strand) -> int:
    return strand.change.old[0].text_line


def _insert(woven: list[Strand], gone: list[Strand]) -> tuple[Strand, ...]:
    """Each of ``gone`` after the last strand that stood before it in the old text."""
    places = [at for at, strand in enumerate(woven) if strand.role is not Role.CAME]
    lines = [_old_line(woven[at]) for at in places]
    after: dict[int, list[Strand]] = {}
    for strand in sorted(gone, key=_old_line):
        before = bisect_right(lines, _old_line(strand)) - 1
        after.setdefault(places[before] if before >= 0 else -1, []).append(strand)
    whole = list(after.get(-1, ()))
    for at, strand in enumerate(woven):
        whole.append(strand)
        whole += after.get(at, ())
    return tuple(whole)


def _staying(changes: Sequence[Change]) -> frozenset[int]:
    """Positions of the changes whose old blocks rise in order: the longest such run of those
    not marked as moved."""
    candidates = [at for at, c in enumerate(changes) if c.old and c.kind not in _MOVES]
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
