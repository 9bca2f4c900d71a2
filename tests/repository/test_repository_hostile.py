"""A repository from elsewhere runs nothing, and names from elsewhere reach no option and no path."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiate.common.errors import BadInput, NegotiateError, Refused, WorkspaceFault
from negotiate.repository import Repository

Shell = Callable[..., str]


@pytest.fixture
def trap(repository: Repository, tmp_path: Path) -> Path:
    """Every setting, hook and attribute by which git might run a command; the file tells that one ran."""
    sprung = tmp_path / "sprung"
    script = tmp_path / "trap.sh"
    script.write_text(f'#!/bin/sh\necho "$0 $*" >> {sprung}\ncat\n')
    script.chmod(0o755)
    dot_git = repository.folder / ".git"
    (dot_git / "hooks").mkdir(exist_ok=True)
    for hook in ("reference-transaction", "post-index-change", "post-checkout", "pre-commit", "post-update"):
        shutil.copy(script, dot_git / "hooks" / hook)
    (dot_git / "info").mkdir(exist_ok=True)
    (dot_git / "info/attributes").write_text(
        "* filter=bad diff=bad merge=bad\n*.md filter=hidden\n*.yaml filter=Odd=Name\n"
    )
    hidden = tmp_path / "hidden.config"
    hidden.write_text(f"""
[core]
    fsmonitor = {script}
[filter "bad"]
    clean = {script} hidden
    smudge = {script} hidden
[filter "hidden"]
    process = {script}
    required = true
""")
    with (dot_git / "config").open("a") as config:
        config.write(
            f"""
[core]
    fsmonitor = {script}
    hooksPath = {dot_git}/hooks
    pager = {script}
    editor = {script}
    sshCommand = {script}
    alternateRefsCommand = {script}
[pager]
    for-each-ref = {script}
    rev-list = {script}
[log]
    showSignature = true
[gpg]
    program = {script}
[diff]
    external = {script}
[diff "bad"]
    textconv = {script}
    command = {script}
[merge "bad"]
    driver = {script}
[filter "bad"]
    clean = {script}
    smudge = {script}
    required = true
[filter "Odd=Name"]
    clean = {script}
    smudge = {script}
    process = {script}
    required = true
[alias]
    update-ref = !{script}
    cat-file = !{script}
    for-each-ref = !{script}
[remote "origin"]
    url = ext::{script}
    uploadpack = {script}
    promisor = true
[extensions]
    partialClone = origin
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[protocol "file"]
    allow = always
[uploadpack]
    packObjectsHook = {script}
[gc]
    auto = 1
[includeIf "gitdir:/"]
    path = {hidden}
"""
        )
    return sprung


def test_no_setting_hook_or_filter_runs(repository: Repository, trap: Path) -> None:
    os.utime(repository.folder / "agreement.yaml", (1, 1))
    with Repository.open(repository.folder) as opened:
        with opened.operation("change") as op:
            old = opened.resolve("main")
            made = op.commit(old, {"contract/01.md": "new\n", "b.yaml": "b\n"}, "Change")
            op.move("refs/heads/main", new=made, old=old)
            op.tag("refs/tags/pass/a/union-1", made, "Pass")
        opened.refs()
        opened.log("main")
        opened.read_files("main")
        opened.changes([(str(old), made)])
        opened.undo()
        opened.redo()
        assert opened.verify_objects() == ()
        assert opened.resolve("2" * 40) is None
    assert (repository.folder / "contract/01.md").read_text() == "new\n"
    assert not trap.exists(), trap.read_text()


def test_a_missing_object_is_not_fetched(repository: Repository, trap: Path) -> None:
    oid = repository.tree("main")["contract/01.md"]
    (repository.folder / ".git/objects" / oid[:2] / oid[2:]).unlink()
    with Repository.open(repository.folder) as opened, pytest.raises(WorkspaceFault, match="missing"):
        opened.read_file("main", "contract/01.md")
    assert not trap.exists(), trap.read_text()


def test_settings_of_a_calling_git_do_not_lead_elsewhere(
    repository: Repository, tmp_path: Path, git: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other/.git/index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(tmp_path / "other/.git/objects"))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.bare")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    with Repository.open(repository.folder) as opened, opened.operation("open") as op:
        op.move("refs/heads/x", new=op.commit(opened.resolve("main"), {"a": "b"}, "X"), old=None)
    assert not (tmp_path / "other/.git/index").exists()
    assert repository.read_file("x", "a") == b"b"


def test_a_work_tree_set_elsewhere_is_refused(repository: Repository, git: Shell, tmp_path: Path) -> None:
    git(repository.folder, "config", "core.worktree", str(tmp_path))
    with pytest.raises(WorkspaceFault, match="another folder"):
        Repository.open(repository.folder)


def test_a_note_of_an_act_cannot_point_outside(repository: Repository, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").write_text("kept")
    note = repository.folder / ".git/negotiate/pending.json"
    zero = "0" * 40
    places = [f"../../../{victim.name}", "worktrees/../../../victim", str(victim)]
    for place in places:
        for work in ("w", "../../../../victim"):
            note.write_text(
                f'{{"log": "{zero}", "moves": [], "brings": '
                f'[{{"place": "{place}", "work": "{work}", "old": "{zero}", "new": "{zero}"}}]}}'
            )
            with pytest.raises(NegotiateError, match="interrupted act"):
                Repository.open(repository.folder)
    note.write_text(
        '{"log": "x", "moves": [{"ref": "refs/heads/../../../victim/file", "old": null, "new": null}]}'
    )
    with pytest.raises(NegotiateError, match="interrupted act"):
        repository.refs()
    note.write_text("{")
    with pytest.raises(NegotiateError, match="interrupted act"):
        repository.refs()
    assert (victim / "file").read_text() == "kept"


def test_our_own_folder_may_not_be_a_link(repository: Repository, tmp_path: Path) -> None:
    shutil.move(repository.folder / ".git/negotiate", tmp_path / "away")
    (repository.folder / ".git/negotiate").symlink_to(tmp_path / "away")
    with pytest.raises(WorkspaceFault, match="link"):
        Repository.open(repository.folder)


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "/x",
        "a//b",
        "",
        ".",
        "a/..",
        ".git/config",
        "a/.GIT/x",
        ".git./x",
        "git~1",
        "a\nb",
        "a\0",
        "a\\b",
        "x" * 300,
        "\ud800",
    ],
)
def test_a_path_stays_inside(repository: Repository, path: str) -> None:
    with pytest.raises(BadInput), repository.operation("x") as op:
        op.commit(None, {path: "x"}, "X")


@pytest.mark.parametrize(
    "ref",
    [
        "HEAD",
        "main",
        "refs/heads/",
        "refs/heads/-x",
        "refs/heads/a..b",
        "refs/heads/a.lock",
        "refs/heads/a b",
        "refs/heads/a\nupdate refs/heads/main",
        "refs/heads/a//b",
        "refs/heads/.a",
        "refs/other/x",
        "--stdin",
        "refs/heads/" + "x" * 300,
        "refs/heads/refs/heads/x",
        "refs/heads/@{0}",
        "refs/heads/a/",
        "refs/heads/é",
    ],
)
def test_a_ref_is_a_plain_name(repository: Repository, ref: str) -> None:
    made = str(repository.resolve("main"))
    with pytest.raises(BadInput), repository.operation("x") as op:
        op.move(ref, new=made, old=None)
    with pytest.raises(BadInput), repository.operation("x") as op:
        op.tag(ref, made, "X")


@pytest.mark.parametrize("end", ["main", "0" * 39, "\nx", ""])
def test_a_move_takes_whole_ids_only(repository: Repository, end: str) -> None:
    with pytest.raises(BadInput), repository.operation("x") as op:
        op.move("refs/heads/x", new=end, old=None)


def test_parents_and_targets_are_whole_ids(repository: Repository) -> None:
    for name in ("main", "", "-p", "1" * 12):
        with pytest.raises(BadInput), repository.operation("x") as op:
            op.commit(name, {"a": "b"}, "X")
        with pytest.raises(BadInput), repository.operation("x") as op:
            op.tag("refs/tags/x", name, "X")
    with pytest.raises(WorkspaceFault), repository.operation("x") as op:
        op.tag("refs/tags/x", "1" * 40, "X")
    with pytest.raises(WorkspaceFault), repository.operation("x") as op:
        op.move("refs/heads/x", new="1" * 40, old=None)
    assert len(repository.operations()) == 1


def test_odd_people_and_odd_words(repository: Repository) -> None:
    from negotiate.repository import Person

    odd = Person("A <b>\nauthor C <c@d> 0 +0000", "e@f>\ntree 0")
    with repository.operation("--option\nline two", author=odd) as op:
        made = op.commit(None, {"a": "b"}, "-m x\n\nItem: 1", {"Item": "--all"})
        op.move("refs/heads/x", new=made, old=None)
    told = repository.commit("x")
    assert "\n" not in told.author.name and "<" not in told.author.name
    assert told.trailers == (("Item", "--all"), ("Schema", "1"))
    assert repository.operations(1)[0].what == "--option\nline two"
    assert repository.verify_objects() == ()


def test_a_file_is_never_laid_over_a_link_or_a_folder(repository: Repository, git: Shell) -> None:
    (repository.folder / "link").symlink_to("/etc")
    git(repository.folder, "add", "link")
    git(repository.folder, "commit", "-q", "-m", "Link")
    old = repository.resolve("main")
    for path in ("link", "link/passwd", "contract", "agreement.yaml/x"):
        with pytest.raises(BadInput), repository.operation("x") as op:
            op.commit(old, {path: "x"}, "X")
    assert "link" not in repository.tree("main")


def test_no_workspace_is_said_clearly(tmp_path: Path, git: Shell, repository: Repository) -> None:
    with pytest.raises(WorkspaceFault, match="no workspace"):
        Repository.open(tmp_path)
    with pytest.raises(WorkspaceFault, match="no such folder"):
        Repository.open(tmp_path / "nowhere")
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    with pytest.raises(WorkspaceFault, match="bare"):
        Repository.open(tmp_path / "bare.git")
    git(repository.folder, "config", "core.bare", "true")
    with pytest.raises(WorkspaceFault, match="bare"):
        Repository.open(repository.folder)
    with pytest.raises(WorkspaceFault, match="already"):
        Repository.create(repository.folder)
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceFault, match="cannot make"):
        Repository.create(tmp_path / "file" / "x")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_another_user_is_not_trusted(repository: Repository, bare_home: Path) -> None:
    for place in (repository.folder, repository.folder / ".git"):
        os.chown(place, 65534, 65534)
    with pytest.raises(WorkspaceFault, match="another user"):
        Repository.open(repository.folder)


READ_ONLY = """
import os, sys
import git
from pathlib import Path
from negotiate.common.errors import NegotiateError
from negotiate.repository import Repository
if os.geteuid() == 0:  # root may write anywhere: be nobody
    os.setgid(65534)
    os.setuid(65534)
repository = Repository.open(Path(sys.argv[1]))
print(repository.read_file("main", "agreement.yaml"), len(repository.refs("refs/heads")), flush=True)
try:
    with repository.operation("x") as op:
        op.move("refs/heads/x", new=op.commit(None, {"a": "b"}, "X"), old=None)
except NegotiateError as fault:
    print("refused:", fault)
"""


@pytest.mark.parametrize("locked_before", [True, False])
def test_a_read_only_workspace_is_read_and_not_written(
    repository: Repository, tmp_path: Path, bare_home: Path, locked_before: bool
) -> None:
    if not locked_before:
        shutil.rmtree(repository.folder / ".git/negotiate")
    (bare_home / ".gitconfig").write_text("[safe]\n\tdirectory = *\n")
    for place in (bare_home, *tmp_path.parents):
        ours = not {Path("/tmp"), Path("/dev/shm")}.isdisjoint(place.parents)
        if ours and place.stat().st_uid == os.geteuid():
            place.chmod(0o755)
    tmp_path.chmod(0o755)
    everything = [repository.folder, *repository.folder.rglob("*")]
    for place in everything:
        place.chmod(0o555 if place.is_dir() else 0o444)
    try:
        told = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(repository.folder)],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        for place in everything:
            place.chmod(0o755 if place.is_dir() else 0o644)
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    assert lines[0] == "b'a: 1\\n' 1"
    assert lines[1].startswith("refused:") and "ermission" in lines[1]
    assert repository.resolve("x") is None


def test_a_hostile_index_lock_link_is_left(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiate.repository import worktree

    monkeypatch.setattr(worktree, "PATIENCE", 0.05)
    target = tmp_path / "target"
    target.write_text("kept")
    (repository.folder / ".git/index.lock").symlink_to(target)
    with pytest.raises(Refused), repository.operation("x") as op:
        old = repository.resolve("main")
        op.move("refs/heads/main", new=op.commit(old, {"a": "b"}, "X"), old=old)
    assert target.read_text() == "kept"
