"""The rule of a series: per cent or flat amount, rounding, order; from printed amounts or exact ones.

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

from negotiate.agreement.checks.series import Cell, Row, Series

_NAMED = 6  # raises named one by one
ONE = 1_000_000
"""A factor of 1 in millionths."""


class Mode(StrEnum):
    """How an amount is rounded to its unit."""

    HALF_UP = "half up"
    HALF_EVEN = "half to even"
    DOWN = "down"
    UP = "up"


@dataclass(frozen=True, slots=True)
class Step:
    """How a slot follows: from ``base`` (an earlier slot) times ``factor`` (millionths), and
    ``flat`` cents more; a blend is ``weight`` of ``base`` and the rest of ``other``."""

    base: int
    factor: int = ONE
    other: int | None = None
    weight: int = 0
    flat: int = 0

    @property
    def percent(self) -> Decimal:
        """The raise in per cent: 3 for a factor of 1.03."""
        return (Decimal(self.factor - ONE) / 10_000).normalize() + 0


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
            return rounded(base * step.factor, self.unit(row), self.mode) + step.flat
        other = cents[step.other]
        if other is None:
            return None
        return rounded(base * step.weight + other * (ONE - step.weight), self.unit(row), self.mode)

    def __str__(self) -> str:
        """The rule in words, with its hit rate."""
        raises = [raise_name(step) for step in self.steps if step is not None and step.other is None]
        blends = sorted({step.weight for step in self.steps if step is not None and step.other is not None})
        said = f"the amount before raised by {_few(raises)}" if raises else ""
        if blends:
            parts = ", ".join(f"{w / ONE:.4g} × old + {1 - w / ONE:.4g} × new" for w in blends)
            said += f"{'; ' if said else ''}blended rates {parts}"
        whole = any(row.whole for row in self.series.rows)
        rounds = _unit_name(self.units[0]) if whole else _unit_name(self.units[1])
        if whole and not all(row.whole for row in self.series.rows):
            rounds += f" ({_unit_name(self.units[1])} where cents are printed)"
        source = "the amount before rounding" if self.exact else "the printed amount"
        return f"{said}, rounded {self.mode} to {rounds}, from {source}: {self.hits} of {self.total} cells"


def _few(raises: Sequence[str]) -> str:
    """The raises in order, each once; of many only the first and how many there are."""
    every = list(dict.fromkeys(raises))
    return ", ".join(every) if len(every) <= _NAMED else f"{', '.join(every[:2])} … ({len(every)} amounts)"


def raise_name(step: Step) -> str:
    """``3%``, ``$1,000``, ``2% and $500``."""
    flat = f"${step.flat / 100:,.2f}".removesuffix(".00")
    if not step.flat:
        return f"{step.percent:f}%"
    return flat if step.factor == ONE else f"{step.percent:f}% and {flat}"


def _unit_name(unit: int) -> str:
    names = {
        1: "the cent",
        100: "the dollar",
        1_200: "the dollar a month",
        1_000: "ten dollars",
        10_000: "100 dollars",
    }
    return names.get(unit, f"${unit / 100:g}")


def rounded(millionths: int, unit: int, mode: Mode) -> int:
    """``millionths`` of a cent to a multiple of ``unit`` cents."""
    size = ONE * unit
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


def score(rule: Rule) -> tuple[int, int, int]:
    """How many cells follow from a rule, of how many it speaks, and how odd it leaves the rest: a
    row that does not follow at all counts as one whose first amount is wrong."""
    hits = total = odd = 0
    for row in rule.series.rows:
        checked = list(followed(rule, row))
        follow = sum(cell.cents == cents for cell, cents in checked)
        total += len(checked)
        hits += follow
        odd += len(checked) - follow if 2 * follow >= len(checked) else 1
    return hits, total, odd


def followed(rule: Rule, row: Row) -> Iterator[tuple[Cell, int]]:
    """Each cell of a row that the rule speaks of, with what it gives. A cell that does not
    follow is thought wrong itself where the cells after it follow from what was expected."""
    cents: list[int | None] = [cell.cents if cell is not None else None for cell in row.cells]
    exact: list[int | None] = [one * ONE if one is not None else None for one in cents]
    for slot, cell in enumerate(row.cells):
        step = rule.steps[slot]
        if cell is None or step is None or cents[step.base] is None:
            continue
        if rule.exact and step.other is None:
            base = exact[step.base]
            assert base is not None
            exact[slot] = base * step.factor // ONE + step.flat * ONE
            expected: int | None = rounded(exact[slot] or 0, rule.unit(row), rule.mode)
        else:
            expected = rule.expected(row, slot, cents)
        raised = step.factor != ONE or step.flat or step.other is not None
        if expected is None or (raised and cell.cents == cents[step.base] == expected):
            continue
        flat = row.cells[step.base]
        if flat is not None and flat.cents == cell.cents and (step.factor != ONE or step.flat):
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
