"""Salary schedules: cells, columns and headings that do not follow from the rest."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from negotiate.agreement.checks.grids import grid_misses, repeated_columns
from negotiate.agreement.checks.inferring import infer
from negotiate.agreement.checks.misses import Miss, Place, amounts, line_misses, misses_of
from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.checks.raises import Rule, Step, raise_name
from negotiate.agreement.checks.series import Cell, Series, Table, read_tables, series_of
from negotiate.agreement.dates import dates_in, school_year_in
from negotiate.agreement.numbers import money

_RULE = 0.75  # part of the cells a rule must explain before the others are called wrong
_FEWEST = 3  # cells that must follow it
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
    misses: list[Miss] = []
    explained: set[int] = set()
    for series in series_of(text, tables):
        rule = infer(series)
        if rule is not None and _trusted(rule):
            explained |= set(series.tables)
            misses += misses_of(rule)
            yield from _headings(text, rule)
    misses += grid_misses(text, [table for at, table in tables.items() if at not in explained])
    told = _settled(tables, misses)
    yield from _cells(text, tables, told)
    places = {miss.place for miss in told}
    for table in tables.values():
        yield from _falls(text, table, places)
        yield from _repeated(text, table, places)


def _settled(tables: dict[int, Table], misses: list[Miss]) -> list[Miss]:
    """Each wrong amount once: one that fails in two ways is told by its raise, and an amount that
    only follows from a wrong one is not wrong itself."""
    doubted = {miss.place for miss in misses} | {miss.base for miss in misses if miss.base is not None}
    lines = [miss for table in tables.values() for miss in line_misses(table, doubted)]
    raised = {miss.place for miss in misses}
    found = {miss.place for miss in lines}
    kept = [miss for miss in misses if miss.place in found or miss.base not in found]
    return [*kept, *(miss for miss in lines if miss.place not in raised)]


def _trusted(rule: Rule) -> bool:
    return rule.hits >= _FEWEST and rule.hits >= _RULE * rule.total


def _cells(text: Text, tables: dict[int, Table], misses: Sequence[Miss]) -> Iterator[Finding]:
    wrong: dict[int, list[Cell]] = defaultdict(list)
    for miss in misses:
        cell, table = miss.cell, tables[miss.cell.at]
        wrong[cell.at].append(cell)
        name = table.name(cell)
        twin = _copied_from(table, cell)
        copied = f", the figure of {twin}," if twin else ""
        message = f"{name}: {cell.printed}{copied} does not follow from {miss.why}"
        expected = _like(cell.printed, miss.expected)
        yield text.finding(
            "schedule-cell", Severity.ERROR, cell.at, message, f"{name}: {cell.printed}", expected
        )
    for at, cells in wrong.items():
        yield from _copied(text, tables[at], cells)


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


def _repeated(text: Text, table: Table, told: set[Place]) -> Iterator[Finding]:
    """Columns that repeat the one before in every line. Between two dates that may be a year
    without a raise, and is only noted."""
    for copy, source in repeated_columns(table, told):
        own, other = table.column(copy) or "a column", table.column(source) or "the one before"
        dated = dates_in(own) or school_year_in(own) is not None
        severity = Severity.NOTE if dated else Severity.ERROR
        message = f"{own} repeats {other} in every line"
        yield text.finding(
            "schedule-copied", severity, table.at, message, f"{own} = {other}", f"{own} of its own"
        )


def _headings(text: Text, rule: Rule) -> Iterator[Finding]:
    """Headings whose per cent, or whose amount, is not what the figures rose by."""
    series = rule.series
    raises = [(n, step) for n, step in enumerate(rule.steps) if step is not None and step.other is None]
    stated = {n: series.slots[n].stated for n, _ in raises}
    if series.percents and len(series.percents) == len(raises):
        stated = {n: percent for (n, _), percent in zip(raises, series.percents, strict=True)}
    for slot, step in raises:
        percent, flat = stated[slot], series.slots[slot].flat
        said = ""
        if percent is not None and percent != step.percent:
            said = "" if _both(rule, slot, step, 1_000_000 + int(percent * 10_000)) else f"{percent}%"
        elif percent is None and flat is not None and flat != step.flat:
            said = raise_name(Step(step.base, flat=flat))
        for at in _tables_of(series, slot) if said else ():
            name, rose = series.slots[slot].name, raise_name(step)
            message = f"{name}: the heading says {said}, the figures rose by {rose}"
            yield text.finding("schedule-heading", Severity.ERROR, at, message, f"{name} {said}", rose)


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


def _falls(text: Text, table: Table, told: set[Place]) -> Iterator[Finding]:
    """Steps or lanes that fall in a schedule that otherwise rises."""
    if not table.labelled or len(table.body) < 2:
        return
    lines = [amounts(table, number) for number in table.body[:: table.lines]]
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
