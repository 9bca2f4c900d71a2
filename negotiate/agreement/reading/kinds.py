"""What kind of file was received: its first bytes say so, its ending where they do not."""

import re
from enum import Enum

from negotiate.agreement.reading.decode import refuse_too_large
from negotiate.common.errors import BadInput


class FileKind(Enum):
    """A kind of file that can be read."""

    TEXT = "plain text"
    MARKDOWN = "Markdown"
    WORD = "a Word file"


_ENDINGS = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".docx": FileKind.WORD,
    ".docm": FileKind.WORD,
    ".dotx": FileKind.WORD,
}
READABLE = tuple(_ENDINGS)
"""The endings of files that can be read."""

_ZIP, _OLE, _RTF = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), b"\xd0\xcf\x11\xe0", b"{\\rtf"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a Word file with a password
_SAVE = "save the agreement as .docx, .txt or .md and give that file"


def kind_of(data: bytes, name: str) -> FileKind:
    """The kind of a file. Raises :class:`BadInput` for one that cannot be read, or is too large."""
    refuse_too_large(data, name)
    if data.startswith(_ZIP):
        return FileKind.WORD
    _refuse(data, name)
    found = re.search(r"\.[^./\\]+$", name)
    ending = found[0].lower() if found else ""
    kind = _ENDINGS.get(ending)
    if kind is FileKind.WORD:
        raise BadInput(f"the name ends in {ending!r}, but this is not a Word file", where=name, do=_SAVE)
    if kind is None:
        raise BadInput(
            f"files ending in {ending!r} cannot be read" if ending else "the file's name has no ending",
            where=name,
            do=_SAVE,
        )
    return kind


def _refuse(data: bytes, name: str) -> None:
    """Says what a file is that cannot be read."""
    if data.startswith(_OLE) and _LOCKED in data:
        raise BadInput(
            "this Word file is locked with a password", where=name, do="save it without one, then try again"
        )
    if data.startswith(_OLE):
        raise BadInput(
            "this is an old Word (.doc) file", where=name, do="save it as .docx and give that file"
        )
    if data.startswith(_RTF):
        raise BadInput(
            "this is a rich text (.rtf) file", where=name, do="save it as .docx and give that file"
        )
