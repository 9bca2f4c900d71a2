"""The redline on real agreements: editions with a known truth, and two terms of one contract."""

from functools import cache
from pathlib import Path

import pytest
from redline_checker import faults

from benchmarks import edits
from benchmarks.redline_score import Score, score
from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.citations import place
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.store import read_agreement
from negotiate.redline.engine import redline
from negotiate.redline.model import ChangeKind
from negotiate.redline.threeway import lay_over

SAMPLE = Path(__file__).resolve().parents[2] / "baseline_contract"


@cache
def sample() -> Agreement:
    files = {
        f"baseline_contract/{path.relative_to(SAMPLE)}": path.read_text("utf-8")
        for path in SAMPLE.rglob("*.md")
    }
    return read_agreement(files)


@cache
def received(path: Path) -> Agreement:
    return read_received(path.read_bytes(), path.name).agreement


def judged(agreement: Agreement, plan: edits.Plan, seed: int) -> Score:
    """The score of one edition, after its laws were checked."""
    old = place(edits.edit(agreement, edits.Plan("none"), 0)[0])
    edition, truth = edits.edit(agreement, plan, seed)
    new = place(edition)
    found = redline(old, new)
    assert faults(found, old, new) == []
    return score(found, old, new, truth)


def holds(found: Score) -> None:
    """The bars of the redline's own page."""
    assert found.links_found >= 0.995 * found.links
    assert found.links_invented <= 0.001 * found.links
    assert (found.moves_found, found.moves_invented) == (found.moves, 0)
    assert found.renumbered_invented == 0
    assert found.wrong == 0
    assert found.islands <= 2
    assert found.marked <= 1.05 * found.least


@pytest.mark.parametrize("plan", [edits.FIVE, edits.TWENTY, edits.MOVES], ids=lambda plan: plan.name)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_editions_of_the_sample(plan: edits.Plan, seed: int) -> None:
    holds(judged(sample(), plan, seed))


@pytest.mark.parametrize("plan", [edits.FIVE, edits.TWENTY], ids=lambda plan: plan.name)
def test_editions_of_a_received_agreement(shared: Path, plan: edits.Plan) -> None:
    holds(judged(received(next((shared / "data" / "contracts").glob("boston*"))), plan, 5))


def test_a_rewrite_is_struck_and_added_whole_without_islands() -> None:
    found = judged(sample(), edits.REWRITE, 1)
    assert found.islands <= 5
    assert (found.moves_invented, found.wrong) == (0, 0)


def test_renumbering_is_one_class_and_marks_nothing_else() -> None:
    found = judged(sample(), edits.RENUMBERED, 1)
    assert found.renumbered_found >= found.renumbered - 1 > 0
    assert (found.moves_invented, found.wrong) == (0, 0)


def test_two_terms_of_one_contract(shared: Path) -> None:
    folder = shared / "data" / "contracts"
    old, new = (
        place(received(next(folder.glob(f"oregon-cia*{term}*")))) for term in ("2023-2025", "2025-2027")
    )
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert redline(old, old).changes == ()
    told = ["".join(span.text for span in change.spans if span.op == "insert") for change in found.changes]
    assert any("June 30, 2027" in text for text in told)
    kept = sum(change.kind is ChangeKind.EQUAL for change in found.blocks)
    assert kept > len(old) / 2


def test_two_parties_who_edit_other_clauses_do_not_meet() -> None:
    base = edits.edit(sample(), edits.Plan("none"), 0)[0]
    ours = edits.edit(sample(), edits.Plan("a little", edited=2, cells=1), 7)[0]
    theirs = edits.edit(sample(), edits.Plan("a little", edited=2, inserted=1), 8)[0]
    laid = lay_over(base, ours, theirs)
    placed: tuple[Placed, ...] = place(laid.agreement)
    shown = redline(place(theirs), placed)
    asked = redline(place(base), place(ours))
    assert laid.conflicts == ()
    assert shown.words() == asked.words()
    assert "deleted" not in shown.summary
