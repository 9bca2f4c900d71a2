"""A page's tables as rows of cells: a cell over several rows or columns stands in its first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.web.page import line_of

if TYPE_CHECKING:
    from lxml import etree

_MOST_COLUMNS = 200
_MOST_ROWS = 20_000
_PARTS = frozenset({"thead", "tbody", "tfoot"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_CELL = 1500  # characters: more than this is a page's layout, no cell of a table
_BLOCKS_IN_CELL = 4


def rows_of(table: "etree._Element", cell_text: "Callable[[etree._Element], str]") -> tuple[Rows, list[int]]:
    """The rows at one width, a column that no cell begins in left out, and each row's source line."""
    grid: list[list[str | None]] = []
    lines: list[int] = []
    covered: dict[int, int] = {}  # column → rows that a cell above still covers
    for row in _elements(table):
        cells: list[str | None] = []
        below = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while len(cells) in covered:
                cells.append("")
            start = len(cells)
            wide = _span(cell, "colspan", _MOST_COLUMNS)
            cells += [cell_text(cell), *[None] * (wide - 1)]
            tall = _span(cell, "rowspan", _MOST_ROWS)
            if tall > 1:
                below |= dict.fromkeys(range(start, start + wide), tall - 1)
        cells += ["" for column in range(len(cells), max(covered, default=-1) + 1) if column in covered]
        covered = below
        if not any(cells) and next(row.iterdescendants("del", "ins"), None) is not None:
            continue  # a row that this reading of the marked changes has not
        grid.append(cells)
        lines.append(line_of(row))
    width = max((len(row) for row in grid), default=0)
    own = [at for at in range(width) if any(at < len(row) and row[at] is not None for row in grid)]
    return tuple(tuple((row[at] if at < len(row) else None) or "" for at in own) for row in grid), lines


def sets_out_a_page(table: "etree._Element") -> bool:
    """Whether a table only places parts of a page: one column, a table or headings in a cell, or
    cells too long for any."""
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iterdescendants("table", *_HEADINGS), None) is not None:
        return True
    rows = _elements(table)
    if all(sum(1 for cell in row if cell.tag in ("td", "th")) < 2 for row in rows):
        return True
    return any(_is_page(cell) for row in rows for cell in row)


def _is_page(cell: "etree._Element") -> bool:
    blocks = sum(1 for _ in cell.iterdescendants("p", "div", "li"))
    return blocks >= _BLOCKS_IN_CELL and len("".join(map(str, cell.itertext()))) > _LONGEST_CELL


def _elements(table: "etree._Element") -> "list[etree._Element]":
    """The rows of this table: ``tr`` under it or under its head, body and foot (shown last)."""
    rows: list[etree._Element] = []
    last: list[etree._Element] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in _PARTS:
            (last if child.tag == "tfoot" else rows).extend(one for one in child if one.tag == "tr")
    return rows + last


def _span(cell: "etree._Element", name: str, most: int) -> int:
    given = cell.get(name, "1").strip()
    return min(max(int(given), 1), most) if given.isascii() and given.isdigit() else 1
