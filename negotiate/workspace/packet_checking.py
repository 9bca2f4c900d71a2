"""A packet held against the record: whether it is one of ours, of which passes, whole and unchanged.

Its text codes name the passes. The packet is then made again from the record and laid beside the file:
the same bytes are the same packet; in any other file every word added, replaced or taken out is told, on
its pages and beside them, and what the words do not tell: that a part of a Word file is another, or that
a program has written the whole anew.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from negotiate.agreement.citations import place
from negotiate.agreement.reading.kinds import FileKind
from negotiate.bargaining.record import Item, Pass, last_in_package
from negotiate.bargaining.states import State
from negotiate.common.errors import BadInput, NegotiateError
from negotiate.common.text import squeezed, text_code
from negotiate.packets.model import Packet, Reader
from negotiate.packets.said import at_read
from negotiate.packets.write import CAME_FROM, kind_of, render
from negotiate.redline.engine import redline
from negotiate.workspace.exporting import RESERVATION, Wanted, made_of
from negotiate.workspace.named_before import under_its_names
from negotiate.workspace.packet_differences import (
    UNCHANGED,
    Difference,
    differences,
    gone_on,
    size_of,
    tell,
)
from negotiate.workspace.packet_items import Chosen, choice
from negotiate.workspace.packet_words import Held, held
from negotiate.workspace.sources import received_bytes
from negotiate.workspace.summarizing import TITLE, summary_of
from negotiate.workspace.texts import text
from negotiate.workspace.verifying import Verification
from negotiate.workspace.workspace import Workspace

_CODE = re.compile(r"\b[0-9a-f]{4}- ?[0-9a-f]{4}- ?[0-9a-f]{4}\b")  # a narrow column may break it
_PAGE = re.compile(r"Page (\d{1,4}) of (\d{1,4})$", re.MULTILINE)
_VOTE = re.compile(r"The vote is planned for [^.]{1,60}\.")
_PACKAGE = re.compile(r"Package (.{1,200}?): \d+ items")
_SINCE = re.compile(r"What is new since [^.]{1,60}\)")
_KINDS = (("open", "open items"), ("agreed", "tentative agreements"))
_WITHOUT_OFFERS = "First positions and outcome Outcome:"
_NO_MORE = (State.TA, State.RATIFIED, State.WITHDRAWN, State.REJECTED)
_FAR = 4  # a packet of which more than one word in so many differs may be another reader's


def check_packet(workspace: Workspace, file: Path) -> Verification:
    """Every text code is of a pass, all its language is in the file, no page is missing, and every
    difference from the packet made again is told. Raises :class:`BadInput` for a file without a code."""
    data = received_bytes(file)
    mine = held(data, file.name)
    return under_its_names(workspace, mine.text, lambda: _checked(workspace, file, data, mine))


def _checked(workspace: Workspace, file: Path, data: bytes, mine: Held) -> Verification:
    """What is found under the names that the parties have in the settings."""
    outcome = Verification()
    words = " ".join(mine.text.split())
    if CAME_FROM in words:
        from negotiate.workspace.successor_checking import check_successor  # loads what ratifying needs

        return check_successor(workspace, data, mine, file.name)
    codes = list(dict.fromkeys(code.replace(" ", "") for code in _CODE.findall(words)))
    if not codes:
        raise BadInput("no text code is in this file", where=str(file), do="give a packet of negotiate")
    known = _by_code(workspace)
    chosen: list[Chosen] = []
    for code in codes:
        if code not in known:
            outcome.find("packet", f"text code {code}", "no pass on the record has this text code")
            continue
        item, one = _named(known[code], words)
        outcome.passes += 1
        same = " = ".join(dict.fromkeys(other.name for _, other in known[code]))
        outcome.chain.append(f"text code {code}: {same} on item {item.number}, {item.title}")
        chosen.append(choice(workspace, item, one))
    if mine.kind is FileKind.PDF:
        _pages(mine.text, outcome)
    whole = bool(chosen) and len(chosen) == len(codes)
    if not whole or not _laid_beside(workspace, chosen, data, mine, file.name, outcome):
        for one_chosen in chosen:
            _language(workspace, one_chosen, words, outcome)
    return outcome


def _pages(words: str, outcome: Verification) -> None:
    found = [(int(at), int(of)) for at, of in _PAGE.findall(words)]
    for missing in sorted({n for _, of in found for n in range(1, of + 1)} - {at for at, _ in found}):
        outcome.find("packet", f"page {missing}", "this page is missing")


def _by_code(workspace: Workspace) -> dict[str, list[tuple[Item, Pass]]]:
    found: dict[str, list[tuple[Item, Pass]]] = {}
    for item in workspace.items(workspace.rows()):
        for one in (*item.passes, *((item.ready,) if item.ready else ()), *item.floated):
            found.setdefault(text_code(one.digest), []).append((item, one))
    return found


def _named(found: Sequence[tuple[Item, Pass]], words: str) -> tuple[Item, Pass]:
    """Of passes with the same language the one that is named after the item's title, or on the cover."""
    for titled in (True, False):
        for item, one in reversed(found):
            lead = rf"{re.escape(item.title)}\W+(?:Pass\W+)?" if titled else r"Pass\W+"
            if re.search(rf"{lead}{re.escape(one.name)}\b", words):
                return item, one
    return found[-1]


def _language(workspace: Workspace, chosen: Chosen, words: str, outcome: Verification) -> None:
    """The paragraphs that a pass puts, changed or new, must stand in the file word for word."""
    held = squeezed(words)
    for change in redline(text(workspace, chosen.ground).placed, place(chosen.agreement)).changes:
        for placed in (one for one in change.new if one.block.words):
            outcome.words += len(placed.block.words)
            if squeezed(placed.block.canonical) not in held:
                where = f"{chosen.one.name} on item {chosen.item.number}, {placed.name}"
                outcome.find("packet", where, "this language is not in the file, or has other words there")


def _laid_beside(
    workspace: Workspace, chosen: Sequence[Chosen], data: bytes, mine: Held, name: str, outcome: Verification
) -> bool:
    """The nearest packet that could have been made of these passes, laid beside the file. True where the
    language need not be looked for: it is the same to the byte, or is told in words alone."""
    best: tuple[list[Difference], Packet, Held] | None = None
    for packet in _possible(workspace, chosen, mine):
        if best is not None and _near(*best[::2]) and _order(packet) == _order(best[1]):
            continue
        again = render(packet, kind_of(name))
        if again == data:
            outcome.chain.append(UNCHANGED)
            return True
        made = held(again, name)
        found = differences(mine, made)
        if best is None or size_of(found) < size_of(best[0]):
            best = (found, packet, made)
    if best is None:
        return False
    found, packet, made = best
    faults, since = gone_on(found, packet, _closed(workspace), RESERVATION)
    for one in since:
        outcome.chain.append(f"gone on since the file was made: {one.where}: {one.what}")
    tell(faults, mine, made, bool(found), outcome)
    in_words = packet.reader is Reader.BOARD or bool(packet.standings)
    return not faults or in_words or mine.kind is FileKind.PDF  # a page's end may part a paragraph


def _closed(workspace: Workspace) -> list[tuple[int, str]]:
    return [(row.number, row.title) for row in workspace.rows() if row.state in _NO_MORE]


def _near(found: Sequence[Difference], made: Held) -> bool:
    return size_of(found) * _FAR < sum(len(line) for line in made.stretches[0].lines)


def _order(packet: Packet) -> tuple[str, list[int]]:
    return packet.title, [item.number for item in packet.items]


def _possible(workspace: Workspace, chosen: Sequence[Chosen], mine: Held) -> Iterator[Packet]:
    """The packets that could have been made of these passes, as the file says that it was asked for."""
    words = " ".join(mine.text.split())
    summed = TITLE in words.split("Prepared", 1)[0]
    since = _SINCE.search(words)
    # Where a line of the index is cut, its items' own pages tell their order.
    last = sorted(chosen, key=lambda one: words.rfind(text_code(one.one.digest)))
    orders = [chosen] if last == list(chosen) else [chosen, last]
    orders += [then for then in (_as_packaged(one, words) for one in orders) if then is not None]
    # Where the ground rules keep offers in the room, members were shown what is agreed without them.
    kept = workspace.facts.rules.confidentiality != "none" and _WITHOUT_OFFERS in words
    for ordered, wanted in product(orders, _ways(words, len(chosen), mine)):
        try:
            if summed:
                at = at_read(words.partition("Prepared")[2])
                yield summary_of(workspace, wanted, at_read(since[0]) if since else None, at)
            else:
                if kept and wanted.reader is Reader.MEMBERS:
                    yield made_of(workspace, replace(wanted, without_offers=True), ordered)
                yield made_of(workspace, wanted, ordered)
        except NegotiateError:  # a cost that cannot be told: no such packet was made
            continue


def _as_packaged(chosen: Sequence[Chosen], words: str) -> list[Chosen] | None:
    """The items as they last stood in the package that the file names; None where none of it is over."""
    named = _PACKAGE.search(words)
    if named is None or all(one.item.package == named[1] for one in chosen):
        return None
    then = [(one, last_in_package(one.item, named[1])) for one in chosen]
    made = [replace(one, item=item) for one, item in then if item is not None]
    return made if len(made) == len(chosen) else None


def _ways(words: str, count: int, mine: Held) -> Iterator[Wanted]:
    """Every manner in which a packet may have been made, the likeliest first."""
    costs = (True, False) if "Our estimate" in words else (False,)
    pays = (True, False) if "Old and new pay" in words else (False,)
    which = next((one for one, said in _KINDS if f"{count} {said}" in words), "")
    vote = _VOTE.search(words)
    signed, offered = "The parties tentatively agree to" in words, "First positions and outcome" in words
    likely = {
        (True, False): Reader.TABLE,
        (True, True): Reader.TEAM,
        (False, True): Reader.MEMBERS,
        (False, False): Reader.BOARD,
    }[signed, offered]
    readers = sorted(Reader, key=lambda one: one is not likely)
    for cost, pay, reader in product(costs, pays, readers):
        if not pay or reader in (Reader.MEMBERS, Reader.TEAM):
            yield Wanted(
                (), reader, which, mine.author, cost, pay, at_read(vote[0]) if vote else None,
                "the file was made", mine.paper,
            )  # fmt: skip
