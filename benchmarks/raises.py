"""A pay table as the next contract has it: every figure raised, and lanes and steps that come and go.

Each act is known, so the truth is: what the table's columns and rows were before.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Rows

_AMOUNT = re.compile(r"(\$?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
LANES = ("BA+24", "MA+30", "Ed.S.", "Doctorate", "CAGS", "National Board")


@dataclass(frozen=True, slots=True)
class Raised:
    """The new rows; for each new column and row the old one it was (from 0), None where it came in."""

    rows: Rows
    columns: tuple[int | None, ...]
    lines: tuple[int | None, ...]


def is_schedule(rows: Rows) -> bool:
    """Whether a table is one to raise: rectangular, and most of its cells but heads and names amounts."""
    if len(rows) < 3 or len({len(row) for row in rows}) != 1 or len(rows[0]) < 2:
        return False
    cells = [cell for row in rows[1:] for cell in row[1:] if cell]
    return 2 * sum(_AMOUNT.fullmatch(cell) is not None and _is_pay(cell) for cell in cells) > len(cells)


def _is_pay(cell: str) -> bool:
    """Whether an amount is money: dollars and cents, or a hundred and more."""
    return "." in cell or "$" in cell or len(cell) > 2


def raise_schedule(rows: Rows, rng: random.Random) -> Raised:
    """The schedule raised by a per cent (each figure rounded as it was printed) or by a flat sum; often
    the years in its heads go on by one, a lane or a step comes or goes.
    """
    rate = rng.choice((1.5, 2, 2.5, 3, 3.25, 4, 5.5)) / 100
    flat = rng.choice((500, 750, 1200, 1500)) if rng.random() < 0.15 else 0
    years = rng.random() < 0.5
    made = [list(rows[0]), *([row[0], *(_raised(cell, rate, flat) for cell in row[1:])] for row in rows[1:])]
    columns: list[int | None] = list(range(len(rows[0])))
    lines: list[int | None] = list(range(len(rows)))
    if years:
        made[0] = [_later(cell) for cell in made[0]]
    lane, line = rng.random(), rng.random()
    if lane < 0.4:
        _lane(made, columns, rng)
    elif lane < 0.5 and len(columns) > 3:
        at = rng.randrange(1, len(columns))
        del columns[at]
        for row in made:
            del row[at]
    if line < 0.4:
        _step(made, lines, rng)
    elif line < 0.5 and len(lines) > 3:
        at = rng.randrange(1, len(lines))
        del lines[at], made[at]
    return Raised(tuple(map(tuple, made)), tuple(columns), tuple(lines))


def _raised(cell: str, rate: float, flat: float) -> str:
    found = _AMOUNT.fullmatch(cell)
    if found is None or not _is_pay(cell):
        return cell
    sign, whole, cents = found[1], found[2], found[3] or ""
    value = float(whole.replace(",", "") + cents)
    value = value + flat if flat and value > 10 * flat else value * (1 + rate)
    return f"{sign}{value:{',' if ',' in whole else ''}.{max(len(cents) - 1, 0)}f}"


def _later(cell: str) -> str:
    return _YEAR.sub(lambda found: str(int(found[1]) + 3), cell)


def _lane(made: list[list[str]], columns: list[int | None], rng: random.Random) -> None:
    """A column between two others, its figures between theirs."""
    at = rng.randrange(1, len(columns) + 1)
    head = rng.choice([name for name in LANES if name not in made[0]])
    for number, line in enumerate(made):
        near = line[at - 1] if at > 1 else line[min(at, len(line) - 1)]
        line.insert(at, head if not number else _raised(near, 0.021, 0))
    columns.insert(at, None)


def _step(made: list[list[str]], lines: list[int | None], rng: random.Random) -> None:
    """A row at the end, mostly, or between two others."""
    at = len(made) if rng.random() < 0.7 else rng.randrange(1, len(made))
    twin = made[at - 1] if at > 1 else made[1]
    made.insert(at, [_next_name(twin[0], made), *(_raised(cell, 0.03, 0) for cell in twin[1:])])
    lines.insert(at, None)


def _next_name(name: str, made: Sequence[Sequence[str]]) -> str:
    taken = {line[0] for line in made}
    found = re.search(r"\d+(?=\D*$)", name)
    if found is None:
        return f"{name} II" if name else ""
    for more in range(1, 99):
        fresh = name[: found.start()] + str(int(found[0]) + more) + name[found.end() :]
        if fresh not in taken:
            return fresh
    return f"{name}a"
