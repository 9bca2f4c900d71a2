"""Rows of a table given by themselves: a line of a schedule in a letter, a table cut short."""

import re
from collections.abc import Sequence
from dataclasses import replace

from negotiate.agreement.blocks import Block, Kind, Rows
from negotiate.common.text import canonical
from negotiate.redline.typography import fold
from negotiate.workspace.incoming.model import Slot, Unit

_MOST = 0.6  # share of a table's rows that make it whole
_RAISED = 1 / 3  # by which a figure may be another of the same thing
_CLEARLY = 3  # times that a table must be nearer than the next
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HALF = 0.5  # share of a row's other cells that are alike, at the least, in all its rows together


def as_rows(unit: Unit, slots: Sequence[Slot], wanted: frozenset[int]) -> tuple[Unit, int] | None:
    """The paragraph or table as rows of a table that an item has a say in, and the place of that table;
    None where it is none. A row is known by its first cell."""
    found: list[tuple[float, Unit, int]] = []
    for at in sorted(wanted):
        block = slots[at].block
        if block.kind is not Kind.TABLE:
            continue
        rows = unit.rows or _row_of(unit.canonical, block.rows)
        if rows and _are_rows(rows, block.rows):
            made = replace(unit, text="", label="", rows=merged(block, rows))
            found.append((min(_distance(rows, one.rows) for one in slots[at].blocks), made, at))
    found.sort(key=lambda one: one[0])
    if len(found) > 1 and found[0][0] * _CLEARLY >= found[1][0] > 0:
        return None  # "2 | 50,400 | 58,400" in two schedules alike
    return found[0][1:] if found else None


def merged(block: Block, rows: Rows) -> Rows:
    """The table with the rows given in the place of those of the same name; one that gives the head
    and most rows is the whole table."""
    if is_whole(block.rows, rows):
        return rows
    given = {fold(row[0]): row for row in rows if row}
    return tuple(given.get(fold(row[0]), row) if row else row for row in block.rows)


def is_whole(old: Rows, new: Rows) -> bool:
    """Whether rows are a table by themselves: they have its head, and most of its rows."""
    if not old or not new or fold(" ".join(old[0])) != fold(" ".join(new[0])):
        return False
    return len(new) - 1 >= _MOST * (len(old) - 1)


def _are_rows(rows: Rows, table: Rows) -> bool:
    names = [fold(row[0]) for row in table if row]
    own = {fold(row[0]): row for row in table if row and names.count(fold(row[0])) == 1}
    found = [(row, own[fold(row[0])]) for row in rows if row and fold(row[0]) in own and len(row) > 1]
    if len(found) < len(rows) or any(len(row) != len(was) for row, was in found):
        return False
    cells = [(a, b) for row, was in found for a, b in zip(row[1:], was[1:], strict=True)]
    alike = sum(fold(a) == fold(b) or bool(a) == bool(b) for a, b in cells)
    same = sum(fold(a) == fold(b) for a, b in cells)
    few = same >= 1 or len(cells) <= 2 or same >= _HALF * len(cells)
    return bool(cells) and alike == len(cells) and (few or all(_near(a, b) for a, b in cells))


def _distance(rows: Rows, table: Rows) -> float:
    """How far the cells of rows are from those of the same name: figures by their share, words by one."""
    own = {fold(row[0]): row for row in table if row}
    pairs = [(a, b) for row in rows for a, b in zip(row[1:], own.get(fold(row[0]), ())[1:], strict=False)]
    return sum(_share(a, b) for a, b in pairs)


def _share(says: str, was: str) -> float:
    new, old = _figure(says), _figure(was)
    if new is None or not old:
        return float(fold(says) != fold(was))
    return min(abs(new - old) / old, 1.0)


def _figure(cell: str) -> float | None:
    plain = re.sub(r"[$,%\s]", "", cell)
    return float(plain) if _NUMBER.fullmatch(plain) else None


def _near(says: str, was: str) -> bool:
    """Whether a cell may say the same thing anew: a rate raised or cut by less than a third."""
    return _share(says, was) <= _RAISED


def _row_of(text: str, table: Rows) -> Rows:
    """A line of text as a row: it begins with a row's first cell and has a word for each other cell."""
    plain = canonical(text.strip("| ").replace("|", " "))
    for row in sorted(table, key=lambda one: -len(one[0]) if one else 0):
        if not row or not row[0] or not plain.startswith(f"{row[0]} "):
            continue
        cells = plain[len(row[0]) :].split()
        if len(cells) == len(row) - 1 and all(any(sign.isdigit() for sign in cell) for cell in cells):
            return ((row[0], *cells),)
    return ()
