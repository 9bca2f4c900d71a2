"""How long an act takes: the fastest of several calls, which other work disturbs least."""

import time
from collections.abc import Callable


def least(act: Callable[[], object], runs: int = 3) -> float:
    """Milliseconds of the fastest of ``runs`` calls."""
    best = float("inf")
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        best = min(best, time.perf_counter() - begun)
    return best * 1000
