"""Draws the rooms of the program and which way imports run between them, from the code itself.

python -m scripts.house [FILE]      default: docs/pictures/house.svg
"""

import ast
import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path
from textwrap import wrap

import grimp

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "pictures" / "house.svg"
BY_NAME = ("cli", "commands")
"""``cli`` loads the one command that is asked for by its name, which no import statement shows."""
WIDTH, BOX, HIGH, STEP = 960, 300, 58, 98
Rooms = Mapping[str, frozenset[str]]


def rooms() -> dict[str, frozenset[str]]:
    """Room → the rooms it imports from, by what the files of ``negotiate`` say."""
    graph = grimp.build_graph("negotiate", cache_dir=None)
    found: dict[str, set[str]] = {
        name: set() for module in graph.modules if (name := _room(module)) and not name.startswith("_")
    }
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            here, there = _room(module), _room(other)
            if here in found and there and here != there:
                found[here].add(there)
    found[BY_NAME[0]].add(BY_NAME[1])
    return {name: frozenset(found[name]) for name in sorted(found)}


def _room(module: str) -> str:
    return f"{module}..".split(".")[1]


def rows(found: Rooms) -> list[list[str]]:
    """The rooms from the top: each below everything that imports from it."""
    depth: dict[str, int] = {}

    def of(room: str) -> int:
        if room not in depth:
            depth[room] = 1 + max((of(one) for one, uses in found.items() if room in uses), default=-1)
        return depth[room]

    deepest = max(of(room) for room in found)
    return [[room for room in found if depth[room] == level] for level in range(deepest + 1)]


def arrows(found: Rooms) -> list[tuple[str, str]]:
    """The imports that no longer way shows as well."""
    below: dict[str, set[str]] = {}
    for row in reversed(rows(found)):
        for room in row:
            below[room] = set(found[room]).union(*(below[one] for one in found[room]))
    return [
        (room, one)
        for room, uses in found.items()
        for one in sorted(uses)
        if not any(one in below[other] for other in uses if other != one)
    ]


def purpose(room: str) -> str:
    """The first line of the room's own description."""
    place = ROOT / "negotiate" / room
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    told = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return told.splitlines()[0] if told else ""


def picture(found: Rooms) -> str:
    """The picture as SVG."""
    placed = {
        room: (WIDTH * (2 * at + 1) / (2 * len(row)), 20.0 + level * STEP)
        for level, row in enumerate(rows(found))
        for at, room in enumerate(row)
    }
    high = int(max(y for _, y in placed.values()) + HIGH + 20)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" role="img" '
        'aria-label="The rooms of negotiate; an arrow leads from a room to one it imports from" '
        'font-family="system-ui, sans-serif">',
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0 8 4 0 8z" fill="#456"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{high}" fill="#fff"/>',
    ]
    rail = WIDTH
    for room, one in arrows(found):
        (x, y), (to_x, to_y) = placed[room], placed[one]
        way = f"M{x:.0f} {y + HIGH:.0f} L{to_x:.0f} {to_y - 1:.0f}"
        if to_y - y > STEP:  # past other rooms, along the edge
            rail -= 20
            out, back = x + BOX / 2, to_x + BOX / 2 + 1
            way = f"M{out:.0f} {y + HIGH / 2:.0f} H{rail} V{to_y + HIGH / 2:.0f} H{back:.0f}"
        lines.append(
            f'<path d="{way}" stroke="#456" fill="none" stroke-width="1.5" marker-end="url(#head)"/>'
        )
    for room, (x, y) in placed.items():
        lines.append(
            f'<rect x="{x - BOX / 2:.0f}" y="{y:.0f}" width="{BOX}" height="{HIGH}" rx="6" fill="#eef3f8" '
            'stroke="#456"/>'
        )
        lines.append(
            f'<text x="{x:.0f}" y="{y + 18:.0f}" text-anchor="middle" font-size="14" font-weight="600" '
            f'fill="#123">{room}</text>'
        )
        for at, line in enumerate(wrap(purpose(room).rstrip("."), 46)[:2]):
            lines.append(
                f'<text x="{x:.0f}" y="{y + 34 + 14 * at:.0f}" text-anchor="middle" font-size="11" '
                f'fill="#345">{escape(line)}</text>'
            )
    return "\n".join([*lines, "</svg>", ""])


def main() -> None:
    """Writes the picture."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    file.write_text(picture(rooms()), encoding="utf-8")


if __name__ == "__main__":
    main()
