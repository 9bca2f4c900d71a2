"""Money: a scenario is priced as the language it would be, in bars whose figures are the engine's."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens_kit import notes, press, say, screens, settle, shown, without_costs

from negotiate.agreement.editing import Edit, EditKind
from negotiate.bargaining.parties import Side
from negotiate.cli import main
from negotiate.costing.output import dollars
from negotiate.costing.terms import Reading
from negotiate.tui.of_money import bars
from negotiate.tui.screens.money import Money
from negotiate.workspace import actions, packages
from negotiate.workspace.costs import Costs
from negotiate.workspace.scenario import Scenario, price
from negotiate.workspace.workspace import Workspace


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)


def test_a_ratio_costs_what_the_same_language_costs(sample: Path) -> None:
    """The oracle is a draft that says the ratio in words, priced by the ordinary way."""
    with Workspace.open(sample) as workspace:
        clause = workspace.baseline_index().clause("IV.C.3(a)")[0].block
        assert "1 to 900" in clause.text
        made = actions.open_item(workspace, "Psychologists again", ["IV.C.3(a)"]).item
        words = f"{clause.label} {clause.text.replace('1 to 900', '1 to 640')}"
        actions.draft(workspace, made.id, Side.UNION, [Edit(EditKind.REPLACE, "IV.C.3(a)", words)])
        costs = Costs(workspace)
        wanted = costs.report(f"{made.id}:draft", "baseline")
        found = price(costs, Scenario(ratios=(("psychologist-ratio", Fraction(640)),)))
        assert [year.total_cents for year in found.years] == [year.total_cents for year in wanted.years]
        none = price(costs, Scenario(raises=(Fraction(0),), effective=date(2026, 9, 1)))
        assert {year.total_cents for year in none.years} == {0}
        cap = Scenario(
            ratios=(("psychologist-ratio", Fraction(640)),),
            readings=(("psychologist-ratio", Reading.PER_SCHOOL),),
        )
        assert price(costs, cap).years[0].total_cents != found.years[0].total_cents


async def test_knobs_turn_and_bars_follow(sample: Path) -> None:
    async with screens(sample, (120, 40)) as pilot:
        await press(pilot, "m")
        await settle(pilot, money=True)
        screen = pilot.app.screen
        assert isinstance(screen, Money)
        assert "Nothing is turned yet" in shown(pilot, "#view")
        await press(pilot, "plus", "plus", "down", "enter")
        await say(pilot, ("2.5",))
        await settle(pilot, money=True)
        assert screen.scenario.raises == (Fraction(1, 2), Fraction(5, 2), Fraction(0))
        with Workspace.open(sample) as workspace:
            wanted = price(Costs(workspace), screen.scenario)
        said = shown(pilot, "#view")
        assert all(dollars(year.total_cents or 0) in said for year in wanted.years)
        await press(pilot, "r")
        assert "not read in several ways" in notes(pilot)
        await press(pilot, "down", "down", "plus", "down", "minus", "r")
        await say(pilot, 1)
        await settle(pilot, money=True)
        assert screen.scenario.effective == date(2026, 10, 1)
        assert len(screen.scenario.ratios) == 1 and screen.scenario.readings[0][1] is Reading.PER_SCHOOL
        await press(pilot, "enter")
        await say(pilot, ("[lots]",))
        assert "cannot be set here" in "".join(one.text for one in pilot.app.screen.query("LineView").first().paragraphs)  # type: ignore[attr-defined]  # fmt: skip
        await press(pilot, "escape", "0")
        await settle(pilot, money=True)
        assert "Nothing is turned yet" in shown(pilot, "#view")


async def test_staff_schedules_packages_positions_and_what_it_rests_on(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        packages.package(workspace, "Staffing", ["2", "3"])
        total = sum(cell.fte for cell in Costs(workspace).model.scattergram if cell.group == "teachers")
    async with screens(sample, (120, 40)) as pilot:
        await press(pilot, "m", "2")
        await settle(pilot, money=True)
        assert f"{float(total):,.1f} FTE" in shown(pilot, "#view")
        await press(pilot, "3")
        await settle(pilot, money=True)
        assert "step" in shown(pilot, "#view") and "$" in shown(pilot, "#view")
        for key, words in (("4", "interaction"), ("5", "all items"), ("6", "enrolment")):
            await press(pilot, key)
            await settle(pilot, money=True)
            assert words in shown(pilot, "#view"), key
        await press(pilot, "5", "down")
        await settle(pilot, money=True)
        assert "$6,727,795" in shown(pilot, "#view") and "apart: $4,512,957" in shown(pilot, "#view")
        await press(pilot, "plus")
        assert "Only a scenario has knobs" in notes(pilot)


@given(st.lists(st.integers(-(10**12), 10**12) | st.none(), min_size=1, max_size=6))
def test_a_bar_is_never_longer_for_less(cents: list[int | None]) -> None:
    """Bars grow with the sum, and the sum is always printed; in two groups they have one measure."""
    rows = [("year", each) for each in cents]
    drawn = [one.text for one in bars(rows)]
    assert bars(rows) == [*bars(rows[:2], cents), *bars(rows[2:], cents)]
    known = [
        (abs(each), line.count("█")) for each, line in zip(cents, drawn, strict=True) if each is not None
    ]
    assert [length for _, length in sorted(known)] == sorted(length for _, length in known)
    for each, line in zip(cents, drawn, strict=True):
        assert line.endswith("no total" if each is None else dollars(each))


def test_the_command_says_the_same(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-w", str(sample), "scenario"]) == 0
    assert "psychologist-ratio  900, read system-wide  (IV.C.3(a))" in capsys.readouterr().out
    assert main(["-w", str(sample), "scenario", "--ratio", "psychologist-ratio=640", "--json"]) == 0
    assert '"total_cents"' in capsys.readouterr().out
    assert main(["-w", str(sample), "scenario", "--raise", "3"]) == 4
    assert "a raise needs the day" in capsys.readouterr().err
