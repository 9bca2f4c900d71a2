"""References held to titles that stand before the words of a clause, and to what their clause cites besides."""

from negotiate.agreement.checks.checking import check
from negotiate.agreement.reading.reader import read_received

_RUN_IN = """ARTICLE I – WORK

Section 1. Length of Day. The workday has seven hours and ends when the pupils have left the building.

Section 2. Class Size. Classes shall have no more than twenty-five pupils on the tenth school day.

ARTICLE II – TERM

Section 1. Either party may reopen Article I, Section {} (Class Size), by notice given before March.
"""
_BESIDE = """Section 6.1 – Salary

Teachers are paid by the schedule of Appendix A, in twenty-four payments.

Section 6.3 – Extra Duty

Coaches are paid by Appendix B. The pay is a percentage of the base in Appendix A.

APPENDIX A SALARY SCHEDULE

The base is $44,000.

APPENDIX B EXTRA DUTY

Head coach: 12%.
"""


_MORE = "".join(
    f"Section 1.{n} – {title}\n\nThe Board and the Association keep to this section in each year.\n\n"
    for n, title in enumerate(
        ("Recognition", "Dues", "Calendar", "Lunch", "Planning", "Vacancies", "Evaluation", "Files", "Safety",
         "Insurance", "Retirement", "Travel", "Parking", "Discipline", "Layoff", "Recall", "Mentors"), 1)
)  # fmt: skip
"""Enough other clauses that a heading's words are seldom said."""


def _wrong(text: str) -> list[tuple[str, str]]:
    agreement = read_received(text.encode(), "a.txt").agreement
    return [(one.found, one.expected) for one in check(agreement) if one.kind == "crossref-wrong"]


def test_a_title_before_the_words_of_a_clause_is_its_heading() -> None:
    assert _wrong(_RUN_IN.format(2)) == []
    ((found, expected),) = _wrong(_RUN_IN.format(1))
    assert found == "Article I, Section 1"
    assert expected.startswith("I.2, Class Size.")


def test_a_clause_that_cites_what_its_heading_says_may_cite_another_too() -> None:
    assert _wrong(_MORE + _BESIDE) == []
    assert _wrong(_MORE + _BESIDE.replace("paid by Appendix B", "paid by the sheet")) != []
