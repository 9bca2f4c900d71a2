"""Clauses named by their figures alone, as agreements that count 7.1, 7.2 do: `the procedure of 3.02`."""

import pytest

from negotiate.agreement.checks.checking import check
from negotiate.agreement.citations import Index, place
from negotiate.agreement.finding.references import References
from negotiate.agreement.reading.reader import read_received

_TEXT = """ARTICLE 3 GRIEVANCES

3.01 A grievance is a claim of a teacher.

3.02 The teacher writes to the principal.

ARTICLE 4 HOURS

4.01 Teachers work as the Board says.

4.02 SENTENCE
"""


def _read(sentence: str) -> tuple[list[str], list[str]]:
    """The targets of the sentence's references, and what `check` says is missing."""
    agreement = read_received(_TEXT.replace("SENTENCE", sentence).encode(), "a.txt").agreement
    targets = [one.target for one in References(Index(place(agreement))).all]
    return targets, [one.found for one in check(agreement) if one.kind == "crossref-missing"]


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("No one is punished for using the procedure of 3.02.", "3.02"),
        ("A claim under 3.01 and its answer are kept.", "3.01"),
        ("Pursuant to 3.02, a copy is given.", "3.02"),
        ("This is subject to 3.01; nothing else is.", "3.01"),
    ],
)
def test_figures_alone_name_a_clause(sentence: str, target: str) -> None:
    assert _read(sentence) == ([target], [])


def test_a_clause_named_by_figures_that_is_not_there_is_told() -> None:
    assert _read("A claim under 3.09 shall be kept.") == (["3.09"], ["3.09"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Teachers work no more than 3.02 hours in a day.",
        "The amount is multiplied by 3.01, and paid in May.",
        "An average of 3.02 or above is asked for, in 3.01 years.",
        "The ratio is raised to 3.02.",
        "It costs $3.02.",
        "Leave counts in 9.05.",  # no article 9
    ],
)
def test_other_figures_with_a_point_name_none(sentence: str) -> None:
    assert _read(sentence) == ([], [])
