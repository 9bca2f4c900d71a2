"""A Word file's paragraphs and tables in reading order, as the rest of the import expects them."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.beside import clauses_of
from negotiate.agreement.reading.paragraphs import Paragraph, split_breaks
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.word.inline import DELETED, INSERTED, Cited, Content, Inline
from negotiate.agreement.reading.word.looks import is_bold
from negotiate.agreement.reading.word.notes import Notes
from negotiate.agreement.reading.word.numbering import Numbering
from negotiate.agreement.reading.word.package import MC, W, is_on, value
from negotiate.agreement.reading.word.plainly import only_paragraph, plain_words
from negotiate.agreement.reading.word.styles import Given, Styles, numbering_ref, outline_of
from negotiate.agreement.reading.word.tables import Row, held, level_rows, rows_of
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

_LONGEST_HEADING = 150  # a heading style on more than this is a numbered paragraph in disguise
LINKED = "another file is linked in here; its words are not read"
_PARAGRAPH, _TABLE, _CELL, _BLOCK = f"{W}p", f"{W}tbl", f"{W}tc", f"{W}sdt"
_HOLDERS = frozenset(
    W + name for name in ("sdtContent", "customXml", "smartTag", "ins", "del", "moveFrom", "moveTo")
)


@dataclass(slots=True)
class _Pending:
    """A paragraph that goes on in the next: its mark was deleted, or is hidden."""

    line: int
    label: str = ""
    heading: int = 0
    contents: bool = False
    pieces: list[str] = field(default_factory=list)
    notes: list[Cited] = field(default_factory=list)
    boxes: "list[etree._Element]" = field(default_factory=list)
    decided: bool = False  # label and heading are those of the paragraph it began with


class Flow:
    """Reads containers of paragraphs. ``line`` is a paragraph's ordinal in the body, from 1."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: Notes, gone: frozenset[str], report: Report
    ) -> None:
        self.found: list[Paragraph] = []
        self.bold: set[int] = set()  # ordinals of paragraphs that are bold from end to end
        self.line = 0
        self.formed = False  # whether the file has headings, numbering or tables of its own
        self.inline = Inline(gone, styles)
        self.pictures: list[int] = []
        self.comments: dict[str, int] = {}  # the paragraph of each comment
        self.linked = False  # whether another file is linked in
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self._gone = gone
        self._report = report
        self._pending: _Pending | None = None
        self._held: list[Cited] | None = None  # notes cited in a table: printed under it
        self._counts = True  # whether paragraphs have ordinals of their own (notes have not)

    def read(self, parent: "etree._Element", *, contents: bool = False) -> None:
        """Reads every paragraph and table under ``parent``."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child, contents)
            elif tag == _TABLE:
                self._flush()
                self._table(child, contents)
            elif tag == _BLOCK:
                inner = child.find(f"{W}sdtContent")
                if inner is not None:
                    self.read(inner, contents=contents or _is_contents(child))
            elif tag == f"{MC}AlternateContent":
                choice = child.find(f"{MC}Choice")
                if choice is not None:
                    self.read(choice, contents=contents)
            elif tag in (f"{W}altChunk", f"{W}subDoc"):
                self.linked = True
                self._report.doubt(self.line, LINKED)
            elif tag in _HOLDERS:
                self.read(child, contents=contents)

    def finish(self) -> None:
        """The last paragraph ends with its container."""
        self._flush()

    def _paragraph(self, paragraph: "etree._Element", contents: bool) -> None:
        self.line += self._counts
        if self._pending is None:
            plain = self._plainly(paragraph)
            if plain is not None:
                text, given = plain
                level = given.outline if len(text) <= _LONGEST_HEADING else 0
                self._put(self.line, text, canonical(text), level, contents or given.contents)
                return
        properties = self._properties(paragraph)
        style = value(properties, "pStyle") or self._styles.usual
        content = self.inline.read(paragraph, style)
        self._tell(content)
        mark = properties.find(f"{W}rPr") if properties is not None else None
        if content.hidden and not content.text and is_on(mark, "vanish"):
            return  # not shown at all, and so not counted
        pending = self._pending or _Pending(self.line)
        self._pending = pending
        if not canonical("".join(pending.pieces)):
            pending.line = self.line
        pending.pieces.append(content.text)
        pending.notes += content.notes
        pending.boxes += content.boxes
        if is_bold(paragraph, style, self._styles):
            self.bold.add(self.line)
        if mark is not None and any(child.tag in self._gone for child in mark):
            self._report.repair("tracked change", self.line, "the end of a paragraph; it goes on in the next")
            return
        if not pending.decided:
            pending.label = self._label(properties, style)
            pending.heading = self._heading(properties, style, content.text)
            pending.contents = contents or content.contents or self._styles.given(style).contents
            pending.decided = True
        if is_on(mark, "vanish") and is_on(mark, "specVanish"):
            self._report.repair("join", self.line, "a heading that runs into its paragraph")
            pending.pieces.append(" ")
            return
        self._flush()

    def _plainly(self, paragraph: "etree._Element") -> tuple[str, Given] | None:
        """The words of a paragraph that are all there is to it, and what its style gives."""
        found = plain_words(paragraph) if self.inline.idle else None
        if found is None:
            return None
        style, text = found
        given = self._styles.given(style or self._styles.usual)
        if given.hidden or given.numbered:
            return None
        if given.bold and text.strip():
            self.bold.add(self.line)
        return text, given

    def _properties(self, paragraph: "etree._Element") -> "etree._Element | None":
        properties = paragraph.find(f"{W}pPr")
        if properties is None or not self._gone & INSERTED:
            return properties
        before = properties.find(f"{W}pPrChange/{W}pPr")
        return properties if before is None else before

    def _label(self, properties: "etree._Element | None", style: str) -> str:
        direct = numbering_ref(properties)
        numbered = properties.find(f"{W}numPr/{W}ins") if properties is not None else None
        if numbered is not None and self._gone & INSERTED:
            direct = None  # the numbering itself is a tracked insertion
        return self._numbering.label(style, direct)

    def _heading(self, properties: "etree._Element | None", style: str, text: str) -> int:
        own = outline_of(properties)
        level = self._styles.outline(style) if own is None else own
        return level if len(text) <= _LONGEST_HEADING else 0

    def _flush(self) -> None:
        pending, self._pending = self._pending, None
        if pending is None:
            return
        text = "".join(pending.pieces)
        own = canonical(text)
        if pending.label and (own or pending.label.isalnum() or len(pending.label) > 1):
            self.formed = True
            why = "the automatic number Word prints here" if own else "the number of an empty paragraph"
            self._report.repair("numbering", pending.line, why, "", pending.label)
            text = f"{pending.label} {text.lstrip()}"
            own = canonical(text)
        self._put(pending.line, text, own, pending.heading, pending.contents)
        for box in pending.boxes:
            self._report.doubt(
                pending.line, "a text box stands beside this paragraph; its words follow here", own
            )
            self._numbering, around = self._numbering.apart(), self._numbering
            self.read(box)
            self._flush()
            self._numbering = around
        self._put_notes(pending.notes)

    def _put(self, line: int, text: str, own: str, heading: int, contents: bool) -> None:
        """One paragraph's words, ``own`` without their spacing."""
        if own:
            self.formed = self.formed or bool(heading) or contents
            for part in split_breaks(text):
                level = heading if len(part) <= _LONGEST_HEADING else 0
                self.found.append(Paragraph(line, part, heading=level, contents=contents))
        elif "\u00a0" in text:
            self.found.append(Paragraph(line, text, cell=True))

    def _put_notes(self, cited: list[Cited]) -> None:
        if self._held is not None:
            self._held += cited
            return
        for one in cited:
            kind = one.kind
            note = self._notes.take(kind, one.key)
            if note is None:
                continue
            number, element = note
            self._numbering, around = self._numbering.apart(), self._numbering
            words = self._aside(element)
            self._numbering = around
            mark = f"[{kind.capitalize()} {number}]"
            place = f" behind “{one.behind}”" if one.behind else ""
            self._report.repair(
                "note", self.line, f"a {kind}: it follows the paragraph that cites it{place}", "", mark
            )
            self._report.doubt(
                self.line, f"{kind} {number}: its words stand after the paragraph that cites it", words
            )
            self.found.append(Paragraph(self.line, f"{mark} {words}"))

    def _aside(self, element: "etree._Element") -> str:
        """The words of a note or a cell as one text, read apart from the flow around it."""
        only = only_paragraph(element) if element.tag == _CELL else None
        if only is not None:
            self.line += self._counts
            plain = self._plainly(only)
            if plain is not None:
                return canonical(plain[0])
            self.line -= self._counts
        found, pending, counts = self.found, self._pending, self._counts
        self.found, self._pending = [], None
        self._counts = counts and element.tag == _CELL
        self.read(element)
        self._flush()
        words = " ".join(
            canonical(" ".join(cell for row in one.rows for cell in row) if one.rows else one.text)
            for one in self.found
        )
        self.found, self._pending, self._counts = found, pending, counts
        return words.strip()

    def _table(self, table: "etree._Element", contents: bool) -> None:
        if all(sum(1 for _ in held(row, "tc")) < 2 for row in held(table, "tr")):
            self._box(table, contents)
            return
        outermost, first = self._held is None, self.line + 1
        held_notes = self._held = [] if self._held is None else self._held
        rows: list[Row] = []
        lines: list[int] = []
        at = first
        for row, cells in rows_of(table, self._gone, self._aside, self._leave_out):
            if cells is None:
                self._leave_out(row)
            else:
                rows.append(cells)
                lines.append(at)
            at = self.line + 1
        made = level_rows(rows)
        if any(cell for row in made for cell in row):
            self.formed = True
            if next(table.iterdescendants(f"{W}tbl"), None) is not None:
                self._report.doubt(first, "a table inside a table: its words stand in one cell")
            self._add_table(made, lines)
        if outermost:
            self._held = None
            self._put_notes(held_notes)

    def _add_table(self, rows: Rows, lines: list[int]) -> None:
        clauses = clauses_of(rows)
        if clauses is None:
            self.found.append(Paragraph(lines[0], "", rows=rows, row_lines=tuple(lines)))
            return
        self._report.doubt(
            lines[0], "a table that sets labels beside their words was read as clauses", clauses[0]
        )
        self.found += [Paragraph(at, text) for at, text in zip(lines, clauses, strict=True) if text]

    def _box(self, table: "etree._Element", contents: bool) -> None:
        """A table of one column is a frame around paragraphs."""
        before = len(self.found)

        def read_cell(cell: "etree._Element") -> str:
            self.read(cell, contents=contents)
            self._flush()
            return ""

        for row, cells in rows_of(table, self._gone, read_cell, self._leave_out):
            if cells is None:
                self._leave_out(row)
        if len(self.found) > before:
            first = self.found[before]
            self._report.doubt(first.line, "a table of one column was read as paragraphs", first.text)

    def _leave_out(self, element: "etree._Element") -> None:
        """A row, or a cell, that the reading of tracked changes has not."""
        words = " ".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText"))
        what = "cell" if element.tag == _CELL else "row"
        self._report.repair("tracked change", self.line + 1, f"a {what} this reading has not", words)
        self.line += self._counts * sum(1 for _ in element.iter(_PARAGRAPH))

    def _tell(self, content: Content) -> None:
        """Repairs and doubts of one paragraph's words."""
        for change in content.struck:
            verb = "deleted" if self._gone & DELETED else "inserted"
            when = f", {change.date[:10]}" if change.date else ""
            self._report.repair(
                "tracked change",
                self.line,
                f"{verb} by {change.author or 'someone'}{when}",
                change.text.strip(),
            )
        for words in content.coded:
            self._report.repair(
                "field code", self.line, "part of a field's code, which Word does not show", words
            )
        hidden = canonical("".join(content.hidden))
        if hidden:
            self._report.repair("hidden text", self.line, "words that Word neither shows nor prints", hidden)
            self._report.doubt(self.line, "hidden text is left out", hidden)
        for key in content.comments:
            self.comments.setdefault(key, self.line)
        for sign in content.strange:
            self._report.doubt(self.line, f"a sign that only its own font has ({sign}) is kept as \ufffd")
        if content.pictures:
            self.pictures.append(self.line)


def _is_contents(block: "etree._Element") -> bool:
    gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
