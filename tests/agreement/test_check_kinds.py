"""Each check on an agreement of a few lines: what it tells, and what it must not tell."""

import random

import pytest
import sample_files as sample
from hypothesis import given
from hypothesis import strategies as st
from printing import one_paragraph_a_line

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.checks.checking import check, check_draft
from negotiate.agreement.checks.model import Finding, Text
from negotiate.agreement.checks.schedules import rules
from negotiate.agreement.editing import delete_clause, replace_clause
from negotiate.agreement.reading.reader import read_received


def _agreement(markdown: str) -> Agreement:
    return read_received(markdown.encode(), "a.md").agreement


def _prose(*paragraphs: str) -> Agreement:
    body = "\n\n".join(f"  - **{number}.** {words}" for number, words in enumerate(paragraphs, 1))
    return _agreement(f"# **Article I** Rules\n\n- ## **A.** Rules\n\n{body}\n")


def _told(agreement: Agreement) -> list[tuple[str, str]]:
    return [(one.kind, one.found) for one in check(agreement)]


@pytest.mark.parametrize(
    ("words", "kind", "found"),
    [
        ("Notice is given in thirty (35) days.", "figures-words", "thirty (35) days"),
        ("A fee of five hundred dollars ($550) is due.", "figures-words", "five hundred dollars ($550)"),
        ("It ends on February 30, 2024.", "impossible-date", "February 30, 2024"),
        ("It ends on February 29, 2023.", "impossible-date", "February 29, 2023"),
        ("It ends on 9/31/2012.", "impossible-date", "9/31/2012"),
        ("It ends on 13/1/2012.", "impossible-date", "13/1/2012"),
        ("They met on Monday, September 4, 2012.", "impossible-date", "Monday, September 4, 2012"),
        (
            "It is in force from July 1, 2024 through June 30, 2023.",
            "impossible-date",
            "July 1, 2024 through June 30, 2023",
        ),
        (
            "This Agreement is effective July 1, 2022 and shall remain in full force and effect until June 30, 2021.",
            "impossible-date",
            "July 1, 2022 and shall remain in full force and effect until June 30, 2021",
        ),
        ("See Article IX for the rates.", "crossref-missing", "Article IX"),
        ("The form is Appendix Q.", "appendix-missing", "Appendix Q"),
    ],
)
def test_what_one_sentence_says_wrong(words: str, kind: str, found: str) -> None:
    assert (kind, found) in _told(_prose(words, "The rest is as it was."))


@pytest.mark.parametrize(
    "words",
    [
        "Notice is given in thirty (30) days, or thirty-five (35) where asked.",
        "A period of one-hundred and twenty (120) days begins; three-point four percent (3.4%) applies.",
        "It ends on February 29, 2024, April 30, 9/30/2012 or June 30th.",
        "They met on Tuesday, September 4, 2012; it is in force from July 1, 2023 through June 30, 2024.",
        "The period from July 1, 2024, replaces the one that ended on June 30, 2023 and began on July 1, 2020.",
        "Leave is under Section 59 of Chapter 33 of the General Laws.",
        "He shall say (a) what, (b) when, 1) where and 2) why; “so be it.”",
        "The parties meet two (2) times (in May or June), as in Section A of this Article.",
        "Section 414(h)(2) of the Internal Revenue Code applies.",
    ],
)
def test_what_is_right_is_left_alone(words: str) -> None:
    assert _told(_prose(words, "The rest is as it was.")) == []


def test_a_mark_without_its_other_half_unless_a_later_paragraph_holds_it() -> None:
    assert [kind for kind, _ in _told(_prose("It is (as agreed and done.", "Well."))] == ["unmatched-mark"]
    assert _told(_prose("The oath: “I shall serve.", "I shall be true.”")) == []


def test_a_term_defined_twice_and_one_for_its_own_section_only() -> None:
    twice = _prose("“Day” means a school day.", "“Days” means calendar days.")
    assert ("term-twice", "Days") in _told(twice)
    scoped = _prose("“Day” means a school day.", "As used in this Section, “day” means a calendar day.")
    assert _told(scoped) == []


def test_a_label_passed_over_but_not_where_it_stands_in_the_line() -> None:
    text = "# **Article I** Rules\n\n- **(a)** One. {}\n\n- **(c)** Three.\n"
    assert _told(_agreement(text.format(""))) == [("label-skipped", "(c)")]
    assert _told(_agreement(text.format("(b) Two stands here."))) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("by the sixth (7th) day", "sixth (7th)"),
        ("on the twenty-first (22nd) day", "twenty-first (22nd)"),
        ("by the sixth (6th) day", ""),
        ("on the thirtieth (30th) day", ""),
        ("the one hundred twenty-first (121st) day", ""),
        ("each month (12th grade) and both (2nd and 3rd)", ""),
    ],
)
def test_ordinals_in_words_and_figures(words: str, found: str) -> None:
    told = _told(_prose(f"The answer is due {words} of the term."))
    assert told == ([("figures-words", found)] if found else [])


def test_a_label_out_of_its_order_is_told_once_where_it_stands() -> None:
    text = "# **Article I** Rules\n\n" + "".join(f"- **({one})** Said {one * 3}.\n\n" for one in "abdcef")
    assert _told(_agreement(text)) == [("label-order", "(c)")]


def test_twins_that_differ_and_families_that_differ_on_purpose() -> None:
    said = "Each member of the unit who travels between two schools in a day has {} minutes to do so without loss."
    assert [kind for kind, _ in _told(_prose(said.format("20"), *["Well."] * 5, said.format("25")))] == [
        "twin-differs"
    ]
    assert _told(_prose(*(said.format(minutes) for minutes in (10, 20, 30)))) == []


_GRID = "| Step | BA | MA | DOC |\n| --- | --- | --- | --- |\n"
_FIRST = [[41010, 43050, 47110], [43210, 45330, 49510], [45650, 47890, 52310]]


def _schedules(percents: list[int], cells: list[list[list[int]]]) -> str:
    tables = []
    for year, (percent, rows) in enumerate(zip(percents, cells, strict=True), 2020):
        body = "".join(
            f"| {n} | " + " | ".join(f"{cell:,}" for cell in row) + " |\n" for n, row in enumerate(rows, 1)
        )
        tables.append(
            f"  - **{year - 2019}.** Effective September 1, {year}: {percent}%\n\n  {'  '.join((_GRID + body).splitlines(True))}"
        )
    return "# **Article I** Pay\n\n- ## **A.** Schedules\n\n" + "\n".join(tables)


def _raised(cells: list[list[int]], percent: int) -> list[list[int]]:
    """Half up to the dollar: (100 × cell × (100 + percent) + 5000) // 10000, in whole numbers."""
    return [[(cell * (100 + percent) + 50) // 100 for cell in row] for row in cells]


def test_a_schedule_that_follows_is_explained_and_silent() -> None:
    second, third = _raised(_FIRST, 3), _raised(_raised(_FIRST, 3), 2)
    agreement = _agreement(_schedules([0, 3, 2], [_FIRST, second, third]))
    assert _told(agreement) == []
    (only,) = rules(Text(agreement))
    assert str(only.rule).startswith("the amount before raised by 3%, 2%, rounded half up to the dollar")
    assert (only.rule.hits, only.rule.total) == (18, 18)


def test_a_cell_a_heading_and_a_copied_column() -> None:
    second, third = _raised(_FIRST, 3), _raised(_raised(_FIRST, 3), 2)
    wrong = [row[:] for row in third]
    wrong[1][1] += 27
    found = check(_agreement(_schedules([0, 3, 2], [_FIRST, second, wrong])))
    assert [(one.kind, one.found, one.expected) for one in found] == [
        ("schedule-cell", f"step 2, MA: {wrong[1][1]:,}", f"{third[1][1]:,}")
    ]
    headed = check(_agreement(_schedules([0, 3, 4], [_FIRST, second, third])))
    assert [(one.kind, one.expected) for one in headed] == [("schedule-heading", "2%")]
    copied = [[row[0], row[0], row[2]] for row in third]
    kinds = [one.kind for one in check(_agreement(_schedules([0, 3, 2], [_FIRST, second, copied])))]
    assert kinds.count("schedule-cell") == 3
    assert "schedule-copied" in kinds


def test_a_wrong_amount_that_later_ones_follow_is_the_first_one() -> None:
    """The printed base is wrong, and the raises were computed from the right one."""
    second, third = _raised(_FIRST, 3), _raised(_raised(_FIRST, 3), 2)
    base = [row[:] for row in _FIRST]
    base[0][0] = 41100
    (found,) = check(_agreement(_schedules([0, 3, 2], [base, second, third])))
    assert (found.found, found.expected) == ("step 1, BA: 41,100", "41,010")


def test_a_step_that_falls_in_a_single_schedule() -> None:
    rows = [[41010, 43050, 47110], [43210, 45330, 49510], [42650, 47890, 52310], [47000, 49000, 54000]]
    agreement = _agreement(_schedules([0], [rows]))
    assert [(one.kind, one.found) for one in check(agreement)] == [("schedule-falls", "42,650")]


_DRAFTED = """# **Article I** Staff

- ## **A.** Nurses

  - **1.** The ratio of school nurses to enrolled students in the district is 1 to 700.

- ## **B.** Duties

  - **1.** Nurses keep records as in Section D of this Article.

- ## **C.** Rooms

  - **1.** Rooms are kept.

- ## **D.** Records

  - **1.** Records are kept.

- ## **E.** Health

  - **1.** In any case the ratio of school nurses to students of the district is 1 to 700. Notice is in ten (11) days.
"""


def _kinds(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.kind, one.citation) for one in findings]


def test_a_draft_that_leaves_a_twin_behind() -> None:
    before = _agreement(_DRAFTED)
    after = replace_clause(
        before, "I.A.1", "The ratio of school nurses to enrolled students in the district is 1 to 500."
    )
    new, old = check_draft(before, after)
    assert _kinds(new) == [("twin-left", "I.E.1")]
    assert _kinds(old) == [("figures-words", "I.E.1")]


def test_a_draft_that_renumbers_turns_references_to_another_clause() -> None:
    before = _agreement(_DRAFTED)
    moved = _DRAFTED.replace("- ## **C.** Rooms\n\n  - **1.** Rooms are kept.\n\n", "")
    moved = moved.replace("**D.** Records", "**C.** Records").replace("**E.** Health", "**D.** Health")
    new, old = check_draft(before, _agreement(moved))
    assert ("crossref-moved", "I.B.1") in _kinds(new)
    assert [one.expected for one in new if one.kind == "crossref-moved"] == ["I.C"]
    assert ("figures-words", "I.D.1") in _kinds(old)


def test_a_draft_that_strikes_what_is_cited() -> None:
    before = _agreement(_DRAFTED)
    new, _ = check_draft(before, delete_clause(before, "I.D"))
    assert ("crossref-missing", "I.B.1") in _kinds(new)
    assert check_draft(before, before)[0] == ()


_PIECES = st.sampled_from(
    (
        *("Article V", "A.", "(a)", "see Section B(2) above", "thirty (35)", "“term” means", "20:1", "fi.ve"),
        *(
            "Appendix A",
            "1.03",
            "| a | 1,000.50 |",
            "\n\n",
            " ",
            "(",
            ")",
            "3%",
            "as defined in",
            "2/30/2011",
        ),
        *("Sections 1 through 9", "\ufffd"),
    )
)


_WORDS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=6
)  # control characters are no text


@given(st.lists(st.one_of(_PIECES, _WORDS), max_size=30))
def test_any_text_is_checked_without_a_fault(pieces: list[str]) -> None:
    agreement = read_received(("Article I\n\nA. " + " ".join(pieces) + "\n").encode(), "a.txt").agreement
    findings = check(agreement)
    assert len({one.id for one in findings}) == len(findings)
    blocks = sum(1 for _ in agreement.blocks())
    assert all(0 <= one.at < blocks for one in findings)


def test_mangled_agreements_are_checked_without_a_fault() -> None:
    dice = random.Random(11)
    lines = one_paragraph_a_line(sample.agreement()).split("\n")
    for _ in range(4):
        torn = [line for line in lines if dice.random() > 0.15]
        torn[200:600] = dice.sample(torn[200:600], len(torn[200:600]))
        torn = [line[: dice.randrange(1, 400)] if dice.random() < 0.2 else line for line in torn]
        agreement = read_received("\n".join(torn).encode(), "a.txt").agreement
        new, old = check_draft(sample.agreement(), agreement)
        assert len(new) + len(old) >= 1
