"""The sample agreement as somebody else's print: to be received, with its structure known."""

import re
import textwrap
from html import escape

from word_files import PAGE, abstract, docx, level, num, p, style, table

from negotiate.agreement.blocks import Agreement, Block, Kind
from negotiate.agreement.reading.word.numerals import numeral

_WIDTH = 84
_LINES_A_PAGE = 46


def one_paragraph_a_line(agreement: Agreement) -> str:
    """Every block a line, a blank line between; tables a cell a line, an empty cell a hard space."""
    out: list[str] = []
    for block in agreement.blocks():
        if block.kind is Kind.TABLE:
            out += [cell or "\u00a0" for row in block.rows for cell in row]
        else:
            out.append(block.canonical)
    return "\n\n".join(out) + "\n"


def wrapped_pages(agreement: Agreement, head: str = "Calder Harbor Agreement 2023-2026") -> str:
    """Wrapped at a width, with a running foot and a page number; tables set in columns."""
    lines: list[str] = []
    for block in agreement.blocks():
        lines += [*_set(block), ""]
    pages: list[str] = []
    for number, at in enumerate(range(0, len(lines), _LINES_A_PAGE), 1):
        pages += [*lines[at : at + _LINES_A_PAGE], "", f"{head}                    Page {number}", ""]
    return "\n".join(pages) + "\n"


def web_lists(agreement: Agreement) -> str:
    """As a web page whose labels are those of its lists where a list can print them, typed where
    none can; articles are headings, tables are tables."""
    out: list[str] = ["<!doctype html>", "<title>Calder</title><nav>Home | Contracts</nav>"]
    for block in agreement.blocks():
        words = escape(block.text)
        found = re.fullmatch(r"([0-9]+|[A-Z])\.", block.label)
        if block.kind is Kind.TABLE:
            rows = "".join("<tr>" + "".join(f"<td>{escape(c)}" for c in row) for row in block.rows)
            out.append(f"<table>{rows}</table>")
        elif found:
            one = found[1]
            kind, start = ("1", one) if one.isdigit() else ("A", str(ord(one) - 64))
            inside = (
                f"<h{block.depth}>{words}</h{block.depth}>"
                if block.kind is Kind.HEADING
                else f"<p>{words}</p>"
            )
            out.append(f'<ol type="{kind}" start="{start}"><li>{inside}</ol>')
        elif block.kind is Kind.HEADING:
            out.append(f"<h{block.depth}>{escape(block.canonical)}</h{block.depth}>")
        else:
            out.append(f"<p>{escape(block.canonical)}")
    return "\n".join(out)


def automatic_word(agreement: Agreement) -> bytes:
    """As a Word file that numbers by itself: a label its list would print is left to the list, any
    other is typed; articles are headings, tables are tables."""
    counts = [0] * 6
    out: list[str] = []
    for block in agreement.blocks():
        if block.kind is Kind.TABLE:
            out += [table(block.rows, ruled=True), p()]
            continue
        style_name = f"H{min(block.depth, 6)}" if block.kind is Kind.HEADING else ""
        at = block.depth - 1
        if block.label and at < len(_LISTED):
            form, pattern = _LISTED[at]
            counts[at] += 1
            counts[at + 1 :] = [0] * (5 - at)
            if block.label == pattern.replace("%", numeral(counts[at], form) or ""):
                out.append(p(block.text, style=style_name, num=(1, at)))
                continue
            counts[at] -= 1  # typed by hand: the list has not counted
        out.append(p(block.canonical, style=style_name))
    lists = abstract(
        0, *(level(at, form, text.replace("%", f"%{at + 1}")) for at, (form, text) in enumerate(_LISTED))
    )
    styles = "".join(style(f"H{n}", f"heading {n}") for n in range(1, 7))
    foot = p("Calder Harbor Agreement 2023-2026, page ", raw=PAGE)
    return docx("".join(out), {"numbering": lists + num(1, 0), "styles": styles, "footer": foot})


_LISTED = (
    ("upperRoman", "Article %"),
    ("upperLetter", "%."),
    ("decimal", "%."),
    ("lowerLetter", "(%)"),
    ("decimal", "(%)"),
)


def _set(block: Block) -> list[str]:
    if block.kind is Kind.TABLE:
        widths = [
            max(len(row[at]) for row in block.rows if at < len(row)) + 4 for at in range(len(block.rows[0]))
        ]
        return [
            "    " + "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
            for row in block.rows
        ]
    if block.depth == 1 and block.kind is Kind.HEADING:
        return [block.canonical.upper()]
    inside = "  " * (block.depth - 1)
    return textwrap.wrap(
        block.canonical,
        _WIDTH,
        initial_indent=inside,
        subsequent_indent=inside,
        break_long_words=False,
        break_on_hyphens=False,
    )
