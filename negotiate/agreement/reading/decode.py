"""Bytes to lines of text, with the encoding said; a file that is no text gets a clear answer."""

import itertools
import re
from typing import NamedTuple

from negotiate.common.errors import BadInput

LARGEST = 64 * 1024 * 1024
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word (.doc) file"),
    (b"{\\rtf", "a rich text (.rtf) file"),
)


class SourceLine(NamedTuple):  # a tuple: there is one for every line, and it is quickly made
    """One line of the received file: its number from 1 and its characters as received.

    ``edge`` is the column it ends in where the file says so better than its characters do (print
    whose letters differ in width); None: count them.
    """

    number: int
    raw: str
    edge: int | None = None


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and its encoding. Line ends become ``\\n``; nothing else changes.

    Raises :class:`BadInput` for an empty or binary file and for one over 64 MiB.
    """
    refuse_too_large(data, name)
    for start, what in _BINARY:
        if data.startswith(start):
            raise BadInput(
                f"this is {what}, not text", where=name, do="save the agreement as plain text or Markdown"
            )
    text, encoding = _text(data, name)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise BadInput("the file is empty", where=name, do="give the file that holds the agreement")
    return re.sub(r"\r\n?", "\n", text).removeprefix("\ufeff"), encoding


def refuse_too_large(data: bytes, name: str) -> None:
    """Raises :class:`BadInput` for a file over 64 MiB."""
    if len(data) > LARGEST:
        raise BadInput(
            f"the file has {len(data):,} bytes, more than the {LARGEST:,} an agreement may have",
            where=name,
            do="give the agreement alone, without pictures or other documents",
        )


def _text(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    elif b"\x00" in data:
        raise BadInput("the file is binary, not text", where=name, do="save the agreement as plain text")
    else:
        tries = ["utf-8", "cp1252", "latin-1"]
    for encoding in tries:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise BadInput("the file's characters cannot be read", where=name, do="save it as UTF-8 text")


def source_lines(text: str) -> list[SourceLine]:
    """The lines of a text."""
    return list(map(SourceLine._make, zip(itertools.count(1), text.split("\n"), itertools.repeat(None))))
