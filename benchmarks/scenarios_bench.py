"""1,000 raises × 6 years on 5,000 and 100,000 staff: ours beside numpy, pandas and plain Python.

Run with ``python -m benchmarks.scenarios_bench``. All reckon the same components (base, movement,
raise, roll-up) with the same rounding: every cell to the dollar, every component to the cent once
a year. "Bare numpy" is a straightforward int64 computation with counts per cell, written here and
knowing nothing of the program. Pandas and plain Python go person by person, as a spreadsheet
does, for as many scenarios as stated; their times are multiplied up. What ours and bare numpy
give is compared in full, the others where they were run.
"""

import sys
import time
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pandas as pd

from benchmarks.timing import least
from negotiate.costing.grids import Grid
from negotiate.costing.model import Model
from negotiate.costing.payroll import Paid
from negotiate.costing.rounding import RoundTo
from negotiate.costing.scenarios import outcomes, staffing
from negotiate.costing.staff import Cell, Movement

STEPS, LANES, YEARS, SCENARIOS = 9, 9, 6, 1000
ROLL = Fraction("10.20") / 100
FIRST = 2026
Person = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, its value and unit, and the most it may be (0: no bar)."""

    name: str
    value: float
    unit: str
    bar: float = 0


def grid() -> list[list[int]]:
    """Dollars, rising by step and lane."""
    rng = Random(7)
    return [
        [50_000 + step * 4_300 + lane * 2_100 + rng.randint(0, 99) for lane in range(LANES)]
        for step in range(STEPS)
    ]


def staff(many: int) -> list[Person]:
    """(step, lane) of each person."""
    rng = Random(many)
    return [(rng.randrange(STEPS), rng.randrange(LANES)) for _ in range(many)]


def points() -> Any:  # noqa: ANN401 - an array
    """Scenarios × years, hundredths of a per cent."""
    return np.random.default_rng(3).integers(0, 600, (SCENARIOS, YEARS))


def ours(people: list[Person]) -> Any:  # noqa: ANN401
    """The group made ready, from the roster."""
    counted: dict[Person, int] = {}
    for person in people:
        counted[person] = counted.get(person, 0) + 1
    cells = tuple(
        Cell("", str(step + 1), f"L{lane + 1}", Fraction(many), many)
        for (step, lane), many in sorted(counted.items())
    )
    rows = tuple(tuple(dollars * 100 for dollars in row) for row in grid())
    names = tuple(f"L{lane + 1}" for lane in range(LANES))
    table = Grid("", tuple(str(step + 1) for step in range(STEPS)), names, tuple(() for _ in names), rows)
    from datetime import date

    model = Model(scattergram=cells, movement=(Movement("", FIRST - 1, date(FIRST - 1, 10, 1)),))
    return staffing(model, Paid("", ((table, None),)), range(FIRST, FIRST + YEARS))


def bare(people: list[Person]) -> Any:  # noqa: ANN401
    """Counts per year and cell, and the rates, as plain arrays."""
    counts = np.zeros((YEARS, STEPS, LANES), dtype=np.int64)
    for step, lane in people:
        for year in range(YEARS):
            counts[year, min(step + year + 1, STEPS - 1), lane] += 1
    return counts.reshape(YEARS, -1), np.array(grid(), dtype=np.int64).reshape(-1) * 100


def run_bare(counts: Any, rates: Any, series: Any) -> Any:  # noqa: ANN401
    """Cents of raise and roll-up by scenario and year."""
    before = counts @ rates
    cells = np.repeat(rates[None, :], len(series), axis=0)
    added = np.empty(series.shape, dtype=np.int64)
    for year in range(YEARS):
        cells = (cells * (10_000 + series[:, year : year + 1]) + 500_000) // 1_000_000 * 100
        added[:, year] = (cells * counts[year]).sum(axis=1) - before[year]
    return added, (added * 1020 + 5_000) // 10_000


def run_pandas(people: list[Person], series: Any) -> Any:  # noqa: ANN401
    """A frame a year, a row a person."""
    table = pd.DataFrame(
        [(s, lane, d * 100) for s, row in enumerate(grid()) for lane, d in enumerate(row)],
        columns=["step", "lane", "rate"],
    )
    roster = pd.DataFrame(people, columns=["step", "lane"])
    out = []
    for one in series:
        cells, years = table.copy(), []
        for year in range(YEARS):
            cells["rate"] = (cells["rate"] * (10_000 + int(one[year])) + 500_000) // 1_000_000 * 100
            now = roster.assign(step=(roster["step"] + year + 1).clip(upper=STEPS - 1))
            paid = now.merge(cells, on=["step", "lane"])["rate"].sum()
            was = now.merge(table, on=["step", "lane"])["rate"].sum()
            years.append(int(paid - was))
        out.append(years)
    return out


def run_python(people: list[Person], series: Any) -> Any:  # noqa: ANN401
    """A loop a person."""
    table = [[dollars * 100 for dollars in row] for row in grid()]
    out = []
    for one in series:
        cells, years = [list(row) for row in table], []
        for year in range(YEARS):
            cells = [
                [(c * (10_000 + int(one[year])) + 500_000) // 1_000_000 * 100 for c in row] for row in cells
            ]
            total = 0
            for step, lane in people:
                at = min(step + year + 1, STEPS - 1)
                total += cells[at][lane] - table[at][lane]
            years.append(total)
        out.append(years)
    return out


def run() -> list[Row]:
    """Every figure; ours and bare numpy are run in turns."""
    rows = []
    series = points()
    for many in (5_000, 100_000):
        people = staff(many)
        begun = time.perf_counter()
        group = ours(people)
        ready = (time.perf_counter() - begun) * 1000
        counts, rates = bare(people)
        mine, other = [], []
        for _ in range(40):
            mine.append(least(lambda: outcomes(group, series, RoundTo(100), ROLL), 1))  # noqa: B023
            other.append(least(lambda: run_bare(counts, rates, series), 1))  # noqa: B023
        found, (added, rolled) = outcomes(group, series, RoundTo(100), ROLL), run_bare(counts, rates, series)
        assert (found.raises == added).all() and (found.roll_up == rolled).all()
        few = 10 if many == 5_000 else 1
        begun = time.perf_counter()
        assert run_pandas(people, series[:few]) == found.raises[:few].tolist()
        pandas_ms = (time.perf_counter() - begun) * 1000 / few * SCENARIOS
        begun = time.perf_counter()
        assert run_python(people, series[:1]) == found.raises[:1].tolist()
        python_ms = (time.perf_counter() - begun) * 1000 * SCENARIOS
        name = f"{many:,} staff × {YEARS} years × {SCENARIOS:,} scenarios: "
        rows += [
            Row(name + "ours", min(mine), "ms"),
            Row(name + "bare numpy, counts per cell", min(other), "ms"),
            Row(name + "ours / bare numpy", min(mine) / min(other), "×", 2),
            Row(name + "set-up, once", ready, "ms"),
            Row(name + f"pandas, person by person ({few} run)", pandas_ms, "ms"),
            Row(name + "plain Python, person by person (1 run)", python_ms, "ms"),
        ]
    return rows


if __name__ == "__main__":
    for row in run():
        bar = f"   (at most {row.bar:g})" if row.bar else ""
        print(f"{row.name:<95}{row.value:>12,.2f} {row.unit}{bar}")
