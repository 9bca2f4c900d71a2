"""The cost of a text read from what it changes is to the cent the cost of the text read whole."""

from pathlib import Path
from unittest import mock

from negotiate.workspace import costs as money
from negotiate.workspace.costs import Costs
from negotiate.workspace.texts import pair, versions
from negotiate.workspace.workspace import Workspace


def test_every_pass_of_the_sample_costs_the_same_read_whole(sample: Path) -> None:
    with Workspace.open(sample) as workspace:
        quick, whole = Costs(workspace), Costs(workspace)
        for name in versions(workspace):
            old, new = pair(workspace, "baseline", name)
            found = quick.compare(new, old)
            with mock.patch.object(money, "patched", lambda old, new: None):
                assert whole.compare(new, old) == found, name
            assert found.terms or found.unpriced or found.not_costed
