"""Ruled tables: where level and upright rules make cells, the letters in each cell are its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.pdf.glyphs import Glyph
from negotiate.agreement.reading.pdf.rows import pieces_of, rows_of
from negotiate.agreement.reading.pdf.rules import Rule
from negotiate.common.text import canonical

_NEAR = 2.5  # points: rules this close are one, and meet
_LONGEST_CELL = 1500
_TOUCHING = 0.12  # of a letter's height: two letters of a word are no further apart


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a page: its rows (the lines of a cell apart), the upper edge of each, and its box."""

    rows: Rows
    tops: tuple[float, ...]
    left: float
    right: float
    bottom: float
    top: float


def tables_of(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> tuple[list[Table], list[Glyph]]:
    """The ruled tables of a page, and the letters outside them."""
    found: list[Table] = []
    rest = list(glyphs)
    for part in _connected(rules):
        levels = _places(rule.y0 for rule in part if rule.level)
        uprights = _places(rule.x0 for rule in part if not rule.level)
        if len(levels) < 2 or len(uprights) < 3:
            continue
        inside, outside = _parted(rest, uprights, levels)
        table = _table(part, inside, uprights, levels[::-1])
        if table is not None:
            found.append(table)
            rest = outside
    return found, rest


def _parted(
    glyphs: Sequence[Glyph], uprights: list[float], levels: list[float]
) -> tuple[list[Glyph], list[Glyph]]:
    """The letters in a table and those outside it; a word that runs over its edge stays whole."""
    parted: tuple[list[Glyph], list[Glyph]] = ([], [])
    last: Glyph | None = None
    side = 1
    for glyph in glyphs:
        if last is None or not _touches(last, glyph):
            side = 0 if _within(glyph, uprights, levels) else 1
        parted[side].append(glyph)
        last = glyph
    return parted


def _touches(last: Glyph, glyph: Glyph) -> bool:
    """Whether a letter goes on with the word of the one before it."""
    size = max(last.size, glyph.size)
    gap = glyph.left - last.right
    return not glyph.spaced and abs(glyph.base - last.base) <= 0.1 * size and abs(gap) <= _TOUCHING * size


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups whose members touch."""
    groups: list[tuple[list[Rule], list[float]]] = []
    for rule in sorted(rules, key=lambda one: (-one.y1, one.x0)):
        met = [
            group for group in groups if _meets(group[1], rule) and any(_touch(rule, one) for one in group[0])
        ]
        members = [rule]
        for group in met:
            members += group[0]
            groups.remove(group)
        box = [
            min(one.x0 for one in members), min(one.y0 for one in members),
            max(one.x1 for one in members), max(one.y1 for one in members),
        ]  # fmt: skip
        groups.append((members, box))
    return [members for members, _ in groups]


def _meets(box: list[float], rule: Rule) -> bool:
    return (
        rule.x0 <= box[2] + _NEAR and rule.x1 >= box[0] - _NEAR
        and rule.y0 <= box[3] + _NEAR and rule.y1 >= box[1] - _NEAR
    )  # fmt: skip


def _touch(a: Rule, b: Rule) -> bool:
    return a.x0 <= b.x1 + _NEAR and b.x0 <= a.x1 + _NEAR and a.y0 <= b.y1 + _NEAR and b.y0 <= a.y1 + _NEAR


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places in order, those close together as one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _NEAR:
            out.append(value)
    return out


def _within(glyph: Glyph, uprights: list[float], levels: list[float]) -> bool:
    x, y = glyph.middle
    return uprights[0] < x < uprights[-1] and levels[0] < y < levels[-1]


def _table(
    rules: Sequence[Rule], glyphs: list[Glyph], uprights: list[float], levels: list[float]
) -> Table | None:
    """``levels`` from top to bottom. None for what is no table: one cell, a page in a frame."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    walls, floors = _drawn(rules, uprights, levels)
    last: Glyph | None = None
    row = column = 0
    for glyph in glyphs:
        if last is not None and _touches(last, glyph):  # a figure wider than its cell is one figure
            cells[row, column].append(glyph)
            last = glyph
            continue
        last = glyph
        x, y = glyph.middle
        column = max(at for at, edge in enumerate(uprights[:-1]) if edge <= x)
        row = max(at for at, edge in enumerate(levels[:-1]) if edge >= y)
        while column and (row, column) not in walls:
            column -= 1  # no rule to the left: the cell is part of the one beside it
        while row and (row, column) not in floors:
            row -= 1
        cells.setdefault((row, column), []).append(glyph)
    rows = tuple(
        tuple(_words(cells.get((row, column), [])) for column in range(len(uprights) - 1))
        for row in range(len(levels) - 1)
    )
    held = {column for row in rows for column, cell in enumerate(row) if cell}
    if len(held) < 2 or any(len(cell) > _LONGEST_CELL for row in rows for cell in row):
        return None
    return Table(rows, tuple(levels[:-1]), uprights[0], uprights[-1], levels[-1], levels[0])


def _drawn(
    rules: Sequence[Rule], uprights: list[float], levels: list[float]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The cells that have a rule drawn on their left, and those that have one on top."""
    walls: set[tuple[int, int]] = set()
    floors: set[tuple[int, int]] = set()
    for rule in rules:
        if rule.level:
            for row in (at for at, y in enumerate(levels[:-1]) if abs(y - rule.y0) <= _NEAR):
                for column in range(len(uprights) - 1):
                    middle = (uprights[column] + uprights[column + 1]) / 2
                    if rule.x0 - _NEAR <= middle <= rule.x1 + _NEAR:
                        floors.add((row, column))
        else:
            for column in (at for at, x in enumerate(uprights[:-1]) if abs(x - rule.x0) <= _NEAR):
                for row in range(len(levels) - 1):
                    middle = (levels[row] + levels[row + 1]) / 2
                    if rule.y0 - _NEAR <= middle <= rule.y1 + _NEAR:
                        walls.add((row, column))
    return walls, floors


def _words(glyphs: list[Glyph]) -> str:
    return "\n".join(canonical(row.text) for row in rows_of(pieces_of(glyphs)))
