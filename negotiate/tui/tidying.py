"""What is done while nobody types: what may be opened next is loaded, and memory looked through for what
nobody needs.

Left to itself the collector looks through everything loaded (100 to 400 ms with a long agreement open)
between a key and its paint.
"""

import gc
from collections.abc import Callable
from importlib import import_module
from time import monotonic

_YOUNG = (5_000, 20, 100)
"""Objects made, and collections, after which younger objects are looked through; all of them only if nobody
rests for ten million."""
_RESTED = 1.5  # seconds without a key or the mouse
_WORTH = 2  # collections of the middle generation since all was looked through
_NEXT = ("item", "agreement", "draft")  # what is opened most from the list of items: 300 ms at the first key


class Tidying:
    """Looks through memory at rest."""

    def __init__(self, ahead: Callable[[], None]) -> None:
        """``ahead`` is called once, at the first rest."""
        self._touched = monotonic()
        self._steps = iter((ahead, _stays))

    def touched(self) -> None:
        """A key was pressed, or the mouse moved."""
        self._touched = monotonic()

    def at_rest(self) -> None:
        """Does what is next where nobody does anything, or collects where it is worth it."""
        if monotonic() - self._touched < _RESTED:
            return
        step = next(self._steps, None)
        if step is not None:
            step()
        elif gc.get_count()[2] >= _WORTH:
            gc.collect()


def begin() -> None:
    """What is loaded by now stays; from here on only younger objects are collected at work."""
    gc.freeze()
    gc.set_threshold(*_YOUNG)
    gc.enable()


def load(_desk: object) -> None:
    """Loads the places that are opened most."""
    for name in _NEXT:
        import_module(f"negotiate.tui.screens.{name}")


def _stays() -> None:
    """What is there at rest, the program itself, is not looked through again."""
    gc.collect()
    gc.freeze()
