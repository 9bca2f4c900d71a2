"""What a file says at each place an item has a say in.

Our own marks left standing are unanswered, never accepted. A place that the file does not hold stays
as the sender last had it, unless the file gives its clause whole. In a packet of ours the language
stands twice: what the sender touched counts; touched in both and differently, nothing does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.blocks import Block, Kind
from negotiate.common.errors import BadInput
from negotiate.workspace.incoming.copies import Copies
from negotiate.workspace.incoming.model import WHOLE, Part, Says, Slot, Told, Unit, same, worded
from negotiate.workspace.incoming.replacing import replaced


@dataclass(frozen=True, slots=True)
class Pages:
    """One reading of a file: its paragraphs, and the place of each that has one."""

    units: Sequence[Unit]
    found: Mapping[int, int]
    standing: bool = False  # whether marks of ours were left standing anywhere
    left: str = ""  # the words of those, as :func:`signs` gives them
    gone: str = ""  # the words that marks of theirs strike
    headed: frozenset[Part] = frozenset()  # the parts whose headings stand in it

    def at(self, part: Part) -> dict[int, Unit]:
        """Place → paragraph of one part of the file."""
        return {slot: self.units[unit] for unit, slot in self.found.items() if self.units[unit].part is part}

    def of(self, item: int) -> "Pages":
        """What stands under an item's heading in a packet of ours that has one for it; else everything."""
        if not any(unit.item == item for unit in self.units):
            return self
        units = [unit if unit.item == item else replace(unit, part=Part.AROUND) for unit in self.units]
        found = {unit: slot for unit, slot in self.found.items() if self.units[unit].item == item}
        return replace(self, units=units, found=found)

    def has(self, part: Part) -> bool:
        """Whether the file has the part at all, and be it the heading alone."""
        return part in self.headed or any(unit.part is part for unit in self.units)


@dataclass(frozen=True, slots=True)
class Clause:
    """Places that are given together: a clause of the item, or an article that a pass adds."""

    name: str
    places: tuple[int, ...]


def decided(
    slots: Sequence[Slot], clauses: Sequence[Clause], item: int, now: Pages, before: Pages | None
) -> dict[int, Told]:
    """What the file says at every place of the clauses. ``before`` is the file without what it marks,
    where it marks anything. Raises :class:`BadInput` where a packet says two things at one place."""
    deciding = _Deciding(slots, item, now, before)
    told: dict[int, Told] = {}
    for clause in clauses:
        whole = deciding.whole(clause)
        for at in clause.places:
            told[at] = deciding.tell(at, whole)
        _headed(clause, slots, item, told)
    if deciding.twice:
        told |= deciding.copies.of_groups(told)
    return told | replaced(slots, item, told)


def _headed(clause: Clause, slots: Sequence[Slot], item: int, told: dict[int, Told]) -> None:
    """New language that is answered stands under our heading of it, where the file has another."""
    first = clause.places[0] if clause.places else None
    if first is None or told[first].says is not Says.UNANSWERED or told[first].block is not None:
        return
    heading = slots[first].ours(item)
    if heading is None or heading.kind is not Kind.HEADING or slots[first].base is not None:
        return
    if any(told[at].says is Says.WORDS for at in clause.places):
        told[first] = Told(Says.WORDS, heading)


class _Deciding:
    def __init__(self, slots: Sequence[Slot], item: int, now: Pages, before: Pages | None) -> None:
        self.slots, self.item = slots, item
        self.text, self.marked, self.clean = now.at(Part.TEXT), now.at(Part.MARKED), now.at(Part.CLEAN)
        self.plain = not (now.has(Part.MARKED) or now.has(Part.CLEAN))  # a packet prints less than the clause
        self.twice = now.has(Part.MARKED) and now.has(Part.CLEAN)
        self.gone = not now.standing  # our marks were accepted or refused in the file: its words count
        self.was: dict[int, Unit] = {}
        clean_was: dict[int, Unit] = {}
        if before is not None:
            self.was = {**before.at(Part.TEXT), **before.at(Part.MARKED)}
            clean_was = before.at(Part.CLEAN)
        self.copies = Copies(slots, item, self.marked, self.clean, self.was, clean_was, now.left, now.gone)

    def whole(self, clause: Clause) -> bool:
        """Whether the file gives the clause whole: its opening and most of its paragraphs."""
        known = [at for at in clause.places if self._start(at) is not None]
        prose = [at for at in known if self.slots[at].block.kind is not Kind.TABLE] or known
        if not prose:
            return False
        here = [at for at in prose if at in self.text or at in self.marked or at in self.clean]
        return prose[0] in here and len(here) >= WHOLE * len(prose)

    def tell(self, at: int, whole: bool) -> Told:
        """What becomes of one place."""
        told = self._tell(at, whole)
        gone = told.says in (Says.STRUCK, Says.LEFT_OUT)
        return replace(told, cut=True) if self.twice and not gone and self.copies.is_cut(at) else told

    def _tell(self, at: int, whole: bool) -> Told:
        unit = (
            self._twice(at) if self.twice else self.text.get(at) or self.marked.get(at) or self.clean.get(at)
        )
        slot, start = self.slots[at], self._start(at)
        lost = self.copies.lost(at) if self.twice else None
        if lost is not None:
            return lost
        if unit is not None:
            only_clean = unit.part is Part.CLEAN and not self.marked and not self.text
            return self._said(slot, unit, start, unread=only_clean)
        if at in self.was and (start is None or at not in self._seen()):
            return Told(Says.STRUCK, None, self.was[at])
        ours = slot.ours(self.item)
        if start is not None and ours is None and self._taken_up(at):
            return Told(Says.LEFT_OUT, None)
        if start is None:
            return Told(Says.UNANSWERED if ours is not None else Says.SILENT, None)
        if at in self._seen():  # in a packet, left as we printed it
            return Told(Says.AS_IT_WAS if ours is slot.base else Says.UNANSWERED, start, self._renumbered(at))
        if whole and (ours is not None or self.plain):
            return Told(Says.LEFT_OUT, None)
        return Told(Says.SILENT, start)

    def _taken_up(self, at: int) -> bool:
        """Whether what we strike is gone though its clause is there: from the redline of a packet of ours of
        which most stands, or a table for one that we put there."""
        if at in self._seen() or at in self.was:
            return False
        if self.slots[at].block.kind is Kind.TABLE and any(
            self.slots[one].base is None and self.slots[one].block.kind is Kind.TABLE
            for one in (at - 1, at + 1)
            if 0 <= one < len(self.slots) and one in self._seen()
        ):
            return True
        if not self.twice or (self.item in self.slots[at].groups and not self.gone):
            return False
        home = self.slots[at].home
        near = any(self.slots[one].home == home for one in self.marked)
        return near and self.copies.stands(Part.MARKED)

    def _seen(self) -> dict[int, Unit]:
        return {**self.text, **self.marked, **self.clean}

    def _renumbered(self, at: int) -> Unit | None:
        """The paragraph of a packet that is as we printed it, but for its label."""
        known = {block.label for block in self.slots[at].blocks}
        here = (copy.get(at) for copy in (self.text, self.marked, self.clean))
        return next((unit for unit in here if unit is not None and unit.label not in known), None)

    def _start(self, at: int) -> Block | None:
        return self.slots[at].theirs(self.item)

    def _said(self, slot: Slot, unit: Unit, start: Block | None, *, unread: bool) -> Told:
        """The words of a paragraph; those of ours that stand as we marked or printed them are no answer."""
        ours = slot.ours(self.item)
        if unit.ours and not unit.theirs and any(same(one, unit) for one in (slot.base, ours) if one):
            return Told(Says.UNANSWERED, start, unit)
        if unread and ours is not None and ours is not slot.base and same(ours, unit):
            return Told(Says.UNANSWERED, start, unit)
        for block in (ours, slot.base, start, *slot.blocks):
            if block is not None and same(block, unit):
                told = Says.AS_IT_WAS if ours is slot.base is start is block else Says.WORDS
                return Told(told, block, unit)
        return Told(Says.WORDS, worded(ours or start or slot.block, unit), unit)

    def _twice(self, at: int) -> Unit | None:
        """Of a place that stands marked and clean: the paragraph that the sender touched."""
        slot = self.slots[at]
        ours = slot.ours(self.item)
        marked, clean = self.marked.get(at), self.clean.get(at)
        if marked is None and clean is None:
            return None
        clean_touched = clean is None if ours is not None else clean is not None
        if clean is not None and ours is not None:
            clean_touched = not same(ours, clean)
        marked_touched = self._touched(at, slot, ours, marked)
        if self.gone and not clean_touched:
            return marked  # the clean copy is as we printed it: what the redline has not is not taken up
        if not clean_touched:
            return marked if marked_touched else None
        if not marked_touched:
            return clean
        if (marked is None) == (clean is None) and (
            marked is None or clean is None or same(worded(slot.block, marked), clean)
        ):
            return marked
        raise BadInput(
            f"{slot.name} is changed twice in this packet, in two ways: the redline now says "
            f"“{marked.canonical if marked else 'nothing'}”, the proposed language says "
            f"“{clean.canonical if clean else 'nothing'}”",
            do="ask which of the two is meant, make both say it, and receive the file again",
        )

    def _touched(self, at: int, slot: Slot, ours: Block | None, marked: Unit | None) -> bool:
        """Whether the sender did anything to a place in the marked part."""
        if marked is None:
            return at in self.was or (slot.base is not None and ours is not None)
        if marked.theirs:
            return True
        if marked.ours:
            return not any(same(one, marked) for one in (slot.base, ours) if one is not None)
        if slot.base is None and ours is not None and self.item not in slot.groups:
            was = self.was.get(at)
            if was is not None and same(ours, was):
                return True  # it stands there without any mark: it was taken up
        if ours is None or slot.base is ours or slot.base is None:
            return ours is None or not same(ours, marked)
        # our marks are gone from it: taken up, refused or written over
        return not (self.gone and same(ours, marked))
