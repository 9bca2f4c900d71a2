"""Pages set in columns: the order in which their regions are read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.reading.pdf.rows import Piece, Row, rows_of

_FEWEST_LINES = 6  # on each side of a gutter
_CROSSING = 0.34  # lines over the gutter for each line of the shorter side, at most
_FULL = 0.5  # a full line of prose fills at least this share of its column
_FULL_SHARE = 0.25  # of a column's lines are full or open a clause; the others are ends and headings
_LEAST_FULL = 2
_OPENS = re.compile(r"\(?[0-9A-Za-z]{1,4}(?:\.[0-9]{1,2})*[.)]\s+\w")
_NARROWEST = 90.0  # points: a column of prose
_STEP = 3.0
_MOST_GUTTERS = 2
_FEW_PAGES = 4
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Region:
    """Rows read one after the other, and the edges of the column they stand in."""

    rows: tuple[Row, ...]
    left: float
    right: float
    column: bool = False


Bar = tuple[float, float, float, float]
"""What stands in columns, or across them, though it is no line: left, right, lower and upper edge."""

Gutter = tuple[float, float]
"""The gap between two columns: where the longest line of the left one ends and the right one begins."""


def gutter_of(pieces: Sequence[Piece], bars: Sequence[Bar] = ()) -> Gutter | None:
    """Where a page is parted into two columns of prose, in points; ``bars`` are its ruled tables."""
    return _gutter([piece for row in rows_of(pieces) for piece in row.pieces], bars)


def common_gutters(found: Sequence[Gutter | None]) -> list[float]:
    """The middles of the gaps that return on at least two pages (one, of a few) and a seventh of all, the
    commonest first. Gaps that share some width are one: on a page whose right column has nothing but set-in
    paragraphs it is wider."""
    least = max(2 if len(found) > _FEW_PAGES else 1, len(found) / 7)
    left = [one for one in found if one is not None]
    out: list[float] = []
    while left and len(out) < _MOST_GUTTERS:
        at = max((start for _, start in left), key=lambda x: sum(end < x <= start for end, start in left))
        over = [one for one in left if one[0] < at <= one[1]]
        if len(over) < least:
            break
        out.append((max(end for end, _ in over) + min(start for _, start in over)) / 2)
        left = [one for one in left if one not in over]
    return out


def regions(
    pieces: Sequence[Piece], known: Sequence[float] = (), bars: Sequence[Bar] = (), depth: int = 0
) -> list[Region]:
    """The regions of a page in reading order: columns from left to right, between lines that run
    across the whole. ``known`` are gutters of other pages, for one that its columns do not fill, ``bars``
    the ruled tables of the page: one that runs across parts the columns as a line does."""
    if not pieces:
        return []
    rows = rows_of(pieces)
    joined = [piece for row in rows for piece in row.pieces]
    own = _gutter(joined, bars) if depth < _DEEPEST else None
    gutter = sum(own) / 2 if own is not None else None
    if gutter is None:
        gutter = next((one for one in known if _keeps_to(joined, one)), None)
    if gutter is None:
        left, right = min(piece.left for piece in joined), max(piece.right for piece in joined)
        return [Region(tuple(rows), left, right, depth > 0)]
    out: list[Region] = []
    across: list[Piece] = []
    crossing = [one for one in joined if one.left < gutter < one.right]
    stops: list[tuple[float, Piece | None]] = [(one.base, one) for one in crossing]
    stops += [(top, None) for left, right, _, top in bars if left < gutter < right]
    stops.sort(key=lambda one: -one[0])
    sides = [one for one in joined if not one.left < gutter < one.right]
    above = float("inf")
    for below, piece in [*stops, (float("-inf"), None)]:
        band = [one for one in sides if below < one.base <= above]
        if band:
            out += _whole(across)
            across = []
            out += regions([one for one in band if one.right <= gutter], (), bars, depth + 1)
            out += regions([one for one in band if one.left >= gutter], (), bars, depth + 1)
        if piece is not None:
            across.append(piece)
        above = below
    return _even(out + _whole(across), joined, bars, gutter)


def _whole(pieces: list[Piece]) -> list[Region]:
    if not pieces:
        return []
    rows = rows_of(pieces)
    return [Region(tuple(rows), min(row.left for row in rows), max(row.right for row in rows))]


def _even(found: list[Region], joined: Sequence[Piece], bars: Sequence[Bar], gutter: float) -> list[Region]:
    """Every region of one column with the edges of the whole column."""
    spans = [*((one.left, one.right) for one in joined), *((left, right) for left, right, *_ in bars)]
    sides = ([one for one in spans if one[1] <= gutter], [one for one in spans if one[0] >= gutter])
    edges = [
        (min((left for left, _ in side), default=gutter), max((right for _, right in side), default=gutter))
        for side in sides
    ]
    out = []
    for region in found:
        at = 0 if region.right <= gutter else 1
        out.append(Region(region.rows, *edges[at], True) if region.column else region)
    return out


def _gutter(pieces: Sequence[Piece], bars: Sequence[Bar]) -> Gutter | None:
    """Where prose stands on both sides of an upright gap."""
    if len(pieces) < 2 * _FEWEST_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    best: tuple[int, float] | None = None
    x = left + _NARROWEST
    while x < right - _NARROWEST:
        score = _score(pieces, bars, x, left, right)
        if score is not None and (best is None or score < best[0]):
            best = (score, x)
        x += _STEP
    if best is None:
        return None
    ends = [piece.right for piece in pieces if piece.right <= best[1]]
    starts = [piece.left for piece in pieces if piece.left >= best[1]]
    return max(ends), min(starts)


def _keeps_to(pieces: Sequence[Piece], x: float) -> bool:
    """Whether a page's lines leave another page's gutter free, but for some that run across."""
    crossing = [piece for piece in pieces if piece.left < x < piece.right]
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    full = [p for p in pieces if p.right <= x and p.right - p.left > _FULL * (x - left)]
    full += [p for p in pieces if p.left >= x and p.right - p.left > _FULL * (right - x)]
    return len(full) >= _FEWEST_LINES // 2 and len(crossing) <= _CROSSING * len(full)


def leaves_free(pieces: Sequence[Piece], known: Sequence[float]) -> bool:
    """Whether a page has lines on both sides of another page's gutter and hardly one across it."""
    for x in known:
        left = sum(piece.right <= x for piece in pieces)
        right = sum(piece.left >= x for piece in pieces)
        crossing = len(pieces) - left - right
        if min(left, right) >= _FEWEST_LINES and crossing <= _CROSSING * min(left, right) / _FEWEST_LINES:
            return True
    return False


def _score(pieces: Sequence[Piece], bars: Sequence[Bar], x: float, left: float, right: float) -> int | None:
    """How many lines cross ``x``, or None where it parts no columns."""
    before = [piece for piece in pieces if piece.right <= x]
    after = [piece for piece in pieces if piece.left >= x]
    crossing = len(pieces) - len(before) - len(after)
    fewer = min(len(before), len(after))
    if fewer < _FEWEST_LINES or crossing > _CROSSING * fewer:
        return None
    if not (_prose(before, x - left) and _prose(after, right - x)):
        return None
    sides = (
        [*(p.base for p in before), *(y for one in bars if one[1] <= x for y in one[2:])],
        [*(p.base for p in after), *(y for one in bars if one[0] >= x for y in one[2:])],
    )
    top, low = min(map(max, sides)), max(map(min, sides))
    heights = [max(side) - min(side) for side in sides]
    return crossing if top - low >= 0.5 * min(heights) else None


def _prose(side: Sequence[Piece], width: float) -> bool:
    """Whether enough lines fill a column of that width, or open a clause; the cells of a table do neither."""
    full = sum(piece.right - piece.left >= _FULL * width for piece in side)
    opening = sum(
        piece.right - piece.left < _FULL * width and _OPENS.match(piece.text) is not None for piece in side
    )
    lines = len({round(piece.base) for piece in side})  # the cells of a row are one
    return full >= _LEAST_FULL and full + opening >= _FULL_SHARE * lines
