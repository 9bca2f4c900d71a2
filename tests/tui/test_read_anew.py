"""The law of reading anew: where nothing changed, every view of every place stands as it stood."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from screens_kit import Screens, place, press, program, screen_text, screens, settle, shown

from negotiate.costing.model import FOLDER
from negotiate.costing.output import dollars
from negotiate.tui.place import Place
from negotiate.tui.screens.money import Money
from negotiate.workspace import sessions
from negotiate.workspace.costs import Costs
from negotiate.workspace.scenario import price
from negotiate.workspace.workspace import Workspace

_KEYS = ("a", "m", "P", "T", "H", "D", "S", "comma", "enter", "enter d")


def _views(pilot: Screens) -> list[str]:
    """The keys of the views of the place on top; none where it has one view."""
    top = pilot.app.screen
    assert isinstance(top, Place)
    return [words.split()[0] for words, _ in getattr(top, "VIEWS", ())] or [""]


@pytest.mark.parametrize("keys", _KEYS)
async def test_where_nothing_changed_it_stands_as_it_stood(keys: str, sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        sessions.start(workspace, "Library", ("R. Okonjo",), datetime(2026, 5, 4, 10, tzinfo=UTC))
    async with screens(sample, (120, 40)) as pilot:
        await settle(pilot, money=True)
        await press(pilot, "down", *keys.split())
        await settle(pilot, money=True)
        assert place(pilot) != "Items"
        for view in _views(pilot):
            if view:
                await press(pilot, view)
            await settle(pilot, money=True)
            before = screen_text(pilot)
            assert "computing …" not in before and "reading …" not in before
            top = pilot.app.screen
            assert isinstance(top, Place)
            top.refresh_page()
            await settle(pilot, money=True)
            assert screen_text(pilot) == before, (keys, view)


async def test_a_scenario_is_priced_again_with_the_model_as_it_is_now(sample: Path) -> None:
    async with screens(sample, (120, 40)) as pilot:
        await press(pilot, "m", "plus")
        await settle(pilot, money=True)
        before, app = shown(pilot, "#view"), program(pilot)
        app._watch()
        await settle(pilot, money=True)
        rates = sample / FOLDER / "rates.yaml"
        rates.write_text(rates.read_text().replace("percent: 1.45", "percent: 2.00"))
        app._watch()
        await settle(pilot, money=True)
        money = app.screen
        assert isinstance(money, Money) and "computing …" not in screen_text(pilot)
        with Workspace.open(sample) as workspace:
            wanted = price(Costs(workspace), money.scenario)
        said = shown(pilot, "#view")
        assert said != before
        assert all(dollars(year.total_cents or 0) in said for year in wanted.years)
