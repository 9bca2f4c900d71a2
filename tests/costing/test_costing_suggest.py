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
PLAIN = (
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
    assert sum(one.kind == "schedule-pay" and not one.phrase for one in found) >= 6
