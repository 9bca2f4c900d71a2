"""Which block of the old text is which block of the new one, before any word is compared.

A cascade, the surest first: identical blocks; equal but for typography; equal but for
the label; exact moves; then similar blocks inside a gap; similar blocks anywhere; splits
and merges. A label is never taken for identity: one inserted clause shifts all after it.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from negotiate.agreement.blocks import Placed
from negotiate.redline.anchors import Gap, Pair, Run, equal_pairs, equal_runs, heaviest_chain
from negotiate.redline.linking import CLOSE, SURVIVES, Group, Linked
from negotiate.redline.model import EQUAL
from negotiate.redline.sides import Side
from negotiate.redline.similar import candidates, in_common, likeness
from negotiate.redline.tables import same_table
from negotiate.redline.wordlevel import Piece, kept_share

MOVED_WORDS = 4  # shorter blocks ("Scope", "$1,500") move only beside others that move
NEAR = 0.34  # likeness inside a gap at the least
FAR_CLOSE, FAR_NEAR = 0.75, 0.5  # likeness anywhere: sure, and at the least
FAR_WORDS = 6
MOST_RIVALS = 64  # blocks that share words: more, and they are boilerplate
PART_WORDS, PART_SHARE = 3, 0.7  # least a part of a split block holds, and shares with the whole
STAYS, FEW_PAIRS = 0.4, 256  # share of a block's words that stays, and pairs of a gap looked at
MOST_PASSED = 2  # blocks that left from between the parts of a split or merged one


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


class _Matcher(Linked):
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
        self.link_runs(equal_runs(old, new, whole))
        same = {self.old.canon[i]: old[i] for i in self.free_old()}
        if any(
            same.get(self.new.canon[j], new[j]) != new[j] for j in self.free_new() if j not in self.new.bare
        ):
            # a block that is the same, but what one text has as its label the other has in its words
            self.unlink()
            self.link_runs(equal_runs(self.old.full_keys(), self.new.full_keys(), whole))

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
        old, new = self.old.bodies[i], self.new.bodies[j]
        if self.old.table[i] != self.new.table[j] or i in self.old.bare or j in self.new.bare:
            return False
        if self.old.table[i]:
            return same_table(self.old.blocks[i].rows, self.new.blocks[j].rows)
        if old != new and (old in elsewhere or new in elsewhere):
            return False
        if kept_share(self.pieces(i, j)) < CLOSE:
            return False
        self.fuzzy.append((i, j))
        return True

    def labelled_words(self, side: Side, at: int) -> Hashable:
        """Label and words: the same where only punctuation or spaces differ."""
        return side.blocks[at].label, self.only_words(side, at)

    def only_words(self, side: Side, at: int) -> Hashable:
        """The words without the label; a block without any is like no other."""
        return (self.code(side, at), side.table[at]) if self.code(side, at) else (id(side), at)

    def exact_moves(self) -> None:
        """Blocks that stand once in each text, word for word, at another place, and what
        moved with them.
        """
        old, new = self.old, self.new
        place = {new.bodies[j]: j for j in self.free_new()}
        short: list[Pair] = []
        for i in self.free_old():
            body = old.bodies[i]
            if self.to_new[i] >= 0 or body not in place or old.table[i] != new.table[place[body]]:
                continue
            if self.times[0][body] == self.times[1][body] == 1:
                if len(body.split()) < MOVED_WORDS:
                    short.append((i, place[body]))
                    continue
                self.link(i, place[body], moved=True)
                self.spread(i, place[body], 1)
                self.spread(i, place[body], -1)
        for i, j in short:
            if self.to_new[i] < 0 and self.to_old[j] < 0 and self.beside_moved(i, j):
                self.link(i, j, moved=True)

    def beside_moved(self, i: int, j: int) -> bool:
        """Whether a block near ``i`` moved to near ``j``; a few may have come or gone between them."""
        near = range(max(j - 1 - MOST_PASSED, 0), min(j + 2 + MOST_PASSED, len(self.to_old)))
        return any(k in self.moved and abs(self.to_old[k] - i) <= 1 + MOST_PASSED for k in near)

    def spread(self, i: int, j: int, step: int) -> None:
        """Carry a move on to the neighbours that are alike."""
        i, j = i + step, j + step
        while 0 <= i < len(self.to_new) and 0 <= j < len(self.to_old):
            if self.to_new[i] >= 0 or self.to_old[j] >= 0 or not self.neighbours_alike(i, j):
                return
            self.link(i, j, moved=True)
            i, j = i + step, j + step

    def neighbours_alike(self, i: int, j: int) -> bool:
        if self.old.table[i] != self.new.table[j]:
            return False
        if self.old.bodies[i] == self.new.bodies[j] or (i in self.old.bare and j in self.new.bare):
            return True
        return self.alike(i, j) >= FAR_NEAR and self.survives(i, j)

    def bare_labels(self) -> None:
        """A label alone in its block goes with the block after it."""
        linked = False
        for j in self.new.bare_at[::-1]:
            if self.to_old[j] >= 0 or j + 1 == len(self.to_old):
                continue
            i = self.to_old[j + 1] - 1
            if i >= 0 and self.to_new[i] < 0 and i in self.old.bare:
                self.link(i, j, moved=j + 1 in self.moved)
                linked = True
        if linked:
            self.cut_gaps()

    def scored(
        self, lefts: Sequence[int], rights: Sequence[int], least: float
    ) -> Iterator[tuple[int, int, float]]:
        """Candidate pairs of at least that likeness, weighed by the words they keep."""
        code, old, new = self.coder.code, self.old, self.new
        a = [(i, code(old.bodies[i])) for i in lefts]
        b = [(j, code(new.bodies[j])) for j in rights]
        for i, j, left, right in candidates(a, b, least):
            if old.table[i] == new.table[j]:
                share = likeness(left, right)
                if share >= least:
                    same = old.blocks[i].label == new.blocks[j].label
                    yield i, j, share * (len(left) + len(right) + 1) * (1.1 if same else 1.0)

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

    def similar_anywhere(self, least: float) -> None:
        """Blocks moved and edited: alike, and by words that stand nowhere else."""
        lefts = [i for i in self.free_old() if len(self.code(self.old, i)) >= FAR_WORDS]
        rights = [j for j in self.free_new() if len(self.code(self.new, j)) >= FAR_WORDS]
        found = sorted(self.scored(lefts, rights, least), key=lambda pair: (-pair[2], pair[:2]))
        for i, j, _ in found:
            if self.to_new[i] < 0 and self.to_old[j] < 0 and self.only_these(i, j) and self.survives(i, j):
                self.link(i, j, moved=True)
                self.spread(i, j, 1)
                self.spread(i, j, -1)

    def only_these(self, i: int, j: int) -> bool:
        """Whether a third of the shorter block's words stand in these two blocks only, in
        both texts: boilerplate that stands in several places proves no move.
        """
        if self.old.table[i]:
            return True
        enough = min(len(self.old.bodies[i].split()), len(self.new.bodies[j].split())) / 3
        kept = sorted((text for op, text in self.pieces(i, j) if op is EQUAL), key=len, reverse=True)
        for text in kept:  # the longest first: one or two of them say enough
            size, text = len(text.split()), text.strip()
            if size > 2 and self.stands_once(text):
                enough -= size
            if enough <= 0:
                return True
        return bool(kept) and self.nearest(i, j, kept[0].strip())

    def nearest(self, i: int, j: int, shared: str) -> bool:
        """Whether two blocks that stand once are more alike than either is like any other
        block with those shared words.
        """
        alike = self.alike(i, j)
        old_times, new_times = self.times
        if alike < FAR_CLOSE or old_times[self.old.bodies[i]] + new_times[self.new.bodies[j]] > 2:
            return False
        ours, theirs = self.code(self.old, i), self.code(self.new, j)
        for side, at, code in ((self.old, i, theirs), (self.new, j, ours)):
            rivals = [k for k in side.holding(shared, MOST_RIVALS + 1) if k != at]
            if len(rivals) > MOST_RIVALS or any(likeness(code, self.code(side, k)) >= alike for k in rivals):
                return False
        return True

    def splits_and_merges(self) -> None:
        """Neighbours of an edited block that hold the words it lost, or that it took in."""
        for i, j in self.fuzzy:
            if self.to_new[i] != j or j in self.groups:
                continue
            new = self.parts_of(i, self.old, self.new, j, self.to_old)
            old = self.parts_of(j, self.new, self.old, i, self.to_new) if len(new) == 1 else (i,)
            if len(new) > 1 or len(old) > 1:
                for at in new:
                    self.to_old[at] = i
                    self.groups[at] = Group(old, new)
                for at in old:
                    self.to_new[at] = j

    def parts_of(
        self, of: int, whole_side: Side, side: Side, at: int, matched: Sequence[int]
    ) -> tuple[int, ...]:
        """The unmatched blocks round ``at`` that together make the block ``of``; one that left
        may have stood between them.
        """
        parts = [at]
        near = matched[max(at - 1 - MOST_PASSED, 0) : at + 2 + MOST_PASSED]
        if -1 not in near:
            return (at,)
        whole = self.code(whole_side, of)
        if len(whole) - in_common(whole, self.code(side, at)) < PART_WORDS:
            return (at,)
        for step in (1, -1):
            spot, passed = at + step, 0
            while 0 <= spot < len(matched) and passed <= MOST_PASSED and not side.table[spot]:
                if matched[spot] < 0 and self.is_part(whole, side, parts, spot, step):
                    parts = [*parts, spot] if step > 0 else [spot, *parts]
                    passed = 0
                elif matched[spot] < 0 or self.left_its_place(side, spot):
                    passed += 1
                else:
                    break
                spot += step
        return tuple(parts)

    def is_part(self, whole: str, side: Side, parts: Sequence[int], spot: int, step: int) -> bool:
        """Whether the block at ``spot`` holds what ``parts`` lack of the ``whole``."""
        more = self.code(side, spot)
        code = "".join([self.code(side, part) for part in parts])
        gained = in_common(whole, code + more if step > 0 else more + code) - in_common(whole, code)
        return len(more) >= PART_WORDS and gained >= PART_SHARE * len(more)

    def left_its_place(self, side: Side, at: int) -> bool:
        """Whether the block went elsewhere, or came from elsewhere."""
        return (self.to_new[at] if side is self.old else at) in self.moved

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
