"""Two programs on one workspace: none loses an act, none takes the other's number."""

import subprocess
import sys
from pathlib import Path

from bargain import Team, run

_ACTS = 8
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
    assert [one.wait(timeout=120) for one in both] == [0, 0]
    rows = Team(folder)("board", "--json").json()
    assert sorted(row["number"] for row in rows) == list(range(1, 2 * _ACTS + 1))
    assert {row["title"] for row in rows} == {
        f"{name} {n}" for name in ("ours", "theirs") for n in range(_ACTS)
    }
    assert Team(folder)("verify", "--json").json()["accounted"] is True
