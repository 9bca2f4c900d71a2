"""A figure is given a price, and a raise is written, from the screens."""

from fractions import Fraction
from pathlib import Path

import pytest
from screens_kit import notes, place, press, say, screen_text, screens, settle, shown, until, without_costs

from negotiate.agreement.editing import Edit, EditKind
from negotiate.bargaining.parties import Side
from negotiate.costing.terms import Reading
from negotiate.tui.of_pricing import Pricing
from negotiate.tui.screens.money import Money
from negotiate.workspace.actions import draft
from negotiate.workspace.costs import Costs
from negotiate.workspace.texts import text
from negotiate.workspace.workspace import Workspace


def test_what_is_said_becomes_the_terms_fields() -> None:
    said = (("id", "esl"), ("pay", "$52,000"), ("pay source", "the budget"), ("grades", "K-5"))
    one = Pricing("IV.B.5", "forty (40)")
    for field, words in said:
        one = one.with_words(field, words)
    assert one.term == "esl" and one.with_words("id", "ell").term == "ell"
    wanted = one.wanted
    assert (wanted.amount, wanted.schedule, wanted.pay_source) == ("52000", "", "the budget")
    assert wanted.fields == (("grades", "K-5"),)
    assert one.with_words("pay", "IX.A.4").wanted.schedule == "IX.A.4"


async def test_a_figure_is_priced_and_a_raise_written(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)
    async with screens(sample, (120, 40)) as pilot:
        await press(pilot, "m")
        await settle(pilot, money=True)
        await press(pilot, "7")
        await settle(pilot, money=True)
        money = pilot.app.screen
        assert isinstance(money, Money)
        (at,) = (n for n, one in enumerate(money.suggestions) if one.citation == "IV.B.5")
        money.list.put_cursor(at)
        await settle(pilot)
        assert "forty (40)" in shown(pilot, "#view") and "reading:" in shown(pilot, "#view")
        before = len(money.suggestions)
        await press(pilot, "enter")
        await settle(pilot, money=True)
        assert place(pilot) == "Ask" and "a short name" in screen_text(pilot)
        await say(pilot, ("esl-load", "ESL teacher", "individual-cap", "none", "$60000"))
        await settle(pilot, money=True)
        assert "where the amount is from" in screen_text(pilot)
        await say(pilot, ("the budget",))
        await settle(pilot, money=True)
        assert place(pilot) == "Confirm", screen_text(pilot)
        await say(pilot, True)
        await settle(pilot, money=True)
        assert "has a price" in notes(pilot)
        assert len(money.suggestions) == before - 1
        status = money.status
        await press(pilot, "B")
        await say(pilot, ("IV.B.5", "77"))
        await settle(pilot, money=True)
        assert "does not stand there" in screen_text(pilot)
        assert money.status == status  # nothing is waited for
        await press(pilot, "escape", "f4")
        await say(pilot, ("no such command",))
        await settle(pilot, money=True)
        assert "there is no command" in screen_text(pilot)
        assert money.status == status
        await press(pilot, "escape", "escape", "end", "enter", "R")
        await settle(pilot, money=True)
        assert place(pilot) == "Tell" or "Which schedule" in screen_text(pilot) or "signed" in notes(pilot)
        await press(pilot, "escape", "escape", "home", "enter", "R")
        await settle(pilot, money=True)
        await say(pilot, ("teachers-base-pay", "much", "2026-09-01"))
        assert "is no raise" in screen_text(pilot)
        await press(pilot, "escape", "R")
        await settle(pilot, money=True)
        await say(pilot, ("teachers-base-pay", "2.5%", "2026-09-01"))
        await settle(pilot)
    with Workspace.open(sample) as workspace:
        (made,) = (one for one in Costs(workspace).model.terms if one.id == "esl-load")
        assert (made.job, made.reading) == ("ESL teacher", Reading.INDIVIDUAL_CAP)
        words = " ".join(one.block.canonical for one in text(workspace, "1:draft").placed)
        assert "2.5%" in words


async def test_a_figure_of_our_draft_is_priced_where_it_is_written(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_costs(monkeypatch)
    words = "(a) The District shall employ school librarians in a ratio of 1 to 500, counted system-wide."
    with Workspace.open(sample) as workspace:
        draft(workspace, "2", Side.UNION, [Edit(EditKind.REPLACE, "IV.C.4(a)", words)])
    async with screens(sample, (120, 40)) as pilot:
        await press(pilot, "down", "enter", "d")
        await settle(pilot, money=True)
        assert "NOT COSTED" in shown(pilot, "#money")
        await pilot.press("ctrl+o")
        await settle(pilot, money=True)
        assert "staffing-ratio  500" in screen_text(pilot)
        await say(pilot, 0)
        await settle(pilot, money=True)
        await say(pilot, ("librarians", "school librarian", "system-wide", "none", "$60000"))
        await settle(pilot, money=True)
        await say(pilot, ("the budget",))
        await settle(pilot, money=True)
        assert "id: librarians" in screen_text(pilot)
        await say(pilot, True)
        await until(pilot, lambda: "librarians" in shown(pilot, "#money"))
        assert "proposals/02-social-workers/terms.yaml" in notes(pilot)
        await pilot.press("x", "ctrl+o")
        assert "Save the draft first" in notes(pilot)
    with Workspace.open(sample) as workspace:
        (made,) = (one for one in Costs(workspace).report("2:draft").terms if one.id == "librarians")
    # 21,420 students by 500 are 42.84 positions, each $60,000; before there were none
    assert (made.before, made.after, made.cents[0]) == (Fraction(0), Fraction("42.84"), 42_84 * 60_000)
