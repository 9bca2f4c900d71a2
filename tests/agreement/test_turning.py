"""Figures turned by their step: in their own manner of writing, exact, and back again."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiate.agreement.numbers import Form, parse
from negotiate.agreement.turning import spelled, step_of, turned, written

HAND = [  # printed, one step up, one step down: by hand from the table of steps
    ("thirty-five (35)", "thirty-six (36)", "thirty-four (34)"),
    ("Twenty (20)", "Twenty-one (21)", "Nineteen (19)"),
    ("$1,450", "$1,550", "$1,350"),
    ("$950", "$960", "$940"),
    ("$29.82", "$30.07", "$29.57"),
    ("$45000", "$46000", "$44000"),
    ("2.5%", "2.75%", "2.25%"),
    ("three percent (3%)", "three and one-quarter percent (3.25%)", "two and three-quarters percent (2.75%)"),
    ("66 2/3%", "67 2/3%", "65 2/3%"),
    ("700", "725", "675"),
    ("18", "19", "17"),
    ("35 (thirty-five)", "36 (thirty-six)", "34 (thirty-four)"),
    ("one hundred and eighty-five", "two hundred and ten", "one hundred and sixty"),
    ("five hundred dollars ($500.00)", "five hundred ten dollars ($510.00)",
     "four hundred ninety dollars ($490.00)"),
    ("12½", "13", "12"),
    ("THIRTY", "THIRTY-ONE", "TWENTY-NINE"),
    ("thirty-eight dollars and fifty cents ($38.50)", "thirty-eight dollars and seventy-five cents ($38.75)",
     "thirty-eight dollars and twenty-five cents ($38.25)"),
    ("Fifty cents ($.50)", "Seventy-five cents ($.75)", "Twenty-five cents ($.25)"),
    ("75¢", "75¢", "50¢"),  # a dollar is not written in cents
    ("twenty (21)", "twenty-one (21)", "nineteen (19)"),  # words and digits agree again
]  # fmt: skip


@pytest.mark.parametrize(("printed", "up", "down"), HAND)
def test_by_hand(printed: str, up: str, down: str) -> None:
    assert (turned(printed, 1), turned(printed, -1)) == (up, down)


@pytest.mark.parametrize("printed", ["1", "one (1)", "$1", "0.25%"])
def test_nothing_is_turned_to_nothing(printed: str) -> None:
    assert turned(printed, -1) == printed


def test_what_is_no_figure_stays() -> None:
    assert turned("the superintendent", 1) == "the superintendent"


@given(st.integers(0, 999_999))
def test_words_are_read_as_their_number(number: int) -> None:
    found = parse(spelled(number))
    assert found is not None and found.value == number


figures = st.one_of(
    st.integers(2, 9_000).map(str),
    st.integers(2, 9_000).map(lambda n: f"{spelled(n)} ({n})"),
    st.integers(2, 400_000).map(lambda n: f"${n:,}"),
    st.integers(8, 9_900).map(lambda n: f"${n / 100:.2f}"),
    st.integers(2, 400).map(lambda n: f"{n / 4:g}%"),
)


@given(figures, st.sampled_from([1, -1]))
def test_a_turn_is_one_step_and_nothing_else(printed: str, by: int) -> None:
    was, now = parse(printed), parse(turned(printed, by))
    assert was is not None and now is not None
    assert now.form is was.form and now.disputed is None
    moved = (now.value - was.value) * by
    assert moved in {step_of(was.form, was.value), step_of(now.form, now.value), 0}
    assert moved or (by < 0 and was.value <= step_of(was.form, was.value))


@given(st.integers(2, 40_000))
def test_up_and_down_again_within_a_range(number: int) -> None:
    printed = f"{number:,}"
    up = turned(printed, 1)
    was, now = parse(printed), parse(up)
    assert was is not None and now is not None
    if step_of(Form.NUMBER, now.value) == now.value - was.value:
        assert turned(up, -1) == printed


@given(figures, st.integers(1, 5_000))
def test_a_value_is_written_as_the_figure_was(printed: str, value: int) -> None:
    new = written(printed, Fraction(value))
    found = parse(new)
    assert found is not None and found.value == value
    assert ("(" in new, "$" in new, "%" in new) == ("(" in printed, "$" in printed, "%" in printed)
