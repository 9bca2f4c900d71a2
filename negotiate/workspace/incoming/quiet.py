"""What a file changed without saying so, and where the two sides' copies of the agreement differ."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from negotiate.agreement.blocks import Block, Rows
from negotiate.agreement.checks.damage import damaged_from
from negotiate.redline.model import DELETE, EQUAL, INSERT
from negotiate.redline.wordlevel import Piece, word_pieces
from negotiate.workspace.incoming.alike import look_alike, mixed_words, told
from negotiate.workspace.incoming.deciding import Pages
from negotiate.workspace.incoming.model import Part, Slot, Unit, same, spoken


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a file says other words than any text known, its words as pieces; ``notes`` say what
    of them is a scan's damage mended, or letters that look alike. ``line`` is of the file."""

    citation: str
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]
    line: int
    owners: tuple[int, ...] = ()

    @property
    def mends(self) -> bool:
        """Whether it is nothing but words that our scan damaged, typed right."""
        return bool(self.notes) and all(note.startswith(_SCAN) for note in self.notes) and self.only

    @property
    def only(self) -> bool:
        """Whether every word changed has its note."""
        changed = sum(op is not EQUAL and bool(text.strip()) for op, text in self.pieces)
        return changed <= 2 * len(self.notes)


_SCAN = "our scan says"


def differences(slots: Sequence[Slot], pages: Pages, places: frozenset[int]) -> Iterator[Difference]:
    """Where the paragraphs of ``pages`` say what no text known says, at some places."""
    for at, number in sorted((at, unit) for unit, at in pages.found.items() if at in places):
        slot, unit = slots[at], pages.units[number]
        if not any(same(block, unit) for block in slot.blocks) and not _some_of_ours(slot, unit):
            yield difference(slot, unit)


def _some_of_ours(slot: Slot, unit: Unit) -> bool:
    """Whether a paragraph of a packet's redline says what is in force with some of our changes in it and the
    rest refused: our marks answered one by one are no change without a mark."""
    base = slot.base
    if base is None or unit.part is not Part.MARKED:
        return False
    offers = [one for (_, ours), one in slot.offers.items() if ours and one is not None]
    if unit.rows:
        return any(_holds_some_rows(base.rows, one.rows, unit.rows) for one in offers)
    said = _letters(spoken(base, unit))
    return any(_holds_some(word_pieces(base.text, one.text), said) for one in offers)


def _holds_some(pieces: Sequence[Piece], said: str) -> bool:
    """Whether ``said`` is what is equal, in order, with either side of each change between."""
    ends = {0}  # the places in it that some choice of sides leads to
    for _, run in groupby(pieces, key=lambda one: one[0] is EQUAL):
        change = list(run)
        if change[0][0] is EQUAL:
            sides = {_letters("".join(text for _, text in change))}
        else:
            sides = {
                _letters("".join(text for op, text in change if op is side)) for side in (DELETE, INSERT)
            }
        ends = {end + len(side) for end in ends for side in sides if said.startswith(side, end)}
    return len(said) in ends


def _holds_some_rows(old: Rows, new: Rows, said: Rows) -> bool:
    """The same of a table whose rows are known by their first cells: rows struck and added each stand or
    not, and a cell that is changed says the one or the other."""
    was, now = ({row[0]: row for row in rows if row} for rows in (old, new))
    if len(was) < len(old) or len(now) < len(new) or len({len(row) for row in (*old, *new)}) != 1:
        return False
    ends = {0}
    for name in _merged([row[0] for row in old], [row[0] for row in new]):
        both = name in was and name in now
        cells = [
            {*pair}
            for pair in zip(was.get(name, now.get(name, ())), now.get(name, was.get(name, ())), strict=True)
        ]
        stands = {
            end + 1
            for end in ends
            if end < len(said)
            and len(said[end]) == len(cells)
            and all(cell in known for cell, known in zip(said[end], cells, strict=True))
        }
        ends = stands if both else ends | stands
    return len(said) in ends


def _merged(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Names in the order of both: between two that both have, those of the old stand first."""
    common = set(old) & set(new)
    left, right = list(old), list(new)
    while left or right:
        while left and left[0] not in common:
            yield left.pop(0)
        while right and right[0] not in common:
            yield right.pop(0)
        if left and right and left[0] == right[0]:
            yield right.pop(0)
            left.pop(0)
        elif left or right:  # in another order there: told, whatever it says
            yield from (*left, *right)
            return


def _rows_said(rows: Rows) -> str:
    return "\n".join(" | ".join(row) for row in rows)


def _letters(text: str) -> str:
    return "".join(text.split())


def difference(slot: Slot, unit: Unit) -> Difference:
    """A paragraph against the version of its place that is likest."""
    ours = [block for (_, our), block in slot.offers.items() if our and block is not None]
    versions = ours if unit.part is Part.CLEAN and ours else slot.blocks
    options = [_pieces(block, unit) for block in versions]
    pieces = min(options, key=lambda one: sum(len(text) for op, text in one if op is not EQUAL))
    return Difference(slot.name, pieces, tuple(_notes(pieces)), unit.line, tuple(sorted(slot.owners)))


def one_sided(
    slots: Sequence[Slot], now: Pages, before: Pages | None, places: Container[int]
) -> Iterator[tuple[int, bool]]:
    """What a packet prints around an item and one copy has no more: each place, and whether a mark strikes
    it."""
    marked, clean = now.at(Part.MARKED), now.at(Part.CLEAN)
    if not marked or not clean:
        return
    for at in sorted(marked.keys() ^ clean.keys()):
        if at in places and slots[at].base is not None and not slots[at].offers:
            was = before.at(Part.CLEAN if at in marked else Part.MARKED) if before is not None else {}
            yield at, at in was


def _pieces(block: Block, unit: Unit) -> tuple[Piece, ...]:
    if unit.rows:
        return tuple(word_pieces(_rows_said(block.rows), _rows_said(unit.rows)))
    return tuple(word_pieces(block.text, spoken(block, unit)))


def _notes(pieces: Sequence[Piece]) -> Iterator[str]:
    """What is to be said of single words that took the place of others."""
    for at, (op, text) in enumerate(pieces):
        if op is not INSERT:
            continue
        gone = pieces[at - 1][1].split() if at and pieces[at - 1][0] is DELETE else []
        come = text.split()
        if len(gone) != len(come):
            gone, come = _uneven(gone, come)
        for was, says in zip(gone, come, strict=False):
            if look_alike(was, says):
                yield f"“{says}” looks like “{was}” and is another word{_by_name(says)}"
            elif was != says and _mended(was, says):
                yield f"{_SCAN} “{was.strip(_EDGES)}”, their copy “{says.strip(_EDGES)}”"
        for says in mixed_words(" ".join(come)):
            if not any(look_alike(was, says) for was in gone):
                yield f"“{says}” holds letters of another script{_by_name(says)}"


_EDGES = ".,;:()[]\"'“”‘’"


def _by_name(word: str) -> str:
    names = told(word)
    return f" ({names})" if names else ""


def _uneven(gone: list[str], come: list[str]) -> tuple[list[str], list[str]]:
    """Words run together or cut in two by a scan: compared as one."""
    return ["".join(gone)] if gone else [], ["".join(come)]


def _mended(was: str, says: str) -> bool:
    old, new = was.strip(_EDGES), says.strip(_EDGES)
    return len(new) > 2 and new.isalpha() and damaged_from(old.lower(), new.lower())
