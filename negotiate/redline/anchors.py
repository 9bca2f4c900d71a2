"""Order-keeping matches between two sequences: equal items, and the heaviest chain.

Items that stand once on both sides hold a gap together; what is left between them is
aligned by longest common subsequence where that stays small. Time grows with the length
of the texts, not with its square.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from itertools import count
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

SMALL = 2_000_000  # largest gap, in comparisons, that is aligned by common subsequence

Pair = tuple[int, int]


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


def equal_pairs(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[Pair]:
    """Positions of equal keys in ``gap``, rising on both sides, in order."""
    found: list[Pair] = []
    todo = [gap]
    while todo:
        inner = _ends(old, new, todo.pop(), found)
        if not inner.open:
            continue
        lefts, rights = old[inner.a0 : inner.a1], new[inner.b0 : inner.b1]
        left_place = dict(zip(lefts, count(inner.a0), strict=False))
        right_place = dict(zip(rights, count(inner.b0), strict=False))
        shared = left_place.keys() & right_place.keys()
        if not shared:
            continue
        for keys, place in ((lefts, left_place), (rights, right_place)):
            if len(place) < len(keys):
                shared.difference_update([key for key, number in Counter(keys).items() if number > 1])
        once = _longest([(i, right_place[key]) for key, i in left_place.items() if key in shared])
        if once:
            found += once
            todo += [left for left in gaps_between(once, inner) if left.open]
        elif (inner.a1 - inner.a0) * (inner.b1 - inner.b0) <= SMALL:
            found += _common(old, new, inner)
        else:
            found += _longest(_by_turn(old, new, inner))
    found.sort()
    return found


def gaps_between(pairs: Sequence[Pair], whole: Gap) -> list[Gap]:
    """The gaps that ``pairs`` (rising) leave in ``whole``, empty ones left out."""
    gaps: list[Gap] = []
    a, b = whole.a0, whole.b0
    for i, j in pairs:
        if i > a or j > b:
            gaps.append(Gap(a, i, b, j))
        a, b = i + 1, j + 1
    if whole.a1 > a or whole.b1 > b:
        gaps.append(Gap(a, whole.a1, b, whole.b1))
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


def _ends(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap, found: list[Pair]) -> Gap:
    """The gap without the equal items at both its ends, which go to ``found``."""
    a0, a1, b0, b1 = gap
    while a0 < a1 and b0 < b1 and old[a0] == new[b0]:
        found.append((a0, b0))
        a0, b0 = a0 + 1, b0 + 1
    while a0 < a1 and b0 < b1 and old[a1 - 1] == new[b1 - 1]:
        a1, b1 = a1 - 1, b1 - 1
        found.append((a1, b1))
    return Gap(a0, a1, b0, b1)


def _by_turn(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[Pair]:
    """In a gap of repeated items too large to align: the first of a kind with the first of
    that kind, the second with the second.
    """
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for j in range(gap.b1 - 1, gap.b0 - 1, -1):
        places[new[j]].append(j)
    return [(i, places[old[i]].pop()) for i in range(gap.a0, gap.a1) if places.get(old[i])]


def _longest(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest chain that rises on both sides (``pairs`` rise on the first)."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    last = top = -1
    for at, (_, j) in enumerate(pairs):
        if j > last:
            before.append(top)
            ends.append(j)
            tops.append(at)
            last, top = j, at
            continue
        spot = bisect_left(ends, j)
        before.append(tops[spot - 1] if spot else -1)
        ends[spot], tops[spot] = j, at
        last, top = ends[-1], tops[-1]
    if len(ends) == len(pairs):
        return list(pairs)
    chain: list[Pair] = []
    at = top
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _common(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> list[Pair]:
    found: list[Pair] = []
    for op in LCSseq.opcodes(old[gap.a0 : gap.a1], new[gap.b0 : gap.b1]):
        if op.tag == "equal":
            shift = gap.b0 + op.dest_start - (gap.a0 + op.src_start)
            found += [(i, i + shift) for i in range(gap.a0 + op.src_start, gap.a0 + op.src_end)]
    return found
