"""The running program on a stage where nothing changes from day to day: one person, one machine, one clock.

Pictures, the recorded demo and the snapshot tests are made here, so that the same program gives the same
bytes on any machine.
"""

import asyncio
import itertools
import os
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from unittest.mock import patch

from textual.pilot import Pilot
from textual.widgets import Input

from negotiate.tui.program import NegotiateApp

NOW = "2026-05-04T10:00"
_CLOCK = "2026-05-04T10:00:00-04:00"
_ENVIRONMENT = {
    "NEGOTIATE_NOW": NOW, "TZ": "UTC", "LC_ALL": "C.UTF-8", "COLORTERM": "truecolor",
    "TERM": "xterm-256color", "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Renata Okonjo", "GIT_AUTHOR_EMAIL": "renata@association.example",
    "GIT_COMMITTER_NAME": "Renata Okonjo", "GIT_COMMITTER_EMAIL": "renata@association.example",
}  # fmt: skip


class _Stopped(datetime):
    """A clock that stands."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Always the same moment."""
        return datetime.fromisoformat(_CLOCK).astimezone(tz) if tz else datetime.fromisoformat(_CLOCK)


@contextmanager
def stage(home: Path) -> Iterator[None]:
    """Everything in it is by Renata Okonjo on one machine at one time; ids count from one. ``home`` is an
    empty folder for settings."""
    numbers = itertools.count(0x5A1F00)

    def counted(size: int = 8) -> str:
        return f"{next(numbers) * 2654435761 % 16 ** (2 * size):0{2 * size}x}"

    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    places = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config")}
    with (
        patch.dict(os.environ, {**kept, **_ENVIRONMENT, **places}, clear=True),
        patch("negotiate.repository.repository.datetime", _Stopped),
        patch("negotiate.repository.repository.node", lambda: "library-laptop"),
        patch("negotiate.tui.clocked.time", lambda: 0.0),
        patch.object(secrets, "token_hex", counted),
    ):
        yield


class Player:
    """Plays on the running program: presses keys, waits for its answers, pastes words."""

    def __init__(self, app: NegotiateApp, pilot: "Pilot[int]") -> None:
        self.app = app
        self.pilot = pilot
        self.seen: Callable[[], None] = _nothing

    async def rest(self) -> None:
        """Waits until every question is answered and drawn."""
        for _ in range(3):
            while not self.app.settled:
                await asyncio.sleep(0.01)
            await self.pilot.pause()
        self.seen()

    async def press(self, *keys: str) -> None:
        """Presses keys one by one, each followed by rest."""
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def fill(self, words: str) -> None:
        """Pastes words into the line that is asked for, and goes on."""
        line = self.app.focused
        assert isinstance(line, Input), line
        line.value = words
        await self.rest()
        await self.press("enter")

    async def sure(self) -> None:
        """Answers yes to a question that stands on Cancel."""
        await self.press("tab", "enter")

    def quiet(self) -> None:
        """Takes away what was said in passing."""
        self.app.clear_notifications()


@asynccontextmanager
async def playing(workspace: Path, size: tuple[int, int]) -> AsyncIterator[Player]:
    """The program on a workspace, at rest."""
    app = NegotiateApp(workspace)
    async with app.run_test(size=size) as pilot:
        player = Player(app, pilot)
        await pilot.pause(0.3)  # costs are asked once the items are painted
        await player.rest()
        yield player


def _nothing() -> None:
    """Nobody looks."""
