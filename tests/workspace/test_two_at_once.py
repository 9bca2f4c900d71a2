"""Two programs on one workspace: none loses an act, none takes the other's number."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bargain import Team, run

from negotiate.workspace.actions import open_item
from negotiate.workspace.workspace import Workspace

_ACTS = 500 if os.environ.get("FAULTS") == "all" else 6
_SCRIPT = """
import sys
from negotiate.cli import main
for number in range(int(sys.argv[3])):
    code = main(["-w", sys.argv[1], "item", "open", f"{sys.argv[2]} {number}", "--clause", "I.A"])
    assert code == 0
"""


def test_two_programs_opening_items(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Article I\n\nPay\n\nA. Pay is 100 dollars.\n", "utf-8")
    folder = tmp_path / "team"
    assert run("init", str(folder), "--from", str(tmp_path / "a.txt")).code == 0
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _SCRIPT, str(folder), name, str(_ACTS)], stdout=subprocess.DEVNULL
        )
        for name in ("ours", "theirs")
    ]
    assert [one.wait(timeout=3600) for one in both] == [0, 0]
    rows = Team(folder)("board", "--json").json()
    assert sorted(row["number"] for row in rows) == list(range(1, 2 * _ACTS + 1))
    assert {row["title"] for row in rows} == {
        f"{name} {n}" for name in ("ours", "theirs") for n in range(_ACTS)
    }
    assert Team(folder)("verify", "--json").json()["accounted"] is True


def test_two_threads_of_one_program(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Article I\n\nPay\n\nA. Pay is 100 dollars.\n", "utf-8")
    folder = tmp_path / "team"
    assert run("init", str(folder), "--from", str(tmp_path / "a.txt")).code == 0
    with Workspace.open(folder) as workspace, ThreadPoolExecutor(2) as pool:

        def acts(name: str) -> list[int]:
            return [open_item(workspace, f"{name} {n}", ["I.A"]).item.number for n in range(_ACTS)]

        numbers = [number for found in pool.map(acts, ("ours", "theirs")) for number in found]
        assert sorted(numbers) == list(range(1, 2 * _ACTS + 1))
        titles = {f"{name} {n}" for name in ("ours", "theirs") for n in range(_ACTS)}
        assert {row.title for row in workspace.rows()} == titles
        assert len(workspace.repository.operations()) == 2 * _ACTS + 1
