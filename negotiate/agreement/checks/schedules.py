"""Salary schedules: cells, columns and headings that do not follow from the rest."""

import itertools
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.checks.raises import Rule, Step, followed, infer
from negotiate.agreement.checks.series import Cell, Row, Series, Table, read_tables, series_of
from negotiate.agreement.numbers import money

_RULE = 0.75  # part of the cells a rule must explain before the others are called wrong
_FEWEST = 3  # cells that must follow it
_SLIP = 2  # units: a larger difference is no slip in rounding
_RISING = 0.85  # part of neighbouring cells that rise in a schedule that rises


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule with the clause its tables stand in."""

    citation: str
    rule: Rule

    def __str__(self) -> str:
        """``IX.A.4: the amount before raised by 3% …: 323 of 324 cells``."""
        return f"{self.citation}: {self.rule}"


def rules(text: Text) -> tuple[Explained, ...]:
    """The rule of every dated schedule of the text that has one."""
    return tuple(
        Explained(text.placed[series.tables[0]].citation, rule)
        for series in series_of(text, read_tables(text))
        if (rule := infer(series)) is not None and _trusted(rule)
    )


def schedule_findings(text: Text) -> Iterator[Finding]:
    """Every cell, column and heading of a schedule that does not follow from the rest."""
    tables = read_tables(text)
    told: set[tuple[int, int, int]] = set()
    for series in series_of(text, tables):
        rule = infer(series)
        if rule is not None and _trusted(rule):
            yield from _cells(text, tables, rule, told)
            yield from _headings(text, rule)
    for table in tables.values():
        yield from _lines(text, table, told)
        yield from _falls(text, table, told)


def _trusted(rule: Rule) -> bool:
    return rule.hits >= _FEWEST and rule.hits >= _RULE * rule.total


def _cells(
    text: Text, tables: dict[int, Table], rule: Rule, told: set[tuple[int, int, int]]
) -> Iterator[Finding]:
    wrong: dict[int, list[tuple[Cell, int]]] = defaultdict(list)
    for row in rule.series.rows:
        checked = list(followed(rule, row))
        misses = [(cell, cents) for cell, cents in checked if cell.cents != cents]
        if len(misses) > 1 and 2 * len(misses) > len(checked):
            continue  # this line follows another rule
        misses = _base_instead(rule, row, checked, misses)
        for cell, cents in misses:
            wrong[cell.at].append((cell, cents))
    for at, misses in wrong.items():
        for cell, cents in misses:
            told.add((cell.at, cell.row, cell.column))
            expected = _like(cell.printed, cents)
            name = tables[at].name(cell)
            twin = _copied_from(tables[at], cell)
            copied = f", the figure of {twin}" if twin else ""
            message = f"{name}: {cell.printed}{copied} does not follow from {rule}"
            yield text.finding(
                "schedule-cell", Severity.ERROR, at, message, f"{name}: {cell.printed}", expected
            )
        yield from _copied(text, tables[at], [cell for cell, _ in misses])


def _base_instead(
    rule: Rule, row: Row, checked: Sequence[tuple[Cell, int]], misses: list[tuple[Cell, int]]
) -> list[tuple[Cell, int]]:
    """Where only the first raise of a line fails and the later ones follow, the first amount is wrong."""
    first = row.cells[0]
    if len(misses) != 1 or len(checked) < 2 or first is None or misses[0][0] is not checked[0][0]:
        return misses
    slot = row.cells.index(misses[0][0])
    step = rule.steps[slot]
    later = [
        n for n, other in enumerate(rule.steps) if other is not None and slot in (other.base, other.other)
    ]
    unit = rule.unit(row)
    if step is None or step.base != 0 or step.other is not None or not later:
        return misses
    if abs(misses[0][0].cents - misses[0][1]) <= _SLIP * unit:
        return misses  # a slip in rounding, carried on
    near = round(misses[0][0].cents * 1_000_000 / step.factor / unit) * unit
    cents: list[int | None] = [cell.cents if cell is not None else None for cell in row.cells]
    for value in (near, near - unit, near + unit):
        if rule.expected(row, slot, [value, *cents[1:]]) == misses[0][0].cents:
            return [(first, value)]
    return misses


def _like(printed: str, cents: int) -> str:
    """Cents in the manner an amount is printed: ``$1,929``, ``18.25``."""
    sign = "$" if printed.strip().startswith("$") else ""
    comma = "," if "," in printed or cents < 100_000 else ""
    whole = f"{cents // 100:{comma}}"
    return f"{sign}{whole}.{cents % 100:02}" if "." in printed or cents % 100 else f"{sign}{whole}"


def _copied_from(table: Table, cell: Cell) -> str:
    """The other column of the row that holds the same figure, if just one does."""
    row = table.rows[cell.row]
    same = [
        column
        for column, other in enumerate(row)
        if column != cell.column and money(other) == cell.cents and (column or not table.labelled)
    ]
    if len(same) != 1:
        return ""
    return (
        table.heads[same[0]]
        if same[0] < len(table.heads) and table.heads[same[0]]
        else f"column {same[0] + 1}"
    )


def _copied(text: Text, table: Table, cells: Sequence[Cell]) -> Iterator[Finding]:
    """Columns whose wrong figures are all another column's."""
    columns: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        columns[cell.column].append(cell)
    for column, wrong in columns.items():
        sources = Counter(_copied_from(table, cell) for cell in wrong)
        source, count = sources.most_common(1)[0]
        if source and count == len(wrong):
            own = (
                table.heads[column]
                if column < len(table.heads) and table.heads[column]
                else f"column {column + 1}"
            )
            message = f"{own} repeats {source} in {count} of the lines that do not follow"
            yield text.finding(
                "schedule-copied", Severity.ERROR, table.at, message, f"{own} = {source}", f"{own} of its own"
            )  # fmt: skip


def _headings(text: Text, rule: Rule) -> Iterator[Finding]:
    """Headings whose per cent is not what the figures rose by."""
    series = rule.series
    raises = [(n, step) for n, step in enumerate(rule.steps) if step is not None and step.other is None]
    stated = {n: series.slots[n].stated for n, _ in raises}
    if series.percents and len(series.percents) == len(raises):
        stated = {n: percent for (n, _), percent in zip(raises, series.percents, strict=True)}
    for slot, step in raises:
        said = stated[slot]
        if said is None or said == step.percent or _both(rule, slot, step, 1_000_000 + int(said * 10_000)):
            continue
        for at in _tables_of(series, slot):
            name = series.slots[slot].name
            message = f"{name}: the heading says {said}%, the figures rose by {step.percent:f}%"
            yield text.finding(
                "schedule-heading", Severity.ERROR, at, message, f"{name} {said}%", f"{step.percent:f}%"
            )  # fmt: skip


def _both(rule: Rule, slot: int, step: Step, factor: int) -> bool:
    """Whether the per cent stated explains nearly as many rows as the one found."""
    steps = tuple(Step(step.base, factor) if n == slot else one for n, one in enumerate(rule.steps))
    other = replace(rule, steps=steps)
    hits = [0, 0]
    for row in rule.series.rows:
        cents = [cell.cents if cell is not None else None for cell in row.cells]
        for number, one in enumerate((rule, other)):
            hits[number] += cents[slot] is not None and one.expected(row, slot, cents) == cents[slot]
    return 2 * hits[1] >= hits[0]


def _tables_of(series: Series, slot: int) -> list[int]:
    return sorted({cell.at for row in series.rows if (cell := row.cells[slot]) is not None})


def _lines(text: Text, table: Table, told: set[tuple[int, int, int]]) -> Iterator[Finding]:
    """Lines of one step that follow from each other (a monthly rate is an annual one / 12)."""
    for above, below in itertools.pairwise(range(table.lines)):
        pairs = [
            pair
            for one, two in zip(
                table.body[above :: table.lines], table.body[below :: table.lines], strict=False
            )
            for pair in zip(_amounts(table, one), _amounts(table, two), strict=False)
        ]
        if len(pairs) < 2 * _FEWEST:
            continue
        parts = round(statistics.median(one.cents / two.cents for one, two in pairs))
        cents = any("." in two.printed for _, two in pairs)
        unit = 1 if cents else 100
        odd = [
            (one, two, want) for one, two in pairs if (want := half_up(one.cents, parts, unit)) != two.cents
        ]
        if parts < 2 or len(odd) > 0.1 * len(pairs):
            continue
        hits = f"{len(pairs) - len(odd)} of {len(pairs)} cells"
        for one, two, want in odd:
            if not {(cell.at, cell.row, cell.column) for cell in (one, two)} & told:
                told.add((two.at, two.row, two.column))
                name, expected = table.name(two), _like(two.printed, want)
                message = f"{name}: {two.printed} is not {one.printed} / {parts} ({hits} are)"
                yield text.finding(
                    "schedule-cell", Severity.ERROR, table.at, message, f"{name}: {two.printed}", expected
                )  # fmt: skip


def half_up(cents: int, parts: int, unit: int) -> int:
    """``cents / parts`` rounded half up to a multiple of ``unit``."""
    return (2 * cents + parts * unit) // (2 * parts * unit) * unit


def _falls(text: Text, table: Table, told: set[tuple[int, int, int]]) -> Iterator[Finding]:
    """Steps or lanes that fall in a schedule that otherwise rises."""
    if not table.labelled or len(table.body) < 2:
        return
    lines = [_amounts(table, number) for number in table.body[:: table.lines]]
    if not all(lines) or len({len(line) for line in lines}) != 1:
        return
    steps = [
        (below, line[n])
        for above, line in zip(lines, lines[1:], strict=False)
        for n, below in enumerate(above)
    ]
    lanes = [pair for line in lines for pair in zip(line, line[1:], strict=False)]
    for what, pairs in (("step", steps), ("lane", lanes)):
        falling = [(low, high) for low, high in pairs if high.cents < low.cents]
        if len(pairs) < 4 or len(falling) > (1 - _RISING) * len(pairs):
            continue
        for low, high in falling:
            places = {(cell.at, cell.row, cell.column) for cell in (low, high)}
            if not places & told:
                least = f"at least {low.printed}"
                message = (
                    f"{table.name(high)}: {high.printed} is less than the {what} before it, {low.printed}"
                )
                yield text.finding(
                    "schedule-falls", Severity.WARNING, table.at, message, high.printed, least
                )  # fmt: skip


def _amounts(table: Table, number: int) -> list[Cell]:
    row = table.rows[number]
    return [
        Cell(table.at, number, column, cell, cents)
        for column, cell in enumerate(row)
        if column >= table.first(number) and (cents := money(cell)) is not None
    ]
