"""An item: what is shown of it, and every act with its question, its effect and its refusal."""

from pathlib import Path

import pytest
from screens_kit import (
    NOW,
    notes,
    press,
    program,
    say,
    screen_text,
    screens,
    settle,
    shown,
    state_of,
    without_costs,
    write,
)
from textual.widgets import Button

from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item
from negotiate.tui.dialogs import Choose, Confirm, Tell
from negotiate.tui.line_view import LineView
from negotiate.tui.screens.item import ItemScreen
from negotiate.workspace.packages import package
from negotiate.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)


def item(folder: Path, number: int) -> Item:
    with Workspace.open(folder) as workspace:
        return workspace.item(str(number))


async def test_redline_apart_and_cost_of_any_two_texts(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter")
        assert "V.B.3(d)" in shown(pilot, "#view")
        assert "three (3)" in shown(pilot, "#view") and "[+four (4)+]" in shown(pilot, "#view")
        view = pilot.app.screen.query_one("#view", LineView)
        await press(pilot, "n", "n")
        assert view.change == 1
        assert "change 2 of 4 · V.B.3(d)" in screen_text(pilot)
        await press(pilot, "p")
        assert "change 1 of 4" in screen_text(pilot)
        await press(pilot, "2")
        assert "only they (district) change it" in shown(pilot, "#view")
        await press(pilot, "3")
        await settle(pilot, money=True)
        assert "$2,214,838" in shown(pilot, "#view")  # as `negotiate cost 1:district` says
        await press(pilot, "1", "f")
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "down", "down", "enter")  # from Union 1
        screen = pilot.app.screen
        assert isinstance(screen, ItemScreen)
        assert screen.old.endswith("union@1") and screen.new.endswith("district@2")
        assert "from [Union 1]" in screen_text(pilot)


async def test_a_pass_in_the_list_shows_what_it_changes(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "shift+tab", "up", "enter")
        screen = pilot.app.screen
        assert isinstance(screen, ItemScreen)
        assert screen.new.endswith("union@2")
        assert "fifteen (15)" in shown(pilot, "#view")


async def test_current_language_asks_first_and_defaults_to_no(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "c", "enter", "enter", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, Confirm)
        assert "cannot be undone" in screen_text(pilot)
        assert dialog.query_one("#no", Button).has_focus
        await press(pilot, "enter")
        assert len(item(sample, 1).passes) == 4
        await press(pilot, "c", "enter", "enter", "enter", "tab", "enter")
        passes = item(sample, 1).passes
        assert [one.name for one in passes][-1] == "Union 3"
        assert passes[-1].how.value == "current"
        assert "Union 3" in screen_text(pilot)


async def test_accept_then_sign_then_reopen(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "a")
        assert "The union accepts District 2" in screen_text(pilot)
        await say(pilot, 0, (NOW,), True)
        now = item(sample, 1)
        assert now.state.value == "awaiting-signature"
        assert len({one.digest for one in now.passes[-2:]}) == 1
        await press(pilot, "s")
        await say(pilot, ("Renata Okonjo", "Delia Marchetti-Roe", NOW, ""), True)
        assert state_of(sample, 1) == "TA"
        assert "TA ✓" in screen_text(pilot)
        await press(pilot, "h")
        assert "must be reopened first" in notes(pilot)
        await press(pilot, "O")
        await say(pilot, ("a mistake in the count",), True)
        assert state_of(sample, 1) == "reopened"


async def test_one_side_may_sign_first(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "down", "down", "down", "down", "enter", "s", "enter")
        await press(pilot, *["backspace"] * 1)  # the district's name, selected, is taken out
        await press(pilot, "enter", "enter", "enter", "enter")
        assert "has yet to sign" not in notes(pilot)
        await press(pilot, "tab", "enter")
        assert "the district has yet to sign" in notes(pilot)
        assert state_of(sample, 5) == "awaiting-signature"


async def test_signing_two_texts_is_refused_with_the_reason(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "s")
        assert "cannot be signed" in notes(pilot)
        assert state_of(sample, 1) == "countered"


@pytest.mark.parametrize(("key", "state"), [("o", "held"), ("w", "withdrawn"), ("x", "rejected")])
async def test_hold_withdraw_reject(sample: Path, key: str, state: str) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", key)
        await say(pilot, ("for now",))
        if key != "o":
            await say(pilot, True)
        found = item(sample, 1)
        assert found.state.value == state
        assert found.events[-1].why == "for now"


async def test_a_package_is_accepted_whole_and_says_so_before(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        package(workspace, "staff", ["1", "2"])
    async with screens(sample) as pilot:
        await press(pilot, "enter", "A")
        await say(pilot, 0, (NOW,))  # we, the union, accept what the district offers in it
        assert "Every item of staff, as the other side offers it." in screen_text(pilot)
        await say(pilot, True)
        assert [state_of(sample, number) for number in (1, 2, 3)] == [
            "awaiting-signature", "awaiting-signature", "countered",
        ]  # fmt: skip


async def test_draft_ready_recall_hand(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "h")
        assert "There is no draft" in notes(pilot)
        await press(pilot, "d")
        await write(pilot, "X")
        await press(pilot, "ctrl+s", "escape", "h", "down", "enter")
        ready = item(sample, 1).ready
        assert ready is not None and ready.name == "Union 3"
        assert "Union 3 is ready, not yet across" in shown(pilot, "#passes")
        await press(pilot, "r")
        assert item(sample, 1).ready is None
        await press(pilot, "h")
        await say(pilot, 0, (NOW,), True)
        now = item(sample, 1)
        assert now.last is not None and now.last.name == "Union 3"
        assert now.ball is Side.DISTRICT
        assert now.last.at is not None and now.last.at.isoformat().startswith("2026-05-04T10:00")


async def test_a_what_if_takes_no_number_and_a_wrong_time_is_told(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "d")
        await write(pilot, "Y")
        await press(pilot, "ctrl+s", "escape", "h")
        await say(pilot, 2, ("yesterday",))
        assert isinstance(pilot.app.screen, Tell)
        assert "is not a time" in screen_text(pilot)
        await press(pilot, "escape", "h")
        await say(pilot, 2, (NOW,), True)
        now = item(sample, 1)
        assert len(now.floated) == 1 and len(now.passes) == 4


async def test_a_received_file_becomes_their_pass(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = tmp_path / "counter [b].txt"
    with Workspace.open(sample) as workspace:
        clause = workspace.baseline_index().clause("IV.A.5")
        words = "\n\n".join(one.block.canonical for one in clause if not one.block.rows)
    counter.write_text(words.replace("shall", "may", 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    async with screens(sample) as pilot:
        await press(pilot, "down", "down", "down", "enter", "i")
        await say(pilot, (counter.name, NOW, ""), True)
        found = item(sample, 4)
        assert found.last is not None and found.last.side is Side.DISTRICT, screen_text(pilot)
        assert "may" in shown(pilot, "#view")


async def test_a_time_before_the_last_pass_is_refused(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "enter", "a")
        await say(pilot, 0, ("2026-01-01 09:00",), True)
        assert isinstance(pilot.app.screen, Tell)
        assert "lies before District 2" in screen_text(pilot)
        assert len(item(sample, 1).passes) == 4
        assert program(pilot).last_fault is not None
