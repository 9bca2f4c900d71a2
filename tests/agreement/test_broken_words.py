"""What print parts at a line's end is one word again; a list inside a sentence stays in it; signs are seen."""

import re

import pytest
from pdf_files import typeset
from received import words_received, words_stored
from same_parts import parts, tables

from negotiate.agreement.reading.brokenwords import counted, joined
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.reading.report import Report


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        ("meets with labor/", "management members", "meets with labor/management members"),
        ("one of the two /", "or both", "one of the two / or both"),
        ("the term 2023-", "2025 ends", "the term 2023-2025 ends"),
        ("a Self-", "Assessment form", "a Self-Assessment form"),
        ("grades K-", "12 only", "grades K-12 only"),
        ("in each 2-", "year cycle", "in each 2-year cycle"),
        ("every full-", "time nurse", "every full-time nurse"),  # as it stands elsewhere in the text
        ("each teach-", "er is paid", "each teacher is paid"),
        ("both pre-", "and post-conference", "both pre- and post-conference"),
        ("meet face-", "to-face, weekly", "meet face-to-face, weekly"),
        ("ARTICLE SIX-", "RECOGNITION", "ARTICLE SIX- RECOGNITION"),
        ("see https://www.fernwood.example/pay/", "schedule%202025.pdf now", "see https://www.fernwood.example/pay/schedule%202025.pdf now"),
        ("see www.fernwood.", "example/pay for it", "see www.fernwood.example/pay for it"),
        ("told at https://fernwood.example.", "The Board shall", "told at https://fernwood.example. The Board shall"),
    ],
)  # fmt: skip
def test_a_line_goes_behind_the_one_before(above: str, below: str, one: str) -> None:
    text = counted(["A full-time teacher, a full-time nurse and a fulltime aide; the teacher decides."])
    report = Report()
    assert joined(above, below, 2, report, lambda: text) == one
    spaced = f"{above} {below}"
    assert [repair.parted_word for repair in report.repairs] == [True] * (one != spaced)
    kept = Report(kept=frozenset({2}))
    assert joined(above, below, 2, kept, lambda: text) == spaced and not kept.repairs


_WRAPPED = """ARTICLE I  DISCIPLINE

The parties agree that discipline in the sense of this article is imposed for
just cause and that no employee is disciplined in the presence of pupils or of
other employees, and that an employee who is called to a meeting is told of the
reason for it and of the right to be represented there by a person of the
employee's own choice.

A. An employee who does not meet the requirements of the program may:
1) be disciplined as set forth in Section V(A)(2)
(b) and the rules of the committee of the schools that is named the labor/
management committee, or 2) be reassigned to another position that is vacant.

B. An employee who meets the requirements of the program shall receive:
1) a certificate signed by the superintendent and by the president; and
2) a day of leave in the fall or in the spring of the school year 2023-
2024, as it is told to all at https://www.fernwood.example/handbook/
leave/days.html to every member of the unit.

\uf0b7 The first of these is counted in days and hours of the school year now.

\uf0a8 Yes   \uf0a8 No
"""


def test_a_list_inside_a_sentence_stays_there_and_one_of_lines_is_a_list() -> None:
    found = read_received(_WRAPPED.encode(), "wrapped.txt")
    assert parts(found.agreement) == ["I", "I.A", "I.B", "I.B(1)", "I.B(2)"]
    said = "\n".join(block.canonical for block in found.agreement.blocks())
    assert "may: 1) be disciplined as set forth in Section V(A)(2) (b) and the rules of the committee" in said
    assert (
        "2023-2024, as it is told to all at https://www.fernwood.example/handbook/leave/days.html to" in said
    )
    assert "named the labor/management committee, or 2) be" in said
    assert "• The first" in said and "☐ Yes ☐ No" in said
    assert words_stored(found) == words_received(_WRAPPED, found)
    assert [repair.kind for repair in found.repairs] == ["join"] * 3 + ["sign"] * 2


_TABLES = """
#set page(width: 6in, height: {height}in, margin: 0.5in)
A. Pay and days are:
#table(columns: 2, [Step], [Pay of a full-\\ time year], [1], [$9], [2], [$8])
#table(columns: 2, [Step], [Mediator/\\ facilitator], [1], [7], [2], [6])
"""


@pytest.mark.parametrize("height", [7, 1.9])
def test_tables_one_below_the_other_are_two_and_words_of_a_cell_are_whole(height: float) -> None:
    found = read_received(typeset(_TABLES.replace("{height}", str(height)).replace("$", "\\$")), "t.pdf")
    rows = [row for table in tables(found.agreement) for row in table]
    assert [re.sub(r"\s", "", "".join(row)) for row in rows] == [
        "StepPayofafull-timeyear", "1$9", "2$8", "StepMediator/facilitator", "17", "26",
    ]  # fmt: skip
    assert rows[0][1] == "Pay of a full-time year" and rows[3][1] == "Mediator/facilitator"
    assert [len(table) for table in tables(found.agreement)] == [3, 3]


def test_a_heading_with_a_letter_and_no_point_is_the_next_of_its_list() -> None:
    text = "Article I - Work\n\nA. Hours\n\nThe day has seven hours.\n\nB Ways to Settle Problems\n\n1. They meet.\n\nA New Day\n"
    found = read_received(text.encode(), "a.txt")
    assert parts(found.agreement) == ["I", "I.A", "I.B", "I.B.1"]
