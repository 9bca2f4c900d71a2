"""Whether the terminal is gone: a window closed, a line dropped.

Where the program has no terminal of its own to be told by (it was started by another program on a
terminal), nothing ends it, and the toolkit would read the end of its input without a pause for ever.
"""

import select
import sys


def hung_up() -> bool:
    """Whether what stands behind standard input has gone away; False where that cannot be told."""
    try:
        looking = select.poll()
        looking.register(sys.__stdin__, select.POLLIN)  # type: ignore[arg-type]  # None: a TypeError
        return any(event & select.POLLHUP for _, event in looking.poll(0))
    except (AttributeError, OSError, TypeError, ValueError):
        return False
