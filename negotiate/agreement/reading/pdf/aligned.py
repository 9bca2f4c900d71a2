"""Tables without rules: lines on end whose pieces begin, or end, at the same places.

Only what no figures betray is looked for here: rows that end in a figure are found from their
lines, as in any other text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from negotiate.agreement.reading.paragraphs import STARTS_PART
from negotiate.agreement.reading.pdf.grids import Table
from negotiate.agreement.reading.pdf.rows import Piece, Row

_SAME_EDGE = 3.0  # points
_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_LONGEST_CELL = 60
_LARGEST_GAP = 3.2  # between base lines, in heights of letters: beyond it another thing begins
_FIGURE = re.compile(r"[$€£]?\(?[0-9][0-9,.]*\)?%?")
_NUMBERED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+$|§")
_ENDS = re.compile(r"[:_]$|_{3}")  # "Date: ____": lines to sign on


def aligned_tables(rows: Sequence[Row]) -> tuple[list[Table], list[Row]]:
    """The tables among the rows of a region, and the rows outside them."""
    found: list[Table] = []
    rest: list[Row] = []
    at = 0
    while at < len(rows):
        end = _run(rows, at)
        table = _table(rows[at:end]) if end - at >= _FEWEST_ROWS else None
        if table is None:
            rest.append(rows[at])
            at += 1
        else:
            found.append(table)
            at = end
    return found, rest


def _run(rows: Sequence[Row], at: int) -> int:
    """The end of the rows that stand in the same columns as the one at a position."""
    first = rows[at].pieces
    if len(first) < _FEWEST_COLUMNS or not _could_be_cells(first):
        return at
    end = at + 1
    while end < len(rows):
        above, row = rows[end - 1].main, rows[end]
        near = above.base - row.main.base <= _LARGEST_GAP * max(above.size, row.main.size)
        if not near or not _could_be_cells(row.pieces) or not _same_columns(first, row.pieces):
            break
        end += 1
    return end


def _could_be_cells(pieces: Sequence[Piece]) -> bool:
    return all(len(piece.text) <= _LONGEST_CELL for piece in pieces) and not any(
        _ENDS.search(piece.text) for piece in pieces
    )


def _same_columns(first: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether every piece stands under one of the first row's, edge under edge, no two under one."""
    under = [_column(first, piece) for piece in pieces]
    return len(pieces) >= _FEWEST_COLUMNS and None not in under and len(set(under)) == len(under)


def _column(first: Sequence[Piece], piece: Piece) -> int | None:
    for at, head in enumerate(first):
        middle = abs((head.left + head.right) - (piece.left + piece.right)) / 2
        if min(abs(head.left - piece.left), abs(head.right - piece.right), middle) <= _SAME_EDGE:
            return at
    return None


def _table(rows: Sequence[Row]) -> Table | None:
    first = rows[0].pieces
    words = [row for row in rows if not _FIGURE.fullmatch(row.pieces[-1].text)]
    if 2 * len(words) <= len(rows):
        return None
    if len(first) == _FEWEST_COLUMNS and not _two_columns(rows):
        return None
    cells = []
    for row in rows:
        made = [""] * len(first)
        for piece in row.pieces:
            made[_column(first, piece) or 0] = piece.text
        cells.append(tuple(made))
    pieces = [piece for row in rows for piece in row.pieces]
    tops = tuple(row.main.top for row in rows)
    return Table(
        tuple(cells),
        tops,
        min(p.left for p in pieces),
        max(p.right for p in pieces),
        rows[-1].main.base,
        tops[0],
    )


def _two_columns(rows: Sequence[Row]) -> bool:
    """Two columns are a table where no label stands before its words and no line runs on."""
    if any(
        STARTS_PART.match(f"{row.pieces[0].text} ") or _NUMBERED.match(row.pieces[0].text) for row in rows
    ):
        return False
    gaps = [row.pieces[1].left - row.pieces[0].right for row in rows]
    even = all(abs(a.pieces[1].left - b.pieces[1].left) <= _SAME_EDGE for a, b in pairwise(rows))
    runs_on = any(row.pieces[1].text[:1].islower() for row in rows)
    return even and not runs_on and min(gaps) > rows[0].main.size
