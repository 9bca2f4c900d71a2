"""Paragraphs and tables as WordprocessingML, with real tracked changes.

Written with lxml: python-docx needs 275 ms for the paragraphs of a 60,000-word agreement
alone. What is revised carries ``w:author`` and ``w:date``; every revision and every end of a
move has an id of its own, counted from 1 so that the same packet gives the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from lxml import etree

from negotiate.common.errors import BadInput
from negotiate.packets.cells import Row, Run
from negotiate.packets.revisions import Grid, Para, Part
from negotiate.redline.model import Op

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINE_WIDTH = 9360  # twentieths of a point: 6.5 inches
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOKS = {"bold": "b", "struck": "strike", "underlined": "u", "small": "smallCaps"}
_WIDEST, _NARROWEST = 40, 4


def tag(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{NAMESPACE}}}{name}"


_P, _PPR, _PSTYLE, _R, _RPR, _T, _DELT, _VAL, _ID = (
    tag(name) for name in ("p", "pPr", "pStyle", "r", "rPr", "t", "delText", "val", "id")
)
_MARKS = {Op.DELETE: tag("del"), Op.INSERT: tag("ins")}
_MOVES = {Op.DELETE: tag("moveFrom"), Op.INSERT: tag("moveTo")}


@dataclass
class BodyWriter:
    """Appends paragraphs and tables to a body; ``author`` and ``at`` sign every revision.

    Word shows ``w:date`` as it stands, so the wall-clock time at the table is written.
    """

    body: etree._Element
    author: str
    at: datetime
    _last: int = 0
    _signed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._signed = {
            tag("author"): self.author,
            tag("date"): self.at.replace(tzinfo=None, microsecond=0).isoformat() + "Z",
        }

    def write(self, parts: Iterable[Part]) -> None:
        """Append every part in order."""
        for part in parts:
            if isinstance(part, Para):
                self._paragraph(self.body, part)
            else:
                self._table(part)

    def _id(self) -> str:
        self._last += 1
        return str(self._last)

    def _revision(self, parent: etree._Element, name: str) -> etree._Element:
        made = etree.SubElement(parent, name, {_ID: self._id()})
        for key, value in self._signed.items():
            made.set(key, value)
        return made

    def _paragraph(self, parent: etree._Element, para: Para) -> None:
        made = etree.SubElement(parent, _P)
        properties = etree.SubElement(made, _PPR)
        etree.SubElement(properties, _PSTYLE, {_VAL: style_id(para.style)})
        if para.mark is not Op.EQUAL:
            names = _MOVES if para.moves else _MARKS
            self._revision(etree.SubElement(properties, _RPR), names[para.mark])
        if para.old_style:
            changed = self._revision(properties, tag("pPrChange"))
            before = etree.SubElement(changed, _PPR)
            etree.SubElement(before, _PSTYLE, {_VAL: style_id(para.old_style)})
        for run in para.runs:
            if run.move:  # the range takes in the mark where that moves too
                self._moved(made, run, parent if para.moves else made)
            else:
                self._marked(made, run)

    def _moved(self, paragraph: etree._Element, run: Run, end_in: etree._Element) -> None:
        name = _MOVES[run.op]
        start = self._revision(paragraph, name + "RangeStart")
        start.set(tag("name"), run.move)
        self._run(self._revision(paragraph, name), run.text, _T)  # text at both ends, never delText
        etree.SubElement(end_in, name + "RangeEnd", {_ID: start.get(_ID, "")})

    def _marked(self, parent: etree._Element, run: Run) -> None:
        if run.op is Op.EQUAL:
            self._run(parent, run.text, _T, run.look)
        else:
            wrapper = self._revision(parent, _MARKS[run.op])
            self._run(wrapper, run.text, _DELT if run.op is Op.DELETE else _T)

    def _run(self, parent: etree._Element, text: str, name: str, look: str = "") -> None:
        made = etree.SubElement(parent, _R)
        if look:
            properties = etree.SubElement(made, _RPR)
            for one in look.split():
                value = {_VAL: "single"} if one == "underlined" else {}
                etree.SubElement(properties, tag(_LOOKS[one]), value)
        words = etree.SubElement(made, name)
        words.set(_SPACE, "preserve")
        try:
            words.text = text
        except ValueError as error:
            raise BadInput(
                f"the words {text[:40]!r} hold a control character that a Word file cannot carry",
                do="take the character out of the clause",
            ) from error

    def _table(self, grid: Grid) -> None:
        made = etree.SubElement(self.body, tag("tbl"))
        properties = etree.SubElement(made, tag("tblPr"))
        if grid.bordered:
            etree.SubElement(properties, tag("tblStyle"), {_VAL: "TableGrid"})
        etree.SubElement(properties, tag("tblW"), {tag("w"): str(LINE_WIDTH), tag("type"): "dxa"})
        etree.SubElement(properties, tag("tblLayout"), {tag("type"): "fixed"})
        margins = etree.SubElement(properties, tag("tblCellMar"))
        for side, width in (("top", 40), ("left", 100), ("bottom", 40), ("right", 100)):
            etree.SubElement(margins, tag(side), {tag("w"): str(width), tag("type"): "dxa"})
        widths = _widths(grid)
        columns = etree.SubElement(made, tag("tblGrid"))
        for width in widths:
            etree.SubElement(columns, tag("gridCol"), {tag("w"): str(width)})
        for number, row in enumerate(grid.rows):
            self._row(made, row, widths, grid, head=number < grid.head)

    def _row(
        self, table: etree._Element, row: Row, widths: tuple[int, ...], grid: Grid, *, head: bool
    ) -> None:
        made = etree.SubElement(table, tag("tr"))
        properties = etree.SubElement(made, tag("trPr"))
        etree.SubElement(properties, tag("cantSplit"))
        if grid.tall and not head:
            etree.SubElement(properties, tag("trHeight"), {_VAL: "560", tag("hRule"): "atLeast"})
        if head:
            etree.SubElement(properties, tag("tblHeader"))
        if row.op is not Op.EQUAL:
            self._revision(properties, _MARKS[row.op])
        for column, (cell, width) in enumerate(zip(row.cells or ((),), widths, strict=False)):
            box = etree.SubElement(made, tag("tc"))
            size = etree.SubElement(box, tag("tcPr"))
            etree.SubElement(size, tag("tcW"), {tag("w"): str(width), tag("type"): "dxa"})
            kind = "Cell Figure" if column >= grid.figures else "Cell Pen" if grid.tall else "Cell"
            self._paragraph(box, Para(cell, style=f"{kind} Head" if head else kind))


def style_id(name: str) -> str:
    """Word's id of a style: its name without spaces."""
    return name.replace(" ", "")


def _widths(grid: Grid) -> tuple[int, ...]:
    """Column widths that fill the line, by the longest words of each column."""
    shares = grid.widths or tuple(_shares(grid))
    whole = sum(shares) or 1
    return tuple(share * LINE_WIDTH // whole for share in shares)


def _shares(grid: Grid) -> Iterator[int]:
    for column in zip_longest(*(row.cells or ((),) for row in grid.rows), fillvalue=()):
        longest = max(sum(len(run.text) for run in cell) for cell in column)
        yield min(max(longest, _NARROWEST), _WIDEST) + 2
