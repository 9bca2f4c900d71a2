"""Invented salary tables, each kind by a rule of its own, in whole cents so that no amount is a guess."""

import random
from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

Rows = tuple[tuple[str, ...], ...]
Grid = list[list[Decimal]]
Printed = tuple[str, list[tuple[str, Rows]]]
_LANES = ("BA", "BA+15", "MA", "MA+15", "MA+30", "MA+45", "PhD")
_JOBS = ("Head Coach, Football", "Head Coach, Soccer", "Assistant Coach", "Yearbook", "Drama", "Band", "Newspaper",
         "Student Council", "Debate", "Honor Society", "Robotics", "Cheerleading")  # fmt: skip
_MODES = (ROUND_HALF_UP, ROUND_HALF_UP, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)


def _to(value: Decimal, unit: Decimal, mode: str) -> Decimal:
    return (value / unit).quantize(Decimal(1), mode) * unit


def _shown(value: Decimal, cents: bool, sign: str) -> str:
    return f"{sign}{value:,.2f}" if cents else f"{sign}{value:,.0f}"


def _base(dice: random.Random, steps: int, lanes: int, unit: Decimal) -> Grid:
    """A first schedule that rises, of no rule."""
    start = dice.randint(38000, 52000)
    grid: Grid = []
    for step in range(steps):
        row, amount = [], Decimal(start + step * dice.randint(1300, 2100) if not grid else 0)
        amount = amount if not grid else grid[-1][0] + dice.randint(1200, 2400)
        for lane in range(lanes):
            amount += dice.randint(900, 2600) if lane else 0
            if grid:
                amount = max(amount, grid[-1][lane] + dice.randint(900, 1500))
            row.append(_to(amount, unit, ROUND_HALF_UP))
        grid.append(row)
    return grid


def _table(grid: Grid, cents: bool, sign: str) -> Rows:
    head = ("Step", *_LANES[: len(grid[0])])
    return (head, *((str(n), *(_shown(cell, cents, sign) for cell in row)) for n, row in enumerate(grid, 1)))


def by_percent(dice: random.Random) -> Printed:
    """Grids of several years, each the printed one before raised by a per cent."""
    unit = dice.choice((Decimal(1), Decimal(1), Decimal(1), Decimal("0.01"), Decimal(10)))
    mode, sign = dice.choice(_MODES), dice.choice(("", "$"))
    grid = _base(dice, dice.randint(8, 15), dice.randint(4, 7), unit)
    out = [("Effective September 1, 2020:", _table(grid, unit < 1, sign))]
    for year in range(2021, 2021 + dice.randint(2, 4)):
        percent = Decimal(dice.choice(("1", "1.5", "2", "2.25", "2.5", "3", "3.5")))
        grid = [[_to(cell * (1 + percent / 100), unit, mode) for cell in row] for row in grid]
        out.append(
            (f"Effective September 1, {year}, an increase of {percent}%:", _table(grid, unit < 1, sign))
        )
    return "The annual salaries are as follows.", out


def by_exact_percent(dice: random.Random) -> Printed:
    """The same, each year from the amounts before rounding."""
    sign = dice.choice(("", "$"))
    grid = _base(dice, dice.randint(8, 15), dice.randint(4, 7), Decimal(1))
    exact = grid
    out = [("Salary schedule for 2020-2021", _table(grid, False, sign))]
    for year in range(2021, 2025):
        percent = Decimal(dice.choice(("2", "2.25", "2.5", "3", "3.5")))
        exact = [[cell * (1 + percent / 100) for cell in row] for row in exact]
        shown = [[_to(cell, Decimal(1), ROUND_HALF_UP) for cell in row] for row in exact]
        out.append((f"Salary schedule for {year}-{year + 1} ({percent}%)", _table(shown, False, sign)))
    return "The schedules of this Agreement are printed below.", out


def by_flat_amount(dice: random.Random) -> Printed:
    """Each year a flat amount more in every cell."""
    grid = _base(dice, dice.randint(8, 14), dice.randint(4, 6), Decimal(1))
    out = [("Effective July 1, 2021:", _table(grid, False, "$"))]
    for year in (2022, 2023):
        more = dice.choice((750, 1000, 1200, 1450))
        grid = [[cell + more for cell in row] for row in grid]
        out.append((f"Effective July 1, {year}, each rate is raised by ${more:,}:", _table(grid, False, "$")))
    return "The annual rates are these.", out


def by_index(dice: random.Random) -> Printed:
    """One schedule: an index, printed beside it, times a base."""
    base = Decimal(dice.randint(40000, 50000))
    steps, lanes = dice.randint(8, 13), dice.randint(4, 6)
    rise = Decimal(dice.choice(("0.04", "0.045", "0.05", "0.035")))
    index = [[1 + rise * s + Decimal("0.06") * n for n in range(lanes)] for s in range(steps)]
    grid = [[_to(base * one, Decimal(1), ROUND_HALF_UP) for one in row] for row in index]
    head = ("Step", *_LANES[:lanes])
    shown = (head, *((str(n), *(f"{one:.4f}" for one in row)) for n, row in enumerate(index, 1)))
    return f"The base is ${base:,}, to which the index is applied.", [
        ("Index", shown), ("Salary schedule, 2022-2023", _table(grid, False, "")),
    ]  # fmt: skip


def by_equal_steps(dice: random.Random) -> Printed:
    """One schedule: equal steps down, equal lanes across."""
    start, step, lane = dice.randint(40000, 50000), dice.randint(1200, 2200), dice.randint(1500, 2600)
    grid = (
        [
            [Decimal(start + step * s + lane * n) for n in range(dice_lanes)]
            for s in range(dice.randint(8, 14))
        ]
        if (dice_lanes := dice.randint(4, 6))
        else []
    )
    return "Salaries for the school year 2022-2023 are as follows.", [("", _table(grid, False, "$"))]


def by_step_percent(dice: random.Random) -> Printed:
    """One schedule: each step a per cent over the printed one before, each lane a per cent over the first."""
    start, percent = Decimal(dice.randint(40000, 50000)), Decimal(dice.choice(("2.5", "3", "3.25", "4")))
    firsts = [
        _to(start * (1 + Decimal("0.05") * n), Decimal(1), ROUND_HALF_UP) for n in range(dice.randint(4, 6))
    ]
    grid = [firsts]
    for _ in range(dice.randint(8, 13)):
        grid.append([_to(cell * (1 + percent / 100), Decimal(1), ROUND_HALF_UP) for cell in grid[-1]])
    return "Salaries for the school year 2021-2022 are as follows.", [("", _table(grid, False, ""))]


def stipends(dice: random.Random) -> Printed:
    """One table whose columns are dates."""
    rows = []
    percents = [Decimal(dice.choice(("2", "2.5", "3"))) for _ in range(3)]
    for job in dice.sample(_JOBS, dice.randint(7, len(_JOBS))):
        cells = [Decimal(dice.randint(900, 7200))]
        for percent in percents:
            cells.append(_to(cells[-1] * (1 + percent / 100), Decimal(1), ROUND_HALF_UP))
        rows.append((job, *(f"${cell:,}" for cell in cells)))
    head = ("Activity", *(f"September 1, {year}" for year in range(2020, 2024)))
    return "Stipends are as follows.", [("", (head, *rows))]


def hourly(dice: random.Random) -> Printed:
    """One table of annual and hourly rates: the year's hours divide the one into the other."""
    hours, amount = dice.choice((1040, 1387, 1456, 2080)), Decimal(dice.randint(27000, 36000))
    rows = []
    for step in range(1, dice.randint(9, 15)):
        rows.append(
            (str(step), f"${amount:,.0f}", f"${_to(amount / hours, Decimal('0.01'), ROUND_HALF_UP):,.2f}")
        )
        amount += dice.randint(600, 1900)
    return f"Rates for {hours:,} hours a year are as follows.", [("", (("Step", "Annual", "Hourly"), *rows))]


KINDS: tuple[Callable[[random.Random], Printed], ...] = (
    by_percent, by_exact_percent, by_flat_amount, by_index, by_equal_steps, by_step_percent, stipends, hourly,
)  # fmt: skip
"""Every kind of table."""


def tables(dice: random.Random) -> Iterator[Printed]:
    """The tables of one agreement: one kind of grid for the teachers, stipends, hourly rates."""
    yield dice.choice(KINDS[:6])(dice)
    yield stipends(dice)
    yield hourly(dice)
