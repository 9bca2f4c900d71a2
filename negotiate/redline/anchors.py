"""Order-keeping matches between two sequences: equal items, and the heaviest chain.

Items that stand once on both sides hold a gap together; what is left between them is
aligned by longest common subsequence where that stays small. Time grows with the length
of the texts, not with its square.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

SMALL = 2_000_000  # largest gap, in comparisons, that is aligned by common subsequence

Pair = tuple[int, int]
Run = tuple[int, int, int]
"""``old[a:a + size]`` is ``new[b:b + size]``, as ``(a, b, size)``."""


class Gap(NamedTuple):
    """``old[a0:a1]`` against ``new[b0:b1]``: what lies between two matches."""

    a0: int
    a1: int
    b0: int
    b1: int

    @property
    def open(self) -> bool:
        """Whether both sides have something left to match."""
        return self.a1 > self.a0 and self.b1 > self.b0

    def holds(self, a: int, b: int) -> bool:
        """Whether a pair lies in it."""
        return self.a0 <= a < self.a1 and self.b0 <= b < self.b1


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[Pair]:
    """Positions of equal keys in ``gap``, rising on both sides, in order."""
    return [(a + k, b + k) for a, b, size in equal_runs(old, new, gap) for k in range(size)]


def equal_runs(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap, undecided: int = 0) -> list[Run]:
    """Runs of equal keys in ``gap``, rising on both sides, in order; two may touch.

    Where nothing stands once, the longest common subsequence decides; with ``undecided`` nothing
    does in gaps of up to so many comparisons: keys alone do not tell which of several is which.
    """
    found: list[Run] = []
    todo = [gap]
    while todo:
        a0, a1, b0, b1 = gap = todo.pop()
        if a1 - a0 == 1 == b1 - b0:  # one edited item, mostly
            if old[a0] == new[b0]:
                found.append((a0, b0, 1))
            continue
        a0, a1, b0, b1 = gap = _ends(old, new, gap, found)
        if a0 == a1 or b0 == b1:
            continue
        once = _once(old, new, gap)
        if once:
            found += once
            todo += [left for left in gaps_in(once, gap) if left.open]
        elif once is None or (a1 - a0) * (b1 - b0) <= undecided:
            continue
        elif (a1 - a0) * (b1 - b0) <= SMALL:
            found += _common(old, new, gap)
        else:
            found += _by_turn(old, new, gap)
    found.sort()
    return found


def gaps_between(pairs: Sequence[Pair], whole: Gap) -> list[Gap]:
    """The gaps that ``pairs`` (rising) leave in ``whole``, empty ones left out."""
    return gaps_in([(i, j, 1) for i, j in pairs], whole)


def gaps_in(runs: Iterable[Run], whole: Gap) -> list[Gap]:
    """The gaps that ``runs`` (rising) leave in ``whole``, empty ones left out."""
    gaps: list[Gap] = []
    a, end_a, b, end_b = whole
    for i, j, size in runs:
        if i > a or j > b:
            gaps.append(Gap(a, i, b, j))
        a, b = i + size, j + size
    if end_a > a or end_b > b:
        gaps.append(Gap(a, end_a, b, end_b))
    return gaps


def heaviest_chain(weighted: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """Of candidate pairs ``(i, j, weight)`` the rising chain of greatest total weight."""
    order = sorted(weighted, key=lambda pair: (pair[0], -pair[1], pair[2]))
    ends: list[int] = []  # rising ends j of the best chains, totals rising with them
    totals: list[float] = []
    tops: list[int] = []
    before: list[int] = []
    for at, (_, j, weight) in enumerate(order):
        spot = bisect_left(ends, j)
        total = weight + (totals[spot - 1] if spot else 0.0)
        before.append(tops[spot - 1] if spot else -1)
        if spot < len(ends) and ends[spot] == j and totals[spot] >= total:
            continue
        last = spot
        while last < len(ends) and totals[last] <= total:
            last += 1
        ends[spot:last], totals[spot:last], tops[spot:last] = [j], [total], [at]
    chain: list[Pair] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(order[at][:2])
        at = before[at]
    return chain[::-1]


def _ends(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap, found: list[Run]) -> Gap:
    """The gap without the equal items at both its ends, which go to ``found``."""
    a0, a1, b0, b1 = gap
    if a1 - a0 == b1 - b0 and old[a0:a1] == new[b0:b1]:
        if a1 > a0:
            found.append((a0, b0, a1 - a0))
        return Gap(a1, a1, b1, b1)
    start = a0
    while a0 < a1 and b0 < b1 and old[a0] == new[b0]:
        a0, b0 = a0 + 1, b0 + 1
    if a0 > start:
        found.append((start, b0 - (a0 - start), a0 - start))
    end = a1
    while a0 < a1 and b0 < b1 and old[a1 - 1] == new[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
    if end > a1:
        found.append((a1, b1, end - a1))
    return Gap(a0, a1, b0, b1)


def _once(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[Run] | None:
    """The longest chain of items that stand once on both sides; None where the sides share none."""
    a0, a1, b0, b1 = gap
    rights = new[b0:b1]
    place: dict[Hashable, int] = dict(zip(rights, range(b0, b1), strict=True))
    places = list(map(place.get, old[a0:a1]))
    shared = sorted([j for j in places if j is not None])
    if not shared:
        return None
    more = {p for p, q in zip(shared, shared[1:], strict=False) if p == q}  # that stand more than once
    if len(place) < len(rights):
        firsts = set(range(b0, b1)).difference(place.values())
        more.update([place[new[j]] for j in firsts])
    if more:
        places = [None if j in more else j for j in places]
    return _rising(_as_runs(places, a0))


def _as_runs(places: Sequence[int | None], first: int) -> list[Run]:
    """Where each item from ``first`` on stands on the right, as runs that go up by one on both sides."""
    runs: list[Run] = []
    start = begin = after = -1  # where the run at hand begins on both sides, and what follows it
    for i, j in enumerate((*places, None), first):
        if j == after:
            after += 1
            continue
        if start >= 0:
            runs.append((start, begin, i - start))
        if j is None:
            start = after = -1
        else:
            start, begin, after = i, j, j + 1
    return runs


def _by_turn(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[Run]:
    """In a gap of repeated items too large to align: the first of a kind with the first of
    that kind, the second with the second.
    """
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for j in range(gap.b1 - 1, gap.b0 - 1, -1):
        places[new[j]].append(j)
    pairs = [(i, places[old[i]].pop(), 1) for i in range(gap.a0, gap.a1) if places.get(old[i])]
    return _rising(pairs)


def _rising(runs: list[Run]) -> list[Run]:
    """Of runs that rise on the left the chain with the most items that rises on the right too."""
    if all(b + size <= next_b for (_, b, size), (_, next_b, _) in pairwise(runs)):
        return runs
    ends: list[int] = []  # of the chains of each length the least position at the end, and its run
    tops: list[int] = []
    before: list[int] = []
    for at, (_, b, size) in enumerate(runs):
        spot = bisect_left(ends, b)
        before.append(tops[spot - 1] if spot else -1)
        ends[spot : spot + size] = range(b, b + size)
        tops[spot : spot + size] = [at] * size
    chain: list[Run] = []
    at = tops[-1]
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    return chain[::-1]


def _common(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[Run]:
    shift_a, shift_b = gap.a0, gap.b0
    blocks = LCSseq.opcodes(old[gap.a0 : gap.a1], new[gap.b0 : gap.b1]).as_matching_blocks()
    return [(shift_a + a, shift_b + b, size) for a, b, size in blocks if size]
