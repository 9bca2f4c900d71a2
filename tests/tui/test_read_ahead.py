"""The first page, read before there is a screen: it stands in the first frame, and is looked at once more."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from screens_kit import place, program, screen_text, settle, without_costs

from negotiate.tui.home import Ahead, ItemsPage
from negotiate.tui.program import NegotiateApp
from negotiate.tui.room import Desk, Room
from negotiate.tui.screens.items import Items
from negotiate.workspace.actions import open_item
from negotiate.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)


@contextmanager
def read(folder: Path) -> Iterator[tuple[Ahead, Room]]:
    """What the door of the screens reads, and the desk that read it."""
    ahead, desk = Ahead(), Room(folder, "desk")
    with closing(Desk(folder).workspace) as workspace:
        assert workspace.rows()
    desk.ask("first", ahead.read, lambda _: None, lambda _: None)
    desk.opened()
    while desk.busy and not ahead._pages:
        pass
    yield ahead, desk


async def test_it_stands_there_before_anything_is_asked(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []
    show = Items._show

    def noted(items: Items, page: ItemsPage) -> None:
        shown.append(bool(items._asked))
        show(items, page)

    monkeypatch.setattr(Items, "_show", noted)
    with read(sample) as (ahead, desk):
        app = NegotiateApp(sample, desk, ahead=ahead)
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot, money=True)
            assert shown == [False], "shown once, with no question asked; found the same, it is left alone"
            assert place(pilot) == "Items" and "Inclusion staffing" in screen_text(pilot)
            assert ahead.take() is None


async def test_what_came_between_is_shown(sample: Path) -> None:
    with read(sample) as (ahead, desk):
        with Workspace.open(sample) as other:
            open_item(other, "Made meanwhile", ["IV.A.2"])
        app = NegotiateApp(sample, desk, ahead=ahead)
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot, money=True)
            assert "Made meanwhile" in screen_text(pilot)


async def test_what_others_do_right_after_the_start_is_noticed(sample: Path) -> None:
    app = NegotiateApp(sample)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(0.4)
        await settle(pilot, money=True)
        with Workspace.open(sample) as other:
            open_item(other, "Made at once", ["IV.A.2"])
        program(pilot)._watch()
        await settle(pilot, money=True)
        assert "Made at once" in screen_text(pilot)
