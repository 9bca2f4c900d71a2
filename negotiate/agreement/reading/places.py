"""What a line of a received file is called, so that people find it there.

Apart from what an import reports: a redline of two files names places and reports nothing.
"""

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Places:
    """What a line of the received file is called: ``unit`` (line or paragraph), and the first line
    of each page where the file has pages."""

    unit: str = "line"
    pages: tuple[int, ...] = ()

    def say(self, line: int) -> str:
        """The place as people find it: ``line 12``, ``paragraph 12``, ``page 3, line 112``."""
        at = f"{self.unit} {line}"
        return f"page {max(bisect_right(self.pages, line), 1)}, {at}" if self.pages else at


LINES = Places()
"""Of a plain text: its lines, no pages."""
