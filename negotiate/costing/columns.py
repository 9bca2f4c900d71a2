"""A table whose columns are dated (two years side by side) read as one table for each date.

The date of a column stands in its own heading (``2025-26``, ``Effective 7/1/2025``, ``BA 2025-26``) or in
a row above it, over several columns. What is left of the headings names the lanes.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from negotiate.agreement.blocks import Rows
from negotiate.agreement.dates import DATE, dates_in, school_year_in
from negotiate.agreement.numbers import fold, money

_YEAR = r"\b(?:19|20)\d{2}\s?[-/]\s?(?:(?:19|20)\d{2}|\d{2})\b(?![-/]\d)"
_WHEN = re.compile(
    rf"(?:\b(?:effective|as of|from|beginning|starting)\s+)?(?:\b(?:the|school year|year|fy|sy)\s+)*"
    rf"(?:{DATE}|{_YEAR})(?:\s+(?:school\s+)?year\b)?"
)
_MORE = re.compile(r"(?:index|ratio|factor|increase|raise|change|difference|per\s?cent|%).*")
_Day = tuple[date, int | None]
_AROUND = " -:,;()/·\n"


@dataclass(frozen=True, slots=True)
class Dated:
    """The columns of one date: its words as ``printed``, the day, the school year where nothing but one is
    named (then ``day`` is its September 1), and the table's rows with these columns alone."""

    printed: str
    day: date
    year: int | None
    rows: Rows


@lru_cache(maxsize=1024)
def by_date(rows: Rows) -> tuple[Dated, ...]:
    """One table for each date, oldest first; none where the columns are not dated, or of one date only.

    Columns of per cents and indexes may stand between. Where the dates have not the same lanes, or a
    column has no date, the table is not taken apart.
    """
    first = next((at for at, row in enumerate(rows) if any(money(cell) is not None for cell in row[1:])), 0)
    heads, width = rows[:first], max(map(len, rows), default=0)
    if not heads:
        return ()
    heads = tuple((*row, *("" for _ in range(width - len(row)))) for row in heads)
    columns: dict[_Day, tuple[str, list[int]]] = {}
    for at in range(1, width):
        when = _when(heads, at)
        day = _day(when)
        if day is not None:
            columns.setdefault(day, (when, []))[1].append(at)
        elif not _MORE.fullmatch(fold(heads[-1][at].strip())) and any(
            len(row) > at and row[at].strip() for row in rows[first:]
        ):
            return ()
    found = [_alone(rows, heads, when, day, places) for day, (when, places) in columns.items()]
    lanes = {tuple(cell.lower() for cell in one.rows[len(heads) - 1][1:]) for one in found}
    if len(found) < 2 or len(lanes) > 1 or len({one.day for one in found}) < len(found):
        return ()
    return tuple(sorted(found, key=lambda one: one.day))


def _when(heads: Rows, at: int) -> str:
    """The date words over a column: its own, or those of the nearest cell to the left that spans it."""
    for row in reversed(heads):
        own = _WHEN.search(fold(row[at]))
        if own is not None:
            return own[0].strip()
    for row in reversed(heads[:-1]):
        left = next((row[place] for place in range(at, 0, -1) if row[place].strip()), "")
        spans = _WHEN.search(fold(left))
        if spans is not None and not row[at].strip():
            return spans[0].strip()
    return ""


def _day(when: str) -> _Day | None:
    """The day that date words name, and the school year where they name nothing but that."""
    days, year = dates_in(when), school_year_in(when)
    if days:
        return days[0], None
    return (date(year, 9, 1), year) if year is not None else None


def _alone(rows: Rows, heads: Rows, when: str, day: _Day, places: list[int]) -> Dated:
    names = tuple((row[0], *(_rest(row[at]) for at in places)) for row in heads)
    body = tuple(
        (row[0], *(row[at] if at < len(row) else "" for at in places)) for row in rows[len(heads) :] if row
    )
    return Dated(when, *day, (*names, *body))


def _rest(cell: str) -> str:
    found = _WHEN.search(fold(cell))
    return cell if found is None else (cell[: found.start()] + cell[found.end() :]).strip(_AROUND)
