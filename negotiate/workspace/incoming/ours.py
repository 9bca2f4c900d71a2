"""Which marks in a file are our own: by the name on them, and in a packet of ours by what they change."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Block
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item
from negotiate.common.errors import BadInput, Refused
from negotiate.common.text import canonical
from negotiate.redline.model import DELETE, EQUAL
from negotiate.redline.wordlevel import word_pieces
from negotiate.workspace.incoming.model import Change, Slot
from negotiate.workspace.incoming.printed import Wording
from negotiate.workspace.packet_items import choice, marked_by
from negotiate.workspace.workspace import Workspace

if TYPE_CHECKING:
    from negotiate.agreement.reading.word.revising import Mark, Whose

_PASSES = 6  # of ours on an item: a packet sent back is one of the last
_NEAR = 24  # letters beside a change by which its place is known
_MOSTLY = 0.5  # of a name's marks that are changes of ours, in a packet of ours: the name is ours


def our_marks(slots: Sequence[Slot], names: frozenset[str], packet: bool, marks: "Sequence[Mark]") -> "Whose":
    """A test for a change's authors and words. ``names`` are those our marks are written under."""
    changes = {(one.gone, one.put) for one in changes_of(slots)} if packet else set()
    known = names | (_learned(marks, changes) if packet else frozenset())

    def whose(authors: Sequence[str], deleted: str, inserted: str) -> bool:
        del deleted, inserted
        return bool(authors) and all(author in known for author in authors)

    return whose


def printed_passes(workspace: Workspace, items: Sequence[Item], side: Side, slots: Sequence[Slot]) -> Wording:
    """What our files print of our last passes on the items; ``side`` is the sender's."""
    made = []
    for item in items:
        passes = [one for one in item.passes if one.side is side.other][-_PASSES:]
        passes += [item.ready] if item.ready is not None and item.ready.side is side.other else []
        for one in passes:
            with suppress(BadInput, Refused):  # laid over a text that is no more
                made.append(marked_by(workspace, choice(workspace, item, one)))
    return Wording(made, (block for slot in slots for block in slot.blocks))


def _learned(marks: "Sequence[Mark]", changes: Set[tuple[str, str]]) -> frozenset[str]:
    """The names of whose marks most are changes of ours."""
    all_of: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    for mark in marks:
        if len(mark.authors) == 1:
            all_of[mark.authors[0]] += 1
            alike[mark.authors[0]] += (mark.deleted, mark.inserted) in changes
    return frozenset(name for name, count in all_of.items() if alike[name] >= _MOSTLY * count)


def blocks_of(slots: Sequence[Slot]) -> frozenset[str]:
    """The words of every block that any text known has, but for those of splits and mergers."""
    return frozenset(canonical(one.canonical) for slot in slots if not slot.groups for one in slot.blocks)


def changes_of(slots: Sequence[Slot]) -> frozenset[Change]:
    """Every change of words that our passes make."""
    found: set[Change] = set()
    for slot in slots:
        for (item, ours), block in slot.offers.items():
            if not ours:
                continue
            if slot.base is None or block is None:
                whole = canonical((block or slot.block).canonical)
                part = item in slot.groups
                found.add(Change("", whole, part=part) if slot.base is None else Change(whole, "", part=part))
                continue
            found |= set(_of_words(slot.base.text, block.text))
            for was, now in _cells(slot.base, block):
                found |= set(_of_words(was, now)) | {Change(canonical(was), canonical(now))}
    return frozenset(found)


def _of_words(was: str, now: str) -> Iterator[Change]:
    pieces = word_pieces(was, now)
    at = 0
    while at < len(pieces):
        first = at
        gone = put = ""
        while at < len(pieces) and pieces[at][0] is not EQUAL:
            op, text = pieces[at]
            gone, put = (gone + text, put) if op is DELETE else (gone, put + text)
            at += 1
        if gone or put:
            sides = (pieces[first - 1][1] if first else "", pieces[at][1] if at < len(pieces) else "")
            before, after = ("".join(side.split()) for side in sides)
            yield Change(canonical(gone), canonical(put), before[-_NEAR:], after[:_NEAR])
        at += 1


def _cells(old: Block, new: Block) -> Iterator[tuple[str, str]]:
    """What a table's cells say and said; a row is known by its first cell, of a new one every cell is new."""
    was = {row[0]: row for row in old.rows if row}
    for row in new.rows:
        known = was.get(row[0], ()) if row else ()
        for at, cell in enumerate(row):
            if cell and cell not in known:
                yield (known[at] if at < len(known) else "", cell)
