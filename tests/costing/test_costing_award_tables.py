"""Longevity stated by a table of years and amounts alone: bound by its clause, priced by its rows."""

from dataclasses import replace
from fractions import Fraction

import pytest
from costing_texts import text
from hypothesis import given
from hypothesis import strategies as st

from negotiate.common.errors import BadInput
from negotiate.costing.bind import Wanted, propose_tables
from negotiate.costing.dates import Calendar
from negotiate.costing.engine import cost
from negotiate.costing.model import Model
from negotiate.costing.movement import Service
from negotiate.costing.suggest import suggest
from negotiate.costing.terms import read_terms

SERVICE = ((3, 4), (12, 3), (16, 2), (25, 1))
MODEL = Model(
    service=tuple(Service("aides", years, Fraction(persons)) for years, persons in SERVICE),
    calendar=replace(Calendar(), first_year=2026),
)


def agreement(*rows: tuple[int, int]) -> str:
    body = "".join(f"  | {years} | ${amount:,} |\n" for years, amount in rows)
    head = "  | Years of service | Amount |\n  | --- | --- |\n"
    return f"# **Article 9** Pay\n\n- ## **9.4** Longevity shall be paid each year.\n\n{head}{body}"


OLD = ((10, 500), (15, 900), (20, 1_400))
BASE = text(agreement(*OLD))
BOUND = propose_tables(BASE, "9.4", Wanted(id="longevity", kind="career-award", fields=(("group", "aides"),)))
TERMS = replace(MODEL, terms=read_terms(f"terms:\n{BOUND.yaml}", "terms.yaml"))


def test_the_table_is_bound_by_its_clause_and_offered_no_more() -> None:
    assert not BOUND.missing
    assert [one.kind for one in suggest(BASE, MODEL)] == ["career-award"]
    assert not suggest(BASE, TERMS)


def test_a_changed_row_is_priced_to_the_dollar() -> None:
    report = cost(text(agreement((8, 500), (15, 950), (20, 1_400)), "draft"), BASE, TERMS, 1)
    # of 12, 16 and 25 years: 3 × 500 + 2 × 950 + 1,400, against 3 × 500 + 2 × 900 + 1,400
    assert report.years[0].total_cents == 2 * 50 * 100
    assert report.terms[0].before == report.terms[0].after == 6
    assert not report.unpriced


def test_a_table_that_is_gone_is_not_taken_for_nothing() -> None:
    gone = cost(text("# **Article 9** Pay\n\n- ## **9.4** Longevity.\n", "draft"), BASE, TERMS, 1)
    assert "no salary schedule is found at 9.4" in gone.unpriced[0].reason


def test_neither_words_nor_a_table_is_no_term() -> None:
    with pytest.raises(BadInput, match="at least one phrase"):
        read_terms("terms: [{id: a, kind: career-award, group: aides}]", "terms.yaml")


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 9_000)), min_size=2, max_size=5))
def test_each_person_is_paid_the_highest_row_reached(drawn: list[tuple[int, int]]) -> None:
    rows = sorted({years: amount + 1_000 for years, amount in drawn}.items())
    if len(rows) < 2:
        return

    def owed(bands: tuple[tuple[int, int], ...]) -> int:
        return sum(
            persons * max((band for band in bands if band[0] <= years), default=(0, 0))[1]
            for years, persons in SERVICE
        )

    report = cost(text(agreement(*rows), "draft"), BASE, TERMS, 1)
    assert report.years[0].total_cents == (owed(tuple(rows)) - owed(OLD)) * 100
