"""How long an act takes: the fastest of several calls, which other work disturbs least."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass


def least(act: Callable[[], object], runs: int = 3) -> float:
    """Milliseconds of the fastest of ``runs`` calls."""
    best = float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - begun)
    return best * 1000


@dataclass(frozen=True, slots=True)
class Spent:
    """What a piece of work took: seconds on the clock, and of processors (ours and the git processes that
    ended meanwhile), which other people's work on the machine disturbs less."""

    wall: float
    cpu: float

    def least(self, other: "Spent") -> "Spent":
        """The lesser of each."""
        return Spent(min(self.wall, other.wall), min(self.cpu, other.cpu))


def spent(work: Callable[[], object]) -> Spent:
    """Does it once."""
    before, begun = _processors(), time.perf_counter()
    work()
    return Spent(time.perf_counter() - begun, _processors() - before)


def _processors() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime
