"""Raises in words: they make the tables that are not printed, and never contradict those that are."""

from dataclasses import replace
from fractions import Fraction

from costing_texts import AGREEMENT, draft, text

from negotiate.costing.engine import cost
from negotiate.costing.model import Model, RollUp
from negotiate.costing.report import CostReport
from negotiate.costing.rounding import RoundTo
from negotiate.costing.staff import Cell
from negotiate.costing.terms import read_terms

TERMS = """\
terms:
  - id: base-pay
    kind: schedule-pay
    group: teachers
    phrases: [{clause: VIII.A, text: "effective {date}, salaries shall be increased by {percent}%"}]
    rounds_to: dollar
    pay: {schedule: VIII.A}
  - id: workers
    kind: fixed-positions
    job: social worker
    phrases: [{clause: V.A.2, text: "shall add {positions} social workers"}]
    pay: {schedule: VIII.A, step: 1, lane: BA}
"""
RAISE = "\n- ## **B.** Raises\n\n  - **1.** Effective September 1, 2016, salaries shall be increased by 3%.\n"
MODEL = Model(
    scattergram=(Cell("teachers", "1", "BA", Fraction(10)), Cell("teachers", "2", "MA", Fraction(5, 2))),
    rates=(RollUp("Medicare", Fraction("1.45"), ("salary",), "law"),),
    terms=read_terms(TERMS, "terms.yaml"),
)
BASE = text(AGREEMENT)


def priced(markdown: str) -> CostReport:
    return cost(text(markdown, "draft"), BASE, MODEL, 2)


def test_a_raise_in_words_makes_the_next_schedule() -> None:
    report = priced(AGREEMENT + RAISE)
    # 55,000 × 3 % = 1,650; 72,600 × 3 % = 2,178: ten FTE and two and a half
    raised = 10 * 1_650 + Fraction(5, 2) * 2_178
    assert dict(report.years[0].components)["base pay"] == 0
    assert dict(report.years[1].components)["base pay"] == raised * 100
    assert dict(report.years[1].components)["roll-up"] == round(raised * 100 * Fraction("1.45") / 100)


def test_positions_added_are_paid_at_the_raised_rate_and_those_there_are_not_paid_twice() -> None:
    more = AGREEMENT.replace("eight (8)", "nine (9)") + RAISE
    report = priced(more)
    assert dict(report.years[1].components)["positions"] == 56_650 * 100
    assert dict(priced(AGREEMENT + RAISE).years[1].components)["positions"] == 0


def test_a_changed_cell_is_a_raise_of_its_cell_alone() -> None:
    report = cost(draft(("72,600", "73,600")), BASE, MODEL, 2)
    assert dict(report.years[1].components)["base pay"] == Fraction(5, 2) * 1_000 * 100
    assert dict(report.years[0].components)["base pay"] == Fraction(5, 2) * 800 * 100  # eight of ten months


def test_a_stated_per_cent_that_the_printed_table_does_not_follow_is_not_priced() -> None:
    stated = RAISE.replace("September 1, 2016", "November 1, 2015")
    report = priced(AGREEMENT + stated)
    (item,) = report.unpriced
    assert item.term == "base-pay" and "3% from 2015-11-01" in item.reason and "VIII.A" in item.reason
    agreeing = priced(AGREEMENT + stated.replace("3%", "10%"))
    assert not agreeing.unpriced and agreeing.years[1].total_cents == 0


def test_two_raises_of_one_day_and_a_raise_below_a_printed_table_are_not_priced() -> None:
    again = RAISE + RAISE.replace("**B.**", "**C.**").replace("3%", "4%")
    assert "state two raises" in priced(AGREEMENT + again).unpriced[0].reason
    early = RAISE.replace("September 1, 2016", "September 1, 2015")
    assert "the later table" in priced(AGREEMENT + early).unpriced[0].reason


def test_a_table_of_flat_stipends_has_a_rule_of_its_own() -> None:
    stipends = TERMS.replace("rounds_to: dollar", "pay_kind: stipend")
    rounding = (("schedule", RoundTo(100)), ("stipend", RoundTo(1000)))
    model = replace(MODEL, terms=read_terms(stipends, "terms.yaml"), rounding=rounding)
    report = cost(text(AGREEMENT + RAISE, "draft"), BASE, model, 2)
    # 55,000 + 1,650 = 56,650; 72,600 + 2,178 = 74,778, to ten dollars 74,780
    raised = 10 * 1_650 + Fraction(5, 2) * 2_180
    assert dict(report.years[1].components)["base pay"] == raised * 100
    (unknown,) = cost(text(AGREEMENT + RAISE), BASE, replace(model, rounding=rounding[:1]), 2).unpriced
    assert "`stipend` under rounding of agreement.yaml" in unknown.reason
