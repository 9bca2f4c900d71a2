"""Home: the items, the filter, the preview, a new item, undo, the theme, help and palette."""

import re
from pathlib import Path

import pytest
from screens_kit import (
    NOW,
    Screens,
    press,
    program,
    say,
    screen_text,
    screens,
    settle,
    shown,
    state_of,
    until,
    without_costs,
    write,
)
from textual.command import CommandPalette
from textual.widgets import DataTable, Footer, Input, OptionList
from textual.widgets._footer import FooterKey

from negotiate.agreement.editing import Edit, EditKind
from negotiate.bargaining.parties import Side
from negotiate.tui.dialogs import Tell
from negotiate.tui.item_rows import Group
from negotiate.tui.line_view import LineView
from negotiate.tui.screens.agreement import AgreementReader
from negotiate.tui.screens.items import Items
from negotiate.tui.settings import remembered_theme
from negotiate.workspace.actions import draft, open_item
from negotiate.workspace.listing import BoardRow, board_rows
from negotiate.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "with_its_cost" in request.node.name:
        monkeypatch.setenv("NEGOTIATE_NOW", NOW)
    else:
        without_costs(monkeypatch)


async def test_every_item_is_listed_with_its_cost(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        rows = board_rows(workspace)
    async with screens(sample, (140, 40)) as pilot:
        await settle(pilot, money=True)
        text = screen_text(pilot)
        for row in rows:
            assert row.title in text
            assert row.cost is not None
            assert f"${(row.cost[0][1] + 50) // 100:,}" in text
        assert "5 items · 0 agreed · 3 for us to answer" in text
        await until(pilot, lambda: "10,420,082" in screen_text(pilot))
        await until(pilot, lambda: "1st year: ours" in shown(pilot, "#preview"))
        text = screen_text(pilot)
        for figures in (  # `cost distance` says so
            ("ours", "$19,096,078", "$24,990,166", "$31,109,405"),
            ("theirs", "$9,314,806", "$14,888,679", "$20,689,323"),
            ("apart", "$9,781,272", "$10,101,488", "$10,420,082"),
        ):
            assert any(line.split()[:4] == [*figures] for line in text.splitlines()), figures
        assert "1st year: ours $6,727,795 (1 not costed) · theirs $2,214,838" in shown(pilot, "#preview")
        assert "0 of 5 agreed" in text and "no next session set" in text
        home = pilot.app.screen
        assert isinstance(home, Items)
        await press(pilot, "s", "s")
        assert [row.ball for row in home.shown] == ["district", "union", "union", "union", "nobody"]
        assert "by move" in screen_text(pilot)


async def test_items_stand_under_their_articles_and_the_next_session_above(sample: Path) -> None:
    async with screens(sample, (180, 40)) as pilot:
        home = pilot.app.screen
        assert isinstance(home, Items) and home.page is not None
        assert len(home.table.columns) == 6
        await press(pilot, "g")
        first = [row for row in home.page.rows if row.clauses[0].startswith("IV.")]
        heads = [(one.words("Item"), one.words("State")) for one in home.lines if isinstance(one, Group)]
        assert heads[0] == ("▾ Article IV", f"{len(first)} items") and len(heads) == 3
        assert len(home.lines) == len(home.page.rows) + len(heads)
        assert re.search(r"▾ Article IV +3 items +0 agreed", screen_text(pilot))
        assert home.selected is not None and home.selected.number == 1  # the cursor stays on its item
        await press(pilot, "up", "enter")
        assert "Inclusion staffing: countered" in shown(pilot, "#preview")
        assert "Inclusion staffing" not in [getattr(one, "title", "") for one in home.lines]
        await press(pilot, "enter", "g")
        assert (
            [one.number for one in home.shown]
            == [1, 2, 3, 4, 5]
            == [row.number for row in home.lines if isinstance(row, BoardRow)]
        )
        await press(pilot, "N")
        await say(pilot, ("2026-05-12 16:00", "Library"))
        assert "next session 12 May 2026, 16:00, Library" in screen_text(pilot)
        await press(pilot, "N")
        await say(pilot, ("2026-04-01 16:00", ""))
        assert "in the past" in screen_text(pilot)
        await press(pilot, "escape", "ctrl+g")
        await write(pilot, "IV.C.4(a)")
        await press(pilot, "enter")
        reader = pilot.app.screen
        assert isinstance(reader, AgreementReader) and reader.here == "IV.C.4(a)"


async def test_the_preview_follows_the_cursor(sample: Path) -> None:
    async with screens(sample) as pilot:
        first = shown(pilot, "#preview")
        await press(pilot, "down")
        second = shown(pilot, "#preview")
        assert "Inclusion staffing" in first
        assert "Social workers" in second
        assert "[-" in second and "[+" in second  # marks that need no colour
        await press(pilot, "n")
        assert pilot.app.screen.query_one("#preview", LineView).change == 0


async def test_the_filter_shows_and_leaves_out(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "slash")
        await write(pilot, "countered !union")
        home = pilot.app.screen
        assert isinstance(home, Items)
        assert [row.title for row in home.shown] == ["Class size"]
        await press(pilot, "enter")
        assert home.focused is home.table
        await press(pilot, "escape")
        assert len(home.shown) == 5
        await press(pilot, "slash")
        await write(pilot, "pyschologist !class")  # misspelled: what is like it, and said to be only like it
        assert [row.number for row in home.shown] == [3]
        assert "none has these words; like them: 1 shown of 5 items" in screen_text(pilot)


async def test_an_empty_list_says_what_to_do(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "slash")
        await write(pilot, "nothing has these")
        assert "esc to show all" in shown(pilot, "#preview")


async def test_narrow_and_wide_lay_out_by_width(sample: Path) -> None:
    async with screens(sample, (60, 15)) as pilot:
        home = pilot.app.screen
        assert isinstance(home, Items)
        assert len(home.table.columns) == 4
        assert "Union (us)" in screen_text(pilot)
        await pilot.resize_terminal(180, 50)
        await settle(pilot)
        assert len(home.table.columns) == 6
        assert home.query_one("#body").has_class("-beside")


async def test_a_new_item_is_put_on_the_table_and_taken_back(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "o")
        await write(pilot, "Planning time")
        await press(pilot, "enter")
        await write(pilot, "VI.A.1")
        await press(pilot, "enter", "enter")
        await settle(pilot)
        assert state_of(sample, 6) == "open"
        assert "Nothing has been passed yet" in shown(pilot, "#view")
        await press(pilot, "escape", "u")
        assert "Planning time" in screen_text(pilot)  # undo names what it would take back
        await press(pilot, "tab", "enter")
        await settle(pilot)
        with Workspace.open(sample) as workspace:
            assert len(workspace.rows()) == 5


async def test_our_draft_stands_beside_an_item_nobody_has_passed_on(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        item = open_item(workspace, "Planning time", ["VI.A.1"]).item
    async with screens(sample) as pilot:
        await press(pilot, "end")
        assert "Nothing has been passed yet" in shown(pilot, "#preview")
        assert "draft, not passed" not in shown(pilot, "#preview")
    with Workspace.open(sample) as workspace:
        edit = Edit(EditKind.REPLACE, "VI.A.1", "1. Planning takes ninety-one minutes.")
        draft(workspace, item.id, Side.UNION, [edit])
    async with screens(sample) as pilot:
        await press(pilot, "end")
        await until(pilot, lambda: "Our draft, not passed yet" in shown(pilot, "#preview"))
        assert "ninety-one" in shown(pilot, "#preview")


async def test_a_wrong_citation_says_what_and_what_to_do(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "o")
        await write(pilot, "Parking")
        await press(pilot, "enter")
        await write(pilot, "ZZ.9")
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, Tell)
        assert "ZZ.9" in screen_text(pilot)
        assert "What to do" in screen_text(pilot)


async def test_the_theme_is_remembered(sample: Path) -> None:
    async with screens(sample) as pilot:
        assert pilot.app.theme == "dark"
        await press(pilot, "f2")
        assert pilot.app.theme == remembered_theme() == "light"
    async with screens(sample) as pilot:
        assert pilot.app.theme == "light"


def keys_shown(pilot: Screens) -> list[str]:
    return [one.description for one in pilot.app.screen.query_one(Footer).query(FooterKey)]


async def test_no_more_than_eight_keys_in_any_footer_and_help_and_back_always(sample: Path) -> None:
    async with screens(sample) as pilot:
        for keys in ((), ("a",), ("escape", "enter"), ("d",)):
            await press(pilot, *keys)
            await until(pilot, lambda: "Help" in keys_shown(pilot))
            assert 4 <= len(keys_shown(pilot)) <= 8, pilot.app.screen
        wide = keys_shown(pilot)
        assert wide[:3] == [
            "Save draft",
            "Clause",
            "$EDITOR",
        ]  # in the order of the place, the editor in focus
        await press(pilot, "escape")
        for width in (60, 50, 100):
            await pilot.resize_terminal(width, 15)
            await until(pilot, lambda: ("palette" in keys_shown(pilot)) == (pilot.app.size.width >= 90))
            await settle(pilot)
            last = screen_text(pilot).split("\n")[-1]
            assert "? Help" in last and "esc Back" in last and all(one in last for one in keys_shown(pilot))


async def test_the_views_of_an_item_stand_whole_in_any_width(sample: Path) -> None:
    async with screens(sample, (60, 20)) as pilot:
        await press(pilot, "enter")
        lines = screen_text(pilot).split("\n")
        first = next(at for at, line in enumerate(lines) if "1 Redline" in line)
        assert lines[first].split("  ") == [" 1 Redline", "2 What separates", "3 Cost", "4 Side by side"]
        assert lines[first + 1].strip() == "5 Three texts"
        await pilot.click("#choice-three")
        await settle(pilot)
        assert "Agreement in" in shown(pilot, "#view")
        await pilot.resize_terminal(80, 20)
        await pilot.pause()
        assert any("1 Redline" in line and "5 Three texts" in line for line in screen_text(pilot).split("\n"))


@pytest.mark.parametrize("width", [160, 120, 100, 80, 60])
async def test_no_column_of_the_list_is_cut(sample: Path, width: int) -> None:
    async with screens(sample, (width, 30)) as pilot:
        table = pilot.app.screen.query_one(DataTable)
        assert table.virtual_size.width <= table.size.width


async def test_help_is_of_the_pane_in_focus(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "question_mark")
        text = screen_text(pilot)
        assert "List of items" in text and "Put a new item on the table" in text
        await press(pilot, "escape", "tab", "f1")
        assert "move with the arrow keys" in screen_text(pilot)


async def test_the_palette_holds_every_act_with_its_help(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "ctrl+p")
        assert isinstance(pilot.app.screen, CommandPalette)
        await until(pilot, lambda: "Read the agreement" in screen_text(pilot))
        await write(pilot, "read the agreement")
        found = pilot.app.screen.query_one(OptionList)
        await until(pilot, lambda: found.option_count == 1)  # searched to the end: nothing else is like it
        await press(pilot, "down", "enter")
        await until(pilot, lambda: type(pilot.app.screen).__name__ == "AgreementReader")
        assert pilot.app.screen.id is None and type(pilot.app.screen).__name__ == "AgreementReader"


async def test_a_change_made_outside_is_noticed(sample: Path) -> None:
    async with screens(sample) as pilot:
        app = program(pilot)
        app._watch()
        await settle(pilot)
        with Workspace.open(sample) as workspace:
            open_item(workspace, "Made elsewhere", ["IV.A.2"])
        app._watch()
        await settle(pilot)
        assert "Made elsewhere" in screen_text(pilot)


async def test_it_works_by_mouse(sample: Path) -> None:
    async with screens(sample) as pilot:
        table = pilot.app.screen.query_one(DataTable)
        await pilot.click(table, offset=(10, 2))
        await settle(pilot)
        assert "Social workers" in shown(pilot, "#preview")
        await pilot.click(table, offset=(10, 2))
        await settle(pilot)
        await pilot.click("#choice-apart")
        await settle(pilot)
        assert "apart" in shown(pilot, "#view")


async def test_words_typed_in_a_dialog_come_back(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "N")
        await write(pilot, "12 May")
        await press(pilot, "escape", "N")
        assert "12 May" in screen_text(pilot) and "What you typed last time is back" in screen_text(pilot)
        await press(pilot, "enter", "enter", "enter")  # no time that can be read: told, and nothing is lost
        assert isinstance(pilot.app.screen, Tell)
        await press(pilot, "escape", "N")
        assert "12 May" in screen_text(pilot)
        await press(pilot, "home", "ctrl+k")
        await write(pilot, "2026-05-12 16:00")
        await press(pilot, "enter", "enter", "enter", "N")
        assert "12" not in pilot.app.screen.query(Input).first().value  # it is done: nothing comes back


async def test_quit_leaves(sample: Path) -> None:
    async with screens(sample) as pilot:
        await pilot.press("q")
    assert pilot.app.return_value == 0


async def test_what_comes_after_the_end_is_let_be(sample: Path) -> None:
    async with screens(sample) as pilot:
        home = pilot.app.screen
        assert isinstance(home, Items)
        there = home.is_here
    assert (there, home.is_here) == (True, False)
    home._ask_preview()  # the preview it would fill is gone
