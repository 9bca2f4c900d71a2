"""Language that says two things or is told in part: both costs, the nearest sentence, what is read."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from costing_texts import text

from negotiate.agreement.blocks import Placed
from negotiate.costing.dates import Calendar
from negotiate.costing.engine import cost
from negotiate.costing.model import Count, Model, RollUp
from negotiate.costing.terms import read_terms
from negotiate.costing.uncosted import not_costed

ROOMS = """\
# **Article 2** Staffing

- ## **A.** Rooms

  In every co-taught room there shall be two (2) special educators and three (3) aides in the day.

- ## **B.** Workers

  Social workers. The Board shall add five (5) social workers and keep them for the term.
"""
TERMS = """\
terms:
  - id: educators
    kind: co-teaching
    job: educator
    phrases: [{clause: 2.A, text: "In every co-taught room there shall be {adults} special educators"}]
    count: rooms
    pay: {amount: 50000, source: made}
  - id: aides
    kind: co-teaching
    job: aide
    phrases: [{clause: 2.A, text: "there shall be two (2) special educators and {adults} aides in the day"}]
    count: rooms
    pay: {amount: 20000, source: made}
  - id: workers
    kind: fixed-positions
    job: social worker
    phrases: [{clause: 2.B, text: "The Board shall add {positions} social workers and keep them for the term"}]
    pay: {amount: 60000, source: made}
    pay_kind: longevity
"""


@dataclass(frozen=True)
class Pair:
    """A change as a redline gives it."""

    old: tuple[Placed, ...]
    new: tuple[Placed, ...]


BASE = text(ROOMS)


def made(rates: tuple[RollUp, ...] = ()) -> Model:
    rooms = Count("rooms", Fraction(10), "rooms", date(2025, 10, 1), "made")
    return Model(
        calendar=Calendar(first_year=2025),
        counts=(rooms,),
        rates=rates,
        terms=read_terms(TERMS, "terms.yaml"),
    )


def test_words_and_digits_that_disagree_are_both_priced() -> None:
    """Five workers now: nine are 4 × $60,000 more, seven 2 × $60,000."""
    found = cost(text(ROOMS.replace("five (5)", "nine (7)"), "draft"), BASE, made(), 1)
    (conflict,) = found.conflicts
    assert [one.cents for one in conflict.alternatives] == [(24_000_000,), (12_000_000,)]
    assert found.years[0].total_cents is None


def test_the_nearest_words_are_a_sentence_and_no_heading() -> None:
    said = "The Board shall employ enough of them for its pupils."
    draft = text(
        ROOMS.replace("The Board shall add five (5) social workers and keep them for the term.", said)
    )
    (unpriced,) = cost(draft, BASE, made(), 1).unpriced
    assert unpriced.nearest is not None and said in str(unpriced.nearest)


def test_a_figure_read_by_words_that_lie_over_others_is_costed() -> None:
    """Ten rooms, an aide more in each: 10 × $20,000."""
    draft = text(ROOMS.replace("three (3) aides", "four (4) aides"), "draft")
    changes = [
        Pair((old,), (new,))
        for old, new in zip(BASE.placed, draft.placed, strict=True)
        if old.block != new.block
    ]
    assert changes and not_costed(changes, draft, BASE, made()) == ()
    assert cost(draft, BASE, made(), 1).years[0].total_cents == 20_000_000


def test_a_kind_of_pay_that_drags_nothing_is_said() -> None:
    said = dict(
        cost(BASE, BASE, made((RollUp("Medicare", Fraction("1.45"), ("salary",), "law"),)), 1).assumptions
    )
    assert said["roll-up"] == "no rate of rates.yaml applies to longevity"
    assert "roll-up" not in dict(cost(BASE, BASE, made(), 1).assumptions)
