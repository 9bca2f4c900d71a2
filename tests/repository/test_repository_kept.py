"""What is kept between runs says nothing that git does not, whatever is done to it."""

import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from negotiate.repository import Repository
from negotiate.repository.kept import FEW
from negotiate.repository.model import Trailers
from negotiate.workspace.rows import VERSION, Rows

Shell = Callable[..., str]
PROPOSALS = "refs/heads/proposal/"
MANY = FEW + 20


def told(number: int, title: str = "") -> list[tuple[str, str]]:
    """The trailers of a tip that says a row."""
    pairs = (("Item", f"p{number}"), ("Number", f"{number}"), ("Title", title or f"Title {number} ô"))
    rest = (
        ("Touches", "I.A"),
        ("Touches", "I.B"),
        ("State", "proposed"),
        ("Ball", "union"),
        ("Passes", "0 1"),
    )
    return [*pairs, *rest]


@pytest.fixture(scope="module")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "workspace"
    with Repository.create(folder) as made, made.operation("many") as op:
        base = op.commit(None, {"agreement.yaml": "a: 1\n"}, "Start")
        op.move("refs/heads/main", new=base, old=None)
        for n in range(MANY):
            tip = op.commit(base, {"n": f"{n}"}, f"Item {n}", told(n))
            op.move(f"{PROPOSALS}p{n:03}", new=tip, old=None)
    subprocess.run(["git", "gc", "-q"], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def many(_many: Path, tmp_path: Path) -> Iterator[Repository]:
    """More proposals than are read without a cache, listed once."""
    with Repository.open(shutil.copytree(_many, tmp_path / "workspace", symlinks=True)) as opened:
        listed(opened)
        yield opened


def kept(repository: Repository) -> Path:
    return repository.folder / ".git/negotiate/kept-rows"


def listed(repository: Repository, asked: list[str] | None = None) -> list[tuple[object, ...]]:
    """The rows as a program started anew reads them; what it has to ask git for goes into ``asked``."""

    def read(oids: list[str]) -> list[Trailers]:
        if asked is not None:
            asked.extend(oids)
        return fresh.trailers(oids)

    with Repository.open(repository.folder) as fresh:
        rows = Rows(fresh.kept("rows"), read).of([oid for _, oid in fresh.tips(PROPOSALS)])  # type: ignore[arg-type]
        return [
            (row.id, row.number, row.title, row.clauses, row.state, row.ball, row.district_passes)
            for row in rows
        ]


def test_it_is_private_and_saves_asking_git(many: Repository) -> None:
    asked: list[str] = []
    wanted = [(f"p{n}", n, f"Title {n} ô", ("I.A", "I.B"), "proposed", "union", 1) for n in range(MANY)]
    assert listed(many, asked) == wanted and asked == []
    assert kept(many).stat().st_mode & 0o777 == 0o600
    kept(many).unlink()
    assert listed(many, asked) == wanted and len(asked) == MANY


def test_few_tips_leave_nothing_behind(repository: Repository) -> None:
    with repository.operation("few") as op:
        op.move(f"{PROPOSALS}p", new=op.commit(None, {"n": "1"}, "Item", told(1)), old=None)
    assert len(listed(repository)) == 1 and not kept(repository).exists()


def test_damage_anywhere_in_it_changes_no_answer(many: Repository) -> None:
    wanted, whole = listed(many), kept(many).read_bytes()
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    damaged = [b"", b"\n", whole[: len(whole) // 2], whole + b"x", whole.replace(b"Title 7 ", b"Title 8 ")]
    damaged += [whole.replace(VERSION.encode(), b"rows-0"), whole.partition(b"\n")[2], b"\n" + whole]
    for at in (chance.randrange(len(whole)) for _ in range(12)):
        damaged.append(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
    for data in damaged:
        assert data != whole
        kept(many).write_bytes(data)
        assert listed(many) == wanted


@pytest.mark.parametrize(
    "odd", [[], {}, 7, "x" * 10, ["a"] * 3, ["p", 1, "t", [], "no state", "", 0, 0, "", ""], None]
)
def test_whole_files_of_another_shape_are_passed_over(many: Repository, odd: object) -> None:
    wanted = listed(many)
    tips = [oid for _, oid in many.tips(PROPOSALS)]
    many.kept("rows").write(VERSION, dict.fromkeys(tips, odd))  # type: ignore[arg-type]
    assert listed(many) == wanted
    many.kept("rows").write(VERSION, [odd] * len(tips))  # type: ignore[arg-type]
    assert listed(many) == wanted


@pytest.mark.parametrize("place", ["kept-rows", "kept-rows.new"])
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


def test_a_tip_that_moved_is_read_anew_and_no_other(many: Repository) -> None:
    with many.operation("again") as op:
        old = str(many.resolve("proposal/p003"))
        new = op.commit(old, {"n": "x"}, "Item 3, moved", told(3, "Moved"))
        op.move(f"{PROPOSALS}p003", new=new, old=old)
    asked: list[str] = []
    assert listed(many, asked)[3][2] == "Moved" and asked == [new]


def test_commits_that_are_no_tips_any_more_are_not_kept(many: Repository) -> None:
    with many.operation("all move") as op:
        for n in range(MANY):
            old = str(many.resolve(f"proposal/p{n:03}"))
            op.move(f"{PROPOSALS}p{n:03}", new=op.commit(old, {"n": "y"}, "On", told(n)), old=old)
    listed(many)
    held = json.loads(kept(many).read_bytes().partition(b"\n")[2])
    assert set(held) == {oid for _, oid in many.tips(PROPOSALS)}


def test_what_is_taken_off_the_disk_is_taken_out_of_it(many: Repository) -> None:
    assert b"Title 7 " in kept(many).read_bytes()
    many.kept("overlaps").write("1", {})
    many.forget("refs/heads/main")
    assert not list(kept(many).parent.glob("kept-*"))


def test_lines_are_those_git_tells(many: Repository, git: Shell) -> None:
    with many.operation("on") as op:
        for n in range(3):
            old = str(many.resolve(f"proposal/p{n:03}"))
            op.move(f"{PROPOSALS}p{n:03}", new=op.commit(old, {"n": "y"}, "On", told(n)), old=old)
    tips = [oid for _, oid in many.tips(PROPOSALS)]
    found = many.lines(tips)
    assert [[oid for oid, _ in line] for line in found[:5]] == [
        git(many.folder, "rev-list", "--first-parent", tip).split() for tip in tips[:5]
    ]
    assert list(found[0]) == [(one.oid, one.trailers) for one in many.log(tips[0])] and many.lines([]) == []
