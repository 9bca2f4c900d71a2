"""The straight rules drawn on a page, level or upright: what tables are ruled with."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negotiate.agreement.reading.pdf.glyphs import Turn

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST = 3_000  # more than this is a drawing, no table
_SHORTEST = 6.0
_STRAIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule from its left or lower end to its right or upper one."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether the rule lies level."""
        return self.x1 - self.x0 >= self.y1 - self.y0


def rules_of(page: "PdfPage", turn: Turn, corner: tuple[float, float]) -> list[Rule]:
    """The rules of a page turned as its text is; ``corner`` is the page's lower left point."""
    found: list[Rule] = []
    for x0, y0, x1, y1 in _strokes(page):
        a = turn.point(x0 - corner[0], y0 - corner[1])
        b = turn.point(x1 - corner[0], y1 - corner[1])
        rule = Rule(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        wide, tall = rule.x1 - rule.x0, rule.y1 - rule.y0
        if max(wide, tall) >= _SHORTEST and min(wide, tall) <= _STRAIGHT:
            found.append(rule)
        if len(found) > _MOST:
            return []
    return found


def _strokes(page: "PdfPage") -> Iterator[tuple[float, float, float, float]]:
    """Every straight stroke of every path, and thin filled boxes as strokes."""
    import pypdfium2.raw as pdfium

    x, y = ctypes.c_float(), ctypes.c_float()
    matrix = pdfium.FS_MATRIX()
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    seen = 0
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=2):
        seen += 1
        if seen > _MOST:
            return
        left, bottom, right, top = shape.get_bounds()
        if min(right - left, top - bottom) <= 3 and max(right - left, top - bottom) >= _SHORTEST:
            across, up = (left + right) / 2, (bottom + top) / 2
            level = right - left >= top - bottom
            yield (left, up, right, up) if level else (across, bottom, across, top)
            continue
        if pdfium.FPDFPath_GetDrawMode(shape.raw, fill, stroke) and not stroke.value:
            continue  # the ground of a cell is no rule
        count = pdfium.FPDFPath_CountSegments(shape.raw)
        if count > 400 or not pdfium.FPDFPageObj_GetMatrix(shape.raw, matrix):
            continue
        start = last = None
        for at in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(shape.raw, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO and last is not None:
                yield (*last, *point)
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
                yield (*last, *start)
