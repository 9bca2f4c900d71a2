"""Changes of a schedule in words make the tables that are not printed, by the agreement's own rounding.

The next cell is the last **printed** cell × (1 + per cent), rounded as the agreement says; the
unrounded base is never compounded. Changes of one day are made in the order they are stated. A
day that has a printed table is that table: where its cells do not follow from the words, the
language says two things.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from negotiate.costing.grids import Grid, lane_key
from negotiate.costing.kinds.base import Unpriced
from negotiate.costing.kinds.changes import ScheduleChange, raised
from negotiate.costing.pay import family_of
from negotiate.costing.reading import Values
from negotiate.costing.rounding import RoundTo
from negotiate.costing.schedules import Schedule, in_effect
from negotiate.costing.terms import Term


@dataclass(frozen=True, slots=True)
class Change:
    """One change as the language states it: what ``kind`` does to a schedule (None: all of it is
    raised by a per cent), from a ``day`` on, where it stands (``order`` in the text)."""

    day: date
    order: tuple[int, int]
    citation: str
    term: Term
    values: Values
    kind: ScheduleChange | None = None

    @property
    def said(self) -> str:
        """For a person: what is stated where."""
        found = dict(self.values)
        size = f"{float(found['percent']):g}%" if "percent" in found else "a change"
        if "amount" in found:
            size = f"${float(found['amount']):,.2f}".removesuffix(".00")
        return f"{self.citation} states {size} from {self.day.isoformat()}"


Key = tuple[date, frozenset[tuple[Values, str]], tuple[tuple[int | None, ...], ...]]
"""A day's words and its printed cells, by which a misprint of both texts is known again."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Tables that do not follow from the words of their day: why, and the schedules as the words
    would make them."""

    reason: str
    worded: tuple[Schedule, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The schedules of a text with those its words make; where tables and words newly disagree; the
    ``misprints`` that are taken as printed, with the reason each; and the words of days before which
    no table stands (``first``): what is printed is what they made."""

    schedules: tuple[Schedule, ...]
    disagreement: Disagreement | None = None
    misprints: tuple[tuple[Key, str], ...] = ()
    first: frozenset[Key] = frozenset()


def with_changes(
    term: Term,
    changes: Sequence[Change],
    schedules: tuple[Schedule, ...],
    rule: RoundTo | str,
    other: Made | None = None,
) -> Made | str:
    """The schedules with what the words make of the term's, or why it cannot be told.

    ``other`` is the same of the text compared with, whose misprints are taken as printed here too
    (None: every one is). A raise before the last printed table reaches no cell of it, so it is refused,
    and so is a new one on or before the day of the first, whose cells stand as they stood.
    """
    if not changes or term.pay is None:
        return Made(schedules)
    schedules = _from_their_day(term, changes, schedules)
    family = family_of(term.pay, schedules)
    if isinstance(family, str):
        return family
    try:
        walk = _walk(family, changes, rule, other, words_win=False)
        first = frozenset(walk.first)
        if not walk.off:
            return Made((*schedules, *walk.made), None, tuple(walk.misprints), first)
        worded = _walk(family, changes, rule, other, words_win=True)
    except Unpriced as reason:
        return str(reason)
    days = {schedule.effective for schedule in worded.made}
    family_ids = {id(schedule) for schedule in family}
    kept = tuple(s for s in schedules if id(s) not in family_ids or s.effective not in days)
    off = Disagreement("; ".join(walk.off), (*kept, *worded.made))
    return Made((*schedules, *walk.made), off, tuple(walk.misprints), first)


def _from_their_day(
    term: Term, changes: Sequence[Change], schedules: tuple[Schedule, ...]
) -> tuple[Schedule, ...]:
    """Tables dated by a school year alone, from the day the language raises them for that year: the one
    day from July 1 to September 30 a raise of everything is stated for."""
    family = family_of(term.pay, schedules) if term.pay is not None else ""
    out = list(schedules)
    for schedule in family if not isinstance(family, str) else ():
        if schedule.year is None:
            continue
        first, last = date(schedule.year, 7, 1), date(schedule.year, 9, 30)
        days = {change.day for change in changes if change.kind is None and first <= change.day <= last}
        if len(days) == 1 and schedule.effective not in days:
            out[out.index(schedule)] = _from(schedule, days.pop())
    return tuple(out)


@lru_cache(maxsize=256)
def _from(schedule: Schedule, day: date) -> Schedule:
    return replace(schedule, effective=day)


@dataclass(slots=True)
class _Walk:
    """What a walk through the days made, the tables it met that do not follow, and the words of days
    before which no table stands."""

    made: list[Schedule]
    off: list[str]
    misprints: list[tuple[Key, str]]
    first: list[Key]


def _walk(
    family: tuple[Schedule, ...],
    changes: Sequence[Change],
    rule: RoundTo | str,
    other: Made | None,
    *,
    words_win: bool,
) -> _Walk:
    """Day by day, each from the tables before it. Raises :class:`Unpriced`."""
    out = list(family)
    known = None if other is None else {key for key, _ in other.misprints}
    walk = _Walk([], [], [], [])
    for day, group in groupby(sorted(changes, key=lambda one: (one.day, one.order)), lambda one: one.day):
        stated = _once(list(group))
        before = in_effect([s for s in out if s.effective is None or s.effective < day], day)
        printed = [s for s in out if s.effective == day]
        later = [s for s in out if s.effective is not None and s.effective > day]
        said = "; ".join(change.said for change in stated)
        if before is None:  # the table it changed is no longer printed
            key = _key(day, stated, printed[0].grid.cells if printed else ())
            walk.first.append(key)
            if other is not None and key not in other.first:
                _must_be_in_cells(said, (printed or later)[0], other)
            continue
        if later and not printed:
            raise Unpriced(f"{said}, but the later table at {later[0].citation} is printed without it")
        if isinstance(rule, str):
            if printed:
                continue
            raise Unpriced(f"{said}, but {rule}")
        grid = before.grid
        for change in stated:
            grid = _applied(grid, change.kind, change.term, change.values, rule)
        if printed:
            off, of = _differing(printed[0].grid, grid)
            if not off:
                continue
            reason = f"{said}, {off} of {of} cells of the table at {printed[0].citation} do not follow it"
            key = _key(day, stated, printed[0].grid.cells)
            if known is None or key in known:
                walk.misprints.append((key, reason))
                continue
            walk.off.append(reason)
            if not words_win:
                continue
            out.remove(printed[0])
        heading = f"Effective {day.isoformat()}: " + ", ".join(_size(change) for change in stated)
        new = _named(before, heading, day, grid)
        walk.made.append(new)
        out.append(new)
    return walk


def _key(day: date, stated: Sequence[Change], cells: tuple[tuple[int | None, ...], ...]) -> Key:
    return day, frozenset((change.values, change.term.kind) for change in stated), cells


def _must_be_in_cells(said: str, table: Schedule, other: Made) -> None:
    """New words of a day before which no table stands. Raises :class:`Unpriced` where the first table that
    is printed is that of the text compared with, cell by cell: then they are not in it."""
    if any(s.effective == table.effective and s.grid.cells == table.grid.cells for s in other.schedules):
        day = table.effective.isoformat() if table.effective is not None else "no day"
        raise Unpriced(
            f"{said}, but the first table, that of {day} at {table.citation}, is printed as it was: "
            "change its cells, or state a later day"
        )


@lru_cache(maxsize=256)
def _named(before: Schedule, heading: str, day: date, grid: Grid) -> Schedule:
    return Schedule(before.citation, heading, day, None, grid)


def _size(change: Change) -> str:
    found = dict(change.values)
    return f"{float(found['percent']):g}%" if "percent" in found else change.term.kind


def _once(stated: list[Change]) -> list[Change]:
    """One day's changes, a raise of everything that is said twice taken once. Two different ones
    contradict each other: raises :class:`Unpriced`."""
    general = [change for change in stated if change.kind is None]
    for other in general[1:]:
        if other.values != general[0].values:
            raise Unpriced(
                f"{general[0].citation} and {other.citation} state two raises from "
                f"{other.day.isoformat()}: {_size(general[0])} and {_size(other)}"
            )
    return [change for change in stated if change not in general[1:]]


@lru_cache(maxsize=256)
def _applied(grid: Grid, kind: ScheduleChange | None, term: Term, values: Values, rule: RoundTo) -> Grid:
    if kind is None:
        return raised(grid, dict(values)["percent"], rule)
    return kind.changed(grid, term, dict(values), rule)


@lru_cache(maxsize=256)
def _differing(printed: Grid, stated: Grid) -> tuple[int, int]:
    """How many cells of a printed table are not what the words make of the one before, of how many."""
    off = of = 0
    lanes = {lane_key(lane): at for at, lane in enumerate(stated.lanes)}
    for step, row in zip(printed.steps, printed.cells, strict=True):
        for lane, cell in zip(printed.lanes, row, strict=True):
            if step in stated.steps and lane_key(lane) in lanes and cell is not None:
                wanted = stated.cells[stated.steps.index(step)][lanes[lane_key(lane)]]
                off += wanted is not None and wanted != cell
                of += wanted is not None
            elif cell is not None:
                off, of = off + 1, of + 1
    gone = set(stated.steps) - set(printed.steps)
    return off + len(gone) * len(stated.lanes), of + len(gone) * len(stated.lanes)
