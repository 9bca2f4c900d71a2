"""Which block of the old text is which block of the new one, before any word is compared.

A cascade, the surest first: identical blocks; equal but for typography; equal but for
the label; exact moves; then similar blocks inside a gap; similar blocks anywhere; splits
and merges. A label is never taken for identity: one inserted clause shifts all after it.
"""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from negotiate.agreement.blocks import Placed
from negotiate.redline.anchors import Pair, Run, equal_runs
from negotiate.redline.linking import CLOSE, Group
from negotiate.redline.moving import FAR_CLOSE, FAR_NEAR, Moving
from negotiate.redline.sides import Side
from negotiate.redline.similar import ALL_PAIRS
from negotiate.redline.wordlevel import Piece

NEAR = 0.34  # likeness inside a gap at the least


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which block is which, by position.

    ``to_old`` gives for every new block the old one it was, or -1, ``to_new`` for every old block
    what it became; ``moved`` the new blocks that left their order; ``groups`` the split and merged
    ones by each new block in them.
    ``struck`` pairs are too different to mark word by word: one is deleted, one inserted,
    side by side. ``worded`` holds the words of pairs compared on the way, labels apart, so
    that none is compared twice. ``runs`` are identical blocks, linked in order, and ``gone`` the
    old blocks that became none.
    """

    old: Side
    new: Side
    to_new: Sequence[int]
    to_old: Sequence[int]
    moved: Set[int]
    groups: Mapping[int, Group]
    struck: tuple[Pair, ...]
    worded: Mapping[Pair, list[Piece]]
    runs: Sequence[Run]
    gone: Sequence[int]


def align(old: Sequence[Placed], new: Sequence[Placed]) -> Alignment:
    """The blocks of two texts, linked."""
    return _Matcher(Side(old), Side(new)).run()


class _Matcher(Moving):
    """The cascade, step by step."""

    def run(self) -> Alignment:
        if len(self.to_new) == len(self.to_old) == 1 and self.surely_one(0, 0, frozenset()):
            self.link(0, 0)
        else:
            self.link_all()
        return Alignment(
            self.old,
            self.new,
            self.to_new,
            self.to_old,
            self.moved,
            self.groups,
            self.still_struck(),
            self.worded,
            self.runs,
            self.free_old(),
        )

    def link_all(self) -> None:
        self.identical()
        self.in_turn(
            self.lone_pairs,
            self.repeated,
            lambda: self.equal(self.labelled_words, bare=False),
            lambda: self.equal(self.only_words, bare=False),
            self.exact_moves,
            self.bare_labels,
            lambda: self.similar_in_gaps(CLOSE),
            lambda: self.similar_anywhere(FAR_CLOSE),
            lambda: self.similar_in_gaps(NEAR),
            self.surviving_in_gaps,
        )
        self.splits_and_merges()
        self.in_turn(
            lambda: self.similar_anywhere(FAR_NEAR),
            self.bare_labels,
            lambda: self.equal(Side.key, bare=True),
        )

    def in_turn(self, *steps: Callable[[], None]) -> None:
        """Take the steps until one side has nothing left to match."""
        for step in steps:
            if not self.free_old() or not self.free_new():
                return
            step()

    def identical(self) -> None:
        """Match identical blocks in the whole of both texts; bare labels wait."""
        whole = self.gaps[0]
        old, new = self.old.own_keys(), self.new.own_keys()
        self.link_runs(equal_runs(old, new, whole, ALL_PAIRS))
        same = {self.old.canon[i]: old[i] for i in self.free_old()}
        if any(
            same.get(self.new.canon[j], new[j]) != new[j] for j in self.free_new() if j not in self.new.bare
        ):
            # a block that is the same, but what one text has as its label the other has in its words
            self.unlink()
            self.link_runs(equal_runs(self.old.full_keys(), self.new.full_keys(), whole, ALL_PAIRS))

    def still_struck(self) -> tuple[Pair, ...]:
        """Each block in one pair at most; the likeliest were found first."""
        kept: list[Pair] = []
        taken_old, taken_new = set(), set()
        for i, j in self.struck:
            if self.to_new[i] < 0 and self.to_old[j] < 0 and i not in taken_old and j not in taken_new:
                kept.append((i, j))
                taken_old.add(i)
                taken_new.add(j)
        return tuple(kept)
