"""Every act of the screens has its command; every command has its act, or is run by its line; acts done less often."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest
from screens_kit import NOW, notes, place, press, say, screen_text, screens, settle, state_of, without_costs
from textual.binding import Binding

from negotiate.cli import build_parser
from negotiate.tui.as_commands import AS_COMMANDS, command_of
from negotiate.tui.dialogs import Tell
from negotiate.tui.item_table import ItemTable
from negotiate.tui.line_view import LineView
from negotiate.tui.place import COMMON, GOING, Place
from negotiate.tui.places import PLACES, made_by
from negotiate.tui.screens.draft import DraftScreen
from negotiate.tui.screens.item import ItemScreen
from negotiate.tui.screens.items import Items
from negotiate.tui.screens.sides import Sides
from negotiate.tui.screens.table import TableView
from negotiate.workspace.workspace import Workspace

MOVING = {  # acts that only look or move about: nothing to be had from a command
    "back", "refresh", "next", "previous", "next-change", "previous-change", "filter", "from", "to", "read",
    "clause", "editor", "start-again", "which", "large", "later", "earlier", "union", "district", "agreed",
    "agreement", "table", "members", "board", "team", "all", "pay", "record", "left", "votes", "look", "staff",
    "schedules", "more", "less", "reading", "reset", "up", "down", "sort", "group", "key", "pick", "choose", "theirs", "ours",
}  # fmt: skip
BY_LINE = {  # commands without an act of their own: f4 runs them by their line
    "demo", "init", "board", "item list", "cost-staff", "cost-enrolment",
    "cost-positions", "cost-raises", "session show", "cost-distance", "hand",
    "serve",  # the screens themselves, in a browser
}  # fmt: skip


def bindings() -> Iterator[Binding]:
    places: list[type[Place]] = [Items, ItemScreen, DraftScreen, TableView, Sides, *map(made_by, PLACES)]
    listed = [one for found in places for one in found.BINDINGS]
    for one in (*ItemTable.BINDINGS, *listed, *COMMON, *GOING):
        assert isinstance(one, Binding)
        yield one


def commands(parser: argparse.ArgumentParser, above: str = "") -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from list(commands(inner, f"{above}{name} ")) or [f"{above}{name}"]


def test_every_act_has_its_command_and_every_command_its_act() -> None:
    acts = {
        one.action.removeprefix("do('").removesuffix("')")
        for one in bindings()
        if one.action.startswith("do(")
    }
    assert acts - MOVING - set(AS_COMMANDS) == set()
    there = set(commands(build_parser()))
    assert set(AS_COMMANDS.values()) - there == set()
    done = {command_of(one.action) for one in bindings()} - {""}
    assert there - done - BY_LINE == set()


def test_every_act_can_be_done_and_says_what_it_does() -> None:
    every: list[type[Place]] = [Items, ItemScreen, DraftScreen, TableView, Sides, *map(made_by, PLACES)]
    for found in every:
        keys: list[str] = []
        for one in found.BINDINGS:
            assert isinstance(one, Binding) and one.tooltip, (found, one)
            if one.action.startswith("do('"):
                name = one.action.removeprefix("do('").removesuffix("')").replace("-", "_")
                assert callable(getattr(found, f"do_{name}", None)), (found, name)
            keys += one.key.split(",")
        assert len(keys) == len(set(keys)), (found, sorted(keys))
        taken = {key for one in LineView.BINDINGS if isinstance(one, Binding) for key in one.key.split(",")}
        letters = {key for key in keys if len(key) == 1}
        assert not letters & taken, (found, letters & taken)  # a list or text would take the key


async def test_package_split_concept_and_ink(
    sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_costs(monkeypatch)
    with Workspace.open(sample) as workspace:
        five = workspace.item("5")
        last = five.last
        assert last is not None
        clauses = workspace.item("1").clauses
        from negotiate.agreement.citations import Index
        from negotiate.agreement.citations import place as placed

        text = workspace.agreement_at(last.text)
        index = Index(placed(text), text.main)
        words = "\n\n".join(one.block.canonical for one in index.clause("IX.A.2(e)"))
    (tmp_path / "ink.txt").write_text(words.replace("2", "3", 1), encoding="utf-8")
    async with screens(sample) as pilot:
        await press(pilot, "enter", "K")
        await say(pilot, ("Staff [all]", "2"))
        await press(pilot, "A")
        await say(pilot, 0, (NOW,), True)
        assert place(pilot) in ("ItemScreen", "Tell")
        if place(pilot) == "Tell":
            await press(pilot, "escape")
        await press(pilot, "X")
        await say(pilot, ("no",), True)
        assert "is rejected" in notes(pilot)
        await press(pilot, "S")
        await say(pilot, ("Licensure", clauses[1]))
        with Workspace.open(sample) as workspace:
            assert workspace.item("6").title == "Licensure"
        await press(pilot, "e")
        await say(pilot, ("both want it",), True)
        assert state_of(sample, 1) == "agreed-in-concept"
        await press(pilot, "A")
        assert "in no package" in notes(pilot)
        await press(pilot, "ctrl+l")
        assert isinstance(pilot.app.screen, Tell)
        said = said_in(pilot.app.screen).split("\n")
        assert "in no package" in said[0] and any("is rejected" in one for one in said[1:])
        await press(pilot, "escape")
        await press(pilot, "escape", "end", "up", "enter", "I")
        await say(pilot, ("IX.A.2(e)", str(tmp_path / "ink.txt"), "", "", NOW), True)
        with Workspace.open(sample) as workspace:
            assert workspace.item("5").ink is not None, screen_text(pilot)


async def test_passes_go_out_and_a_command_is_run(
    sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    without_costs(monkeypatch)
    async with screens(sample) as pilot:
        await press(pilot, "B")
        await say(pilot, (str(tmp_path / "x.bundle"), "1"))
        assert (tmp_path / "x.bundle").stat().st_size > 0 and "written" in screen_text(pilot)
        await press(pilot, "escape", "f4")
        await say(pilot, ("show IV.C.3(a); $(touch no)",))
        await settle(pilot, money=True)
        assert isinstance(pilot.app.screen, Tell)
        assert "a word too many" in said_in(pilot.app.screen) and not (tmp_path / "no").exists()
        await press(pilot, "escape", "f4")
        await say(pilot, ("negotiate show 'IV.C.3(a)'",))
        await settle(pilot, money=True)
        assert isinstance(pilot.app.screen, Tell) and "1 to 900" in said_in(pilot.app.screen)


def said_in(dialog: Tell) -> str:
    return "\n".join(one.text for one in dialog.paragraphs)
