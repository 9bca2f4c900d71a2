"""The packet: what is chosen, what is in it and what is not, and the file that is written."""

from pathlib import Path

import pytest
from screens_kit import notes, place, press, say, screens, settle, shown, without_costs

from negotiate.agreement.editing import Edit, EditKind
from negotiate.bargaining.parties import Side
from negotiate.tui.screens.packet import PacketScreen
from negotiate.workspace import actions
from negotiate.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_costs(monkeypatch)
    monkeypatch.chdir(tmp_path)


async def test_choose_look_and_write(sample: Path, tmp_path: Path) -> None:
    with Workspace.open(sample) as workspace:
        clause = workspace.baseline_index().clause("IV.A.5")[0].block
        edit = Edit(EditKind.REPLACE, "IV.A.5", f"{clause.label} KANARI in a draft")
        actions.draft(workspace, "4", Side.UNION, [edit])
    async with screens(sample) as pilot:
        await press(pilot, "P")
        screen = pilot.app.screen
        assert isinstance(screen, PacketScreen)
        said = shown(pilot, "#view")
        assert "Union 2 on item 1, Inclusion staffing" in said and "costs" in said.split("─")[0]
        assert "[+18+]" in said
        await press(pilot, "space")
        assert "Nothing is chosen" in shown(pilot, "#view")
        await press(pilot, "w")
        assert "Nothing is chosen" in notes(pilot)
        await press(pilot, "a", "1")
        inside, _, outside = shown(pilot, "#view").split("─")[0].partition("Not in it")
        assert "item 4, Class size" in inside and "item 4: 1 draft" in outside
        await press(pilot, "w")
        await say(pilot, ("for [them].md", ""))
        written = (tmp_path / "for [them].md").read_text(encoding="utf-8")
        assert "Item 4. Class size" in written and "KANARI" not in written
        assert "for [them].md written" in notes(pilot)


async def test_costs_for_the_other_side_ask_first(sample: Path, tmp_path: Path) -> None:
    async with screens(sample, (80, 24)) as pilot:
        await press(pilot, "P", "c")
        await settle(pilot, money=True)
        assert "its cost, headed as our estimate" in shown(pilot, "#view")
        await press(pilot, "w")
        await say(pilot, ("p.md", ""))
        assert place(pilot) == "Confirm"
        await press(pilot, "enter")  # Cancel has the focus
        await settle(pilot, money=True)
        assert not (tmp_path / "p.md").exists()


async def test_what_cannot_be_printed_says_why(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        actions.open_item(workspace, "Parking", ["VI.A.1"])
    async with screens(sample) as pilot:
        await press(pilot, "P", "enter", "end", "enter", "w")
        assert "no pass" in shown(pilot, "#view")
        assert "cannot be made yet" in notes(pilot)
