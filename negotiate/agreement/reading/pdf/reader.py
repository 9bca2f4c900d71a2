"""A PDF as lines of text, with its ruled tables, and everything said that a person should know."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from statistics import quantiles

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.brokenwords import counted, joined
from negotiate.agreement.reading.byhand import Seen
from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.furniture import PAGE_BREAK
from negotiate.agreement.reading.paragraphs import Paragraph
from negotiate.agreement.reading.pdf.aligned import aligned_tables
from negotiate.agreement.reading.pdf.columns import (
    Bar,
    Region,
    common_gutters,
    gutter_of,
    leaves_free,
    regions,
)
from negotiate.agreement.reading.pdf.document import Page, pages_of
from negotiate.agreement.reading.pdf.grids import Table, tables_of
from negotiate.agreement.reading.pdf.heads import Line, running
from negotiate.agreement.reading.pdf.layout import PrintedLine, leading_of, lines_of
from negotiate.agreement.reading.pdf.margin import line_numbers
from negotiate.agreement.reading.pdf.notes import foot_notes
from negotiate.agreement.reading.pdf.rows import Piece, Spaces, pieces_of
from negotiate.agreement.reading.report import Report
from negotiate.common.errors import BadInput

_SENTENCE_END = re.compile(r"[.:;?!][\"”’')\]]*$")
_PICTURED = "without text, a picture as a scanner makes it; its words are not read"
_BLANK = "blank"
_ACROSS = "is read across, though it may stand in two columns as others do: compare its tables with the print"
_END = b"%%EOF"
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class PdfText:
    """A PDF's lines with blank ones where space parts them, and its ruled tables.

    Lines are counted from 1 through all pages; ``pages`` gives the page of each.
    """

    lines: list[SourceLine]
    tables: list[Paragraph]
    pages: dict[int, int]

    def starts(self) -> tuple[int, ...]:
        """The first line of every page, in order; a page without lines has its successor's."""
        first: dict[int, int] = {}
        for line, page in self.pages.items():
            first[page] = min(line, first.get(page, line))
        after = max(self.pages, default=0) + 1
        out: list[int] = []
        for page in range(max(first, default=0), 0, -1):
            after = first.get(page, after)
            out.append(after)
        return tuple(reversed(out))


@dataclass(frozen=True, slots=True)
class _Sheet:
    number: int
    height: float
    regions: list[Region]
    tables: list[Table]
    odd: str
    counted: str  # the numbers of its lines, as a draft's margin has them


def read_pdf(data: bytes, name: str, report: Report, gone: frozenset[str] = frozenset()) -> PdfText:
    """The lines of a PDF with a text layer; words under the marks ``gone`` are made of
    :data:`.marks.OUT`.

    Raises :class:`BadInput` for a scan without one, and for a file that is damaged, locked or
    of more pages than are read.
    """
    sheets, empty = _sheets(data, name, report, gone)
    if not any(sheet.regions or sheet.tables for sheet in sheets):
        raise BadInput(
            f"the PDF has no text: its pages ({len(sheets)}) are pictures, as a scanner makes them, or blank",
            where=name,
            do="run it through text recognition (OCR) first, or ask for the file it was printed from",
        )
    text = _numbered(_printed(sheets), report)
    for sheet in sheets:
        line = next((line for line, page in text.pages.items() if page >= sheet.number), 1)
        if sheet.odd:
            report.repair("page furniture", line, "words set askew or outside the page", sheet.odd)
        if sheet.counted:
            report.repair("page furniture", line, "line numbers in the margin", sheet.counted)
    for what, numbers in empty.items():
        if numbers:
            listed = ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
            many = "1 page is" if len(numbers) == 1 else f"{len(numbers)} pages are"
            report.doubt(1, f"{many} {what}: {listed}")
    if _END not in data[-2048:]:
        report.doubt(max(text.pages, default=1), "the file breaks off; pages may be missing at its end")
    return text


def _sheets(
    data: bytes, name: str, report: Report, gone: frozenset[str]
) -> tuple[list[_Sheet], dict[str, list[int]]]:
    """The pages, and the numbers of those without text: blank, or but a picture of it."""
    empty: dict[str, list[int]] = {_PICTURED: [], _BLANK: []}
    read: list[tuple[Page, list[Table], list[Piece]]] = []
    spaces = Spaces()
    for page in pages_of(data, name, gone):
        report.by_hand += [Seen(look, 0, words) for look, words in page.marks]
        report.by_hand += [Seen(look, 0, words, tool=True) for look, words in page.tools]
        for note in page.notes:
            report.repair(
                "comment", 0, f"a note by {note.author or 'someone'} on page {page.number}", note.text
            )
        tables, rest = tables_of(page.glyphs, page.rules)
        read.append((replace(page, glyphs=[], rules=[]), tables, pieces_of(rest, spaces)))
        if not page.glyphs:
            empty[_PICTURED if page.pictured else _BLANK].append(page.number)
    counts = line_numbers([pieces for _, _, pieces in read])
    texts = [_without(pieces, found) for (_, _, pieces), found in zip(read, counts, strict=True)]
    known = common_gutters(
        [gutter_of(pieces, _bars(ruled)) for (_, ruled, _), pieces in zip(read, texts, strict=True)]
    )
    sheets = []
    for (page, ruled, pieces), text, found in zip(read, texts, counts, strict=True):
        counted = " ".join(pieces[at].text for at in sorted(found))
        found_regions = regions(text, known, _bars(ruled))
        if not any(one.column for one in found_regions) and leaves_free(text, known):
            report.doubt(1, f"page {page.number} {_ACROSS}")
        prose, aligned = _without_tables(found_regions)
        sheets.append(_Sheet(page.number, page.height, prose, [*ruled, *aligned], page.odd, counted))
    return sheets, empty


def _bars(tables: list[Table]) -> list[Bar]:
    return [(one.left, one.right, one.bottom, one.top) for one in tables]


def _without_tables(found: list[Region]) -> tuple[list[Region], list[Table]]:
    """The regions without the tables that stand in them without rules, and those tables."""
    tables: list[Table] = []
    out: list[Region] = []
    for region in found:
        inside, rest = aligned_tables(region.rows)
        tables += inside
        if rest:
            out.append(replace(region, rows=tuple(rest)))
    return out, tables


def _without(pieces: list[Piece], left_out: set[int]) -> list[Piece]:
    return [piece for at, piece in enumerate(pieces) if at not in left_out] if left_out else pieces


def _printed(sheets: list[_Sheet]) -> list[PrintedLine]:
    found = [region for sheet in sheets for region in sheet.regions]
    leading = leading_of(found)
    ends = sorted(row.right for region in found if not region.column for row in region.rows)
    right = quantiles(ends, n=20)[-2] if len(ends) > 1 else (ends or [1.0])[0]
    return [
        line
        for sheet in sheets
        for line in lines_of(sheet.regions, sheet.tables, sheet.number, sheet.height, right, leading)
    ]


class _Held:
    """The notes at a page's foot, held back until the paragraph that they interrupt has ended."""

    def __init__(self, lines: list[SourceLine]) -> None:
        self.notes: list[SourceLine] = []
        self._lines = lines
        self._begun = False  # whether the page has a line of text

    def turn_page(self) -> None:
        """Another page begins: notes under a finished sentence go where they stand."""
        last = next((line.raw.rstrip() for line in reversed(self._lines) if line.raw.strip()), "")
        if _SENTENCE_END.search(last):
            self.put()
        self._begun = False

    def line_follows(self, one: PrintedLine) -> None:
        """A line of text comes next."""
        if one.gap and self._begun:
            self.put()
        self._begun = True

    def put(self) -> None:
        """Puts the notes here."""
        if self.notes:
            number = self.notes[0].number
            self._lines += [SourceLine(number, ""), *self.notes, SourceLine(number, "")]
            self.notes = []


def _numbered(printed: list[PrintedLine], report: Report) -> PdfText:
    heads = running([Line(one.page, one.height, one.base, one.text, one.gap) for one in printed])
    lines: list[SourceLine] = []
    tables: list[Paragraph] = []
    pages: dict[int, int] = {}
    number, page, ended_in_table, fresh = 0, 0, False, False
    notes, held = foot_notes(printed, heads), _Held(lines)
    for at, one in enumerate(printed):
        if one.page != page:
            held.turn_page()
            lines.append(SourceLine(number, PAGE_BREAK))
            page, ended_in_table, fresh = one.page, fresh, False
        elif one.turn:  # another column of the page: a sentence or a table may go on
            lines.append(SourceLine(number, PAGE_BREAK))
            ended_in_table, fresh = fresh, False
        if one.table is not None:
            held.put()
            going_on = ended_in_table and len(tables[-1].rows[0]) == len(one.table.rows[0])
            number = _add_table(one.table, number, tables, going_on, report)
            pages.update(dict.fromkeys(range(len(pages) + 1, number + 1), page))
            lines.append(SourceLine(number, ""))
            ended_in_table, fresh = False, True
            continue
        number += 1
        pages[number] = page
        if at in heads and number not in report.kept:
            report.repair("page furniture", number, "a running head or page number", one.text.strip())
            lines.append(SourceLine(number, PAGE_BREAK))
            continue
        if at in notes:
            held.notes += [SourceLine(number, "")] * one.gap + [
                SourceLine(number, one.text, one.edge, one.wide)
            ]
            continue
        ended_in_table = fresh = False
        held.line_follows(one)
        if one.gap:
            lines.append(SourceLine(number, ""))
        lines.append(SourceLine(number, one.text, one.edge, one.wide))
    held.put()
    _join_cells(tables, lines, report)
    return PdfText(lines, tables, pages)


def _join_cells(tables: list[Paragraph], lines: list[SourceLine], report: Report) -> None:
    """Makes of each cell's lines one."""
    counts = lru_cache(maxsize=1)(
        lambda: counted(
            [*(line.raw for line in lines), *(cell for one in tables for row in one.rows for cell in row)]
        )
    )
    for table in tables:
        table.rows = tuple(
            tuple(
                reduce(lambda raw, below: joined(raw, below, line, report, counts), cell.split("\n"))
                for cell in row
            )
            for row, line in zip(table.rows, table.row_lines, strict=True)
        )


def _add_table(table: Table, number: int, tables: list[Paragraph], going_on: bool, report: Report) -> int:
    """Adds a table, or its rows to the one that the page before broke off; the last line's number."""
    rows = table.rows
    last = number + len(rows)
    held = tuple(range(number + 1, last + 1))
    kept = [(row, line) for row, line in zip(rows, held, strict=True) if any(row)]
    if going_on and not (kept and _heads_anew(tables[-1].rows, kept[0][0])):
        before = tables[-1]
        if kept and kept[0][0] == before.rows[0]:
            words = " ".join(kept[0][0])
            report.repair("page furniture", kept[0][1], "a table's head, printed again", words)
            kept = kept[1:]
        before.rows += tuple(row for row, _ in kept)
        before.row_lines += tuple(line for _, line in kept)
    else:
        made = Paragraph(number + 1, "", rows=tuple(row for row, _ in kept))
        made.row_lines = tuple(line for _, line in kept)
        tables.append(made)
    return last


def _heads_anew(before: Rows, row: tuple[str, ...]) -> bool:
    """Whether a row that follows a table over the end of a page heads another: it has words where that
    table has words in its head alone and figures below. A head printed again is none."""
    figures = [
        column
        for column in range(min(map(len, (*before, row))))
        if _LETTERS.search(before[0][column])
        and not any(_LETTERS.search(below[column]) for below in before[1:])
        and any(below[column] for below in before[1:])
    ]
    return bool(figures) and row != before[0] and all(_LETTERS.search(row[column]) for column in figures)
