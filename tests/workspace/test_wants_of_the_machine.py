"""A full disk, a limit on files, no memory: told in one message, the old file whole, nothing left lying about."""

import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bargain import Team, run

from negotiate.common.errors import WorkspaceFault
from negotiate.common.machine import FULL, MEMORY, want_behind, want_of, wanted
from negotiate.repository import disk
from negotiate.repository.launch import GitFailed


@contextmanager
def no_file_longer(size: int) -> Iterator[None]:
    """Nothing, git neither, may write a file longer than ``size`` bytes: as near to a full disk as any account
    may come. Python gets an error, git a signal."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def lying_about(folder: Path) -> list[str]:
    """What an act in the making is written to."""
    signs = (".new", ".part", ".lock", "pending.json")
    return [
        path.name
        for path in folder.rglob("*")
        if path.name.startswith("tmp_obj") or path.name.endswith(signs)
    ]


@pytest.mark.parametrize("name", ["p.docx", "p.pdf", "p.html", "p.md", "s.docx", "r.html", "b.exchange"])
def test_a_file_that_cannot_be_written_leaves_the_old_one(sample: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / "out" / name
    out.parent.mkdir()
    out.write_text("old")
    words = {
        "p": ("packet", "1", "-o"), "s": ("successor", "-o"), "b": ("bundle", "out"),
        "r": ("redline", "baseline", "1:union", "-o"),
    }[name[0]]  # fmt: skip
    with no_file_longer(600):
        said = run("-w", str(sample), *words, str(out))
    assert said.code == 5, said
    assert "larger than a program may write here" in said.err and "ulimit" in said.err
    assert "git" not in said.err.replace(".git", "")
    assert out.read_text() == "old" and [one.name for one in out.parent.iterdir()] == [name]
    assert run("-w", str(sample), *words, str(out)).code == 0


def test_an_act_that_cannot_be_written_did_not_happen(sample: Path) -> None:
    team = Team(sample)
    before = team("history", "--json").out
    for words in (("item", "open", "New"), ("current", "1", "--side", "union", "--at", "2026-05-05T18:00"),
                  ("draft", "4", "--side", "union", "--clause", "IV.A.5", "--text", "5. New. " * 40)):  # fmt: skip
        with no_file_longer(60):
            said = run("-w", str(sample), *words)
        assert said.code == 5 and "Traceback" not in said.err
        assert "larger than a program may write here" in said.err and "repeat the act" in said.err
        assert not lying_about(sample / ".git")
    assert team("history", "--json").out == before
    assert run("-w", str(sample), "verify").code == 0


def test_not_enough_memory_is_told(sample: Path, tmp_path: Path) -> None:
    """The typesetter needs twice as much for these tables; it ends its process, and its words are no one's."""
    out = tmp_path / "p.pdf"
    out.write_text("old")
    done = subprocess.run(
        [sys.executable, "-m", "negotiate", "-w", sample, "packet", "--open", "-o", out],
        capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (100 << 20, 100 << 20)),
    )  # fmt: skip
    assert done.returncode == 5, done
    assert done.stderr.startswith("negotiate: there is not enough memory (end other programs")
    assert out.read_text() == "old"


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "what"),
    [(errno.ENOSPC, "the disk is full"), (errno.EIO, "drive"), (errno.EDQUOT, "your share")],
)
def test_a_file_is_written_whole_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, what: str
) -> None:
    file = tmp_path / "a.docx"
    file.write_text("old")
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    left = tmp_path / f".a.docx.{int(dead.stdout)}.new"
    left.write_text("half")
    os.utime(left, (0, 0))
    theirs = tmp_path / f".a.docx.{os.getppid()}.new"
    theirs.write_text("half")
    os.utime(theirs, (0, 0))
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", failing(number))
        with pytest.raises(WorkspaceFault, match=what) as told:
            disk.write_whole(file, b"new")
    assert told.value.do and told.value.where == str(file)
    assert file.read_text() == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        theirs.name,
        "a.docx",
    ]  # a dead program's piece is gone too
    disk.write_whole(file, b"new")
    assert file.read_bytes() == b"new"


def test_what_git_says_is_told_in_our_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "error: x\nfatal: unable to write loose object file: No space left on device"
    assert (str(GitFailed("unpack-objects", 128, said, tmp_path))) == f"{tmp_path}: {FULL.what} ({FULL.do})"
    theirs = GitFailed("push", 1, "remote: fatal: No space left on device\nerror: failed", tmp_path)
    assert theirs.want is None  # it is not our disk
    silent = "fatal: prepare: couldn't write '/x/refs/heads/main.lock'"
    assert disk.want_at(silent, tmp_path) is None  # there is room: git has another reason
    monkeypatch.setattr("os.statvfs", lambda _: os.statvfs_result((4096, 4096, 9, 2, 2, 9, 9, 9, 0, 255)))
    assert disk.want_at(silent, tmp_path) == FULL
    assert disk.want_at("fatal: bad object", tmp_path) is None
    assert wanted("fatal: Out of memory, malloc failed") == MEMORY
    assert want_behind(RuntimeError("can't start new thread")) == MEMORY
    assert want_behind(RuntimeError("other")) is None and want_behind(KeyError("x")) is None
    assert want_of(OSError(errno.EACCES, "Permission denied")).do


def test_a_pipe_is_written_into(sample: Path, tmp_path: Path) -> None:
    """No file takes the place of a pipe or a device."""
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert run("-w", str(sample), "packet", "1", "-o", str(pipe)).code == 0
    assert os.read(reading, 1 << 16).startswith(b"#") and pipe.is_fifo()
    os.close(reading)
