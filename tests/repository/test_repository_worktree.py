"""A person's files, index and branches are theirs."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiate.common.errors import Refused
from negotiate.repository import Repository
from negotiate.repository import worktree as worktree_module

Shell = Callable[..., str]


def change_main(repository: Repository, text: str = "Article I, changed\n") -> str:
    old = repository.resolve("main")
    with repository.operation("change main") as op:
        made = op.commit(old, {"contract/01.md": text, "contract/sub/02.md": "II\n"}, "Change")
        op.move("refs/heads/main", new=made, old=old)
    return made


def status(repository: Repository, git: Shell) -> str:
    return git(repository.folder, "status", "--porcelain")


def test_the_work_tree_follows_the_branch_checked_out(repository: Repository, git: Shell) -> None:
    made = change_main(repository)
    assert (repository.folder / "contract/01.md").read_text() == "Article I, changed\n"
    assert status(repository, git) == ""
    assert git(repository.folder, "rev-parse", "HEAD").strip() == made
    repository.undo()
    assert (repository.folder / "contract/01.md").read_text() == "Article I\n"
    assert not (repository.folder / "contract/sub").exists()
    assert status(repository, git) == ""


def test_edits_elsewhere_are_left_as_they_are(repository: Repository, git: Shell) -> None:
    (repository.folder / "agreement.yaml").write_text("a: mine\n")
    (repository.folder / "staged.txt").write_text("staged\n")
    git(repository.folder, "add", "staged.txt")
    (repository.folder / "untracked.txt").write_text("untracked\n")
    before = status(repository, git)
    made = change_main(repository)
    assert status(repository, git) == before
    assert repository.tree(made).keys() == {"agreement.yaml", "contract/01.md", "contract/sub/02.md"}
    assert (repository.folder / "agreement.yaml").read_text() == "a: mine\n"


@pytest.mark.parametrize("how", ["dirty", "staged", "untracked"])
def test_edits_in_the_way_stop_the_act_and_are_named(repository: Repository, git: Shell, how: str) -> None:
    name = "contract/sub/02.md" if how == "untracked" else "contract/01.md"
    file = repository.folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine\n")
    if how == "staged":
        git(repository.folder, "add", name)
    before = (
        status(repository, git),
        repository.resolve("main"),
        (repository.folder / ".git/index").read_bytes(),
    )
    with pytest.raises(Refused, match=name):
        change_main(repository)
    after = (
        status(repository, git),
        repository.resolve("main"),
        (repository.folder / ".git/index").read_bytes(),
    )
    assert after == before
    assert file.read_text() == "mine\n"
    assert not list((repository.folder / ".git").rglob("*.lock"))
    assert [operation.what for operation in repository.operations()] == ["start"]


def test_touched_files_without_a_change_are_not_edits(repository: Repository) -> None:
    os.utime(repository.folder / "contract/01.md", (1, 1))
    change_main(repository)


def test_other_branches_move_whatever_the_work_tree_holds(repository: Repository, git: Shell) -> None:
    (repository.folder / "contract/01.md").write_text("mine\n")
    index = (repository.folder / ".git/index").read_bytes()
    with repository.operation("open") as op:
        made = op.commit(repository.resolve("main"), {"contract/01.md": "theirs\n"}, "Open")
        op.move("refs/heads/proposal/a", new=made, old=None)
    assert (repository.folder / "contract/01.md").read_text() == "mine\n"
    assert (repository.folder / ".git/index").read_bytes() == index


def test_a_detached_head_keeps_its_files(repository: Repository, git: Shell) -> None:
    git(repository.folder, "checkout", "-q", "--detach")
    change_main(repository)
    assert (repository.folder / "contract/01.md").read_text() == "Article I\n"
    assert status(repository, git) == ""


def test_a_proposal_checked_out_is_brought_along_and_never_taken_away(
    repository: Repository, git: Shell
) -> None:
    with repository.operation("open") as op:
        made = op.commit(repository.resolve("main"), {"p": "1\n"}, "Open")
        op.move("refs/heads/proposal/a", new=made, old=None)
    git(repository.folder, "checkout", "-q", "proposal/a")
    with pytest.raises(Refused, match="checked out"):
        repository.undo()
    with repository.operation("edit") as op:
        op.move("refs/heads/proposal/a", new=op.commit(made, {"p": "2\n"}, "Edit"), old=made)
    assert (repository.folder / "p").read_text() == "2\n"
    assert status(repository, git) == ""


def test_a_linked_work_tree_follows_too(repository: Repository, git: Shell, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(repository.folder, "worktree", "add", "-q", "-b", "side", str(linked))
    with Repository.open(linked / "contract") as there:
        assert there.folder == linked
        change_main(there)
        assert (repository.folder / "contract/01.md").read_text() == "Article I, changed\n"
        with repository.operation("side") as op:
            old = repository.resolve("side")
            op.move("refs/heads/side", new=op.commit(old, {"s": "1\n"}, "Side"), old=old)
    assert (linked / "s").read_text() == "1\n"
    assert status(repository, git) == "" == git(linked, "status", "--porcelain")


def test_a_linked_work_tree_that_does_not_point_back_is_not_written(
    repository: Repository, git: Shell, tmp_path: Path
) -> None:
    git(repository.folder, "worktree", "add", "-q", "-b", "side", str(tmp_path / "linked"))
    victim = tmp_path / "victim"
    victim.mkdir()
    (repository.folder / ".git/worktrees/linked/gitdir").write_text(f"{victim}/.git\n")
    with pytest.raises(Refused, match="cannot be found"), repository.operation("side") as op:
        old = repository.resolve("side")
        op.move("refs/heads/side", new=op.commit(old, {"s": "1\n"}, "Side"), old=old)
    assert list(victim.iterdir()) == []


def test_in_the_middle_of_a_merge(repository: Repository, git: Shell) -> None:
    git(repository.folder, "checkout", "-q", "-b", "other")
    (repository.folder / "contract/01.md").write_text("other\n")
    git(repository.folder, "commit", "-q", "-am", "Other")
    git(repository.folder, "checkout", "-q", "main")
    git(repository.folder, "merge", "-q", "--no-ff", "--no-commit", "other")
    with pytest.raises(Refused, match="merge"):
        change_main(repository)
    with repository.operation("open") as op:
        op.move("refs/heads/proposal/a", new=op.commit(None, {"p": "1"}, "Open"), old=None)
    git(repository.folder, "commit", "-q", "-m", "Merged")
    change_main(repository)


def test_a_stale_index_lock_of_another_git(
    repository: Repository, git: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worktree_module, "PATIENCE", 0.1)
    lock = repository.folder / ".git/index.lock"
    lock.write_bytes(b"")
    with pytest.raises(Refused, match=r"index\.lock"):
        change_main(repository)
    assert lock.exists()
    with repository.operation("open") as op:
        op.move("refs/heads/proposal/a", new=op.commit(None, {"p": "1"}, "Open"), old=None)
    lock.unlink()
    change_main(repository)


def test_a_shallow_clone(repository: Repository, git: Shell, tmp_path: Path) -> None:
    change_main(repository)
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repository.folder}", "shallow")
    with Repository.open(tmp_path / "shallow") as shallow:
        change_main(shallow, "Again\n")
        assert len(shallow.log("main")) == 2
        shallow.undo()
        assert git(shallow.folder, "status", "--porcelain") == ""


def test_a_folder_reached_through_a_link_is_not_written_through(
    repository: Repository, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (repository.folder / "contract/sub").symlink_to(outside)
    with pytest.raises(Refused, match="contract/sub"):
        change_main(repository)
    assert list(outside.iterdir()) == []


def test_line_ends_of_the_persons_own_setting(repository: Repository, git: Shell) -> None:
    git(repository.folder, "config", "core.autocrlf", "true")
    change_main(repository)
    assert (repository.folder / "contract/01.md").read_bytes() == b"Article I, changed\r\n"
    assert repository.read_file("main", "contract/01.md") == b"Article I, changed\n"
    assert status(repository, git) == ""


def test_a_folder_with_files_of_the_persons_can_become_a_workspace(tmp_path: Path, git: Shell) -> None:
    (tmp_path / "notes.txt").write_text("mine\n")
    with Repository.create(tmp_path) as made:
        with pytest.raises(Refused, match=r"notes\.txt"), made.operation("start") as op:
            op.move("refs/heads/main", new=op.commit(None, {"notes.txt": "x"}, "Start"), old=None)
        with made.operation("start") as op:
            op.move("refs/heads/main", new=op.commit(None, {"a.md": "x"}, "Start"), old=None)
    assert git(tmp_path, "status", "--porcelain") == "?? notes.txt\n"
