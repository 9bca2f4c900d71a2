"""What is linked so far, and how alike two blocks are: what every step of the alignment uses."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from negotiate.redline.anchors import Gap, Pair, Run, gaps_between, gaps_in
from negotiate.redline.sides import Side
from negotiate.redline.similar import Coder, likeness
from negotiate.redline.tablefit import ONE_TABLE, fit
from negotiate.redline.wordlevel import Piece, kept_share, word_pieces

CLOSE = 0.6  # likeness inside a gap that leaves no doubt
SAME_TABLE = 0.75  # share of the words of two tables in common that leaves nothing to be looked at
SURVIVES = 1 / 3  # less of a block than this and it is struck and added whole


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks ``old`` became blocks ``new`` (positions), one of them several: a split or merge."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class Linked:
    """Two texts and their links; ``gaps`` lie between the matches that kept their order.

    ``runs`` are the identical blocks. They are most of most texts, and no step looks at them
    again: the blocks that have no link yet are counted by :meth:`free_old` and :meth:`free_new`.
    """

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.to_new = [-1] * len(old.placed)
        self.to_old = [-1] * len(new.placed)
        self.moved: set[int] = set()
        self.fuzzy: list[Pair] = []
        self.groups: dict[int, Group] = {}
        self.struck: dict[Pair, None] = {}
        self.gaps = [Gap(0, len(self.to_new), 0, len(self.to_old))]
        self.runs: list[Run] = []
        self.worded: dict[Pair, list[Piece]] = {}
        self.fits: dict[Pair, float] = {}
        self.coder = Coder()
        self._free_old = list(range(len(old.placed)))
        self._free_new = list(range(len(new.placed)))

    def link_runs(self, runs: list[Run]) -> None:
        """Link runs of identical blocks, and cut the whole at them."""
        self.runs = runs
        whole = self.gaps[0]
        for a, b, size in runs:
            self.to_new[a : a + size] = range(b, b + size)
            self.to_old[b : b + size] = range(a, a + size)
        gaps = gaps_in(runs, whole)
        self._free_old = [i for a0, a1, _, _ in gaps for i in range(a0, a1)]
        self._free_new = [j for _, _, b0, b1 in gaps for j in range(b0, b1)]
        self.gaps = [gap for gap in gaps if gap.open]

    def unlink(self) -> None:
        """Forget every link."""
        self.to_new = [-1] * len(self.to_new)
        self.to_old = [-1] * len(self.to_old)
        self.gaps = [Gap(0, len(self.to_new), 0, len(self.to_old))]

    def free_old(self) -> list[int]:
        """The blocks of the old text that have no link, in order."""
        self._free_old = [i for i in self._free_old if self.to_new[i] < 0]
        return self._free_old

    def free_new(self) -> list[int]:
        """The blocks of the new text that have no link, in order."""
        self._free_new = [j for j in self._free_new if self.to_old[j] < 0]
        return self._free_new

    @cached_property
    def times(self) -> tuple[Counter[str], Counter[str]]:
        """How often the body of each block without a link stands in its own text, old and new."""
        return self.old.times(self.free_old()), self.new.times(self.free_new())

    @cached_property
    def elsewhere(self) -> str:
        """The words of the new text that are not in identical blocks, a block a line."""
        gaps = gaps_in(self.runs, Gap(0, len(self.to_new), 0, len(self.to_old)))
        return "\n".join([body for _, _, b0, b1 in gaps for body in self.new.bodies[b0:b1]])

    def stands_once(self, words: str) -> bool:
        """Whether words of two blocks without a link stand in no other block of both texts."""
        if "\n" in words:  # a line break parts blocks
            return self.old.whole.count(words) == self.new.whole.count(words) == 1
        # what stands once in the old text stands in no identical block
        return self.elsewhere.count(words) == 1 and self.old.whole.count(words) == 1

    def link(self, i: int, j: int, *, moved: bool = False) -> None:
        """Say that block ``i`` of the old text is block ``j`` of the new one, unless one of them is
        another already.
        """
        if self.to_new[i] < 0 and self.to_old[j] < 0:
            self.to_new[i], self.to_old[j] = j, i
            self.moved |= {j} if moved else set()

    def settle(self, found: Sequence[Sequence[Pair]]) -> None:
        """Link the pairs found in each gap, in place, and cut the gaps at them."""
        gaps: list[Gap] = []
        for gap, pairs in zip(self.gaps, found, strict=True):
            for i, j in pairs:
                self.to_new[i], self.to_old[j] = j, i
            gaps += [left for left in gaps_between(pairs, gap) if left.open] if pairs else [gap]
        self.gaps = gaps

    def free_in(self, gap: Gap) -> tuple[list[int], list[int]]:
        """The blocks of both texts in ``gap`` that have no link."""
        return (
            [i for i in range(gap.a0, gap.a1) if self.to_new[i] < 0],
            [j for j in range(gap.b0, gap.b1) if self.to_old[j] < 0],
        )

    def cut_gaps(self) -> None:
        """The gaps anew, from all the matches that kept their order."""
        to_old, moved = self.to_old, self.moved
        whole = Gap(0, len(self.to_new), 0, len(to_old))
        breaks = [j for j, (p, q) in enumerate(pairwise(to_old), 1) if q != p + 1 or not q]
        edges = sorted({0, *breaks, *moved, *(j + 1 for j in moved), len(to_old)})
        runs = [(to_old[j], j, end - j) for j, end in pairwise(edges) if to_old[j] >= 0 and j not in moved]
        self.gaps = [gap for gap in gaps_in(runs, whole) if gap.open]

    def code(self, side: Side, at: int) -> str:
        """A block's words, a character each."""
        return self.coder.code(side.bodies[at])

    def alike(self, i: int, j: int) -> float:
        """How alike two blocks are, 0 to 1; a table and a paragraph never are."""
        if self.old.table[i] != self.new.table[j]:
            return 0.0
        if self.old.table[i]:
            return self.tables_alike(i, j)
        return likeness(self.code(self.old, i), self.code(self.new, j))

    def tables_alike(self, i: int, j: int) -> float:
        """How alike two tables are, 0 to 1: by their words, or else by heads, names and figures; 0 where
        nothing says that they are one.
        """
        found = self.fits.get((i, j))
        if found is None:
            found = likeness(self.code(self.old, i), self.code(self.new, j))
            if found < SAME_TABLE:
                found = fit(self.old.blocks[i].rows, self.new.blocks[j].rows)
            self.fits[i, j] = found = found if found >= ONE_TABLE else 0.0
        return found

    def survives(self, i: int, j: int) -> bool:
        """Whether enough of the block is left to mark it word by word."""
        if self.old.table[i]:
            return True
        # whole dates and figures may take most of a short line with them: its words still say
        # that it is the same line
        if kept_share(self.pieces(i, j)) >= SURVIVES or self.alike(i, j) >= CLOSE:
            self.fuzzy.append((i, j))
            return True
        return False

    def pieces(self, i: int, j: int) -> list[Piece]:
        """The word redline of two blocks without their labels, made once."""
        found = self.worded.get((i, j))
        if found is None:
            found = self.worded[i, j] = word_pieces(self.old.bodies[i], self.new.bodies[j])
        return found
