"""The clauses of an item as places: what it cites, and what passes on it add or change besides."""

from collections.abc import Sequence

from negotiate.agreement.citations import Index
from negotiate.bargaining.record import Item
from negotiate.common.errors import BadInput
from negotiate.workspace.incoming.deciding import Clause
from negotiate.workspace.incoming.model import Home, Slot


def clauses_of(item: Item, slots: Sequence[Slot], index: Index) -> tuple[Clause, ...]:
    """Every clause of the item; articles that a pass adds are one each, named by their first block."""
    at = {slot.name: number for number, slot in enumerate(slots) if slot.base is not None}
    out: list[Clause] = []
    taken: set[int] = set()
    for citation in item.clauses:
        try:
            found = [at[one.name] for one in index.clause(citation)]
        except BadInput:  # struck since the item was opened
            continue
        places = set(range(found[0], found[-1] + 1)) if found else set()
        last = found[-1] if found else -1
        while last + 1 < len(slots) and _added(slots[last + 1], slots[last], item.number):
            last += 1
            places.add(last)
        places = {one for one in places if slots[one].base is not None or item.number in slots[one].owners}
        out.append(Clause(citation, tuple(sorted(places - taken))))
        taken |= places
    rest: dict[Home | int, list[int]] = {}
    homes = {slot.home for slot in slots if slot.base is not None}
    for number, slot in enumerate(slots):
        if item.number in slot.owners and number not in taken:
            rest.setdefault(number if slot.home in homes else slot.home, []).append(number)
    out += [Clause(slots[places[0]].name, tuple(places)) for places in rest.values()]
    return tuple(one for one in out if one.places)


def _added(slot: Slot, before: Slot, item: int) -> bool:
    """Whether a place that a pass on the item adds follows one of its clause, in the same article."""
    return slot.base is None and item in slot.owners and slot.home == before.home
