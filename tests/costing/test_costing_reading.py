"""A term in a version: found, in conflict, unpriced or absent, and never a stale value."""

from fractions import Fraction

from costing_texts import AGREEMENT, NURSES, draft, text

from negotiate.costing.reading import State, read_in
from negotiate.costing.terms import Term, read_terms

BASE = text(AGREEMENT)
(TERM,) = read_terms(NURSES, "terms.yaml")
BOTH = "ratio of nurses to students shall be 1 to 700"


def one_phrase(keep: int, **changes: str) -> Term:
    lines = NURSES.splitlines(keepends=True)
    del lines[7 - 2 * keep : 9 - 2 * keep]
    more = "".join(f"    {key}: {value}\n" for key, value in changes.items())
    return read_terms("".join(lines) + more, "terms.yaml")[0]


def test_both_places_agree() -> None:
    found = read_in(TERM, BASE)
    assert (found.state, dict(found.values)) == (State.FOUND, {"students": Fraction(700)})
    assert [place.citation for place in found.places] == ["V.A.1", "V.B.1"]


def test_one_place_changed_is_a_conflict_with_both_quoted() -> None:
    changed = draft(
        ("school nurses to students shall be 1 to 700", "school nurses to students shall be 1 to 500")
    )
    found = read_in(TERM, changed, BASE)
    assert found.state is State.CONFLICT
    assert "V.A.1 says" in found.reason and "1 to 500" in found.reason
    assert "V.B.1 says" in found.reason and "1 to 700" in found.reason


def test_a_place_that_is_not_bound_contradicts_as_well() -> None:
    for keep, old in ((0, "school nurses to students shall be 1 to 700"), (1, BOTH)):
        term = one_phrase(keep)
        assert len(term.phrases) == 1
        found = read_in(term, draft((old, old.replace("700", "500"))), BASE)
        assert found.state is State.CONFLICT, found
        assert {place.citation for place in found.places} == {"V.A.1", "V.B.1"}
        assert read_in(term, BASE).state is State.FOUND


def test_one_place_gone_is_unpriced_and_says_which() -> None:
    found = read_in(TERM, draft((BOTH, "number of nurses shall do")), BASE)
    assert found.state is State.UNPRICED
    assert "1 of its 2 phrases are gone" in found.reason and "V.B.1" in found.reason


def test_a_term_follows_its_words_into_another_clause() -> None:
    moved = AGREEMENT.replace("- ## **A.** Teachers", "- ## **Q.** Teachers").replace(
        "- **1.** The system", "- **9.** The system"
    )
    found = read_in(TERM, text(moved, "draft"), BASE)
    assert (found.state, found.places[0].citation) == (State.FOUND, "V.Q.9")


def test_words_and_digits_that_disagree_are_a_conflict() -> None:
    found = read_in(TERM, draft((BOTH, BOTH.replace("700", "five hundred (600)"))), BASE)
    assert found.state is State.CONFLICT and "words and digits disagree" in found.reason


def test_new_language_is_absent_where_it_is_not_and_unpriced_otherwise() -> None:
    bare = draft(("school nurses to students shall be 1 to 700", "school nurses is theirs to say"))
    assert read_in(one_phrase(0), bare, BASE).state is State.UNPRICED
    assert read_in(one_phrase(0, introduced="true"), bare, BASE).state is State.ABSENT


MANY = """\
- **1.** A class in grade 1 shall have no more than 20 pupils in all the rooms of the east building.

- **2.** A class in grade 2 shall have no more than 25 pupils in all the rooms of the west building.
"""
GRADE_ONE = """\
terms:
  - id: size
    kind: staffing-ratio
    job: teacher
    phrases: [{clause: "1", text: "shall have no more than {students} pupils"}]
    reading: system-wide
    rounding: up
"""


def test_same_words_for_different_things_are_told_apart_by_clause_then_by_likeness() -> None:
    (term,) = read_terms(GRADE_ONE, "terms.yaml")
    base = text(MANY)
    assert dict(read_in(term, base).values) == {"students": 20}
    first, second = MANY.strip().split("\n\n")
    swapped = (
        second.replace("**2.**", "**1.**") + "\n\n" + first.replace("**1.**", "**2.**").replace("20", "18")
    )
    found = read_in(term, text(swapped, "draft"), base)
    assert (found.state, dict(found.values), found.places[0].citation) == (
        State.FOUND,
        {"students": Fraction(18)},
        "2",
    )
