"""A raise written as language: what is inserted is read back as what was asked for."""

from datetime import date
from fractions import Fraction

import pytest
from costing_texts import text
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import examples

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.citations import place
from negotiate.agreement.editing import insert_after
from negotiate.agreement.markdown import read_article
from negotiate.common.errors import BadInput
from negotiate.costing.engine import cost
from negotiate.costing.model import Model, read_model
from negotiate.costing.raising import Raise, raise_language
from negotiate.costing.versions import TextInputs

PAGE = """\
# **Article I** Pay

- ## **A.** Words

  - **(a)** Effective September 1, 2024, each salary shall be increased by 2%.

  - **(b)** Effective September 1, 2025, each salary shall be increased by 2%.

- ## **B.** Tables

  - **(1)** Effective September 1, 2025: 2%

    | Step | BA | MA |
    | --- | --- | --- |
    | 1 | $50,005 | $54,010 |
    | 2 | $52,000 | $57,000 |

- ## **C.** Other

  - **(1)** Nothing.
"""
FILES = {
    "agreement.yaml": "rounding: {schedule: half-up-dollar}\nschool_year: {first_year: 2026}",
    "salary_model/scattergram.csv": "step,lane,fte\n1,BA,10\n2,MA,4\n",
    "salary_model/terms.yaml": """\
terms:
  - {id: pay, kind: schedule-pay, pay: {schedule: I.B}, phrases: [{clause: I.A, text: "effective {date}, each salary shall be increased by {percent}%"}]}
""",
}


def written(page: str, model: Model, *raises: Raise) -> tuple[TextInputs, TextInputs]:
    """The text before, and with the raise written into it."""
    before = text(page)
    agreement = Agreement((Document("agreement", (read_article(page, "01-agreement.md"),)),))
    for one in raise_language(before, model, "", raises):
        agreement = insert_after(agreement, one.after, one.text)
    return before, TextInputs("draft", place(agreement))


def test_words_and_table_follow_those_there_are() -> None:
    _, after = written(PAGE, read_model(FILES), Raise(date(2026, 9, 1), Fraction("1.5")))
    said = {item.citation: item.block.text for item in after.placed if item.block.text}
    assert said["I.A(c)"] == "Effective September 1, 2026, each salary shall be increased by 1.5%."
    assert said["I.B(2)"] == "Effective September 1, 2026: 1.5%"
    (table,) = [item.block.rows for item in after.placed if item.citation == "I.B(2)" and item.block.rows]
    # 50,005 × 1.015 = 50,755.075; 54,010: 54,820.15; 52,000: 52,780; 57,000: 57,855
    assert table == (("Step", "BA", "MA"), ("1", "$50,755", "$54,820"), ("2", "$52,780", "$57,855"))


PERCENTS = st.lists(st.integers(0, 900).map(lambda n: Fraction(n, 100)), min_size=1, max_size=3)


@given(PERCENTS)
@settings(deadline=None, max_examples=examples(40))
def test_what_is_written_costs_what_the_words_alone_cost(percents: list[Fraction]) -> None:
    model = read_model(FILES)
    raises = [Raise(date(2026 + at, 9, 1), percent) for at, percent in enumerate(percents)]
    before, after = written(PAGE, model, *raises)
    words = "".join(
        f"\n  - **({chr(99 + at)})** Effective September 1, {2026 + at}, each salary shall be increased by {float(one):g}%.\n"
        for at, one in enumerate(percents)
    )
    alone = text(PAGE.replace("\n- ## **B.**", words + "\n- ## **B.**"), "words")
    both = [cost(version, before, model, 4) for version in (after, alone)]
    assert not both[0].unpriced and not both[0].conflicts
    assert [year.total_cents for year in both[0].years] == [year.total_cents for year in both[1].years]


def test_several_tables_of_one_clause_go_on_without_a_label() -> None:
    page = PAGE.replace(
        "  - **(1)** Effective September 1, 2025: 2%\n\n    |",
        "  Effective September 1, 2025: 2%\n\n    |",
        1,
    )
    page = page.replace("\n    |", "\n  |")
    _, after = written(
        page, read_model(FILES), Raise(date(2026, 9, 1), Fraction(1)), Raise(date(2027, 9, 1), Fraction(1))
    )
    assert [s.effective for s in after.schedules] == [date(2025 + at, 9, 1) for at in range(3)]
    assert {s.citation for s in after.schedules} == {"I.B"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("September 1, 2025: 2%", "September 1, 2028: 2%"), "printed already"),
        (("| 2 | $52,000 | $57,000 |", "| 2 | $52,000 | $57,000 |\n    |  | $4,333 | $4,750 |"), "not one rate"),
        (("- **(1)** Nothing.", "- **(1)** Nothing.\n\n- ## **D.** More\n\n  - **(1)** Nothing."), ""),
    ],
)  # fmt: skip
def test_what_cannot_be_written(change: tuple[str, str], said: str) -> None:
    assert change[0] in PAGE
    page = PAGE.replace(*change)
    if not said:
        written(page, read_model(FILES), Raise(date(2026, 9, 1), Fraction(1)))
        return
    with pytest.raises(BadInput, match=said):
        written(page, read_model(FILES), Raise(date(2026, 9, 1), Fraction(1)))


def test_without_a_rule_of_rounding_nothing_is_written() -> None:
    bare = read_model({**FILES, "agreement.yaml": ""})
    with pytest.raises(BadInput, match="rounded to"):
        written(PAGE, bare, Raise(date(2026, 9, 1), Fraction(1)))


DECIMAL = """\
# **Article 3** – Pay

- **3.1** Effective September 1, 2025, teachers shall be paid as follows.

  | Step | BA | MA |
  | --- | --- | --- |
  | 1 | $50,000 | $54,000 |
  | 2 | $52,000 | $57,000 |

- **3.2** A stipend of $1,800 shall be paid to each chair.
"""


@pytest.mark.parametrize("dated", ["", "3.1.1"])
def test_a_raise_of_a_clause_that_is_the_schedule_itself_stays_in_it_and_is_priced(dated: str) -> None:
    page = DECIMAL
    if dated:  # the tables stand each in a dated clause of the schedule's
        page = page.replace("3.1** Effective", "3.1** Pay\n\n  - **3.1.1** Effective").replace(
            "\n  |", "\n    |"
        )
    terms = "terms:\n  - {id: pay, kind: schedule-pay, pay: {schedule: '3.1'}}\n"
    model = read_model({**FILES, "salary_model/terms.yaml": terms})
    before, after = written(page, model, Raise(date(2026, 9, 1), Fraction(3)))
    assert [s.citation for s in after.schedules] == (["3.1.1", "3.1.2"] if dated else ["3.1", "3.1"])
    report = cost(after, before, model, 1)
    # ten at 50,000 and four at 57,000, by 3 per cent: 15,000 + 6,840
    assert (report.years[0].total_cents, report.not_costed) == (2_184_000, ())


def test_a_label_counted_on_to_another_clause_is_refused() -> None:
    page = DECIMAL.replace(
        "3.1** Effective", "3.1** Effective September 1, 2024, pay rose.\n\n- **3.2** Effective"
    )
    page = page.replace("- **3.2** A stipend", "- **3.3** A stipend")
    terms = "terms:\n  - {id: pay, kind: schedule-pay, pay: {schedule: '3'}}\n"
    model = read_model({**FILES, "salary_model/terms.yaml": terms})
    with pytest.raises(BadInput, match=r"3\.3 is another clause"):
        written(page, model, Raise(date(2026, 9, 1), Fraction(3)))


@pytest.mark.parametrize(
    ("percent", "said"),
    [
        ("1/3", "cannot be written exactly"),
        ("2.00005", "exactly"),
        ("1e30", "anybody pays"),
        ("1000.5", "anybody"),
    ],
)
def test_a_raise_that_words_cannot_say_or_that_is_a_slip_is_refused(percent: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        written(PAGE, read_model(FILES), Raise(date(2026, 9, 1), Fraction(percent)))
    with pytest.raises(BadInput, match="anybody pays"):
        written(PAGE, read_model(FILES), Raise(date(2026, 9, 1), cents=10**9))


@given(st.integers(1, 10_000_000))
@settings(max_examples=examples(60))
def test_the_words_say_the_per_cent_exactly(ten_thousandths: int) -> None:
    """The number before the sign % is the per cent asked for, to its last decimal."""
    percent = Fraction(ten_thousandths, 10_000)
    _, after = written(PAGE, read_model(FILES), Raise(date(2026, 9, 1), percent))
    (line,) = [one.block.text for one in after.placed if "2026, each salary" in one.block.text]
    assert Fraction(line.rsplit(" by ", 1)[1].removesuffix("%.")) == percent
