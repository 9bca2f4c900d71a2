"""The reader: the whole text, its outline, citations, search, tables, and the place kept."""

from pathlib import Path

import pytest
from screens_kit import press, screen_text, screens, settle, without_costs, write

from negotiate.agreement.blocks import Kind
from negotiate.bargaining.parties import Side
from negotiate.common.text import words
from negotiate.tui.dialogs import Tell
from negotiate.tui.line_view import LineView
from negotiate.tui.pick_list import PickList
from negotiate.workspace.creating import init
from negotiate.workspace.texts import text
from negotiate.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)


async def test_every_word_of_a_long_agreement_is_there_in_order(shared: Path, tmp_path: Path) -> None:
    init(tmp_path / "w", shared / "data/contracts/boston-btu-2010-2016.txt", Side.UNION)
    with Workspace.open(tmp_path / "w") as workspace:
        blocks = list(workspace.baseline.blocks())
    expected = [
        word
        for block in blocks
        for piece in (
            [c for row in block.rows for c in row] if block.kind is Kind.TABLE else [block.canonical]
        )
        for word in words(piece)
    ]
    async with screens(tmp_path / "w") as pilot:
        await press(pilot, "a")
        view = pilot.app.screen.query_one("#text", LineView)
        assert [word for one in view.paragraphs for word in words(one.text)] == expected
        assert len(expected) > 55_000
        await press(pilot, "end", "g")
        await write(pilot, "V.A.2(f)")
        await press(pilot, "enter")
        at, _ = view.place_of(view.scroll_offset.y)
        assert view.paragraphs[at].key == "V.A.2(f)"
        assert "Class Size and Staffing" in screen_text(pilot)


async def test_search_counts_steps_and_wraps_round(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        blocks = list(workspace.baseline.blocks())
    found = sum(
        "class size" in " ".join([b.text, *(" ".join(row) for row in b.rows)]).casefold() for b in blocks
    )
    assert found > 3
    async with screens(sample) as pilot:
        await press(pilot, "a", "slash")
        await write(pilot, "Class Size")
        await press(pilot, "enter")
        assert f"1 of {found}" in screen_text(pilot)
        await press(pilot, "n")
        assert f"2 of {found}" in screen_text(pilot)
        await press(pilot, "N", "N")
        assert f"{found} of {found}" in screen_text(pilot)
        await press(pilot, "escape")  # esc takes the search away first, then leaves
        assert " of " not in screen_text(pilot).splitlines()[-2]
        await press(pilot, "escape")
        assert "Items" in screen_text(pilot)


async def test_what_is_not_there_says_so(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "a", "n")
        assert pilot.app.screen.query_one("#text", LineView).hit == -1
        await press(pilot, "slash")
        await write(pilot, "zeppelin")
        await press(pilot, "enter")
        assert "is not here" in screen_text(pilot)
        await press(pilot, "g")
        await write(pilot, "XX.Y")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Tell)


async def test_the_outline_leads_and_follows(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "a", "o")
        outline = pilot.app.screen.query_one("#outline", PickList)
        assert outline.has_focus
        await press(pilot, "pagedown", "enter")
        view = pilot.app.screen.query_one("#text", LineView)
        at, _ = view.place_of(view.scroll_offset.y)
        assert view.paragraphs[at].key == outline.paragraphs[outline.cursor].key
        before = outline.cursor
        await press(pilot, "pagedown", "pagedown", "pagedown")
        assert outline.cursor > before


async def test_tables_are_aligned_and_figures_stay_whole(sample: Path) -> None:
    async with screens(sample, (120, 40)) as pilot:
        await press(pilot, "a", "g")
        await write(pilot, "IX.A.4")
        await press(pilot, "enter", "down", "down", "down")
        lines = [line[40:] for line in screen_text(pilot).splitlines()]  # right of the outline
        rows = [line for line in lines if line.count(",") >= 8]
        assert len(rows) >= 8
        ends = {tuple(at for at, char in enumerate(row) if char == ",") for row in rows[:8]}
        assert len(ends) == 1  # every thousands comma stands under the one above


async def test_a_resize_keeps_the_place(sample: Path) -> None:
    async with screens(sample) as pilot:
        await press(pilot, "a", "g")
        await write(pilot, "VI.B")
        await press(pilot, "enter")
        view = pilot.app.screen.query_one("#text", LineView)
        here = view.paragraphs[view.place_of(view.scroll_offset.y)[0]].key
        for size in ((60, 15), (190, 50), (84, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert view.paragraphs[view.place_of(view.scroll_offset.y)[0]].key == here, size


async def test_the_outline_takes_the_screen_where_it_is_narrow(sample: Path) -> None:
    async with screens(sample, (60, 15)) as pilot:
        await press(pilot, "a")
        outline = pilot.app.screen.query_one("#outline", PickList)
        assert not outline.display or outline.size.width == 0
        await press(pilot, "o")
        assert outline.size.width > 50
        await press(pilot, "down", "down", "enter")
        assert pilot.app.screen.query_one("#text", LineView).has_focus


async def test_selected_text_is_copied_as_it_stands(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        first = text(workspace, "baseline").placed[0].block.canonical
    async with screens(sample) as pilot:
        await press(pilot, "a")
        view = pilot.app.screen.query_one("#text", LineView)
        await pilot.mouse_down(view, offset=(2, 0))
        await pilot.hover(view, offset=(2 + len(first), 0))
        await pilot.mouse_up(view, offset=(2 + len(first), 0))
        await pilot.pause()
        copied = pilot.app.screen.get_selected_text()
        styles = [one.style for one in view.render_line(0) if one.style is not None and one.text.strip()]
        assert styles and [one for one in styles if one.color == one.bgcolor] == []  # it can be read
        assert copied is not None
        assert copied.strip() == first[: len(copied.strip())] and len(copied.strip()) > 5
