"""A phrase finds its words wherever they stand and however they are printed, and nothing else."""

from datetime import date
from fractions import Fraction

import pytest
from costing_texts import AGREEMENT, draft, edited, text
from hypothesis import given
from hypothesis import strategies as st

from negotiate.costing.likeness import nearest
from negotiate.costing.phrases import Phrase, find, holes

PHRASE = "the system wide ratio of school nurses to students shall be 1 to {students}"
WORDS = "The system wide ratio of school nurses to students shall be 1 to 700"


def values(words: str, phrase: str = PHRASE) -> list[Fraction]:
    return [match.values[0] for match in find(text(f"- **1.** {words}"), phrase)]


@pytest.mark.parametrize(
    "words",
    [
        "The system-wide ratio of school nurses to students shall be 1 to 500.",
        "the SYSTEM WIDE ratio of school nurses to students shall be 1:500",
        "Nurses – the system‑wide ratio of school nurses to students shall be one to five hundred (500).",
        "the system wide ratio of school nurses, to students, shall be one (1) to 500; other words",
        "the system\u00a0wide ratio of school nurses to students shall be 1-to-500",
        "the system wide ratio of school nurses to students shall be 1 per 500 and more",
        "the system wide ratio of school nurses to students shall be one to five hundred (1:500).",
        "the system wide ratio of school nurses to students shall be one (1) school nurse for every 500 students",
        "the system wide ratio of school nurses to students shall be 1 nurse to five hundred (1:500)",
        "the system wide ratio of school nurses to students shall be one to five hundred (1 to 500), no more",
    ],
)
def test_manners_of_printing_are_one_phrase(words: str) -> None:
    assert values(words) == [500]


@given(st.integers(2, 9_999), st.integers(2, 9_999))
def test_a_ratio_said_again_in_digits_says_the_same_or_is_disputed(said: int, again: int) -> None:
    words = f"the system wide ratio of school nurses to students shall be one to {said:,} (1:{again:,})."
    (match,) = find(text(f"- **1.** {words}"), PHRASE)
    assert match.quote == words[:-1] and list(match.values) == [said]
    assert match.disputed == (said != again)


EACH = (
    "$140 per day",
    "$140/day",
    "$140 a day",
    "$140 for each day",
    "one hundred forty dollars ($140) per day",
)


@pytest.mark.parametrize("bound", ["${amount} per day", "${amount}/day"])
@pytest.mark.parametrize("printed", EACH)
def test_so_much_for_each_is_one_phrase(bound: str, printed: str) -> None:
    assert values(f"Substitutes shall be paid {printed}.", f"Substitutes shall be paid {bound}") == [140]
    assert not values(f"Substitutes shall be paid {printed[:-3]}hour.", f"Substitutes shall be paid {bound}")


@pytest.mark.parametrize(
    "words",
    [
        "the system wide ratio of school nurses to students shall be 2 to 500",
        "the system wide ratio of school nurses to students shall not be 1 to 500",
        "the system wide ratio of school nurses to students shall be 1 to 500-600",
        "the system wide ratio of school nurses to students shall be 1 to 500 or 600",
        "the system wide ratio of school nurses to students shall be 1 to 500%",
        "the system wide ratio of school nurses to students shall be 1 to $500",
        "the system wide ratio of school nurses to students shall be 1 to 1.000",
        "the system wide ratio of school nurses to students shall be 1 aide to 500",
        "the system wide ratio of school nurses to students shall be one nurse to one building",
        "the system wide ratio of school nurses to students shall be 1 to -500",
        "the system wide ratio of school nurses to students shall be 1 to \u2212500",
        "the system wide ratio of school nurses to pupils shall be 1 to 500",
        "the system wide ratio of school nurses to students shall be 1 to many",
    ],
)
def test_other_language_is_not_the_phrase(words: str) -> None:
    assert values(words) == []


def test_a_dash_of_the_phrase_is_no_minus() -> None:
    assert values("Maximum -25 students", "Maximum -{students} students") == [25]
    assert values("Maximum -25 students", "Maximum {students} students") == []
    assert values("Maximum - 25 students", "Maximum {students} students") == [25]


def test_the_whole_figure_is_read() -> None:
    assert values("the system wide ratio of school nurses to students shall be 1 to 1,250.5 pupils") == [
        Fraction(2501, 2)
    ]


def test_money_per_cent_and_dates_in_holes() -> None:
    words = "Effective September 1, 2026, each salary shall be increased by 3.25% and $1,500 paid."
    (found,) = find(
        text(f"- **1.** {words}"), "effective {date}, each salary shall be increased by {percent}%"
    )
    assert found.values[1] == Fraction(13, 4)
    assert values(words, "and ${amount} paid") == [1500]
    assert values(words.replace("$", ""), "and ${amount} paid") == []


def test_cents_are_not_taken_without_their_dollars() -> None:
    phrase = "${amount} for each hour"
    assert values("thirty-eight dollars and fifty cents ($38.50) for each hour", phrase) == [Fraction(77, 2)]
    assert values("fifty cents for each hour", phrase) == [Fraction(1, 2)]
    assert values("thirty-eight dollars ($38) and fifty cents ($.50) for each hour", phrase) == []
    assert values("$38 plus 50 cents for each hour", phrase) == []


def test_a_day_in_words_is_a_date() -> None:
    (found,) = find(text("- **1.** paid effective the first day of July, 2027"), "effective {date}")
    assert found.values == (Fraction(date(2027, 7, 1).toordinal()),)


def test_a_phrase_does_not_cross_from_one_block_into_the_next() -> None:
    assert not find(
        text("- **1.** the ratio shall be\n\n- **2.** 1 to 500"), "ratio shall be 1 to {students}"
    )


def test_table_cells_are_words_too() -> None:
    table = text("- **1.** Sizes\n\n  | Grade | Most |\n  | --- | --- |\n  | 3 | 25 |\n  | 4 | 26 |")
    assert [match.values[0] for match in find(table, "| 3 | {students} |")] == [25]


@given(st.integers(2, 99_999))
def test_searching_only_what_differs_finds_the_same(number: int) -> None:
    base = text(AGREEMENT)
    changed = draft((WORDS, WORDS.replace("700", f"{number:,}")))
    assert find(changed, PHRASE, base) == find(changed, PHRASE)
    assert [match.values[0] for match in find(changed, PHRASE)] == [number]


def test_the_nearest_language_of_a_phrase_that_is_gone() -> None:
    base = text(AGREEMENT)
    changed = edited(base, "shall be 1 to 700", "shall be enough", count=1)
    near = nearest(changed, Phrase(PHRASE, "V.A.1"), base)
    assert near is not None
    assert (near.citation, near.quote) == (
        "V.A.1",
        "The system wide ratio of school nurses to students shall be enough.",
    )
    assert nearest(base, Phrase("dental plans of retired bus drivers cost {amount}")) is None


def test_holes_are_named_once() -> None:
    assert holes("effective {date} by {percent}%") == ("date", "percent")
    with pytest.raises(Exception, match="twice"):
        holes("{a} and {a}")
