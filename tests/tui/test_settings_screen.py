"""Keys of one's own: kept, used at once and next time, clashes told; a change made by plain git is noticed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from screens_kit import notes, place, press, program, say, screens, settle, without_costs

from negotiate.tui.screens.settings import Settings
from negotiate.tui.settings import keymap, settings_file


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)


async def test_a_key_is_exchanged_and_a_clash_is_told(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "comma")
        screen = pilot.app.screen
        assert isinstance(screen, Settings)
        names = [one.id for _, one in screen.acts]
        screen.list.put_cursor(names.index("items.open-packet"))
        await press(pilot, "enter")
        await say(pilot, ("H",))
        assert "not kept" in notes(pilot) and keymap() == {}
        await press(pilot, "enter")
        await say(pilot, ("f9",))
        assert keymap() == {"items.open-packet": "f9"}
        await press(pilot, "escape", "P")
        assert place(pilot) == "Items"
        await press(pilot, "f9")
        assert place(pilot) == "PacketScreen"
    async with screens(sample) as pilot:
        await press(pilot, "f9")
        assert place(pilot) == "PacketScreen"


@pytest.mark.parametrize("text", ["", "[]", '{"keys": 3, "theme": []}', '{"keys": {"items.open-packet": 7}}'])
async def test_settings_that_cannot_be_read_are_left_aside(sample: Path, text: str) -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text(text, encoding="utf-8")
    assert keymap() == {}


async def test_plain_git_and_an_edited_file_are_noticed(sample: Path, git: Callable[..., str]) -> None:
    async with screens(sample) as pilot:
        app = program(pilot)
        changes: tuple[Callable[[], str], ...] = (
            lambda: str(git(sample, "branch", "mine")),
            lambda: _touch(sample),
        )
        for change in changes:
            app._watch()
            await settle(pilot)
            seen = notes(pilot).count("changed outside")
            change()
            app._watch()
            await settle(pilot)
            assert notes(pilot).count("changed outside") == seen + 1


def _touch(folder: Path) -> str:
    path = folder / "salary_model" / "terms.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# looked at\n", encoding="utf-8")
    return ""
