"""The session: the log's acts, notes on items, the clock, and that nothing but log and passes is written."""

from pathlib import Path

import pytest
from screens_kit import NOW, notes, place, press, say, screen_text, screens, shown, without_costs

from negotiate.bargaining.session import Entered
from negotiate.tui.screens.session import SessionScreen
from negotiate.workspace import sessions
from negotiate.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)


async def test_a_session_from_its_begin_to_its_end(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "S", "e")
        assert "No session is running" in notes(pilot)
        await press(pilot, "s")
        await say(pilot, ("Town hall", "Ada Brook, Eve Cole", "2026-05-04 09:00"))
        assert "1:00 since it began" in screen_text(pilot)  # the clock is set at 10:00
        await press(pilot, "down", "w")
        await say(pilot, ("they asked for [enrolment]", "district@1", "2026-05-04 09:10"))
        log = shown(pilot, "#view")
        assert "2 Social workers, District 1: they asked for [enrolment]" in log
        assert "present: Ada Brook, Eve Cole" in log
        await press(pilot, "r")
        await say(pilot, ("ten minutes", "2026-05-04 09:30"))
        await press(pilot, "X")
        await say(pilot, 1, ("named a pupil",), True)
        await press(pilot, "e")
        await say(pilot, ("", ""))
    with Workspace.open(sample) as workspace:
        log_ = sessions.entries(workspace)
    assert sorted(one.kind for one in log_) == [Entered.CAUCUS, Entered.END, Entered.NOTE, Entered.START]
    (struck,) = (one for one in log_ if one.kind is Entered.NOTE)
    assert (struck.words, struck.struck_why) == ("", "named a pupil")
    assert log_[0].present == ("Ada Brook", "Eve Cole")


async def test_table_view_is_the_default_in_a_session(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        sessions.start(workspace, "", (), None)
    async with screens(sample) as pilot:
        await press(pilot, "S")
        assert place(pilot) == "TableView"
        await press(pilot, "f6", "tab", "enter")
        assert place(pilot) == "SessionScreen"


async def test_passes_are_made_there_and_nothing_else(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "S", "a")
        await say(pilot, 0, (NOW,), True)
        with Workspace.open(sample) as workspace:
            assert workspace.item("1").state.value == "awaiting-signature"
        kept = {binding.action for binding in SessionScreen.BINDINGS}  # type: ignore[union-attr]
        assert (
            not {f"do('{act}')" for act in ("draft", "hold", "withdraw", "reject", "sign", "reopen")} & kept
        )


async def test_a_time_that_is_none_is_told_and_nothing_is_entered(sample: Path) -> None:
    async with screens(sample, (60, 15)) as pilot:
        await press(pilot, "S", "s")
        await say(pilot, ("", "", "noon"))
        assert "is not a time" in screen_text(pilot)
    with Workspace.open(sample) as workspace:
        assert sessions.entries(workspace) == ()
