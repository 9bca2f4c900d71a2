"""Whether the terminal is gone: a window closed, a line dropped.

Where the program has no terminal of its own to be told by (it was started by another program on a
terminal), nothing ends it, and the toolkit would read the end of its input without a pause for ever.
"""

import select
import sys
from contextlib import suppress
from typing import TextIO


def hung_up() -> bool:
    """Whether what stands behind standard input has gone away; False where that cannot be told."""
    try:
        looking = select.poll()
        looking.register(sys.__stdin__, select.POLLIN)  # type: ignore[arg-type]  # None: a TypeError
        return any(event & select.POLLHUP for _, event in looking.poll(0))
    except (AttributeError, OSError, TypeError, ValueError):
        return False


class Painted:
    """A terminal's file that takes what is painted even after the terminal is gone.

    The toolkit paints from a thread that a failed write ends; the next paintings then wait for it for
    ever, and the program with them, before it can look whether its terminal is there.
    """

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Writes ``text``, or nothing where nobody can read it; characters."""
        with suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """What was written is sent, where there is anywhere to send it."""
        with suppress(OSError):
            self._file.flush()

    def isatty(self) -> bool:
        """As the file says."""
        return self._file.isatty()

    def fileno(self) -> int:
        """The file's number."""
        return self._file.fileno()
