"""Figures that rose together: a raise changes every cell of a schedule and leaves it the same schedule."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log

TOGETHER = 0.015  # logarithm by which two rises are still one: whole dollars of an hourly rate are rounded so
FARTHEST = 0.6  # logarithm of a rise that figures of one schedule may have: to not quite the double
FEWEST = 3  # figures that say anything by rising together

_AMOUNT = re.compile(r"\(?-?[$€£]?\s?((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)\)?\s?%?\s?[*†‡]*")


@lru_cache(maxsize=1 << 14)
def size_of(cell: str) -> float | None:
    """The natural logarithm of a cell that is an amount (``46,754``, ``$29.82``, ``2.5%``), else None."""
    found = _AMOUNT.fullmatch(cell)
    amount = float(found[1].replace(",", "")) if found else 0.0
    return log(amount) if amount else None


def rises(pairs: Iterable[tuple[str, str]]) -> Iterator[float]:
    """By how much each figure rose (logarithm of new by old); cells that are no amounts are left out."""
    for old, new in pairs:
        before = size_of(old)
        after = size_of(new) if before is not None else None
        if before is not None and after is not None:
            yield after - before


def common_rise(found: Sequence[float]) -> float | None:
    """The rise that most of the figures share, or None where they share none."""
    if len(found) < FEWEST:
        return None
    from statistics import median  # only raised schedules need it: a redline starts the sooner without

    middle = median(found)
    together = sum(abs(rise - middle) <= TOGETHER for rise in found)
    return middle if abs(middle) <= FARTHEST and 2 * together > len(found) else None


def shared_rise(found: Iterable[float]) -> float | None:
    """Of several rises the one that most are near to, the smallest of as many; None where there is none."""
    rates = sorted(rate for rate in found if abs(rate) <= FARTHEST)
    near = [
        (bisect_right(rates, rate + TOGETHER) - bisect_left(rates, rate - TOGETHER), -abs(rate), rate)
        for rate in rates
    ]
    return max(near)[2] if near else None
