"""Bytes to lines of text, with the encoding said; a file that is no text gets a clear answer."""

import itertools
import re
from typing import NamedTuple

from negotiate.common.errors import BadInput

LARGEST = 64 * 1024 * 1024
"""Bytes of any file: pictures and fonts are most of a large Word file or PDF."""
LARGEST_TEXT = 8 * 1024 * 1024
"""Bytes of a plain text: about 1.3 million words, ten times the longest agreements."""
_PICTURE = "a picture"
_BINARY = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word (.doc) file"),
    (b"{\\rtf", "a rich text (.rtf) file"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b", "a packed (gzip) file"),
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NOISE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_NOISE = 8


class SourceLine(NamedTuple):  # a tuple: there is one for every line, and it is quickly made
    """One line of the received file: its number from 1 and its characters as received.

    ``edge`` is the column it ends in where the file says so better than its characters do (print
    whose letters differ in width); None: count them. ``wide`` is how many of these columns one of its
    characters takes: more than one where the line stands in a narrow column of print.
    """

    number: int
    raw: str
    edge: int | None = None
    wide: float = 1.0


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and its encoding. Line ends become ``\\n``; nothing else changes.

    A text whose lines are written in two ways is read line by line. Raises :class:`BadInput` for
    an empty or binary file and for a text over 8 MiB.
    """
    refuse_too_large(data, name)
    if len(data) > LARGEST_TEXT:
        raise BadInput(
            f"the file has {len(data):,} bytes of text, more than the {LARGEST_TEXT:,} that are read "
            "(about 1.3 million words)",
            where=name,
            do="give the agreement alone, or its documents one by one",
        )
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
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "")
    wide = marked or (_unmarked(data) if b"\x00" in data else "")
    if b"\x00" in data and not wide:
        raise BadInput("the file is binary, not text", where=name, do="save the agreement as plain text")
    for encoding in [wide] if wide else ["utf-8"]:
        try:
            return _no_noise(data.decode(encoding), name), encoding
        except UnicodeDecodeError:
            continue
    if wide:
        raise BadInput("the file's characters cannot be read", where=name, do="save it as UTF-8 text")
    return _by_line(data, name)


def _unmarked(data: bytes) -> str:
    """UTF-16 without a mark at its beginning: every other byte of plain letters is zero."""
    half = len(data[:4096]) // 2
    even, odd = data[: 2 * half : 2].count(0), data[1 : 2 * half : 2].count(0)
    if half < 4 or max(even, odd) < 0.6 * half or min(even, odd) > 0.05 * half:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _by_line(data: bytes, name: str) -> tuple[str, str]:
    """A text that is not UTF-8 as a whole: its lines that are, and the others as Windows writes them."""
    out: list[str] = []
    kinds: dict[str, None] = {}
    for line in re.split(rb"(?<=[\n\r])", data):
        for encoding in ("utf-8", "cp1252", "latin-1"):
            try:
                out.append(line.decode(encoding))
            except UnicodeDecodeError:
                continue
            if not line.isascii():
                kinds[encoding] = None
            break
    return _no_noise("".join(out), name), " and ".join(kinds)


def _no_noise(text: str, name: str) -> str:
    """``text``, unless so many of its characters are none that it must be something else."""
    noise = len(_NOISE.findall(text))
    if noise > _MOST_NOISE and noise > 0.02 * len(text):
        raise BadInput("the file is binary, not text", where=name, do="save the agreement as plain text")
    return text


def source_lines(text: str) -> list[SourceLine]:
    """The lines of a text."""
    rest = itertools.repeat(None), itertools.repeat(1.0)
    return list(map(SourceLine._make, zip(itertools.count(1), text.split("\n"), *rest)))
