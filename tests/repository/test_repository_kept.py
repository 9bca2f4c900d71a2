"""The cache of tips says nothing that git does not, whatever is done to it."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from negotiate.repository import Ref, Repository
from negotiate.repository.kept import FEW

Shell = Callable[..., str]
Told = list[tuple[str, str, str, object]]


@pytest.fixture(scope="module")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "workspace"
    with Repository.create(folder) as made, made.operation("many") as op:
        base = op.commit(None, {"agreement.yaml": "a: 1\n"}, "Start")
        op.move("refs/heads/main", new=base, old=None)
        for n in range(FEW + 20):
            tip = op.commit(base, {"n": f"{n}"}, f"Item {n}", {"Item": f"p{n}"})
            op.move(f"refs/heads/proposal/p{n:03}", new=tip, old=None)
    subprocess.run(["git", "gc", "-q"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def many(_many: Path, tmp_path: Path) -> Iterator[Repository]:
    """More proposals than are read without a cache, listed once."""
    with Repository.open(shutil.copytree(_many, tmp_path / "workspace", symlinks=True)) as opened:
        opened.refs("refs/heads/proposal")
        yield opened


def kept(repository: Repository) -> Path:
    return repository.folder / ".git/negotiate/tips"


def told(refs: tuple[Ref, ...]) -> Told:
    return [(ref.name, ref.oid, ref.subject, ref.trailers) for ref in refs]


def listed(repository: Repository) -> Told:
    with Repository.open(repository.folder) as fresh:
        return told(fresh.refs("refs/heads/proposal"))


def test_it_is_private_and_saves_asking_git(many: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = told(many.refs("refs/heads/proposal"))
    assert [row[2] for row in wanted] == [f"Item {n}" for n in range(FEW + 20)]
    assert kept(many).stat().st_mode & 0o777 == 0o600
    with Repository.open(many.folder) as fresh:
        monkeypatch.setattr(
            fresh._reader, "contents", lambda oids: [] if not oids else pytest.fail("asked git")
        )
        assert told(fresh.refs("refs/heads/proposal")) == wanted


def test_few_tips_leave_nothing_behind(repository: Repository) -> None:
    assert repository.refs() and not kept(repository).exists()


def test_damage_anywhere_in_it_changes_no_answer(many: Repository) -> None:
    wanted, whole = listed(many), kept(many).read_bytes()
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    damaged = [b"", b"\n", whole[: len(whole) // 2], whole + b"x", whole.replace(b"Item: p7", b"Item: p8")]
    damaged += [whole.replace(b" commit ", b" commit -", 1), whole.replace(b"commit", b"blob")]
    for at in (chance.randrange(len(whole)) for _ in range(12)):
        damaged.append(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
    for data in damaged:
        assert data != whole
        kept(many).write_bytes(data)
        assert listed(many) == wanted


@pytest.mark.parametrize("place", ["tips", "tips.new"])
@pytest.mark.parametrize("how", ["link", "fifo", "folder"])
def test_what_is_no_file_of_ours_is_neither_read_nor_written(
    many: Repository, tmp_path: Path, place: str, how: str
) -> None:
    wanted, victim = listed(many), tmp_path / "victim"
    victim.write_text("kept")
    kept(many).unlink()
    there = kept(many).with_name(place)
    if how == "link":
        there.symlink_to(victim)
    elif how == "fifo":
        os.mkfifo(there)
    else:
        there.mkdir()
    assert listed(many) == wanted == listed(many)
    assert victim.read_text() == "kept"


def test_a_tip_that_moved_is_read_anew(many: Repository) -> None:
    with many.operation("again") as op:
        old = str(many.resolve("proposal/p003"))
        op.move("refs/heads/proposal/p003", new=op.commit(old, {"n": "x"}, "Item 3, moved"), old=old)
    assert "Item 3, moved" in [row[2] for row in listed(many)]


def test_what_is_taken_off_the_disk_is_taken_out_of_it(many: Repository) -> None:
    assert b"Item 7" in kept(many).read_bytes()
    many.forget("refs/heads/main")
    assert not kept(many).exists()


def test_lines_are_those_git_tells(many: Repository, git: Shell) -> None:
    with many.operation("on") as op:
        for n in range(3):
            old = str(many.resolve(f"proposal/p{n:03}"))
            op.move(f"refs/heads/proposal/p{n:03}", new=op.commit(old, {"n": "y"}, "On"), old=old)
    tips = [ref.oid for ref in many.refs("refs/heads/proposal")]
    found = many.lines(tips)
    assert [[one.oid for one in line] for line in found[:5]] == [
        git(many.folder, "rev-list", "--first-parent", tip).split() for tip in tips[:5]
    ]
    assert found[0] == many.log(tips[0]) and many.lines([]) == ()
