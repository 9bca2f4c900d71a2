"""Line numbers in the margin of a draft: a column of figures that counts the lines beside it."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from negotiate.agreement.reading.pdf.rows import Piece

_NUMBER = re.compile(r"[0-9]{1,4}")
_PROSE = re.compile(r"[^\W\d_]{2,}\W+(?:\w+\W+)*?[^\W\d_]{2,}")
_SAME_EDGE = 4.0  # points
_FEWEST = 4
_STEADY = 0.8  # of the steps between neighbours are the same
_STEPS = (1, 5, 10)
_STRAY = 0.05  # of the page's pieces may stand in the column or beyond it


def line_numbers(pages: Sequence[Sequence[Piece]]) -> list[set[int]]:
    """For every page the positions of the pieces that number its lines.

    They stand outside all that is beside them, count steadily from top to bottom, and count prose: a
    schedule's steps stand beside figures.
    """
    found = [_numbers(pieces) for pieces in pages]
    counted = sum(bool(one) for one in found)
    with_text = sum(len(pieces) >= 2 * _FEWEST for pieces in pages)
    return found if counted and 2 * counted >= with_text else [set() for _ in pages]


def _numbers(pieces: Sequence[Piece]) -> set[int]:
    groups: dict[int, list[int]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        if _NUMBER.fullmatch(piece.text.strip()):
            for step in {round(piece.right / _SAME_EDGE), round(piece.right / _SAME_EDGE + 0.5)}:
                groups[step].append(at)
    best: set[int] = set()
    for members in groups.values():
        if len(members) > max(len(best), _FEWEST - 1) and _counts_lines(pieces, members):
            best = set(members)
    return best


def _counts_lines(pieces: Sequence[Piece], members: Sequence[int]) -> bool:
    ordered = sorted(members, key=lambda at: -pieces[at].base)
    values = [int(pieces[at].text) for at in ordered]
    steps = [b - a for a, b in pairwise(values)]
    if max(steps.count(step) for step in _STEPS) < _STEADY * len(steps):
        return False
    column = set(members)
    others = [piece for at, piece in enumerate(pieces) if at not in column]
    left, right = min(pieces[at].left for at in members), max(pieces[at].right for at in members)
    before = sum(piece.left < right for piece in others)
    behind = sum(piece.right > left for piece in others)
    if min(before, behind) > max(1, _STRAY * len(others)):
        return False
    prose = sum(_PROSE.search(piece.text) is not None for piece in others)
    step = max(_STEPS, key=steps.count)
    return prose >= 0.5 * len(members) and prose * 1.0 <= 2.5 * step * (len(members) + 1)
