"""What the tests of the screens share: a running program, and waiting until it has answered."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import copy_context
from pathlib import Path

import pytest
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.screen import Screen

from negotiate.tui.dialogs import Ask, Choose, Confirm
from negotiate.tui.line_view import LineView
from negotiate.tui.program import NegotiateApp
from negotiate.tui.room import Desk
from negotiate.workspace.listing import BoardRow, board_rows
from negotiate.workspace.workspace import Workspace

NOW = "2026-05-04T10:00"
Screens = Pilot[int]

_KEYS = {
    " ": "space", ".": "full_stop", "(": "left_parenthesis", ")": "right_parenthesis", ",": "comma",
    ":": "colon", "-": "minus", "[": "left_square_bracket", "]": "right_square_bracket", "/": "slash", "!":
    "exclamation_mark", "\n": "enter",
}  # fmt: skip


@asynccontextmanager
async def screens(folder: Path, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Screens]:
    """The program on a workspace, once its first answers are there."""
    app = NegotiateApp(folder)
    with painted_at_rest():
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot
            paint(pilot)


_render_update = Compositor.render_update


def _later(
    compositor: Compositor,
    full: bool = False,
    screen_stack: list[Screen[object]] | None = None,
    simplify: bool = False,
) -> RenderableType | None:
    return _render_update(compositor, full, screen_stack, simplify) if full else None


@contextmanager
def painted_at_rest() -> Iterator[None]:
    """What changed is noted and painted by :func:`paint`: nobody sees what stood there for a moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", _later)
        yield


def paint(pilot: Screens) -> None:
    """Paints what changed since, as for a terminal."""
    if pilot.app.is_running:
        top = pilot.app.screen._compositor
        copy_context().run(_render_update, top, screen_stack=pilot.app._background_screens)


def program(pilot: Screens) -> NegotiateApp:
    """The program under the pilot."""
    app = pilot.app
    assert isinstance(app, NegotiateApp)
    return app


async def settle(pilot: Screens, *, money: bool = False) -> None:
    """Waits until every question (with ``money`` those on costs too) is answered and shown."""
    await _rest(pilot, money=money)
    paint(pilot)


async def _rest(pilot: Screens, *, money: bool = False) -> None:
    app = program(pilot)

    def computes() -> bool:
        if app.desk.busy:
            return True
        # Money is asked for a moment after the rows are painted: a timer of the screen that fires once.
        soon = [one._task for one in app.screen._timers if money and one._repeat == 0]
        return money and (app.ledger.busy or any(task and not task.done() for task in soon))

    def moves() -> bool:
        if computes():
            return True
        top = app.screen
        return bool(app.is_running and (top._layout_required or top._dirty_widgets or top._callbacks))

    for _ in range(6000):
        if not computes():
            await pilot.pause()
            if not moves():
                return
        await asyncio.sleep(0.005)
    raise AssertionError("the program did not come to rest in 30 seconds")


async def press(pilot: Screens, *keys: str) -> None:
    """Presses keys one by one, each followed by rest."""
    for key in keys:
        await pilot.press(key)
        await _rest(pilot)
    paint(pilot)


async def write(pilot: Screens, text: str) -> None:
    """Types text."""
    await pilot.press(*[_KEYS.get(char, char) for char in text])
    await settle(pilot)


async def say(pilot: Screens, *answers: object) -> None:
    """Answers the dialogs that follow one another: a number chosen, words given, yes or no."""
    for answer in answers:
        dialog = pilot.app.screen
        assert isinstance(dialog, Choose | Ask | Confirm), dialog
        dialog.dismiss(answer)  # type: ignore[arg-type]
        await settle(pilot)


async def until(pilot: Screens, true: Callable[[], bool]) -> None:
    """Waits for what the toolkit does in its own time, such as the palette's search."""
    for _ in range(1500):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot))


def shown(pilot: Screens, view: str) -> str:
    """All a view holds, a paragraph a line, its marks in brackets."""
    return "\n".join(one.text for one in pilot.app.screen.query_one(view, LineView).paragraphs)


def screen_text(pilot: Screens) -> str:
    """What stands on the screen, a row a line."""
    rows = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in row).rstrip() for row in rows)


def place(pilot: Screens) -> str:
    """The name of the screen or dialog on top."""
    return type(pilot.app.screen).__name__


def notes(pilot: Screens) -> str:
    """What was said in passing, whether or not it still stands there."""
    return "\n".join(one.message for one in pilot.app._notifications)


def state_of(folder: Path, number: int) -> str:
    """An item's state as the workspace says it, read anew."""
    with Workspace.open(folder) as workspace:
        return workspace.item(str(number)).state.value


def without_costs(patch: pytest.MonkeyPatch) -> None:
    """Sets the clock, and answers the list's questions on costs with none: most tests are not about money."""
    patch.setenv("NEGOTIATE_NOW", NOW)
    patch.setattr("negotiate.tui.screens.items.item_costs", _no_costs)
    patch.setattr("negotiate.tui.screens.items.totals", lambda _desk: "")


def _no_costs(items: Sequence[str]) -> Callable[[Desk], list[BoardRow]]:
    wanted = frozenset(items)
    return lambda desk: [*board_rows(desk.workspace, with_cost=False, wanted=wanted)]
