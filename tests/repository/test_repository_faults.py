"""A fault at every changing system call of every act: kill, torn write, full disk, I/O error.

The tool that injects them is compiled from ``shared/tools/faultrun.c``. By default every k-th point
is tried from a random, printed offset; with ``FAULTS=all`` every point is (some twenty minutes).
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import crash_acts
import pytest
from faulting import MODES, compiled, inject

from negotiate.repository import Repository

Shell = Callable[..., str]
TRIED = 2
"""Points tried of each act and mode in the thinned grid."""


@pytest.fixture(scope="session")
def tool(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(shared, tmp_path_factory.mktemp("tool"))


def run(tool: Path, mode: str, point: int, folder: Path, act: str) -> tuple[int, str, str]:
    return inject(tool, mode, point, folder, [crash_acts.__file__, str(folder), act])


def state(repository: Repository) -> dict[str, str]:
    return {ref.name: ref.oid for ref in repository.refs() if not ref.name.startswith("refs/negotiate/")}


def check(folder: Path, git: Shell, before: dict[str, str], operations: int, acknowledged: bool) -> None:
    """Wholly there or wholly not, everything sound, and the next act works."""
    with Repository.open(folder) as after:
        happened = len(after.operations()) - operations
        now = state(after)
        assert happened in (0, 1) and happened >= acknowledged
        assert (now != before) == bool(happened)
        if happened:
            for move in after.operations(1)[0].moves:
                found = [ref.oid for ref in after.refs("refs/") if ref.name == move.ref]
                assert found == ([move.new] if move.new else [])
        assert not [*(folder / ".git").rglob("*.lock")]
        assert git(folder, "status", "--porcelain") == ""
        assert after.notes == ()
        assert not any("negotiate" in path.name for path in folder.iterdir() if path.name != ".git")
        crash_acts.act(after, "main")
        assert git(folder, "status", "--porcelain") == ""
        assert after.verify_objects() == ()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("act", crash_acts.ACTS)
def test_whole_or_not_at_all(
    tool: Path, repository: Repository, git: Shell, tmp_path: Path, act: str, mode: str
) -> None:
    crash_acts.prepare(repository)
    git(repository.folder, "pack-refs", "--all")
    before, operations = state(repository), len(repository.operations())
    template = repository.folder
    repository.close()

    def fresh() -> Path:
        folder = tmp_path / "tried"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder, symlinks=True)
        return folder

    total, _, wrote = run(tool, mode, 0, fresh(), act)
    assert "done" in wrote and total > 20
    stride = 1 if os.environ.get("FAULTS") == "all" else total // TRIED
    offset = random.randrange(stride)
    print(f"{act} {mode}: {total} points, every {stride} from {offset + 1}")
    failed = []
    for point in range(offset + 1, total + 1, stride):
        folder = fresh()
        hit = "nothing"
        try:
            _, hit, wrote = run(tool, mode, point, folder, act)
            check(folder, git, before, operations, "done" in wrote)
        except Exception as fault:
            failed.append(f"{mode} at {point} of {total} ({hit}): {type(fault).__name__} {fault}"[:600])
    assert not failed, "\n".join(failed)


def test_settings_that_git_cannot_read_are_told_with_their_place(tmp_path: Path) -> None:
    Repository.create(tmp_path / "team").close()
    (tmp_path / "settings").write_text("[user\n")
    said = subprocess.run(
        [sys.executable, "-m", "negotiate", "-w", str(tmp_path / "team"), "board"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "GIT_CONFIG_GLOBAL": str(tmp_path / "settings")},
    )
    assert said.returncode == 5
    assert f"git does not start: fatal: bad config line 1 in file {tmp_path}/settings" in said.stderr
    assert "install" not in said.stderr
