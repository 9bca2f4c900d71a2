"""What stands before the words of a line of Markdown: headings, quotations, rules, lists, fences."""

import re
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(?=\S)|[ \t]*$)")
_CLOSED = re.compile(r"[ \t]+#+[ \t]*$")
_NAMED = re.compile(r"[ \t]*\{[ \t]*[#.=-][^{}\n]*\}[ \t]*$")  # pandoc: {#name .class}
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
# "- (a) words": the label is the reader's, the dash was only the writer's
_ITEM = re.compile(
    r"(\s*)([-*+])[ \t]+(?=(?:[*_]{1,3})?\\?\(?[0-9A-Za-z]{1,4}(?:\.[0-9]{1,3})*\\?[.)][*_ \t]"
    r"|(?:[*_]{2,3})(?:article|section|sec\.|appendix|§)\s)",
    re.IGNORECASE,
)
_POINT = re.compile(r"\s*[-*+][ \t]+\S")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)$")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_DEFINED = re.compile(r" {0,3}:[ \t]{1,3}(?=\S)")
_DIV = re.compile(r" {0,3}:{3,}.*$")
LINK = re.compile(
    r" {0,3}\[(?!\^)([^\]\[]+)\]:[ \t]*<?(\S*[/#.:@]\S*?)>?"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*$"
)
NOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:")
_LONGEST_UNDERLINED = 150


@dataclass(frozen=True, slots=True)
class Opened:
    """A line without what stands before and behind its words. ``marks`` are what was taken off, each
    with the reason; ``heading`` its level; ``starts`` says that a paragraph begins here."""

    text: str
    marks: tuple[tuple[str, str], ...] = ()
    heading: int = 0
    starts: bool = False


def opened(raw: str) -> Opened:
    """Takes off the marks of quotations, headings, list items and definitions."""
    marks: list[tuple[str, str]] = []
    quote = _QUOTE.match(raw)
    if quote is not None:
        marks.append((quote[0].strip(), "the mark of a quotation"))
        raw = raw[quote.end() :]
    heading = _HEADING.match(raw)
    if heading is not None:
        raw = raw[heading.end() :]
        ends = [heading[1]]
        for pattern in (_NAMED, _CLOSED):
            found = pattern.search(raw)
            if found is not None:
                ends.append(found[0].strip())
                raw = raw[: found.start()]
        marks.append((" ".join(ends), "the mark of a heading"))
        return Opened(raw, tuple(marks), len(heading[1]))
    item, point = _ITEM.match(raw), _POINT.match(raw)
    defined = _DEFINED.match(raw)
    if item is not None:
        marks.append((item[2], "the mark of a list before a label"))
        raw = item[1] + raw[item.end() :]
    elif defined is not None:
        marks.append((defined[0].strip(), "the mark of a definition"))
        raw = raw[defined.end() :]
    return Opened(raw, tuple(marks), 0, item is not None or defined is not None or bool(point))


def is_rule(raw: str) -> bool:
    """Whether a line is a rule across the page. A longer row of ``_`` is a blank to fill in."""
    found = _RULE.fullmatch(raw)
    return found is not None and not (found[1] == "_" and raw.count("_") > 3)


def is_div(raw: str) -> bool:
    """Whether a line only opens or closes a part of the page (pandoc's ``:::``)."""
    return _DIV.fullmatch(raw) is not None


def underline_of(raw: str, above: str) -> int:
    """The level of the heading that a line makes of the one above it: 1, 2 or 0 for none."""
    found = _UNDERLINE.fullmatch(raw)
    if found is None or not above.strip() or len(above) > _LONGEST_UNDERLINED:
        return 0
    if len(found[1]) < 2 or above.rstrip().endswith((";", ",", ":")) or opened(above).marks:
        return 0
    return 1 if found[1][0] == "=" else 2


def fence_of(raw: str) -> str:
    """The signs that open a stretch of lines to be read as they stand; empty for none."""
    found = _FENCE.fullmatch(raw)
    return found[1] if found is not None else ""


def ends_fence(raw: str, fence: str) -> bool:
    """Whether a line closes such a stretch."""
    body = raw.strip()
    return len(body) >= len(fence) and not body.strip(fence[0])
