"""What may be wrong inside rebuilt tables: told with its line, never mended.

Print loses the bounds of cells: two run together, one is parted, a row slips aside. Nothing
says so but the other rows of the table and other tables under the same headings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.cells import kind_of, together
from negotiate.agreement.reading.paragraphs import Paragraph
from negotiate.agreement.reading.report import Report

_WITH_MONEY = re.compile(r"[^\W\d][^$]* (?:\$[0-9][0-9,.]*|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)")
_BROKEN_OFF = re.compile(r"\$?\s?[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{0,2}")
_THOUSANDS = re.compile(r"[0-9],[0-9]{3}(?![0-9])")
_FEWEST = 3  # rows of figures before a column is held to them; tables under the same headings
_SHARE = 0.75
_USUAL = 0.6  # of rows like it: then another shape is told


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, its kinds cell by cell, how many of its rows stand above the first figures, and how
    often each kind stands in each column below them."""

    of: Paragraph
    kinds: tuple[str, ...]
    heads: int
    columns: tuple[Counter[str], ...]


def doubt_tables(found: Sequence[Paragraph], report: Report) -> None:
    """Tells of cells that may have run together, been parted or slipped, in all tables of a file."""
    tables = [_table(one) for one in found if one.rows]
    joined = _neighbours(tables)
    for table in tables:
        for at, row in enumerate(table.of.rows):
            why = _run_together(row) or _headings_together(table, at, joined) or _out_of_place(table, at)
            if why:
                _tell(report, table.of, at, why)
    for table in tables:
        cut = _cut_short(table.of.rows)
        if cut is not None:
            at, cell, more = cut
            others = f", and {more} figures below" if more > 1 else ", and one below" if more else ""
            _tell(report, table.of, at, f"{cell!r}{others}: a figure may have lost its end")
    for table, at in _slipped(tables):
        why = "rows like this one have their empty cells in other columns: a cell may have slipped"
        _tell(report, table.of, at, why)


def _table(one: Paragraph) -> _Table:
    kinds = tuple("".join([kind_of(cell) for cell in row]) for row in one.rows)
    heads = next((at for at, row in enumerate(kinds) if "N" in row[1:] or "I" in row[1:]), len(kinds))
    body = kinds[heads:]
    most = max(map(len, kinds))
    columns = tuple([Counter([row[at] for row in body if at < len(row)]) for at in range(most)])
    return _Table(one, kinds, heads, columns)


def _tell(report: Report, table: Paragraph, at: int, why: str) -> None:
    line = table.row_lines[at] if at < len(table.row_lines) else table.line
    report.doubt(line, why, " | ".join(table.rows[at]), asks="table")


def _run_together(row: tuple[str, ...]) -> str:
    for cell in row:
        if together(cell) or (cell is not row[0] and _WITH_MONEY.fullmatch(cell)):
            return f"two cells may stand in one: {cell!r}"
    return ""


def _neighbours(tables: Sequence[_Table]) -> set[str]:
    """The words of every two headings that stand side by side in some table."""
    out: set[str] = set()
    for table in tables:
        for row in table.of.rows[: table.heads]:
            if len(row) - row.count("") >= _FEWEST:
                out.update(
                    f"{left} {right}" for left, right in zip(row, row[1:], strict=False) if left and right
                )
    return out


def _headings_together(table: _Table, at: int, joined: set[str]) -> str:
    row = table.of.rows[at]
    headed = at == 0 and 1 < table.heads < len(table.kinds)
    if headed and any(row[2:]) and row[0] and not row[1]:
        return f"{row[0]!r} may be a title: the headings beside it would then stand one column on"
    if at < table.heads:
        for cell in row:
            if " " in cell and cell in joined:
                return f"{cell!r} is two headings in another table: two cells may stand in one"
    return ""


def _out_of_place(table: _Table, at: int) -> str:
    """Words in a column of figures that look like a piece of a cell; a figure where names stand."""
    row, mine = table.of.rows[at], table.kinds[at]
    if at < table.heads or len(table.kinds) - table.heads < _FEWEST or len(mine) < 2:
        return ""
    for column in range(1, len(row)):
        cell = row[column]
        if mine[column] in "TL" and _piece(cell):
            below = table.columns[column]
            others = below.total() - below["E"] - 1
            if others > 1 and below["N"] + below["I"] + below["P"] >= _SHARE * others:
                return f"words stand in a column of figures: {cell!r} may be part of another cell"
    names = table.columns[0]
    if mine[0] in "ETN" and mine[1] == "I" and names["I"] > 1:
        return f"the row's number {row[1]!r} stands second: a cell may be lost or too many above"
    if mine[0] == "N" and names["N"] == 1 and names["T"] >= _FEWEST:
        return f"the row begins with a figure where others have a name: {row[0]!r}"
    return ""


def _piece(cell: str) -> bool:
    odd = cell.count("(") != cell.count(")") or cell[-1] in ",-" or cell[0].islower()
    return odd or any(sign.isdigit() for sign in cell)


def _cut_short(rows: Rows) -> tuple[int, str, int] | None:
    """The first figure that breaks off behind its comma ("45,45") in a table whose others have three digits
    there: its row, itself, and how many more do."""
    cells = [(at, cell) for at, row in enumerate(rows) for cell in row if "," in cell]
    cut = [(at, cell) for at, cell in cells if _BROKEN_OFF.fullmatch(cell)]
    if not cut or not any(_THOUSANDS.search(cell) for _, cell in cells):
        return None
    return *cut[0], len(cut) - 1


def _slipped(tables: Sequence[_Table]) -> list[tuple[_Table, int]]:
    """Rows whose empty cells, as many as usual, stand elsewhere than in most rows like them: heading
    rows with the same words, rows of figures under the same headings."""
    groups: dict[tuple[object, ...], list[tuple[_Table, int]]] = defaultdict(list)
    for table in tables:
        rows = table.of.rows
        named = max(rows[: table.heads], key=lambda row: len(row) - row.count(""), default=())
        for at, row in enumerate(rows):
            filled = tuple(cell for cell in row if cell)
            if len(filled) < _FEWEST or len(filled) == len(row):
                continue
            if 0 < at < table.heads:
                groups["heads", len(row), filled, tuple(filter(None, rows[at - 1]))].append((table, at))
            elif at >= table.heads and len(row) == len(named):
                groups["figures", len(row), named].append((table, at))
    out: list[tuple[_Table, int]] = []
    for members in groups.values():
        shapes = Counter(_shape(table, at) for table, at in members)
        usual, often = shapes.most_common(1)[0]
        if often >= _FEWEST and often >= _USUAL * len(members):
            odd = [shape for shape in shapes if shape != usual and sum(shape) == sum(usual)]
            out += [(table, at) for table, at in members if _shape(table, at) in odd]
    return out


def _shape(table: _Table, at: int) -> tuple[bool, ...]:
    return tuple([bool(cell) for cell in table.of.rows[at]])
