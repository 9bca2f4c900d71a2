"""Clauses that a pass of ours strikes and writes anew: whoever answers the new ones wants the old no more.

A redline strikes what it cannot mark word by word and adds the new beside it, under the same citation;
a split or a merger it marks in one. The old paragraph has an answer there once the new one has. Struck
with nothing in its place, it has none: its neighbour's answer says nothing of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Kind
from negotiate.common.errors import BadInput
from negotiate.workspace.incoming.model import Part, Says, Slot, Told

_PARAGRAPH = re.compile(r" ¶\d+$")
_INSIDE = ("(", ".", " ", "-")  # what a clause's citation goes on with, to name what is inside it


@dataclass(frozen=True, slots=True)
class Exchange:
    """Places that our pass strikes, and those it adds for them. ``one``: a split or a merger, whose
    words stay."""

    struck: tuple[int, ...]
    added: tuple[int, ...]
    one: bool = False


def replaced(slots: Sequence[Slot], item: int, told: Mapping[int, Told]) -> dict[int, Told]:
    """What becomes of places by what the file says at others: those we strike give way to the answer to
    what we put for them, and the parts of a split are taken together. Raises :class:`BadInput` where a
    packet has a clause changed both as it was and as we wrote it anew."""
    out: dict[int, Told] = {}
    for one in exchanges(slots, item, told):
        answered = [at for at in one.added if told[at].says is Says.WORDS and told[at].unit is not None]
        if not answered:
            continue
        for at in one.struck:
            if told[at].says in (Says.UNANSWERED, Says.SILENT):
                out[at] = Told(Says.GIVES_WAY, None, told[at].unit)
            elif told[at].says is Says.WORDS:
                _refuse_both(slots[at], told[at], told[answered[0]])
        if one.one:
            for at in one.added:
                if told[at].says is Says.UNANSWERED:
                    out[at] = Told(Says.WORDS, slots[at].ours(item), told[at].unit)
    return out


def _refuse_both(slot: Slot, old: Told, new: Told) -> None:
    """In a packet of ours one clause stands marked and clean: changed in both, nobody knows which counts."""
    if old.unit is None or new.unit is None:
        return
    if old.unit.part is Part.MARKED and new.unit.part is Part.CLEAN:
        raise BadInput(
            f"{slot.name} is changed twice in this packet: the redline now says “{old.unit.canonical}”, the "
            f"proposed language “{new.unit.canonical}”",
            do="ask which of the two is meant, make both say it, and receive the file again",
        )


def exchanges(slots: Sequence[Slot], item: int, places: Iterable[int]) -> Iterator[Exchange]:
    """Everything that our last pass on the item puts in the place of something, among some places."""
    known = sorted(places)
    grouped: dict[int, tuple[list[int], list[int]]] = {}
    for at in known:
        group = slots[at].groups.get(item)
        if group is not None and (_is_struck(slots[at], item) or _is_added(slots[at], item)):
            grouped.setdefault(group, ([], []))[_is_added(slots[at], item)].append(at)
    for struck, added in grouped.values():
        yield Exchange(tuple(struck), tuple(added), one=True)
    free = {at for at in known if item not in slots[at].groups}
    for run in _runs(slots, item, free):
        yield from _paired(slots, item, run)


def _is_struck(slot: Slot, item: int) -> bool:
    return slot.base is not None and slot.ours(item) is None


def _is_added(slot: Slot, item: int) -> bool:
    return slot.base is None and slot.ours(item) is not None


def _runs(slots: Sequence[Slot], item: int, free: set[int]) -> Iterator[list[int]]:
    """Places struck and added side by side, in one article, with nothing between that stays."""
    run: list[int] = []
    for at, slot in enumerate(slots):
        changed = at in free and (_is_struck(slot, item) or _is_added(slot, item))
        if not changed and slot.ours(item) is None:
            continue  # what another pass put there
        if run and (not changed or slots[run[-1]].home != slot.home):
            yield run
            run = []
        if changed:
            run.append(at)
    if run:
        yield run


def _paired(slots: Sequence[Slot], item: int, run: Sequence[int]) -> Iterator[Exchange]:
    """What was put for what in one run: by citation, then by clause, then by standing beside it."""
    added = [at for at in run if _is_added(slots[at], item)]
    struck = [at for at in run if at not in added]
    names = {at: slots[at].name for at in run}
    clauses = {at: _PARAGRAPH.sub("", name) for at, name in names.items()}
    pairs: dict[int, tuple[int, ...]] = {}
    for known in (names, clauses):
        for at in struck:
            found = tuple(one for one in added if known[one] == known[at])
            if at not in pairs and found:
                pairs[at] = found
    for at in struck:  # a clause written anew without parts of its own, for one that had some
        above = [
            one
            for one in pairs
            if _inside(clauses[at], clauses[one])
            and not any(_inside(clauses[new], clauses[one]) for new in added)
        ]
        if at not in pairs and above:
            pairs[at] = pairs[above[0]]
    taken = {one for found in pairs.values() for one in found}
    for at in struck:
        beside = tuple(one for one in added if one not in taken and _alike(slots[one], slots[at]))
        if at not in pairs and beside:
            pairs[at] = beside
    yield from (Exchange((at,), found) for at, found in pairs.items())


def _inside(name: str, clause: str) -> bool:
    return name.startswith(clause) and name[len(clause) :].startswith(_INSIDE)


def _alike(one: Slot, other: Slot) -> bool:
    return (one.block.kind is Kind.TABLE) == (other.block.kind is Kind.TABLE)
