"""The words inside a paragraph: runs, tabs and breaks, fields as shown, tracked changes as read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from negotiate.agreement.reading.signs import SYMBOL, WINGDINGS
from negotiate.agreement.reading.word.package import MC, W, is_on, value, whole
from negotiate.agreement.reading.word.styles import Styles
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = frozenset({f"{W}t", f"{W}delText", f"{_MATH}t"})
INSERTED = frozenset({f"{W}ins", f"{W}moveTo"})
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
_REVISED = INSERTED | DELETED
_BOX = f"{W}txbxContent"
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "instrText", "delInstrText",
        "fldData", "softHyphen", "footnoteRef", "endnoteRef", "annotationRef", "sectPr", "rubyPr",
    )
)  # fmt: skip
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_COMMENTED = frozenset({f"{W}commentRangeStart", f"{W}commentReference"})
_BEHIND = 30  # characters before a note, to find its place again
_PICTURES = ("}blip", "}imagedata")
_SYMBOLS = {"symbol": SYMBOL, "wingdings": WINGDINGS}


@dataclass(slots=True)
class Struck:
    """Words that a tracked change takes out of the reading: who changed them and when."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A note where it is cited: ``footnote`` or ``endnote``, its id, the words it stands behind."""

    kind: str
    key: str
    behind: str


@dataclass(slots=True)
class Content:
    """What a stretch of a paragraph holds. ``comments`` are the ids of those anchored in it;
    ``boxes`` the contents of text boxes; ``coded`` words inside a field's code; ``hidden`` words
    that are not shown."""

    pieces: list[str] = field(default_factory=list)
    notes: list[Cited] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    boxes: "list[etree._Element]" = field(default_factory=list)
    struck: list[Struck] = field(default_factory=list)
    coded: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    pictures: int = 0
    contents: bool = False

    @property
    def text(self) -> str:
        """The words as shown, with tabs and line breaks."""
        return "".join(self.pieces)


class Inline:
    """Reads paragraphs in order. A field may run over several, so one reader serves a whole text.

    ``gone`` are the elements whose words are not part of the reading (:data:`INSERTED` or
    :data:`DELETED`).
    """

    def __init__(self, gone: frozenset[str], styles: Styles) -> None:
        self.gone = gone
        self._styles = styles
        self._fields: list[str] = []  # each open field: "code" or "shown"
        self._instruction: list[str] = []
        self._tables_of_contents: list[int] = []  # the depths of open fields that are one
        self._hides = False  # whether the paragraph's style hides its words

    @property
    def unended(self) -> bool:
        """Whether a field began that never ended."""
        return bool(self._fields)

    @property
    def idle(self) -> bool:
        """Whether no field is open: a paragraph begins with nothing before it."""
        return not self._fields and not self._tables_of_contents

    def forget(self) -> None:
        """Fields never go from one text to another."""
        self._fields.clear()
        self._tables_of_contents.clear()

    def read(self, paragraph: "etree._Element", style: str = "") -> Content:
        """The content of a paragraph; its ``style`` may hide it."""
        self._hides = self._styles.hidden(style)
        content = Content(contents=bool(self._tables_of_contents))
        self._walk(paragraph, content, None)
        content.contents = content.contents or bool(self._tables_of_contents)
        return content

    def _walk(self, parent: "etree._Element", content: Content, struck: Struck | None) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, content, struck)
            elif tag in _REVISED and tag in self.gone:
                if struck is None:
                    change = Struck(child.get(f"{W}author", ""), child.get(f"{W}date", ""), "")
                    self._walk(child, content, change)
                    content.struck += [change] if change.text.strip() else []
                else:
                    self._walk(child, content, struck)
            else:
                self._part(child, content, struck, hidden=False)

    def _run(self, run: "etree._Element", content: Content, struck: Struck | None) -> None:
        properties = run.find(f"{W}rPr")
        hidden = is_on(properties, "vanish")
        if hidden is None:
            hidden = self._hides or self._styles.hidden(value(properties, "rStyle") or "")
        for child in run:
            self._part(child, content, struck, hidden=hidden)

    def _part(
        self, child: "etree._Element", content: Content, struck: Struck | None, *, hidden: bool
    ) -> None:
        tag = child.tag
        if tag in _TEXTS:
            self._put((child.text or "").replace("\n", " "), content, struck, hidden=hidden)
        elif tag in _SIGNS:
            self._put(_SIGNS[tag], content, struck, hidden=hidden)
        elif tag == f"{W}fldChar":
            self._put(_chosen(child), content, struck, hidden=hidden)
            self._field(child.get(f"{W}fldCharType", ""), content)
        elif tag in _NOTES:
            if struck is None:
                behind = canonical("".join(content.pieces))[-_BEHIND:]
                content.notes.append(Cited(_NOTES[tag], child.get(f"{W}id", ""), behind))
        elif tag in _COMMENTED:
            content.comments.append(child.get(f"{W}id", ""))
        elif tag == f"{W}sym":
            self._put(_symbol(child, content), content, struck, hidden=hidden)
        elif tag == _BOX:
            if struck is None:
                content.boxes.append(child)
        elif tag == f"{MC}AlternateContent":
            choice = child.find(f"{MC}Choice")
            self._walk(choice if choice is not None else child, content, struck)
        elif tag == f"{W}instrText" and self._fields and self._fields[-1] == "code":
            self._instruction.append(child.text or "")
        elif tag not in _SKIPPED:
            content.pictures += tag.endswith(_PICTURES)
            self._walk(child, content, struck)

    def _put(self, text: str, content: Content, struck: Struck | None, *, hidden: bool) -> None:
        if struck is not None:
            struck.text += text
        elif "code" in self._fields:
            content.coded += [text] if text.strip() else []
        elif hidden:
            content.hidden.append(text)
        else:
            content.pieces.append(text)

    def _field(self, kind: str, content: Content) -> None:
        if kind == "begin":
            self._fields.append("code")
            self._instruction.clear()
        elif kind == "separate" and self._fields:
            self._fields[-1] = "shown"
            if "".join(self._instruction).split()[:1] == ["TOC"]:
                self._tables_of_contents.append(len(self._fields))
                content.contents = True
        elif kind == "end" and self._fields:
            if self._tables_of_contents and self._tables_of_contents[-1] == len(self._fields):
                self._tables_of_contents.pop()
            self._fields.pop()


def _chosen(field: "etree._Element") -> str:
    """The entry shown by a form's list to choose from, which is nowhere else in the file."""
    choice = field.find(f"{W}ffData/{W}ddList")
    if choice is None:
        return ""
    entries = [one.get(f"{W}val", "") for one in choice.iterchildren(f"{W}listEntry")]
    at = whole(value(choice, "result") or value(choice, "default")) or 0
    return entries[at] if 0 <= at < len(entries) else ""


def _symbol(sign: "etree._Element", content: Content) -> str:
    font, code = sign.get(f"{W}font", ""), sign.get(f"{W}char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = _SYMBOLS.get(font.lower(), {}).get(number & 0xFF)
    if known is not None:
        return known
    private = 0xE000 <= number <= 0xF8FF or not 0x20 <= number < 0x110000 or 0xD800 <= number < 0xE000
    if private:
        content.strange.append(f"{font} {code}")
        return "\ufffd"
    return chr(number)


def revisions(root: "etree._Element") -> Iterator["etree._Element"]:
    """Every tracked insertion, deletion and move of words, paragraph marks and rows in a part."""
    yield from root.iter(*_REVISED)
