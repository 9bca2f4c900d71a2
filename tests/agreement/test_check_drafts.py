"""What a draft breaks, apart from what was wrong before, on drafts made at random and by hand."""

import random
from collections import Counter
from collections.abc import Callable

import pytest
import sample_files as sample
from corrupting import MAKERS
from corrupting_more import MORE
from drafting import Draft, put_in, reworded, struck
from invented import invented

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.checks.checking import check, check_draft
from negotiate.agreement.editing import delete_clause, replace_clause

_FOLLOWS = {
    "crossref-moved",
    "crossref-missing",
    "crossref-wrong",
    "crossref-direction",
    "twin-left",
    "undefined-term",
}


def _with_errors(seed: int) -> Agreement:
    """An invented agreement with an error of every kind in it."""
    agreement, dice = invented(seed), random.Random(seed)
    for make in (*MAKERS, *MORE):
        slip = make(agreement, dice)
        agreement = slip.agreement if slip is not None else agreement
    return agreement


_BASES: dict[str, Callable[[], Agreement]] = {
    "sample": sample.agreement,
    "invented": lambda: _with_errors(3),
    "dotted": lambda: _with_errors(4),
}


@pytest.mark.parametrize("base", _BASES)
@pytest.mark.parametrize("act", [reworded, put_in, struck])
def test_what_was_wrong_before_is_not_the_draft_s(
    base: str, act: Callable[[Agreement, random.Random], Draft]
) -> None:
    before = _BASES[base]()
    had = check(before)
    dice = random.Random(f"{base}-{act.__name__}")
    assert len(had) > 8
    for _ in range(3):
        draft = act(before, dice)
        new, old = check_draft(before, draft.agreement)
        assert {one.kind for one in new} <= _FOLLOWS, (draft.done, draft.at)
        assert len(had) - len(old) <= 3  # those of the clause that was struck or reworded
        lost = {one.id for one in had} - {one.id for one in old}
        assert len(lost) <= 3


def test_a_finding_keeps_its_id_where_its_clause_is_counted_anew_and_loses_it_where_it_changed() -> None:
    before = sample.agreement()
    (error,) = [one for one in check(before) if one.kind == "figures-words"]
    assert error.citation == "VI.E.4"
    moved = delete_clause(before, "VI.E.1")
    assert error.id in {one.id for one in check(moved)}
    words = next(item.block.text for item in sample.index().clause("VI.E.4"))
    changed = replace_clause(before, "VI.E.4", f"4. {words} It is so agreed.")
    again = [one for one in check(changed) if one.kind == "figures-words"]
    assert [one.found for one in again] == [error.found]
    assert again[0].id != error.id


def test_a_definition_taken_out_that_others_use() -> None:
    before = invented(0)  # “Itinerant” is I.B.2, and the section on itinerant staff uses it
    new, _ = check_draft(before, delete_clause(before, "I.B.2"))
    assert ("undefined-term", "Itinerant") in {(one.kind, one.found) for one in new}


def test_a_paragraph_that_stood_twice_and_was_changed_once() -> None:
    before = invented(0)
    twins = [one for one in check(before) if one.kind == "twin-paragraph"]
    assert twins
    assert {one.severity.value for one in twins} == {"note"}
    one = twins[0]
    clause = one.citation
    words = next(block.text for block in before.blocks() if block.text.startswith(one.found))
    new, _ = check_draft(before, replace_clause(before, clause, f"{words} This ends with the school year."))
    assert Counter(one.kind for one in new)["twin-left"] == 1


def test_new_errors_of_every_kind_are_the_draft_s() -> None:
    before = invented(2)
    for make in (*MAKERS, *MORE):
        slip = make(before, random.Random(5))
        if slip is None or slip.made in ("reference", "told reference"):
            continue  # some lead to a clause that might as well be meant
        new, _ = check_draft(before, slip.agreement)
        assert {one.kind for one in new} & {*slip.kinds, "crossref-missing"}, slip.made
