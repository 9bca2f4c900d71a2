"""Work that makes many objects and no cycles of them, done without the collector looking for any.

Reading, checking and comparing an agreement make hundreds of thousands of small objects that
live until the work is done; Python's cycle collector goes through all of them again and again
and frees none (two fifths of the time of an import were its own).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """The collector rests within; afterwards it is as it was. Threads may nest: whoever found it
    at work sets it to work again."""
    worked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if worked:
            gc.enable()
