"""What a program that died has left is mended by whoever comes next, and nothing of anybody else's is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotiate.common.errors import WorkspaceFault
from negotiate.repository import Repository
from negotiate.repository.pushed import Pushed

Shell = Callable[..., str]


def own(repository: Repository, name: str = "") -> Path:
    return repository.folder / ".git/negotiate" / name


def test_locks_of_a_look_at_another_copy_that_died(repository: Repository) -> None:
    lock = repository.folder / ".git/refs/negotiate/synced/x/heads/main.lock"
    lock.parent.mkdir(parents=True)
    packed = repository.folder / ".git/packed-refs.lock"
    for place in (lock, packed, own(repository, "sync")):
        place.touch()
    repository.refs()
    assert lock.exists() and packed.exists()  # nothing says that they are a dead program's of ours
    pushing = own(repository, "outgoing") / "refs/old/heads/main.lock"
    pushing.parent.mkdir(parents=True)
    pushing.touch()
    own(repository, "sharing").touch()
    repository.refs()
    assert not lock.exists() and not packed.exists() and not own(repository, "sharing").exists()
    assert not own(repository, "outgoing").exists()


def test_a_look_that_is_under_way_is_let_be(repository: Repository, tmp_path: Path, git: Shell) -> None:
    git(tmp_path, "init", "-q", "--bare", "server.git")
    lock = repository.folder / ".git/refs/negotiate/synced/x.lock"
    lock.parent.mkdir(parents=True)
    with repository.remote(str(tmp_path / "server.git")), Repository.open(repository.folder) as other:
        lock.touch()
        other.refs()
        assert lock.exists() and own(repository, "sharing").exists()
    assert not own(repository, "sharing").exists()


def test_locks_of_a_push_that_died_in_another_copy(
    repository: Repository, tmp_path: Path, git: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotiate.repository.pushed._PATIENCE", 0.05)
    git(tmp_path, "init", "-q", "--bare", "server.git")
    server, main = tmp_path / "server.git", str(repository.resolve("main"))
    refs = (("refs/heads/main", main), ("refs/heads/theirs", main), ("refs/heads/begun", main))
    locks = {
        name: server / f"{name}.lock" for name in ("HEAD", "refs/heads/other", *(one for one, _ in refs))
    }
    locks["refs/heads/main"].write_text(main[:20])  # torn
    locks["refs/heads/theirs"].write_text("0" * 40)
    for name in ("HEAD", "refs/heads/other", "refs/heads/begun"):
        locks[name].touch()
    Pushed(str(tmp_path / "elsewhere.git"), refs).write(own(repository, "pushed"))
    with repository.remote(str(server)):
        pass
    assert all(lock.exists() for lock in locks.values())  # it was another copy that we pushed to
    Pushed(str(server), refs).write(own(repository, "pushed"))
    with repository.remote(str(server)):
        pass
    left = {name for name, lock in locks.items() if lock.exists()}
    assert left == {"refs/heads/other", "refs/heads/theirs"}  # no push of ours has made them
    assert not own(repository, "pushed").exists()


def test_words_that_were_to_leave_the_disk_leave_it_later(repository: Repository, git: Shell) -> None:
    with repository.operation("private") as op:
        op.move("refs/heads/private", new=op.commit(None, {"log": "secret-4471\n"}, "Log"), old=None)
    with pytest.raises(RuntimeError), repository.operation("redact") as op:
        old = str(repository.resolve("private"))
        op.move("refs/heads/private", new=op.commit(None, {"log": "struck\n"}, "Log"), old=old)
        repository.to_forget()
        raise RuntimeError  # nothing happened: there is nothing to forget, and nothing is
    secret = repository.tree("private")["log"]
    with repository.operation("redact") as op:
        op.move("refs/heads/private", new=op.commit(None, {"log": "struck\n"}, "Log"), old=old)
        repository.to_forget()
    (repository.folder / ".git/packed-refs.lock").touch()  # died amid deleting
    (repository.folder / ".git/logs/refs/heads/private.lock").write_text("0" * 40)  # or amid clearing the log
    assert secret in git(repository.folder, "cat-file", "--batch-all-objects", "--batch-check")
    with Repository.open(repository.folder):
        pass
    assert secret not in git(repository.folder, "cat-file", "--batch-all-objects", "--batch-check")
    assert not own(repository, "forget").exists() and repository.verify_objects() == ()


def test_what_cannot_be_deleted_yet_is_told_and_tried_again(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    with repository.operation("private") as op:
        op.move("refs/heads/private", new=op.commit(None, {"log": "secret-4471\n"}, "Log"), old=None)
    old = str(repository.resolve("private"))
    with repository.operation("redact") as op:
        op.move("refs/heads/private", new=op.commit(None, {"log": "struck\n"}, "Log"), old=old)
        repository.to_forget()
    run = repository._git.run

    def passes_over(*words: str, **more: Any) -> bytes:  # noqa: ANN401 - whatever git is run with
        return b"" if words[:2] == ("prune", "--expire=now") else run(*words, **more)

    with monkeypatch.context() as patch:
        patch.setattr(repository._git, "run", passes_over)
        with pytest.raises(WorkspaceFault, match="could be deleted"):
            repository.forget("refs/heads/private")
    assert own(repository, "forget").exists()
    repository.refs()
    assert not own(repository, "forget").exists() and run("prune", "-n", "--expire=now") == b""


def test_a_repository_in_which_nothing_happened_yet_is_begun_again(tmp_path: Path, git: Shell) -> None:
    Repository.create(tmp_path / "w").close()
    (tmp_path / "w/.git/HEAD").unlink()  # died in the middle
    with Repository.create(tmp_path / "w") as again, again.operation("start") as op:
        op.move("refs/heads/main", new=op.commit(None, {"a": "1"}, "Start"), old=None)
    with pytest.raises(WorkspaceFault, match="already"):
        Repository.create(tmp_path / "w")
    git(tmp_path, "init", "-q", "theirs")
    with pytest.raises(WorkspaceFault, match="already"):
        Repository.create(tmp_path / "theirs")
