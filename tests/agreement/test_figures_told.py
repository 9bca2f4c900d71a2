"""Where a figure of a value is read, the value may be said; where nothing of it stands, it is not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiate.agreement.figures_told import may_say, may_say_any
from negotiate.agreement.numbers import figures, fold

ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
ONES += "sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def _below_hundred(number: int) -> str:
    if number < 20:
        return ONES[number - 1]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10 - 1]}" if number % 10 else "")


def _below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    head = f"{_below_hundred(hundreds)} hundred" if hundreds else ""
    return " and ".join(part for part in (head, _below_hundred(rest) if rest else "") if part)


def _written(number: int) -> list[str]:
    thousands, rest = divmod(number, 1_000)
    spelled = [f"{_below_thousand(thousands)} thousand"] if thousands else []
    spelled += [_below_thousand(rest)] if rest else []
    ways = [str(number), f"{number:,}", f"${number:,}.00", f"{number} dollars", f"{number * 100} cents"]
    ways += [" ".join(spelled), f"{' '.join(spelled)} ({number:,}) dollars", f"{number}:1", f"{number}%"]
    ways += [f"{number // 1_000} thousand"] if number % 1_000 == 0 and number else []
    ways += [f"{number / 1e6:g} million"] if number % 100_000 == 0 and number else []
    return ways


@given(st.one_of(st.integers(2, 200), st.integers(2, 999_999), st.integers(1, 9).map(lambda n: n * 100_000)))
def test_a_value_that_is_read_may_be_said(number: int) -> None:
    for way in _written(number):
        words = f"Within {way} of the staff, and no more."
        for figure in figures(words):
            assert may_say(fold(words), figure.value), words
            assert may_say_any(fold(words)), words


def test_every_figure_of_the_sample_may_be_said(sample_texts: list[str]) -> None:
    read = [(words, figure.value) for words in sample_texts for figure in figures(words)]
    assert len(read) > 500
    assert all(may_say(fold(words), value) and may_say_any(fold(words)) for words, value in read)
    assert all(may_say_any(fold(words)) for words in ("a hundred days", "a half day", "two-thirds", "½ day"))
    assert not may_say_any("the board shall name an arbiter; none of its money is spent")
    said = [words for words in sample_texts if may_say(fold(words), Fraction(8_413))]
    assert len(said) < len(sample_texts) / 2 and not any("8,413" in words for words in sample_texts)


@pytest.fixture
def sample_texts() -> list[str]:
    """The paragraphs of the sample agreement."""
    from negotiate.workspace.creating import sample_files

    return [
        line for path, text in sample_files().items() if path.endswith(".md") for line in text.split("\n")
    ]
