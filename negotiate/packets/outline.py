"""Heading levels that never skip one, as readers' navigation (and PDF/UA) needs."""

from dataclasses import dataclass, field


@dataclass
class Outline:
    """Turns the levels wanted, in order, into 1, 2, 3 … by what stands above each."""

    _open: list[int] = field(default_factory=list)

    def level(self, wanted: int) -> int:
        """The level of the next heading: one more than the nearest above it of less."""
        while self._open and self._open[-1] >= wanted:
            self._open.pop()
        self._open.append(wanted)
        return len(self._open)
