"""The guided tour, played from its first step to its last with the keys it names."""

import json
from pathlib import Path

import pytest
from screens_kit import (
    NOW,
    notes,
    place,
    press,
    program,
    say,
    screen_text,
    screens,
    settle,
    shown,
    without_costs,
)
from textual.binding import Binding
from textual.widgets import Input

from negotiate.bargaining.parties import Side
from negotiate.bargaining.states import State
from negotiate.cli import main
from negotiate.tui.place import Place
from negotiate.tui.places import PLACES, made_by
from negotiate.tui.screens.draft import DraftScreen
from negotiate.tui.screens.item import ItemScreen
from negotiate.tui.screens.items import Items
from negotiate.tui.tour_steps import END, STEPS, with_keys
from negotiate.tui.touring import TourPane
from negotiate.workspace.touring import COUNTER, keep
from negotiate.workspace.workspace import Workspace


class _Named(dict[str, str]):
    """A person's keys that change none, and keep what was asked for: (act's id, its own key)."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str]] = []

    def get(self, act: str, key: str) -> str:  # type: ignore[override]
        self.asked.append((act, key))
        return key


def test_every_key_the_tour_names_is_the_key_of_that_act() -> None:
    places: list[type[Place]] = [Items, ItemScreen, DraftScreen, *map(made_by, PLACES)]
    keys = {
        one.id: {one.key, one.key.split(",")[0]}
        for found in places
        for one in found.BINDINGS
        if isinstance(one, Binding)
    }
    named = _Named()
    for step in STEPS:
        with_keys(f"{step.do} {step.see}", named)
    assert len(named.asked) >= len(STEPS)
    assert [(act, key) for act, key in named.asked if key not in keys.get(act, set())] == []
    assert with_keys("press [itemscreen.draft d] now", {"itemscreen.draft": "f9"}) == "press f9 now"


def test_a_list_where_there_are_no_screens(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workspace.open(sample) as record:
        keep(record, ["items", "read"])
    assert main(["tour", str(sample), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["step"] for one in told] == [one.id for one in STEPS]
    assert [one["step"] for one in told if one["done"]] == ["items", "read"]
    assert main(["tour", str(sample)]) == 0  # no terminal: the list as text
    assert "✓  2  The agreement\n      a opens the agreement." in capsys.readouterr().out
    (tmp_path / "a.txt").write_text("ARTICLE I\nPAY\n\nA. Pages are paid weekly.\n", encoding="utf-8")
    assert main(["init", str(tmp_path / "real"), "--from", str(tmp_path / "a.txt")]) == 0
    assert main(["tour", str(tmp_path / "real")]) == 3
    assert "the tour runs in a demo workspace only" in capsys.readouterr().err


async def test_a_whole_round(sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_costs(monkeypatch)
    monkeypatch.chdir(tmp_path)
    async with screens(sample, size=(80, 24)) as pilot:
        app = program(pilot)

        def stands() -> str:
            assert app.tour is not None
            return app.tour.step.id

        async def then(step: str, says: str = "") -> None:
            """The tour is at ``step`` now, and its pane says so."""
            for _ in range(40):
                await settle(pilot)
                if stands() == step:
                    break
                await pilot.pause(0.05)
            assert stands() == step, screen_text(pilot)
            await settle(pilot)
            wanted = says or next((one for one in STEPS if one.id == step), END).title
            assert wanted in str(app.screen.query_one(TourPane).render()), screen_text(pilot)

        async def final() -> None:
            await press(pilot, "tab", "enter")

        async def fill(words: str) -> None:
            """Words pasted into the line that is asked for, and enter."""
            assert isinstance(app.focused, Input)
            app.focused.value = words
            await press(pilot, "enter")

        with Workspace.open(sample) as record:

            def item(number: int = 2) -> tuple[State, str]:
                one = record.item(str(number))
                return one.state, one.passes[-1].name

            await press(pilot, "f3")
            await then("items")
            await press(pilot, "down")
            await then("read")
            await press(pilot, "a", "g")
            await fill("IV.C.4(a)")
            await then("cost")
            await press(pilot, "escape", "enter", "3")
            await settle(pilot, money=True)
            await then("draft")
            await press(pilot, "d")
            screen = app.screen
            assert isinstance(screen, DraftScreen)
            at = screen.editor.text.index("350")
            screen.editor.replace("450", (0, at), (0, at + 3))
            await settle(pilot, money=True)
            await press(pilot, "ctrl+s")
            await then("pass")
            assert [ref.name for ref in record.drafts_of(record.item("2"))] != []
            await press(pilot, "escape", "h", "enter", "enter", "enter")
            await final()
            await then("receive")
            assert item() == (State.COUNTERED, "Union 3")
            assert (sample / COUNTER).is_file()
            await press(pilot, "i")
            await fill(COUNTER)
            await press(pilot, "enter", "enter", "enter")
            assert place(pilot) == "Confirm", screen_text(pilot)
            assert "CHANGED WITHOUT A MARK" in screen_text(pilot)
            await final()
            await then("quiet")
            assert item() == (State.COUNTERED, "District 3")
            last = record.item("2").last
            assert last is not None and last.side is Side.DISTRICT and last.unmarked == ("IV.C.4(a)",)
            await press(pilot, "1", "f", "end", "up", "enter")
            await then("package")
            assert "2026-]" in shown(pilot, "#view") and "2027+]" in shown(pilot, "#view")
            await press(pilot, "f3", "end", "enter")
            assert app.tour is None and not app.screen.query(TourPane)
            await press(pilot, "f3")  # taken up where it was left
            await then("package")
            await press(pilot, "K")
            await fill("Staffing")
            await fill("4")
            await press(pilot, "enter")
            await then("accept")
            assert item()[0] is State.PACKAGED and item(4)[0] is State.PACKAGED
            await press(pilot, "A", "down", "enter", "enter", "enter")
            await final()
            await then("table")
            assert item()[0] is State.AWAITING_SIGNATURE
            await press(pilot, "f6")
            await then("sign", "f6 leaves")
            await press(pilot, "f6")
            await final()
            await press(pilot, "s", *["enter"] * 5)
            await final()
            await then("undo")
            assert item()[0] is State.TA
            await press(pilot, "escape", "down", "enter", "o")
            await fill("until the caseload report")
            await press(pilot, "enter")
            assert item(3)[0] is State.HELD
            await press(pilot, "u")
            await final()
            await then("back")
            assert item(3)[0] is State.COUNTERED
            await press(pilot, "escape", "H", "end", "up", "enter")
            await then("packet")
            await press(pilot, "escape", "escape", "P", "2", "down", "enter", "w", "enter", "enter", "enter")
            await then("ratify")
            assert (sample / "packet-for-members.docx").read_bytes()[:2] == b"PK"
            await press(pilot, "escape", "T")
            await press(pilot, "v", *["enter"] * 7)
            await final()
            for _ in range(3):
                await press(pilot, "v")
                await say(pilot, 0, (NOW,), True)
            await then("successor")
            assert item()[0] is State.RATIFIED
            await press(pilot, "W", "enter", "enter", "enter")
            await then("")
            assert (sample / "agreement.docx").read_bytes()[:2] == b"PK"
        await press(pilot, "f3", "end", "enter")
        assert app.tour is None and not app.screen.query(TourPane)
        assert Path.cwd() == tmp_path and [*tmp_path.iterdir()] == [sample]
        assert "cannot" not in notes(pilot)
