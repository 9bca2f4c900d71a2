"""The sample agreement holds twelve planted errors: all are found, and next to nothing else is."""

import pytest
import sample_files as sample

from negotiate.agreement.checks.checking import check, check_text
from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.checks.schedules import rules
from negotiate.agreement.editing import delete_clause, replace_clause


@pytest.fixture(scope="module")
def findings() -> tuple[Finding, ...]:
    return check(sample.agreement())


def _answers(one: Finding, error: sample.Planted) -> bool:
    same = one.kind == error.kind and one.citation.split(" ¶")[0] == error.citation
    return same and all(part in one.found + one.message for part in error.cell)


def test_every_planted_error_is_found(findings: tuple[Finding, ...]) -> None:
    for error in sample.planted():
        assert any(_answers(one, error) for one in findings), error


def test_what_is_expected_is_what_the_list_says(findings: tuple[Finding, ...]) -> None:
    told = {(one.kind, one.citation.split(" ¶")[0]): one.expected for one in findings}
    assert told["schedule-cell", "IX.A.4(d)"] == "83,569"
    assert told["schedule-cell", "Appendix A.1"] == "$1,929"
    assert told["crossref-wrong", "V.D.1"] == "IV.A, Class Size"
    assert told["crossref-wrong", "X.F.4"] == "XII, Grievance and Arbitration"
    assert told["crossref-missing", "VIII.F.3"].startswith("VI.G, Recall")
    assert told["label-doubled", "VI.D.3[2]"] == "4."
    assert told["label-skipped", "VIII.G.1(d)"] == "(c)"


def test_nothing_else_is_an_error(findings: tuple[Finding, ...]) -> None:
    false = [one for one in findings if not any(_answers(one, error) for error in sample.planted())]
    assert [one for one in false if one.severity is not Severity.NOTE] == []
    # what stands twice and agrees is only noted: the nurses' ratio, and 20 students with 20:1
    assert [(one.kind, one.citation) for one in false] == [
        ("twin-figure", "V.B.2(a)"),
        ("twin-figure", "X.E.1"),
    ]


def test_ids_are_stable_and_unique(findings: tuple[Finding, ...]) -> None:
    ids = [one.id for one in findings]
    assert len(set(ids)) == len(ids)
    changed = replace_clause(sample.agreement(), "II.A.1", "1. The Association may use the mail.")
    kept = {one.id for one in check(changed)}
    assert set(ids) <= kept
    shorter = delete_clause(sample.agreement(), "VII.G.3")
    assert set(ids) - {one.id for one in check(shorter)} == {
        one.id for one in findings if one.citation == "VII.G.3"
    }


def test_the_rules_of_the_schedules_are_told_with_their_hits() -> None:
    """Four grids of 81 cells: three raises are 243 cells, one of them planted wrong."""
    told = {one.citation: str(one.rule) for one in rules(Text(sample.agreement()))}
    said = "raised by 3%, rounded half up to the dollar, from the printed amount"
    assert told["IX.A.4(a)"].endswith(f"{said}: 242 of 243 cells")
    assert told["Appendix A.1"].endswith(f"{said}: 21 of 22 cells")
    assert "half up to the cent" in told["XI.D.1(a)"]
    assert told["XI.D.1(a)"].endswith("18 of 18 cells")


def test_an_agreement_put_right_has_no_finding_of_that_kind() -> None:
    right = sample.agreement()
    right = replace_clause(right, "VII.G.3", "3. Requests shall be made in writing.")
    right = replace_clause(
        right, "VIII.F.3", "3. A teacher is placed on the recall list under Article VI, Section G."
    )
    kinds = {one.kind for one in check_text(Text(right))}
    assert not kinds & {"appendix-missing", "crossref-missing"}
