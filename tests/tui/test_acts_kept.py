"""No act is lost: not where another follows before it is done, nor where its screen was left meanwhile."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from screens_kit import notes, place, press, program, screen_text, screens, settle, without_costs

from negotiate.common.errors import Refused
from negotiate.tui.dialogs import Confirm
from negotiate.tui.place import Place
from negotiate.tui.room import Desk
from negotiate.workspace.sessions import entries
from negotiate.workspace.workspace import Workspace


def _holding(until: Event) -> Callable[[Desk], None]:
    def ask(_desk: Desk) -> None:
        assert until.wait(20)

    return ask


async def test_notes_typed_while_the_first_waits_are_all_in_the_log(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_costs(monkeypatch)
    go = Event()
    async with screens(sample) as pilot:
        await press(pilot, "S")
        app, screen = program(pilot), pilot.app.screen
        assert isinstance(screen, Place)
        app.desk.ask("held", _holding(go), lambda _: None, lambda _: None)
        for words in ("first", "second", "third"):
            await pilot.press("w")
            await pilot.pause()
            assert place(pilot) == "Ask"
            pilot.app.screen.dismiss((words, "", ""))
            await pilot.pause()
        app._watched((("else", "where"),))  # an act is under way: what changes is ours
        go.set()
        await settle(pilot)
        app._watch()
        await settle(pilot)
        assert "outside this window" not in notes(pilot)
    with Workspace.open(sample) as workspace:
        said = [one.words for one in entries(workspace)]
    assert said[-3:] == ["first", "second", "third"]


async def test_a_fault_of_an_act_is_told_where_its_screen_was_left(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_costs(monkeypatch)

    def refuses(_desk: Desk) -> None:
        raise Refused("a rule forbids it")

    go = Event()
    async with screens(sample) as pilot:
        await press(pilot, "H")
        screen = pilot.app.screen
        assert isinstance(screen, Place)
        program(pilot).desk.ask("held", _holding(go), lambda _: None, lambda _: None)
        screen.ask("act", refuses, lambda _: None, act=True)
        screen.ask("read", refuses, lambda _: None)
        await pilot.press("escape")
        await pilot.pause()
        go.set()
        await settle(pilot)
        assert place(pilot) == "Tell" and "a rule forbids it" in screen_text(pilot)
        await press(pilot, "enter")
        assert place(pilot) == "Items"
        assert not program(pilot).acting


async def test_a_long_text_before_an_act_is_scrolled_whatever_has_the_focus(sample: Path) -> None:
    async with screens(sample, (80, 24)) as pilot:
        for lines, more in ((3, False), (60, True)):
            text = "\n".join(f"line {at}." for at in range(lines))
            pilot.app.push_screen(Confirm("Sure?", text, "Do it"))
            await settle(pilot)
            assert ("page down shows the rest" in screen_text(pilot)) is more
            await press(pilot, *["pagedown"] * 8)
            assert f"line {lines - 1}." in screen_text(pilot)
            await press(pilot, "enter")  # Cancel still has the focus
            assert place(pilot) == "Items"
