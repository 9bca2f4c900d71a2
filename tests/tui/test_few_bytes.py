"""What is written in fewer bytes shows the same: told by a terminal of a few lines."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiate.tui.few_bytes import shorter

_TOKEN = re.compile(r"\x1b\[([0-9;]*)([mH])|(.)", re.DOTALL)
_OFF = {22: {1, 2}, 23: {3}, 24: {4, 21}, 27: {7}, 29: {9}}
Cell = tuple[str, object, object, frozenset[int]]


def screen(written: str) -> tuple[list[tuple[str, ...]], list[Cell]]:
    """Where the cursor was sent, and every character with its colours and attributes (of a space only its
    ground and the lines on it: no more can be seen), in order; as ECMA-48 has it."""
    moves: list[tuple[str, ...]] = []
    cells: list[Cell] = []
    colour: object = None
    ground: object = None
    on: set[int] = set()
    for codes, kind, char in _TOKEN.findall(written):
        if kind == "H" or char == "\n":  # a full screen never scrolls: a line's end moves the cursor alone
            moves.append((codes, str(len(cells))))
        elif kind == "m":
            numbers = [int(code) for code in codes.split(";")] if codes else [0]
            while numbers:
                one = numbers.pop(0)
                if one == 0:
                    colour, ground, on = None, None, set()
                elif one in (38, 48):
                    taken = 4 if numbers[0] == 2 else 2
                    value, numbers = tuple(numbers[:taken]), numbers[taken:]
                    colour, ground = (value, ground) if one == 38 else (colour, value)
                elif one in _OFF:
                    on -= _OFF[one]
                elif 30 <= one <= 39 or 90 <= one <= 97:
                    colour = None if one == 39 else one
                elif 40 <= one <= 49 or 100 <= one <= 107:
                    ground = None if one == 49 else one
                else:
                    on.add(one)
        else:
            lines = frozenset(on & {4, 7, 9, 21})
            seen = None if char.isspace() and 7 not in on and not lines else colour
            cells.append((char, seen, ground, lines if char.isspace() else frozenset(on)))
    return moves, cells


colours = st.sampled_from(["38;2;1;2;3", "38;2;200;0;9", "38;5;7", "31", "97", ""])
grounds = st.sampled_from(["48;2;0;0;0", "48;2;9;9;9", "48;5;0", "44", "107", ""])
styles = st.tuples(st.sets(st.sampled_from("1234579")).map(sorted).map(";".join), colours, grounds)
words = st.sampled_from(["a", "  ", " b ", "shall [not]", "é", "名", "\n", " \n"])
stretches = st.tuples(styles.map(lambda parts: ";".join(one for one in parts if one)), words)
moves = st.sampled_from(["", "", "\x1b[3;4H", "\n\x1b[12;1H"])


@given(st.lists(st.tuples(moves, stretches), max_size=12))
@settings(max_examples=200)
def test_a_terminal_shows_the_same(parts: list[tuple[str, tuple[str, str]]]) -> None:
    written = "".join(f"{move}\x1b[{style}m{text}\x1b[0m" for move, (style, text) in parts)
    found = shorter(written)
    assert screen(found) == screen(written)
    assert len(found) <= len(written)
    assert screen(found + "x")[1][-1] == ("x", None, None, frozenset())  # nothing is left of a style


def test_what_is_the_same_is_not_said_again() -> None:
    ground = "48;2;0;0;0"
    written = (
        f"\x1b[1;31;{ground}mArticle\x1b[0m\x1b[31;{ground}m V\x1b[0m\n\x1b[5;1H\x1b[32;{ground}m  \x1b[0m"
    )
    assert shorter(written) == f"\x1b[1;31;{ground}mArticle\x1b[22m V\n\x1b[5;1H  \x1b[0m"
