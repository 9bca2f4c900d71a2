"""What Markdown puts around the words: taken off, each listed, so that only words remain."""

import re

from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.report import Report

_BOLD = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*")
_ESCAPE = re.compile(r"\\([\\.#()*_\[\]>+!-])")
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_ITEM = re.compile(r"(\s*)[-*+]\s+(?=\(?[0-9A-Za-z]{1,4}[.)]\s)")  # "- a) words": the label is the reader's
_QUOTE = re.compile(r"(?:>\s?)+")
OWN_FORM = re.compile(r"^\s*- (?:#+ )?\*\*[^*]+\*\* ?", re.MULTILINE)


def strip_markup(lines: list[SourceLine], report: Report) -> tuple[list[SourceLine], dict[int, int]]:
    """The lines without Markdown's marks, and line number → level of the headings."""
    out: list[SourceLine] = []
    headings: dict[int, int] = {}
    ends = _front_matter_end(lines)
    for at, line in enumerate(lines):
        if at < ends:
            if line.raw.strip():
                report.repair(
                    "front matter",
                    line.number,
                    "metadata above the text, not the agreement",
                    line.raw.strip(),
                )
            out.append(SourceLine(line.number, ""))
            continue
        raw = line.raw.lstrip("\f")
        turned = line.raw[: len(line.raw) - len(raw)]  # form feeds: a new page begins here
        heading = _HEADING.match(raw)
        quote = _QUOTE.match(raw)
        if heading is not None:
            headings[line.number] = len(heading[1])
            report.repair("markup", line.number, "the mark of a heading", heading[1])
            raw = raw[heading.end() :]
        elif (item := _ITEM.match(raw)) is not None:
            report.repair("markup", line.number, "the mark of a list before a label", item[0].strip())
            raw = item[1] + raw[item.end() :]
        elif quote is not None:
            report.repair("markup", line.number, "the mark of a quotation", quote[0].strip())
            raw = raw[quote.end() :]
        out.append(SourceLine(line.number, turned + _inline(raw, line.number, report)))
    return out, headings


def _inline(raw: str, number: int, report: Report) -> str:
    plain, bold = _BOLD.subn(r"\1", raw)
    if bold:
        report.repair("markup", number, "the marks of bold type", "****" * bold)
    if raw.lstrip().startswith("|"):
        return plain
    plain, escapes = _ESCAPE.subn(r"\1", plain)
    if escapes:
        report.repair("markup", number, "backslashes that protect a sign", "\\" * escapes)
    return plain


def _front_matter_end(lines: list[SourceLine]) -> int:
    """How many lines a YAML block at the top takes; none where it never ends."""
    if not lines or lines[0].raw.strip() != "---":
        return 0
    for at, line in enumerate(lines[1:200], 1):
        if line.raw.strip() in ("---", "..."):
            return at + 1
    return 0
