"""Amounts of a schedule that do not follow: from the date before, or from the line above."""

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.checks.raises import Rule, followed
from negotiate.agreement.checks.series import Cell, Row, Table
from negotiate.agreement.numbers import money

_FEWEST = 6  # pairs of lines that must follow from each other
_ODD = 0.1  # part of them that may fail
_SLIP = 2  # units: a larger difference is no slip in rounding
Place = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Miss:
    """An amount that does not follow, and what would; ``why`` is the rule in words, ``base`` the
    place of the amount it should follow from."""

    cell: Cell
    expected: int
    why: str
    base: Place | None = None

    @property
    def place(self) -> Place:
        """Where it stands: table, row, column."""
        return place_of(self.cell)


def place_of(cell: Cell) -> Place:
    """A cell's table, row and column."""
    return cell.at, cell.row, cell.column


def misses_of(rule: Rule) -> Iterator[Miss]:
    """The amounts of a series that do not follow from its rule; a line that follows another
    rule altogether is passed over."""
    for row in rule.series.rows:
        checked = list(followed(rule, row))
        misses = [(cell, cents) for cell, cents in checked if cell.cents != cents]
        first = _first_instead(rule, row, checked, misses)
        if first is None and len(misses) > 1 and 2 * len(misses) > len(checked):
            continue
        for cell, cents in misses if first is None else [first]:
            step = rule.steps[row.cells.index(cell)]
            base = row.cells[step.base] if step is not None else None
            yield Miss(cell, cents, f"{rule}", place_of(base) if base is not None else None)


def _first_instead(
    rule: Rule, row: Row, checked: Sequence[tuple[Cell, int]], misses: list[tuple[Cell, int]]
) -> tuple[Cell, int] | None:
    """The first amount of a line with what it should be, where all the others follow from that:
    only the first raise fails then, or every one where none is taken from a printed amount."""
    first = row.cells[0]
    expected = len(checked) if rule.exact else 1
    if first is None or len(misses) != expected or len(checked) < 2 or misses[0][0] is not checked[0][0]:
        return None
    slot = row.cells.index(misses[0][0])
    step, unit = rule.steps[slot], rule.unit(row)
    if step is None or step.base != 0 or step.other is not None:
        return None
    if abs(misses[0][0].cents - misses[0][1]) <= _SLIP * unit and unit <= 100 and not rule.exact:
        return None  # a slip in rounding, carried on
    near = round((misses[0][0].cents - step.flat) * 1_000_000 / step.factor / unit) * unit
    for value in (near, near - unit, near + unit):
        mended = replace(row, cells=(replace(first, cents=value), *row.cells[1:]))
        if all(cell.cents == cents for cell, cents in followed(rule, mended)):
            return first, value
    return None


def line_misses(table: Table, doubted: set[Place]) -> Iterator[Miss]:
    """Amounts that do not follow from the other line of their step (a monthly rate is the annual
    one / 12). Of the two, the one already ``doubted`` is the wrong one."""
    for above, below in itertools.pairwise(range(table.lines)):
        pairs = [
            pair
            for one, two in zip(
                table.body[above :: table.lines], table.body[below :: table.lines], strict=False
            )
            for pair in zip(amounts(table, one), amounts(table, two), strict=False)
        ]
        if len(pairs) < _FEWEST:
            continue
        parts = round(statistics.median(one.cents / two.cents for one, two in pairs))
        unit = 1 if any("." in two.printed for _, two in pairs) else 100
        odd = [(one, two) for one, two in pairs if half_up(one.cents, parts, unit) != two.cents]
        if parts < 2 or len(odd) > _ODD * len(pairs):
            continue
        hits = f"{len(pairs) - len(odd)} of {len(pairs)} cells"
        for one, two in odd:
            if place_of(one) in doubted and place_of(two) not in doubted:
                yield Miss(one, two.cents * parts, f"the line below × {parts}: {hits}", place_of(two))
            else:
                yield Miss(
                    two, half_up(one.cents, parts, unit), f"the line above / {parts}: {hits}", place_of(one)
                )


def half_up(cents: int, parts: int, unit: int) -> int:
    """``cents / parts`` rounded half up to a multiple of ``unit``."""
    return (2 * cents + parts * unit) // (2 * parts * unit) * unit


def amounts(table: Table, number: int) -> list[Cell]:
    """The amounts of one row, its label left out."""
    row = table.rows[number]
    return [
        Cell(table.at, number, column, cell, cents)
        for column, cell in enumerate(row)
        if column >= table.first(number) and (cents := money(cell)) is not None
    ]
