"""A packet laid beside the one made again from the record: every word added, replaced or taken out.

What goes on changing after a packet was handed out (where an item stands, who has signed, which items are
open) is no fault and is told as such, never passed over in silence.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from negotiate.bargaining.states import State
from negotiate.packets.model import Packet
from negotiate.packets.said import PACKAGED, party_name
from negotiate.workspace.packet_words import Held, Line, Stretch, words_of
from negotiate.workspace.verifying import Verification

UNCHANGED = "the file is byte for byte as it was made: whole and unchanged"
_DIVIDERS = frozenset("|-#:")
_CODE_OF_AN_INDEX = frozenset(
    ("#", "-", *"item p note label h2 h3 div class wide table th td tr scope col page".split())
)
_AGREED = frozenset(words_of(state.value) for state in (State.TA, State.RATIFIED))
_NOT_VOTED = ("not", "yet", "taken")
_MOST_TOLD = 12  # differences that are told one by one
_AROUND = 4  # words before and after a difference, by which it is found
_LONGEST = 30  # words of a difference that are told
_MAIN = "word/document.xml"
_BESIDE_BYTES = ("docProps/core.xml", "docProps/custom.xml")  # their words are a stretch of their own


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that ``came`` into the file in the place of words that are ``gone`` from it."""

    stretch: str
    came: Line
    gone: Line
    before: Line = ()
    after: Line = ()

    @property
    def where(self) -> str:
        """The words around it, as the file has them."""
        said = " ".join((*self.before, *(_shortened(self.came) or ("…",)), *self.after))
        return f"“{said}”" + (f" ({self.stretch})" if self.stretch else "")

    @property
    def what(self) -> str:
        """What was done there."""
        gone = " ".join(_shortened(self.gone))
        if not self.gone:
            return "these words are in the file, and not in the packet on the record"
        if not self.came:
            return f"taken out here: “{gone}”, which the packet on the record has"
        return f"the packet on the record has “{gone}” here"


def _shortened(words: Line) -> Line:
    half = _LONGEST // 2
    return words if len(words) <= _LONGEST else (*words[:half], "…", *words[-half:])


def differences(mine: Held, made: Held) -> list[Difference]:
    """Everything in which ``mine`` is other than ``made``, each told once though several readings show it."""
    found: dict[tuple[Line, Line], Difference] = {}
    for one, other in zip(mine.stretches, made.stretches, strict=False):
        for difference in _compared(one, other):
            found.setdefault((difference.came, difference.gone), difference)
    return list(found.values())


def _compared(mine: Stretch, made: Stretch) -> Iterator[Difference]:
    """Lines first, so that two long files are compared quickly; then words where lines differ."""
    to = at = 0
    for made_at, mine_at, size in _same(made.lines, mine.lines):
        came = [word for line in mine.lines[at:mine_at] for word in line]
        gone = [word for line in made.lines[to:made_at] for word in line]
        before = _around(reversed(mine.lines[:at]), backwards=True)
        after = _around(mine.lines[mine_at:])
        yield from _words(mine.where, came, gone, before, after)
        to, at = made_at + size, mine_at + size


def _around(lines: Iterable[Line], *, backwards: bool = False) -> Line:
    found: Line = ()
    for line in lines:
        found = (*line, *found) if backwards else (*found, *line)
        if len(found) >= _AROUND:
            break
    return found[-_AROUND:] if backwards else found[:_AROUND]


def _words(
    where: str, mine: Sequence[str], made: Sequence[str], before: Line, after: Line
) -> Iterator[Difference]:
    to = at = 0
    for made_at, mine_at, size in _same(made, mine):
        came, gone = tuple(mine[at:mine_at]), tuple(made[to:made_at])
        if came or gone:
            first = (*before, *mine[max(at - _AROUND, 0) : at])[-_AROUND:]
            last = (*mine[mine_at : mine_at + _AROUND], *after)[:_AROUND]
            yield Difference(where, came, gone, first, last)
        to, at = made_at + size, mine_at + size


def _same(made: Sequence[Hashable], mine: Sequence[Hashable]) -> list[tuple[int, int, int]]:
    blocks = Indel.opcodes(made, mine).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def other_parts(mine: Held, made: Held, told: bool) -> list[str] | None:
    """The parts of a Word file that are not as they were made; None where a program has written the whole
    file anew, whose form cannot be compared. ``told`` says that the body is known to differ."""
    own, record = dict(mine.parts), dict(made.parts)
    same = [name for name, data in record.items() if own.get(name) == data]
    if 2 * len(same) < len(record):
        return None
    found = [name for name in sorted({*own, *record}) if own.get(name) != record.get(name)]
    return [name for name in found if name not in _BESIDE_BYTES and not (told and name == _MAIN)]


def size_of(found: Sequence[Difference]) -> int:
    """How many words are other."""
    return sum(len(one.came) + len(one.gone) for one in found)


def tell(faults: Sequence[Difference], mine: Held, made: Held, differs: bool, outcome: Verification) -> None:
    """Tells every difference that is a fault, and what no word tells of a file that is not the same to
    the byte. ``differs``: whether any word of the file is other, fault or not."""
    if mine.made_by and mine.made_by != made.made_by:
        outcome.chain.append(
            f"the file was made by {mine.made_by}, and this is {made.made_by}: what the program itself "
            "prints may differ; the language is the same in every version"
        )
    for one in faults[:_MOST_TOLD]:
        outcome.find("packet", one.where, one.what)
    if len(faults) > _MOST_TOLD:
        rest = len(faults) - _MOST_TOLD
        outcome.find("packet", f"{rest} more places", "they have other words than the packet on the record")
    parts = other_parts(mine, made, differs) if mine.parts else None
    for part in parts or ():
        outcome.find(
            "packet", f"the part {part} of the file", "it is not as it was made, though no word tells"
        )
    if parts or differs:
        return
    how = "its form (type, colours, pictures, marks) could not be compared" if parts is None else "saved anew"
    outcome.chain.append(f"every word of the file is on the record, but it was written anew: {how}")


def gone_on(
    found: Iterable[Difference], packet: Packet, closed: Sequence[tuple[int, str]], reservation: str
) -> tuple[list[Difference], list[Difference]]:
    """The differences that tampering made, and those of what has gone on since the packet was made.
    ``closed`` are the numbers and titles of items that are open no more; ``reservation``
    is what stands on the cover while one is still offered."""
    states = frozenset(words_of(state.value) for state in State) | frozenset(
        words_of(state.value.replace("-", " ")) for state in State
    )
    rows = frozenset(
        words_of(f"{one.number} {one.title} {one.state} {party_name(packet, one.ball)}")
        for one in packet.open_items
    )
    signed = frozenset(
        words
        for item in packet.items
        for one in item.signatures
        for words in _prefixes((one.name, one.initials, one.date, one.time, one.how))
    )
    votes = [one for one in packet.votes if one.when]
    voted = frozenset(
        _cells(words_of(said)) for one in votes for said in (one.said, f"{one.said} {one.when}")
    )
    signed |= frozenset(words_of(one.when) for one in votes)
    was_open = re.compile(_was_open(packet, closed, [state.value for state in State]))
    found = list(found)
    said_of_offers = re.compile(_offers(reservation))
    agreed = any(one.came in states and one.gone in _AGREED for one in found)
    faults: list[Difference] = []
    since: list[Difference] = []
    in_blocks = False
    for one in found:
        to_state = one.came in states and one.gone in states
        newly = not one.came and (one.gone in rows or one.gone in signed)
        taken = _cells(one.came) == _NOT_VOTED and _cells(one.gone) in voted
        came = "" if one.gone else " ".join(_cells(one.came))
        done = bool(closed) and was_open.fullmatch(came) is not None
        offered = agreed and said_of_offers.fullmatch(came) is not None
        (since if to_state or newly or taken or done or offered else faults).append(one)
        in_blocks = in_blocks or done or offered
    if in_blocks:
        tags = [one for one in faults if one.stretch and not one.gone and _is_of_an_index(one.came)]
        faults = [one for one in faults if one not in tags]
    return faults, since


def _is_of_an_index(code: Line) -> bool:
    """Whether a page's code is that of a table that is there no more; its words are told on their own."""
    return all(one in _CODE_OF_AN_INDEX or one.isdecimal() for one in code)


def _cells(words: Line) -> Line:
    """A row's words without what divides its cells in Markdown."""
    return tuple(word for word in words if word not in _DIVIDERS)


def _was_open(packet: Packet, closed: Sequence[tuple[int, str]], states: Sequence[str]) -> str:
    """What the index of open items had of items that are open no more, its head too where it has none now.
    The index gives nothing but an item's name, a state and a party, so nothing else is let pass."""

    def either(all_of: Iterable[str]) -> str:
        said = (" ".join(_cells(words_of(one))) for one in all_of)
        return "(?:" + "|".join(re.escape(one) for one in sorted(set(said), key=len, reverse=True)) + ")"

    names = either(f"{number} {title}" for number, title in closed)
    party = either(("nobody", *(one.name for one in packet.parties)))
    row = f"{names} {either((*states, *(one.replace('-', ' ') for one in states)))} {party}"
    return f"(?:{either(('Open items Item Title State Whose move',))} )?{row}(?: {row})*"


def _offers(reservation: str) -> str:
    """What stands on the cover and beside an item only while there is something to accept or reject."""
    said, package = (re.escape(" ".join(_cells(words_of(one)))) for one in (reservation, PACKAGED))
    one = rf"(?:{said}|(?:Items? [0-9]+(?: , [0-9]+)* )?{package})"
    return f"{one}(?: {one})*"


def _prefixes(cells: Collection[str]) -> Iterator[Line]:
    """What a signature given since adds to its line, or to each of its cells."""
    yield from (words_of(cell) for cell in cells if cell)
    if any(cells):
        yield words_of(" ".join(cell for cell in cells if cell))
