"""Tables of contents: lines that end in the number of a page. They are no tables."""

import re
from collections.abc import Sequence

_CONTENTS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,}|_{6,})\s*[0-9ivxIVX]{0,5}\s*$")
_PAGE = re.compile(r"\S.*?\s+(?:page\s+)?([0-9]{1,3})\s*$", re.IGNORECASE)
_PART = re.compile(
    r"\s*(?:article|section|appendix|exhibit|schedule|chapter|part|preamble|letter|memorandum|side|index)\b"
    r"|\s*[0-9]+\.[0-9]+\s|\s*[IVXLC]+\.?\s|\s*[0-9A-Z]{1,3}[.)]\s",
    re.IGNORECASE,
)

_LONG = 40  # characters of an entry that a print breaks; shorter lines above entries are their heads


def is_contents_line(raw: str) -> bool:
    """Whether a line belongs to a table of contents: leader dots, then a page number."""
    led = "...." in raw or ". . . ." in raw or "……" in raw or "______" in raw
    return led and bool(_CONTENTS.search(raw.rstrip()))


def takes_two_lines(above: str, line: str, next_line: str) -> bool:
    """Whether an entry of a table of contents takes two lines, ``line`` and ``next_line``: it stands
    below another entry or the word contents, is long or names a part, and what follows it, dots and
    page, names no part of its own.
    """
    return (
        (len(line) >= _LONG or _PART.match(line) is not None)
        and is_contents_line(next_line)
        and not is_contents_line(line)
        and not _PART.match(next_line)
        and (is_contents_line(above) or "contents" in above.lower())
    )


def numbers_pages(lines: Sequence[str], above: str) -> bool:
    """Whether lines set in columns are a table of contents: every one ends in a small number, none
    smaller than the one before, and they are called contents or name parts of an agreement."""
    numbers: list[int] = []
    for line in lines:
        found = _PAGE.fullmatch(line.rstrip())
        if found is None:
            return False
        numbers.append(int(found[1]))
    if len(numbers) < 3 or numbers != sorted(numbers) or len(set(numbers)) < 2:
        return False
    parts = sum(bool(_PART.match(line)) for line in lines)
    return bool(re.search(r"\b(?:contents|index|page)\b", above, re.IGNORECASE)) or 2 * parts >= len(lines)
