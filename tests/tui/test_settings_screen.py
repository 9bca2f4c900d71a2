"""Keys of one's own: kept, used at once and next time, clashes told; a change made by plain git is noticed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from screens_kit import notes, place, press, program, say, screen_text, screens, settle, without_costs

from negotiate.tui.dialogs import Ask
from negotiate.tui.screens.settings import Settings
from negotiate.tui.settings import keymap, settings_file
from negotiate.workspace.workspace import Workspace


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


async def test_the_parties_are_named_in_one_form(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "comma", "p")
        form = pilot.app.screen
        assert isinstance(form, Ask)
        stood = tuple(stands for _, stands, _ in form.fields)
        assert stood[2] == "Renata Okonjo; Tomas Lindqvist-Hale" and stood[6:] == (
            "2023-09-01",
            "2026-08-31",
            "2026",
        )
        await say(pilot, (stood[0], "Local 5: [us]", "Bo Ames;; Ида ", *stood[3:]))
        assert "union: Local 5: [us] (was Calder Harbor Educators Association)" in notes(pilot)
        assert "changed outside" not in notes(pilot)
        with Workspace.open(sample) as workspace:
            facts = workspace.facts
            assert (facts.union.name, facts.union.signatories) == ("Local 5: [us]", ("Bo Ames", "Ида"))
            assert facts.units == ("Teachers and specialists", "Paraprofessionals")
        await press(pilot, "p")
        await say(pilot, (*stood[:6], "soon", *stood[7:]))
        assert "is no day" in screen_text(pilot)


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
