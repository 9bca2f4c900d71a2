"""Marks drawn on a page: lines through words and under them, by a pen, a printer or a reader's own tools.

The letters keep their places, so that a line of print stays what it is: a letter that a reading is to
leave out becomes :data:`OUT`, which :func:`without` takes from the text once it is one.
"""

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from negotiate.agreement.reading.byhand import Look
from negotiate.agreement.reading.pdf.glyphs import Glyph, Turn
from negotiate.agreement.reading.pdf.rules import Rule
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

OUT = "\ue0f0"
"""A letter that a reading leaves out: a sign that no file has of itself."""
_THROUGH = (0.10, 0.62)  # of the letter's height above its base line: a line through it
_UNDER = (-0.32, 0.08)  # … and a line under it
_OVERHANG = 1.5  # letters by which a line may run past the words it marks
_MOST = 2_000  # annotations of a page that are looked at


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader wrote beside the text with a program's own tools: the words, and by whom."""

    author: str
    text: str


def marked(glyphs: Sequence[Glyph], lines: Iterable[Rule]) -> dict[int, set[str]]:
    """The looks of each letter (by position) that a line goes through or under."""
    found: dict[int, set[str]] = {}
    order = sorted(range(len(glyphs)), key=lambda at: glyphs[at].base)
    bases = [glyphs[at].base for at in order]
    for rule in lines:
        if not rule.level:
            continue
        for look, (low, high) in ((Look.STRUCK, _THROUGH), (Look.UNDERLINED, _UNDER)):
            under = [at for at in _around(order, bases, rule.y0) if _crosses(glyphs[at], rule, low, high)]
            if under and _fits(glyphs, under, rule):
                for at in under:
                    found.setdefault(at, set()).add(look)
    return found


def _around(order: Sequence[int], bases: Sequence[float], y: float) -> list[int]:
    from bisect import bisect_left

    return list(order[bisect_left(bases, y - 40) : bisect_left(bases, y + 40)])


def _crosses(glyph: Glyph, rule: Rule, low: float, high: float) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return rule.x0 - 0.5 <= middle <= rule.x1 + 0.5 and low < (rule.y0 - glyph.base) / glyph.size < high


def _fits(glyphs: Sequence[Glyph], under: Sequence[int], rule: Rule) -> bool:
    """Whether the line is as long as the words: a table's rule or a page's is longer."""
    left, right = min(glyphs[at].left for at in under), max(glyphs[at].right for at in under)
    size = max(glyphs[at].size for at in under)
    return left - rule.x0 <= _OVERHANG * size and rule.x1 - right <= _OVERHANG * size


def stretches(glyphs: Sequence[Glyph], looks: dict[int, set[str]]) -> list[tuple[str, str]]:
    """The words under each look, a run of letters at a time."""
    out: list[tuple[str, str]] = []
    for look in (Look.STRUCK, Look.UNDERLINED):
        words = ""
        for at, glyph in enumerate(glyphs):
            if look in looks.get(at, ()):
                words += " " * (glyph.spaced and bool(words)) + glyph.text
            elif words:
                out.append((look, words))
                words = ""
        out += [(look, words)] if words else []
    return out


def left_out(glyphs: Sequence[Glyph], looks: dict[int, set[str]], gone: frozenset[str]) -> list[Glyph]:
    """The letters with those of the looks named made :data:`OUT`."""
    return [
        replace(glyph, text=OUT) if gone.intersection(looks.get(at, ())) else glyph
        for at, glyph in enumerate(glyphs)
    ]


def without(text: str) -> str:
    """The text without the letters left out."""
    return canonical(text.replace(OUT, "")) if OUT in text else text


def annotations(page: "PdfPage", turn: Turn, corner: tuple[float, float]) -> tuple[list[Rule], list[Note]]:
    """Lines through and under words that a reader's program drew, and the notes beside the text."""
    import pypdfium2.raw as pdfium

    lines: list[Rule] = []
    notes: list[Note] = []
    rect = pdfium.FS_RECTF()
    for at in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        one = pdfium.FPDFPage_GetAnnot(page.raw, at)
        if not one:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(one)
        text = _string(one, b"Contents")
        if text.strip():
            notes.append(Note(_string(one, b"T"), canonical(text)))
        drawn = {pdfium.FPDF_ANNOT_STRIKEOUT: 0.5, pdfium.FPDF_ANNOT_UNDERLINE: 0.1}.get(kind)
        if drawn is not None and pdfium.FPDFAnnot_GetRect(one, rect):
            low, high = min(rect.bottom, rect.top), max(rect.bottom, rect.top)
            y = low + drawn * (high - low)
            a = turn.point(rect.left - corner[0], y - corner[1])
            b = turn.point(rect.right - corner[0], y - corner[1])
            lines.append(Rule(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])))
        pdfium.FPDFPage_CloseAnnot(one)
    return lines, notes


def _string(annotation: object, key: bytes) -> str:
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size < 1_000_000:
        return ""
    held = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), size)
    return held.raw[:size].decode("utf-16-le", "replace").rstrip("\x00")
