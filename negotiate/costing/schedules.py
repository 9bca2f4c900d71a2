"""Salary schedules read from an agreement's tables: steps × lanes, dated by their heading.

A table is a schedule when at least two of its rows begin with a step and hold amounts, some
of them money for certain (a dollar sign, cents, or a thousand and more). Its
date and lanes come from the rows above the first step; its title from a row of one cell or
from the paragraph before the table. Money is whole cents.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property, lru_cache

from negotiate.agreement.blocks import Kind, Placed, Rows
from negotiate.costing.dates import Calendar, dates_in, school_year_in

_STEP = re.compile(
    r"(?:step\s*)?(\d{1,2}(?:[a-z+]|\s?-\s?\d{1,2})?|[ivx]{1,5}|[a-z]|min(?:imum)?|max(?:imum)?)\.?",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\$?\s?(\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.(\d{2}))?")
_DEGREES = (  # a bare B, M or D is a column's letter, unless credits follow it
    (re.compile(r"\b(?:bachelor(?:'?s)?|b\.?\s?[as]\.?|b(?=\s?[+\d]))(?=\W|\d|$)"), "ba"),
    (re.compile(r"\b(?:master(?:'?s)?|m\.?\s?(?:a|s|ed)\.?|m(?=\s?[+\d]))(?=\W|\d|$)"), "ma"),
    (re.compile(r"\b(?:doctora(?:te|l)|doctor(?:'?s)?|doc|ph\.?\s?d\.?|ed\.?\s?d\.?)(?=\W|\d|$)"), "doc"),
)


@dataclass(frozen=True, eq=False)
class Grid:
    """A table's cells: a row a step, an entry a lane, in cents, or None where empty.

    ``lanes`` are the printed names, ``other_lanes`` what the rows above print for the same
    columns (``A``, ``B`` …), ``title`` a row of one cell above them.
    """

    title: str
    steps: tuple[str, ...]
    lanes: tuple[str, ...]
    other_lanes: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[int | None, ...], ...]

    @cached_property
    def _found(self) -> dict[tuple[str, str], int | None]:
        return {}

    def cell(self, step: str, lane: str) -> int | None:
        """The rate in cents, or None where there is no such step, lane or cell.

        A lane is found by its printed name however spelled (``MA``, ``Master's``).
        """
        key = (step, lane)
        if key not in self._found:
            row = _only([at for at, name in enumerate(self.steps) if name == step_key(step)])
            column = self._column(lane)
            self._found[key] = None if row is None or column is None else self.cells[row][column]
        return self._found[key]

    def _column(self, lane: str) -> int | None:
        exact = [at for at, name in enumerate(self.lanes) if name.lower() == lane.strip().lower()]
        if exact:
            return _only(exact)
        wanted = lane_key(lane)
        keys = [lane_key(name) for name in self.lanes]
        if wanted in keys:
            return _only([at for at, name in enumerate(keys) if name == wanted])
        if not wanted and len(keys) == 1:
            return 0
        return _only([at for at, names in enumerate(self.other_lanes) if wanted in map(lane_key, names)])


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """One dated grid where it stands: ``index`` is the table's place in the text it was read from."""

    citation: str
    heading: str
    effective: date | None
    until: date | None
    grid: Grid
    index: int = -1

    @property
    def lanes(self) -> tuple[str, ...]:
        """The printed names of the lanes."""
        return self.grid.lanes

    def cell(self, step: str, lane: str) -> int | None:
        """The rate in cents, or None where there is no such step, lane or cell."""
        return self.grid.cell(step, lane)


def _only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def step_key(step: str) -> str:
    """A step without its manner of writing: ``Step 5`` and ``5.`` are ``5``."""
    found = _STEP.fullmatch(step.strip())
    return re.sub(r"\s", "", found[1] if found else step).lower()


@lru_cache(maxsize=512)
def lane_key(lane: str) -> str:
    """A lane without its manner of writing: ``Master's + 15`` and ``M+15`` are ``ma+15``."""
    key = lane.lower().replace("’", "'").strip()
    for pattern, short in _DEGREES:
        key, count = pattern.subn(short, key, count=1)
        if count:
            break
    key = re.sub(
        r"\b(?:only|hours?|hrs?|credits?|degree|plus)\b", lambda m: "+" if m[0] == "plus" else "", key
    )
    return re.sub(r"[^a-z0-9+]", "", key)


def read_schedules(placed: Sequence[Placed]) -> tuple[Schedule, ...]:
    """Every schedule among the tables of a text, in reading order."""
    out = []
    for index in [at for at, item in enumerate(placed) if item.block.rows]:
        item = placed[index]
        grid = read_grid(item.block.rows)
        if grid is not None:
            title = _title(placed, index)
            heading = f"{grid.title} · {title}" if grid.title else title
            out.append(Schedule(item.citation, heading, *_dated(heading), grid, index))
    return tuple(out)


def _title(placed: Sequence[Placed], index: int) -> str:
    """What names the table: the paragraph before it, and before that one the next in the clause
    that is no dated title of another table.
    """
    lines: list[str] = []
    at = index - 1
    while at >= 0 and placed[at].document == placed[index].document and len(lines) < 2:
        item = placed[at]
        at -= 1
        if item.block.kind is Kind.TABLE:
            continue
        if lines and (dates_in(item.block.text) and len(item.block.text) < 80):
            continue
        lines.append(item.block.canonical)
        if item.block.kind is Kind.HEADING:
            break
    return " · ".join(lines)


@lru_cache(maxsize=1024)
def read_grid(rows: Rows) -> Grid | None:
    """The grid a table's rows hold, or None where it is no salary schedule."""
    body = [at for at, row in enumerate(rows) if _is_body(row)]
    if len(body) < 2 or not any(_is_pay(cell) for at in body for cell in rows[at][1:]):
        return None
    width = max(len(rows[at]) for at in body)
    above = [_padded(row, width) for row in rows[: body[0]] if sum(map(bool, row)) > 1]
    own = " ".join(cell for row in rows[: body[0]] if sum(map(bool, row)) == 1 for cell in row if cell)
    names = above[-1][1:] if above else tuple("" for _ in range(width - 1))
    return Grid(
        own,
        tuple(step_key(rows[at][0]) for at in body),
        names,
        tuple(tuple(row[at] for row in above[:-1] if row[at]) for at in range(1, width)),
        tuple(tuple(money(cell) for cell in _padded(rows[at], width)[1:]) for at in body),
    )


def _is_body(row: Sequence[str]) -> bool:
    return bool(row) and bool(_STEP.fullmatch(row[0].strip())) and any(money(c) is not None for c in row[1:])


def _is_pay(cell: str) -> bool:
    """Whether an amount is money for certain: a dollar sign, cents, or a thousand and more."""
    cents = money(cell)
    return cents is not None and ("$" in cell or "." in cell or cents >= 100_000)


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    """The row as wide as the body: a row without a cell above the steps is shifted by one."""
    if len(row) == width - 1 and row and not _STEP.fullmatch(row[0].strip()):
        return ("", *row)
    return (*row, *("" for _ in range(width - len(row))))[:width]


def _dated(heading: str) -> tuple[date | None, date | None]:
    for line in heading.split(" · "):
        days = dates_in(line)
        if days:
            until = days[1] if len(days) > 1 and days[1] > days[0] else None
            return days[0], until
    year = school_year_in(heading)
    return (date(year, 9, 1), None) if year is not None else (None, None)


@lru_cache(maxsize=16384)
def money(cell: str) -> int | None:
    """A cell's amount in cents (``46,754``, ``$29.82``), or None where it is no amount."""
    found = _MONEY.fullmatch(cell.strip())
    if found is None:
        return None
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def in_effect(schedules: Sequence[Schedule], day: date) -> Schedule | None:
    """The one that applies on a day: the last to take effect by then. An undated one always did."""
    begun = [s for s in schedules if s.effective is None or s.effective <= day]
    return max(begun, key=lambda s: s.effective or date.min, default=None)


def cell_at(schedules: Sequence[Schedule], step: str, lane: str, day: date) -> int | None:
    """The rate in cents on a day, or None before the first schedule or without such a cell."""
    schedule = in_effect(schedules, day)
    return None if schedule is None else schedule.cell(step, lane)


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


def half_up(value: Fraction, unit: int = 1) -> int:
    """``value`` rounded to a multiple of ``unit``, halves away from zero."""
    above, below = 2 * abs(value.numerator), value.denominator * unit
    whole = (above + below) // (2 * below)
    return whole * unit * (1 if value.numerator >= 0 else -1)
