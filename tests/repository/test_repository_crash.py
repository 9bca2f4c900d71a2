"""Killed anywhere, an operation is wholly there or wholly not, and the next command works."""

import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import crash_acts
import pytest

from negotiate.repository import Repository

Shell = Callable[..., str]
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["negotiate.repository"])
ROUNDS = 8 if os.environ.get("FAULTS") == "all" else 4
"""Times two writers are killed at random."""
POINTS = [(name, step) for name in crash_acts.ACTS for step in crash_acts.STEPS[name]]


def run(folder: Path, *words: str) -> tuple[int, str]:
    """The exit code and what was written, once the program and the git it started have all ended."""
    told, telling = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=crash_acts.forked, args=([str(folder), *words], dict(os.environ), telling))
    process.start()
    telling.close()
    with open(told.fileno(), closefd=False) as written:
        text = written.read()
    told.close()
    process.join()
    assert process.exitcode is not None
    return process.exitcode, text


def state(repository: Repository) -> dict[str, str]:
    return {ref.name: ref.oid for ref in repository.refs() if not ref.name.startswith("refs/negotiate/")}


def sound(repository: Repository, git: Shell) -> None:
    """Nothing stands in anyone's way, nothing is damaged, the work tree is clean."""
    folder = repository.folder
    assert not list((folder / ".git").rglob("*.lock"))
    assert not (folder / ".git/negotiate/pending.json").exists()
    assert git(folder, "status", "--porcelain") == ""
    assert repository.verify_objects() == ()
    assert repository.notes == ()


@pytest.fixture(scope="module")
def _prepared(_repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every kill starts from, made once."""
    folder = Path(shutil.copytree(_repository, tmp_path_factory.mktemp("prepared") / "made", symlinks=True))
    with Repository.open(folder) as made:
        crash_acts.prepare(made)
    subprocess.run(["git", "pack-refs", "--all"], cwd=folder, check=True)
    return folder


@pytest.fixture
def workspace(_prepared: Path, tmp_path: Path) -> Iterator[Repository]:
    with Repository.open(Path(shutil.copytree(_prepared, tmp_path / "workspace", symlinks=True))) as made:
        yield made


@pytest.mark.parametrize("whom", ["alone", "all"])
@pytest.mark.parametrize(("name", "step"), POINTS)
def test_killed_at_each_step(workspace: Repository, git: Shell, name: str, step: str, whom: str) -> None:
    before, count = state(workspace), len(workspace.operations())
    code, told = run(workspace.folder, name, step, whom)
    assert code == -signal.SIGKILL, told
    happened = step in crash_acts.HAPPENED
    with Repository.open(workspace.folder) as after:
        assert len(after.operations()) == count + happened
        assert (state(after) != before) == happened
        if happened:
            for move in after.operations(1)[0].moves:
                assert after.resolve(move.ref) == (
                    move.new and after.commit(move.new).oid if move.new else None
                )
        sound(after, git)
        if happened:
            (after.redo if name == "undo" else after.undo)()
            assert state(after) == before
        crash_acts.act(after, "main")
        sound(after, git)


def test_a_reader_that_stays_open_sees_the_whole(workspace: Repository, git: Shell) -> None:
    run(workspace.folder, "create", "logged", "all")
    assert workspace.resolve("proposal/b")
    sound(workspace, git)


def test_a_person_who_edits_after_the_kill_keeps_the_edit(workspace: Repository, git: Shell) -> None:
    run(workspace.folder, "main", "refs moved", "all")
    file = workspace.folder / "contract/01.md"
    file.write_text("mine\n")
    with Repository.open(workspace.folder) as after:
        assert file.read_text() == "mine\n"
        assert any("contract/01.md" in note for note in after.notes)
        assert not list((workspace.folder / ".git").rglob("*.lock"))


LOOP = """
import sys
from pathlib import Path
from negotiate.repository import Repository
with Repository.open(Path(sys.argv[1])) as repository:
    for n in range(1000):
        with repository.operation("act") as op:
            old = repository.resolve("refs/heads/main")
            made = op.commit(old, {f"acts/{op.id}": "x", "count.txt": f"{n}"}, "Act")
            op.move("refs/heads/main", new=made, old=old)
            op.move(f"refs/heads/act/{op.id}", new=made, old=None)
        print(op.id, flush=True)
"""


def test_killed_at_random_no_acknowledged_act_is_lost(repository: Repository, git: Shell) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    acknowledged: list[str] = []
    for _ in range(ROUNDS):
        command = [sys.executable, "-c", LOOP, str(repository.folder)]
        writers = [
            subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
            for _ in range(2)
        ]
        acknowledged += [writer.stdout.readline().strip() for writer in writers if writer.stdout]
        time.sleep(chance.random() * 0.3)
        for writer in writers:
            os.killpg(writer.pid, signal.SIGKILL)
        for writer in writers:
            acknowledged += [line for line in writer.communicate()[0].split("\n") if len(line) == 12]
    with Repository.open(repository.folder) as after:
        acts = {path.removeprefix("acts/") for path in after.tree("main", "acts")}
        branches = {ref.name.removeprefix("refs/heads/act/") for ref in after.refs("refs/heads/act")}
        logged = {operation.id for operation in after.operations() if operation.what == "act"}
        assert set(acknowledged) <= acts
        assert acts == branches == logged
        assert len(acknowledged) >= 2 * ROUNDS
        sound(after, git)
