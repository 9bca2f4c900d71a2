"""A packet held against the record: whether it is one of ours, of which passes, whole and unchanged.

Its text codes name the passes. The packet is then made again from the record and laid beside the file:
the same bytes are the same packet; where a program saved it anew, every word of the file must be one that
the packet made again has at that place. What goes on changing after a packet was handed out (where an item
stands, who has signed) is left out of account.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from rapidfuzz.distance import Indel

from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.bargaining.record import Item, Pass
from negotiate.bargaining.states import State
from negotiate.common.errors import BadInput, NegotiateError
from negotiate.common.text import text_code
from negotiate.packets.model import Reader
from negotiate.packets.write import kind_of, render
from negotiate.redline.engine import redline
from negotiate.workspace.exporting import Wanted, made_of
from negotiate.workspace.packet_items import Chosen, choice
from negotiate.workspace.sources import received_bytes
from negotiate.workspace.texts import text
from negotiate.workspace.verifying import Verification
from negotiate.workspace.workspace import Workspace

_CODE = re.compile(r"\b[0-9a-f]{4}- ?[0-9a-f]{4}- ?[0-9a-f]{4}\b")  # a narrow column may break it
_PAGE = re.compile(r"[Pp]age (\d{1,4}) of (\d{1,4})")
_WORD = re.compile(r"\w+|[^\w\s]")
_MOST_TOLD = 12  # places where words differ that are told one by one
_VOTE = re.compile(r"The vote is planned for [^.]{1,60}\.|not yet taken")
_TITLES = ("open", "items", "tentative", "agreements")
_STATES = (word for state in State for word in re.split(r"\W", state.value.casefold()) if word)
_CHANGING = frozenset((*_STATES, *_TITLES))  # what goes on changing, or was a word of how it was asked for


def check_packet(workspace: Workspace, file: Path) -> Verification:
    """Every text code is of a pass, all its language is in the file, no page is missing, and no word
    stands in it that the packet made again has not. Raises :class:`BadInput` for a file without a code."""
    outcome = Verification()
    data = received_bytes(file)
    words = _words_of(data, file.name)
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
    pages = [(int(at), int(of)) for at, of in _PAGE.findall(words)]
    for missing in sorted({n for _, of in pages for n in range(1, of + 1)} - {at for at, _ in pages}):
        outcome.find("packet", f"page {missing}", "this page is missing")
    whole = bool(chosen) and len(chosen) == len(codes)
    if not whole or not _unchanged(workspace, chosen, data, file.name, outcome):
        for one_chosen in chosen:
            _language(workspace, one_chosen, words, outcome)
    return outcome


def _words_of(data: bytes, name: str) -> str:
    blocks = place(read_received(data, name).agreement)
    return " ".join(word for one in blocks for word in one.block.words)


def _by_code(workspace: Workspace) -> dict[str, list[tuple[Item, Pass]]]:
    found: dict[str, list[tuple[Item, Pass]]] = {}
    for row in workspace.rows():
        item = workspace.item(row.id)
        for one in (*item.passes, *((item.ready,) if item.ready else ()), *item.floated):
            found.setdefault(text_code(one.digest), []).append((item, one))
    return found


def _named(found: Sequence[tuple[Item, Pass]], words: str) -> tuple[Item, Pass]:
    """Of passes with the same language the one the cover names, or the index after the item's title."""
    for item, one in reversed(found):
        if re.search(rf"(?:Pass\W+|{re.escape(item.title)}\W+){re.escape(one.name)}\b", words):
            return item, one
    return found[-1]


def _language(workspace: Workspace, chosen: Chosen, words: str, outcome: Verification) -> None:
    """The paragraphs that a pass puts, changed or new, must stand in the file word for word."""
    squeezed = _squeezed(words)
    for change in redline(text(workspace, chosen.ground).placed, place(chosen.agreement)).changes:
        for placed in (one for one in change.new if one.block.words):
            outcome.words += len(placed.block.words)
            if _squeezed(placed.block.canonical) not in squeezed:
                where = f"{chosen.one.name} on item {chosen.item.number}, {placed.name}"
                outcome.find("packet", where, "this language is not in the file, or has other words there")


def _squeezed(words: str) -> str:
    """Letters and digits alone: how a file breaks lines, pages and tables is left out of account."""
    return "".join(char for char in words.casefold() if char.isalnum())


@dataclass(frozen=True, slots=True)
class _Difference:
    """Runs of words that stand in the file and not in the packet made again; None: the same bytes."""

    runs: tuple[str, ...] | None

    @property
    def words(self) -> int:
        return -1 if self.runs is None else sum(len(run.split()) for run in self.runs)


def _unchanged(
    workspace: Workspace, chosen: Sequence[Chosen], data: bytes, name: str, outcome: Verification
) -> bool:
    """The nearest packet that could have been made of these passes, laid beside the file: whether it is
    that packet to the byte, or the board's, which holds changes in words and not the language."""
    best: _Difference | None = None
    reader = Reader.TABLE
    mine = _tokens(_words_of(data, name))
    for wanted in _ways():
        try:
            made = render(made_of(workspace, wanted, chosen), kind_of(name))
        except NegotiateError:  # a cost that cannot be told: no such packet was made
            continue
        found = _Difference(None) if made == data else _compared(mine, _tokens(_words_of(made, name)))
        if best is None or found.words < best.words:
            best, reader = found, wanted.reader
        if best.words <= 0:
            break
    if best is None:
        return False
    if best.runs is None:
        outcome.chain.append("the file is byte for byte as it was made")
        return True
    for run in best.runs[:_MOST_TOLD]:
        outcome.find("packet", f"“{run}”", "these words are in the file, and not in the packet on the record")
    if len(best.runs) > _MOST_TOLD:
        rest = len(best.runs) - _MOST_TOLD
        outcome.find("packet", f"{rest} more places", "they have other words than the packet on the record")
    return reader is Reader.BOARD


def _ways() -> Iterator[Wanted]:
    """Every manner in which a packet may have been made, the likeliest first."""
    for money, reader in product(((False, False), (True, False), (True, True), (False, True)), Reader):
        if not money[1] or reader in (Reader.MEMBERS, Reader.TEAM):
            yield Wanted((), reader, with_cost=money[0], with_pay=money[1], release="the file was made")


def _tokens(words: str) -> list[str]:
    return _WORD.findall(_VOTE.sub("", words))


def _compared(mine: Sequence[str], made: Sequence[str]) -> _Difference:
    """Runs of ``mine`` that ``made`` has not; with what they stand in the place of, to tell an item's
    state then from its state now."""
    blocks = [(block.a, block.b, block.size) for block in Indel.opcodes(made, mine).as_matching_blocks()]
    runs = []
    to = at = 0
    for made_at, mine_at, size in blocks:
        came, gone = mine[at:mine_at], made[to:made_at]
        if came and not _goes_on(came, gone):
            runs.append(" ".join(mine[max(at - 3, 0) : mine_at + 3]))
        to, at = made_at + size, mine_at + size
    return _Difference(tuple(runs))


def _goes_on(came: Sequence[str], gone: Sequence[str]) -> bool:
    """Whether the words say where an item stands, or which items were asked for, as others do now."""
    return all(word.casefold() in _CHANGING or not word.isalnum() for word in (*came, *gone))
