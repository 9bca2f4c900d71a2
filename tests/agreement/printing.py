"""The sample agreement as somebody else's print: to be received, with its structure known."""

import textwrap

from negotiate.agreement.blocks import Agreement, Block, Kind

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
