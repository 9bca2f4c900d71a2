"""Raises in words make the schedules that are not printed, by the agreement's own rounding.

The next cell is the last **printed** cell × (1 + per cent), rounded half up to the unit; the
unrounded base is never compounded.
"""

from datetime import date
from fractions import Fraction
from functools import lru_cache

from negotiate.costing.grids import Grid
from negotiate.costing.pay import family_of
from negotiate.costing.reading import TermReading
from negotiate.costing.schedules import Schedule, half_up, in_effect


def raised(grid: Grid, percent: Fraction, unit: int) -> Grid:
    """Every cell × (1 + percent / 100), rounded half up to ``unit`` cents."""
    return _raised(grid, percent, unit)


@lru_cache(maxsize=256)
def _raised(grid: Grid, percent: Fraction, unit: int) -> Grid:
    factor = 1 + percent / 100
    cells = tuple(
        tuple(None if cell is None else half_up(cell * factor, unit) for cell in row) for row in grid.cells
    )
    return Grid(grid.title, grid.steps, grid.lanes, grid.other_lanes, cells)


@lru_cache(maxsize=256)
def follows(grid: Grid, before: Grid, percent: Fraction, unit: int) -> Fraction:
    """Which part of a schedule's cells is the one before raised by the per cent."""
    pairs = [
        (cell, want)
        for row, wanted in zip(grid.cells, _raised(before, percent, unit).cells, strict=False)
        for cell, want in zip(row, wanted, strict=False)
        if cell is not None and want is not None
    ]
    return Fraction(sum(cell == want for cell, want in pairs), len(pairs)) if pairs else Fraction(0)


def with_raises(reading: TermReading, schedules: tuple[Schedule, ...]) -> tuple[Schedule, ...] | str:
    """The schedules and those that the term's raises in words make, or why they cannot be told.

    A raise whose date has a printed table is that table; where most cells do not follow the
    per cent, the language says two things and nothing is priced. A raise before the last
    printed table reaches no cell of it, so it is refused as well.
    """
    term = reading.term
    raises = _dated(reading)
    if isinstance(raises, str) or not raises or term.pay is None:
        return raises if isinstance(raises, str) else schedules
    family = family_of(term.pay, schedules)
    if isinstance(family, str):
        return family
    out = list(family)
    for day, percent, citation in raises:
        before = in_effect([s for s in out if s.effective is None or s.effective < day], day)
        if before is None:
            continue  # the table it raised is no longer printed
        printed = [s for s in out if s.effective == day]
        later = [s for s in out if s.effective is not None and s.effective > day]
        stated = f"{citation} states {float(percent):g}% from {day.isoformat()}"
        if printed:
            if term.rounds_to and 2 * follows(printed[0].grid, before.grid, percent, term.rounds_to) < 1:
                where = printed[0].citation
                return f"{stated}, the cells of the table at {where} do not follow it: which is meant?"
            continue
        if later:
            return f"{stated}, but the later table at {later[0].citation} is printed without it"
        if not term.rounds_to:
            return f"{stated}, but not what its cells are rounded to: give rounds_to"
        heading = f"Effective {day.isoformat()}: {float(percent):g}%"
        grid = raised(before.grid, percent, term.rounds_to)
        out.append(Schedule(before.citation, heading, day, None, grid))
    made = [schedule for schedule in out if schedule.index < 0]
    return (*schedules, *made)


def _dated(reading: TermReading) -> list[tuple[date, Fraction, str]] | str:
    """(day, per cent, citation) by day; two per cents of one day contradict each other."""
    found: dict[date, tuple[Fraction, str]] = {}
    for place in reading.places:
        values = dict(place.values)
        day = date.fromordinal(int(values["date"]))
        if day in found and found[day][0] != values["percent"]:
            return (
                f"{found[day][1]} and {place.citation} state two raises from {day.isoformat()}: "
                f"{float(found[day][0]):g}% and {float(values['percent']):g}%"
            )
        found[day] = (values["percent"], place.citation)
    return [(day, *found[day]) for day in sorted(found)]
