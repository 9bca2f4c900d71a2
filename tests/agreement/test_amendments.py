"""An MOU beside the agreement: which clauses it says it changes, and which it only cites."""

import pytest

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.citations import Index, place
from negotiate.agreement.finding.amendments import amending, amendments
from negotiate.agreement.reading.reader import read_received

_AGREEMENT = """\
Article I - Scope

A. This covers nurses.

Article II - Staffing

A. Nurses

1. There are ten nurses.

2. Each school has

(a) a nurse on two days; and

(b) a nurse on call.

B. Counselors are two.
"""


def _index(*sentences: str) -> Index:
    letter = "MEMORANDUM OF UNDERSTANDING\n\n" + "".join(
        f"{number}. {words}\n\n" for number, words in enumerate(sentences, 1)
    )
    documents = [
        Document(name, read_received(text.encode(), "a.txt").agreement.documents[0].articles)
        for name, text in (("agreement", _AGREEMENT), ("mou", letter))
    ]
    return Index(place(Agreement(tuple(documents))), "agreement")


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("Article II.A.2(a) is amended to read: “a nurse on each day”.", "II.A.2(a)"),
        ("Delete Article II.B in its entirety.", "II.B"),
        ("The parties agree to amend Article II, Section A as follows.", "II.A"),
        ("In Article II(B), replace “two” with “three”.", "II.B"),
        ("Add a new paragraph to Article II.A at its end.", "II.A"),
        ("Notwithstanding Article I.A, the term includes aides.", "I.A"),
        ("Article II.A.1 shall read as follows: There are twelve nurses.", "II.A.1"),
        ("Article II.A.2 is hereby suspended until June 30, 2027.", "II.A.2"),
        ("This letter supersedes Article II.B for one year.", "II.B"),
    ],
)
def test_words_that_change_a_clause_name_it(words: str, target: str) -> None:
    found = amendments(_index(words))
    assert [(one.citation, one.target) for one in found] == [("mou:1", target)]
    assert found[0].says == words


@pytest.mark.parametrize(
    "words",
    [
        "Nurses are counted as provided in Article II.A.",
        "A grievance under Article II.B goes to the Board.",
        "Article II.A remains in force. The calendar is amended each year.",
        "The day is changed. Article I.A applies.",
    ],
)
def test_words_that_only_cite_a_clause_are_none(words: str) -> None:
    assert amendments(_index(words)) == ()


def test_the_reader_of_a_clause_hears_of_its_parts_and_of_what_it_is_part_of() -> None:
    index = _index("Article II.A is amended as follows.", "Delete Article II.A.2(b).", "Delete Article II.B.")
    found = amendments(index)
    assert [one.citation for one in amending(index, found, "II.A.2")] == ["mou:1", "mou:2"]
    assert [one.citation for one in amending(index, found, "II.A.2(a)")] == ["mou:1"]
    assert [one.citation for one in amending(index, found, "II")] == ["mou:1", "mou:2", "mou:3"]
    assert amending(index, found, "I") == ()
