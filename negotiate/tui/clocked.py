"""A place used at the table: a tall clock above its list, told once by the workspace and then kept."""

from datetime import UTC, datetime, timedelta
from time import time
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Digits

from negotiate.tui.beside import Beside

_TICK = 5.0  # seconds: the clock shows minutes


class Clocked(Beside):
    """``#clock`` above ``#list`` and ``#view``."""

    CALLED: ClassVar[str] = ""
    """The heading until the first answer is there."""

    def __init__(self) -> None:
        super().__init__()
        self._told: datetime | None = None
        self._read = 0.0

    def body(self) -> ComposeResult:
        """The tall clock, then the list and what is beside it."""
        yield Digits(id="clock")
        yield from super().body()

    def on_mount(self) -> None:
        """The clock runs."""
        super().on_mount()
        self.say_heading(self.CALLED)
        self.set_interval(_TICK, self.tick)

    def set_clock(self, now: datetime) -> None:
        """What time the workspace said it is."""
        self._told, self._read = now, time()

    @property
    def now(self) -> datetime | None:
        """The time in the workspace's zone; None until it was told.

        Reckoned by the machine's clock: any other stands still while a lid is closed. In UTC, since the
        night the clocks are changed has an hour more or less.
        """
        if self._told is None:
            return None
        now = self._told.astimezone(UTC) + timedelta(seconds=time() - self._read)
        return now.astimezone(self._told.tzinfo)

    def tick(self) -> None:
        """Shows the time."""
