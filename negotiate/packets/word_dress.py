"""The dress of a Word file that was received: its styles and the look of each kind of block.

An agreement that came as .docx goes out as its people know it: in its own styles, page and tables.
A paragraph that stands as it stood looks as it did. What is new or reworded looks as most paragraphs of
its kind do (a heading of the second level, a clause of the third). Automatic numbers are left out, because
labels are printed, and their indents stay; headers, footers, properties and everything else of the
received file stay behind.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from negotiate.agreement.blocks import Kind, Placed
from negotiate.agreement.reading.word.package import Package
from negotiate.common.text import squeezed
from negotiate.packets.revisions import style_of
from negotiate.packets.word_body import LINE_WIDTH, NAMESPACE, OF_BLOCKS, Dress, tag
from negotiate.packets.word_indents import Indents

_PRIVATE = ("rsid", "docId")
_NOT_KEPT = ("numPr", "sectPr", "pPrChange", "rPr", "framePr", "pageBreakBefore", "divId", "cnfStyle")
_NOT_OF_A_RUN = ("rPrChange", "ins", "del", "moveFrom", "moveTo", "vanish", "webHidden", "lang", "highlight")
_LEVELS = range(1, 7)
# What Word's schema has behind a paragraph's indent (ECMA-376 part 1, 17.3.1.26).
_AFTER_INDENT = {
    tag(name)
    for name in (
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
        "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
}  # fmt: skip
_CELLS = (("Cell Small", "Cell"), ("Cell Small Head", "Cell Head"))


@dataclass(frozen=True, slots=True)
class Received:
    """What is taken from a received file: parts by name, the section's page, and the dress."""

    parts: Mapping[str, bytes] = field(default_factory=dict)
    section: tuple[bytes, ...] = ()
    dress: Dress = field(default_factory=Dress)


def received_dress(data: bytes, placed: Iterable[Placed], own_styles: bytes) -> Received:
    """The dress of the Word file ``data``, which the blocks ``placed`` were read from; ``own_styles``
    are a packet's, added where the received file has none of that name.

    Raises :class:`BadInput` where the file cannot be read.
    """
    package = Package(data, "the received file")
    body = package.body()
    styles = next((package.part(path) for path in package.related("styles")), None)
    if styles is None:
        return Received()
    known: dict[str, list[_Known]] = {}
    for words, one in _known(placed):
        known.setdefault(squeezed(words), []).append(one)
    paragraphs, runs, alone = _looks(body, known, Indents(package, styles))
    section = body.find(tag("sectPr"))
    page = () if section is None else tuple(_page(section))
    parts = {"word/styles.xml": _merged(styles, etree.fromstring(own_styles))}
    theme = next((package.part(path) for path in package.related("theme")), None)
    if theme is not None:
        parts["word/theme/theme1.xml"] = xml_part(theme)
    dress = Dress(paragraphs, runs, _table(body), _width(section), alone)
    return Received(parts, page, dress)


@dataclass(frozen=True, slots=True)
class _Known:
    """A block read from the file: its style, the key of its words with its label, and whether it is a
    model for others of its kind; a title before the first heading is none."""

    style: str
    key: str
    model: bool


def _known(placed: Iterable[Placed]) -> Iterator[tuple[str, _Known]]:
    """Every paragraph's words, with its label and without (Word may have set the label)."""
    headed = False
    for item in placed:
        headed = headed or item.block.kind is Kind.HEADING
        if item.block.kind is not Kind.TABLE:
            one = _Known(style_of(item), squeezed(item.block.canonical), headed)
            for words in {item.block.canonical: 0, item.block.text: 0}:
                yield words, one


_Looks = dict[str, str]


def _looks(
    body: etree._Element, known: Mapping[str, Sequence[_Known]], indents: Indents
) -> tuple[_Looks, _Looks, dict[str, tuple[str, str]]]:
    """By style of ours, the paragraph's and the run's properties that most such paragraphs have; and by
    the key of a block's words those that its own paragraph has."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    alone: dict[str, tuple[str, str]] = {}
    for paragraph in body.iter(tag("p")):
        words = "".join(text.text or "" for text in paragraph.iter(tag("t")))
        if not words.strip():
            continue
        row = next(paragraph.iterancestors(tag("tr")), None)
        in_table = row is not None
        blocks = () if in_table else known.get(squeezed(words), ())
        if not in_table and not blocks:
            continue
        look = _paragraph(paragraph, indents), _run(paragraph)
        for style in {one.style: 0 for one in blocks if one.model} if blocks else (_cell(row),):
            found.setdefault(style, Counter())[look] += 1
        for one in blocks:
            alone.setdefault(one.key, look)
    most = {style: looks.most_common(1)[0][0] for style, looks in found.items()}
    for name, same in _CELLS:
        if same in most:
            most[name] = most[same]
    most |= dict(_nearest(most))
    runs = {style: look[1] for style, look in most.items()}
    return {style: look[0] for style, look in most.items()}, runs, alone


def _cell(row: etree._Element | None) -> str:
    """The first row of a table is its head."""
    first = row is not None and next(row.itersiblings(tag("tr"), preceding=True), None) is None
    return "Cell Head" if first else "Cell"


def _nearest(most: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """A level that the received file has none of looks as the nearest that it has."""
    for kind in OF_BLOCKS:
        have = [level for level in _LEVELS if f"{kind}{level}" in most]
        for level in _LEVELS if have else ():
            yield f"{kind}{level}", most[f"{kind}{min(have, key=lambda one: abs(one - level))}"]


def _paragraph(paragraph: etree._Element, indents: Indents) -> str:
    properties = paragraph.find(tag("pPr"))
    if properties is None:
        return ""
    indent = indents.of(paragraph)
    if indent is not None:
        properties = deepcopy(properties)
        after = (at for at, child in enumerate(properties) if child.tag in _AFTER_INDENT)
        properties.insert(next(after, len(properties)), deepcopy(indent))
    return _inside(properties, _NOT_KEPT)


def _run(paragraph: etree._Element) -> str:
    """The look of the run with most words: a label in bold does not make a clause bold."""
    runs = list(paragraph.iter(tag("r")))
    longest = max(runs, key=lambda run: sum(len(text.text or "") for text in run.iter(tag("t"))))
    properties = longest.find(tag("rPr"))
    inside = "" if properties is None else _inside(properties, _NOT_OF_A_RUN)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def _inside(properties: etree._Element, left_out: Sequence[str]) -> str:
    """The children as text, without the namespace that the document declares once."""
    names = {tag(name) for name in left_out}
    made = []
    for child in properties:
        if child.tag in names or not str(child.tag).startswith(tag("")):
            continue
        alone = deepcopy(child)
        for element in alone.iter():
            for name in [one for one in element.attrib if not str(one).startswith(tag(""))]:
                del element.attrib[name]
        etree.cleanup_namespaces(alone)
        told = etree.tostring(alone, encoding="unicode", with_tail=False)
        made.append(told.replace(f' xmlns:w="{NAMESPACE}"', "", 1))
    told = "".join(made)
    return "" if "xmlns" in told else told  # another prefix than Word's own: left as it is in no file


def _table(body: etree._Element) -> tuple[str, str]:
    """The style and the borders that most tables have; empty where the file has no table."""
    found = Counter(
        tuple(_only(properties, name) for name in ("tblStyle", "tblBorders"))
        for properties in body.iter(tag("tblPr"))
    )
    style, borders = found.most_common(1)[0][0] if found else ("", "")
    return style, borders


def _only(properties: etree._Element, name: str) -> str:
    return _inside(properties, [one for one in _names(properties) if one != name])


def _names(properties: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in properties]


def _page(section: etree._Element) -> Iterator[bytes]:
    for name in ("pgSz", "pgMar"):
        found = section.find(tag(name))
        if found is not None:
            yield etree.tostring(found, with_tail=False)


def _width(section: etree._Element | None) -> int:
    """The line's width in twentieths of a point."""
    size = None if section is None else section.find(tag("pgSz"))
    margin = None if section is None else section.find(tag("pgMar"))
    if size is None or margin is None:
        return LINE_WIDTH
    told = [size.get(tag("w"), ""), margin.get(tag("left"), ""), margin.get(tag("right"), "")]
    if not all(one.isdecimal() for one in told):
        return LINE_WIDTH
    width = int(told[0]) - int(told[1]) - int(told[2])
    return width if 2000 < width < 32_000 else LINE_WIDTH


def _merged(styles: etree._Element, own: etree._Element) -> bytes:
    """The received styles without automatic numbers and private ids, and those of ours it lacks."""
    for left_out in list(styles.iter(tag("numPr"), tag("rsid"))):
        parent = left_out.getparent()
        if parent is not None:
            parent.remove(left_out)
    for element in styles.iter():
        for name in [one for one in element.attrib if any(word in str(one) for word in _PRIVATE)]:
            del element.attrib[name]
    have = {style.get(tag("styleId")) for style in styles.iter(tag("style"))}
    names = {_name(style) for style in styles.iter(tag("style"))}
    defaults = [one for one in styles.iter(tag("style")) if one.get(tag("default")) in ("1", "true")]
    normal = next((one.get(tag("styleId")) for one in defaults if one.get(tag("type")) == "paragraph"), None)
    for style in own.iter(tag("style")):
        if style.get(tag("styleId")) in have or style.get(tag("default")) or _name(style) in names:
            continue
        base = style.find(tag("basedOn"))
        if base is not None and base.get(tag("val")) == "Normal" and normal:
            base.set(tag("val"), normal)
        styles.append(style)
    return xml_part(styles)


def _name(style: etree._Element) -> str:
    found = style.find(tag("name"))
    return "" if found is None else found.get(tag("val"), "").casefold()


def xml_part(root: etree._Element) -> bytes:
    """A part of a Word file as it stands in it."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
