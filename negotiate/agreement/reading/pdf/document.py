"""A PDF's pages as letters and rules, opened with bounds; locked and damaged files are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negotiate.agreement.reading.byhand import TOOL
from negotiate.agreement.reading.pdf.glyphs import Glyph, Turn, glyphs_of
from negotiate.agreement.reading.pdf.marks import Note, annotations, left_out, marked, stretches
from negotiate.agreement.reading.pdf.rules import Rule, rules_of
from negotiate.common.errors import BadInput

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 1_000
_MOST_GLYPHS = 6_000_000  # about 6,000 letters on each of 1,000 pages
_EDGE = 0.09  # of a page's shorter side: its margin
_PASSWORD = 4  # PDFium's FPDF_ERR_PASSWORD
_PART = "give the pages that hold the agreement as a PDF of their own"
_AGAIN = "ask for the file again, or save it anew"


@dataclass(frozen=True, slots=True)
class Page:
    """A page, or that part of it whose lines run the same way, turned so that they run to the right.

    ``number`` counts from 1; ``odd`` are words that stand askew or outside what is shown;
    ``pictured`` says that the page has no letters but a picture; ``marks`` are words with a line
    through or under them, ``notes`` those written beside the text, ``tools`` the marks that a reader's own
    tools drew.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Rule]
    odd: str = ""
    pictured: bool = False
    marks: tuple[tuple[str, str], ...] = ()
    notes: tuple[Note, ...] = ()
    tools: tuple[tuple[str, str], ...] = ()


def pages_of(data: bytes, name: str, gone: frozenset[str] = frozenset()) -> Iterator[Page]:
    """Every page in order; letters under the marks ``gone`` are made :data:`.marks.OUT`. Raises
    :class:`BadInput` for a file that is damaged, locked or too long."""
    document = _open(data, name)
    try:
        count = len(document)
        if count > MOST_PAGES:
            raise BadInput(
                f"the PDF has {count:,} pages; at most {MOST_PAGES:,} are read", where=name, do=_PART
            )
        total = 0
        for number in range(1, count + 1):
            for page in _pages(document, number, name, gone):
                total += len(page.glyphs)
                yield page
            if total > _MOST_GLYPHS:
                raise BadInput(
                    f"the PDF holds more than {_MOST_GLYPHS:,} letters (page {number} reached)",
                    where=name,
                    do=_PART,
                )
    finally:
        document.close()


def _open(data: bytes, name: str) -> "PdfDocument":
    import pypdfium2  # 60 ms, and only a PDF needs it

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if fault.err_code == _PASSWORD:
            raise BadInput(
                "the PDF is locked with a password", where=name, do="save it without one, then try again"
            ) from fault
        raise BadInput("the PDF is damaged and cannot be opened", where=name, do=_AGAIN) from fault


def _without_stamps(
    groups: list[tuple[Turn, list[Glyph]]],
) -> tuple[list[tuple[Turn, list[Glyph]]], list[str]]:
    """The groups of letters without those that only stand sideways along the page's edge, and the
    words of these: a number stamped in the margin."""
    kept: list[tuple[Turn, list[Glyph]]] = []
    stamps: list[str] = []
    for at, (turn, glyphs) in enumerate(groups):
        width, height = turn.size
        edge = _EDGE * min(width, height)
        if at and turn.quarters and all(not edge < one.base < height - edge for one in glyphs):
            stamps.append("".join(" " * one.spaced + one.text for one in glyphs).strip())
        else:
            kept.append((turn, glyphs))
    return kept, stamps


def _pages(document: "PdfDocument", number: int, name: str, gone: frozenset[str]) -> list[Page]:
    import pypdfium2

    try:
        page = document[number - 1]
        text = page.get_textpage()
        box = page.get_cropbox()
        groups, odd = glyphs_of(text, box)
        text.close()
        groups, stamps = _without_stamps(groups)
        odd = " ".join(filter(None, [odd, *stamps]))
        made = []
        for at, (turn, glyphs) in enumerate(groups):
            if at:
                made.append(Page(number, *turn.size, glyphs, []))
                continue
            rules = rules_of(page, turn, box[:2])
            lines, notes = annotations(page, turn, box[:2])
            looks = marked(glyphs, [*rules, *lines])
            tools = marked(glyphs, lines)
            words = tuple(stretches(glyphs, looks))
            both = {at: own | {f"{TOOL}{look}" for look in tools.get(at, ())} for at, own in looks.items()}
            kept = left_out(glyphs, both, gone) if gone and looks else glyphs
            drawn = tuple(stretches(glyphs, tools))
            made.append(Page(number, *turn.size, kept, rules, odd, False, words, tuple(notes), drawn))
        pictured = not made and _has_picture(page)
        page.close()
    except pypdfium2.PdfiumError as fault:
        raise BadInput(f"page {number} of the PDF is damaged", where=name, do=_AGAIN) from fault
    width, height = box[2] - box[0], box[3] - box[1]
    return made or [Page(number, width, height, [], [], odd, pictured)]


def _has_picture(page: "PdfPage") -> bool:
    import pypdfium2.raw as pdfium

    return next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None
