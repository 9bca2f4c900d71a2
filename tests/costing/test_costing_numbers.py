"""Figures: what they are worth in every manner of writing, and what is no figure."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiate.agreement.numbers import Form, figures, fold, parse

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
ONES += " sixteen seventeen eighteen nineteen"
TENS = ". . twenty thirty forty fifty sixty seventy eighty ninety"


def spell(number: int) -> str:
    """The number in English words: the speller of the tests, which knows nothing of the reader."""
    if number < 20:
        return ONES.split()[number]
    if number < 100:
        rest = number % 10
        return TENS.split()[number // 10] + (f"-{spell(rest)}" if rest else "")
    if number < 1000:
        rest = number % 100
        return f"{spell(number // 100)} hundred" + (f" {spell(rest)}" if rest else "")
    rest = number % 1000
    return f"{spell(number // 1000)} thousand" + (f" {spell(rest)}" if rest else "")


@given(st.integers(0, 999_999))
def test_words_and_digits_say_the_same(number: int) -> None:
    for written in (spell(number), f"{number:,}", str(number), f"{spell(number)} ({number:,})"):
        found = parse(written)
        assert found is not None and found.value == number and found.disputed is None, written


@given(st.integers(2, 9999), st.integers(2, 9999))
def test_words_that_disagree_with_digits_are_disputed(spelled: int, printed: int) -> None:
    found = parse(f"{spell(spelled)} ({printed})")
    assert found is not None
    assert found.disputed == (None if spelled == printed else printed)


@pytest.mark.parametrize(
    ("written", "value", "form"),
    [
        ("66 2/3%", Fraction(200, 3), Form.PERCENT),
        ("sixty-six and two-thirds percent (66 2/3%)", Fraction(200, 3), Form.PERCENT),
        ("six (6) per cent", Fraction(6), Form.PERCENT),
        ("$1,500.50", Fraction(3001, 2), Form.MONEY),
        ("five hundred dollars ($500)", Fraction(500), Form.MONEY),
        ("$2.5 million", Fraction(2_500_000), Form.MONEY),
        ("thirty-eight dollars and fifty cents ($38.50)", Fraction(77, 2), Form.MONEY),
        ("thirty-eight (38) dollars and fifty (50) cents", Fraction(77, 2), Form.MONEY),
        ("one hundred dollars and no cents ($100.00)", Fraction(100), Form.MONEY),
        ("thirty-eight and 50/100 dollars ($38.50)", Fraction(77, 2), Form.MONEY),
        ("fifty cents ($.50)", Fraction(1, 2), Form.MONEY),
        ("62¢", Fraction(31, 50), Form.MONEY),
        ("two and one-half", Fraction(5, 2), Form.NUMBER),
        ("one hundred and five", Fraction(105), Form.NUMBER),
        ("1½", Fraction(3, 2), Form.NUMBER),
        (".5", Fraction(1, 2), Form.NUMBER),
        ("Twenty–Five", Fraction(25), Form.NUMBER),
        ("1/2 of 1%", Fraction(1, 2), Form.PERCENT),
        ("half of one percent (0.5%)", Fraction(1, 2), Form.PERCENT),
        ("one-half of one percent (0.5%)", Fraction(1, 2), Form.PERCENT),
        ("three-quarters of one (1) per cent (3/4 of 1%)", Fraction(3, 4), Form.PERCENT),
        ("four-tenths of one percent (.4%)", Fraction(2, 5), Form.PERCENT),
        ("six and five tenths percent (6.5%)", Fraction(13, 2), Form.PERCENT),
    ],
)
def test_manners_of_writing(written: str, value: Fraction, form: Form) -> None:
    found = parse(written)
    assert found is not None
    assert (found.value, found.form, found.disputed) == (value, form, None)


@pytest.mark.parametrize(
    "written",
    [
        "thirty-eight dollars and fifty cents ($38.60)",
        "five dollars and fifty (60) cents",
        "nine (90¢) cents",
    ],
)
def test_cents_said_twice_and_not_alike_are_disputed(written: str) -> None:
    found = parse(written)
    assert found is not None
    assert found.disputed is not None


@pytest.mark.parametrize(
    "written", ["", "students", "1 to 500", "20:1", "one of them", "--", "7 8", "1/0", "9" * 5000]
)
def test_what_is_not_one_figure(written: str) -> None:
    assert parse(written) is None


def test_dates_labels_and_references_are_no_figures() -> None:
    words = (
        "Effective September 1, 2013 and by 9/1/2014, in the 2012-2013 school year, under Article 5, "
        "Section 3(b) and V.A.2(f), (2) no one shall exceed the ratio of one to forty-three (43), 3% or "
        "$12,500 in 20-student rooms."
    )
    assert [figure.value for figure in figures(words)] == [1, 43, 3, 12500, 20]


def test_what_a_figure_is_paid_by_may_follow_a_slash() -> None:
    words = "Paid $45/hour, $10/student/day or 12/month; open 24/7 from 9/1/2027, 5/3rd, 2/B."
    assert [figure.value for figure in figures(words)] == [45, 10, 12, Fraction(24, 7)]


@given(st.text())
def test_any_text_is_read_without_fault_and_folding_keeps_its_length(words: str) -> None:
    assert len(fold(words)) == len(words)
    for figure in figures(words):
        assert 0 <= figure.start < figure.end <= len(words)
