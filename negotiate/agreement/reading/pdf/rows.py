"""Letters into words, words into pieces of a line, pieces into rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from negotiate.agreement.reading.pdf.glyphs import Glyph

_WORD_GAP = 0.27  # of the letter's height: a space is 0.23 to 0.5 of it, kerning below 0.1
_PIECE_GAP = 1.0  # a wider gap parts pieces; a space in justified text seldom is
_JUMP = 0.35  # where a file types its spaces, a gap without one parts pieces from here on: cells of a table
_TYPED = 0.8  # of the spaces between words are signs of their own in a file that types them
_FEWEST_SPACES = 20
_SAME_BASE = 0.2
_TRACKED_GAP = 0.18  # the same beyond the space between letters that are spaced out
_LEAST_TRACKING = 0.2
_FEWEST_TRACKED = 3
_RAISED_GAP = 0.15  # before and behind what is raised, where no kerning is
_SMALL = 0.92  # of the letters beside it: what may be raised or lowered
_LIFTED, _LOWERED = 0.75, 0.4  # how far, in heights of the letters beside it
_LONGEST_RAISED = 12
_RAISED = 0.85  # a figure smaller than this share of its neighbours stands apart from their word


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without a wide gap. ``spaced`` says that the file has a space before it,
    ``jumped`` that it has none where it types its spaces."""

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool = False
    jumped: bool = False

    @property
    def top(self) -> float:
        """The upper edge of its small letters."""
        return self.base + 0.6 * self.size


@dataclass(frozen=True, slots=True)
class Row:
    """A line of print: its pieces from left to right. ``uneven`` says that some are raised or
    lowered, which may set the lines above and below further off."""

    pieces: tuple[Piece, ...]
    uneven: bool = False

    @property
    def left(self) -> float:
        """Where its first piece begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where its last piece ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def main(self) -> Piece:
        """Its longest piece: base line and size of the row are its."""
        return max(self.pieces, key=lambda piece: piece.right - piece.left)

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(piece.text for piece in self.pieces)


def pieces_of(glyphs: Iterable[Glyph], spaces: "Spaces | None" = None) -> list[Piece]:
    """The pieces that letters in the file's order make, parted at wide gaps and other base lines; with
    ``spaces``, which takes the letters up, also where a file that types its spaces has none."""
    given = list(glyphs)
    if spaces is not None:
        spaces.take(given)
    typed = spaces is not None and spaces.typed
    return [_piece(run, typed) for run in _runs(given, typed)]


class Spaces:
    """Whether the spaces between the words of a file are signs in it: some files only leave room. Told
    from all pages so far, as a page that holds but a table has none, and from gaps of a space's width."""

    def __init__(self) -> None:
        self._signs = self._all = 0

    @property
    def typed(self) -> bool:
        """Whether enough of them are."""
        return self._all >= _FEWEST_SPACES and self._signs >= _TYPED * self._all

    def take(self, glyphs: Sequence[Glyph]) -> None:
        """Takes up the letters of another page."""
        for last, glyph in pairwise(glyphs):
            size = max(last.size, glyph.size)
            gap = glyph.left - last.right
            if abs(glyph.base - last.base) <= 0.1 * size and _WORD_GAP / 2 * size < gap < _JUMP * size:
                self._all += 1
                self._signs += glyph.spaced and not glyph.guessed


def _jumps(last: Glyph, glyph: Glyph) -> bool:
    """Whether there is room between two letters, but no space."""
    gap = glyph.left - last.right
    return (not glyph.spaced or glyph.guessed) and gap > _JUMP * max(last.size, glyph.size)


def _runs(glyphs: Iterable[Glyph], typed: bool) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (not _goes_on(run[-1], glyph) or (typed and _jumps(run[-1], glyph))):
            yield run
            run = []
        elif run and _twice(run[-1], glyph):
            continue
        run.append(glyph)
    if run:
        yield run


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    gap = glyph.left - last.right
    level = abs(glyph.base - last.base) <= _SAME_BASE * size
    return level and -0.6 * size <= gap <= _PIECE_GAP * size and glyph.left >= last.left - 0.1 * size


def _twice(last: Glyph, glyph: Glyph) -> bool:
    """Bold made by printing a letter twice, a hair apart."""
    return glyph.text == last.text and abs(glyph.left - last.left) < 0.12 * glyph.size


def _piece(run: list[Glyph], typed: bool) -> Piece:
    text = ""
    last: Glyph | None = None
    apart = _tracking(run)
    size = median_low(glyph.size for glyph in run)  # a letter's own box may reach beyond its face's
    base = median_low(glyph.base for glyph in run)
    for glyph in run:
        if last is not None and (_parted(last, glyph, apart) or _marks_note(last, glyph, size, base)):
            text += " "
        text += glyph.text
        last = glyph
    spaced = run[0].spaced and not run[0].guessed
    right = max(glyph.right for glyph in run)
    return Piece(text, run[0].left, right, base, size, spaced, typed and not spaced)


def _parted(last: Glyph, glyph: Glyph, apart: float) -> bool:
    """Whether a space stands between two letters; ``apart`` is what parts the letters of each word."""
    gap = glyph.left - last.right - apart
    if glyph.spaced and not (glyph.guessed and apart):
        return True
    return gap > (_WORD_GAP if not apart else _TRACKED_GAP) * max(glyph.size, last.size)


def _tracking(run: list[Glyph]) -> float:
    """The space set between the letters of a word in print that is spaced out; 0 in other print."""
    gaps = [b.left - a.right for a, b in pairwise(run) if not b.spaced or b.guessed]
    if len(gaps) < _FEWEST_TRACKED:
        return 0.0
    usual = median_low(gaps)
    least = _LEAST_TRACKING * median_low(glyph.size for glyph in run)
    steady = sum(abs(gap - usual) <= 0.5 * least for gap in gaps) >= 0.6 * len(gaps)
    return usual if usual >= least and steady else 0.0


def _marks_note(last: Glyph, glyph: Glyph, size: float, base: float) -> bool:
    """Whether a raised figure begins or ends between two letters: the mark of a note is no part of
    the word it stands at (but ``1st`` and ``x`` with a power are one)."""
    raised, before = (one.text.isdigit() and _is_raised(one, size, base) for one in (glyph, last))
    if raised and not before:
        return last.text.isalpha() or last.text in '.,;:)”"’'
    return before and not raised and glyph.text.isalpha()


def _is_raised(glyph: Glyph, size: float, base: float) -> bool:
    return glyph.size < _RAISED * size and glyph.base > base + 0.1 * size


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """The pieces as rows from top to bottom; what stands raised or lowered goes with its line."""
    given = list(pieces)
    hosts = _hosts(given)
    rows: list[list[Piece]] = []
    row_of: dict[int, list[Piece]] = {}
    for at in sorted(
        range(len(given)), key=lambda at: (-given[at].base - 0.3 * given[at].size, given[at].left)
    ):
        if at in hosts:
            continue
        if not (rows and _beside(rows[-1], given[at])):
            rows.append([])
        rows[-1].append(given[at])
        row_of[at] = rows[-1]
    uneven: set[int] = set()
    for at, host in hosts.items():
        row_of[host].append(given[at])
        uneven.add(id(row_of[host]))
    return [Row(tuple(_merged(sorted(row, key=lambda one: one.left))), id(row) in uneven) for row in rows]


def _hosts(pieces: Sequence[Piece]) -> dict[int, int]:
    """For every small piece that is raised or lowered beside a larger one, the position of that one."""
    if not pieces:
        return {}
    usual = median_low(piece.size for piece in pieces)
    found: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        if piece.size >= _SMALL * max(usual, 1.0) or len(piece.text) > _LONGEST_RAISED:
            continue
        beside = [
            (abs(piece.base - other.base), number)
            for number, other in enumerate(pieces)
            if piece.size < _SMALL * other.size
            and -_LOWERED * other.size <= piece.base - other.base <= _LIFTED * other.size
            and other.left - 0.4 * other.size <= piece.right
            and piece.left <= other.right + 0.4 * other.size
        ]
        if beside:
            found[at] = min(beside)[1]
    return {at: host for at, host in found.items() if host not in found}


def _beside(row: list[Piece], piece: Piece) -> bool:
    """Whether a piece stands level with a row: at least half of the lower one's height is shared."""
    other = max(row, key=lambda one: one.size)
    shared = min(other.top, piece.top) - max(other.base, piece.base)
    return shared >= 0.5 * 0.6 * min(other.size, piece.size)


def _note_between(last: Piece, piece: Piece) -> bool:
    """Whether the raised mark of a note begins or ends between two pieces."""
    if min(piece.size, last.size) >= _RAISED * max(piece.size, last.size):
        return False
    if piece.size < last.size:
        mark = piece.text.strip().isdigit() and piece.base > last.base + 0.1 * last.size
        return mark and re.search(r"[^\W\d_]{2}$|[.,;:)”\"’]$", last.text) is not None
    return last.text.strip().isdigit() and last.base > piece.base + 0.1 * piece.size


def _merged(row: list[Piece]) -> list[Piece]:
    """Neighbours without a wide gap between them as one piece."""
    out: list[Piece] = []
    for at, piece in enumerate(row):
        last = out[-1] if out else None
        widest = _JUMP if piece.jumped else _PIECE_GAP
        if last is None or piece.left - last.right > widest * max(piece.size, last.size):
            out.append(piece)
            continue
        gap = piece.left - last.right
        before = row[at - 1]
        level = abs(piece.base - before.base) <= _SAME_BASE * min(piece.size, before.size)
        least = (_WORD_GAP if level else _RAISED_GAP) * min(piece.size, last.size)
        parted = gap > least or (piece.spaced and not level) or _note_between(last, piece)
        between = " " if parted else ""
        larger = max(last, piece, key=lambda one: one.size)
        out[-1] = Piece(
            last.text + between + piece.text,
            last.left,
            max(last.right, piece.right),
            larger.base,
            larger.size,
            last.spaced,
            last.jumped,
        )
    return out
