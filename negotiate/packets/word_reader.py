"""Reads a Word file's body with its tracked changes accepted or rejected.

Ours, so that every export is read back before it is handed over. A paragraph whose mark is
taken away joins the next; a row taken away goes with its cells, a table with no row left
goes too. Paragraphs without words are spacing and are not text.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from lxml import etree

from negotiate.agreement.blocks import Rows
from negotiate.common.errors import BadInput
from negotiate.packets.word_body import tag

Text = tuple[str | Rows, ...]
"""A file's text: a string for each paragraph with words, the cells for each table."""


class View(Enum):
    """Which text is read: the one with the changes made, or the one before them."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


_GONE = {
    View.ACCEPTED: frozenset({tag("del"), tag("moveFrom")}),
    View.REJECTED: frozenset({tag("ins"), tag("moveTo")}),
}
_RUN_TEXT = frozenset({tag("t"), tag("delText")})
_WRAPPERS = frozenset(
    tag(name) for name in ("ins", "del", "moveFrom", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent")
)
_P, _R, _TBL, _TR, _TC, _PPR, _RPR, _TRPR, _TAB = (
    tag(name) for name in ("p", "r", "tbl", "tr", "tc", "pPr", "rPr", "trPr", "tab")
)


def read_word(data: bytes, view: View) -> Text:
    """The body's paragraphs and tables in order, as ``view`` has them."""
    return read_body(word_body(data), view)


def read_body(body: etree._Element, view: View) -> Text:
    """As :func:`read_word`, from the body element."""
    reading = _Reading(_GONE[view])
    reading.container(body)
    return tuple(part for part in reading.found if part)


def word_body(data: bytes) -> etree._Element:
    """The body element of a Word file. Raises :class:`BadInput` where it is not one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            raw = archive.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError) as error:
        raise BadInput("this is not a Word file", do="give a .docx file") from error
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(f"the Word file is damaged: {error.msg}") from error
    body = root.find(tag("body"))
    if body is None:
        raise BadInput("the Word file has no body")
    return body


@dataclass
class _Reading:
    gone: frozenset[str]
    found: list[str | Rows] = field(default_factory=list)
    open_text: str = ""

    def container(self, parent: etree._Element) -> None:
        for child in parent:
            if child.tag == _P:
                self._paragraph(child)
            elif child.tag == _TBL:
                self._close()
                self.found.append(tuple(self._rows(child)))
            elif child.tag in _WRAPPERS and child.tag not in self.gone:
                self.container(child)
        self._close()

    def _close(self) -> None:
        if self.open_text:
            self.found.append(self.open_text)
        self.open_text = ""

    def _paragraph(self, paragraph: etree._Element) -> None:
        kept = True
        for child in paragraph:
            if child.tag == _PPR:
                kept = not self._revised(child.find(_RPR))
            else:
                self._words(child)
        if kept:
            self._close()

    def _revised(self, properties: etree._Element | None) -> bool:
        return properties is not None and any(child.tag in self.gone for child in properties)

    def _words(self, child: etree._Element) -> None:
        if child.tag == _R:
            for part in child:
                if part.tag in _RUN_TEXT:
                    self.open_text += part.text or ""
                elif part.tag == _TAB:
                    self.open_text += "\t"
        elif child.tag in _WRAPPERS and child.tag not in self.gone:
            for inner in child:
                self._words(inner)

    def _rows(self, table: etree._Element) -> Iterator[tuple[str, ...]]:
        for row in table.iterchildren(_TR):
            if not self._revised(row.find(_TRPR)):
                yield tuple(self._cell(cell) for cell in row.iterchildren(_TC))

    def _cell(self, cell: etree._Element) -> str:
        inner = _Reading(self.gone)
        inner.container(cell)
        return "\n".join(part for part in inner.found if isinstance(part, str))
