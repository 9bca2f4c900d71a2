"""The way in: a received file's bytes become an agreement, with a report of how.

What reads Word, the web, PDF and Markdown is loaded when such a file comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.reading.assemble import assemble
from negotiate.agreement.reading.byhand import Seen
from negotiate.agreement.reading.corrected import Corrected
from negotiate.agreement.reading.corrections import Correction
from negotiate.agreement.reading.decode import SourceLine, decode, source_lines
from negotiate.agreement.reading.fitting import parents_found
from negotiate.agreement.reading.furniture import drop_furniture
from negotiate.agreement.reading.kinds import FileKind, kind_of
from negotiate.agreement.reading.lexing import Token, lex
from negotiate.agreement.reading.markup import OWN_PATH, own_form
from negotiate.agreement.reading.paragraphs import Paragraph, is_wrapped, paragraphs, runs_on
from negotiate.agreement.reading.report import Doubt, Imported, Places, Repair, Report
from negotiate.agreement.reading.signs import show_signs
from negotiate.agreement.reading.tables import columns_only, rebuild_tables
from negotiate.agreement.reading.titles import join_titles
from negotiate.agreement.reading.unseen import leave_out_unseen
from negotiate.common.collecting import uncollected
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from negotiate.agreement.reading.word.reader import Reading

_NO_WORDS, _GIVE = "the file has no words", "give the file that holds the agreement"
_MOST_ARTICLES = 5_000  # the longest agreements have some hundred


@dataclass(frozen=True, slots=True)
class Heard:
    """A file's paragraphs and tables as tokens in its order (a line of a Word file is a paragraph's
    ordinal), with the repairs and doubts of reading it; ``tracked`` says what changes it marks,
    ``by_hand`` are words struck or underlined without being marked as a change."""

    tokens: tuple[Token, ...]
    repairs: tuple[Repair, ...]
    doubts: tuple[Doubt, ...]
    places: Places
    tracked: str
    by_hand: tuple[Seen, ...] = ()


def read_received(
    data: bytes, name: str, reading: "Reading" = "accepted", corrections: Sequence[Correction] = ()
) -> Imported:
    """The agreement in a received file: Word, PDF, web page, Markdown or plain text.

    ``name`` is the file's name: its ending and the file's first bytes choose the reader, and
    errors name it. ``reading`` says how tracked changes are read, ``corrections`` what a person says
    of the file's lines. Blocks' lines are lines of a text, of a page's source or
    of a PDF's print, or paragraphs of a Word file (see ``layout``). Raises :class:`BadInput` for a
    file that is empty, damaged, locked or of another kind, and for a correction that does not fit;
    any text is read.
    """
    if any(one.under for one in corrections):
        first = read_received(data, name, reading, [one for one in corrections if not one.under])
        corrections = parents_found(corrections, first.agreement)
    with uncollected():
        return _read(data, name, reading, Corrected(corrections, Report()))


def heard(
    data: bytes, name: str, reading: "Reading" = "accepted", gone: frozenset[str] = frozenset()
) -> Heard:
    """What a file says, paragraph by paragraph, with no agreement made of it: a counter, a letter, a
    packet sent back. ``gone`` are looks (struck, underlined) of a PDF or a page whose words are left out.
    Errors as for :func:`read_received`."""
    fix = Corrected((), Report())
    with uncollected():
        found = _found(data, name, reading, fix, gone)
        tokens = lex(found.paragraphs)
    report = fix.report
    return Heard(
        tuple(tokens),
        tuple(report.repairs),
        tuple(report.doubts),
        Places(fix.unit, fix.pages),
        report.tracked,
        tuple(report.by_hand),
    )


def places_of(data: bytes, name: str, reading: "Reading" = "accepted") -> tuple[tuple[int, str], ...]:
    """The lines of a received file as (number, words), by which corrections name them."""
    fix = Corrected((), Report())
    _read(data, name, reading, fix)
    return fix.places


def _read(data: bytes, name: str, reading: "Reading", fix: Corrected) -> Imported:
    if kind_of(data, name) is FileKind.MARKDOWN:
        text, encoding = decode(data, name)
        own = own_form(text, OWN_PATH)
        if own is not None:
            fix.none("a file in this program's own form is not read by guess")
            return Imported(Agreement(own), (), (), "own form", encoding)
    found = _found(data, name, reading, fix)
    made = assemble(lex(found.paragraphs), fix.report)
    if not made.documents:
        raise BadInput(_NO_WORDS, where=name, do=_GIVE)
    many = sum(len(document.articles) for document in made.documents)
    if many > _MOST_ARTICLES:  # each is a file of its own
        raise BadInput(
            f"read as {many:,} articles, more than the {_MOST_ARTICLES:,} a file may have here",
            where=name,
            do=f"{_GIVE}, and nothing else",
        )
    return _reported(made, found.layout, found.encoding, fix)


@dataclass(frozen=True, slots=True)
class _Found:
    """A file's paragraphs and tables, how they are laid out and in which encoding."""

    paragraphs: list[Paragraph]
    layout: str
    encoding: str


def _found(
    data: bytes, name: str, reading: "Reading", fix: Corrected, gone: frozenset[str] = frozenset()
) -> _Found:
    match kind_of(data, name):
        case FileKind.WORD:
            return _from_word(data, name, fix, reading)
        case FileKind.WEB:
            return _from_web(data, name, fix, reading, gone)
        case FileKind.PDF:
            return _from_pdf(data, name, fix, gone)
        case FileKind.MARKDOWN:
            return _from_markdown(*decode(data, name), fix, reading)
        case _:
            text, encoding = decode(data, name)
            return _from_lines(source_lines(text), encoding, fix)


def _from_markdown(text: str, encoding: str, fix: Corrected, reading: "Reading") -> _Found:
    from negotiate.agreement.reading.marked.reader import read_marked

    received = source_lines(text)
    marked = read_marked(text, fix.report, accepted=reading == "accepted")
    fix.fits([*received, *marked.lines], marked.tables)
    marked.lines = _seen(fix.as_received(fix.lines(marked.lines), received), fix)
    wrapped = is_wrapped(marked.lines)
    lines = marked.lines if wrapped else marked.soft(fix.joins())
    found = _joined(lines, wrapped, marked.headings, fix)
    found = sorted([*found, *fix.paragraphs(marked.tables)], key=lambda one: one.line)
    return _Found(fix.tables(found, _between_tables), _layout(wrapped), encoding)


def _between_tables(found: list[Paragraph], report: Report) -> list[Paragraph]:
    """Tables rebuilt between those that the file gives, never across one."""
    out: list[Paragraph] = []
    for given, run in groupby(found, key=lambda one: bool(one.rows)):
        stretch = list(run)
        out += stretch if given else rebuild_tables(stretch, report)
    return out


def _from_lines(lines: list[SourceLine], encoding: str, fix: Corrected) -> _Found:
    fix.fits(lines)
    lines = _seen(fix.lines(lines), fix)
    wrapped = is_wrapped(lines)
    found = _joined(lines, wrapped, {}, fix)
    return _Found(fix.tables(found, rebuild_tables), _layout(wrapped), encoding)


def _seen(lines: list[SourceLine], fix: Corrected) -> list[SourceLine]:
    """The lines as a reader of the print sees their signs."""
    return show_signs(leave_out_unseen(lines, fix.report), fix.report)


def _see(paragraphs: list[Paragraph], fix: Corrected) -> None:
    """Paragraphs and rows of a file that has them of its own, with their signs as a reader sees them."""
    rows = [row for one in paragraphs for row in zip(one.row_lines, one.rows, strict=True)]
    lines = [SourceLine(one.line, one.raw) for one in paragraphs if not one.rows]
    lines += [SourceLine(line, "\n".join(row)) for line, row in rows]
    seen = _seen(lines, fix)
    if seen is lines:
        return
    left = iter(seen)
    for one in paragraphs:
        if not one.rows and (line := next(left).raw) != one.raw:
            one.raw, one.text = line, canonical(line)
    for one in paragraphs:
        one.rows = tuple(tuple(map(canonical, next(left).raw.split("\n"))) for _ in one.rows)
    paragraphs[:] = [one for one in paragraphs if one.rows or one.text or one.cell]


def _layout(wrapped: bool) -> str:
    return "lines wrapped at a width" if wrapped else "a paragraph a line"


def _joined(
    lines: list[SourceLine], wrapped: bool, headings: dict[int, int], fix: Corrected
) -> list[Paragraph]:
    lines = drop_furniture(lines, fix.report, fix.stay(), cells=not wrapped)
    found = paragraphs(lines, wrapped, fix.report, fix.alone() | headings.keys(), fix.joins())
    for one in found:
        one.heading = headings.get(one.line, 0)
    join_titles(found)
    return fix.marked(found if wrapped else fix.joined(found))


def _from_word(data: bytes, name: str, fix: Corrected, reading: "Reading") -> _Found:
    from negotiate.agreement.reading.word.reader import read_word

    fix.unit = "paragraph"
    text = read_word(data, name, fix.report, reading)
    return _from_formed(
        _Formed("Word paragraphs", "Word", text.paragraphs, text.lines(), text.formed), name, fix
    )


def _from_web(data: bytes, name: str, fix: Corrected, reading: "Reading", gone: frozenset[str]) -> _Found:
    from negotiate.agreement.reading.web.reader import read_web

    text = read_web(data, name, fix.report, reading, gone)
    return _from_formed(
        _Formed("a web page", text.encoding, text.paragraphs, text.lines, text.formed), name, fix
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


def _from_formed(text: _Formed, name: str, fix: Corrected) -> _Found:
    if not any(one.rows or one.text for one in text.paragraphs):
        raise BadInput(_NO_WORDS, where=name, do=_GIVE)
    if text.formed:
        fix.fits([], text.paragraphs)
        _see(text.paragraphs, fix)
        join_titles(text.paragraphs)
        found = fix.marked(fix.paragraphs(text.paragraphs))
        return _Found(fix.tables(found, columns_only), text.layout, text.encoding)
    fix.fits(text.lines)
    lines = _seen(fix.lines(text.lines), fix)
    wrapped = is_wrapped(lines) and runs_on(lines)
    layout = f"{text.layout}, each a line wrapped at a width" if wrapped else text.layout
    found = _joined(lines, wrapped, {}, fix)
    return _Found(fix.tables(found, rebuild_tables), layout, text.encoding)


def _from_pdf(data: bytes, name: str, fix: Corrected, gone: frozenset[str]) -> _Found:
    from negotiate.agreement.reading.pdf.reader import read_pdf

    text = read_pdf(data, name, fix.report, gone)
    fix.pages = text.starts()
    fix.fits(text.lines, text.tables)
    lines = show_signs(fix.lines(text.lines), fix.report)
    # running heads are known by their place already
    found = fix.marked(paragraphs(lines, True, fix.report, fix.alone(), fix.joins()))
    if text.tables:
        found = sorted([*found, *fix.paragraphs(text.tables)], key=lambda one: one.line)
        found = fix.tables(found, columns_only)
    else:
        found = fix.tables(found, rebuild_tables)
    return _Found(found, "printed lines, counted through all pages", "PDF")


def _reported(agreement: Agreement, layout: str, encoding: str, fix: Corrected) -> Imported:
    report = fix.report
    fix.settled()
    repairs = sorted(report.repairs, key=lambda repair: repair.line)
    doubts = sorted(report.doubts, key=lambda doubt: doubt.line)
    places = Places(fix.unit, fix.pages)
    return Imported(agreement, tuple(repairs), tuple(doubts), layout, encoding, places, report.tracked)
