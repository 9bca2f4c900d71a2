"""Blocks that left their order: exact moves, edited moves, and what went along with them."""

from collections.abc import Sequence

from negotiate.agreement.blocks import Kind
from negotiate.redline.anchors import Pair
from negotiate.redline.linking import Group
from negotiate.redline.model import EQUAL
from negotiate.redline.sides import Side
from negotiate.redline.similar import in_common, likeness
from negotiate.redline.staying import PART_WORDS, Staying

MOVED_WORDS = 4  # shorter blocks ("Scope", "$1,500") move only beside others that move
FAR_CLOSE, FAR_NEAR = 0.75, 0.5  # likeness anywhere: sure, and at the least
FAR_WORDS = 6
MOST_RIVALS = 256  # blocks that share words: more, and they are boilerplate
PART_SHARE = 0.7  # least that a part of a split block shares with the whole
MOST_PASSED = 2  # blocks that came or left between two that moved together, or two parts of one


class Moving(Staying):
    """The steps that cross links, and the parts of blocks split or merged."""

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
            if self.to_new[i] >= 0 or self.to_old[j] >= 0:
                continue
            if self.beside_moved(i, j) or self.same_heading(i, j):
                self.link(i, j, moved=True)

    def beside_moved(self, i: int, j: int) -> bool:
        """Whether a block near ``i`` moved to near ``j``; a few may have come or gone between them."""
        near = range(max(j - 1 - MOST_PASSED, 0), min(j + 2 + MOST_PASSED, len(self.to_old)))
        return any(k in self.moved and abs(self.to_old[k] - i) <= 1 + MOST_PASSED for k in near)

    def same_heading(self, i: int, j: int) -> bool:
        """Whether two blocks are one heading with its label, wherever what stood under it went."""
        old, new = self.old.blocks[i], self.new.blocks[j]
        labelled = old.label != "" and i not in self.old.bare
        return labelled and old == new and old.kind is Kind.HEADING

    def spread(self, i: int, j: int, step: int) -> None:
        """Carry a move on to the neighbours that are alike."""
        i, j = i + step, j + step
        while 0 <= i < len(self.to_new) and 0 <= j < len(self.to_old):
            if self.to_new[i] >= 0 or self.to_old[j] >= 0 or not self.neighbours_alike(i, j):
                return
            self.link(i, j, moved=True)
            i, j = i + step, j + step

    def neighbours_alike(self, i: int, j: int) -> bool:
        """Whether two blocks beside a move are surely one: the same, or as alike as a move asks."""
        if self.old.table[i] != self.new.table[j]:
            return False
        if self.old.bodies[i] == self.new.bodies[j] or (i in self.old.bare and j in self.new.bare):
            return True
        if self.stands_elsewhere(i, j):
            return False
        return self.alike(i, j) >= FAR_NEAR and self.survives(i, j)

    def stands_elsewhere(self, i: int, j: int) -> bool:
        """Whether one of two blocks stands word for word in the other text: it is no edited one."""
        return self.new.bodies[j] in self.times[0] or self.old.bodies[i] in self.times[1]

    def bare_labels(self) -> None:
        """A label alone in its block goes with the block after it, or, where a few others came between
        them, the same label with that block.
        """
        linked = False
        for j in self.new.bare_at[::-1]:
            for after in range(j + 1, min(j + 2 + MOST_PASSED, len(self.to_old))):
                i = self.to_old[after] - 1
                if i < 0 or self.to_new[i] >= 0 or self.to_old[j] >= 0 or i not in self.old.bare:
                    continue
                if after == j + 1 or self.old.canon[i] == self.new.canon[j]:
                    self.link(i, j, moved=after in self.moved)
                    linked = True
        if linked:
            self.cut_gaps()

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
            return self.only_table(i, j)
        enough = min(len(self.old.bodies[i].split()), len(self.new.bodies[j].split())) / 3
        kept = sorted((text for op, text in self.pieces(i, j) if op is EQUAL), key=len, reverse=True)
        alone = False
        for text in kept:  # the longest first: one or two of them say enough
            size, text = len(text.split()), text.strip()
            if size > 2 and self.stands_once(text):
                enough, alone = enough - size, True
            if enough <= 0:
                return True
        return bool(kept) and self.nearest(i, j, kept[0].strip(), alone)

    def only_table(self, i: int, j: int) -> bool:
        """Whether of two tables neither is as like another table of the other text: schedules of
        several years differ in their figures only, and prove no move.
        """
        if likeness(self.code(self.old, i), self.code(self.new, j)) >= FAR_NEAR:
            return True
        ours = self.tables_alike(i, j)
        others = [(i, k) for k in self.new.tables if k != j] + [(k, j) for k in self.old.tables if k != i]
        return len(others) <= MOST_RIVALS and all(self.tables_alike(*pair) < ours for pair in others)

    def nearest(self, i: int, j: int, shared: str, alone: bool) -> bool:
        """Whether two blocks that stand once are more alike than either is like any other
        block with those shared words; as alike is enough where words stand in these two ``alone``.
        """
        alike = self.alike(i, j)
        old_times, new_times = self.times
        if alike < FAR_CLOSE or old_times[self.old.bodies[i]] + new_times[self.new.bodies[j]] > 2:
            return False
        ours, theirs = self.code(self.old, i), self.code(self.new, j)
        for side, at, code in ((self.old, i, theirs), (self.new, j, ours)):
            rivals = [k for k in side.holding(shared, MOST_RIVALS + 1) if k != at]
            if len(rivals) > MOST_RIVALS:
                return False
            closest = max((likeness(code, self.code(side, k)) for k in rivals), default=0.0)
            if closest > alike or (closest == alike and not alone):
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
