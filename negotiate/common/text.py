"""The canonical text: what import stores and every comparison reads.

Spaces of every kind become one space; nothing else is changed, so that the words
stored are the words received.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)  # not U+200C and U+200D, which join and part letters that a reader sees


def canonical(text: str) -> str:
    """``text`` with every run of white space as one space, none at the ends."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of ``text`` in order: runs of anything that is not a space."""
    return text.split()


def squeezed(text: str) -> str:
    """Letters and digits alone, small: what words are known by however a file sets or breaks them."""
    return "".join(char for char in text.casefold() if char.isalnum())


def printable(text: str) -> str:
    """``text`` with control characters, direction overrides and signs of no width made visible:
    contract text is data to a terminal and a page, never a command to it.
    """
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def digest(*parts: str) -> str:
    """SHA-256 (hex) of the parts, each preceded by its length so that no two lists collide."""
    import hashlib  # takes a tenth of the time of a short command to load

    return hashlib.sha256(counted(parts)).hexdigest()


def counted(parts: Iterable[str]) -> bytes:
    """The parts one after the other, each preceded by its length in bytes."""
    coded = (part.encode("utf-8", "surrogatepass") for part in parts)
    return b"".join([b"%d:%b" % (len(data), data) for data in coded])


def many(count: int, one: str, more: str = "", none: str = "0") -> str:
    """``1 item``, ``3 items``, ``1,024 passes``: the plural is ``more``, or ``one`` with an s."""
    return f"{f'{count:,}' if count else none} {one if count == 1 else more or one + 's'}"


def text_code(hex_digest: str) -> str:
    """A digest as people read it aloud: twelve characters in groups of four."""
    return "-".join((hex_digest[0:4], hex_digest[4:8], hex_digest[8:12]))


@lru_cache(maxsize=1 << 13)
def slug(title: str, longest: int = 48) -> str:
    """A file or ref name from a title: letters, digits and hyphens, never empty. A title in other letters
    than a to z is named by its digest, so that two of them are two. Kept: a new title is compared with
    those of every item."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    if not plain and any(map(str.isalnum, title)):
        return "t-" + sha256(title.casefold().encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if len(plain) > longest:
        plain = plain[:longest].rsplit("-", 1)[0]
    return plain or "untitled"
