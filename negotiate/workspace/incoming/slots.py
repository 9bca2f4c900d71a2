"""The places that a file may speak of: the agreement in force, and what passes on the table add to it."""

from collections.abc import Sequence
from contextlib import suppress

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.narrowing import differing, within
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item
from negotiate.bargaining.states import State
from negotiate.common.errors import BadInput, NegotiateError, Refused
from negotiate.redline.threeway import Way, says_the_same
from negotiate.workspace.incoming.model import Home, Slot, placed_key
from negotiate.workspace.texts import offered
from negotiate.workspace.workspace import Workspace

_OVER = (State.RATIFIED, State.WITHDRAWN, State.REJECTED)


def slots_of(workspace: Workspace, items: Sequence[Item], side: Side) -> list[Slot]:
    """Every place of the agreement in reading order, with what passes on the table say there.

    ``items`` are those being answered; the other open items are looked at too, so that an answer to
    one of them is known for what it is. ``side`` is the sender's.
    """
    base = workspace.baseline_index()
    slots = [Slot(one.name, placed_key(one), one.block) for one in base.placed]
    at = {id(one): number for number, one in enumerate(base.placed)}
    adding = _Adding(workspace, base.placed, slots)
    everyone = (*items, *_others(workspace, items))
    lasts = [last for item in everyone for each in Side if (last := item.latest(each)) is not None]
    with suppress(NegotiateError):  # one that cannot be read is told of when it is asked for
        workspace.texts_ahead([last.text for last in lasts])
    for item in everyone:
        for citation in item.clauses:
            with suppress(BadInput):  # struck from the agreement since
                for one in base.clause(citation):
                    slots[at[id(one)]].owners.add(item.number)
        for ours in (True, False):
            offer = item.latest(side.other if ours else side)
            if offer is None:
                continue
            try:
                adding.add(item.number, ours, offered(workspace, offer))
            except Refused:
                if item in items:
                    raise
    return adding.ordered()


def _others(workspace: Workspace, items: Sequence[Item]) -> Sequence[Item]:
    wanted = {item.id for item in items}
    rows = [row for row in workspace.rows() if row.id not in wanted and row.state not in _OVER]
    return workspace.items(rows)


class _Adding:
    """Puts what passes change beside the blocks in force, and what they add between them."""

    def __init__(self, workspace: Workspace, placed: Sequence[Placed], slots: list[Slot]) -> None:
        self.base = workspace.baseline
        self.placed = placed
        self.slots = slots  # of the blocks in force, by position
        self.after: dict[int, list[Slot]] = {}  # what passes add after each of them (-1: before all)
        self._ends: dict[Home, int] = {placed_key(one): at for at, one in enumerate(placed)}
        self._starts: dict[Home, int] = {}
        for number, one in enumerate(placed):
            self._starts.setdefault(placed_key(one), number)

    def add(self, item: int, ours: bool, text: Agreement) -> None:
        """What one pass changes: only the articles it touches are compared."""
        touched = differing(self.base, text)
        spans = sorted((self._starts[home], self._ends[home]) for home in touched & self._starts.keys())
        old = [(at, self.placed[at]) for first, last in spans for at in range(first, last + 1)]
        new = within(text, touched)
        way = Way([one for _, one in old], new)
        for i, (at, one) in enumerate(old):
            j = way.to_new.get(i)
            slot = self.slots[at]
            if j is None:
                slot.offers[item, ours] = None
                slot.owners.add(item)
            elif not says_the_same(new[j].block, one.block):
                slot.offers[item, ours] = new[j].block
                slot.owners.add(item)
        before = -1
        for j, one in enumerate(new):
            i = way.to_old.get(j, -1)
            if i >= 0:
                before = old[i][0]
                continue
            home = placed_key(one)
            if before < 0 or placed_key(self.placed[before]) != home:
                before = self._before(home)
            slot = self._put(item, ours, one, before)
            group = way.groups.get(j) if ours else None
            if group is not None:
                for part in (slot, *(self.slots[old[i][0]] for i in group.old)):
                    part.groups[item] = group.new[0]

    def _before(self, home: Home) -> int:
        """The last block in force before an article that is all new, or before a file's first block."""
        if home in self._ends:
            return self._starts[home] - 1
        own = [at for (document, path), at in self._ends.items() if document == home[0] and path < home[1]]
        return max(own) if own else len(self.placed) - 1

    def _put(self, item: int, ours: bool, one: Placed, before: int) -> Slot:
        rivals = self.after.setdefault(before, [])
        home = placed_key(one)
        for slot in rivals:
            if slot.home == home and (item, ours) not in slot.offers and _alike(slot, one):
                slot.offers[item, ours] = one.block
                slot.owners.add(item)
                return slot
        rivals.append(Slot(one.name, home, None, {(item, ours): one.block}, {item}))
        return rivals[-1]

    def ordered(self) -> list[Slot]:
        """All places in reading order."""
        out = list(self.after.get(-1, ()))
        for at, slot in enumerate(self.slots):
            out.append(slot)
            out += self.after.get(at, ())
        return out


def _alike(slot: Slot, one: Placed) -> bool:
    """Whether a block that a pass adds is a version of one that another pass adds there."""
    return any(block is not None and says_the_same(block, one.block) for block in slot.offers.values()) or (
        bool(one.block.label) and any(block.label == one.block.label for block in slot.blocks)
    )
