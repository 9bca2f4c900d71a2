"""Paragraphs and tables as WordprocessingML, with real tracked changes.

Written as text: a 60,000-word agreement takes a fifth of the time that building its elements
takes (and python-docx needs 275 ms for the paragraphs alone). lxml reads every file back
before it leaves, so that nothing malformed does. What is revised carries ``w:author`` and
``w:date``; every revision and every end of a move has an id of its own, counted from 1 so
that the same packet gives the same bytes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from itertools import zip_longest

from negotiate.common.errors import BadInput
from negotiate.common.text import squeezed
from negotiate.packets.cells import Row, Run
from negotiate.packets.revisions import Grid, Para, Part
from negotiate.redline.model import Op

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINE_WIDTH = 9360  # twentieths of a point: 6.5 inches
_LOOKS = {
    "": "",
    "bold": "<w:rPr><w:b/></w:rPr>",
    "struck": "<w:rPr><w:strike/></w:rPr>",
    "underlined": '<w:rPr><w:u w:val="single"/></w:rPr>',
}
_MARKS = {Op.DELETE: "w:del", Op.INSERT: "w:ins"}
_WORDS = {Op.DELETE: "w:delText", Op.INSERT: "w:t"}
_MOVES = {Op.DELETE: "w:moveFrom", Op.INSERT: "w:moveTo"}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not in XML 1.0
_CONTROLS = bytes(one for one in range(32) if one not in b"\t\n\r")
_RARE = (b"\xed", b"\xef\xbf\xbe", b"\xef\xbf\xbf")  # first byte of half a surrogate pair; U+FFFE, U+FFFF
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 40), ("left", 70), ("bottom", 40), ("right", 70))
)
_REPEATED = "<w:tblHeader/>"
_KEPT = "<w:keepNext/>"
_LED = re.compile(r"<w:p><w:pPr>(?:<w:pStyle [^>]*/>)?")  # what stands before it in a paragraph's properties
_WIDEST, _NARROWEST = 40, 4  # characters: what a column gets at most and at least


_LETTER, _SMALL_LETTER = (
    114,
    90,
)  # twentieths of a point: six tenths of a cell's letters, of 9.5 and 7.5 points
_INSET = 140  # left and right of a cell's words
_NO_FIGURES = 99
OF_BLOCKS = ("Heading ", "Clause ")  # how the styles of an agreement's own blocks begin
_MANY_COLUMNS = 8  # above this a table is set smaller


def tag(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{NAMESPACE}}}{name}"


@dataclass(frozen=True, slots=True)
class Dress:
    """How a file dresses its paragraphs where it has a look of its own: by style, what stands in the
    paragraph's and the run's properties; ``alone``, the same for paragraphs by their words
    (:func:`negotiate.common.text.squeezed`); a table's style and borders; the line's width."""

    paragraphs: Mapping[str, str] = field(default_factory=dict)
    runs: Mapping[str, str] = field(default_factory=dict)
    table: tuple[str, str] = ("", "")
    width: int = LINE_WIDTH
    alone: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def body_xml(parts: Iterable[Part], author: str, at: datetime, dress: Dress | None = None) -> bytes:
    """The parts in order as UTF-8, without the body's own tags; ``author`` and ``at`` sign revisions.

    Word shows ``w:date`` as it stands, so the wall-clock time at the table is written. Raises
    :class:`BadInput` for words that XML cannot carry.
    """
    writer = _Writer(author, at, dress or Dress())
    before: Para | None = None
    for part in parts:
        if isinstance(part, Para):
            if before is not None:
                writer.paragraph(before)
            before = part
            continue
        if before is not None:
            writer.paragraph(before, leads=bool(before.runs))
            before = None
        writer.table(part)
    if before is not None:
        writer.paragraph(before)
    return _encoded("".join(writer.out))


class _Writer:
    def __init__(self, author: str, at: datetime, dress: Dress) -> None:
        date = at.replace(tzinfo=None, microsecond=0).isoformat()
        self.out: list[str] = []
        self._signed = f'w:author="{escape(author)}" w:date="{date}Z"'
        self._last = 0
        self._dress = dress
        self._heads: dict[str, str] = {}

    def _head(self, style: str, *, leads: bool = False) -> str:
        found = self._heads.get(style)
        if found is None:
            found = self._heads[style] = f"<w:p><w:pPr>{self._style(style)}"
        return _LED.sub(rf"\g<0>{_KEPT}", found, count=1) if leads and _KEPT not in found else found

    def _look(self, para: Para, *, leads: bool) -> tuple[str, str]:
        """How the paragraph begins, and what stands in its runs: as it was in the received file where it
        was there, else as most of its kind were."""
        if self._dress.alone and para.style.startswith(OF_BLOCKS):
            was = squeezed("".join(run.text for run in para.runs if run.op is not Op.INSERT))
            found = self._dress.alone.get(was)
            if found is not None:
                head = f"<w:p><w:pPr>{found[0]}"
                kept = leads and _KEPT not in head
                return (_LED.sub(rf"\g<0>{_KEPT}", head, count=1) if kept else head), found[1]
        return self._head(para.style, leads=leads), self._dress.runs.get(para.style, "")

    def _style(self, style: str) -> str:
        own = self._dress.paragraphs.get(style)
        return f'<w:pStyle w:val="{style_id(style)}"/>' if own is None else own

    def _open(self, name: str, end: str = ">") -> str:
        self._last += 1
        return f'<{name} w:id="{self._last}" {self._signed}{end}'

    def paragraph(self, para: Para, *, leads: bool = False) -> None:
        """A paragraph; one that ``leads`` to a table stays on the table's page."""
        put = self.out.append
        head, own, runs = *self._look(para, leads=leads), para.runs
        stays = para.mark is Op.EQUAL and not para.old_style
        if stays and (not runs or (len(runs) == 1 and runs[0].op is Op.EQUAL)):
            words = _run(runs[0].text, "w:t", runs[0].look, own) if runs else ""
            put(f"{head}</w:pPr>{words}</w:p>")  # nearly all of an agreement: the short way
            return
        put(head)
        # Of a paragraph all of whose words are revised LibreOffice forgets that they are, once it has another
        # style too: there the style goes untold.
        moves = para.mark is not Op.EQUAL and para.moves
        if para.mark is not Op.EQUAL:
            put(f"<w:rPr>{self._open((_MOVES if moves else _MARKS)[para.mark], '/>')}</w:rPr>")
        if para.old_style and any(run.op is Op.EQUAL for run in runs):
            before = f"<w:pPr>{self._style(para.old_style)}</w:pPr>"
            put(f"{self._open('w:pPrChange')}{before}</w:pPrChange>")
        put("</w:pPr>")
        ends = "".join(self._runs(runs, own))
        put(f"</w:p>{ends}" if moves else f"{ends}</w:p>")  # a range takes in the mark that moves too

    def _runs(self, runs: Iterable[Run], own: str) -> Iterator[str]:
        """Writes the runs; gives the ends of the ranges of moves that are open after them.

        Moved words are text at both ends, never delText; one range holds all of a move.
        """
        put = self.out.append
        ranges: set[tuple[Op, str]] = set()
        for run in runs:
            if run.op is Op.EQUAL:
                put(_run(run.text, "w:t", run.look, own))
            elif run.move:
                name = _MOVES[run.op]
                if (run.op, run.move) not in ranges:
                    ranges.add((run.op, run.move))
                    put(self._open(f"{name}RangeStart", f' w:name="{run.move}"/>'))
                    yield f'<{name}RangeEnd w:id="{self._last}"/>'
                put(f"{self._open(name)}{_run(run.text, 'w:t', '', own)}</{name}>")
            else:
                name = _MARKS[run.op]
                put(f"{self._open(name)}{_run(run.text, _WORDS[run.op], '', own)}</{name}>")

    def table(self, grid: Grid) -> None:
        if not grid.rows and not grid.kept:  # Word refuses a table without rows
            return
        width = self._dress.width
        widths = _widths(grid, width)
        style = '<w:tblStyle w:val="TableGrid"/>' if grid.bordered else ""
        of_ours = grid.widths or grid.figures < _NO_FIGURES
        borders = ""
        if any(self._dress.table) and grid.bordered and not of_ours:
            style, borders = self._dress.table
        self.out.append(
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{width}" w:type="dxa"/>{borders}'
            '<w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>"
            + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
            + "</w:tblGrid>"
        )
        for number, row in enumerate(grid.rows):
            self._row(row, widths, grid, head=number < grid.head)
        if grid.kept:
            self.out += self._kept_rows(grid, widths)
        self.out.append("</w:tbl>")

    def _kept_rows(self, grid: Grid, widths: tuple[int, ...]) -> Iterator[str]:
        """The rows of a table that stays as it was: most of an agreement's cells, so the short way."""
        columns = range(len(widths))
        own = {
            head: self._dress.runs.get(_cell_style(grid, 0, len(widths), head=head), "")
            for head in (True, False)
        }
        opens = {
            head: [
                _cell_head(width) + self._head(_cell_style(grid, at, len(widths), head=head)) + "</w:pPr>"
                for at, width in zip(columns, widths, strict=True)
            ]
            for head in (True, False)
        }
        for number, row in enumerate(grid.kept):
            head = number < grid.head
            cells = zip(opens[head], row or ("",), strict=False)
            yield f"<w:tr><w:trPr><w:cantSplit/>{_REPEATED if head else ''}</w:trPr>"
            yield "".join(
                [
                    f"{opening}{_run(cell, 'w:t', '', own[head]) if cell else ''}</w:p></w:tc>"
                    for opening, cell in cells
                ]
            )
            yield "</w:tr>"

    def _row(self, row: Row, widths: tuple[int, ...], grid: Grid, *, head: bool) -> None:
        tall = '<w:trHeight w:val="560" w:hRule="atLeast"/>' if grid.tall and not head else ""
        mark = "" if row.op is Op.EQUAL else self._open(_MARKS[row.op], "/>")
        self.out.append(f"<w:tr><w:trPr><w:cantSplit/>{tall}{_REPEATED if head else ''}{mark}</w:trPr>")
        for column, (cell, width) in enumerate(zip(row.cells or ((),), widths, strict=False)):
            self.out.append(_cell_head(width))
            self.paragraph(Para(cell, style=_cell_style(grid, column, len(widths), head=head)))
            self.out.append("</w:tc>")
        self.out.append("</w:tr>")


def _cell_head(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'


def _cell_style(grid: Grid, column: int, columns: int, *, head: bool) -> str:
    small = " Small" if columns > _MANY_COLUMNS else ""
    plain = "Cell Pen" if grid.tall or not grid.bordered else f"Cell{small}"
    kind = f"Cell Figure{small}" if column >= grid.figures else plain
    return f"{kind} Head" if head else kind


def _run(text: str, name: str, look: str, own: str) -> str:
    """One run; spaces at its ends are kept only where it says so."""
    words = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = ' xml:space="preserve"' if words[:1].isspace() or words[-1:].isspace() else ""
    return f"<w:r>{_LOOKS[look] if look else own}<{name}{kept}>{words}</{name}></w:r>"


def _encoded(text: str) -> bytes:
    """``text`` as UTF-8. Raises :class:`BadInput` for what XML 1.0 cannot hold."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _CONTROLS)) < len(data) or any(one in data for one in _RARE):
        found = _UNPRINTABLE.search(text)
        if found:  # looked for by letters only where the quick way finds something like it
            words = re.sub("<[^>]*>", "", text[: found.end()])[-40:]
            raise BadInput(
                f"the words {words!r} end in a control character that a Word file cannot carry",
                do="take the character out of the clause",
            )
    return data


def style_id(name: str) -> str:
    """Word's id of a style: its name without spaces."""
    return name.replace(" ", "")


def _widths(grid: Grid, line: int) -> tuple[int, ...]:
    """Column widths that fill the line, by the longest words of each column; where there is room for it,
    each holds its longest word: an office parts a word that has no room, figures too.
    """
    if grid.widths:
        return _shared(grid.widths, line)
    shares = tuple(_shares(grid))
    wide = _SMALL_LETTER if len(shares) > _MANY_COLUMNS else _LETTER
    least = [min(longest, _WIDEST // 2) * wide + _INSET for longest in _longest_words(grid)]
    if sum(least) > line:
        return _shared(least, line)
    held: set[int] = set()
    while True:
        rest = line - sum(least[at] for at in held)
        whole = sum(share for at, share in enumerate(shares) if at not in held)
        widths = tuple(
            least[at] if at in held else share * rest // max(whole, 1) for at, share in enumerate(shares)
        )
        narrow = {at for at, width in enumerate(widths) if width < least[at]}
        if not narrow:
            return widths
        held |= narrow


def _shared(shares: Sequence[int], line: int) -> tuple[int, ...]:
    whole = sum(shares) or 1
    return tuple(share * line // whole for share in shares)


def _texts(grid: Grid) -> tuple[tuple[str, ...], ...]:
    return grid.kept or tuple(
        tuple("".join(run.text for run in cell) for cell in row.cells) for row in grid.rows
    )


def _longest_words(grid: Grid) -> list[int]:
    """The letters of the longest word of each column."""
    columns = zip_longest(*(row or ("",) for row in _texts(grid)), fillvalue="")
    return [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]


def _shares(grid: Grid) -> Iterator[int]:
    """A column is as wide as its longest cell, or as a word of its head where that is longer."""
    rows = _texts(grid)
    head = rows[0] if grid.head and len(rows) > 1 else ()
    lengths = [[len(cell) for cell in row or ("",)] for row in rows[1 if head else 0 :]]
    needed = [max(map(len, words.split()), default=0) + 1 for words in head]
    for column in zip_longest(needed, *lengths, fillvalue=0):
        yield min(max(*column, _NARROWEST), _WIDEST) + 3
