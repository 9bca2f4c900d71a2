"""Words of a Word file that a reader of the paper does not see, or that a program writes.

White on white, letters too small to read, fields that count or fetch their words, text boxes. Hidden text
is told by the reader itself, which leaves it out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from negotiate.agreement.reading.word.package import W, value, whole
from negotiate.agreement.reading.word.revising import Held
from negotiate.agreement.reading.word.styles import Styles, is_white, paper_colour
from negotiate.common.text import canonical

if TYPE_CHECKING:
    from lxml import etree

_LOOKED = tuple(W + name for name in ("color", "sz", "fldSimple", "fldChar"))
_R, _RPR = f"{W}r", f"{W}rPr"
_SMALLEST = 8  # half points: letters below four points are not read on paper
_GROUNDS = (f"{W}pPr", f"{W}tcPr")
# fields whose words are of the page, or are a way to another place
_HARMLESS = frozenset(
    "PAGE NUMPAGES SECTIONPAGES TOC TC XE INDEX HYPERLINK PAGEREF SYMBOL STYLEREF SEQ LISTNUM AUTONUM "
    "AUTONUMLGL AUTONUMOUT FORMTEXT FORMCHECKBOX FORMDROPDOWN ADVANCE EQ".split()
)


@dataclass(frozen=True, slots=True)
class Unseen:
    """Words that are not what they seem: on which paragraph, what of them, the words."""

    line: int
    what: str
    text: str


def unseen_in(held: "Held", styles: Styles) -> list[Unseen]:
    """Every such stretch of words, in order."""
    found: list[Unseen] = []
    for line, paragraph in held:
        boxed = _box_around(paragraph)
        if boxed is not None:
            found.append(Unseen(line, "a text box", "".join(_words(paragraph))))
        if not styles.whitens and next(paragraph.iter(*_LOOKED), None) is None:
            continue
        for what, text in (*_faint(paragraph, styles), *_fields(paragraph)):
            last = found[-1] if found else None
            if last is not None and last.line == line and last.what == what:
                found[-1] = Unseen(line, what, last.text + text)
            else:
                found.append(Unseen(line, what, text))
    return [Unseen(one.line, one.what, canonical(one.text)) for one in found if one.text.strip()]


def _box_around(paragraph: "etree._Element") -> "etree._Element | None":
    return next(paragraph.iterancestors(f"{W}txbxContent"), None)


def _words(paragraph: "etree._Element") -> Iterator[str]:
    return (part.text or "" for part in paragraph.iter(f"{W}t"))


def _faint(paragraph: "etree._Element", styles: Styles) -> Iterator[tuple[str, str]]:
    for run in paragraph.iter(_R):
        properties = run.find(_RPR)
        if (properties is None and not styles.whitens) or next(
            run.iterancestors(f"{W}p"), None
        ) is not paragraph:
            continue
        text = "".join(part.text or "" for part in run if part.tag in (f"{W}t", f"{W}delText"))
        if not text:
            continue
        size = whole(value(properties, "sz"))
        if size is not None and size < _SMALLEST:
            yield "letters too small to be read", text
        elif _is_faint(properties, run, styles):
            yield "words in the colour of the paper", text


def _is_faint(properties: "etree._Element | None", run: "etree._Element", styles: Styles) -> bool:
    white = paper_colour(properties)
    if white is None:
        white = styles.whitens and any(map(styles.white, styles.around(run)))
    if not white:
        named = value(properties, "color") or "auto"
        shade = properties.find(f"{W}shd") if properties is not None else None
        return shade is not None and named.lower() == shade.get(f"{W}fill", "").lower() and named != "auto"
    if value(properties, "highlight") not in (None, "none", "white"):
        return False
    return not _on_dark(properties, run)


def _on_dark(properties: "etree._Element | None", run: "etree._Element") -> bool:
    """Whether what stands behind white words is not white: their own ground, the paragraph's, the cell's,
    or a table's, whose style may colour its head."""
    grounds = [properties.find(f"{W}shd") if properties is not None else None]
    for above in run.iterancestors(f"{W}p", f"{W}tc"):
        for holder in _GROUNDS:
            own = above.find(holder)
            grounds.append(own.find(f"{W}shd") if own is not None else None)
    if any(one is not None and _is_dark(one) for one in grounds):
        return True
    table = next(run.iterancestors(f"{W}tbl"), None)
    return table is not None and value(table.find(f"{W}tblPr"), "tblStyle") is not None


def _is_dark(shade: "etree._Element") -> bool:
    fill = shade.get(f"{W}fill", "auto")
    return bool(shade.get(f"{W}themeFill")) or (fill != "auto" and not is_white(fill))


def _fields(paragraph: "etree._Element") -> Iterator[tuple[str, str]]:
    """Fields whose words may be others when the file is printed: each with its code."""
    for field in paragraph.iter(f"{W}fldSimple"):
        code = field.get(f"{W}instr", "")
        if _tells(code):
            yield f"a field ({canonical(code)[:60]}) writes these words", _shown(field)
    code, shown, state = "", "", ""
    for part in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = part.get(f"{W}fldCharType", "") if part.tag == f"{W}fldChar" else ""
        if kind == "begin":
            code, shown, state = "", "", "code"
        elif kind == "separate":
            state = "shown"
        elif kind == "end":
            if _tells(code):
                yield f"a field ({canonical(code)[:60]}) writes these words", shown or canonical(code)
            code, shown, state = "", "", ""
        elif state == "code" and part.tag == f"{W}instrText":
            code += part.text or ""
        elif state == "shown" and part.tag == f"{W}t":
            shown += part.text or ""


def _shown(field: "etree._Element") -> str:
    return "".join(part.text or "" for part in field.iter(f"{W}t"))


def _tells(code: str) -> bool:
    first = code.split()[:1]
    return bool(first) and first[0].upper() not in _HARMLESS
