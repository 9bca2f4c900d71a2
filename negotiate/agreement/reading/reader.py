"""The way in: a received file's bytes become an agreement, with a report of how."""

from dataclasses import dataclass

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.markdown import read_article
from negotiate.agreement.reading.assemble import assemble
from negotiate.agreement.reading.decode import SourceLine, decode, source_lines
from negotiate.agreement.reading.furniture import drop_furniture
from negotiate.agreement.reading.kinds import FileKind, kind_of
from negotiate.agreement.reading.lexing import lex
from negotiate.agreement.reading.markup import OWN_FORM, strip_markup
from negotiate.agreement.reading.paragraphs import Paragraph, is_wrapped, paragraphs, runs_on
from negotiate.agreement.reading.pdf.reader import read_pdf
from negotiate.agreement.reading.report import Imported, Report
from negotiate.agreement.reading.tables import columns_only, rebuild_tables
from negotiate.agreement.reading.web.reader import read_web
from negotiate.agreement.reading.word.reader import Reading, read_word
from negotiate.common.errors import BadInput


def read_received(data: bytes, name: str, reading: Reading = "accepted") -> Imported:
    """The agreement in a received file: Word, PDF, web page, Markdown or plain text.

    ``name`` is the file's name: its ending and the file's first bytes choose the reader, and
    errors name it. ``reading`` says how tracked changes are read. Blocks' lines are lines of a
    text, of a page's source or of a PDF's print, or paragraphs of a Word file (see ``layout``). Raises
    :class:`BadInput` for a file that is empty, damaged, locked or of another kind; any text is
    read.
    """
    report = Report()
    match kind_of(data, name):
        case FileKind.WORD:
            return _from_word(data, name, report, reading)
        case FileKind.WEB:
            return _from_web(data, name, report, reading)
        case FileKind.PDF:
            return _from_pdf(data, name, report)
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
    return _from_formed(
        _Formed("Word paragraphs", "Word", text.paragraphs, text.lines(), text.formed), name, report
    )


def _from_web(data: bytes, name: str, report: Report, reading: Reading) -> Imported:
    text = read_web(data, name, report, reading)
    return _from_formed(
        _Formed("a web page", text.encoding, text.paragraphs, text.lines, text.formed), name, report
    )


@dataclass(frozen=True, slots=True)
class _Formed:
    """A file that has paragraphs of its own. Where it has nothing else (not ``formed``), it may be
    plain text that only travels in such a file: then its lines are read as a text's."""

    layout: str
    encoding: str
    paragraphs: list[Paragraph]
    lines: list[SourceLine]
    formed: bool


def _from_formed(text: _Formed, name: str, report: Report) -> Imported:
    if not any(one.rows or one.text for one in text.paragraphs):
        raise BadInput("the file has no words", where=name, do="give the file that holds the agreement")
    if text.formed:
        return _imported(columns_only(text.paragraphs, report), text.layout, text.encoding, report)
    wrapped = is_wrapped(text.lines) and runs_on(text.lines)
    layout = f"{text.layout}, each a line wrapped at a width" if wrapped else text.layout
    found = _joined(text.lines, wrapped, {}, report)
    return _imported(rebuild_tables(found, report), layout, text.encoding, report)


def _from_pdf(data: bytes, name: str, report: Report) -> Imported:
    text = read_pdf(data, name, report)
    found = paragraphs(text.lines, True, report)  # running heads are known by their place already
    if text.tables:
        found = sorted([*columns_only(found, report), *text.tables], key=lambda one: one.line)
    else:
        found = rebuild_tables(found, report)
    agreement = assemble(lex(found), report)
    text.say_pages(report)
    return _reported(agreement, "printed lines, counted through all pages", "PDF", report)


def _imported(found: list[Paragraph], layout: str, encoding: str, report: Report) -> Imported:
    return _reported(assemble(lex(found), report), layout, encoding, report)


def _reported(agreement: Agreement, layout: str, encoding: str, report: Report) -> Imported:
    repairs = sorted(report.repairs, key=lambda repair: repair.line)
    doubts = sorted(report.doubts, key=lambda doubt: doubt.line)
    return Imported(agreement, tuple(repairs), tuple(doubts), layout, encoding)
