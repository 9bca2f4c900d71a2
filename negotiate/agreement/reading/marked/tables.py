"""Tables of Markdown: with bars, drawn as a grid, or set in columns under dashes (pandoc's)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Rows
from negotiate.common.text import canonical

_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_RULE = re.compile(r" {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BORDER = re.compile(r" {0,3}\+(?:[-=:]+\+)+\s*")
_COLUMNS = re.compile(r" {0,3}-{2,}(?: +-{2,})+ *")
_LEVEL = re.compile(r" {0,3}-{5,} *")
_MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table: the position after its last line, its rows, the position each row begins at, and the
    positions of lines that only draw it."""

    end: int
    rows: Rows
    starts: tuple[int, ...]
    marks: tuple[int, ...]


def table_at(lines: Sequence[str], at: int) -> Drawn | None:
    """The table that begins with the line at a position, or None."""
    line = lines[at]
    if "|" in line and at + 1 < len(lines):
        barred = _barred(lines, at)
        if barred is not None:
            return barred
    if line.lstrip().startswith("+") and _BORDER.fullmatch(line):
        return _grid(lines, at)
    return _columned(lines, at)


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a line with bars; a bar behind a backslash is a sign."""
    body = line.strip()
    body = body.removeprefix("|")
    if body.endswith("|") and (len(body) - 1 - len(body[:-1].rstrip("\\"))) % 2 == 0:
        body = body[:-1]
    parts = _BAR.split(body)
    joined = [parts[i] + (parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    return tuple(canonical(cell) for cell in joined)


def _barred(lines: Sequence[str], at: int) -> Drawn | None:
    """A line with bars, a rule under it, rows to the next line without; or a row of lines that begin
    with a bar."""
    rule = lines[at + 1]
    width = len(cells_of(lines[at]))
    ruled = "|" in rule and _RULE.fullmatch(rule) is not None and len(cells_of(rule)) == width
    begins = lines[at].lstrip().startswith("|")
    if not ruled and not (
        begins and _has_bars(lines[at]) and _has_bars(rule) and rule.lstrip().startswith("|")
    ):
        return None
    end = at + 1 + ruled
    while (
        end < len(lines)
        and end - at < _MOST_LINES
        and "|" in lines[end]
        and (ruled or lines[end].lstrip()[0] == "|")
    ):
        end += 1
    marks = tuple(n for n in range(at, end) if n == at + 1 and _RULE.fullmatch(lines[n]))
    starts = tuple(n for n in range(at, end) if n not in marks)
    return Drawn(end, tuple(cells_of(lines[n]) for n in starts), starts, marks)


def _has_bars(line: str) -> bool:
    return len(_BAR.findall(line)) >= 2


def _grid(lines: Sequence[str], at: int) -> Drawn | None:
    end = at
    edges: set[int] = set()
    while end < len(lines) and lines[end].lstrip()[:1] in ("+", "|") and lines[end].strip():
        if _BORDER.fullmatch(lines[end]):
            edges |= {place for place, sign in enumerate(lines[end]) if sign == "+"}
        end += 1
    if end - at < 3 or not _BORDER.fullmatch(lines[end - 1]):
        return None
    ordered = sorted(edges)
    rows: list[tuple[str, ...]] = []
    starts: list[int] = []
    held: list[list[str]] | None = None
    for place in range(at, end):
        line = lines[place]
        if _BORDER.fullmatch(line):
            if held is not None:
                rows.append(tuple(canonical(" ".join(cell)) for cell in held))
            held = None
            continue
        if held is None:
            held = [[] for _ in ordered[:-1]]
            starts.append(place)
        for column, text in _between(line, ordered):
            held[column].append(text)
    marks = tuple(n for n in range(at, end) if _BORDER.fullmatch(lines[n]))
    return Drawn(end, tuple(rows), tuple(starts), marks) if rows else None


def _between(line: str, edges: Sequence[int]) -> list[tuple[int, str]]:
    """The words between the bars of a line of a grid; a cell over several columns is the first's."""
    walls = [n for n, edge in enumerate(edges) if line[edge : edge + 1] in ("|", "+")]
    out = [(a, line[edges[a] + 1 : edges[b]].strip()) for a, b in zip(walls, walls[1:], strict=False)]
    rest = line[edges[walls[-1]] + 1 :].strip() if walls else line.strip()
    if rest and len(edges) > 1:  # a line that keeps to no column: nothing is lost
        out.append((min(walls[-1] if walls else 0, len(edges) - 2), rest))
    return out


def _columned(lines: Sequence[str], at: int) -> Drawn | None:
    """``----  ----`` gives the columns; the head stands above it, the rows below."""
    level = _LEVEL.fullmatch(lines[at]) is not None and at + 1 < len(lines) and bool(lines[at + 1].strip())
    if level:
        return _multiline(lines, at)
    if _COLUMNS.fullmatch(lines[at]):
        return _simple(lines, at, at)
    if at + 1 < len(lines) and _COLUMNS.fullmatch(lines[at + 1]) and lines[at].strip():
        return _simple(lines, at, at + 1)
    return None


def _simple(lines: Sequence[str], at: int, ruler: int) -> Drawn | None:
    columns = _places(lines[ruler])
    end = ruler + 1
    while end < len(lines) and lines[end].strip() and not _COLUMNS.fullmatch(lines[end]):
        end += 1
    closed = end < len(lines) and _COLUMNS.fullmatch(lines[end]) is not None
    starts = (*range(at, ruler), *range(ruler + 1, end))
    if end == ruler + 1 or (at == ruler and not closed):
        return None
    rows = tuple(tuple(_cut(lines[n], columns)) for n in starts)
    return Drawn(end + closed, rows, starts, (ruler, *([end] if closed else [])))


def _multiline(lines: Sequence[str], at: int) -> Drawn | None:
    """Rows of several lines with blank ones between, from one level rule to another."""
    ruler = next((n for n in range(at + 1, min(at + 8, len(lines))) if _COLUMNS.fullmatch(lines[n])), None)
    if ruler is None or any(not lines[n].strip() for n in range(at, ruler)):
        return None
    end = next(
        (n for n in range(ruler + 1, min(len(lines), ruler + _MOST_LINES)) if _LEVEL.fullmatch(lines[n])),
        None,
    )
    if end is None:
        return None
    columns = _places(lines[ruler])
    rows: list[list[str]] = []
    starts: list[int] = []
    fresh = True
    for place in (*range(at + 1, ruler), ruler, *range(ruler + 1, end)):
        if place == ruler or not lines[place].strip():
            fresh = True
            continue
        cells = _cut(lines[place], columns)
        if fresh:
            rows.append(cells)
            starts.append(place)
        else:
            rows[-1] = [canonical(f"{a} {b}") for a, b in zip(rows[-1], cells, strict=True)]
        fresh = False
    return Drawn(end + 1, tuple(map(tuple, rows)), tuple(starts), (at, ruler, end)) if rows else None


def _places(ruler: str) -> list[int]:
    return [found.start() for found in re.finditer(r"-+", ruler)]


def _cut(line: str, columns: Sequence[int]) -> list[str]:
    """A line cut at the columns' left edges; a word that lies over an edge is never cut."""
    out: list[str] = []
    last = 0
    for edge in columns[1:]:
        at = min(edge, len(line))
        while at > last and at < len(line) and not line[at - 1].isspace() and not line[at].isspace():
            at -= 1
        out.append(canonical(line[last:at]))
        last = at
    return [*out, canonical(line[last:])]
