"""Search finds words, phrases and misspelt words, the clause that says most of them first."""

import re

import pytest
import sample_files as sample
from hypothesis import given
from hypothesis import strategies as st

from negotiate.agreement.citations import Index
from negotiate.agreement.finding.search import SearchIndex
from negotiate.agreement.vocabulary import tokens


@pytest.fixture(scope="module")
def index() -> Index:
    return sample.index()


@pytest.fixture(scope="module")
def searched(index: Index) -> SearchIndex:
    return SearchIndex(index)


def test_a_heading_comes_first(searched: SearchIndex) -> None:
    assert searched.search("class size").hits[0].citation == "IV.A"
    assert searched.search("grievance form").hits[0].citation == "Appendix B"


def test_words_are_found_with_their_excerpt_and_marks(searched: SearchIndex) -> None:
    hit = searched.search("nurses ratio 700").hits[0]
    assert hit.citation in ("IV.C.1(a)", "X.E.1")
    assert {hit.excerpt[a:b].lower() for a, b in hit.marks} >= {"nurses", "ratio", "700"}


def test_a_phrase_must_stand_as_quoted(index: Index, searched: SearchIndex) -> None:
    """Against a plain search of every block for the words in order."""
    phrase = "overage pay"
    expected = {
        item.name for item in index.placed if f" {phrase} " in f" {' '.join(tokens(item.block.text))} "
    }
    found = searched.search(f'"{phrase}"', limit=100)
    assert {hit.citation for hit in found.hits} == expected
    assert expected


def test_a_misspelt_word_is_taken_for_the_nearest(searched: SearchIndex) -> None:
    found = searched.search("paraproffesional", limit=50)
    assert found.taken_for == (("paraproffesional", ("paraprofessional",)),)
    assert {hit.at for hit in found.hits} == {hit.at for hit in searched.search("paraprofessional", 50).hits}


def test_a_citation_is_found_as_such(searched: SearchIndex) -> None:
    assert searched.search("Article IX, Section G").hits[0].citation == "IX.G"


def test_nothing_answers_to_nothing(searched: SearchIndex) -> None:
    assert searched.search("").hits == ()
    assert searched.search("zzzzqqqq xxyyzz").hits == ()


def test_every_word_of_the_text_finds_the_block_that_says_it(index: Index, searched: SearchIndex) -> None:
    for at in range(0, len(index.placed), 40):
        for word in set(tokens(index.placed[at].block.text)):
            if len(word) > 6 and word.isalpha():
                assert at in {hit.at for hit in searched.search(word, limit=1000).hits}, word


@given(st.text(st.sampled_from("aB9 _-.'’‘é\n\tß:0²")))
def test_words_are_the_runs_of_letters_and_digits(text: str) -> None:
    """However they are found: against the pattern that says what a word is."""
    plain = re.sub("[’‘`´]", "'", text).lower()
    assert tokens(text) == re.findall(r"[^\W_]+(?:'[^\W\d_]+)?", plain)
