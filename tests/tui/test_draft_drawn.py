"""What a key draws anew in a draft is all that it changed: the screen is that of drawing everything."""

from pathlib import Path

import pytest
from screens_kit import Screens, press, screens, settle, without_costs

from negotiate.tui.line_view import LineView
from negotiate.tui.screens.draft import DraftScreen

KEYS = (
    "x",
    "space",
    "7",
    "end",
    "y",
    "left",
    "backspace",
    "enter",
    "z",
    "up",
    "shift+left",
    "w",
    "ctrl+z",
    "delete",
)


def _drawn(pilot: Screens) -> list[str]:
    rows = pilot.app.screen._compositor.render_strips()
    return ["".join(f"{one.text}{one.style}" for one in row) for row in rows]


async def test_a_key_draws_all_it_changed(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)
    async with screens(sample, (90, 24)) as pilot:
        await press(pilot, "enter", "d")
        await settle(pilot, money=True)
        here = pilot.app.screen
        assert isinstance(here, DraftScreen)
        for key in KEYS:
            await pilot.press(key)
            await settle(pilot, money=True)
            found = _drawn(pilot)
            for view in (here.editor, *here.query(LineView)):
                view._styles_cache.clear()
                view.refresh()
            await pilot.pause()
            assert found == _drawn(pilot), key
