"""A term made by pointing at a figure: proposed, asked for, written, read back."""

from dataclasses import replace

import pytest
from costing_texts import AGREEMENT, text

from negotiate.agreement.numbers import Form
from negotiate.common.errors import BadInput
from negotiate.common.records import read_yaml
from negotiate.costing.bind import Wanted, append_term, propose_tables, propose_term
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


def test_of_a_ratio_of_two_to_so_many_both_figures_are_holes() -> None:
    version = text(
        "- **A.** The Board shall employ two (2) counselors for every six hundred (600) students.\n"
    )
    found = propose_term(version, "A", "600", Wanted(kind="staffing-ratio"))
    assert found.phrases[0].text == "shall employ {positions} counselors for every {students} students"
    words = "phrases: [{text: 'two counselors for every {students} students'}]"
    with pytest.raises(BadInput, match="'text' is") as fault:
        read_terms(
            f"terms: [{{id: a, kind: staffing-ratio, job: b, reading: system-wide, rounding: none, {words}}}]",
            "t",
        )
    assert "{positions} in the place of “two”" in fault.value.do


def test_a_pair_of_figures_makes_one_phrase_for_every_entry_of_a_list() -> None:
    version = text(
        "- **A.** Paid are $500 after ten (10) years, $850 after 15 years and $1,200 after 20 years.\n"
    )
    wanted = Wanted(id="award", kind="career-award")
    (missing,) = propose_term(version, "A", "$500", wanted).missing
    assert missing.field == "figure" and "{years}" in missing.question
    found = propose_term(version, "A", "$500", wanted, more=["10"])
    assert found.term is not None and found.phrases[0].text == "${amount} after {years} years"
    values = [dict(place.values) for place in read_in(found.term, version).places]
    assert values == [{"amount": a, "years": y} for a, y in ((500, 10), (850, 15), (1_200, 20))]
    with pytest.raises(BadInput, match="does not stand beside the first"):
        propose_term(version, "A", "$500", wanted, more=["11"])


def test_a_figure_of_a_table_is_bound_with_its_row() -> None:
    table = "| Grade | Goal | Most |\n  | --- | --- | --- |\n  | 3 | 22 | 25 |\n  | 4 | 22 | 25 |"
    version = text(f"- **A.** Size\n\n  {table}\n")
    with pytest.raises(BadInput, match="stands 2 times"):
        propose_term(version, "A", "25", Wanted())
    found = propose_term(version, "A", "25", Wanted(kind="class-maximum"), nth=2)
    assert found.phrases[0].text == "| 4 | 22 | {students} |"


def test_a_lone_one_can_be_bound_and_a_key_given_again_makes_a_list() -> None:
    version = text("- **A.** There shall be one librarian in each school with these grades.\n")
    given = (("grades", "K"), ("grades", "1"))
    wanted = Wanted(
        id="l", kind="school-positions", job="librarian", amount="1", pay_source="x", fields=given
    )
    found = propose_term(version, "A", "one", wanted)
    assert found.term is not None and found.term.grades == ("K", "1")
    assert "{positions} librarian" in found.phrases[0].text


def test_the_tables_of_a_clause_make_a_term_without_a_figure() -> None:
    found = propose_tables(BASE, "VIII.A", Wanted(id="base", kind="schedule-pay"))
    assert found.missing == () and found.term is not None and found.phrases == ()
    assert found.term.pay is not None and found.term.pay.schedule == "VIII.A"
    assert [one.field for one in propose_tables(BASE, "VIII.A", Wanted(kind="schedule-pay")).missing] == [
        "id"
    ]
    (missing,) = propose_tables(BASE, "V.A.1", Wanted(id="base", kind="schedule-pay")).missing
    assert missing.question == "no salary schedule stands at V.A.1; those of this text stand at VIII.A"
    for kind, said in (("", "no figure is given"), ("payment", "a payment term needs a figure")):
        with pytest.raises(BadInput, match=said):
            propose_tables(BASE, "VIII.A", Wanted(kind=kind))


def test_a_clause_without_tables_is_not_taken_for_the_one_that_has_them() -> None:
    wanted = replace(GIVEN, schedule="V.A")
    (missing,) = propose_term(BASE, "V.A.1", "700", wanted).missing
    assert "those of this text stand at VIII.A" in missing.question


def test_a_per_cent_is_no_number_of_a_table() -> None:
    # "2%" stands once; steps and lanes of the tables say 2 as well
    found = propose_term(BASE, "VIII.A", "2%", Wanted())
    assert found.figure is not None and found.figure.form is Form.PERCENT
    assert found.phrases[0].clause == "VIII.A ¶2"
