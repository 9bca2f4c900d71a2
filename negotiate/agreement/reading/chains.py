"""Rows of figures that follow one another: found in a run of cells given as a letter a cell.

Every table has rows of figures or dates, and they tell its width; so only the widths and
places that such rows give are ever tried. The letters are those of ``cells.kind_of``.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_MOST_COLUMNS = 24
_NAMED = re.compile(r"[TDM](?=E*[NIPM])[NIPME]+")
_NUMBERED = re.compile(r"[IM][NPE]+")
_STRETCH = re.compile(r"(?:N[NE]+|I[IE]+|M[ME]+)(?![NIM])")
# three rows alike that hold texts beside their figures: "Coach / Group 2 / $1,200"
_ALIKE = re.compile(r"([TDM][TDE]{0,9}[NIPM][TDNIPME]{0,12}?)\1{2,}")


@dataclass(frozen=True, slots=True)
class Chain:
    """Rows of ``columns`` cells from ``start`` to before ``end``."""

    start: int
    end: int
    columns: int


def chains(kinds: str) -> list[Chain]:
    """Every stretch of clean rows of figures, of any width the run itself suggests."""
    found: dict[tuple[int, int], int] = {}
    inside = bytearray(len(kinds))  # 1 where a chain of named rows leaves no room for another to begin
    widths = sorted(_widths(kinds), reverse=True)
    for columns in widths:
        for pattern in _named(columns):
            for match in pattern.finditer(kinds):
                start, end = match.span()
                if end - start > columns:
                    inside[start + 1 : end] = b"\1" * (end - start - 1)
                elif inside[start]:
                    continue
                found[start, columns] = max(found.get((start, columns), 0), end)
    for match in _ALIKE.finditer(kinds):
        key = (match.start(), len(match[1]))
        found[key] = max(found.get(key, 0), match.end())
    for columns in widths:
        for match in _nameless(columns).finditer(kinds):
            start, end = match.span()
            if not inside[start]:
                found[start, columns] = max(found.get((start, columns), 0), end)
    return [Chain(start, end, columns) for (start, columns), end in sorted(found.items())]


def _widths(kinds: str) -> set[int]:
    widths: set[int] = set()
    for pattern in (_NAMED, _NUMBERED):
        for row in set(pattern.findall(kinds)):
            if row.count("I", 1) > 1 and "N" in row:
                continue  # numbered rows after a last heading
            widths.add(len(row))
            widths.add(len(row.rstrip("E")))
            if len(row) > 3 and len(set(row[1:])) == 1:  # a name, then figures that name rows too
                widths.update(_divisors(len(row)))
    for stretch in set(_STRETCH.findall(kinds)):
        widths.update(_divisors(len(stretch)))
    return {width for width in widths if 2 <= width <= _MOST_COLUMNS}


def _divisors(size: int) -> list[int]:
    return [columns for columns in range(2, _MOST_COLUMNS + 1) if size % columns == 0]


_FOLLOWS = r"(?=[TDM]|E+[TDM]|E*$)"


@lru_cache(maxsize=64)
def _named(columns: int) -> tuple[re.Pattern[str], ...]:
    """Rows whose first cell is a name or a number, and what may follow them."""
    rest = columns - 1
    return (
        re.compile(rf"[TDM](?=E*[NIPM])[NIPME]{{{rest}}}(?:[TDM][NIPME]{{{rest}}})*{_FOLLOWS}"),
        re.compile(rf"[TDMI](?=E*[NPM])[NPE]{{{rest}}}(?:[TDMI][NPE]{{{rest}}})*(?=[TDMI]|E+[TDMI]|E*$)"),
    )


@lru_cache(maxsize=64)
def _nameless(columns: int) -> re.Pattern[str]:
    """Rows of nothing but figures; only the first may have a name."""
    rest = columns - 1
    each = "|".join(rf"(?:[TD](?:{k}[{k}E]{{{rest - 1}}}))?(?:{k}[{k}E]{{{rest}}})+" for k in "NIM")
    return re.compile(rf"(?<![NIM])(?:{each}){_FOLLOWS}")
