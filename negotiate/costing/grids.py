"""A salary grid read from the rows of a table: steps × lanes, money in whole cents.

A table is a grid when at least two of its rows begin with a step and hold amounts, some of
them money for certain (a dollar sign, cents, or a thousand and more). Its lanes are named by
the rows above the first step.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from negotiate.agreement.blocks import Rows
from negotiate.agreement.numbers import money

_STEP = re.compile(
    r"(?:step\s*)?(\d{1,2}(?:[a-z+]|\s?-\s?\d{1,2})?|[ivx]{1,5}|[a-z]|min(?:imum)?|max(?:imum)?)\.?"
    r"(?:\s*\([^)]*\))?",
    re.IGNORECASE,
)
_ONES = "one two three four five six seven eight nine ten".split()
_TEENS = "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_FIRSTS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NEXT = "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth".split()
_WORTH = {word: at for at, word in enumerate((*_ONES, *_TEENS), 1)}
_WORTH |= {word: at for at, word in enumerate((*_FIRSTS, *_NEXT, "nineteenth", "twentieth"), 1)}
_WORTH |= {f"twenty-{word}": at + 20 for at, word in enumerate(_ONES[:-1], 1)}
_WORTH |= {f"twenty-{word}": at + 20 for at, word in enumerate(_FIRSTS[:-1], 1)}
_WORDS = "|".join(sorted(_WORTH, key=len, reverse=True))
_NAMED_STEP = re.compile(
    rf"(?:(?:step|year)\s+)?(?:({_WORDS})|(\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?:\s+(?:step|year))?\.?",
    re.IGNORECASE,
)
_INDEX = re.compile(r"(?:index|ratio|factor|percent|%)(?: .*)?", re.IGNORECASE)
_LANES = re.compile(r"lanes?|columns?|degrees?|education|level|track|class(?:ification)?", re.IGNORECASE)
_DEGREES = (  # a bare B, M or D is a column's letter, unless credits follow it
    (re.compile(r"\b(?:bachelor(?:'?s)?|b\.?\s?[as]\.?|b(?=\s?[+\d]))(?=\W|\d|$)"), "ba"),
    (re.compile(r"\b(?:master(?:'?s)?|m\.?\s?(?:a|s|ed)\.?|m(?=\s?[+\d]))(?=\W|\d|$)"), "ma"),
    (re.compile(r"\b(?:doctora(?:te|l)|doctor(?:'?s)?|doc|ph\.?\s?d\.?|ed\.?\s?d\.?)(?=\W|\d|$)"), "doc"),
)


@dataclass(frozen=True, eq=False)
class Grid:
    """A table's cells: a row a step, an entry a lane, in cents, or None where empty.

    ``lanes`` are the printed names, ``other_lanes`` what the rows above print for the same
    columns (``A``, ``B`` …), ``title`` a row of one cell above them.
    """

    title: str
    steps: tuple[str, ...]
    lanes: tuple[str, ...]
    other_lanes: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[int | None, ...], ...]

    @cached_property
    def climbed(self) -> tuple[str, ...]:
        """The steps that staff goes up: not the rows beyond them (``L-15``, ``Entry``)."""
        return tuple(step for step in self.steps if _STEP.fullmatch(step))

    @property
    def top(self) -> int:
        """The row of the last step that staff goes up to."""
        return self.steps.index(self.climbed[-1]) if self.climbed else len(self.steps) - 1

    @cached_property
    def _found(self) -> dict[tuple[str, str], int | None]:
        return {}

    def cell(self, step: str, lane: str) -> int | None:
        """The rate in cents, or None where there is no such step, lane or cell.

        A lane is found by its printed name however spelled (``MA``, ``Master's``).
        """
        key = (step, lane)
        if key not in self._found:
            row = _only([at for at, name in enumerate(self.steps) if name == step_key(step)])
            column = self._column(lane)
            self._found[key] = None if row is None or column is None else self.cells[row][column]
        return self._found[key]

    def _column(self, lane: str) -> int | None:
        exact = [at for at, name in enumerate(self.lanes) if name.lower() == lane.strip().lower()]
        if exact:
            return _only(exact)
        wanted = lane_key(lane)
        keys = [lane_key(name) for name in self.lanes]
        if wanted in keys:
            return _only([at for at, name in enumerate(keys) if name == wanted])
        if not wanted and len(keys) == 1:
            return 0
        return _only([at for at, names in enumerate(self.other_lanes) if wanted in map(lane_key, names)])


def _only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=512)
def step_key(step: str) -> str:
    """A step without its manner of writing: ``Step 5``, ``05``, ``5.``, ``Five``, ``5th year`` are ``5``."""
    plain = step.strip()
    said = _NAMED_STEP.fullmatch(re.sub(r"(?<=twenty)\s+", "-", plain, flags=re.IGNORECASE))
    if said is not None:
        return str(_WORTH[said[1].lower()] if said[1] else int(said[2]))
    found = _STEP.fullmatch(plain)
    return re.sub(r"\s|^0+(?=\d)", "", found[1] if found else step).lower()


def _is_step(cell: str) -> bool:
    """Whether a cell names a step: by number, letter or word."""
    return _STEP.fullmatch(step_key(cell)) is not None


@lru_cache(maxsize=512)
def lane_key(lane: str) -> str:
    """A lane without its manner of writing: ``Master's + 15`` and ``M+15`` are ``ma+15``."""
    key = lane.lower().replace("’", "'").strip()
    for pattern, short in _DEGREES:
        key, count = pattern.subn(short, key, count=1)
        if count:
            break
    key = re.sub(
        r"\b(?:only|hours?|hrs?|credits?|degree|plus)\b", lambda m: "+" if m[0] == "plus" else "", key
    )
    return re.sub(r"[^a-z0-9+]", "", key)


@lru_cache(maxsize=1024)
def read_grid(rows: Rows, lanes: tuple[str, ...] = ()) -> Grid | None:
    """The grid a table's rows hold, or None where it is no salary schedule.

    ``lanes`` are names printed outside the table, used where no row above the steps names
    them. Where a step has several printed lines (annual, monthly, hourly), the largest counts. Steps
    printed beside each other, from the top down or as columns are put in order.
    """
    rows = _ordered(rows)
    body = [at for at, row in enumerate(rows) if _is_body(row)]
    if len(body) < 2 or not any(_is_pay(cell) for at in body for cell in rows[at][1:]):
        return None
    body = [at for at, row in enumerate(rows) if at in body or _is_named(row)]
    width = max(len(rows[at]) for at in body)
    lines = _lines(rows, body)
    above = [_padded(row, width) for row in rows[: lines[0][0]] if sum(map(bool, row)) > 1]
    own = " ".join(cell for row in rows[: body[0]] if sum(map(bool, row)) == 1 for cell in row if cell)
    outside = lanes if len(lanes) == width - 1 else tuple("" for _ in range(width - 1))
    named = above[-1][1:] if above else outside
    steps = tuple(step_key(rows[at][0]) for at in body)
    cells = tuple(_cells(max((rows[at] for at in group), key=_size), width) for group in lines)
    cells = tuple(
        tuple(None if _INDEX.fullmatch(name) else cell for name, cell in zip(named, row, strict=True))
        for row in cells
    )
    numbers = [int(step) for step in steps if step.isdigit()]
    if len(numbers) == len(steps) and numbers == sorted(numbers, reverse=True):
        steps, cells = steps[::-1], cells[::-1]
    other = tuple(tuple(row[at] for row in above[:-1] if row[at]) for at in range(1, width))
    return Grid(own, steps, named, other, cells)


def _ordered(rows: Rows) -> Rows:
    """The rows with a step each: of steps that are columns, and of a table that goes on beside itself."""
    for at, row in enumerate(rows):
        corner, rest = (row[0].strip(), row[1:]) if row else ("", ())
        heads = [cell for cell in rest if cell.strip()]
        if len(heads) < 2:
            continue
        again = [place for place, cell in enumerate(row) if place and corner and cell.strip() == corner]
        if again:
            parts = [0, *again, len(row)]
            spans = [slice(a, b) for a, b in zip(parts, parts[1:], strict=False)]
            if len({span.stop - span.start for span in spans}) == 1:
                beside = [below[span] for span in spans for below in rows[at + 1 :]]
                return (*rows[:at], row[spans[0]], *(one for one in beside if any(one)))
        steps = sum(_is_step(cell) for cell in heads)
        below = [one for one in rows[at + 1 :] if one and one[0].strip()]
        lanes = _LANES.fullmatch(corner) or any(_degree(one[0]) for one in below)
        if all(_is_step(one[0]) for one in below):  # columns I to III of classes A and B
            lanes = all(cell.strip().lower().startswith("step") for cell in heads)
        if (
            2 * len(heads) <= 3 * steps
            and not any(map(_degree, heads))
            and len(below) > 1
            and lanes
            and all(map(_is_named, below))
        ):
            width = len(row)
            table = [row, *((*one, *("" for _ in range(width - len(one))))[:width] for one in below)]
            turned = tuple(zip(*table, strict=True))
            return (*rows[:at], *(tuple(one) for one in turned))
        return rows
    return rows


def _degree(lane: str) -> bool:
    return any(pattern.search(lane.lower()) for pattern, _ in _DEGREES)


def _is_named(row: Sequence[str]) -> bool:
    """A row of rates under a name of its own, a step or not (``L-15``, ``Entry``)."""
    if not row or not row[0].strip() or (money(row[0]) is not None and not _is_step(row[0])):
        return False
    rest = [cell for cell in row[1:] if cell]
    return all(money(cell) is not None for cell in rest) and any(map(_is_pay, rest))


def _lines(rows: Rows, body: Sequence[int]) -> list[range]:
    """The printed lines of each step: its row, with the rows of rates alone around it."""
    first = body[0]
    while first and _is_rates(rows[first - 1]):
        first -= 1
    ahead = body[0] - first
    starts = [at - ahead for at in body]
    ends = [*starts[1:], body[-1] + 1]
    while ends[-1] < len(rows) and _is_rates(rows[ends[-1]]):
        ends[-1] += 1
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _is_rates(row: Sequence[str]) -> bool:
    """A row of nothing but amounts, of which some are money for certain."""
    given = [cell for cell in row if cell]
    return len(given) > 1 and all(money(cell) is not None for cell in given) and any(map(_is_pay, given))


def _size(row: Sequence[str]) -> int:
    step = bool(row) and _is_step(row[0])
    return max((money(cell) or 0 for cell in row[1 if step else 0 :]), default=0)


def _cells(row: Sequence[str], width: int) -> tuple[int | None, ...]:
    """A line's rates. A line with cells missing tells no column for certain: it has no rate."""
    whole = _padded(row, width)
    short = len(row) < width - 1 or (len(row) == width - 1 and whole[0] != "")
    return tuple(None if short else money(cell) for cell in whole[1:])


def _is_body(row: Sequence[str]) -> bool:
    return bool(row) and _is_step(row[0]) and any(money(c) is not None for c in row[1:])


def _is_pay(cell: str) -> bool:
    """Whether an amount is money for certain: a dollar sign, cents, or a thousand and more."""
    cents = money(cell)
    return cents is not None and ("$" in cell or "." in cell or cents >= 100_000)


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    """The row as wide as the body: a row without a cell above the steps is shifted by one."""
    if len(row) == width - 1 and row and not _is_step(row[0]):
        return ("", *row)
    return (*row, *("" for _ in range(width - len(row))))[:width]
