"""Salary schedules: the grids among an agreement's tables, dated by what stands above them.

A schedule's date comes from a row of one cell above its steps, from the paragraph before the
table, or from the next heading or paragraph above. A school year begins on September 1 where
a heading names only the year.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache

from negotiate.agreement.blocks import Kind, Placed
from negotiate.agreement.dates import dates_in, school_year_in
from negotiate.costing.columns import Dated, by_date
from negotiate.costing.dates import Calendar
from negotiate.costing.grids import Grid, read_grid
from negotiate.costing.rounding import half_up

_SEPTEMBER = 9
_LANE = re.compile(r"\s+(?=(?:b\.?a|m\.?a|m\.?ed|doc|ph)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """One dated grid where it stands: ``index`` is the table's place in the text it was read from.

    ``year`` is the school year, where the language names no day but that: ``effective`` is then
    September 1 of it, until the school year's own first day is known (:func:`begun`).
    """

    citation: str
    heading: str
    effective: date | None
    until: date | None
    grid: Grid
    index: int = -1
    year: int | None = None

    @property
    def lanes(self) -> tuple[str, ...]:
        """The printed names of the lanes."""
        return self.grid.lanes

    def cell(self, step: str, lane: str) -> int | None:
        """The rate in cents, or None where there is no such step, lane or cell."""
        return self.grid.cell(step, lane)


def read_schedules(placed: Sequence[Placed], wordless: Sequence[int] | None = None) -> tuple[Schedule, ...]:
    """Every schedule among the tables of a text, in reading order; ``wordless`` are the blocks that
    may be tables, where they are known."""
    out = []
    for index in range(len(placed)) if wordless is None else wordless:
        if not placed[index].block.rows:
            continue
        item = placed[index]
        columns = [(one, read_grid(one.rows)) for one in by_date(item.block.rows)]
        if columns and all(grid is not None for _, grid in columns):
            title = _title(placed, index)
            out += [_column(item.citation, one, grid, title, index) for one, grid in columns if grid]
            continue
        grid = read_grid(item.block.rows, _lanes_above(placed, index))
        if grid is not None:
            out.append(_schedule(item.citation, grid, _title(placed, index), index))
    return tuple(out)


@lru_cache(maxsize=512)
def _column(citation: str, one: Dated, grid: Grid, title: str, index: int) -> Schedule:
    """The columns of one date as a schedule of their own."""
    return Schedule(citation, f"{one.printed} · {title}", one.day, None, grid, index, one.year)


@lru_cache(maxsize=512)  # one object, as above
def begun(schedule: Schedule, month: int) -> Schedule:
    """The schedule, where it is dated by a school year alone, from the first day of it: years begin in
    ``month``."""
    if schedule.year is None or month == _SEPTEMBER:
        return schedule
    return replace(schedule, effective=date(schedule.year, month, 1))


@lru_cache(maxsize=512)  # one object for an unchanged table: what is reckoned from it is kept
def _schedule(citation: str, grid: Grid, title: str, index: int) -> Schedule:
    heading = f"{grid.title} · {title}" if grid.title else title
    effective, until, year = _dated(heading)
    return Schedule(citation, heading, effective, until, grid, index, year)


def _lanes_above(placed: Sequence[Placed], index: int) -> tuple[str, ...]:
    """Lanes that the line above a table names, step first: ``Step BA Only BA + 24 Hrs MA``."""
    line = placed[index - 1].block.text if index else ""
    if len(line) > 200 or not line.lower().startswith("step"):
        return ()
    return tuple(_LANE.split(line)[1:])


def _title(placed: Sequence[Placed], index: int) -> str:
    """What names the table: the paragraph before it, and before that one the next of the same
    document that is not the dated title of another table.
    """
    lines: list[str] = []
    at, crossed = index - 1, False
    while at >= 0 and placed[at].document == placed[index].document and len(lines) < 2:
        item = placed[at]
        at -= 1
        if item.block.kind is Kind.TABLE:
            crossed = True
        elif not (crossed and dates_in(item.block.text) and len(item.block.text) < 80):
            lines.append(item.block.canonical)
            if item.block.kind is Kind.HEADING:
                break
    return " · ".join(lines)


def _dated(heading: str) -> tuple[date | None, date | None, int | None]:
    for line in heading.split(" · "):
        days = dates_in(line)
        if days:
            until = days[1] if len(days) > 1 and days[1] > days[0] else None
            return days[0], until, None
    year = school_year_in(heading)
    return (date(year, _SEPTEMBER, 1) if year is not None else None), None, year


def in_effect(schedules: Sequence[Schedule], day: date) -> Schedule | None:
    """The one that applies on a day: the last to take effect by then. An undated one always did."""
    begun = [s for s in schedules if s.effective is None or s.effective <= day]
    return max(begun, key=lambda s: s.effective or date.min, default=None)


Weights = tuple[tuple[Schedule | None, int], ...]


def year_weights(schedules: Sequence[Schedule], year: int, calendar: Calendar) -> Weights:
    """The schedules that apply in a school year, each with its number of pay months."""
    counted: dict[int, tuple[Schedule | None, int]] = {}
    for month in calendar.months(year):
        schedule = in_effect(schedules, month)
        key = id(schedule)
        counted[key] = (schedule, counted.get(key, (None, 0))[1] + 1)
    return tuple(counted.values())


def year_rate(weights: Weights, step: str, lane: str, calendar: Calendar) -> Fraction | None:
    """The school year's rate in cents, blended by pay months; None where a month has no rate.

    Rounded half up to the calendar's unit when the rate changes inside the year (the printed
    blended rate of agreements that print one).
    """
    total, months = 0, 0
    for schedule, count in weights:
        cents = None if schedule is None else schedule.cell(step, lane)
        if cents is None:
            return None
        total, months = total + cents * count, months + count
    if calendar.blend and len(weights) > 1:
        return Fraction(half_up(Fraction(total, months), calendar.blend))
    return Fraction(total, months)
