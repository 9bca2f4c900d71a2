"""A fault at a changing system call of every act of the program: kill, torn write, full disk, I/O error.

A few acts, drawn at random, are tried at a random point with a random fault; with ``FAULTS=3`` every act is
tried with each fault at three points spread over it, with ``FAULTS=all`` at every point. What every act
shares, the operation, is tried closer in ``tests/repository``.
"""

import argparse
import ast
import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from inspect import currentframe
from pathlib import Path
from unittest import mock

import fault_acts
import pytest
from bargain import run
from fault_acts import ACTS, BESIDE, OPERATIONS, READS, Act
from faulting import MODES, compiled, inject

import negotiate
from negotiate.cli import build_parser
from negotiate.common.errors import NegotiateError
from negotiate.repository import Repository
from negotiate.workspace.listing import board_rows
from negotiate.workspace.verifying import verify
from negotiate.workspace.workspace import Workspace

RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(random.random())
SEED = int(os.environ.get("FAULTS_SEED", random.Random(RUN).randrange(10**6)))
"""Drawn once a run: every worker must collect the same tests."""
HOW = os.environ.get("FAULTS", "")
DRAWN = ACTS if HOW else tuple(sorted(random.Random(SEED).sample(ACTS, 5), key=ACTS.index))
LATEST = 120
"""The point up to which one is drawn where the act's own are not counted: most acts have about as many."""


def commands(parser: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Every command the program has, ``item-open`` for two words."""
    inner = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    for one in inner:
        for name, below in one.choices.items():
            yield from commands(below, f"{before}-{name}" if before else name)
    if not inner:
        yield before


def operations() -> set[str]:
    """Every function of the program that changes the record: it asks for ``repository.operation``."""
    found = set()
    for file in Path(negotiate.__file__).parent.rglob("*.py"):
        text = file.read_text("utf-8")
        if "repository" in file.parts or "repository.operation(" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(one, ast.With) and "repository.operation(" in "".join(map(ast.unparse, one.items))
                for one in ast.walk(node)
            ):
                found.add(f"{file.stem}.{node.name}")
    return found


UNREACHED = {
    "actions.save_draft",  # what `draft` does, from a screen
    "teamdata.save",  # one file of the team's, as `import` adds one
}
"""Operations left out, and why that is no gap."""


def test_every_command_is_tried_or_changes_nothing() -> None:
    """A new command fails here until the grid has an act of it."""
    tried = {
        "-".join(act.words[:2]) if act.words[0] in ("item", "session", "bundle") else act.words[0]
        for act in ACTS
    }
    assert set(commands(build_parser())) == tried | READS | BESIDE
    assert not tried & READS and not tried & BESIDE


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every act starts from."""
    folder = tmp_path_factory.mktemp("acts") / "start"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder.parent))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        fault_acts.make(folder)
    return folder


def prepared(start: Path, folder: Path, act: Act) -> tuple[str, ...]:
    """A copy in ``folder`` with all that comes before the act; the act's own words."""
    shutil.copytree(start, folder, symlinks=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in act.before:
            said = run("-w", "team", *words)
            assert said.code == 0, (words, said.err)
        if "ENTRY" not in act.words:
            return act.words
        entry = json.loads(run("-w", "team", "session", "show", "--json").out)[0]["id"]
    return tuple(entry if word == "ENTRY" else word for word in act.words)


def test_every_operation_is_one_that_an_act_comes_to(start: Path, tmp_path: Path) -> None:
    """A new operation fails here until an act of the grid comes to it; with ``FAULTS`` all are seen to."""
    assert operations() == OPERATIONS | UNREACHED
    assert not HOW or reached(start, tmp_path) >= OPERATIONS


def reached(start: Path, tmp_path: Path) -> set[str]:
    """The functions whose operations the acts come to, each act done once."""
    found: set[str] = set()
    whole = Repository.operation

    def told(*args: object, **more: object) -> object:
        frame = currentframe()
        assert frame is not None and frame.f_back is not None
        code = frame.f_back.f_code
        found.add(f"{Path(code.co_filename).stem}.{code.co_name}")
        return whole(*args, **more)  # type: ignore[arg-type]

    for number, act in enumerate(ACTS):
        with mock.patch.object(Repository, "operation", told), pytest.MonkeyPatch.context() as patch:
            words = prepared(start, tmp_path / str(number), act)
            patch.chdir(tmp_path / str(number))
            said = run(*(() if words[0] in ("init", "demo") else ("-w", "team")), *words)
            assert said.code == 0, (act.name, said.err)
    return found


def state(folder: Path) -> dict[str, str]:
    """Where the record's refs stand."""
    said = subprocess.run(
        ["git", "for-each-ref", "--format=%(refname) %(objectname)"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rows = (line.split(" ") for line in said.splitlines())
    return {name: oid for name, oid in rows if not name.startswith(("refs/negotiate/", "refs/remotes/"))}


def done_acts(folder: Path) -> int:
    """How many operations the workspace has; none where there is none."""
    if not (folder / ".git").exists():
        return 0
    with Repository.open(folder) as repository:
        return len(repository.operations())


def opened(team: Path) -> bool:
    """Whether a workspace is there."""
    try:
        with Workspace.open(team):
            return True
    except NegotiateError:
        return False


def count(team: Path) -> int:
    """How many operations the workspace has, 0 where there is none."""
    if not opened(team):
        return 0
    with Repository.open(team) as repository:
        return len(repository.operations())


def check(folder: Path, words: tuple[str, ...], before: int, acknowledged: bool) -> None:
    """Wholly there or wholly not; sound, and the next act works without a hand laid on anything."""
    new = words[0] in ("init", "demo")
    team = folder / ("fresh" if new else "team")
    if new and not opened(team):
        assert not acknowledged
        assert run(*words).code == 0, "it cannot be done again"
        return
    with Workspace.open(team) as workspace:
        repository = workspace.repository
        operations = repository.operations()
        happened = len(operations) - before
        assert happened in (0, 1) or words[0] == "demo", "done twice"
        assert happened or not acknowledged or words[0] in OUTSIDE, "an acknowledged act is lost"
        for move in operations[0].moves:
            named = [ref.oid for ref in repository.refs("refs/") if ref.name == move.ref]
            assert named == ([move.new] if move.new else []), move
        board_rows(workspace, with_cost=False)
        due = [] if happened else ["sign-again"]  # what `ta --again` settles, where it did not happen
        assert not [one for one in verify(workspace).findings if one.kind not in due]
        assert not [*(team / ".git").rglob("*.lock")] and not (team / ".git/negotiate/pending.json").exists()
        assert repository.verify_objects() == ()
    if words[:2] == ("session", "redact") and happened:
        assert b"Hall" not in _git(team, "cat-file", "--batch-all-objects", "--batch")
    if words[0] == "sync":
        _git(folder / "server.git", "fsck", "--no-dangling")
        assert run("-w", "team", "sync", "server.git").code == 0
        heads = ("for-each-ref", "refs/heads", "refs/tags")
        assert _git(team, *heads) == _git(folder / "server.git", *heads)
    said = run("-w", str(team), "item", "open", "Next")
    assert said.code == 0, said.err


def _git(folder: Path, *words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True).stdout


@pytest.fixture(scope="session")
def tool(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(shared, tmp_path_factory.mktemp("tool"))


@pytest.mark.parametrize("act", DRAWN, ids=lambda act: act.name.replace(" ", "-"))
def test_whole_or_not_at_all(tool: Path, start: Path, tmp_path: Path, act: Act) -> None:
    words = prepared(start, tmp_path / "before", act)
    before = 0 if words[0] in ("init", "demo") else count(tmp_path / "before/team")
    folder, program = tmp_path / "tried", [fault_acts.__file__, str(tmp_path / "tried"), *words]
    shutil.copytree(tmp_path / "before", folder, symlinks=True)
    chance, total = random.Random(f"{SEED} {act.name}"), LATEST
    if HOW:
        total, _, wrote = inject(tool, "kill", 0, folder, program)
        assert "done" in wrote and total
    points = [(mode, point) for mode in MODES for point in range(1, total + 1)]
    if HOW.isdecimal():  # every k-th, each fault from an offset of its own
        stride = max(1, total // int(HOW))
        points = [(mode, at) for mode in MODES for at in range(chance.randint(1, stride), total + 1, stride)]
    elif not HOW:
        points = chance.sample(points, 1)
    failed = []
    for mode, point in points:
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "before", folder, symlinks=True)
        hit = "nothing"
        try:
            _, hit, wrote = inject(tool, mode, point, folder, program)
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(folder)
                check(folder, words, before, "done" in wrote)
        except Exception as fault:
            failed.append(f"{mode} at {point} of {total} ({hit}): {type(fault).__name__} {fault}"[:900])
    print(f"{act.name}: {len(points)} of {4 * total if HOW else 'its'} faults tried, seed {SEED}")
    assert not failed, "\n".join(failed)


OUTSIDE = {"sync", "bundle", "packet", "successor", "correct"}
"""Acts that may be done without an operation on the record."""
