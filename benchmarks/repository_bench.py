"""The record against the same work in bare git plumbing, measured in the same run, one beside the other.

``python -m benchmarks.repository_bench [--quick] [PROPOSALS…]`` prints the tables. A floor is git alone: it
reads and hashes what ours must read, and writes objects, refs and a log commit with ``core.fsync=all``; it
parses nothing, checks nothing, recovers nothing. "cold" is a workspace opened anew with no cache, "kept" one
opened anew with the cache of an earlier run, "warm" one that was asked before, as a screen is. Times are the
least of many rounds, ours and the floor by turns.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from unittest import mock

from benchmarks.repository_floor import Floor
from benchmarks.repository_made import CLAUSE, Made, made
from benchmarks.timing import Spent, spent
from negotiate.bargaining.parties import Side
from negotiate.repository.launch import Git
from negotiate.workspace import actions
from negotiate.workspace.agreements import Given, sign
from negotiate.workspace.listing import board_rows
from negotiate.workspace.overlaps import Overlaps
from negotiate.workspace.workspace import Workspace

SIZES = (100, 1_000, 5_000)
QUICK = (100, 1_000)
LEAST, MOST = 3, 40
"""Rounds of each kind of work."""
PATIENCE = 2.0
"""Seconds after which a kind of work done often enough is done no more."""
Work = Callable[[], Spent]
"""Does it once; gives what counts of it, for not all of it is measured."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of work at one size: the least milliseconds, ours and the floor's; ``of_cpu`` is ours over the
    floor in processor time; ``goal`` is the most that ours may be of the floor (None: none was set);
    ``processes`` is how many ours starts."""

    work: str
    proposals: int
    ours_ms: float
    floor_ms: float
    of_cpu: float
    goal: float | None
    processes: int

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        return self.ours_ms / self.floor_ms


@dataclass(frozen=True, slots=True)
class Growth:
    """How many times longer the same work takes at the larger of two sizes."""

    work: str
    smaller: int
    larger: int
    ours_times: float
    floor_times: float


class Bench:
    """One workspace; every kind of work as ours and as its floor."""

    def __init__(self, place: Made) -> None:
        self._place = place
        self._floor = Floor(place.folder)
        self._warm = Workspace.open(place.folder)
        self._overlaps = Overlaps(self._warm)
        self._number = 0

    def close(self) -> None:
        """Ends its git processes."""
        self._warm.close()

    def kinds(self) -> list[tuple[str, float | None, Work, Callable[[], object]]]:
        """``(name, goal, ours, floor)``."""
        floor = self._floor
        return [
            ("list, cold", 1.5, self._cold(self._list), floor.listed),
            ("list, kept", 1.5, self._anew(self._list), floor.listed),
            ("list, warm", 1.5, self._again(lambda: self._list(self._warm)), floor.listed),
            ("board without money, kept", 1.5, self._anew(self._board), floor.listed),
            ("board without money, warm", 1.5, self._again(lambda: self._board(self._warm)), floor.listed),
            ("which touch a clause, cold", 1.5, self._cold(self._touching), floor.touching),
            ("which touch a clause, kept", 1.5, self._anew(self._touching), floor.touching),
            ("which touch a clause, warm", 1.5, self._again(self._touching_warm), floor.touching),
            ("all test-merges, cold", 1.5, self._cold(self._merges), floor.merges),
            ("all test-merges, kept", 1.5, self._anew(self._merges), floor.merges),
            ("all test-merges, warm", 1.5, self._again(self._merges_warm), floor.merges),
            ("one file at every proposal", 1.5, self._again(self._files), floor.files),
            ("create", 2.0, self._create, floor.create),
            ("pass", None, self._pass, floor.passed),
            ("tentative agreement", None, self._agree, floor.agreed),
            ("undo and redo", None, self._undo, floor.undo),
        ]

    def _anew(self, work: Callable[[Workspace], None]) -> Work:
        def run() -> None:
            with Workspace.open(self._place.folder) as opened:
                work(opened)

        return lambda: spent(run)

    def _cold(self, work: Callable[[Workspace], None]) -> Work:
        anew = self._anew(work)

        def run() -> Spent:
            for kept in (self._place.folder / ".git" / "negotiate").glob("kept-*"):
                kept.unlink()
            return anew()

        return run

    @staticmethod
    def _again(work: Callable[[], None]) -> Work:
        return lambda: spent(work)

    def _list(self, workspace: Workspace) -> None:
        assert len(workspace.rows()) >= self._place.size

    def _board(self, workspace: Workspace) -> None:
        assert len(board_rows(workspace, with_cost=False)) >= self._place.size

    def _touching(self, workspace: Workspace) -> None:
        assert Overlaps(workspace).touching(CLAUSE) or self._place.size < 300

    def _touching_warm(self) -> None:
        assert self._overlaps.touching(CLAUSE) or self._place.size < 300

    def _merges(self, workspace: Workspace) -> None:
        assert any(one.conflicts for one in Overlaps(workspace).over(workspace.rows()))

    def _merges_warm(self) -> None:
        assert any(one.conflicts for one in self._overlaps.over(self._warm.rows()))

    def _files(self) -> None:
        repository = self._warm.repository
        tips = [ref.oid for ref in repository.refs("refs/heads/proposal")]
        assert all(repository.read_many([(tip, self._floor.file) for tip in tips]))

    def _fresh(self) -> str:
        self._number += 1
        item = actions.open_item(self._warm, f"New {self._number}", [CLAUSE]).item.id
        self._place.draft(self._warm, item, self._number)
        return item

    def _create(self) -> Spent:
        self._number += 1
        return spent(lambda: actions.open_item(self._warm, f"New {self._number}", [CLAUSE]))

    def _pass(self) -> Spent:
        item = self._fresh()
        return spent(lambda: actions.make_pass(self._warm, item, Side.UNION, self._warm.now()))

    def _agree(self) -> Spent:
        item = self._fresh()
        actions.make_pass(self._warm, item, Side.UNION, self._warm.now())
        actions.accept(self._warm, item, Side.DISTRICT, self._warm.now())
        given = (Given(Side.UNION, "A"), Given(Side.DISTRICT, "B"))
        return spent(lambda: sign(self._warm, item, given, None))

    def _undo(self) -> Spent:
        self._create()

        def both() -> None:
            self._warm.repository.undo()
            self._warm.repository.redo()

        return spent(both)


def _counted(work: Work) -> tuple[int, Spent]:
    """How many git processes it starts (those before what is measured are counted too), and what it took."""
    with mock.patch.object(Git, "start", autospec=True, side_effect=Git.start) as start:
        took = work()
    return start.call_count, took


def run(sizes: Sequence[int] = SIZES, say: Callable[[Row], None] | None = None) -> list[Row]:
    """Every kind of work at every size; ``say`` hears of each row as it is known."""
    rows = []
    for size in sizes:
        with made(size) as place:
            bench = Bench(place)
            for name, goal, ours, floor in bench.kinds():
                rows.append(_row(name, size, goal, ours, floor))
                if say is not None:
                    say(rows[-1])
            bench.close()
    _LAST[:] = rows
    return rows


def _row(name: str, size: int, goal: float | None, ours: Work, floor: Callable[[], object]) -> Row:
    """Ours and the floor by turns, until both were done often enough or the time for a row is over."""
    until = time.perf_counter() + PATIENCE
    started, first = _counted(ours)
    best = [first, spent(floor)]
    for number in range(1, MOST):
        if number >= LEAST and time.perf_counter() > until:
            break
        best = [best[0].least(ours()), best[1].least(spent(floor))]
    return Row(name, size, best[0].wall * 1000, best[1].wall * 1000, best[0].cpu / best[1].cpu, goal, started)


_LAST: list[Row] = []


def growth() -> list[Growth]:
    """The rows of the run before this, each size beside the one before it."""
    found = []
    for one in _LAST:
        before = [row for row in _LAST if row.work == one.work and row.proposals < one.proposals]
        if before:
            was = before[-1]
            ours, floor = one.ours_ms / was.ours_ms, one.floor_ms / was.floor_ms
            found.append(Growth(one.work, was.proposals, one.proposals, ours, floor))
    return found


MORE = (("Growth", growth),)


def main(words: Sequence[str]) -> None:
    """Prints each row as it is measured, then how they grow."""
    sizes = [int(word) for word in words if word.isdigit()]
    heads = ["work", *(field.name.replace("_", " ") for field in fields(Row)[1:]), "ratio"]
    sys.stdout.write("  ".join([f"{heads[0]:<28}", *(f"{head:>9}" for head in heads[1:])]) + "\n")
    run(sizes or (QUICK if "--quick" in words else SIZES), lambda row: _say(row, row.ratio))
    for one in growth():
        _say(one)


def _say(row: Row | Growth, *more: float) -> None:
    cells = [getattr(row, field.name) for field in fields(row)[1:]] + [*more]
    shown = (f"{cell:>9.2f}" if isinstance(cell, float) else f"{cell!s:>9}" for cell in cells)
    sys.stdout.write("  ".join([f"{row.work:<28}", *shown]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
