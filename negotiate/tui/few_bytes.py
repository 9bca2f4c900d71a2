"""What is sent to the terminal, said in fewer bytes: over a slow line a screen is as fast as it is short.

The toolkit says every stretch's whole style and takes it back after each (some forty bytes a stretch). Here
only what is another than before is said; within one writing, so that each begins and ends with no style.
"""

import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from negotiate.tui.hung_up import Painted

if TYPE_CHECKING:
    from textual.driver import Driver

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_MOVES = re.compile(r"(?:\x1b\[[0-9;]*H|\n)*")
_PART = re.compile(r"[345]8;5;[0-9]+|[345]8;2;[0-9]+;[0-9]+;[0-9]+|[0-9]+")
_ENDS = {"1": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""Attributes (bold, italic, underlined, reversed, struck), and what ends each."""
_SEEN_ON_SPACES = frozenset("479")
_RESET = "\x1b[0m"


class Style(NamedTuple):
    """Attributes, colour of the letters and of the ground as a terminal is told; ``whole`` is all of it
    where something else is in it."""

    attributes: frozenset[str] = frozenset()
    colour: str = ""
    ground: str = ""
    whole: str = ""


NONE = Style()


def shorter(written: str) -> str:
    """The same on any terminal that stands at no style, in fewer bytes."""
    out: list[str] = []
    shown = wanted = NONE  # the style in force, and the one that the next words are to have
    for number, piece in enumerate(_STYLE.split(written)):
        if number % 2:
            wanted = _under(wanted, piece)
            continue
        moves = _MOVES.match(piece)
        end = moves.end() if moves is not None else 0
        words = piece[end:]
        out.append(piece[:end])  # where the cursor goes has no style
        if words:
            needed = _for_spaces(shown, wanted) if words.isspace() else wanted
            if shown != needed:
                out.append(_change(shown, needed))
                shown = needed
            out.append(words)
    if shown != NONE:
        out.append(_RESET)
    return "".join(out)


@lru_cache(2048)
def _under(style: Style, said: str) -> Style:
    """The style after a terminal is told so."""
    attributes, colour, ground, whole = set(style.attributes), style.colour, style.ground, style.whole
    for part in _PART.findall(said) or ["0"]:
        if part == "0":
            attributes, colour, ground, whole = set(), "", "", ""
        elif part in _ENDS:
            attributes.add(part)
        elif part.startswith(("3", "9")) and len(part) > 1:
            colour = part
        elif part.startswith("4") or (part.startswith("10") and len(part) == 3):
            ground = part
        else:
            whole += f";{part}"
    return Style(frozenset(attributes), colour, ground, whole)


@lru_cache(2048)
def _for_spaces(shown: Style, wanted: Style) -> Style:
    """Spaces show their ground alone: the letters' colour may stay as it is."""
    lines = (shown.attributes | wanted.attributes) & _SEEN_ON_SPACES
    return wanted if lines or shown.whole or wanted.whole else shown._replace(ground=wanted.ground)


@lru_cache(4096)
def _change(old: Style, new: Style) -> str:
    """What turns one style into another: what is new of it, or all of it, whichever is shorter."""
    if new == NONE:
        return _RESET
    told = [one for one in (*sorted(new.attributes), new.colour, new.ground, new.whole.strip(";")) if one]
    anew = f"\x1b[{';'.join(told if old == NONE else ['0', *told])}m"
    if old.whole or new.whole:
        return anew
    parts = [_ENDS[one] for one in sorted(old.attributes - new.attributes)]
    parts += sorted(new.attributes - old.attributes)
    parts += [new.colour or "39"] if new.colour != old.colour else []
    parts += [new.ground or "49"] if new.ground != old.ground else []
    return min(f"\x1b[{';'.join(parts)}m", anew, key=len)


def sparing(driver: "type[Driver]") -> "type[Driver]":
    """A driver of the terminal that writes in fewer bytes, and does not stop where nobody reads them."""

    class Sparing(driver):  # type: ignore[misc, valid-type]
        """The driver, with what it writes made shorter."""

        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            if sys.__stderr__ is not None:
                self._file: object = Painted(sys.__stderr__)

        def write(self, data: str) -> None:
            """Writes what a screen is painted with."""
            super().write(shorter(data) if _RESET in data else data)

    return Sparing
