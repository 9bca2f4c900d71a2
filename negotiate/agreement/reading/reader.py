"""The way in: a received file's bytes become an agreement, with a report of how."""

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.markdown import read_article
from negotiate.agreement.reading.assemble import assemble
from negotiate.agreement.reading.decode import SourceLine, decode, source_lines
from negotiate.agreement.reading.furniture import drop_furniture
from negotiate.agreement.reading.kinds import FileKind, kind_of
from negotiate.agreement.reading.lexing import lex
from negotiate.agreement.reading.markup import OWN_FORM, strip_markup
from negotiate.agreement.reading.paragraphs import Paragraph, is_wrapped, paragraphs, runs_on
from negotiate.agreement.reading.report import Imported, Report
from negotiate.agreement.reading.tables import columns_only, rebuild_tables
from negotiate.agreement.reading.word.reader import Reading, read_word
from negotiate.common.errors import BadInput


def read_received(data: bytes, name: str, reading: Reading = "accepted") -> Imported:
    """The agreement in a received file: Word, PDF, web page, Markdown or plain text.

    ``name`` is the file's name: its ending and the file's first bytes choose the reader, and
    errors name it. ``reading`` says how a Word file's tracked changes are read. Blocks' lines
    are lines of a text, paragraphs of a Word file (see ``layout``). Raises :class:`BadInput`
    for a file that is empty, damaged, locked or of another kind; any text is read.
    """
    report = Report()
    match kind_of(data, name):
        case FileKind.WORD:
            return _from_word(data, name, report, reading)
        case FileKind.MARKDOWN:
            return _from_markdown(*decode(data, name), report)
        case _:
            text, encoding = decode(data, name)
            return _from_lines(source_lines(text), {}, encoding, report)


def _from_markdown(text: str, encoding: str, report: Report) -> Imported:
    if OWN_FORM.search(text):
        article = read_article(text, "01-agreement.md")
        return Imported(Agreement((Document("agreement", (article,)),)), (), (), "own form", encoding)
    lines, headings = strip_markup(source_lines(text), report)
    return _from_lines(lines, headings, encoding, report)


def _from_lines(lines: list[SourceLine], headings: dict[int, int], encoding: str, report: Report) -> Imported:
    wrapped = is_wrapped(lines)
    found = _joined(lines, wrapped, headings, report)
    layout = "lines wrapped at a width" if wrapped else "a paragraph a line"
    return _imported(rebuild_tables(found, report), layout, encoding, report)


def _joined(
    lines: list[SourceLine], wrapped: bool, headings: dict[int, int], report: Report
) -> list[Paragraph]:
    if wrapped:
        lines = drop_furniture(lines, report)
    found = paragraphs(lines, wrapped, report, frozenset(headings))
    for one in found:
        one.heading = headings.get(one.line, 0)
    return found


def _from_word(data: bytes, name: str, report: Report, reading: Reading) -> Imported:
    text = read_word(data, name, report, reading)
    if not text.paragraphs:
        raise BadInput("the file has no words", where=name, do="give the file that holds the agreement")
    found = text.paragraphs
    layout = "Word paragraphs"
    if text.formed:
        return _imported(columns_only(found, report), layout, "Word", report)
    lines = text.lines()
    wrapped = is_wrapped(lines) and runs_on(lines)
    if wrapped:
        layout = "Word paragraphs, each a line wrapped at a width"
    found = _joined(lines, wrapped, {}, report)
    return _imported(rebuild_tables(found, report), layout, "Word", report)


def _imported(found: list[Paragraph], layout: str, encoding: str, report: Report) -> Imported:
    agreement = assemble(lex(found), report)
    repairs = sorted(report.repairs, key=lambda repair: repair.line)
    doubts = sorted(report.doubts, key=lambda doubt: doubt.line)
    return Imported(agreement, tuple(repairs), tuple(doubts), layout, encoding)
