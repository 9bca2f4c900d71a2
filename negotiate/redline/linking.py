"""What is linked so far, and how alike two blocks are: what every step of the alignment uses."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.redline.anchors import Gap, Pair, gaps_between
from negotiate.redline.sides import Side
from negotiate.redline.similar import Coder, likeness
from negotiate.redline.wordlevel import Piece, kept_share, word_pieces

CLOSE = 0.6  # likeness inside a gap that leaves no doubt
SURVIVES = 1 / 3  # less of a block than this and it is struck and added whole


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks ``old`` became blocks ``new`` (positions), one of them several: a split or merge."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class Linked:
    """Two texts and their links; ``gaps`` lie between the matches that kept their order."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.to_new = [-1] * len(old.placed)
        self.to_old = [-1] * len(new.placed)
        self.moved: set[int] = set()
        self.fuzzy: list[Pair] = []
        self.groups: dict[int, Group] = {}
        self.struck: dict[Pair, None] = {}
        self.gaps = [Gap(0, len(self.to_new), 0, len(self.to_old))]
        self.worded: dict[Pair, list[Piece]] = {}
        self.coder = Coder()

    def link(self, i: int, j: int, *, moved: bool = False) -> None:
        """Say that block ``i`` of the old text is block ``j`` of the new one."""
        self.to_new[i], self.to_old[j] = j, i
        if moved:
            self.moved.add(j)

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
        kept = [(i, j) for j, i in enumerate(self.to_old) if i >= 0 and j not in self.moved]
        whole = Gap(0, len(self.to_new), 0, len(self.to_old))
        self.gaps = [gap for gap in gaps_between(kept, whole) if gap.open]

    def code(self, side: Side, at: int) -> str:
        """A block's words, a character each."""
        return self.coder.code(side.bodies[at])

    def alike(self, i: int, j: int) -> float:
        """How alike two blocks are, 0 to 1; a table and a paragraph never are."""
        if self.old.table[i] != self.new.table[j]:
            return 0.0
        return likeness(self.code(self.old, i), self.code(self.new, j))

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
