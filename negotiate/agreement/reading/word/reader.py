"""A Word file as paragraphs, with everything said that a person should know of how it was read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.looks import show_headings
from negotiate.agreement.reading.paragraphs import Paragraph
from negotiate.agreement.reading.report import Report, marks_said
from negotiate.agreement.reading.word.body import Flow
from negotiate.agreement.reading.word.inline import DELETED, INSERTED, Inline, revisions
from negotiate.agreement.reading.word.notes import Notes
from negotiate.agreement.reading.word.numbering import Numbering
from negotiate.agreement.reading.word.package import Package, W
from negotiate.agreement.reading.word.styles import Styles
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

Reading = Literal["accepted", "rejected"]
"""Which text a file with tracked changes is read as: with them made, or as it was before them."""
_GONE: dict[str, frozenset[str]] = {"accepted": DELETED, "rejected": INSERTED}
_FURNITURE = (("header", "a header of the pages"), ("footer", "a footer of the pages"))


@dataclass(frozen=True, slots=True)
class WordText:
    """A Word file's paragraphs. ``formed`` says that it has headings, numbering or tables of its
    own; without any it may be a plain text that only travels as a Word file."""

    paragraphs: list[Paragraph]
    formed: bool

    def lines(self) -> list[SourceLine]:
        """Every paragraph as a line, an empty one as a blank line; a note has its paragraph's number."""
        out: list[SourceLine] = []
        last = 0
        for one in self.paragraphs:
            out += [SourceLine(number, "") for number in range(last + 1, one.line)]
            out.append(SourceLine(one.line, one.raw))
            last = one.line
        return out


def read_word(data: bytes, name: str, report: Report, reading: Reading = "accepted") -> WordText:
    """The paragraphs of a Word file; ``line`` is a paragraph's ordinal in the body, from 1.

    Raises :class:`BadInput` for what is no Word file, is damaged, locked or too large.
    """
    package = Package(data, name)
    body = package.body()
    styles = Styles(_part(package, "styles"))
    numbering = Numbering(_part(package, "numbering"), styles)
    gone = _GONE[reading]
    notes = Notes(package)
    flow = Flow(styles, numbering, notes, gone, report)
    flow.read(body)
    flow.finish()
    show_headings(flow.found, [one.line in flow.bold for one in flow.found])
    _tell_field(flow, report)
    _tell_revisions(body, reading, report)
    _tell_comments(package, flow.comments, styles, report)
    if flow.linked and not any(one.rows or one.text for one in flow.found):
        raise BadInput(
            "the file only holds another one inside it", where=name, do="open it in Word and save it as .docx"
        )
    for form in sorted(numbering.unknown):
        report.doubt(1, f"numbering in the form {form!r} is shown as plain figures")
    if flow.pictures:
        report.doubt(flow.pictures[0], f"{len(flow.pictures)} pictures; words inside them are not read")
    for kind, element in notes.left():
        report.repair(
            "note", flow.line, f"a {kind} that nothing in this reading cites", _words(element, styles)
        )
    for what, line, words in _page_furniture(package, body, styles, gone):
        report.repair("page furniture", line, what, words)
    return WordText(flow.found, flow.formed or any(one.heading for one in flow.found))


def _part(package: Package, kind: str) -> "etree._Element | None":
    paths = package.related(kind)
    return package.part(paths[0]) if paths else None


def _words(element: "etree._Element", styles: Styles, gone: frozenset[str] = DELETED) -> str:
    """The words of a part outside the body, paragraph after paragraph."""
    inline = Inline(gone, styles)
    return canonical(" ".join(inline.read(one).text for one in element.iter(f"{W}p")))


def _tell_field(flow: Flow, report: Report) -> None:
    if flow.inline.unended:
        report.doubt(
            flow.line, "a field begins and never ends; words may be missing: see the field codes listed"
        )


def _tell_revisions(body: "etree._Element", reading: Reading, report: Report) -> None:
    made = removed = 0
    authors: dict[str, None] = {}
    for one in revisions(body):
        made += one.tag in INSERTED
        removed += one.tag in DELETED
        authors.setdefault(one.get(f"{W}author", "") or "someone")
    if made or removed:
        other = "rejected" if reading == "accepted" else "accepted"
        report.tracked = f"{marks_said(made, removed)} by {', '.join(authors)}"
        report.doubt(
            1,
            f"the file has tracked changes ({report.tracked}); "
            f"it was read with all of them {reading}, not {other}",
        )


def _tell_comments(package: Package, places: dict[str, int], styles: Styles, report: Report) -> None:
    root = _part(package, "comments")
    comments = root.findall(f"{W}comment") if root is not None else []
    for one in comments:
        line = places.get(one.get(f"{W}id", ""), 1)
        author = one.get(f"{W}author", "") or "someone"
        report.repair("comment", line, f"a comment by {author}, beside the text", _words(one, styles))
    if comments:
        authors = dict.fromkeys(one.get(f"{W}author", "") or "someone" for one in comments)
        many = "1 comment" if len(comments) == 1 else f"{len(comments)} comments"
        report.doubt(1, f"{many} by {', '.join(authors)}: not part of the text, each is listed")


def _page_furniture(
    package: Package, body: "etree._Element", styles: Styles, gone: frozenset[str]
) -> Iterator[tuple[str, int, str]]:
    """Headers and footers: what each is, the last paragraph of its section, its words."""
    lines = 0
    seen: set[str] = set()
    for one in body.iter(f"{W}p", f"{W}sectPr"):
        lines += one.tag == f"{W}p"
        if one.tag != f"{W}sectPr":
            continue
        for kind, what in _FURNITURE:
            for reference in one.iterchildren(f"{W}{kind}Reference"):
                path = package.target(reference)
                root = package.part(path) if path and path not in seen else None
                seen.add(path)
                words = _words(root, styles, gone) if root is not None else ""
                if words:
                    yield what, lines, words
