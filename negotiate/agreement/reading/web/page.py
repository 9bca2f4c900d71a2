"""A web page's bytes as a tree of elements: its encoding found as browsers find it."""

import codecs
import re
from typing import TYPE_CHECKING

from negotiate.common.errors import BadInput

if TYPE_CHECKING:
    from lxml import etree

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.I)
_DECLARED_WITHIN = 4096
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_BEGINS = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAG = re.compile(rb"<[a-z!/][^<>]*>", re.I)
# "Latin-1" on a web page means Windows' form of it, as in every browser
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}


def is_page(data: bytes) -> bool:
    """Whether the first bytes are those of a web page."""
    return _BEGINS.match(_narrow(data[:_DECLARED_WITHIN])) is not None


def has_tags(data: bytes) -> bool:
    """Whether any tag stands in the data at all."""
    return _TAG.search(_narrow(data)) is not None


def _narrow(data: bytes) -> bytes:
    """The data without a byte-order mark; of two-byte letters the one byte that says something."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data[2:].replace(b"\x00", b"")
    return data.removeprefix(codecs.BOM_UTF8)


def decode_page(data: bytes, name: str) -> tuple[str, str]:
    """The page's text and the encoding it was read in. Raises :class:`BadInput` for binary data."""
    tries = [encoding for mark, encoding in _BOMS if data.startswith(mark)]
    if not tries and b"\x00" in data:
        raise BadInput("the file is binary, not a web page", where=name, do="save the page again as .html")
    declared = _DECLARED.search(data[:_DECLARED_WITHIN])
    if declared is not None and not tries:
        named = declared[1].decode("ascii").lower()
        tries.append(_MEANT.get(named, named))
    for encoding in (*tries, "utf-8", "cp1252"):
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1"), "latin-1"


def parse_page(text: str, name: str) -> "etree._Element":
    """The page's root element. Raises :class:`BadInput` where there is no element at all."""
    from lxml import etree, html  # 30 ms, and only a web page needs them

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(_XML_DECLARATION.sub("", text, count=1), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise BadInput("the page cannot be read", where=name, do="save it again as .html or .docx") from fault
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise BadInput(
            "the page nests its elements too deeply to be read",
            where=name,
            do="save it again as .docx or .txt",
        )
    return root


def line_of(element: "etree._Element", usual: int = 0) -> int:
    """The line of the source an element begins on; ``usual`` where the parser does not say."""
    line: object = getattr(element, "sourceline", None)
    return line if isinstance(line, int) and line > 0 else usual
