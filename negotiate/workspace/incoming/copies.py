"""What is gone from one of the two copies that a packet of ours has of its language, marked and clean.

What stands in the one as we printed it and is struck in the other is struck: a sender works in one of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Kind
from negotiate.workspace.incoming.model import WHOLE, Part, Says, Slot, Told, Unit, same
from negotiate.workspace.incoming.printed import signs
from negotiate.workspace.incoming.replacing import Exchange, exchanges

Places = Mapping[int, Unit]


@dataclass(frozen=True, slots=True)
class Copies:
    """The places of a packet's redline (``marked``) and clean language, as they are and ``was`` and
    ``clean_was`` before any mark; ``left`` are the words of our marks left standing, ``struck`` those that
    the sender's marks strike."""

    slots: Sequence[Slot]
    item: int
    marked: Places
    clean: Places
    was: Places
    clean_was: Places
    left: str
    struck: str

    def lost(self, at: int) -> Told | None:
        """What a place is told as that one copy has no more and the other has as we printed it: struck by
        a mark or, where the most of the copy stands, without one. None: neither."""
        slot, ours = self.slots[at], self.slots[at].ours(self.item)
        if ours is None or not self._alone(at) or (at in self.marked and at in self.clean):
            return None
        left = self.marked.get(at) or self.clean.get(at)
        if left is not None and not any(same(one, left) for one in (slot.base, ours) if one is not None):
            return None
        marked = at in self.marked or self._put_in(at)
        by = self.clean_was.get(at) if at not in self.clean else None
        by = by or (self.was.get(at) if at not in self.marked else None)
        if by is not None or (not marked and slot.base is None and signs(ours.text) in self.struck):
            return Told(Says.STRUCK, None, by)
        if (at in self.clean) is marked or self.is_cut(at):
            return None
        return Told(Says.LEFT_OUT, None)

    def is_cut(self, at: int) -> bool:
        """Whether a place is gone, by no mark, from a copy that lacks most of what stands in the other."""
        copies = (self.marked, self.clean, self.was), (self.clean, self.marked, self.clean_was)
        here, there, before = copies[at not in self.clean]
        if at in here or at not in there or at in before or not self._alone(at):
            return False
        if self.slots[at].base is None and not self.left:
            return False  # every mark of ours was refused, and this with them
        return not self._put_in(at) and not self._most(there, here)

    def stands(self, part: Part) -> bool:
        """Whether most of what the other copy has stands in this one."""
        both = (self.clean, self.marked) if part is Part.MARKED else (self.marked, self.clean)
        return self._most(*both)

    def of_groups(self, told: Mapping[int, Told]) -> dict[int, Told]:
        """What becomes of the paragraphs of a split or a merger, of which the redline prints the old ones
        with our marks, the clean language the new: gone from one copy, both are struck; with our marks
        refused, the new ones are."""
        out: dict[int, Told] = {}
        for one in exchanges(self.slots, self.item, told):
            if one.one and all(self._as_printed(at) for at in (*one.struck, *one.added)):
                out |= self._of_group(one)
        return out

    def _of_group(self, one: Exchange) -> dict[int, Told]:
        places = (*one.struck, *one.added)
        in_redline = [at for at in places if at in self.marked]
        in_clean = [at for at in one.added if at in self.clean]
        if not in_redline and in_clean and self.stands(Part.MARKED):
            return self._all_gone(places, self.was)
        if in_redline and not in_clean and self.stands(Part.CLEAN):
            return self._all_gone(places, self.clean_was)
        refused = in_clean and in_redline and not any(self.marked[at].ours for at in in_redline)
        if any(at in self.marked for at in one.added) or not in_redline:
            return {}
        gone = [at for at in one.struck if at not in self.marked and at not in self.was]
        out = {at: Told(Says.LEFT_OUT, None) for at in gone if self.stands(Part.MARKED)}
        return out | {at: Told(Says.SILENT, None) for at in one.added if refused}

    def _all_gone(self, places: Sequence[int], was: Places) -> dict[int, Told]:
        says = Says.STRUCK if any(at in was for at in places) else Says.LEFT_OUT
        return {at: Told(says, None, was.get(at)) for at in places}

    def _as_printed(self, at: int) -> bool:
        known = (self.slots[at].base, self.slots[at].ours(self.item))
        here = (self.marked.get(at), self.clean.get(at))
        return all(
            any(same(block, unit) for block in known if block is not None)
            for unit in here
            if unit is not None
        )

    def _put_in(self, at: int) -> bool:
        """Whether the redline has a block of ours as we marked it: put in, and so not there for who has not
        agreed to it."""
        slot, ours = self.slots[at], self.slots[at].ours(self.item)
        return slot.base is None and ours is not None and signs(ours.text) in self.left

    def _alone(self, at: int) -> bool:
        """Whether a packet prints a place in both copies, each time under its own name."""
        return self.slots[at].ours(self.item) is not None and self.item not in self.slots[at].groups

    def _most(self, there: Places, here: Places) -> bool:
        known = [at for at in there if self._alone(at) and self.slots[at].block.kind is not Kind.HEADING]
        return sum(one in here or self._put_in(one) for one in known) >= WHOLE * len(known)
