"""A workspace in which a person is at work with their own git: the acts go on or say why not, their work stays."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bargain import Team, copied, run

from negotiate.repository import worktree

AT = "2026-03-0"
TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n"
ACTS = (
    ("item", "open", "New", "--clause", "I.B"),
    ("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 110 dollars."),
    ("pass", "1", "--side", "union", "--at", AT + "4T18:10"),
    ("accept", "1", "--side", "district", "--at", AT + "5T18:10"),
    ("ta", "1", "--union", "A", "--district", "B", "--at", AT + "6T18:10"),
    ("hold", "2"),
    ("undo",),
    ("redo",),
    ("sync", "../server.git"),
)
"""None of these moves the branch that is usually checked out."""


def _git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=P", "-c", "user.email=p@x", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def make(folder: Path) -> Team:
    """Two items, a server, and a second document to be imported."""
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").write_text("Article I\n\nHours\n\nA. Six hours.\n", "utf-8")
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    _git(folder, "init", "-q", "--bare", "--initial-branch=main", "server.git")
    team = Team(folder / "team")
    team("item", "open", "One", "--clause", "I.A")
    team("item", "open", "Two", "--clause", "I.B")
    return team


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Team:
    monkeypatch.setattr(worktree, "PATIENCE", 0.05)
    made = copied(make, tmp_path)
    monkeypatch.chdir(made.folder)
    return made


def dirty(team: Team) -> None:
    (team.folder / "baseline_contract/agreement").joinpath("mine.txt").write_text("mine\n")
    article = next((team.folder / "baseline_contract/agreement").glob("*.md"))
    article.write_text(article.read_text() + "\nmine\n")


def staged(team: Team) -> None:
    dirty(team)
    _git(team.folder, "add", "-A")


def detached(team: Team) -> None:
    _git(team.folder, "checkout", "-q", "--detach")


def merging(team: Team) -> None:
    _git(team.folder, "checkout", "-q", "-b", "other")
    _git(team.folder, "commit", "-q", "--allow-empty", "-m", "Other")
    _git(team.folder, "checkout", "-q", "main")
    _git(team.folder, "merge", "-q", "--no-ff", "--no-commit", "other")


def linked(team: Team) -> None:
    _git(team.folder, "worktree", "add", "-q", "-b", "side", "../linked")
    (team.folder.parent / "linked/mine.txt").write_text("mine\n")


def stale_lock(team: Team) -> None:
    (team.folder / ".git/index.lock").write_bytes(b"")


def proposal_out(team: Team) -> None:
    item = team.board()[2]["item"]
    _git(team.folder, "checkout", "-q", f"proposal/{item}")
    (team.folder / "mine.txt").write_text("mine\n")


def sparse(team: Team) -> None:
    _git(team.folder, "sparse-checkout", "set", "--no-cone", "/*", "!/salary_model")


def submodule(team: Team) -> None:
    _git(team.folder.parent, "init", "-q", "sub")
    _git(team.folder.parent / "sub", "commit", "-q", "--allow-empty", "-m", "Sub")
    _git(team.folder, "submodule", "--quiet", "add", str(team.folder.parent / "sub"), "sub")
    _git(team.folder, "commit", "-q", "-m", "A submodule")


def folded_names(team: Team) -> None:
    _git(team.folder, "config", "core.ignorecase", "true")
    (team.folder / "AGREEMENT.yaml.bak").write_text("mine\n")


def shallow(team: Team) -> None:
    _git(team.folder.parent, "clone", "-q", "--bare", f"file://{team.folder}", "all.git")
    _git(
        team.folder,
        "fetch",
        "-q",
        "--depth=1",
        "--update-shallow",
        f"file://{team.folder.parent}/all.git",
        "main",
    )
    assert (team.folder / ".git/shallow").exists()


STATES: tuple[Callable[[Team], None], ...] = (
    dirty, staged, detached, merging, linked, stale_lock, proposal_out, sparse, submodule, folded_names, shallow,
)  # fmt: skip


def theirs(team: Team) -> tuple[object, ...]:
    """Everything of the person's: what git says of the work tree, the index, every file, where HEAD is."""
    files = {
        path.relative_to(team.folder): path.read_bytes()
        for path in sorted(team.folder.rglob("*"))
        if path.is_file() and path.relative_to(team.folder).parts[0] != ".git"
    }
    lock = (team.folder / ".git/index.lock").exists()
    status = _git(team.folder, "--no-optional-locks", "status", "--porcelain")
    entries = _git(team.folder, "ls-files", "--stage")
    return files, lock, status, entries, (team.folder / ".git/HEAD").read_text()


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_their_work_stays_and_the_acts_go_on(team: Team, state: Callable[[Team], None]) -> None:
    state(team)
    before = theirs(team)
    for words in ACTS:
        said = run("-w", str(team.folder), *words)
        if state is shallow and words[0] == "sync":
            assert said.code == 5 and "git fetch --unshallow" in said.err
            continue
        assert said.code in (0, 3), (words, said.err)
        assert said.code == 0 or state is proposal_out or (state is submodule and words[0] == "sync"), (
            said.err
        )
        if state is not proposal_out or words[0] not in ("hold", "undo", "redo", "sync"):
            assert theirs(team) == before, words
    if state is not proposal_out:
        assert team.board()[1]["state"] == "TA" and team.board()[2]["state"] == "held"


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_an_act_on_the_branch_they_work_on_is_done_or_says_why_not(
    team: Team, state: Callable[[Team], None]
) -> None:
    """A further document goes onto ``main``."""
    state(team)
    before, stood = theirs(team), _git(team.folder, "rev-parse", "main")
    mine = [path for path in team.folder.rglob("mine.txt") if path.is_file()]
    said = run("-w", str(team.folder), "import", "../b.txt", "--document", "paras")
    if said.code:
        assert said.code == 3 and ("index.lock" in said.err or "merge" in said.err), said.err
        assert theirs(team) == before and _git(team.folder, "rev-parse", "main") == stood
    else:
        assert "Six hours" in team("show", "paras:I.A").out
        lines = set(_git(team.folder, "--no-optional-locks", "status", "--porcelain").splitlines())
        assert lines == set(str(before[2]).splitlines())
    assert all(path.read_text() == "mine\n" for path in mine)
    assert said.code == 3 or state not in (merging, stale_lock)
    assert os.path.lexists(team.folder / ".git/index.lock") is (state is stale_lock)


def test_a_bare_repository_is_said_clearly(team: Team) -> None:
    said = run("-w", str(team.folder.parent / "server.git"), "board")
    assert said.code == 5 and "bare repository" in said.err
