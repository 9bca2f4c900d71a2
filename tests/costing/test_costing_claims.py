"""Every place a term had is found again, or the term is unpriced: never the old value for a place gone."""

import dataclasses
from fractions import Fraction

import pytest
from costing_texts import model, text
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.costing.dates import Calendar
from negotiate.costing.engine import cost
from negotiate.costing.model import Model
from negotiate.costing.output import to_text
from negotiate.costing.reading import State, TermReading, read_in
from negotiate.costing.staff import Cell
from negotiate.costing.terms import Term, read_terms

DUTY = "the Board shall employ school nurses in a ratio of 1 to {students}"
FIRST = "The Board shall employ school nurses in a ratio of 1 to 700."
SECOND = "Notwithstanding other Articles, the Board shall employ school nurses in a ratio of 1 to 700."
TABLE = """\
- **{label}.** Pay

  Effective September 1, {year}

  | Step | BA |
  | --- | --- |
  | 1 | {rate} |
  | 2 | 90,000 |
"""


def page(*clauses: str) -> str:
    """Numbered clauses and, last, a dated table."""
    numbered = [f"- **{at}.** {clause}\n" for at, clause in enumerate(clauses, 1)]
    return "\n".join([*numbered, TABLE.format(label=9, year=2025, rate="50,000")])


def terms(*phrases: tuple[str, str]) -> str:
    """One nurse ratio with these (clause, text)."""
    listed = "".join(f'      - {{clause: "{clause}", text: "{words}"}}\n' for clause, words in phrases)
    return (
        "terms:\n  - id: nurses\n    kind: staffing-ratio\n    job: school nurse\n    phrases:\n" + listed
        + '    reading: system-wide\n    rounding: none\n    pay: {schedule: "9", step: 1, lane: BA}\n'
    )  # fmt: skip


# The first phrase's words stand inside the second's: it is found in both clauses.
NESTED = terms(("1", DUTY), ("2", "notwithstanding other Articles, " + DUTY))
BASE = page(FIRST, SECOND)


def reading(base: str, draft: str, written: str = NESTED) -> TermReading:
    (term,) = read_terms(written, "terms.yaml")
    return read_in(term, text(draft, "draft"), text(base))


@pytest.mark.parametrize("kept", ["700", "500"])
@pytest.mark.parametrize(
    "garbled",
    [
        "The Board shall employ enough school nurses.",
        FIRST.replace("700", "7OO"),
        FIRST.replace("700", "5 hundred"),
        FIRST.replace("700", "7" * 32),
        FIRST.replace("700", "7,OOO"),
        FIRST.replace("700", "7 00"),
        FIRST.replace("700", "many"),
    ],
)
def test_a_place_gone_is_unpriced_though_its_words_stand_in_another_place(garbled: str, kept: str) -> None:
    draft = page(garbled, SECOND.replace("700", kept))
    found = reading(BASE, draft)
    assert found.state is State.UNPRICED and found.citation == "1"
    assert "bound to 1" in found.reason and "1 of its 2 phrases are gone" in found.reason
    assert found.nearest is not None and (found.nearest.citation, found.nearest.quote) == ("1", garbled)
    report = cost(text(draft, "draft"), text(BASE), model(NESTED), 1)
    assert not report.terms and [year.total_cents for year in report.years] == [None]


def test_a_place_struck_is_unpriced_and_one_moved_keeps_its_term() -> None:
    struck = reading(BASE, page(SECOND))
    assert struck.state is State.UNPRICED and struck.lost == "1"
    moved = reading(BASE, page("Words in between.", SECOND, FIRST.replace("700", "500")))
    assert moved.state is State.CONFLICT and {place.citation for place in moved.places} == {"2", "3"}
    both = reading(BASE, page("New words.", SECOND.replace("700", "500"), FIRST.replace("700", "500")))
    assert (both.state, dict(both.values)) == (State.FOUND, {"students": Fraction(500)})
    # alone, without the text compared with: two phrases and one place
    (term,) = read_terms(NESTED, "terms.yaml")
    assert read_in(term, text(page(SECOND))).state is State.UNPRICED
    assert read_in(term, text(BASE)).state is State.FOUND


def test_a_place_added_in_the_phrases_words_must_agree() -> None:
    added = page(FIRST, SECOND, "In schools, the Board shall employ school nurses in a ratio of 1 to 300.")
    found = reading(BASE, added)
    assert found.state is State.CONFLICT and "3 says" in found.reason


@pytest.mark.parametrize(
    "misprint",
    [
        "7OO",
        "5 hundred",
        "7" * 32,
        "7,OOO",
        "7,OO0",
        "7 00",
        "7, 000",
        "5 thousand to 6 thousand",
        "five (5OO)",
    ],
)
def test_a_misprinted_figure_at_the_end_of_a_phrase_is_not_read_in_part(misprint: str) -> None:
    draft = page(FIRST.replace("700", misprint))
    assert reading(page(FIRST), draft, terms(("1", DUTY))).state is State.UNPRICED


def test_the_words_of_another_thing_do_not_stand_in_for_a_clause_that_is_gone() -> None:
    rooms = [
        "A class in grade 1 shall have no more than 20 pupils in all the rooms of the east building.",
        "A class in grade 2 shall have no more than 25 pupils in all the rooms of the west building.",
    ]
    written = terms(("1", "shall have no more than {students} pupils"))
    base = page(*rooms)
    assert dict(reading(base, base, written).values) == {"students": 20}
    for gone in ([rooms[1]], ["A class in grade 1 shall be small.", rooms[1]]):
        assert reading(base, page(*gone), written).state is State.UNPRICED
        changed = [clause.replace("25", "20") for clause in gone]
        assert reading(base, page(*changed), written).state is State.UNPRICED


HARMS = st.sampled_from(
    ["strike", "enough", "7OO", "5 hundred", "7" * 32, "many", "7,0O0", "seven hundred (7OO)"]
)


@settings(max_examples=examples(80), deadline=None)
@given(st.integers(1, 4), st.booleans(), st.data())
def test_no_place_of_n_can_be_harmed_in_silence(many: int, nested: bool, data: st.DataObject) -> None:
    """Several clauses hold the figure; one is struck or garbled, the others stay or all become 500."""
    clauses = [f"Under rule {'abcd'[at]} of the plan, {FIRST[:1].lower()}{FIRST[1:]}" for at in range(many)]
    phrases = [("1", DUTY)]
    if nested:
        phrases += [(str(at), f"rule {'abcd'[at - 1]} of the plan, {DUTY}") for at in range(2, many + 1)]
    harmed = data.draw(st.integers(0, many - 1))
    harm = data.draw(HARMS)
    value = data.draw(st.sampled_from(["700", "500"]))
    draft = [clause.replace("700", value) for clause in clauses]
    if harm == "strike":
        del draft[harmed]
    else:
        draft[harmed] = clauses[harmed].replace("700", harm)
    draft = data.draw(st.permutations(draft))
    written = terms(*phrases)
    whole = cost(text(page(*clauses), "draft"), text(page(*clauses)), model(written), 1)
    assert whole.years[0].total_cents == 0
    report = cost(text(page(*draft), "draft"), text(page(*clauses)), model(written), 1)
    assert not report.terms and report.years[0].total_cents is None
    assert report.unpriced or report.conflicts


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(1, 4), st.data())
def test_all_changed_alike_is_priced_wherever_they_are_moved(many: int, data: st.DataObject) -> None:
    clauses = [f"Under rule {'abcd'[at]} of the plan, {FIRST[:1].lower()}{FIRST[1:]}" for at in range(many)]
    draft = data.draw(st.permutations([clause.replace("700", "500") for clause in clauses]))
    report = cost(text(page(*draft), "draft"), text(page(*clauses)), model(terms(("1", DUTY))), 1)
    # 55,371 / 500 - 55,371 / 700 nurses more, at 50,000 dollars
    more = Fraction(55_371, 500) - Fraction(55_371, 700)
    assert report.years[0].total_cents == round(more * 50_000 * 100)


TABLES = page(FIRST) + "\n" + TABLE.format(label=9, year=2026, rate="60,000").split("\n\n", 1)[1]
ONE = terms(("1", DUTY))
FEWER = TABLES.replace("1 to 700", "1 to 500")


def only(draft: str, base: str = TABLES) -> str:
    report = cost(text(draft, "draft"), text(base), model(ONE), 1)
    (item,) = report.unpriced
    assert report.years[0].total_cents is None
    return item.reason


def test_a_dated_table_that_is_gone_does_not_fall_back_to_the_one_before() -> None:
    more = Fraction(55_371, 500) - Fraction(55_371, 700)
    (year,) = cost(text(FEWER, "draft"), text(TABLES), model(ONE), 1).years
    assert year.total_cents == round(more * 60_000 * 100)
    newer = FEWER[FEWER.index("  Effective September 1, 2026") :]
    for draft in (
        FEWER.replace(newer, ""),  # struck
        FEWER.replace(newer, "  Effective September 1, 2026\n\n  Salaries are those of 2026.\n"),
        FEWER.replace("September 1, 2026", "September 1, 2O26"),  # its date garbled
        FEWER.replace(newer, newer.replace("| Step | BA |", "| Step | B4 |")),  # its lane garbled
    ):
        reason = only(draft)
        assert "2026-09-01 (9), in effect in baseline, is gone from draft" in reason
        assert "the older table of 2025-09-01 (9)" in reason


def test_a_later_table_in_place_of_the_one_in_effect_is_priced() -> None:
    later = FEWER.replace("September 1, 2025", "September 1, 2026", 1)
    later = later[: later.rindex("  Effective September 1, 2026")].replace("50,000", "65,000")
    dated = dataclasses.replace(model(ONE), calendar=Calendar(first_year=2026))
    report = cost(text(later, "draft"), text(page(FIRST)), dated, 1)
    more = Fraction(55_371, 500) - Fraction(55_371, 700)
    assert [year.total_cents for year in report.years] == [round(more * 65_000 * 100)]


RAISE = "Effective September 1, 2026, each annual salary in the schedule shall be increased by 3%."
BASE_PAY = """\
terms:
  - id: pay
    kind: schedule-pay
    group: all
    phrases: [{text: "effective {date}, each annual salary in the schedule shall be increased by {percent}%"}]
    rounds_to: dollar
    pay: {schedule: "9"}
"""


def test_a_raise_struck_is_said_and_a_raise_garbled_is_unpriced() -> None:
    people = Model(
        scattergram=(Cell("all", "1", "BA", Fraction(1)),),
        terms=read_terms(BASE_PAY, "terms.yaml"),
        calendar=Calendar(first_year=2026),
    )
    base = text(page(RAISE))
    struck = cost(text(page("Words."), "draft"), base, people, 1)
    assert struck.years[0].total_cents == -1_500 * 100  # 50,000 instead of 51,500
    (said,) = [how for what, how in struck.assumptions if what == "pay of pay"]
    assert "2026-09-01" in said and "2025-09-01" in said
    assert said in to_text(struck)
    garbled = cost(text(page(RAISE.replace("3%", "3O%")), "draft"), base, people, 1)
    assert not garbled.terms and garbled.unpriced[0].nearest is not None


def test_a_term_is_one_of_its_own() -> None:
    """Two phrases that can only be the same place are one too many, in any text."""
    twice: Term
    (twice,) = read_terms(terms(("1", DUTY), ("1", DUTY.removeprefix("the "))), "terms.yaml")
    assert read_in(twice, text(page(FIRST))).state is State.UNPRICED
