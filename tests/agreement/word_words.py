"""An independent account of a Word file's words: its text elements in document order, by the
standard library alone, with what the import says it put in or left out."""

import io
import zipfile
from xml.etree import ElementTree

from negotiate.agreement.reading.report import Imported

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = frozenset(f"{_W}{name}" for name in ("tab", "br", "cr", "tc"))


def words_in_word(data: bytes, found: Imported, gone: tuple[str, ...] = ("del", "moveFrom")) -> list[str]:
    """The body's words as a reader sees them; words put in (numbers, marks of notes) stand before
    the paragraph whose ordinal their repair names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    given: dict[int, list[str]] = {}
    for repair in found.repairs:
        if repair.given:
            given.setdefault(repair.line, []).append(repair.given)
    pieces: list[str] = []
    count = 0

    def walk(element: ElementTree.Element) -> None:
        nonlocal count
        if element.tag in {f"{_W}{name}" for name in gone}:
            return
        if element.tag == f"{_W}p":
            count += 1
            pieces.extend([" ", *(f"{one} " for one in given.pop(count, []))])
        if element.tag in _SPACES:
            pieces.append(" ")
        if element.tag == f"{_W}noBreakHyphen":
            pieces.append("-")
        if element.tag in (f"{_W}t", f"{_W}delText"):
            pieces.append(element.text or "")
        for child in element:
            walk(child)

    walk(root)
    assert not given, given
    return "".join(pieces).split()
