"""Old and new pay cell by cell: by hand, with the part that is paid later."""

from pathlib import Path

from negotiate.costing.cells import pay_tables
from negotiate.workspace.costs import Costs
from negotiate.workspace.texts import pair
from negotiate.workspace.workspace import Workspace


def test_each_cell_by_hand(sample: Path) -> None:
    """Step 1, BA: 52,632 × 1.0325 = 54,342.54 → 54,343; × 1.03 → 55,973.29 → 55,973; → 57,652.19 → 57,652.
    Paid from December 15: September to December are 4 of 10 pay months, 1,711 × 4/10 = 684.40."""
    settings = sample / "agreement.yaml"
    settings.write_text(
        settings.read_text().replace("first_year: 2026}", "first_year: 2026, paid_from: 2026-12-15}")
    )
    with Workspace.open(sample) as workspace:
        costs = Costs(workspace)
        old, new = pair(workspace, "baseline", "5:union")
        tables = pay_tables(costs.inputs(new), costs.inputs(old), costs.model)
        assert pay_tables(costs.inputs(old), costs.inputs(old), costs.model) == ()
    teachers, others = tables
    assert (teachers.group, teachers.citation, teachers.hourly, others.hourly) == (
        "teachers", "IX.A.4", False, True,
    )  # fmt: skip
    assert teachers.years == ("2026-27", "2027-28", "2028-29")
    first = teachers.cells[0]
    assert (first.step, first.lane) == ("1", "BA")
    assert first.old == (5263200, 5263200, 5263200)
    assert first.new == (5434300, 5597300, 5765200)
    assert first.later == (68440, 0, 0)
    assert len(teachers.cells) == 9 * 9
