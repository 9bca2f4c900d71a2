"""The way in: a received file's bytes become an agreement, with a report of how."""

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.markdown import read_article
from negotiate.agreement.reading.assemble import assemble
from negotiate.agreement.reading.decode import SourceLine, decode, source_lines
from negotiate.agreement.reading.furniture import drop_furniture
from negotiate.agreement.reading.lexing import lex
from negotiate.agreement.reading.markup import OWN_FORM, strip_markup
from negotiate.agreement.reading.paragraphs import is_wrapped, paragraphs
from negotiate.agreement.reading.report import Imported, Report
from negotiate.agreement.reading.tables import rebuild_tables
from negotiate.common.errors import BadInput

READABLE = (".txt", ".text", ".md", ".markdown")


def read_received(data: bytes, name: str) -> Imported:
    """The agreement in a received file of plain text or Markdown.

    ``name`` is the file's name: its ending chooses the reader, and errors name it. Raises
    :class:`BadInput` for a file that is empty, binary or of another kind; any text is read.
    """
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending not in READABLE:
        decode(data, name)  # says what the file is, where its first bytes tell
        raise BadInput(
            f"files ending in {ending!r} cannot be read" if ending else "the file's name has no ending",
            where=name,
            do="save it as .txt or .md",
        )
    text, encoding = decode(data, name)
    report = Report()
    if ending in (".md", ".markdown") and OWN_FORM.search(text):
        article = read_article(text, "01-agreement.md")
        return Imported(Agreement((Document("agreement", (article,)),)), (), (), "own form", encoding)
    lines = source_lines(text)
    headings: dict[int, int] = {}
    if ending in (".md", ".markdown"):
        lines, headings = strip_markup(lines, report)
    return _read_lines(lines, headings, encoding, report)


def _read_lines(lines: list[SourceLine], headings: dict[int, int], encoding: str, report: Report) -> Imported:
    wrapped = is_wrapped(lines)
    if wrapped:
        lines = drop_furniture(lines, report)
    found = paragraphs(lines, wrapped, report, frozenset(headings))
    for one in found:
        one.heading = headings.get(one.line, 0)
    agreement = assemble(lex(rebuild_tables(found, report)), report)
    layout = "lines wrapped at a width" if wrapped else "a paragraph a line"
    repairs = sorted(report.repairs, key=lambda repair: repair.line)
    doubts = sorted(report.doubts, key=lambda doubt: doubt.line)
    return Imported(agreement, tuple(repairs), tuple(doubts), layout, encoding)
