"""How good a redline is, against the truth of the generator that made the edition."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from benchmarks.edits import Truth
from negotiate.agreement.blocks import Placed
from negotiate.common.text import words
from negotiate.redline.model import Change, ChangeKind, Op, Redline

MOVES = (ChangeKind.MOVED, ChangeKind.MOVED_EDITED)
SURVIVES = 1 / 3


@dataclass(frozen=True, slots=True)
class Score:
    """What the pair holds and what the redline found of it. ``least`` is the fewest words
    that can be marked when moves are known; ``islands`` are unchanged runs of one or two
    words between two changes of a block; ``wrong`` unchanged blocks with a mark in them.
    """

    links: int
    links_found: int
    links_invented: int
    moves: int
    moves_found: int
    moves_invented: int
    renumbered: int
    renumbered_found: int
    renumbered_invented: int
    marked: int
    least: int
    islands: int
    wrong: int


def score(found: Redline, old: Sequence[Placed], new: Sequence[Placed], truth: Truth) -> Score:
    """The redline judged by the truth."""
    at_old = {item.text_line: i for i, item in enumerate(old)}
    at_new = {item.text_line: j for j, item in enumerate(new)}
    pairs = {
        (at_old[before.text_line], at_new[after.text_line]): change.kind
        for change in found.blocks
        for before in change.old
        for after in change.new
    }
    struck = {pair for pair in truth.links if pair not in pairs and _is_struck(old[pair[0]], new[pair[1]])}
    true = set(truth.links) - struck
    moves = {pair for pair in true if truth.kinds.get(pair[1]) in ("moved", "moved-edited")}
    renumbered = {pair for pair in true if truth.kinds.get(pair[1]) == "renumbered"}
    said_moved = {pair for pair, kind in pairs.items() if kind in MOVES}
    said_renumbered = {pair for pair, kind in pairs.items() if kind is ChangeKind.RENUMBERED}
    counted = found.words()
    return Score(
        links=len(true),
        links_found=len(true & set(pairs)),
        links_invented=len(set(pairs) - true),
        moves=len(moves),
        moves_found=len(moves & said_moved),
        moves_invented=len(said_moved - moves),
        renumbered=len(renumbered),
        renumbered_found=len(renumbered & said_renumbered),
        renumbered_invented=len(said_renumbered - renumbered),
        marked=counted["deleted"] + counted["inserted"],
        least=least(old, new, truth, struck),
        islands=sum(islands(change) for change in found.changes),
        wrong=_wrong(found, truth, at_new),
    )


def least(old: Sequence[Placed], new: Sequence[Placed], truth: Truth, struck: set[tuple[int, int]]) -> int:
    """Words in the truth's insertions and deletions, and in the shortest edit of each link."""
    olds: dict[int, list[int]] = {}
    news: dict[int, list[int]] = {}
    for i, j in truth.links:
        olds.setdefault(j, []).append(i)
        news.setdefault(i, []).append(j)
    total = sum(_size(old[i]) for i in truth.deleted)
    total += sum(_size(item) for j, item in enumerate(new) if j not in olds)
    for i, j in truth.links:
        if olds[j][0] == i and news[i][0] == j:
            left = [word for at in olds[j] for word in words(old[at].block.canonical)]
            right = [word for at in news[i] for word in words(new[at].block.canonical)]
            common = 0 if (i, j) in struck else LCSseq.similarity(left, right)
            total += len(left) + len(right) - 2 * common
    return total


def islands(change: Change) -> int:
    """Unchanged runs of one or two words between two changes on one line of the change."""
    count = 0
    for before, span, after in zip(change.spans, change.spans[1:], change.spans[2:], strict=False):
        changed = before.op is not Op.EQUAL and after.op is not Op.EQUAL
        if span.op is Op.EQUAL and changed and 1 <= len([w for w in words(span.text) if w != "|"]) <= 2:
            lines = {line for one in (before, span, after) for line in (one.old_line,) if line is not None}
            count += len(lines) <= 1 and not change.is_table
    return count


def _is_struck(old: Placed, new: Placed) -> bool:
    left, right = words(old.block.canonical), words(new.block.canonical)
    return LCSseq.similarity(left, right) < SURVIVES * len(left)


def _size(item: Placed) -> int:
    return len(words(item.block.canonical))


def _wrong(found: Redline, truth: Truth, at_new: dict[int, int]) -> int:
    """Blocks nothing was done to that hold a mark all the same."""
    gone = sum(change.kind is ChangeKind.DELETED for change in found.changes)
    touched = [
        change for change in found.changes for item in change.new if at_new[item.text_line] not in truth.kinds
    ]
    return len(touched) + max(gone - len(truth.deleted) - len(truth.of("rewritten", "edited")), 0)
