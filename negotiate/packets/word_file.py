"""A Word file from its parts: assembled with fixed times, then read back before it leaves."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from negotiate.agreement.blocks import Kind, Placed
from negotiate.common.collecting import uncollected
from negotiate.common.errors import WorkspaceFault
from negotiate.packets.elements import MADE_BY
from negotiate.packets.marks import settle
from negotiate.packets.revisions import Grid, Para, Part, parts
from negotiate.packets.weave import weave
from negotiate.packets.word_body import body_xml, tag
from negotiate.packets.word_dress import Received, xml_part
from negotiate.packets.word_reader import Text, View, read_body, word_body
from negotiate.packets.word_skeleton import BODY_HERE, FOOT_LEFT, HEAD_LEFT, HEAD_RIGHT, skeleton
from negotiate.redline.model import Redline

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: no file of ours tells when it was made
_CORE = "docProps/core.xml"
_COMPRESSION = 1  # 12 ms for a 60,000-word body; 6 takes 43 and saves a fifth


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the body: title, header and footer words, author, time, language;
    ``received`` is the dress of a file that came, where it goes out in that."""

    title: str
    author: str
    at: datetime
    head: str = ""
    foot: str = ""
    language: str = "en-US"
    paper: str = "us-letter"
    received: Received | None = None


def redline_docx(redline: Redline, title: str, author: str, date: datetime) -> bytes:
    """The redline alone as a Word file: accept all is the whole new text, reject all the old.

    ``author`` and ``date`` stand on every tracked change. Raises :class:`WorkspaceFault` where
    the file does not read back as both texts.
    """
    return word_file(parts(weave(redline)), Frame(title, author, date, head=title), *both_texts(redline))


def word_file(flow: Iterable[Part], frame: Frame, accepted: Text, rejected: Text) -> bytes:
    """The file that holds ``flow``, proved to read ``accepted`` and ``rejected``."""
    data = assemble(flow, frame)
    with uncollected():
        body = word_body(data)
        read = [(view, read_body(body, view)) for view in View]
    for (view, found), expected in zip(read, (accepted, rejected), strict=True):
        if found != expected:
            raise WorkspaceFault(
                f"the Word file with its changes {view.value} does not read as the text: "
                + _first_difference(found, expected),
                do="nothing was written; report this with the two texts",
            )
    return data


def both_texts(redline: Redline) -> tuple[Text, Text]:
    """The new and the old text of a redline, as the reader gives them."""
    return text_of(redline.new_text), text_of(redline.old_text)


def text_of(items: Iterable[Placed]) -> Text:
    """Blocks as the reader gives them: words, and the cells of tables."""
    read = (
        tuple(row or ("",) for row in item.block.rows)
        if item.block.kind is Kind.TABLE
        else item.block.canonical
        for item in items
    )
    return tuple(part for part in read if part)


def plain_text(flow: Sequence[Part]) -> Text:
    """What parts without revisions read as."""
    read = (
        "".join(run.text for run in part.runs) if isinstance(part, Para) else _cells(part) for part in flow
    )
    return tuple(part for part in read if part)


def _cells(grid: Grid) -> tuple[tuple[str, ...], ...]:
    if grid.kept:
        return tuple(row or ("",) for row in grid.kept)
    return tuple(tuple("".join(run.text for run in cell) for cell in row.cells) for row in grid.rows)


def assemble(flow: Iterable[Part], frame: Frame) -> bytes:
    """The file's bytes, not yet read back: for measuring. Use :func:`word_file`."""
    files = dict(skeleton(frame.paper))
    dress = None
    if frame.received is not None:
        files |= frame.received.parts
        files["word/document.xml"] = _on_page(files["word/document.xml"], frame.received.section)
        dress = frame.received.dress
    before, after = files["word/document.xml"].split(BODY_HERE)
    with uncollected():
        body = body_xml(settle(flow), frame.author, frame.at, dress)
    files["word/document.xml"] = before + body + after
    for name in [name for name in files if name.startswith(("word/header", "word/footer"))]:
        files[name] = _filled(files[name], frame)
    files["word/styles.xml"] = _in_language(files["word/styles.xml"], frame.language)
    files[_CORE] = _core(frame)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
        for name in sorted(files, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            # An entry of one's own takes no level from its archive: it is given with the words.
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, _COMPRESSION)
    return held.getvalue()


def _on_page(document: bytes, section: Iterable[bytes]) -> bytes:
    """The document on the received file's page: its size and margins."""
    root = etree.fromstring(document)
    own = next(root.iter(tag("sectPr")))
    for told in section:
        came = etree.fromstring(told)
        mine = own.find(came.tag)
        if mine is not None:
            own.replace(mine, came)
    return xml_part(root)


def _filled(part: bytes, frame: Frame) -> bytes:
    words = {HEAD_LEFT: frame.head, HEAD_RIGHT: "", FOOT_LEFT: frame.foot}
    root = etree.fromstring(part)
    if frame.received is not None:  # on a page of another width, in a style of other stops
        for style in list(root.iter(tag("pStyle"))):
            style.getparent().remove(style)  # type: ignore[union-attr]
        for stop in root.iter(tag("tab")):
            if stop.get(tag("pos")):
                stop.set(tag("pos"), str(frame.received.dress.width))
    for text in root.iter(tag("t")):
        text.text = words.get(text.text or "", text.text)
    return xml_part(root)


def _in_language(styles: bytes, language: str) -> bytes:
    root = etree.fromstring(styles)
    for mark in root.iter(tag("lang")):
        mark.set(tag("val"), language)
    return xml_part(root)


def _core(frame: Frame) -> bytes:
    """Title, author and time: the party's, never the machine's or the person's account."""
    cp = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    dc, terms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    root = etree.Element(f"{{{cp}}}coreProperties", nsmap={"cp": cp, "dc": dc, "dcterms": terms, "xsi": xsi})
    for name, text in (
        (f"{{{dc}}}title", frame.title),
        (f"{{{dc}}}creator", frame.author),
        (f"{{{dc}}}language", frame.language),
        (f"{{{cp}}}lastModifiedBy", frame.author),
        (f"{{{cp}}}version", MADE_BY),
    ):
        etree.SubElement(root, name).text = text
    stamp = frame.at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    for name in ("created", "modified"):
        etree.SubElement(root, f"{{{terms}}}{name}", {f"{{{xsi}}}type": "dcterms:W3CDTF"}).text = stamp
    return xml_part(root)


def _first_difference(found: Text, expected: Text) -> str:
    for at, (one, other) in enumerate(zip(found, expected, strict=False)):
        if one != other:
            return f"part {at + 1} reads {str(one)[:80]!r}, not {str(other)[:80]!r}"
    return f"it has {len(found)} parts, not {len(expected)}"
