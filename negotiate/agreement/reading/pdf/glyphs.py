"""The letters of a PDF page, each with its place. Lengths are in points, the origin bottom left."""

import ctypes
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage
    from pypdfium2.raw import FPDF_TEXTPAGE

# what a typesetter draws as one sign for several letters
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "ft",
    "\ufb06": "st",
}
_HYPHENS = frozenset(
    "\u0002\u00ad\ufffe"
)  # PDFium's own sign, and the soft hyphen that a line end makes seen
_SPACES = frozenset(" \t\r\n\f\u00a0\u2002\u2003\u2009\u202f\u3000")
_ASKEW = math.radians(4)
_LEAST_BOX, _USUAL_BOX = 0.75, 1.12  # of a face's size: how high the box of its letters is


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned so that its lines run to the right: quarter turns, and its size before."""

    quarters: int
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        """The width and height after the turn."""
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        match self.quarters:
            case 1:
                return y, self.width - x
            case 2:
                return self.width - x, self.height - y
            case 3:
                return self.height - y, x
            case _:
                return x, y


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter: its text, the edges it advances between, its base line and its height.
    ``spaced`` says that there is a space before it: one of the file's own, or (``guessed``) one that
    PDFium sees in the gap."""

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool = False
    guessed: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of the letter."""
        return (self.left + self.right) / 2, self.base + 0.3 * self.size


def glyphs_of(
    text: "PdfTextPage", box: tuple[float, float, float, float]
) -> tuple[list[tuple[Turn, list[Glyph]]], str]:
    """The letters in the file's order, in groups by the way their lines run (the largest group
    first), and the words that stand askew or outside the page.
    """
    import pypdfium2.raw as pdfium

    left, bottom, right, top = box
    groups: dict[int, list[Glyph]] = defaultdict(list)
    odd: list[str] = []
    turns = {quarters: Turn(quarters, right - left, top - bottom) for quarters in range(4)}
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    spaced = guessed = True
    faces: dict[int, list[_Face]] = defaultdict(list)
    raw = text.raw
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        sign = chr(code) if 0 < code < 0x110000 else ""
        if sign in _SPACES:
            made_up = pdfium.FPDFText_IsGenerated(raw, at) == 1
            spaced, guessed = True, made_up and (guessed or not spaced)
            continue
        if not sign or (code < 32 and sign not in _HYPHENS):
            continue
        angle = pdfium.FPDFText_GetCharAngle(raw, at) % (2 * math.pi)
        quarters = round(angle / (math.pi / 2))
        if not pdfium.FPDFText_GetLooseCharBox(raw, at, rect):
            continue
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        askew = abs(angle - quarters * math.pi / 2) > _ASKEW
        outside = not (left <= (rect.left + rect.right) / 2 <= right and bottom <= y.value <= top)
        if askew or outside:
            odd.append(" " * spaced + sign)
        else:
            turn = turns[-quarters % 4]  # PDFium counts the angle clockwise
            x0, y0 = turn.point(rect.left - left, rect.bottom - bottom)
            x1, y1 = turn.point(rect.right - left, rect.top - bottom)
            base = turn.point(x.value - left, y.value - bottom)[1]
            shown = "-" if sign in _HYPHENS else _LIGATURES.get(sign, sign)
            size = max(abs(y1 - y0), 1.0)
            parted = spaced and sign not in _HYPHENS
            if sign in _HYPHENS and groups[turn.quarters]:  # its box is that of the ink alone
                size = groups[turn.quarters][-1].size
            faces[turn.quarters].append(_face(raw, at, size))
            groups[turn.quarters].append(
                Glyph(shown, min(x0, x1), max(x0, x1), base, size, parted, parted and guessed)
            )
        spaced = guessed = False
    ordered = sorted(groups, key=lambda quarters: -len(groups[quarters]))
    whole = [(turns[one], _whole(_evened(groups[one], faces[one]))) for one in ordered]
    return whole, "".join(odd).strip()


class _Face(NamedTuple):
    """A letter's face: its size in the file, and on the page where the letter's box is too low for it."""

    size: float
    low: float = 0.0


def _face(raw: "FPDF_TEXTPAGE", at: int, height: float) -> _Face:
    import pypdfium2.raw as pdfium

    size = float(pdfium.FPDFText_GetFontSize(raw, at))
    if height >= _LEAST_BOX * size:
        return _Face(size)
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(raw, at, matrix)
    scaled = size * math.hypot(matrix.c, matrix.d)
    return _Face(size, scaled if height < _LEAST_BOX * scaled else 0.0)


def _evened(glyphs: list[Glyph], faces: list[_Face]) -> list[Glyph]:
    """The letters with the heights of their faces where the file says too little of them.

    A letter's box is as high as its face says. Where that is the height of a small letter (as in prints of
    LibreOffice), the box grows with the ink: one line's letters have many heights, and lines look larger
    or smaller by chance.
    """
    low: dict[float, list[float]] = defaultdict(list)
    for face in faces:
        if face.low:
            low[face.size].append(face.low)
    of_size = Counter(face.size for face in faces)
    even = {size: median_low(found) for size, found in low.items() if 2 * len(found) > of_size[size]}
    if not even:
        return glyphs
    return [
        replace(glyph, size=_USUAL_BOX * (face.low or even[face.size])) if face.size in even else glyph
        for glyph, face in zip(glyphs, faces, strict=True)
    ]


def _whole(glyphs: list[Glyph]) -> list[Glyph]:
    """The letters with halves of one sign joined (PDFium gives rare signs in two parts)."""
    if not any("\ud800" <= glyph.text <= "\udfff" for glyph in glyphs):
        return glyphs
    out: list[Glyph] = []
    for glyph in glyphs:
        if out and "\ud800" <= out[-1].text <= "\udbff" and "\udc00" <= glyph.text <= "\udfff":
            both = (out[-1].text + glyph.text).encode("utf-16", "surrogatepass").decode("utf-16")
            out[-1] = replace(out[-1], text=both, right=max(out[-1].right, glyph.right))
        else:
            out.append(glyph)
    return [replace(one, text="\ufffd") if "\ud800" <= one.text <= "\udfff" else one for one in out]
