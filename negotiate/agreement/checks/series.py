"""Dated series of amounts: the tables of one schedule, or the dated columns of one table.

Every series is rows of amounts in the order of their dates, a *slot* a date. Two layouts are
read: tables of one shape that follow one another, each a date (a salary grid: a row for
every step and lane), and one table whose columns are dates (stipends: a row for every
activity). Tables of the second layout with the same printed per cents are one series.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiate.agreement.blocks import Kind, Rows
from negotiate.agreement.checks.model import Text
from negotiate.agreement.dates import dates_in
from negotiate.agreement.numbers import money

_PERCENT = re.compile(r"(?<![\d.])(?P<number>[0-9]{1,2}(?:\.[0-9]{1,3})?)\s?(?:%|per\s?cent)", re.IGNORECASE)
_FLAT = re.compile(
    r"\b(?:increas\w*|rais\w*|add\w*|plus)\b[^.;$%]{0,30}(?P<more>\$\s?[0-9][0-9,]*(?:\.[0-9]{2})?)"
    r"|(?P<risen>\$\s?[0-9][0-9,]*(?:\.[0-9]{2})?)\s+(?:increase|raise|more)\b",
    re.IGNORECASE,
)
_DATE_LIKE = re.compile(
    r"\b[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\b|\b(?:19|20)[0-9]{2}\s?[-–]\s?(?:(?:19|20)?[0-9]{2})\b"
)
_STEP = re.compile(r"(?:step\s*)?[0-9]{1,2}\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One amount: the table's position, its row and column there, the words printed, its cents."""

    at: int
    row: int
    column: int
    printed: str
    cents: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One date of a series: how it is headed, and the per cent or the cents its heading says the
    amounts rise by, if it says so."""

    name: str
    stated: Decimal | None = None
    flat: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of amounts through all slots; ``whole`` says that none is printed with cents."""

    cells: tuple[Cell | None, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Series:
    """A dated series. ``percents`` are those printed above dated columns, in order, where it is
    not known which column each belongs to."""

    slots: tuple[Slot, ...]
    rows: tuple[Row, ...]
    percents: tuple[Decimal, ...] = ()

    @property
    def tables(self) -> tuple[int, ...]:
        """The positions of the tables it is printed in."""
        return tuple(sorted({cell.at for row in self.rows for cell in row.cells if cell is not None}))


@dataclass(frozen=True, slots=True)
class Table:
    """A table read: where its amounts begin, and what heads its rows and columns."""

    at: int
    rows: Rows
    body: tuple[int, ...]
    heads: tuple[str, ...]
    labelled: bool
    title: str

    def first(self, number: int) -> int:
        """The column in which a row's amounts begin: a line that leaves its label out begins at once."""
        short = (
            len(self.rows[number]) < max(map(len, self.rows)) and _amount(self.rows[number][0]) is not None
        )
        return 1 if self.labelled and not short else 0

    def label(self, number: int) -> str:
        """What heads a row; a line without a label belongs to the step printed around it."""
        if not self.labelled:
            return ""
        if self.first(number) and self.rows[number][0]:
            return self.rows[number][0]
        steps = self.step_rows
        return (
            self.rows[steps[min((number - self.body[0]) // self.lines, len(steps) - 1)]][0] if steps else ""
        )

    @property
    def step_rows(self) -> tuple[int, ...]:
        """The rows that carry a label."""
        return tuple(number for number in self.body if self.first(number) and self.rows[number][0])

    @property
    def lines(self) -> int:
        """How many lines are printed for each step (annual, monthly, hourly …): one, mostly."""
        steps = self.step_rows
        gaps = {b - a for a, b in itertools.pairwise(steps)}
        lines = gaps.pop() if len(gaps) == 1 else 1
        return lines if lines * len(steps) == len(self.body) else 1

    def name(self, cell: Cell) -> str:
        """The words that lead to a cell: its row's and its column's."""
        row, column = self.label(cell.row), self.column(cell)
        step = f"step {row}" if _STEP.fullmatch(row) and "step" not in row.lower() else row
        return ", ".join(part for part in (step, column) if part)

    def column(self, cell: Cell) -> str:
        """What heads a cell's column."""
        place = cell.column + 1 - self.first(cell.row) if self.labelled else cell.column
        return self.heads[place] if place < len(self.heads) else ""


def read_tables(text: Text) -> dict[int, Table]:
    """Every table of the text that holds amounts, by position."""
    found = {}
    for at, item in enumerate(text.placed):
        if item.block.kind is Kind.TABLE and (table := _table(text, at)) is not None:
            found[at] = table
    return found


def _table(text: Text, at: int) -> Table | None:
    rows = text.placed[at].block.rows
    body = tuple(
        number
        for number, row in enumerate(rows)
        if any(_amount(cell) is not None for cell in row[1:]) and not _heads(row)
    )
    if not body:
        return None
    width = max(len(row) for row in rows)
    firsts = [rows[number][0] if rows[number] else "" for number in body]
    labelled = any(_amount(cell) is None for cell in firsts)
    above = [row for row in rows[: body[0]] if sum(bool(cell) for cell in row) > 1]
    heads = tuple(_head(above, column) for column in range(width))
    dated = [row for row in above if any(_dated(cell) for cell in row)]
    if dated:
        heads = tuple(dated[0][column] if column < len(dated[0]) else "" for column in range(width))
    return Table(at, rows, body, heads, labelled, _title(text, at))


def _head(above: Sequence[Sequence[str]], column: int) -> str:
    """The lowest cell over a column that is no per cent."""
    cells = [row[column] for row in reversed(above) if column < len(row)]
    return next((cell for cell in cells if cell and not _PERCENT.search(cell)), "")


def _heads(row: Sequence[str]) -> bool:
    """A row of dates, per cents or plain years is no row of amounts."""
    return any(_dated(cell) or _PERCENT.fullmatch(cell.strip()) for cell in row[1:])


def _dated(cell: str) -> bool:
    return bool(_DATE_LIKE.search(cell) or dates_in(cell))


def _amount(cell: str) -> int | None:
    """A cell's cents; a bare number under 1,000 without cents or a dollar sign may be a count."""
    cents = money(cell)
    return (
        cents
        if cents is not None and (cents >= 100_000 or "$" in cell or "." in cell or cents == 0)
        else None
    )


def _cell(at: int, number: int, column: int, cell: str) -> Cell | None:
    cents = money(cell)
    return None if cents is None or not cents else Cell(at, number, column, cell, cents)


def _title(text: Text, at: int) -> str:
    """The line that heads a table: the block before it, where that is short; its own first cell else."""
    rows = text.placed[at].block.rows
    own = rows[0][0] if rows and rows[0] and _dated(rows[0][0]) else ""
    before = text.placed[at - 1].block if at and text.placed[at - 1].file == text.placed[at].file else None
    words = before.canonical if before is not None and before.kind is not Kind.TABLE else ""
    if len(words) < 140 and (_dated(words) or not own):
        return words
    return own


def series_of(text: Text, tables: dict[int, Table]) -> Iterator[Series]:
    """Every dated series of the text."""
    columns: dict[tuple[object, ...], list[Table]] = defaultdict(list)
    grids: dict[tuple[object, ...], list[Table]] = defaultdict(list)
    for table in tables.values():
        dated = sum(_dated(head) for head in table.heads)
        if dated >= 2:
            percents = _percents(table)
            columns[len(_filled(table)), percents, text.placed[table.at].file].append(table)
        else:
            grids[_shape(table)].append(table)
    for family in columns.values():
        yield _of_columns(family)
    for family in grids.values():
        if len(family) > 1:
            yield from _of_tables(family)


def _shape(table: Table) -> tuple[object, ...]:
    rows = tuple(tuple(_signature(cell) for cell in row) for row in table.rows)
    return (len(table.body), rows)


def _signature(cell: str) -> str:
    """A cell without its amount or date: tables of one schedule differ in these alone, and in
    which amounts they leave out."""
    if money(cell) is not None and not _STEP.fullmatch(cell):
        return ""
    return "" if _dated(cell) else cell.lower()


def _of_tables(family: Sequence[Table]) -> Iterator[Series]:
    """A series for each of the lines that a step has."""
    slots = []
    for table in family:
        stated = {Decimal(found["number"]) for found in _PERCENT.finditer(table.title)}
        flat = {money(found["more"] or found["risen"]) for found in _FLAT.finditer(table.title)}
        slots.append(
            Slot(
                table.title,
                stated.pop() if len(stated) == 1 else None,
                flat.pop() if len(flat) == 1 else None,
            )
        )
    first = family[0]
    for line in range(first.lines):
        rows = []
        for number in first.body[line :: first.lines]:
            for column in range(first.first(number), len(first.rows[number])):
                rows.append(_row(tuple(_at(table, number, column) for table in family)))
        yield Series(tuple(slots), tuple(row for row in rows if row is not None))


def _at(table: Table, number: int, column: int) -> Cell | None:
    row = table.rows[number]
    return _cell(table.at, number, column, row[column]) if column < len(row) else None


def _row(cells: tuple[Cell | None, ...]) -> Row | None:
    given = [cell for cell in cells if cell is not None]
    return Row(cells, all("." not in cell.printed for cell in given)) if len(given) > 1 else None


def _percents(table: Table) -> tuple[Decimal, ...]:
    for row in table.rows[: table.body[0]]:
        found = [one for cell in row if (one := _PERCENT.fullmatch(cell.strip())) is not None]
        if found:
            return tuple(Decimal(one["number"]) for one in found)
    return ()


def _filled(table: Table) -> tuple[int, ...]:
    """The columns in which at least half of the rows have an amount."""
    width = max(len(table.rows[number]) for number in table.body)
    first = 1 if table.labelled else 0
    return tuple(
        column
        for column in range(first, width)
        if 2
        * sum(column < len(table.rows[n]) and money(table.rows[n][column]) is not None for n in table.body)
        >= len(table.body)
    )


def _of_columns(family: Sequence[Table]) -> Series:
    first = family[0]
    slots = tuple(Slot(first.heads[column]) for column in _filled(first))
    rows = [
        _row(tuple(_at(table, number, column) for column in _filled(table)))
        for table in family
        for number in table.body
    ]
    return Series(slots, tuple(row for row in rows if row is not None), _percents(first))
