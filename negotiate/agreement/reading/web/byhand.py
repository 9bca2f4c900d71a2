"""Words of a web page that are only set apart: struck or underlined by a tag or a style, with no mark
that says they are deleted or inserted."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from negotiate.agreement.reading.byhand import Look, Seen
from negotiate.agreement.reading.web.page import line_of
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

_TAGS = {"s": Look.STRUCK, "strike": Look.STRUCK, "u": Look.UNDERLINED}
_DRAWN = {"line-through": Look.STRUCK, "underline": Look.UNDERLINED}
_STYLE = re.compile(r"text-decoration(?:-line)?\s*:\s*([^;]*)", re.IGNORECASE)
_INLINE = frozenset("a b em font i s span strike strong u small big code".split())


def set_apart(page: "etree._Element", gone: frozenset[str]) -> list[Seen]:
    """Every stretch set apart; those of the looks ``gone`` become deletions, in place."""
    found: list[Seen] = []
    for element in [one for one in page.iter() if isinstance(one.tag, str)]:
        for look in _looks(element):
            words = canonical("".join(map(str, element.itertext())))
            if words:
                found.append(Seen(look, line_of(element), words))
            if look in gone:
                element.tag = "del"
    return found


def _looks(element: "etree._Element") -> Iterator[str]:
    tag = str(element.tag).lower()
    if tag in _TAGS:
        yield _TAGS[tag]
    style = _STYLE.search(element.get("style", "")) if tag in _INLINE else None
    for word, look in _DRAWN.items():
        if style is not None and word in style[1].lower() and _TAGS.get(tag) is not look:
            yield look
