"""Rules inside one table: equal steps down or lanes across, an index times a base, hours that
divide a year's pay; and columns that repeat another.

They are asked only of tables that no dated rule explains: an amount that was raised with all
others from year to year is right, however odd its step.
"""

import itertools
from collections.abc import Iterator, Sequence
from statistics import median

from negotiate.agreement.blocks import Kind
from negotiate.agreement.checks.inferring import infer
from negotiate.agreement.checks.misses import Miss, Place, amounts, half_up, misses_of, place_of
from negotiate.agreement.checks.model import Text
from negotiate.agreement.checks.raises import Rule
from negotiate.agreement.checks.series import Cell, Row, Series, Slot, Table

_ODD = 0.12  # part of the cells that may fail in a rule of one table
_SLOTS = 0.75  # part of the steps (or lanes) a rule of one table must explain
_FEWEST = 4  # rows, or lanes, of which one more may fail
_COLUMNS = 8  # columns among which hours are looked for
_DIVISORS = (4, 3000)  # by which one column may be divided to give another

Lines = tuple[tuple[Cell, ...], ...]


def lines_of(table: Table) -> Lines:
    """The rows of amounts of a table with a row a step; none where they are of several lengths."""
    if table.lines != 1:
        return ()
    lines = tuple(tuple(amounts(table, number)) for number in table.body)
    return lines if lines and len({len(line) for line in lines}) == 1 and len(lines[0]) else ()


def grid_misses(text: Text, tables: Sequence[Table]) -> Iterator[Miss]:
    """The amounts of tables that do not follow from the others of the same table."""
    for table in tables:
        lines = lines_of(table)
        if len(lines) >= _FEWEST:
            yield from _of_one(text, table, lines)


def _of_one(text: Text, table: Table, lines: Lines) -> list[Miss]:
    """What does not follow by the first rule that explains the table; none where no rule does."""
    columns = tuple(zip(*lines, strict=True))
    if len(columns) > 1 and (found := _indexed(text, table, lines)) is not None:
        return found
    for series in (_series(lines), _series(columns)):
        if len(series.rows) >= 3 and len(series.slots) >= 3 and (found := _by_rule(series)) is not None:
            return found
    return _by_hours(columns)


def _series(slots: Sequence[Sequence[Cell]]) -> Series:
    """A table as a series: its rows as slots with a line for every column, or the other way."""
    rows = tuple(
        Row(cells, all("." not in cell.printed for cell in cells)) for cells in zip(*slots, strict=True)
    )
    return Series(tuple(Slot("") for _ in slots), rows)


def _by_rule(series: Series) -> list[Miss] | None:
    rule = infer(series)
    return list(misses_of(rule)) if rule is not None and trusted(rule, _ODD, _SLOTS) else None


def trusted(rule: Rule, odd: float, slots: float) -> bool:
    """Whether a rule explains enough cells and slots."""
    explained = sum(step is not None for step in rule.steps) + 1
    return rule.total - rule.hits <= odd * rule.total and explained >= slots * len(rule.steps)


def _indexed(text: Text, table: Table, lines: Lines) -> list[Miss] | None:
    """Amounts that are not the base times the index printed in a table of the same shape."""
    for index in _indexes(text, table, lines):
        pairs = [
            (cell, factor)
            for line, factors in zip(lines, index, strict=True)
            for cell, factor in zip(line, factors, strict=True)
        ]
        near = median(cell.cents * 10_000 / factor for cell, factor in pairs)
        unit = 1 if any("." in cell.printed for cell, _ in pairs) else 100
        bases = [cell.cents for cell, factor in pairs if factor == 10_000]
        for base in dict.fromkeys((*bases, round(near / unit) * unit)):
            wanted = [(cell, half_up(base * factor, 10_000, unit)) for cell, factor in pairs]
            odd = [(cell, want) for cell, want in wanted if want != cell.cents]
            if len(odd) <= 2 * _ODD * len(pairs):
                why = f"the index times ${base / 100:,.2f}: {len(pairs) - len(odd)} of {len(pairs)} cells"
                return [Miss(cell, want, why) for cell, want in odd]
    return None


def _indexes(text: Text, table: Table, lines: Lines) -> Iterator[list[list[int]]]:
    """The tables of factors near by, in ten-thousandths, of the same shape as the lines."""
    for at in range(max(0, table.at - 12), min(len(text.placed), table.at + 13)):
        block = text.placed[at].block
        if (
            block.kind is not Kind.TABLE
            or at == table.at
            or text.placed[at].file != text.placed[table.at].file
        ):
            continue
        rows = [[f for cell in row[1:] if (f := _factor(cell)) is not None] for row in block.rows]
        rows = [row for row in rows if row]
        if [len(row) for row in rows] == [len(line) for line in lines]:
            yield rows


def _factor(cell: str) -> int | None:
    """``1.0425`` → 10425; only factors from 0.3 to 9 with a point."""
    whole, point, part = cell.strip().partition(".")
    if not point or not (whole + part).isdigit() or not 1 <= len(part) <= 4:
        return None
    value = int(whole or "0") * 10_000 + int(part.ljust(4, "0"))
    return value if 3_000 <= value < 90_000 else None


def _by_hours(columns: Sequence[Sequence[Cell]]) -> list[Miss]:
    """Amounts of a column that are not those of another divided by its hours, months or payments."""
    if len(columns) > _COLUMNS:
        return []
    for large, small in itertools.permutations(columns, 2):
        ratio = median(one.cents / two.cents for one, two in zip(large, small, strict=True))
        if not _DIVISORS[0] <= ratio <= _DIVISORS[1]:
            continue
        found = _divided(large, small, ratio)
        if found:
            return found
    return []


def _divided(large: Sequence[Cell], small: Sequence[Cell], ratio: float) -> list[Miss]:
    pairs = list(zip(large, small, strict=True))
    unit_small = 1 if any("." in cell.printed for cell in small) else 100
    unit_large = 1 if any("." in cell.printed for cell in large) else 100
    best: list[Miss] | None = None
    near = round(ratio * 2)
    for twice in sorted(range(max(2, near - 8), near + 9), key=lambda one: (one % 2, abs(one - near))):
        down = [half_up(one.cents * 2, twice, unit_small) for one, _ in pairs]
        up = [half_up(two.cents * twice, 2, unit_large) for _, two in pairs]
        for wanted, column, sign in ((down, 1, "/"), (up, 0, "×")):
            odd = [n for n, pair in enumerate(pairs) if pair[column].cents != wanted[n]]
            if len(odd) > max(1, 2 * _ODD * len(pairs)) or (best is not None and len(odd) >= len(best)):
                continue
            why = f"the other column {sign} {twice / 2:g}: {len(pairs) - len(odd)} of {len(pairs)} cells"
            best = [
                Miss(pairs[n][0], up[n], why) if _odder(large, small, n) else Miss(pairs[n][1], down[n], why)
                for n in odd
            ]
    return best or []


def _odder(one: Sequence[Cell], other: Sequence[Cell], n: int) -> bool:
    """Whether the first of two amounts stands out more from those above and below it."""
    return _off(one, n) > 2 * _off(other, n)


def _off(column: Sequence[Cell], n: int) -> float:
    low, high = (1, 2) if n == 0 else (n - 2, n - 1) if n == len(column) - 1 else (n - 1, n + 1)
    a, b = column[low].cents, column[high].cents
    wanted = 2 * a - b if n == 0 else 2 * b - a if n == len(column) - 1 else (a + b) / 2
    return abs(column[n].cents - wanted) / max(1.0, wanted)


def repeated_columns(table: Table, told: set[Place]) -> Iterator[tuple[Cell, Cell]]:
    """Columns that are another column in every line: the first cells of both, the copy first."""
    lines = lines_of(table)
    if len(lines) < 3:
        return
    columns = list(zip(*lines, strict=True))
    for (n, one), (m, two) in itertools.combinations(enumerate(columns), 2):
        values = [cell.cents for cell in one]
        if values == [cell.cents for cell in two] and len(set(values)) > 2 and place_of(two[0]) not in told:
            alike = sum([cell.cents for cell in column] == values for column in columns)
            if alike == 2 and m == n + 1:
                yield two[0], one[0]
