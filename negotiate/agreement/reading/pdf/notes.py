"""Notes at the foot of a page: small print behind a mark, which interrupts no sentence."""

import re
from collections import defaultdict
from collections.abc import Sequence, Set

from negotiate.agreement.reading.pdf.layout import PrintedLine

_SMALL = 0.95  # of the body's letters, at most
_MARK = re.compile(r"(?:[0-9]{1,3}|[*†‡§]{1,3})(?![0-9.,:/-])\s?\S")


def foot_notes(printed: Sequence[PrintedLine], heads: Set[int]) -> set[int]:
    """The positions of the lines that are notes: the last of their page, smaller than the body, the
    first of them parted from it and begun by a mark."""
    sizes: dict[float, int] = defaultdict(int)
    pages: dict[int, list[int]] = defaultdict(list)
    for at, line in enumerate(printed):
        if line.table is None and at not in heads:
            sizes[round(line.size, 1)] += len(line.text)
            pages[line.page].append(at)
        elif line.table is not None:
            pages[line.page].clear()  # what stands above a table is no foot
    if not sizes:
        return set()
    body = max(sizes, key=lambda size: sizes[size])
    found: set[int] = set()
    for members in pages.values():
        first = len(members)
        while first and printed[members[first - 1]].size <= _SMALL * body:
            first -= 1
        small = members[first:]
        while small and not (printed[small[0]].gap and _MARK.match(printed[small[0]].text.strip())):
            small = small[1:]
        if first:  # a page of nothing but small print has no notes
            found.update(small)
    return found
