"""Paragraphs that are words and nothing else, read the short way: nearly all of an agreement.

What is not known to be harmless is left to the full reading, which answers the same for what is.
"""

from typing import TYPE_CHECKING

from negotiate.agreement.reading.word.package import W

if TYPE_CHECKING:
    from lxml import etree

_P, _R, _T, _TAB, _CELL_PROPERTIES = f"{W}p", f"{W}r", f"{W}t", f"{W}tab", f"{W}tcPr"
_PROPERTIES, _LOOKS, _STYLE, _VALUE = f"{W}pPr", f"{W}rPr", f"{W}pStyle", f"{W}val"
# what neither shows a word nor takes one away
_SILENT = frozenset(
    W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak")
)
_LAYOUT = frozenset(
    W + name
    for name in (
        "keepNext", "keepLines", "pageBreakBefore", "widowControl", "spacing", "ind", "contextualSpacing",
        "jc", "tabs", "textAlignment", "suppressAutoHyphens", "autoSpaceDE", "autoSpaceDN", "adjustRightInd",
        "shd", "pBdr", "snapToGrid", "suppressLineNumbers",
    )
)  # fmt: skip
_FACES = frozenset(
    W + name
    for name in (
        "rFonts", "i", "iCs", "bCs", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight",
        "u", "shd", "vertAlign", "lang", "noProof", "snapToGrid", "smallCaps", "caps",
    )
)  # fmt: skip


def plain_words(paragraph: "etree._Element") -> tuple[str, str] | None:
    """The style (empty: none of its own) and the words of a paragraph without fields, notes, tracked
    changes, breaks, hidden or bold words, numbers or a heading level of its own; None for any other."""
    style = ""
    pieces: list[str] = []
    for child in paragraph:
        tag = child.tag
        if tag == _R:
            for part in child:
                inner = part.tag
                if inner == _T:
                    pieces.append(part.text or "")
                elif inner == _TAB:
                    pieces.append("\t")
                elif inner == _LOOKS:
                    if not _all_in(part, _FACES):
                        return None
                elif inner not in _SILENT:
                    return None
        elif tag == _PROPERTIES:
            for one in child:
                name = one.tag
                if name == _STYLE:
                    style = one.get(_VALUE, "")
                elif name == _LOOKS:
                    if not _all_in(one, _FACES):
                        return None
                elif name not in _LAYOUT:
                    return None
        elif tag not in _SILENT:
            return None
    return style, "".join(pieces).replace("\n", " ")


def only_paragraph(cell: "etree._Element") -> "etree._Element | None":
    """The paragraph of a cell that holds nothing else."""
    found = None
    for child in cell:
        if child.tag == _P and found is None:
            found = child
        elif child.tag != _CELL_PROPERTIES:
            return None
    return found


def _all_in(parent: "etree._Element", known: frozenset[str]) -> bool:
    return all(child.tag in known for child in parent)
