"""References in running text: each manner of writing leads to the clause a reader would turn to."""

import re
from pathlib import Path

import pytest
import sample_files as sample
from hypothesis import given
from hypothesis import strategies as st

from negotiate.agreement.citations import Index, place
from negotiate.agreement.finding.references import Reference, References, words_of
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.written import scan

_TEXT = """Article V

Staffing

A. Teachers

1. Class Size

(a) Classes shall be small.

2. Inclusion

(a) The ratio shall be stated.

(b) Common planning

(1) once a week, consistent with paragraph 1 above;

(2) or twice, where (1) is not met.

B. Nurses

1. SENTENCE

2. Nurses are assigned as in paragraph 1 above.

C. Aides

1. Aides are paid.

2. Aides are hired.

3. Aides are trained.

D. Dues are paid.

E. Exits are marked.

F. Files are kept.

G. Grades are given.

H. Hours are counted.

I. Transfers

1. Transfers are voluntary.

Article VI

Pay

A. All teachers are paid.
"""


def _index(sentence: str) -> Index:
    found = read_received(_TEXT.replace("SENTENCE", sentence).encode(), "a.txt").agreement
    return Index(place(found), found.main)


def _targets(sentence: str, own: str = "V.B.1") -> list[str]:
    return [one.target for one in References(_index(sentence)).all if one.citation == own]


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("As stated in Article V(A)(2)(b)(1), so be it.", ["V.A.2(b)(1)"]),
        ("As stated in Article VA2(b), so be it.", ["V.A.2(b)"]),
        ("As stated in Art. V, Sec. A, 2(b), so be it.", ["V.A.2(b)"]),
        ("See V.A.2(b)(1) for more.", ["V.A.2(b)(1)"]),
        ("It is under Article V-I of this agreement.", ["V.I"]),
        ("It is under Article VI of this agreement.", ["VI"]),
        ("It is governed by section C(1) of this Article.", ["V.C.1"]),
        ("It is found in Article V C of the contract.", ["V.C"]),
        ("Article V A teacher may rely on it.", ["V"]),
        ("Under Article 5, Section C(2), aides are hired.", ["V.C.2"]),
        ("Sections C.1 through C.3 of Article V apply.", ["V.C.1", "V.C.3", "V.C.2"]),
        ("Articles V and VI apply.", ["V", "VI"]),
        ("Article V(A)-(C) and (I) apply.", ["V.A", "V.C", "V.B", "V.I"]),
        ("Article V, Sections A.2, C.1 and I, and Article VI, Section A apply.", ["V.A.2", "V.C.1", "V.I", "VI.A"]),
        ("Paragraphs 1 and 2 of Section C of this Article apply.", ["V.C.1", "V.C.2"]),
        ("Article VI, Section K applies.", ["VI.K"]),
        ("The 30 days of Article VI shall run for 60 days.", ["VI"]),
    ],
)  # fmt: skip
def test_each_manner_of_writing(sentence: str, targets: list[str]) -> None:
    assert _targets(sentence) == targets


_DOTTED = """ARTICLE 5 – SALARIES

5.1 Schedules

5.1.1 All salaries are listed.

5.1.2 Steps are as in Section 5.1.1.

5.2 Longevity

5.2.1 Longevity is paid as provided in Article 5, Section 5.1.2 and in 5.2.2; see §5.1 and 10.2.3.

5.2.2 It rises by 1.5 to 2.0.1 points.
"""


def test_labels_that_name_their_parents_themselves() -> None:
    found = read_received(_DOTTED.encode(), "a.txt").agreement
    references = References(Index(place(found), found.main))
    told = [(one.citation, one.target, one.found is not None) for one in references.all]
    assert told == [
        ("5.1.2", "5.1.1", True),
        ("5.2.1", "5.1.2", True),
        ("5.2.1", "5.2.2", True),
        ("5.2.1", "5.1", True),
    ]


def test_a_reference_is_read_from_where_it_stands() -> None:
    assert _targets("", own="V.A.2(b)(1)") == ["V.A.1"]
    assert _targets("A rule.", own="V.B.2") == ["V.B.1"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Leave is granted under Section 59 of Chapter 33 of the General Laws.",
        "Treated as contributions under Section 414(h)(2) of the Internal Revenue Code.",
        "Disclosed as in Article IV, Sections 4.7 and 4.8 of the Agreement and Declaration of Trust for the Fund.",
    ],
)
def test_a_part_of_another_text_is_no_clause_of_this_one(sentence: str) -> None:
    found = [one for one in References(_index(sentence)).all if one.citation == "V.B.1"]
    assert found
    assert all(one.outside for one in found)


def test_a_relative_citation_is_found_within_its_clause() -> None:
    index = _index("A rule.")
    assert index.placed[index.find("section C(1) of this Article", within="V.B.1")].citation == "V.C.1"
    assert index.placed[index.find("paragraph 1 above", within="V.C.2")].citation == "V.C.1"
    assert index.placed[index.find("Article 5, Section A")].citation == "V.A"
    assert index.placed[index.find("Article V(I)")].citation == "V.I"
    assert index.placed[index.find("VI")].citation == "VI"


def test_the_sample_s_references_all_lead_where_they_say() -> None:
    """Independent of the reader: every ``Article N, Section X`` of the sample by a pattern of its own."""
    index = sample.index()
    found = {(one.citation, one.target) for one in References(index).all}
    expected = {
        (item.name, f"{article}.{section}")
        for item in index.placed
        for article, section in re.findall(
            r"Article ([IVX]+), Section ([A-Z](?:\.\d)?)(?![.(]\w|\w)", item.block.text
        )
    }
    assert len(expected) > 30
    assert expected <= found


def test_who_refers_to_a_clause_and_what_it_refers_to() -> None:
    references = References(sample.index())
    assert [one.citation for one in references.to("IX.G")] == ["III.C.6", "IV.B.6"]
    assert [one.target for one in references.of("III.C.6")] == ["IX.G"]
    assert all(_spoken(references, one) == one.printed for one in references.all)


def _spoken(references: References, one: Reference) -> str:
    return words_of(references.index.placed[one.at])[one.start : one.end]


@given(st.text(alphabet="AVIXaiv12(). ,-;§¶ArticleSecton", max_size=80))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for one in scan(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.paths


def test_every_reference_of_a_received_agreement_within_its_words(shared: Path) -> None:
    path = shared / "data/contracts/oregon-stea-state-teachers-education-association-2023-2025.md"
    found = read_received(path.read_bytes(), path.name).agreement
    references = References(Index(place(found), found.main))
    told = {(one.citation, one.printed) for one in references.all if one.found is None and not one.outside}
    # read by eye: the form is Appendix C; section D has two paragraphs; 23.A ends with paragraph 4 of leave
    assert {("29.B", "Article 23.A.5"), ("4.A ¶2", "Appendix E")} <= told
    assert len(told) <= 6


def test_a_numeral_is_not_parted_for_what_is_not_there() -> None:
    """Article IX, absent, is no "Article I, X" for the message to speak of."""
    text = "Article I\n\nPurpose\n\nA. Words.\n\nArticle II\n\nSize\n\nB. See Article IX, Section B.\n"
    agreement = read_received(text.encode(), "a.txt").agreement
    index = Index(place(agreement), agreement.main)
    assert [one.target for one in References(index).of("II.B")] == ["IX.B"]


@pytest.mark.parametrize("of", ["of the prior agreement", "in the expired contract", "of the previous CBA"])
def test_a_former_agreement_is_another_text(of: str) -> None:
    text = f"Article I\n\nPurpose\n\nA. Words.\n\nB. As in Section A {of}, and in Section Q {of}.\n"
    agreement = read_received(text.encode(), "a.txt").agreement
    found = References(Index(place(agreement), agreement.main)).of("I.B")
    assert [one.outside for one in found] == [True, True]
