"""How a paragraph looks to a reader."""

from typing import TYPE_CHECKING

from negotiate.agreement.reading.word.package import W, is_on, value
from negotiate.agreement.reading.word.styles import Styles

if TYPE_CHECKING:
    from lxml import etree

_HEAVY = (f"{W}b", f"{W}rStyle")
_RUN_TEXT = f"{W}t"


def is_bold(paragraph: "etree._Element", style: str, styles: Styles) -> bool:
    """Whether every word of a paragraph is bold, by its runs or by its style."""
    usual = styles.bold(style)
    if not usual and next(paragraph.iter(*_HEAVY), None) is None:
        return False  # most paragraphs: no run is looked at
    words = False
    for run in paragraph.iter(f"{W}r"):
        if not any((text.text or "").strip() for text in run.iterchildren(_RUN_TEXT)):
            continue
        words = True
        properties = run.find(f"{W}rPr")
        own = is_on(properties, "b")
        if own is None:
            own = usual or styles.bold(value(properties, "rStyle") or "")
        if not own:
            return False
    return words
