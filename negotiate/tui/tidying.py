"""When memory is looked through for what nobody needs: while nobody types, never between a key and its paint.

Left to itself the collector looks through everything loaded (100 to 400 ms with a long agreement open) in the
middle of whatever is being done.
"""

import gc
from time import monotonic

_YOUNG = (5_000, 20, 100)
"""Objects made, and collections, after which younger objects are looked through; all of them only if nobody
rests for ten million."""
_RESTED = 1.5  # seconds without a key or the mouse
_WORTH = 2  # collections of the middle generation since all was looked through


class Tidying:
    """Looks through memory at rest."""

    def __init__(self) -> None:
        self._touched = monotonic()
        self._begun = False

    def touched(self) -> None:
        """A key was pressed, or the mouse moved."""
        self._touched = monotonic()

    def at_rest(self) -> None:
        """Collects where it is worth it and nobody does anything. What is there at the first rest (the
        program itself) stays for good."""
        if monotonic() - self._touched < _RESTED:
            return
        if not self._begun:
            self._begun = True
            gc.collect()
            gc.freeze()
        elif gc.get_count()[2] >= _WORTH:
            gc.collect()


def begin() -> None:
    """What is loaded by now stays; from here on only younger objects are collected at work."""
    gc.freeze()
    gc.set_threshold(*_YOUNG)
    gc.enable()
