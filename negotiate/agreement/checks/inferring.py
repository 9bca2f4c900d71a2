"""The rule that best explains a series, found from its printed amounts.

For every slot the per cents its heading and its neighbours state are tried first, then those the
amounts themselves tell, then a flat amount; then the mode of rounding, and whether each raise is
taken from the printed amount or from the one before rounding.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from negotiate.agreement.checks.raises import ONE, Mode, Rule, Step, rounded, score
from negotiate.agreement.checks.series import Cell, Row, Series

_WHOLE_UNITS = (120_000, 10_000, 5_000, 2_500, 1_200, 1_000, 500, 100)
_CENT_UNITS = (50, 25, 10, 5, 1)
_PLAIN = 0.02  # part of the cells that may fail before another rounding is tried
_NEAREST = 4  # weights tried: those nearest to what the middle row tells
_FITS = 0.6  # part of the rows a slot's raise must explain
_NEARLY = 0.85  # part of the rows that must be within a unit of a raise from amounts before rounding
_ALIKE = 0.9  # part of the rows from which other roundings are not tried
_GRAINS = (10_000, 5_000, 2_500, 1_000, 500, 100)
_COARSE = 1_000  # millionths: a per cent of a tenth is one that somebody bargained
_MANY = 5  # rows from which other roundings than half up are believed
_STRAY = 2  # amounts that may differ in a slot that otherwise repeats the one before
_WEIGHTS = sorted({*(ONE * k // 10 for k in range(1, 10)), *(ONE * k // 12 for k in range(1, 12))})
_Pair = tuple[int, int, int]  # an amount, the next one, the unit of their row


def infer(series: Series) -> Rule | None:
    """The rule that explains most cells, or None where none explains enough to be a rule."""
    units = _units(series)
    steps = tuple(_steps(series, units))
    if not any(step is not None for step in steps):
        return None
    best: Rule | None = None
    least = 0
    few = sum(len(row.cells) - 1 for row in series.rows) < 2 * _MANY
    for exact in (False,) if few else (False, True):
        for mode in (Mode.HALF_UP,) if few else Mode:
            hits, total, odd = score(Rule(series, steps, mode, exact, units))
            if best is None or odd < least:
                best, least = Rule(series, steps, mode, exact, units, hits, total), odd
            if least <= _PLAIN * best.total:
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
        for unit in units if len(amounts) > 3 else ():
            if sum(amount % unit == 0 for amount in amounts) >= 0.95 * len(amounts):
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


def _pairs(series: Series, base: int, slot: int, units: tuple[int, int]) -> Iterator[_Pair]:
    """Rows that have both slots and do not stay the same: some flat amounts never rise."""
    for row in series.rows:
        one, two = row.cells[base], row.cells[slot]
        if one is not None and two is not None and one.cents != two.cents:
            yield one.cents, two.cents, units[0] if row.whole else units[1]


def _raise(series: Series, slot: int, base: int, units: tuple[int, int]) -> tuple[Step | None, int]:
    """The raise that explains most rows, and how many."""
    pairs = list(_pairs(series, base, slot, units))
    same = sum(_same(row, base, slot) for row in series.rows)
    if same >= _MANY and len(pairs) <= _STRAY:
        return Step(base), same
    middle = median(two / one for one, two, _ in pairs) if pairs else 0.0
    if not 0.8 < middle < 1.5:
        return None, 0
    least = max(_FITS * len(pairs), 1 if len(pairs) < 3 else 2)
    stated = [series.slots[slot].stated, *series.percents]
    factors = [ONE + int(percent * 10_000) for percent in stated if percent is not None]
    factors += [round(middle * ONE / grain) * grain for grain in _GRAINS]
    found = [(_hits(pairs, factor), Step(base, factor)) for factor in dict.fromkeys(factors)]
    hits, step = max(found, key=lambda one: one[0])
    flat, same = Counter(two - one for one, two, _ in pairs).most_common(1)[0]
    if same > hits and (len(pairs) > 2 or same == len(pairs)):
        hits, step = same, Step(base, flat=flat)
    if hits < least:
        hits, step = max([(hits, step), _mixed(pairs, base, stated)], key=lambda one: one[0])
    if hits >= least:
        return step, hits
    return _before_rounding(pairs, found)


def _same(row: Row, base: int, slot: int) -> bool:
    one, two = row.cells[base], row.cells[slot]
    return one is not None and two is not None and one.cents == two.cents


def _hits(pairs: Sequence[_Pair], factor: int) -> int:
    """How many rows a factor explains, in the mode of rounding that explains most."""
    best = 0
    for mode in (Mode.HALF_UP, Mode.DOWN, Mode.UP) if len(pairs) >= _MANY else (Mode.HALF_UP,):
        best = max(best, sum(rounded(one * factor, unit, mode) == two for one, two, unit in pairs))
        if best >= _ALIKE * len(pairs):
            break
    return best


def _mixed(pairs: Sequence[_Pair], base: int, stated: Sequence[object]) -> tuple[int, Step]:
    """A stated per cent and then a flat amount."""
    best = (0, Step(base))
    for percent in dict.fromkeys(stated):
        if percent is None:
            continue
        factor = ONE + int(float(str(percent)) * 10_000)
        left = Counter(two - rounded(one * factor, unit, Mode.HALF_UP) for one, two, unit in pairs)
        flat, same = left.most_common(1)[0]
        best = max(best, (same, Step(base, factor, flat=flat)), key=lambda one: one[0])
    return best


def _before_rounding(pairs: Sequence[_Pair], found: Sequence[tuple[int, Step]]) -> tuple[Step | None, int]:
    """A raise of tenths of a per cent that leaves nearly all rows within a unit: the amounts were
    not raised from what is printed."""
    best, most = None, 0
    for _, step in found:
        near = sum(
            abs(rounded(one * step.factor, unit, Mode.HALF_UP) - two) <= unit for one, two, unit in pairs
        )
        if step.factor % _COARSE == 0 and near > most:
            best, most = step, near
    enough = len(pairs) > 4 and most >= _NEARLY * len(pairs)
    return (best, most) if enough else (None, 0)


def _blend(series: Series, slot: int, full: Sequence[int], units: tuple[int, int]) -> tuple[Step | None, int]:
    """The blend of the two last full slots that explains most rows, and how many."""
    if len(full) < 2:
        return None, 0
    old, new = full[-2], full[-1]
    rows: list[tuple[Row, int, int, int]] = [
        (row, a.cents, b.cents, c.cents)
        for row in series.rows
        if (a := _cell(row, old))
        and (b := _cell(row, new))
        and (c := _cell(row, slot))
        and a.cents != b.cents
    ]
    best, most = None, 0
    middle = median((c - b) / (a - b) for _, a, b, c in rows) * ONE if rows else 0
    for weight in sorted(_WEIGHTS, key=lambda one: abs(one - middle))[:_NEAREST]:
        hits = sum(
            rounded(a * weight + b * (ONE - weight), units[0] if row.whole else units[1], Mode.HALF_UP) == c
            for row, a, b, c in rows
        )
        if hits > most:
            best, most = Step(old, ONE, new, weight), hits
    return (best, most) if rows and most >= _FITS * len(rows) else (None, 0)


def _cell(row: Row, slot: int) -> Cell | None:
    return row.cells[slot]
