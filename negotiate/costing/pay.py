"""What one FTE is paid in a school year: read from the agreement's own schedule."""

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache

from negotiate.agreement.dates import DATE
from negotiate.agreement.numbers import fold
from negotiate.costing.dates import Calendar, year_label
from negotiate.costing.likeness import content_words, under
from negotiate.costing.schedules import Schedule, in_effect, year_rate, year_weights
from negotiate.costing.terms import Pay


@lru_cache(maxsize=1024)
def annual_rate(pay: Pay, schedules: tuple[Schedule, ...], year: int, calendar: Calendar) -> Fraction | str:
    """Cents for one FTE in the school year, or the reason why the language does not say."""
    if pay.cents is not None:
        return pay.cents * pay.units
    family = family_of(pay, schedules)
    if isinstance(family, str):
        return family
    rate = year_rate(year_weights(family, year, calendar), pay.step, pay.lane, calendar)
    if rate is None:
        where = f"step {pay.step}, lane {pay.lane}"
        return f"the schedule of {family[0].citation} gives no rate for {where} in {year_label(year)}"
    return rate * pay.units


@lru_cache(maxsize=512)
def fallen_back(
    pay: Pay,
    had: tuple[Schedule, ...],
    has: tuple[Schedule, ...],
    years: tuple[int, ...],
    calendar: Calendar,
) -> tuple[Schedule, Schedule] | None:
    """(the schedule in effect among ``had``, the older one in effect among ``has`` in its place)
    in the first pay month where the newer one is gone; None where there is no such month.

    A later table that takes the place of an earlier one is no falling back, nor is an older one
    of the same cells. An undated table is older than any.
    """
    if pay.cents is not None:
        return None
    before, after = family_of(pay, had), family_of(pay, has)
    if isinstance(before, str) or isinstance(after, str):
        return None
    for year in years:
        for month in calendar.months(year):
            old, new = in_effect(before, month), in_effect(after, month)
            if old is None or new is None or old.grid.cells == new.grid.cells:
                continue
            if (new.effective or date.min) < (old.effective or date.min):
                return old, new
    return None


def named(schedule: Schedule) -> str:
    """A schedule for a person: its date and where it stands."""
    day = schedule.effective.isoformat() if schedule.effective is not None else "without a date"
    return f"{day} ({schedule.citation})"


@lru_cache(maxsize=256)
def family_of(pay: Pay, schedules: tuple[Schedule, ...]) -> tuple[Schedule, ...] | str:
    """The dated schedules a pay names, oldest first, or why they cannot be told.

    Those under the clause named; where it holds none (it was moved or renumbered), those of
    the whole text. Words of the heading narrow them. Two of one date are not told apart.
    """
    titled = [s for s in schedules if fold(pay.heading) in fold(s.heading)]
    # A table of the same lanes that lacks the cell stays in: its year has no rate, not an old one.
    lanes = {s.lanes for s in titled if not pay.step or s.cell(pay.step, pay.lane) is not None}
    fitting = [s for s in titled if s.lanes in lanes]
    named = [s for s in fitting if under(s.citation, pay.schedule)] or fitting
    cell = f" with step {pay.step} and lane {pay.lane}" if pay.step else ""
    if not named:
        return f"no salary schedule{cell} is found at {pay.schedule}"
    named = _with_later(named, fitting)
    dates = [s.effective for s in named]
    if len(set(dates)) < len(dates):
        return f"several schedules{cell} of one date at {pay.schedule}: say which by words of its heading"
    return tuple(sorted(named, key=lambda s: (s.effective is not None, s.effective)))


def _with_later(named: list[Schedule], fitting: list[Schedule]) -> list[Schedule]:
    """``named`` with the dated tables of the same title elsewhere (each in an appendix of its own),
    where no two are of one date."""
    titles = {_undated(s.heading) for s in named}
    out = [s for s in fitting if s in named or _undated(s.heading) in titles]
    dates = [s.effective for s in out]
    return out if len(set(dates)) == len(dates) and None not in dates else named


@lru_cache(maxsize=512)
def _undated(heading: str) -> frozenset[str]:
    return content_words(re.sub(DATE, " ", fold(heading)))
