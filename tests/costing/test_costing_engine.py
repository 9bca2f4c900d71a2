"""Recosting follows the language: the nurse ratio in one place, in both, and gone."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from costing_texts import AGREEMENT, NURSES, close, draft, edited, model, text

from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.common.errors import BadInput
from negotiate.costing.dates import Calendar
from negotiate.costing.engine import cost
from negotiate.costing.model import Model, read_positions
from negotiate.costing.output import to_json, to_text
from negotiate.costing.terms import read_terms
from negotiate.costing.versions import TextInputs

BASE = text(AGREEMENT)
ONE = ("school nurses to students shall be 1 to 700", "school nurses to students shall be 1 to 500")
BOTH = ("nurses to students shall be 1 to 700", "nurses to students shall be 1 to 500")


def test_both_places_changed_give_positions_and_money() -> None:
    report = cost(draft(BOTH), BASE, model(), 2)
    (term,) = report.terms
    assert close(term.before, "79.1") and close(term.after, "110.7")
    # 55,371 / 500 - 55,371 / 700 = 31.6406 FTE; September and October at 66,000, eight months at 72,600
    more = Fraction(55_371, 500) - Fraction(55_371, 700)
    first = more * (2 * 66_000 + 8 * 72_600) / 10
    assert [year.label for year in report.years] == ["2015-16", "2016-17"]
    assert [year.total_cents for year in report.years] == [
        round(first * 100),
        round(more * 72_600 * 100),
    ]
    assert report.complete and report.caveat == ""
    assert term.pinned == (
        ("V.C.1", "Nothing in this Article requires that any particular person be hired."),
    )


def test_one_place_changed_is_a_conflict_with_both_costs_and_no_total() -> None:
    report = cost(draft(ONE), BASE, model(), 2)
    (conflict,) = report.conflicts
    assert [dict(each.values)["students"] for each in conflict.alternatives] == [500, 700]
    assert conflict.alternatives[1].cents == (0, 0)
    assert conflict.difference == conflict.alternatives[0].cents
    assert [year.total_cents for year in report.years] == [None, None]
    assert [item.term for item in report.unpriced] == ["nurse-ratio"]
    assert report.caveat == "1 in conflict"


def test_a_phrase_that_is_gone_is_unpriced_and_never_zero() -> None:
    report = cost(draft((BOTH[0], "nurses shall be enough")), BASE, model())
    assert not report.terms
    (item,) = report.unpriced
    assert item.citation == "V.A.1" and item.nearest is not None
    assert all(year.total_cents is None and not year.components for year in report.years)


def test_against_staff_now_employed() -> None:
    positions = "positions: [{job: School Nurse, fte: 100.5, as_of: 2015-10-01, source: roster}]"
    with_staff = Model(
        enrolment=model().enrolment,
        positions=read_positions(positions, "positions.yaml"),
        terms=model().terms,
    )
    (term,) = cost(draft(BOTH), BASE, with_staff, 1).terms
    assert term.staff is not None
    assert term.staff.more == Fraction(55_371, 500) - Fraction("100.5")
    assert term.staff.cents == (round(term.staff.more * (2 * 66_000 + 8 * 72_600) * 10),)
    (term,) = cost(BASE, BASE, with_staff, 1).terms  # 79.1 are owed, 100.5 are there: none to hire
    assert term.staff is not None and (term.staff.more, term.staff.cents) == (Fraction(0), (0,))


def test_readings_and_roundings_are_different_rules() -> None:
    sheet = {"salary_model/enrolment.csv": "school,grade,students\nA,K,301\nB,K,299\nB,1,310\n"}
    from negotiate.costing.model import read_model

    def owed(reading: str, rounding: str, more: str = "") -> Fraction:
        terms = NURSES.replace("system-wide\n", reading + "\n").replace("none", rounding) + more
        made = read_model({**sheet, "salary_model/terms.yaml": terms})
        three = draft((BOTH[0], "nurses to students shall be 1 to 300"))
        report = cost(three, three, made, 1)
        assert report.terms, report.unpriced
        return report.terms[0].after

    assert owed("system-wide", "none") == Fraction(910, 300)
    assert owed("system-wide", "half-fte") == 3
    assert owed("system-wide", "tenth") == 3
    assert owed("per-school", "up") == 2 + 3
    assert owed("per-school", "down") == 1 + 2
    assert owed("per-school", "nearest") == 1 + 2
    assert owed("per-school", "none", "    grades: [K]\n") == 2
    with pytest.raises(AssertionError, match="students served"):
        owed("individual-cap", "up")


def test_without_enrolment_or_cell_it_is_unpriced_with_the_reason() -> None:
    report = cost(draft(BOTH), BASE, Model(terms=read_terms(NURSES, "terms.yaml")))
    assert "no enrolment" in report.unpriced[0].reason
    report = cost(draft(BOTH), BASE, model(NURSES.replace("lane: MA", "lane: DOC")))
    assert "no salary schedule with step 2 and lane DOC" in report.unpriced[0].reason
    damaged = draft(BOTH, ("72,600", "72,6OO"))
    report = cost(damaged, BASE, model())
    assert "gives no rate for step 2, lane MA" in report.unpriced[0].reason


def test_the_first_year_must_be_known() -> None:
    bare = text("- **1.** " + BOTH[0])
    with pytest.raises(BadInput, match="first school year"):
        cost(bare, bare, model())
    with pytest.raises(BadInput, match="1 to 10 years"):
        cost(BASE, BASE, model(), 11)


@pytest.mark.parametrize(
    ("effective", "label"),
    [("July 1, 2025", "2025-26"), ("June 1, 2026", "2025-26"), ("June 2, 2026", "2026-27")],
)
def test_costs_begin_in_the_first_year_that_the_last_schedule_pays_in(effective: str, label: str) -> None:
    # A year of ten pay months, September to June.
    dated = text(AGREEMENT.replace("November 1, 2015", effective))
    assert cost(dated, dated, model(), 1).years[0].label == label


def test_an_effective_date_inside_the_first_year() -> None:
    late = model(NURSES + "    effective: 2016-01-01\n")
    whole = cost(draft(BOTH), BASE, model(), 2).years
    part = cost(draft(BOTH), BASE, late, 2).years
    assert part[0].total_cents is not None and whole[0].total_cents is not None
    assert abs(part[0].total_cents - whole[0].total_cents * Fraction(6, 10)) <= 1  # January to June
    assert part[1] == whole[1]


def test_new_language_and_what_takes_anothers_place() -> None:
    terms = """\
terms:
  - id: workers
    kind: fixed-positions
    job: social worker
    phrases: [{clause: V.A.2, text: "shall add {positions} social workers"}]
    replaced_by: worker-ratio
    pay: {amount: 70000, source: a test}
  - id: worker-ratio
    kind: staffing-ratio
    job: social worker
    phrases: [{text: "one social worker for every {students} students"}]
    introduced: true
    reading: system-wide
    rounding: none
    pay: {amount: 70000, source: a test}
"""
    priced = model(terms, students=1000)
    ratio = draft(
        ("shall add eight (8) social workers", "shall employ one social worker for every 50 students")
    )
    report = cost(ratio, BASE, priced, 1)
    assert [term.id for term in report.terms] == ["workers", "worker-ratio"]
    owed = [(term.before, term.after) for term in report.terms]
    assert owed == [(Fraction(8), Fraction(0)), (Fraction(0), Fraction(20))]
    assert report.years[0].total_cents == 12 * 70_000 * 100
    assert cost(draft(("eight (8)", "all the")), BASE, priced, 1).unpriced
    ten = cost(draft(("eight (8)", "ten (10)")), BASE, priced, 1)
    assert ten.years[0].total_cents == 2 * 70_000 * 100


def test_json_has_the_keys_scripts_rely_on_and_the_same_inputs_give_the_same_bytes() -> None:
    keys = (
        "text against method currency years terms unpriced stand_alone stacked last_in interaction_cents "
        "kinds not_costed conflicts digests assumptions"
    ).split()
    data = json.dumps(to_json(cost(draft(BOTH), BASE, model())))
    assert set(json.loads(data)) >= set(keys)
    assert data == json.dumps(to_json(cost(draft(BOTH), BASE, model())))
    (term,) = json.loads(data)["terms"]
    assert (term["id"], term["citation"], term["unit"]) == ("nurse-ratio", "V.A.1", "FTE")
    assert (round(term["before"], 1), round(term["after"], 1)) == (79.1, 110.7)
    assert set(json.loads(data)["years"][0]) >= {"label", "total_cents", "components"}


def test_people_see_dollars_and_what_is_not_in_them() -> None:
    shown = to_text(cost(draft(BOTH), BASE, model(), 1))
    # 31.640571 FTE at (2 × 66,000 + 8 × 72,600) / 10 = 71,280 are 2,255,339.93
    assert "79.1 → 110.7 FTE" in shown and "$2,255,340" in shown and "limited by V.C.1" in shown
    shown = to_text(cost(draft(ONE), BASE, model(), 1))
    assert "no total   (1 in conflict)" in shown and "1 to 700" in shown


@pytest.fixture(scope="module")
def received(shared: Path) -> TextInputs:
    file = shared / "data" / "contracts" / "boston-btu-2010-2016.txt"
    return TextInputs("baseline", place(read_received(file.read_bytes(), file.name).agreement))


def test_a_real_agreement_costed_from_its_own_language_and_schedule(received: TextInputs) -> None:
    terms = NURSES.replace("V.A.1", "V.A.1(e)").replace("V.B.1", "V.B.12(1)").replace("V.C.1", "X.E.6")
    priced = model(terms.replace("schedule: VIII.A, step: 2", "schedule: VIII.C, step: 5"))
    both = cost(edited(received, *BOTH), received, priced, 2)
    (term,) = both.terms
    assert close(term.before, "79.1") and close(term.after, "110.7")
    # step 5, Masters: 72,425 to October 31, 2015, then 74,598, as the agreement prints them
    more = Fraction(55_371, 500) - Fraction(55_371, 700)
    assert [year.total_cents for year in both.years] == [
        round(more * (2 * 72_425 + 8 * 74_598) * 10),
        round(more * 74_598 * 100),
    ]
    assert "Staffing Clause" in term.pinned[0][1]
    one = cost(edited(received, *BOTH, count=1), received, priced, 2)
    assert [place.citation.partition(" ")[0] for place in one.conflicts[0].places] == [
        "V.A.1(e)",
        "V.B.12(1)",
    ]
    assert one.years[0].total_cents is None
    gone = cost(edited(received, BOTH[0], "nurses is set by the Committee"), received, priced, 2)
    assert gone.unpriced[0].nearest is not None and gone.years[0].total_cents is None


def test_years_follow_the_calendar() -> None:
    later = Model(enrolment=model().enrolment, terms=model().terms, calendar=Calendar(first_year=2020))
    report = cost(draft(BOTH), BASE, later, 1)
    assert report.years[0].label == "2020-21"
    assert ("rates", "those of the last schedules (2015-11-01) carried on") in report.assumptions
