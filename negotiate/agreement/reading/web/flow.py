"""A page's elements in reading order, as the paragraphs the rest of the import expects."""

import re
from typing import TYPE_CHECKING, Final

from negotiate.agreement.reading.beside import clauses_of
from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.paragraphs import (
    STARTS_PART,
    Paragraph,
    is_wrapped,
    paragraphs,
    split_breaks,
)
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.web.counters import Counters
from negotiate.agreement.reading.web.lists import OpenList, open_list
from negotiate.agreement.reading.web.page import line_of
from negotiate.agreement.reading.web.sheet import Properties, Sheet
from negotiate.agreement.reading.web.tables import rows_of, sets_out_a_page
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
_NO_WORDS: Final = {
    "script": "a script",
    "style": "a style sheet",
    "template": "a template",
    "svg": "a drawing",
}
_FURNITURE: Final = {
    "nav": "a menu of the page",
    "title": "the title of the window",
    "select": "a list to choose from",
    "textarea": "a field to fill in",
    "button": "a button",
    "noscript": "what stands where scripts are off",
}
_LISTS = frozenset({"ol", "ul", "menu"})
_HEADING = re.compile(r"h([1-6])")
_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b", re.IGNORECASE)
_LIGHT = re.compile(r"\b(?:normal|lighter|[1-5]00)\b", re.IGNORECASE)
_LONGEST_HEADING = 150
_SAID = re.compile(
    r"\[(?:deleted|added)(?: row)?:? ?|\[(?:deleted|added) row\] ?|\]"
)  # our own pages' words for marks
_SOFT = "\u00ad"
_SPACES = re.compile(r"[ \t\r\n\f]+")  # what a browser closes up; a hard space it keeps


class Flow:
    """Reads a page, or one cell of it. ``line`` is the line of the source a block begins on.

    ``gone`` are the elements left out of the reading (``del`` or ``ins``).
    """

    def __init__(
        self, gone: frozenset[str], report: Report, sheet: Sheet, counters: Counters | None = None
    ) -> None:
        self.found: list[Paragraph] = []
        self.lines: list[SourceLine] = []  # the same with empty paragraphs, for a page that is but lines
        self.formed = False  # whether the page has headings, lists or tables of its own
        self.revised = {"ins": 0, "del": 0}
        self.pictures = 0
        self.bold: set[int] = set()  # positions in ``found`` of what is bold from end to end
        self._sheet = sheet
        self._counters = counters or Counters()
        self._weights: list[bool] = []  # whether each open element sets its words in bold
        self._light = False  # whether words that are not bold were put since the last paragraph
        self._gone = gone
        self._report = report
        self._lists: list[OpenList] = []
        self._labels: list[str] = []  # of items begun, whose words have not begun
        self._heading = 0
        self._kept = 0  # how many open elements keep their line breaks
        self._line = 1
        self._pieces: list[str] = []

    def read(self, root: "etree._Element") -> None:
        """Reads everything under ``root``."""
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                styled = self._sheet.of(element)
                self._weights.append(self._is_bold(element, styled))
                if self._begins(element, styled):
                    self._put(element.text)
                else:
                    walk.skip_subtree()
            else:
                self._ends(element)
                self._counters.ends()
                self._weights.pop()
                if element is not root:
                    self._put(element.tail)
        self._flush()

    def _is_bold(self, element: "etree._Element", styled: Properties) -> bool:
        weight = f"{styled.get('font', '')} {styled.get('font-weight', '')}"
        if _BOLD.search(weight):
            return True
        usual = element.tag in ("b", "strong") or (bool(self._weights) and self._weights[-1])
        return usual and not _LIGHT.search(styled.get("font-weight", ""))

    def _begins(self, element: "etree._Element", styled: Properties) -> bool:
        """Opens an element; false where its inside is not read on."""
        tag = str(element.tag)
        left_out = self._leaves_out(element, tag, styled)
        self._counters.begins({} if left_out else styled)
        if left_out:
            return False
        line = line_of(element, self._line)
        if tag == "br":
            self._pieces.append("\n")
            return True
        if tag in _BLOCKS:
            self._flush(blank=tag in ("p", "hr"))
            self._line = line
        self._kept += tag == "pre"
        if tag == "table":
            if not sets_out_a_page(element):
                self._table(element, line)
                return False
            self._report.doubt(line, "a table that only sets out the page was read as paragraphs")
        elif tag in _LISTS:
            self._lists.append(open_list(element, styled))
        elif tag == "li" and self._lists:
            label = self._lists[-1].label(element, styled)
            self._labels += [label] if label else []
        elif heading := _HEADING.fullmatch(tag):
            self._heading = int(heading[1])
        elif tag == "img":
            self.pictures += 1
        elif tag in self.revised:
            self.revised[tag] += 1
        self._put_before(element, tag, line)
        return True

    def _put_before(self, element: "etree._Element", tag: str, line: int) -> None:
        """The text that the style sheet puts before an element's own."""
        styled = self._sheet.before(element)
        if not styled:
            return
        self._counters.apply(styled)
        text = canonical(self._counters.text(styled, element))
        if text and tag in _BLOCKS:
            self._labels.append(text)
        elif text:
            self._report.repair("numbering", line, "text that the page's style puts here", "", text)
            self._put(text)

    def _leaves_out(self, element: "etree._Element", tag: str, styled: Properties) -> bool:
        line = line_of(element, self._line)
        if tag in _NO_WORDS:
            self._report.repair("page furniture", line, f"{_NO_WORDS[tag]}: no words of the text")
            return True
        menu = element.get("role") == "navigation"
        if tag in _FURNITURE or menu:
            words = _words(element)
            if words:
                what = _FURNITURE["nav" if menu else tag]
                self._report.repair("page furniture", line, what, words)
            return True
        if tag in self._gone:
            self.revised[tag] += 1
            verb = "deleted" if tag == "del" else "inserted"
            self._report.repair("tracked change", line, f"marked as {verb}", _words(element))
            return True
        if tag == "span" and element.get("class") == "w" and _SAID.fullmatch(element.text or ""):
            self._report.repair("markup", line, "says in words what is marked", (element.text or "").strip())
            return True
        hidden = styled.get("display", "").lower() == "none"
        hidden = hidden or styled.get("visibility", "").lower() in ("hidden", "collapse")
        if hidden or (element.get("hidden") is not None and not styled.get("display")):
            words = _words(element)
            if words:
                self._report.repair("hidden text", line, "words that a browser does not show", words)
                self._report.doubt(line, "hidden text is left out", words)
            return True
        return False

    def _ends(self, element: "etree._Element") -> None:
        tag = str(element.tag)
        if tag not in _BLOCKS:
            return
        self._flush(blank=tag == "p")
        self._kept -= tag == "pre"
        if tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            if self._labels:
                self._report.doubt(self._line, f"an empty list item ({self._labels[-1]})")
            self._labels.clear()
        elif _HEADING.fullmatch(tag):
            self._heading = 0

    def _put(self, text: str | None) -> None:
        if text:
            self._light = self._light or (bool(text.strip()) and not (self._weights and self._weights[-1]))
            if _SOFT in text:
                self._report.repair("markup", self._line, "a place to break a word, not shown", _SOFT)
                text = text.replace(_SOFT, "")
            self._pieces.append(text if self._kept else _SPACES.sub(" ", text))

    def _flush(self, *, blank: bool = False) -> None:
        text, self._pieces = "".join(self._pieces), []
        before, bold, self._light = len(self.found), not self._light, False
        if self._kept and text.strip():
            lines = [SourceLine(self._line + at, raw) for at, raw in enumerate(text.split("\n"))]
            self.lines += lines
            for one in paragraphs(lines, is_wrapped(lines), self._report):
                self._add(one.raw, one.line)
            return
        parts = [part for part in split_breaks(text) if part.strip(" \n")]
        for part in parts:
            self.lines.append(SourceLine(self._line, part))
            self._add(part, self._line)
        if bold:
            self.bold.update(range(before, len(self.found)))
        if not parts and blank and self.lines and self.lines[-1].raw:
            self.lines.append(SourceLine(self._line, ""))

    def _add(self, raw: str, line: int) -> None:
        own = canonical(raw)
        if own and self._labels:
            label = " ".join(self._labels)
            self._labels.clear()
            self.formed = True
            if STARTS_PART.match(own):
                self._report.doubt(line, f"the list's own mark ({label}) is left out: a label follows", own)
            else:
                self._report.repair("numbering", line, "the mark the list prints here", "", label)
                raw = f"{label} {raw.lstrip()}"
        level = self._heading if len(own) <= _LONGEST_HEADING else 0
        self.formed = self.formed or level > 0
        self.found.append(Paragraph(line, raw, heading=level, cell=not own))

    def _table(self, table: "etree._Element", line: int) -> None:
        self.formed = True
        for caption in table.iterchildren("caption"):
            words = _words(caption)
            if words:
                self.found.append(Paragraph(line_of(caption, line), words))
        rows, lines = rows_of(table, self._cell)
        if any(cell for row in rows for cell in row):
            clauses = clauses_of(rows)
            if clauses is None:
                self.found.append(Paragraph(line, "", rows=rows, row_lines=tuple(lines)))
                return
            self._report.doubt(
                line, "a table that sets labels beside their words was read as clauses", clauses[0]
            )
            self.found += [Paragraph(at, text) for at, text in zip(lines, clauses, strict=True) if text]

    def _cell(self, cell: "etree._Element") -> str:
        inside = Flow(self._gone, self._report, self._sheet, self._counters)
        inside.read(cell)
        self.pictures += inside.pictures
        for tag, count in inside.revised.items():
            self.revised[tag] += count
        return canonical(" ".join(one.text for one in inside.found))


def _words(element: "etree._Element") -> str:
    return canonical(" ".join(map(str, element.itertext())))
