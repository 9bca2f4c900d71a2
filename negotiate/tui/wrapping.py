"""Where a paragraph breaks at a width: fast enough for a whole agreement at every resize.

Canonical text has single spaces; the space at a break is not shown. Widths are terminal
cells: two for wide characters, none for combining marks.
"""

from rich.cells import get_character_cell_size


def breaks(text: str, first: int, rest: int) -> list[int]:
    """The offset at which each line starts; the first has ``first`` cells, the others ``rest``."""
    first, rest = max(first, 2), max(rest, 2)
    if len(text) <= first and text.isascii():
        return [0]
    if text.isascii() or all(get_character_cell_size(char) == 1 for char in set(text)):
        return _narrow(text, first, rest)
    return _wide(text, first, rest)


def _narrow(text: str, first: int, rest: int) -> list[int]:
    """Every character takes one cell: look back for a space from where the line is full."""
    starts, at, room, length = [0], 0, first, len(text)
    while length - at > room:
        space = text.rfind(" ", at + 1, at + room + 1)
        at = at + room if space < 0 else space + 1
        if at >= length:
            break
        starts.append(at)
        room = rest
    return starts


def _wide(text: str, first: int, rest: int) -> list[int]:
    """The same where characters take two cells, or none."""
    starts, at, room = [0], 0, first
    while (full := _full(text, at, room)) < len(text):
        space = text.rfind(" ", at + 1, full + 1)
        at = full if space < 0 else space + 1
        if at >= len(text):
            break
        starts.append(at)
        room = rest
    return starts


def _full(text: str, at: int, room: int) -> int:
    """The first character from ``at`` on for which ``room`` cells have no room."""
    while at < len(text):
        room -= get_character_cell_size(text[at])
        if room < 0:
            return at
        at += 1
    return at


def pieces(text: str, starts: list[int]) -> list[tuple[int, int]]:
    """The stretch ``start:end`` of each line, the space at its end left out."""
    ends = [*starts[1:], len(text)]
    return [
        (start, start + len(text[start:end].rstrip(" "))) for start, end in zip(starts, ends, strict=True)
    ]
