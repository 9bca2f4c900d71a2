"""Twins: the same quantity elsewhere, and one changed in one form but not in the other."""

from fractions import Fraction

import pytest
from costing_texts import AGREEMENT, text
from hypothesis import given
from hypothesis import strategies as st

from negotiate.costing import wording
from negotiate.costing.phrases import find
from negotiate.costing.versions import TextInputs
from negotiate.costing.wording import Spot, figure_twins, phrase_for, spots, twins

BASE = text(AGREEMENT)
ROOM = next(words for words in BASE.words if "inclusion" in words)


def test_a_figure_changed_in_one_form_only_is_warned_of() -> None:
    (warning,) = figure_twins([ROOM], [ROOM.replace("20 students", "16 students")], "V.A.3")
    assert (warning.changed, warning.now) == (Fraction(20), (Fraction(16),))
    assert warning.quote == "The 20:1 ratio is with plans."
    (other,) = figure_twins([ROOM], [ROOM.replace("20:1", "16:1")])
    assert other.quote == "An inclusion room shall have no more than 20 students."


def test_changed_in_both_forms_there_is_nothing_to_warn_of() -> None:
    assert figure_twins([ROOM], [ROOM.replace("20", "16")]) == ()


def test_another_thing_of_the_same_number_is_no_twin() -> None:
    words = "Rooms hold 20 students. Lunch lasts 20 minutes."
    assert figure_twins([words], [words.replace("20 students", "16 students")]) == ()


def test_twins_across_blocks_of_a_clause() -> None:
    old = ["No more than 20 students.", "The ratio of 20 to 1 holds."]
    assert len(figure_twins(old, [old[0].replace("20", "18"), old[1]])) == 1


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared_and_one_against_itself_is_quiet(old: str, new: str) -> None:
    figure_twins([old], [new])
    assert figure_twins([old], [old]) == ()


def test_the_same_figure_in_like_words_is_a_twin_in_other_words_not() -> None:
    nurse, other = _of_value(BASE, Fraction(700))
    assert [spot.citation for spot in twins(BASE, nurse)] == [other.citation] == ["V.B.1"]
    page = "- **1.** The ratio of nurses to students is 1 to 700.\n\n- **2.** The pool holds 700 gallons."
    lone = text(page)
    assert twins(lone, _of_value(lone, Fraction(700))[0]) == ()


def _of_value(inputs: TextInputs, value: Fraction) -> list[Spot]:
    every = (spot for index in range(len(inputs.placed)) for spot in spots(inputs, index))
    return [spot for spot in every if spot.figure.value == value]


def test_twins_are_those_found_by_looking_at_every_block(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [spot for index in range(len(BASE.placed)) for spot in spots(BASE, index)]
    quick = [twins(BASE, spot) for spot in every]
    assert any(quick)
    monkeypatch.setattr(wording, "_sharing", lambda inputs, near: range(len(inputs.placed)))
    assert [twins(BASE, spot) for spot in every] == quick


def test_a_proposed_phrase_finds_its_figure_and_no_other() -> None:
    for index in range(len(BASE.placed)):
        for spot in spots(BASE, index):
            found = find(BASE, phrase_for(BASE, spot, "hole").text)
            assert any(match.index == index for match in found), spot
            assert {match.figures[0].value for match in found} == {spot.figure.value}, spot
