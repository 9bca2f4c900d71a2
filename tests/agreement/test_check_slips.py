"""Errors made on purpose, a seed each: found where they were made, and next to nothing else with them."""

from collections import Counter
from pathlib import Path

import pytest
import sample_files as sample
from corrupting import Slip, cell_altered, figure_changed, label_skipped, reference_sent_to_a_neighbour, slips

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.checks.checking import check
from negotiate.agreement.checks.model import Finding
from negotiate.agreement.reading.reader import read_received

_CERTAIN = (cell_altered, label_skipped, figure_changed)


def _told_of(agreement: Agreement) -> Counter[tuple[str, str]]:
    return Counter((one.kind, one.found) for one in check(agreement))


def _new(before: Counter[tuple[str, str]], slip: Slip) -> list[Finding]:
    """What the slip adds to the findings of the agreement as it was."""
    had = before.copy()
    new = []
    for one in check(slip.agreement):
        if had[one.kind, one.found]:
            had[one.kind, one.found] -= 1
        else:
            new.append(one)
    return new


def _told(new: list[Finding], slip: Slip) -> bool:
    return any(one.kind in slip.kinds and one.at in (slip.at, slip.at - 1) for one in new)


def test_cells_labels_and_figures_are_found_where_they_were_changed() -> None:
    agreement = sample.agreement()
    made = list(slips(agreement, seed=3, count=4, makers=_CERTAIN))
    assert len(made) == 12
    before = _told_of(agreement)
    for slip in made:
        new = _new(before, slip)
        assert _told(new, slip), (slip.made, slip.words)
        assert all(slip.words in one.found for one in new if one.kind == "schedule-cell")


def test_most_references_sent_to_a_neighbour_are_found_and_nothing_else_is() -> None:
    """The others lead to a clause that might as well be meant: no word near them tells."""
    agreement = sample.agreement()
    made = list(slips(agreement, seed=3, count=12, makers=(reference_sent_to_a_neighbour,)))
    before = _told_of(agreement)
    outcomes = [_new(before, slip) for slip in made]
    found = sum(_told(new, slip) for new, slip in zip(outcomes, made, strict=True))
    assert found >= 0.5 * len(made)
    false = [one for new, slip in zip(outcomes, made, strict=True) for one in new if one.at != slip.at]
    assert len(false) <= 0.2 * found


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    ["boston-btu-2010-2016.txt", "oregon-stea-state-teachers-education-association-2023-2025.md"],
)
def test_received_agreements(shared: Path, name: str) -> None:
    path = shared / "data/contracts" / name
    agreement = read_received(path.read_bytes(), path.name).agreement
    made = list(slips(agreement, seed=5, count=2, makers=_CERTAIN))
    before = _told_of(agreement)
    outcomes = [_new(before, slip) for slip in made]
    found = [slip for new, slip in zip(outcomes, made, strict=True) if _told(new, slip)]
    false = sum(one.kind not in slip.kinds for new, slip in zip(outcomes, made, strict=True) for one in new)
    assert len(found) >= len(made) - 1
    assert false <= 0.2 * len(made)


def test_the_real_errors_of_a_received_agreement(shared: Path) -> None:
    """Read by eye in the printed text: references to sections that moved, a schedule copied across
    columns, a heading of 3% over figures that rose by 4%, words whose fi was lost."""
    path = shared / "data/contracts/boston-btu-2010-2016.txt"
    findings = check(read_received(path.read_bytes(), path.name).agreement)
    wrong = {(one.citation, one.expected.split(",")[0]) for one in findings if one.kind == "crossref-wrong"}
    assert wrong >= {
        ("V.B.10(e) ¶2", "VIII.O"),  # Health and Welfare Fund, cited as VIII(P), Compensation Obligations
        ("V.B.11(b) ¶2", "VIII.O"),
        ("V.B.11(i) ¶2", "V.F"),  # Performance Evaluation, cited as V(G), Seniority
        ("V.H.3 ¶2", "V.G"),  # seniority, as defined in V(H), Program Areas
        ("V.L.2(g)", "VIII.J"),  # severance pay, cited as VIII(K), Tax-Free Annuities
        ("X.D.1(d) ¶2", "I.E"),  # "Handling of New Issues", cited as I(F), Savings Clause
        ("IX.B.2 ¶4", "X"),  # Grievance Procedure, cited as Article VII, Working Conditions
    }
    missing = {one.found for one in findings if one.kind == "crossref-missing"}
    assert missing >= {"Section VIII(R)(5)(h)", "Section VIII(H)(12)", "V(A)(4)(a)(2)", "IV C 17(b)"}
    absent = {(one.citation, one.found) for one in findings if one.kind == "appendix-missing"}
    assert absent >= {("V.H.1 ¶2", "Appendix A"), ("V.G ¶5", "Appendix B"), ("VIII.E.1 ¶2", "Appendix A")}
    cells = {one.found.split(": ")[1]: one.expected for one in findings if one.kind == "schedule-cell"}
    # 94,942 × 1.03 = 97,790.26; 97,347 × 1.03 = 100,267.41; 51,587 × 1.01 = 52,102.87
    assert (cells["108,041"], cells["109,897"], cells["52,104"]) == ("97,790", "100,267", "52,103")
    headings = [one for one in findings if one.kind == "schedule-heading"]
    assert headings
    assert {one.expected for one in headings} == {"4%"}  # 65.00 × 1.04 = 67.60, under 3%
    damaged = Counter(one.found for one in findings if one.kind == "scan-damage")
    assert damaged == {"fled": 12, "fling": 5, "fi.ve": 1}


def test_a_public_agreement_s_own_errors(shared: Path) -> None:
    name = "oregon-stea-state-teachers-education-association-2023-2025.md"
    path = shared / "data/contracts" / name
    findings = check(read_received(path.read_bytes(), path.name).agreement)
    told = {(one.citation, one.kind) for one in findings}
    assert told >= {
        ("1.D.3", "crossref-wrong"),  # Article 14 (No Strike/No Lockout), which is Article 15
        ("1.G ¶8", "crossref-wrong"),  # Article 13 - Grievance Procedure, which is Article 14
        ("29.B", "crossref-missing"),  # Article 23.A.5
        ("4.A ¶2", "appendix-missing"),  # Appendix E
    }
    assert len(findings) <= 14
