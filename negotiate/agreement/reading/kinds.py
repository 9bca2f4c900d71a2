"""What kind of file was received: its first bytes say so, its ending where they do not."""

import re
from enum import Enum

from negotiate.agreement.reading.decode import refuse_too_large
from negotiate.agreement.reading.web.page import has_tags, is_page
from negotiate.common.errors import BadInput


class FileKind(Enum):
    """A kind of file that can be read."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    WORD = "a Word file"
    WEB = "a web page"
    PDF = "a PDF"


_ENDINGS = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".docx": FileKind.WORD,
    ".docm": FileKind.WORD,
    ".dotx": FileKind.WORD,
    ".html": FileKind.WEB,
    ".htm": FileKind.WEB,
    ".xhtml": FileKind.WEB,
    ".pdf": FileKind.PDF,
}
READABLE = tuple(_ENDINGS)
"""The endings of files that can be read."""

_ZIP, _OLE, _RTF = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), b"\xd0\xcf\x11\xe0", b"{\\rtf"
_ARCHIVE = re.compile(
    rb"(?:[A-Za-z-]+:[^\r\n]*\r?\n[ \t]*){0,9}?content-type:\s*multipart/related", re.IGNORECASE
)
_PDF = b"%PDF-"  # other bytes may stand before it
_WORD = "open it in Word or LibreOffice, save it as .docx and give that file"
# the streams inside a file of the old kind, by which its program is known
_OLD = (
    ("EncryptedPackage".encode("utf-16-le"), "a file locked with a password",
     "save it without a password, then try again"),
    ("Workbook".encode("utf-16-le"), "an old Excel (.xls) file", "save the agreement itself as .docx"),
    ("PowerPoint Document".encode("utf-16-le"), "an old PowerPoint file",
     "save the agreement itself as .docx"),
)  # fmt: skip
_XML = (b"<?xml", b"\xef\xbb\xbf<?xml")
_WORD_XML = re.compile(rb"office/word/2003/wordml|office/2006/xmlPackage|mso-application")
_WITHIN = 2048
_SAVE = "save the agreement as .docx, .html or .txt and give that file"


def kind_of(data: bytes, name: str) -> FileKind:
    """The kind of a file. Raises :class:`BadInput` for one that cannot be read, or is too large."""
    refuse_too_large(data, name)
    if not data:
        raise BadInput("the file is empty", where=name, do="give the file that holds the agreement")
    if data.startswith(_ZIP):
        return FileKind.WORD
    if _PDF in data[:1024]:
        return FileKind.PDF
    _refuse(data, name)
    if is_page(data):
        return FileKind.WEB
    found = re.search(r"\.[^./\\]+$", name)
    ending = found[0].lower() if found else ""
    kind = _ENDINGS.get(ending)
    if kind in (FileKind.WORD, FileKind.PDF):
        raise BadInput(f"the name ends in {ending!r}, but this is not {kind.value}", where=name, do=_SAVE)
    if kind is FileKind.WEB and not has_tags(data):
        return FileKind.TEXT
    if kind is None:
        raise BadInput(
            f"files ending in {ending!r} cannot be read" if ending else "the file's name has no ending",
            where=name,
            do=_SAVE,
        )
    return kind


def _refuse(data: bytes, name: str) -> None:
    """Says what a file is that cannot be read."""
    if data.startswith(_OLE):
        what, do = next(
            (answer for sign, *answer in _OLD if sign in data), ("an old Word (.doc) file", _WORD)
        )
        raise BadInput(f"this is {what}", where=name, do=do)
    if data.startswith(_XML) and _WORD_XML.search(data[:_WITHIN]):
        raise BadInput("this is a Word file saved as XML", where=name, do=_WORD)
    if _ARCHIVE.match(data):
        raise BadInput(
            "this is a web page packed with its pictures (.mht)", where=name, do="save it as .html or .docx"
        )
    if data.startswith(_RTF):
        raise BadInput("this is a rich text (.rtf) file", where=name, do=_WORD)
