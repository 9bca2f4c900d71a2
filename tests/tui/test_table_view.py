"""Table view: nothing of ours is anywhere on the screen, wherever it was opened from."""

import itertools
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
    write,
)
from test_acts_and_commands import bindings
from textual.binding import Binding

from negotiate.agreement.editing import Edit, EditKind
from negotiate.bargaining.parties import Side
from negotiate.bargaining.states import Act
from negotiate.common.errors import BadInput
from negotiate.tui.place import COMMON, GOING
from negotiate.tui.places import PLACES
from negotiate.tui.screens.agreement import AgreementReader
from negotiate.tui.screens.table import TableView
from negotiate.workspace import actions, packages, sessions
from negotiate.workspace.workspace import Workspace

CANARIES = {name: f"KANARI{name}" for name in
            ("draft", "ready", "title", "package", "why", "note", "place", "typed", "target", "toast")}  # fmt: skip


@pytest.fixture
def laden(sample: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a word of its own in every private place."""
    without_costs(monkeypatch)
    with Workspace.open(sample) as workspace:
        at = workspace.now()
        said = CANARIES
        clause = workspace.baseline_index().clause("IV.A.5")[0].block
        edits = [Edit(EditKind.REPLACE, "IV.A.5", f"{clause.label} {said['draft']}")]
        actions.draft(workspace, "4", Side.UNION, edits)
        actions.open_item(workspace, f"{said['title']} targets", ["VI.A.1"])
        other = workspace.baseline_index().clause("IV.C.4(a)")[0].block
        made = actions.open_item(workspace, f"{said['target']}", ["IV.C.4(a)"]).item
        actions.draft(
            workspace, str(made.number), Side.UNION,
            [Edit(EditKind.REPLACE, "IV.C.4(a)", f"{other.label} {said['ready']}")],
        )  # fmt: skip
        actions.make_pass(workspace, str(made.number), Side.UNION, None)
        packages.package(workspace, said["package"], ["1", "2"])
        actions.change_state(workspace, "3", Act.HELD, Side.UNION, said["why"])
        sessions.start(workspace, said["place"], (), at)
        sessions.note(workspace, said["note"], "1", "", at)
    return sample


def leaks(text: str) -> list[str]:
    """The private words that stand in a text, and any sum of money that is not in the language."""
    return [word for word in CANARIES.values() if word in text]


OPENED_FROM = (("enter",), ("enter", "d"), ("S",))
STEPS = ("1", "2", "3", "down", "l", "right_square_bracket", "l", "question_mark", "escape", "w", "escape")


async def test_nothing_of_ours_is_on_the_screen(laden: Path) -> None:
    async with screens(laden) as pilot:
        for opened in ((), *OPENED_FROM):
            await press(pilot, *opened)
            pilot.app.notify(f"{CANARIES['toast']} before")
            if not program(pilot).table.on:  # a running session opens it by itself
                await press(pilot, "f6")
            assert place(pilot) == "TableView", opened
            pilot.app.notify(f"{CANARIES['toast']} while")
            program(pilot).show_fault(BadInput(CANARIES["toast"]))
            await settle(pilot)
            for step in ("1", *(() if opened else STEPS)):
                await press(pilot, step)
                text = screen_text(pilot)
                assert not leaks(text), (opened, step)
                assert "cost" not in text.replace("No cost, note", "").casefold(), (opened, step)
                assert not leaks(f"{pilot.app.title} {pilot.app.sub_title}")
            await press(pilot, "escape")
            assert place(pilot) == "Confirm"
            assert not leaks(screen_text(pilot))
            await press(pilot, "tab", "enter")
            while place(pilot) != "Items":
                await press(pilot, "escape")


async def test_it_covers_every_place(laden: Path) -> None:
    async with screens(laden) as pilot:
        app = program(pilot)
        for one in PLACES:
            app.open(one.name)
            await settle(pilot)
            app.notify(CANARIES["toast"])
            if not app.table.on:  # a running session opens it by itself
                app.action_table()
            await settle(pilot)
            said = f"{screen_text(pilot)} {app.title} {app.sub_title}"
            assert place(pilot) == "TableView" and not leaks(said), one.name
            assert one.words not in said
            app.leave_table()
            app.pop_screen()


async def test_no_key_leads_to_anything_of_ours(laden: Path) -> None:
    """Every key that does something anywhere in the program, pressed in the table view and in its reader."""
    every = {key for one in bindings() for key in one.key.split(",")} - {"ctrl+q", "f6", "f2"}
    own = (one for one in (*COMMON, *GOING, *AgreementReader.BINDINGS) if isinstance(one, Binding))
    readers = {key for one in own for key in one.key.split(",")}
    async with screens(laden) as pilot:
        await press(pilot, "f6")
        for start in ("TableView", "PublicReader"):
            if start == "PublicReader":
                await press(pilot, "a")
            for key in sorted(every if start == "TableView" else readers):
                await press(pilot, key)
                name, text = place(pilot), screen_text(pilot)
                assert name in ("TableView", "PublicReader", "Ask", "Confirm", "Tell", "Choose"), (key, name)
                assert not leaks(text) and "$1" not in text.replace("$1,", ""), key
                assert not leaks(" ".join(str(one.tooltip) for one in pilot.app.screen.query("*"))), key
                for _ in range(4):
                    if place(pilot) == start:
                        break
                    if place(pilot) == "Confirm":
                        await say(pilot, False)
                    else:
                        await press(pilot, "a" if place(pilot) == "TableView" else "escape")
                assert place(pilot) == start, key


async def test_palette_and_reader_show_nothing_of_ours(laden: Path) -> None:
    async with screens(laden, (140, 45)) as pilot:
        await press(pilot, "f6", "ctrl+p")
        assert place(pilot) == "CommandPalette"
        for words in ("", "k"):
            await write(pilot, words)
            await pilot.pause(0.3)
            assert not leaks(screen_text(pilot))
        for act in ("Draft", "Undo", "Money", "Session"):
            assert act not in screen_text(pilot)
        await press(pilot, "escape", "escape")
        if place(pilot) != "TableView":
            await press(pilot, "escape")
        await press(pilot, "a", "g")
        await write(pilot, "ZZ.9")
        await press(pilot, "enter")
        assert "ZZ.9" in screen_text(pilot) and not leaks(screen_text(pilot))
        await press(pilot, "ctrl+g")
        assert not leaks(screen_text(pilot))


async def test_the_passes_of_both_sides_are_there(laden: Path) -> None:
    async with screens(laden) as pilot:
        await press(pilot, "f6")
        view = pilot.app.screen
        assert isinstance(view, TableView) and view.page is not None
        assert [one.number for one in view.page.items] == [1, 2, 3, 4, 5]
        await press(pilot, "2")
        assert "[+four (4)+]" in shown(pilot, "#view") and "District 2" in shown(pilot, "#view")
        await press(pilot, "1")
        assert "Union 2" in shown(pilot, "#view")
        await press(pilot, "3")
        assert "Nothing is agreed" in shown(pilot, "#view")


async def test_what_waits_comes_when_the_table_view_is_left(laden: Path) -> None:
    async with screens(laden) as pilot:
        await press(pilot, "f6")
        pilot.app.notify("told later")
        await settle(pilot)
        assert "told later" not in screen_text(pilot)
        await press(pilot, "f6", "tab", "enter")
        assert "told later" in notes(pilot)


async def test_a_note_is_taken_unseen_and_stands_in_the_log(laden: Path) -> None:
    async with screens(laden) as pilot:
        await press(pilot, "f6", "down", "w")
        assert place(pilot) == "Ask"
        await write(pilot, CANARIES["typed"])
        assert not leaks(screen_text(pilot))
        await press(pilot, "enter", "enter")
        assert not leaks(screen_text(pilot))
    with Workspace.open(laden) as workspace:
        about = {one.words: one.item for one in sessions.entries(workspace)}
        assert about[CANARIES["typed"]] == workspace.item("2").id


async def test_large_type_is_twice_as_wide(laden: Path) -> None:
    async with screens(laden) as pilot:
        await press(pilot, "f6", "l")
        assert "I n c l u s i o n" in screen_text(pilot).replace("\u00a0", " ")
        await press(pilot, "l")
        assert "Inclusion" in screen_text(pilot)


def test_the_canaries_differ() -> None:
    pairs = itertools.permutations(CANARIES.values(), 2)
    assert not [one for one, other in pairs if one in other]
    assert NOW
