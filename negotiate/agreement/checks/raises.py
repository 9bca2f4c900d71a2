"""The rule that best explains a dated series: per cent, rounding, order; from printed amounts or exact ones.

Each slot is a raise on the last full slot (one per cent for all rows), or a blend of the two
last (a rate that changes inside a year). All is whole numbers: cents, and per cents in
millionths. Rules of this kind in real agreements: next printed = printed × (1 + %), half up to
the dollar or the cent; monthly rates rounded to the dollar, twelve times that printed; a
blended year of 0.2 × old + 0.8 × new.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from negotiate.agreement.checks.series import Cell, Row, Series

_ONE = 1_000_000  # a factor of 1 in millionths
_WHOLE_UNITS = (120_000, 10_000, 5_000, 2_500, 1_200, 1_000, 500, 100)
_CENT_UNITS = (50, 25, 10, 5, 1)
_PLAIN = 0.02  # part of the cells that may fail before another rounding is tried
_NEAREST = 4  # weights tried: those nearest to what the middle row tells
_FITS = 0.6  # part of the rows a slot's per cent must explain
_WEIGHTS = sorted({*(_ONE * k // 10 for k in range(1, 10)), *(_ONE * k // 12 for k in range(1, 12))})


class Mode(StrEnum):
    """How an amount is rounded to its unit."""

    HALF_UP = "half up"
    HALF_EVEN = "half to even"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Step:
    """How a slot follows: from ``base`` (an earlier slot) times ``factor`` (millionths); a blend
    is ``weight`` of ``base`` and the rest of ``other``. ``flat`` adds cents instead."""

    base: int
    factor: int = _ONE
    other: int | None = None
    weight: int = 0

    @property
    def percent(self) -> Decimal:
        """The raise in per cent: 3 for a factor of 1.03."""
        return (Decimal(self.factor - _ONE) / 10_000).normalize() + 0


@dataclass(frozen=True, slots=True)
class Rule:
    """What explains a series. ``hits`` of ``total`` cells follow; ``units`` are the cents to which
    whole amounts and amounts with cents are rounded."""

    series: Series
    steps: tuple[Step | None, ...]
    mode: Mode
    exact: bool
    units: tuple[int, int]
    hits: int = 0
    total: int = 0

    def unit(self, row: Row) -> int:
        """The unit a row is rounded to, in cents."""
        return self.units[0] if row.whole else self.units[1]

    def expected(self, row: Row, slot: int, cents: Sequence[int | None]) -> int | None:
        """What the rule gives for a slot of a row whose amounts are ``cents``."""
        step = self.steps[slot]
        base = cents[step.base] if step is not None else None
        if step is None or base is None:
            return None
        if step.other is None:
            return _rounded(base * step.factor, self.unit(row), self.mode)
        other = cents[step.other]
        if other is None:
            return None
        return _rounded(base * step.weight + other * (_ONE - step.weight), self.unit(row), self.mode)

    def __str__(self) -> str:
        """The rule in words, with its hit rate."""
        raises = [f"{step.percent:f}%" for step in self.steps if step is not None and step.other is None]
        blends = sorted({step.weight for step in self.steps if step is not None and step.other is not None})
        said = f"the amount before raised by {', '.join(dict.fromkeys(raises))}" if raises else ""
        if blends:
            parts = ", ".join(f"{w / _ONE:.4g} × old + {1 - w / _ONE:.4g} × new" for w in blends)
            said += f"{'; ' if said else ''}blended rates {parts}"
        whole = any(row.whole for row in self.series.rows)
        rounds = _unit_name(self.units[0]) if whole else _unit_name(self.units[1])
        if whole and not all(row.whole for row in self.series.rows):
            rounds += f" ({_unit_name(self.units[1])} where cents are printed)"
        source = "the amount before rounding" if self.exact else "the printed amount"
        return f"{said}, rounded {self.mode} to {rounds}, from {source}: {self.hits} of {self.total} cells"


def _unit_name(unit: int) -> str:
    names = {
        1: "the cent",
        100: "the dollar",
        1_200: "the dollar a month",
        1_000: "ten dollars",
        10_000: "100 dollars",
    }
    return names.get(unit, f"${unit / 100:g}")


def _rounded(millionths: int, unit: int, mode: Mode) -> int:
    """``millionths`` of a cent to a multiple of ``unit`` cents."""
    size = _ONE * unit
    low, rest = divmod(millionths, size)
    if mode is Mode.DOWN:
        up = False
    elif mode is Mode.UP:
        up = rest > 0
    elif mode is Mode.HALF_EVEN and 2 * rest == size:
        up = low % 2 == 1
    else:
        up = 2 * rest >= size
    return (low + up) * unit


def infer(series: Series) -> Rule | None:
    """The rule that explains most cells, or None where none explains enough to be a rule."""
    units = _units(series)
    steps = _steps(series, units)
    if not any(step is not None for step in steps):
        return None
    best: Rule | None = None
    for exact in (False, True):
        for mode in Mode:
            rule = Rule(series, tuple(steps), mode, exact, units)
            hits, total = _score(rule)
            if best is None or hits > best.hits:
                best = Rule(series, tuple(steps), mode, exact, units, hits, total)
            if best.total - best.hits <= _PLAIN * best.total:
                return best
    return best


def _units(series: Series) -> tuple[int, int]:
    """The largest usual unit that nearly all later amounts are multiples of, whole and with cents."""

    def largest(whole: bool, units: Sequence[int]) -> int:
        amounts = [
            cell.cents
            for row in series.rows
            if row.whole is whole
            for cell in row.cells[1:]
            if cell is not None
        ]
        for unit in units:
            if (
                amounts
                and sum(amount % unit == 0 for amount in amounts) >= 0.95 * len(amounts)
                and len(amounts) > 3
            ):
                return unit
        return units[-1]

    return largest(True, _WHOLE_UNITS), largest(False, _CENT_UNITS)


def _steps(series: Series, units: tuple[int, int]) -> list[Step | None]:
    full = [0]
    steps: list[Step | None] = [None]
    for slot in range(1, len(series.slots)):
        raised, hits = _raise(series, slot, full[-1], units)
        blend, blended = _blend(series, slot, full, units)
        if blend is not None and blended > hits:
            steps.append(blend)
        else:
            steps.append(raised)
            full.append(slot)
    return steps


def _pairs(series: Series, base: int, slot: int) -> Iterator[tuple[Row, Cell, Cell]]:
    """Rows that have both slots and do not stay the same: some flat amounts never rise."""
    for row in series.rows:
        one, two = row.cells[base], row.cells[slot]
        if one is not None and two is not None and one.cents != two.cents:
            yield row, one, two


def _raise(series: Series, slot: int, base: int, units: tuple[int, int]) -> tuple[Step | None, int]:
    pairs = list(_pairs(series, base, slot))
    if not pairs:
        return None, 0
    middle = median(two.cents / one.cents for _, one, two in pairs)
    if not 0.8 < middle < 1.5:
        return None, 0
    stated = [series.slots[slot].stated, *series.percents]
    factors = [_ONE + int(percent * 10_000) for percent in stated if percent is not None]
    factors += [round(middle * _ONE / grain) * grain for grain in (10_000, 5_000, 2_500, 1_000, 500, 100)]
    best, most = None, 0
    for factor in dict.fromkeys(factors):
        hits = sum(
            _rounded(one.cents * factor, units[0] if row.whole else units[1], Mode.HALF_UP) == two.cents
            for row, one, two in pairs
        )
        if hits > most:
            best, most = Step(base, factor), hits
    enough = most >= _FITS * len(pairs) and most >= (1 if len(pairs) < 3 else 2)
    return (best, most) if enough else (None, 0)


def _blend(series: Series, slot: int, full: Sequence[int], units: tuple[int, int]) -> tuple[Step | None, int]:
    if len(full) < 2:
        return None, 0
    old, new = full[-2], full[-1]
    rows = [
        (row, a.cents, b.cents, c.cents)
        for row in series.rows
        if (a := row.cells[old]) and (b := row.cells[new]) and (c := row.cells[slot]) and a.cents != b.cents
    ]
    best, most = None, 0
    middle = median((c - b) / (a - b) for _, a, b, c in rows) * _ONE if rows else 0
    for weight in sorted(_WEIGHTS, key=lambda one: abs(one - middle))[:_NEAREST]:
        hits = sum(
            _rounded(a * weight + b * (_ONE - weight), units[0] if row.whole else units[1], Mode.HALF_UP) == c
            for row, a, b, c in rows
        )
        if hits > most:
            best, most = Step(old, _ONE, new, weight), hits
    return (best, most) if rows and most >= _FITS * len(rows) else (None, 0)


def _score(rule: Rule) -> tuple[int, int]:
    hits = total = 0
    for row in rule.series.rows:
        for cell, cents in followed(rule, row):
            total += 1
            hits += cell.cents == cents
    return hits, total


def followed(rule: Rule, row: Row) -> Iterator[tuple[Cell, int]]:
    """Each cell of a row that the rule speaks of, with what it gives. A cell that does not
    follow is thought wrong itself where the cells after it follow from what was expected."""
    cents: list[int | None] = [cell.cents if cell is not None else None for cell in row.cells]
    exact: list[int | None] = [one * _ONE if one is not None else None for one in cents]
    for slot, cell in enumerate(row.cells):
        step = rule.steps[slot]
        if cell is None or step is None or cents[step.base] is None:
            continue
        if rule.exact and step.other is None:
            base = exact[step.base]
            assert base is not None
            exact[slot] = base * step.factor // _ONE
            expected: int | None = _rounded(exact[slot] or 0, rule.unit(row), rule.mode)
        else:
            expected = rule.expected(row, slot, cents)
        if expected is None or cell.cents == cents[step.base] == expected:
            continue
        flat = row.cells[step.base]
        if flat is not None and flat.cents == cell.cents and step.factor != _ONE:
            continue  # a flat amount that does not rise with the others
        yield cell, expected
        if expected != cell.cents and _explains(rule, row, slot, cents, expected):
            cents[slot] = expected


def _explains(rule: Rule, row: Row, slot: int, cents: Sequence[int | None], expected: int) -> bool:
    """Whether more of the later cells follow from the amount expected than from the one printed."""

    def hits(value: int) -> int:
        with_value = [*cents[:slot], value, *cents[slot + 1 :]]
        later = [
            n for n, step in enumerate(rule.steps) if step is not None and slot in (step.base, step.other)
        ]
        return sum(
            row.cells[n] is not None and rule.expected(row, n, with_value) == with_value[n] for n in later
        )

    return hits(expected) > hits(cents[slot] or 0)
