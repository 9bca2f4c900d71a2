"""Letters into words, words into pieces of a line, pieces into rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median_low

from negotiate.agreement.reading.pdf.glyphs import Glyph

_WORD_GAP = 0.27  # of the letter's height: a space is 0.23 to 0.5 of it, kerning below 0.1
_PIECE_GAP = 1.0  # a wider gap parts pieces; a space in justified text seldom is
_SAME_BASE = 0.2
_RAISED = 0.85  # a figure smaller than this share of its neighbours stands apart from their word


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without a wide gap."""

    text: str
    left: float
    right: float
    base: float
    size: float

    @property
    def top(self) -> float:
        """The upper edge of its small letters."""
        return self.base + 0.6 * self.size


@dataclass(frozen=True, slots=True)
class Row:
    """A line of print: its pieces from left to right."""

    pieces: tuple[Piece, ...]

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


def pieces_of(glyphs: Iterable[Glyph]) -> list[Piece]:
    """The pieces that letters in the file's order make, parted at wide gaps and other base lines."""
    return [_piece(run) for run in _runs(glyphs)]


def _runs(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _goes_on(run[-1], glyph):
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


def _piece(run: list[Glyph]) -> Piece:
    text = ""
    last: Glyph | None = None
    for glyph in run:
        if last is not None and (
            glyph.spaced or glyph.left - last.right > _WORD_GAP * max(glyph.size, last.size)
        ):
            text += " "
        text += glyph.text
        last = glyph
    size = median_low(glyph.size for glyph in run)  # a letter's own box may reach beyond its face's
    base = median_low(glyph.base for glyph in run)
    return Piece(text, run[0].left, max(glyph.right for glyph in run), base, size)


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """The pieces as rows from top to bottom; what stands raised or lowered goes with its line."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (-one.base - 0.3 * one.size, one.left)):
        if rows and _beside(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [Row(tuple(_merged(sorted(row, key=lambda one: one.left)))) for row in rows]


def _beside(row: list[Piece], piece: Piece) -> bool:
    """Whether a piece stands level with a row: at least half of the lower one's height is shared."""
    other = max(row, key=lambda one: one.size)
    shared = min(other.top, piece.top) - max(other.base, piece.base)
    return shared >= 0.5 * 0.6 * min(other.size, piece.size)


def _merged(row: list[Piece]) -> list[Piece]:
    """Neighbours without a wide gap between them as one piece."""
    out: list[Piece] = []
    for piece in row:
        last = out[-1] if out else None
        if last is None or piece.left - last.right > _PIECE_GAP * max(piece.size, last.size):
            out.append(piece)
            continue
        gap = piece.left - last.right
        raised = min(piece.size, last.size) < _RAISED * max(piece.size, last.size)
        between = " " if raised or gap > _WORD_GAP * min(piece.size, last.size) else ""
        larger = max(last, piece, key=lambda one: one.size)
        out[-1] = Piece(
            last.text + between + piece.text,
            last.left,
            max(last.right, piece.right),
            larger.base,
            larger.size,
        )
    return out
