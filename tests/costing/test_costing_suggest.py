"""Figures that look costable: each kind from a text of its own, none from what costs nothing."""

from pathlib import Path

import pytest
from costing_texts import text
from hypothesis import given
from hypothesis import strategies as st

from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import Model
from negotiate.costing.phrases import find
from negotiate.costing.suggest import suggest
from negotiate.costing.terms import read_terms
from negotiate.costing.versions import TextInputs

SENTENCES = (
    ("staffing-ratio", "The Board shall employ one (1) librarian for every four hundred (400) students."),
    ("staffing-ratio", "Caseloads of speech pathologists shall not exceed 45 assigned students."),
    ("class-maximum", "No class in grades 4 to 6 shall have more than twenty-eight (28) pupils."),
    ("fixed-positions", "The Board shall hire six (6) social workers by the spring."),
    ("schedule-pay", "Effective July 1, 2027, all salary schedules shall be increased by 2.75%."),
    ("flat-raise", "Effective July 1, 2027, each salary shall be increased by $1,200."),
    ("one-time-payment", "On December 15, 2027, each member shall receive a one-time payment of $900."),
    (
        "contribution",
        "Effective July 1, 2027, the Board shall contribute $1,450 for each member to the fund.",
    ),
    (
        "contribution-share",
        "The Board shall pay eighty-five percent (85%) of the premium of the dental plan.",
    ),
    ("payment", "A head coach of a varsity sport shall be paid $4,100 for the season."),
    ("fund", "The Board shall allocate $60,000 to conferences."),
    ("percent-payment", "A bilingual educator shall receive a differential of 4% of base."),
    ("room-staffing", "An inclusion classroom shall have an aide for no fewer than 5 hours."),
)
MORE = (
    ("staffing-ratio", "The citywide ratio of counselors shall be 1:300 (high schools)."),
    ("staffing-ratio", "The caseload of a therapist is not to exceed an average of 150."),
    ("staffing-ratio", "There shall be a ratio of 450 students to one librarian."),
    ("staffing-ratio", "The Board shall provide two (2) counselors for every 600 students."),
    ("class-maximum", "No inclusion classroom shall exceed the ratio of 20 students to one teacher."),
    ("staffing-ratio", "The ratio of 1 counselor per 450 students in Article II, Section E shall be met."),
    ("class-maximum", "No section of composition shall enroll more than twenty-two (22) students."),
    ("payment", "The Board shall contribute $540 per month toward the insurance of each nurse."),
    ("payment", "An instructor shall receive $750 after ten (10) years of service."),
    ("payment", "Unused leave shall be bought back at the rate of $60/day."),
    ("percent-payment", "A nurse who is certified shall receive 2.5% of the base salary."),
    ("fund", "The Board shall establish a fund for conferences of $25,000 each year."),
    ("fund", "The total paid under this Section in one year shall not exceed $225,000."),
)
PLAIN = (
    "Each nurse shall contribute $40 per month toward the cost of the plan.",
    "The City pays its part; the employee's rate of contribution for all plans of every kind shall be 12%.",
    "The Board shall pay its share of the premium, and the educator 22%.",
    "The Board shall provide each educator with life insurance of $20,000.",
    "No educator shall receive more than $600 from this sum.",
    "The Board may leave no more than two (2) students over the maximum in a class.",
    "Every school shall have a council, of whom at least one (1) shall be a parent.",
    "A council shall have 9 to 12 members; the ratio of teachers is theirs to set.",
    "Teachers of an inclusion classroom shall have no fewer than six (6) hours of training.",
    "The employee shall pay ten percent (10%) of the premium of the dental plan.",
    "Grievances shall be filed within thirty (30) days.",
    "The parties met on September 1, 2027 in Room 400.",
    "Dues of $700 shall be deducted and paid to the Association.",
)


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES, ids=[kind for kind, _ in SENTENCES])
def test_each_kind_is_proposed_from_its_sentence(kind: str, sentence: str) -> None:
    version = text(f"# **Article I** Terms\n\n- **1.** {sentence}\n\n- **2.** Nothing else is said here.\n")
    (found,) = suggest(version, Model())
    assert (found.kind, found.citation) == (kind, "I.1")
    assert found.matches == ("I.1",)
    (match,) = find(version, found.phrase)
    assert len(match.figures) == len(KINDS[kind].holes)
    asked = {one.field for one in found.asks}
    assert asked >= set(KINDS[kind].needs)


@pytest.mark.parametrize(("kind", "sentence"), MORE)
def test_a_kind_is_proposed_however_it_is_turned(kind: str, sentence: str) -> None:
    version = text(f"# **Article I** Terms\n\n- **1.** {sentence}\n")
    assert kind in {one.kind for one in suggest(version, Model())}


def test_tables_without_a_term_are_told_once_a_family() -> None:
    rows = "| --- | --- |\n| 1 | 50,000 |\n| 2 | 52,000 |\n"
    page = "# **Article I** Pay\n\n- **1.** Salaries\n"
    page += "".join(f"\n  Effective September 1, {year}\n\n  | Step | BA |\n{rows}" for year in (2025, 2026))
    page += "\n- **2.** Stipends\n\n  | Post | Amount |\n  | --- | --- |\n  | Band | $4,100 |\n  | Chess | $900 |\n"
    page += "\n- **3.** Class size\n\n  | Grade | Maximum |\n  | --- | --- |\n  | K | 22 |\n  | 1 | 23 |\n"
    found = [(one.citation, one.kind, one.figure) for one in suggest(text(page), Model())]
    assert found == [
        ("I.1", "schedule-pay", "2 steps, 1 lane, 2 dated tables"),
        ("I.2 ¶2", "payment", "2 amounts"),
        ("I.3 ¶2", "class-maximum", "2 figures"),
    ]


@pytest.mark.parametrize("sentence", PLAIN)
def test_nothing_is_proposed_from_what_costs_nothing(sentence: str) -> None:
    assert suggest(text(f"# **Article I** Terms\n\n- **1.** {sentence}\n"), Model()) == ()


def test_what_a_term_reads_already_is_not_proposed() -> None:
    version = text("# **Article I** Terms\n\n- **1.** The Board shall fund $60,000 for books.\n")
    terms = read_terms(
        'terms: [{id: books, kind: fund, phrases: [{text: "shall fund ${amount} for books"}]}]', "terms.yaml"
    )
    assert suggest(version, Model()) and suggest(version, Model(terms=terms)) == ()


@given(st.permutations([sentence for _, sentence in SENTENCES]), st.integers(0, 13))
def test_every_phrase_proposed_is_found_where_it_was(order: list[str], many: int) -> None:
    page = "# **Article I** Terms\n" + "".join(
        f"\n- **{at}.** {one}\n" for at, one in enumerate(order[:many], 1)
    )
    version = text(page)
    for found in suggest(version, Model()):
        assert any(match.citation.startswith(found.citation) for match in find(version, found.phrase))


def test_a_real_agreement_shows_its_ratios_caseloads_and_positions(shared: Path) -> None:
    file = shared / "data" / "contracts" / "boston-btu-2010-2016.txt"
    version = TextInputs("baseline", place(read_received(file.read_bytes(), file.name).agreement))
    found = suggest(version, Model())
    ratios = {(one.citation.split(" ")[0], one.figure) for one in found if one.kind == "staffing-ratio"}
    assert {("V.A.1(e)", "700"), ("V.B.12(1)", "700"), ("V.A.1(e)", "forty-three (43)")} <= ratios
    nurse = next(one for one in found if one.figure == "700" and one.citation.startswith("V.A.1(e)"))
    assert any(citation.startswith("V.B.12(1)") for citation in nurse.twins)
    assert any(one.kind == "fixed-positions" and one.figure == "eight (8)" for one in found)
    tables = [one.figure for one in found if one.kind == "schedule-pay" and not one.phrase]
    assert "9 steps, 9 lanes, 6 dated tables" in tables
