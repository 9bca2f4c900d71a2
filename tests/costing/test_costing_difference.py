"""A draft searched in what differs alone says the same as searched in full, however blocks move."""

from costing_texts import text
from hypothesis import given
from hypothesis import strategies as st

from negotiate.costing.phrases import find
from negotiate.costing.versions import difference

CLAUSES = [
    "one nurse to 700 students",
    "one nurse to 650 students",
    "a grant of $9",
    "rooms",
    "one nurse to many students",
]
LISTS = st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=9)


def page(clauses: list[str]) -> str:
    return "# **Article I** T\n" + "".join(f"\n- **{at}.** {words}\n" for at, words in enumerate(clauses, 1))


@given(LISTS, LISTS)
def test_what_differs_alone_is_enough(old: list[str], new: list[str]) -> None:
    before, after = text(page(old)), text(page(new), "draft")
    for phrase in ("one nurse to {students} students", "a grant of ${amount}"):
        assert find(after, phrase, before) == find(after, phrase)


@given(LISTS, LISTS)
def test_a_block_that_is_still_there_has_the_same_words(old: list[str], new: list[str]) -> None:
    before, after = text(page(old)), text(page(new), "draft")
    found = difference(after, before)
    here = [found.still(index) for index in range(len(before.words))]
    for index, at in enumerate(here):
        assert at is None or after.words[at] == before.words[index]
    kept = [at for at in here if at is not None]
    moved = [at for places in found.kept.values() for at in places]
    assert sorted([*kept, *found.fresh, *moved]) == list(range(len(after.words)))
