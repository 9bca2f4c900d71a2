"""The indents that a received Word file gives its paragraphs by automatic numbers.

Word takes them from the level of the list (ECMA-376 part 1, 17.9.23) unless the paragraph has indents of
its own. Labels are printed in what goes out, so the list is left out and its indents must be said again.
"""

from lxml import etree

from negotiate.agreement.reading.word.package import Package
from negotiate.packets.word_body import tag

_MOST_STYLES = 40  # a chain of styles that is longer runs in a circle


class Indents:
    """The lists of a file and the styles that are tied to them."""

    def __init__(self, package: Package, styles: etree._Element) -> None:
        """Raises :class:`BadInput` where the file cannot be read."""
        root = next((package.part(path) for path in package.related("numbering")), None)
        self._styles = {str(one.get(tag("styleId"))): one for one in styles.iter(tag("style"))}
        every = [] if root is None else list(root)
        self._abstract = {
            one.get(tag("abstractNumId")): one for one in every if one.tag == tag("abstractNum")
        }
        self._lists = {one.get(tag("numId")): one for one in every if one.tag == tag("num")}

    def of(self, paragraph: etree._Element) -> etree._Element | None:
        """The indent that its list gives the paragraph; None where it has its own, or no list."""
        properties = paragraph.find(tag("pPr"))
        if properties is None or properties.find(tag("ind")) is not None:
            return None
        style = _value(properties, "pStyle")
        number = properties.find(tag("numPr"))
        if number is not None:
            return self._indent(number, style)
        for _ in range(_MOST_STYLES):
            one = self._styles.get(style)
            said = None if one is None else one.find(tag("pPr"))
            if said is not None and said.find(tag("ind")) is not None:
                return None
            number = None if said is None else said.find(tag("numPr"))
            if number is not None:
                return self._indent(number, style)
            style = "" if one is None else _value(one, "basedOn")
            if not style:
                return None
        return None

    def _indent(self, number: etree._Element, style: str) -> etree._Element | None:
        one = self._lists.get(_value(number, "numId"))
        abstract = None if one is None else self._abstract.get(_value(one, "abstractNumId"))
        if one is None or abstract is None:
            return None
        own = [level for mark in one.findall(tag("lvlOverride")) for level in mark.findall(tag("lvl"))]
        levels = [*own, *abstract.findall(tag("lvl"))]
        asked = _value(number, "ilvl")
        tied = (level for level in levels if style and _value(level, "pStyle") == style)
        named = (level for level in levels if level.get(tag("ilvl")) == (asked or "0"))
        level = next(named, None) if asked else next(tied, None)
        if level is None:
            level = next(named, None)
        properties = None if level is None else level.find(tag("pPr"))
        return None if properties is None else properties.find(tag("ind"))


def _value(parent: etree._Element, name: str) -> str:
    found = parent.find(tag(name))
    return "" if found is None else str(found.get(tag("val"), ""))
