"""Headings that a file without headings of its own only shows: short bold lines above the text."""

import re
from collections.abc import Sequence

from negotiate.agreement.reading.paragraphs import STARTS_PART, Paragraph

_LONGEST = 90
_FEWEST = 2
_NAMED = re.compile(r"(?:article|section|chapter)\s", re.IGNORECASE)


def show_headings(found: Sequence[Paragraph], bold: Sequence[bool]) -> None:
    """Gives a level to bold lines that head the text under them, where nothing else says what does:
    no heading style, no article or section named as one. Capitals stand above other lines."""
    if any(one.heading or _NAMED.match(one.text) for one in found):
        return
    looks = [_look(one) if heavy else 0 for one, heavy in zip(found, bold, strict=True)]
    heads: list[int] = []
    for at, look in enumerate(looks):
        after = looks[at + 1] if at + 1 < len(looks) else look
        if look and after != look:  # the last of several like it, as a title page has them
            heads.append(at)
    first = next((at for at, look in enumerate(looks) if not look), len(looks))
    heads = [at for at in heads if at >= first - 1]  # above stands the title page
    if len(heads) < _FEWEST:
        return
    highest = min(looks[at] for at in heads)
    for at in heads:
        found[at].heading = looks[at] - highest + 1


def _look(one: Paragraph) -> int:
    """1 for a line in capitals, 2 for another that may be a heading, 0 for none."""
    text = one.text
    letters = [sign for sign in text if sign.isalpha()]
    if one.rows or one.contents or len(text) > _LONGEST or len(letters) < 3:
        return 0
    if text.endswith((".", ";", ",")) or STARTS_PART.match(text):
        return 0
    return 1 if all(sign.isupper() for sign in letters) else 2
