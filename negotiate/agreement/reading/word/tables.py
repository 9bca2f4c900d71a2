"""A Word table's rows and cells: merged cells keep their words in the first, the others are empty."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.word.inline import INSERTED
from negotiate.agreement.reading.word.package import W, value, whole

if TYPE_CHECKING:
    from lxml import etree

_MOST_COLUMNS = 63  # Word's own limit
_SETTINGS, _SPAN, _VALUE = f"{W}tcPr", f"{W}gridSpan", f"{W}val"
_INSERTED_CELL, _DELETED_CELL = f"{W}cellIns", f"{W}cellDel"
_HOLDERS = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo")
)

Row = tuple[str | None, ...]
"""A row's cells; None where the cell to the left covers the column too."""


def rows_of(
    table: "etree._Element",
    gone: frozenset[str],
    cell_text: "Callable[[etree._Element], str]",
    leave_out: "Callable[[etree._Element], None]",
) -> "Iterator[tuple[etree._Element, Row | None]]":
    """Every row with its cells, or None for a row that the reading of tracked changes leaves out.

    ``cell_text`` reads a cell; it is asked once a cell, in document order, and ``leave_out`` is told of
    each cell that the reading has not. A cell over several columns is followed by empty ones; a cell that
    goes on from the row above is empty.
    """
    unborn = _INSERTED_CELL if gone & INSERTED else _DELETED_CELL
    for row in held(table, "tr"):
        properties = row.find(f"{W}trPr")
        if properties is not None and any(child.tag in gone for child in properties):
            yield row, None
            continue
        cells: list[str | None] = [""] * _columns(value(properties, "gridBefore"))
        for cell in held(row, "tc"):
            span = 1
            for settings in cell.iterchildren(_SETTINGS):
                for one in settings:
                    if one.tag == unborn:
                        span = 0
                    elif one.tag == _SPAN and span:
                        span = max(_columns(one.get(_VALUE)), 1)
                break
            if span:
                cells.append(cell_text(cell))
                cells += [None] * (span - 1)
            else:
                leave_out(cell)
        cells += [""] * _columns(value(properties, "gridAfter"))
        yield row, tuple(cells)


def held(parent: "etree._Element", name: str) -> "Iterator[etree._Element]":
    """The rows of a table, or the cells of a row, through what may stand around them."""
    wanted = W + name
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _HOLDERS:
            yield from held(child, name)


def level_rows(rows: list[Row]) -> Rows:
    """The rows at one width, a covered cell empty; a column that no row has a cell of its own in is
    no column."""
    width = max((len(row) for row in rows), default=0)
    own = [at for at in range(width) if any(at < len(row) and row[at] is not None for row in rows)]
    return tuple(tuple((row[at] if at < len(row) else None) or "" for at in own) for row in rows)


def _columns(given: str | None) -> int:
    return min(max(whole(given) or 0, 0), _MOST_COLUMNS)
