"""Every word that a packet holds, whatever its kind: what its pages show, what it reads with its changes
rejected, what stands beside the text (headers, comments, hidden words, properties), what its code says.

Two files with the same words in every stretch say the same; a stretch is kept line by line, so that two
can be laid beside each other quickly.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negotiate.agreement.reading.decode import decode
from negotiate.agreement.reading.kinds import FileKind, kind_of
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.word.package import W, whole
from negotiate.common.errors import BadInput

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Line = tuple[str, ...]
"""The words and signs of a line, in order."""

_MADE_BY = re.compile(r"negotiate \d+(?:\.\d+)*")
_PAGES = re.compile(r"\bPage \d+ of \d+\b")  # fields: what was printed last time is kept in them
_WORD = re.compile(r"\w+|[^\w\s]")
_UNSHOWN = frozenset(("script", "style", "noscript", "template"))
_CELLS = frozenset(("tr", "td", "th", "thead", "tbody"))  # of how many rows a table is, its words tell
_TOLD = ("title", "subject", "creator", "description", "keywords", "category", "lastModifiedBy")
_LOOKED = ("Title", "Author", "Subject", "Keywords")
_BODY, _CORE = "word/document.xml", "docProps/core.xml"
_BETWEEN = 12_000  # twentieths of a point: a sheet of A4 is narrower, of US Letter wider
_LINK = 2  # PDFium's FPDF_ANNOT_LINK


@dataclass(frozen=True, slots=True)
class Stretch:
    """One reading of a file: ``where`` it stands (empty: its pages), its lines."""

    where: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """All that a file holds: ``text`` are its pages as they are spelled. ``parts`` are those of a Word
    file, each in its canonical form; ``author`` and ``paper`` (``us-letter`` or ``a4``) are what a person
    chose when it was made; ``made_by`` the program that made it, where the file says so."""

    kind: FileKind
    text: str
    stretches: tuple[Stretch, ...]
    parts: tuple[tuple[str, bytes], ...] = ()
    author: str = ""
    paper: str = "us-letter"
    made_by: str = ""


def held(data: bytes, name: str) -> Held:
    """The words of a file. Raises :class:`BadInput` for one that is damaged, locked or of another kind."""
    kind = kind_of(data, name)
    match kind:
        case FileKind.WORD:
            return _word(data, name)
        case FileKind.PDF:
            return _pdf(data, name)
        case FileKind.WEB:
            return _web(data, name)
        case _:
            text = decode(data, name)[0]
            spelled = text.replace("\\", "")
            return Held(kind, spelled, (_stretch("", text.splitlines()),))


def words_of(text: str) -> Line:
    """The words and signs of a text."""
    return tuple(_WORD.findall(text))


def _stretch(where: str, lines: Iterable[str]) -> Stretch:
    found = (words_of(line) for line in lines)
    return Stretch(where, tuple(line for line in found if line))


def _word(data: bytes, name: str) -> Held:
    from lxml import etree

    lines: list[str] = []
    stretches = tuple(_readings(data, name, lines))
    parts = dict(_parts(data))
    body = etree.fromstring(parts.get(_BODY, b"<none/>"))
    authors = (one.get(f"{W}author") for one in body.iter())
    sizes = (whole(one.get(f"{W}w")) for one in body.iter(f"{W}pgSz"))
    paper = "a4" if (next(sizes, None) or _BETWEEN) < _BETWEEN else "us-letter"
    author = next((one for one in authors if one), "")
    core = etree.fromstring(parts.get(_CORE, b"<none/>"))
    made_by = next((one.text or "" for one in core.iter("{*}version")), "")
    return Held(FileKind.WORD, "\n".join(lines), stretches, tuple(parts.items()), author, paper, made_by)


def _readings(data: bytes, name: str, shown: list[str]) -> Iterator[Stretch]:
    """Its readings; the lines of its pages are put into ``shown``."""
    from negotiate.agreement.reading.word.reader import read_word

    report = Report()
    for where, reading in (("", "accepted"), ("with its changes rejected", "rejected")):
        told = report if not where else Report()
        text = read_word(data, name, told, "accepted" if reading == "accepted" else "rejected")
        lines: list[str] = []
        for one in text.paragraphs:
            rows = (" ".join(cell for cell in row if cell) for row in one.rows)
            lines += [one.text] if one.text else rows
        shown += lines if not where else ()
        yield _stretch(where, lines)
    beside = [_PAGES.sub("Page", f"{one.kind}: {one.taken or one.given}") for one in report.repairs]
    beside += [one.what for one in report.doubts if "tracked" not in one.what]
    yield _stretch("beside the text", [*beside, *_properties(data)])


def _properties(data: bytes) -> list[str]:
    """What the file says of itself, each with its name, in the order of the names: programs write them in
    an order of their own."""
    from lxml import etree

    told: list[str] = []
    for name, canonical in _parts(data):
        if name.startswith("docProps/") and name.endswith(".xml") and name != "docProps/app.xml":
            for one in etree.fromstring(canonical).iter():
                words = (one.text or "").strip()
                if (
                    words
                    and isinstance(one.tag, str)
                    and (name != _CORE or etree.QName(one).localname in _TOLD)
                ):
                    told.append(f"{etree.QName(one).localname}: {words}")
    return sorted(told)


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each part of the package; XML in its canonical form, in which writing it anew changes nothing."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:  # the reader has found it sound and of fair size
        for name in sorted(set(archive.namelist())):
            raw = archive.read(name)
            try:
                root = etree.fromstring(raw, parser)
            except etree.XMLSyntaxError:
                yield name, raw
                continue
            if name.endswith(".rels") or name == "[Content_Types].xml":  # their order says nothing
                root[:] = sorted(root, key=lambda one: sorted(one.attrib.items()))
            yield name, etree.tostring(root, method="c14n")


def _pdf(data: bytes, name: str) -> Held:
    import pypdfium2

    from negotiate.agreement.reading.pdf.document import MOST_PAGES

    try:
        with pypdfium2.PdfDocument(data) as document:
            count = len(document)
            if count > MOST_PAGES:
                raise BadInput(f"the PDF has {count:,} pages; at most {MOST_PAGES:,} are read", where=name)
            lines: list[str] = []
            told = document.get_metadata_dict()
            made_by = _MADE_BY.match(told.get("Keywords", ""))
            beside = [f"{key}: {_MADE_BY.sub('', told.get(key, ''))}" for key in _LOOKED]
            paper = "a4" if count and document[0].get_width() < _BETWEEN / 20 else "us-letter"
            for number in range(count):
                page = document[number]
                lines += page.get_textpage().get_text_range().splitlines()
                beside += _annotations(page, number + 1)
            beside += [f"attached file {number + 1}" for number in range(document.count_attachments())]
    except pypdfium2.PdfiumError as fault:
        raise BadInput("the PDF is damaged or locked", where=name, do="ask for the file again") from fault
    stretches = (_stretch("", lines), _stretch("beside the text", beside))
    said = made_by[0] if made_by else ""
    author = told.get("Author", "")
    return Held(FileKind.PDF, "\n".join(lines), stretches, author=author, paper=paper, made_by=said)


def _annotations(page: "PdfPage", number: int) -> Iterator[str]:
    """What was written or drawn onto a page by a reader's program, links of the page's own apart."""
    import pypdfium2.raw as pdfium

    for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
        one = pdfium.FPDFPage_GetAnnot(page, at)
        kind = pdfium.FPDFAnnot_GetSubtype(one)
        said = "".join(_value(one, key) for key in (b"Contents", b"V", b"T"))
        pdfium.FPDFPage_CloseAnnot(one)
        if kind != _LINK:
            yield f"a note or mark on page {number}: {said}"


def _value(annotation: object, key: bytes) -> str:
    import ctypes

    import pypdfium2.raw as pdfium

    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    room = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), size)
    return room.raw.decode("utf-16-le", "replace").rstrip("\0")


def _web(data: bytes, name: str) -> Held:
    from lxml import html

    text = decode(data, name)[0]
    root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    unshown = " or ".join(f"parent::{one}" for one in sorted(_UNSHOWN))
    found = root.xpath(f"//text()[not({unshown})]")
    shown = [str(one) for one in found] if isinstance(found, list) else []
    code: list[str] = []
    for one in root.iter():
        if not isinstance(one.tag, str) or one.tag in _UNSHOWN:
            code += (one.text or "").splitlines()
        elif one.get("name") == "generator" and _MADE_BY.fullmatch(one.get("content", "")):
            continue  # told by itself
        elif one.attrib or one.tag not in _CELLS:
            said = (f"{key} {one.get(key)}" for key in sorted(map(str, one.attrib)))
            code.append(" ".join((one.tag, *said)))
    named = {one.get("name"): one.get("content", "") for one in root.iter("meta")}
    stretches = (_stretch("", shown), _stretch("in the code of the page", code))
    return Held(
        FileKind.WEB, "\n".join(shown), stretches,
        author=named.get("author", ""), made_by=named.get("generator", ""),
    )  # fmt: skip
