"""A term made by pointing at a figure: proposed, asked for, written, read back."""

import pytest
from costing_texts import AGREEMENT, text

from negotiate.common.errors import BadInput
from negotiate.common.records import read_yaml
from negotiate.costing.bind import Wanted, append_term, propose_term
from negotiate.costing.reading import State, read_in
from negotiate.costing.terms import read_terms

BASE = text(AGREEMENT)
GIVEN = Wanted(
    id="nurse-ratio",
    kind="staffing-ratio",
    job="school nurse",
    reading="system-wide",
    rounding="none",
    schedule="VIII.A",
    step="2",
    lane="MA",
    pinned=("V.C.1",),
)


def test_the_phrase_and_its_twin_are_proposed_and_the_rest_is_asked() -> None:
    found = propose_term(BASE, "V.A.1", "700", Wanted())
    assert [phrase.clause for phrase in found.phrases] == ["V.A.1", "V.B.1"]
    assert [missing.field for missing in found.missing][:2] == ["id", "kind"]
    assert found.missing[1].question.startswith("staffing-ratio, by its form")
    plain = propose_term(BASE, "V.A.2", "eight", Wanted()).missing
    assert [missing.field for missing in plain] == ["id", "kind", "job", "pay"]
    assert plain[1].question.startswith("fixed-positions, by its form")
    asked = propose_term(BASE, "V.A.1", "700", Wanted(id="n", kind="staffing-ratio")).missing
    assert [missing.field for missing in asked] == ["job", "reading", "rounding", "pay"]
    assert "system-wide" in asked[1].question and asked[1].question.endswith("?")


def test_a_whole_proposal_is_a_term_that_finds_itself() -> None:
    found = propose_term(BASE, "V.A.1", "700", GIVEN)
    assert found.missing == () and found.term is not None
    reading = read_in(found.term, BASE)
    assert (reading.state, len(reading.places)) == (State.FOUND, 2)
    assert found.term.pinned == ("V.C.1",)


def test_a_cell_that_is_not_there_is_asked_again() -> None:
    wanted = Wanted(**{**{f: getattr(GIVEN, f) for f in GIVEN.__slots__}, "lane": "DOC"})
    (missing,) = propose_term(BASE, "V.A.1", "700", wanted).missing
    assert missing.field == "pay" and "DOC" in missing.question


@pytest.mark.parametrize(
    ("citation", "figure", "said"),
    [
        ("V.A.1", "600", "does not stand there"),
        ("V.A.1", "nurses", "is no figure"),
        ("V.A.3", "20", "stands 2 times"),
        ("V.Q", "700", "no clause is cited"),
    ],
)
def test_a_figure_that_is_not_there_or_is_there_twice(citation: str, figure: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        propose_term(BASE, citation, figure, Wanted())


def test_which_of_two_can_be_said() -> None:
    first, second = (propose_term(BASE, "V.A.3", "20", Wanted(), nth=nth) for nth in (1, 2))
    assert first.phrases[0].text.startswith("An inclusion room")
    assert second.phrases[0].text == "The {figure}:1 ratio is with plans"
    with pytest.raises(BadInput, match="not 3"):
        propose_term(BASE, "V.A.3", "20", Wanted(), nth=3)


def test_it_is_written_at_the_end_of_the_file_and_read_back() -> None:
    entry = propose_term(BASE, "V.A.1", "700", GIVEN).yaml
    first = append_term("# ours\nterms: []\n", entry, "terms.yaml")
    assert first.startswith("# ours\nterms:\n") and len(read_terms(first, "terms.yaml")) == 1
    with pytest.raises(BadInput, match="stands twice"):
        read_terms(append_term(first, entry, "terms.yaml"), "terms.yaml")
    more = append_term(
        first + "counts:\n  - {name: rooms}\n", entry.replace("nurse-ratio", "b"), "terms.yaml"
    )
    assert [one.text("id") for one in read_yaml(more, "t").records("terms")] == ["nurse-ratio", "b"]
    assert more.endswith("counts:\n  - {name: rooms}\n")
    flush = (
        "terms:\n- id: a\n  kind: fixed-positions\n  job: b\n  phrases: [{text: 'add {positions} more'}]\n"
    )
    assert [term.id for term in read_terms(append_term(flush, entry, "t"), "t")] == ["a", "nurse-ratio"]


def test_what_a_kind_cannot_have_is_refused() -> None:
    with pytest.raises(BadInput, match="no kind"):
        propose_term(BASE, "V.A.1", "700", Wanted(kind="ratio"))
    with pytest.raises(BadInput, match="'reading' is 'each'"):
        wanted = Wanted(**{**{f: getattr(GIVEN, f) for f in GIVEN.__slots__}, "reading": "each"})
        propose_term(BASE, "V.A.1", "700", wanted)


def test_a_dated_figure_makes_a_phrase_with_both_holes() -> None:
    version = text("- **A.** Effective September 1, 2027, each salary shall be increased by 2.5%.\n")
    wanted = Wanted(id="more", kind="percent-raise", fields=(("of", "pay"),))
    found = propose_term(version, "A", "2.5%", wanted)
    assert [phrase.text for phrase in found.phrases] == [
        "Effective {date}, each salary shall be increased by {percent}%"
    ]
    assert found.term is not None and found.term.of == ("pay",)
    undated = text("- **A.** Each salary shall be increased by 2.5%.\n")
    with pytest.raises(BadInput, match="needs a date"):
        propose_term(undated, "A", "2.5%", wanted)
