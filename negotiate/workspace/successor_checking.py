"""A successor agreement held against the record: whether it is one of ours, of which round, unchanged."""

from collections.abc import Iterator
from itertools import chain, product

from negotiate.packets.said import at_words
from negotiate.packets.write import BLACKLINE
from negotiate.workspace.packet_differences import UNCHANGED, Difference, differences, size_of, tell
from negotiate.workspace.packet_words import Held, held
from negotiate.workspace.succeeding import Succession, earlier, ratified, standing, successor_file
from negotiate.workspace.verifying import Verification
from negotiate.workspace.workspace import Workspace


def check_successor(workspace: Workspace, data: bytes, mine: Held, name: str) -> Verification:
    """The file laid beside the successor it says it is: that of the round now bargained, as it stands or
    as it stood, or a ratified one. Every word that is other is told."""
    outcome = Verification()
    best: tuple[list[Difference], Succession, Held] | None = None
    for of, blackline in _possible(workspace, mine):
        again = successor_file(workspace, of, name, blackline)
        if again == data:
            _told(of, outcome)
            outcome.chain.append(UNCHANGED)
            return outcome
        made = held(again, name)
        found = differences(mine, made)
        if best is None or size_of(found) < size_of(best[0]):
            best = (found, of, made)
    assert best is not None  # there is always the successor as it stands
    found, of, made = best
    _told(of, outcome)
    tell(found, mine, made, bool(found), outcome)
    return outcome


def _possible(workspace: Workspace, mine: Held) -> Iterator[tuple[Succession, bool]]:
    """Every successor there is, in the manner the file says first."""
    words = " ".join(mine.text.split())
    ways = (True, False) if BLACKLINE in words else (False, True)
    then = earlier(workspace, lambda at: at_words(at) in words)
    return product(chain([standing(workspace)], then, ratified(workspace)), ways)


def _told(of: Succession, outcome: Verification) -> None:
    outcome.words = sum(len(block.words) for block in of.text.blocks())
    outcome.chain.append(f"the successor agreement {of.name}, {outcome.words:,} words")
    outcome.chain += [f"  item {one.number}, {one.title}: {', '.join(one.passes)}" for one in of.agreed]
