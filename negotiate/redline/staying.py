"""Blocks that kept their order: what is linked inside the gaps between surer links."""

from collections.abc import Callable, Hashable, Iterator, Sequence, Set
from itertools import chain as chained
from itertools import product

from negotiate.agreement.blocks import Rows
from negotiate.redline.anchors import Gap, Pair, equal_pairs, heaviest_chain
from negotiate.redline.columns import masked
from negotiate.redline.linking import CLOSE, SURVIVES, Linked
from negotiate.redline.sides import Side
from negotiate.redline.similar import ALL_PAIRS, BEST, candidates, in_common, likeness
from negotiate.redline.tablefit import surely_one
from negotiate.redline.wordlevel import kept_share

PART_WORDS = 3  # fewer words in common prove nothing
STAYS, FEW_PAIRS = 0.4, 256  # share of a block's words that stays, and pairs of a gap looked at
FEW_TABLES = 64  # pairs of tables of a gap that are all compared
EVEN = 1.01  # what pairs as far from an end of their gap are worth more


class Staying(Linked):
    """The steps that never cross a link."""

    def scored(
        self, lefts: Sequence[int], rights: Sequence[int], least: float
    ) -> Iterator[tuple[int, int, float]]:
        """Candidate pairs of at least that likeness, weighed by the words they keep."""
        code, old, new = self.coder.code, self.old, self.new
        a = [(i, code(old.bodies[i])) for i in lefts if not old.table[i]]
        b = [(j, code(new.bodies[j])) for j in rights if not new.table[j]]
        for i, j, left, right in candidates(a, b, least):
            share = likeness(left, right)
            if share >= least:
                same = old.blocks[i].label == new.blocks[j].label
                yield i, j, share * (len(left) + len(right) + 1) * (1.1 if same else 1.0)
        for i, j in self.table_pairs(lefts, rights):
            share = self.tables_alike(i, j)
            if share >= least:
                yield i, j, share * (len(self.code(old, i)) + len(self.code(new, j)) + 1)

    def table_pairs(self, lefts: Sequence[int], rights: Sequence[int]) -> Iterator[Pair]:
        """The tables worth comparing: all of a few, of many those with the most cells of words in common."""
        a, b = [i for i in lefts if self.old.table[i]], [j for j in rights if self.new.table[j]]
        if len(a) * len(b) <= FEW_TABLES:
            yield from product(a, b)
            return
        said = [(j, _said(self.new.blocks[j].rows)) for j in b]
        for at, i in enumerate(a):
            here = _said(self.old.blocks[i].rows)
            ranked = sorted((-len(here & there), abs(k - at), j) for k, (j, there) in enumerate(said))
            yield from ((i, j) for shared, _, j in ranked[:BEST] if shared)

    def equal(self, key: Callable[[Side, int], Hashable], *, bare: bool) -> None:
        """Match blocks of one key inside every gap; bare labels only when ``bare``."""
        found: list[list[Pair]] = []
        for gap in self.gaps:
            lefts, rights = self.free_in(gap)
            if not bare:
                lefts = [i for i in lefts if i not in self.old.bare]
                rights = [j for j in rights if j not in self.new.bare]
            pairs = equal_pairs(
                [key(self.old, i) for i in lefts],
                [key(self.new, j) for j in rights],
                Gap(0, len(lefts), 0, len(rights)),
            )
            found.append([(lefts[i], rights[j]) for i, j in pairs])
        self.settle(found)

    def labelled_words(self, side: Side, at: int) -> Hashable:
        """Label and words: the same where only punctuation or spaces differ."""
        return side.blocks[at].label, self.only_words(side, at)

    def only_words(self, side: Side, at: int) -> Hashable:
        """The words without the label; a block without any is like no other."""
        return (self.code(side, at), side.table[at]) if self.code(side, at) else (id(side), at)

    def lone_pairs(self) -> None:
        """One block against one between two matches, alike enough to need no search.

        Most edits are such, and they are spared every later step. A block that stands word
        for word at another place waits for the moves.
        """
        elsewhere = {self.old.bodies[i] for i in self.free_old()}
        elsewhere &= {self.new.bodies[j] for j in self.free_new()}
        found: list[list[Pair]] = []
        for gap in self.gaps:
            i, j = gap.a0, gap.b0
            alone = gap.a1 - i == 1 == gap.b1 - j and self.to_new[i] < 0 and self.to_old[j] < 0
            found.append([(i, j)] if alone and self.surely_one(i, j, elsewhere) else [])
        self.settle(found)

    def surely_one(self, i: int, j: int, elsewhere: Set[str]) -> bool:
        """Whether the only two blocks of a gap are one; those whose words are ``elsewhere`` wait."""
        old, new = self.old.bodies[i], self.new.bodies[j]
        if self.old.table[i] != self.new.table[j] or i in self.old.bare or j in self.new.bare:
            return False
        if old != new and (old in elsewhere or new in elsewhere):
            return False
        if self.old.table[i]:
            sure = surely_one(self.old.blocks[i].rows, self.new.blocks[j].rows)
            return sure or self.tables_alike(i, j) >= CLOSE
        if kept_share(self.pieces(i, j)) < CLOSE:
            return False
        self.fuzzy.append((i, j))
        return True

    def repeated(self) -> None:
        """Blocks that stand several times in a gap: which is which is told by all that stays between
        them, edited blocks too. A block that stands word for word elsewhere is no edited one.
        """
        canon, other = self.old.canon, self.new.canon
        shared = {canon[i] for i in self.free_old()} & {other[j] for j in self.free_new()}
        found: list[list[Pair]] = []
        for gap in self.gaps:
            lefts, rights = self.free_in(gap)
            lefts = [i for i in lefts if i not in self.old.bare]
            rights = [j for j in rights if j not in self.new.bare]
            few = shared and len(lefts) * len(rights) <= ALL_PAIRS
            if not few or {canon[i] for i in lefts}.isdisjoint([other[j] for j in rights]):
                found.append([])
                continue
            weighted = [
                (i, j, weight * (EVEN if i - gap.a0 == j - gap.b0 or gap.a1 - i == gap.b1 - j else 1))
                for i, j, weight in self.scored(lefts, rights, CLOSE)
                if canon[i] == other[j] or (canon[i] not in shared and other[j] not in shared)
            ]
            found.append(
                [(i, j) for i, j in heaviest_chain(weighted) if canon[i] == other[j] or self.survives(i, j)]
            )
        self.settle(found)

    def similar_in_gaps(self, least: float) -> None:
        """The best chain of similar blocks inside each gap."""
        found: list[list[Pair]] = []
        for gap in self.gaps:
            lefts, rights = self.free_in(gap)
            chain = heaviest_chain(list(self.scored(lefts, rights, least))) if lefts and rights else []
            pairs: list[Pair] = []
            for i, j in chain:
                if self.survives(i, j):
                    pairs.append((i, j))
                else:
                    self.struck[i, j] = None
            found.append(pairs)
        self.settle(found)

    def surviving_in_gaps(self) -> None:
        """Blocks of which enough stayed at their place, however much was put in beside it."""
        found: list[list[Pair]] = []
        for gap in self.gaps:
            lefts, rights = self.free_in(gap)
            if len(lefts) == len(rights) == 1:
                chain = [(lefts[0], rights[0])] if self.stayed(lefts[0], rights[0]) else []
            else:
                weighted = self.staying(lefts, rights) if len(lefts) * len(rights) <= FEW_PAIRS else ()
                chain = [
                    pair
                    for pair in heaviest_chain(list(weighted))
                    if kept_share(self.pieces(*pair)) >= SURVIVES / 2
                ]
            self.fuzzy += chain
            found.append(chain)
        self.settle(found)

    def stayed(self, i: int, j: int) -> bool:
        """Whether a third of the words of a block are left in the only one at its place."""
        if self.old.table[i] or self.new.table[j]:
            return False
        left, right = self.old.canon[i].split(), self.new.canon[j].split()
        return in_common(left, right) >= max(SURVIVES * len(left), PART_WORDS)

    def staying(self, lefts: Sequence[int], rights: Sequence[int]) -> Iterator[tuple[int, int, float]]:
        """Pairs of paragraphs of which two fifths of the old words are left in the new one."""
        code = self.coder.code
        for i in lefts:
            left = code(self.old.canon[i])
            for j in rights:
                if self.old.table[i] or self.new.table[j]:
                    continue
                common = in_common(left, code(self.new.canon[j]))
                if common >= max(STAYS * len(left), PART_WORDS):
                    yield i, j, common / len(left)


def _said(rows: Rows) -> Set[str]:
    """The heads of a table and the names of its rows, figures in them left out."""
    cells = chained(rows[0] if rows else (), (row[0] for row in rows if row))
    return {masked(cell) for cell in cells if cell}
