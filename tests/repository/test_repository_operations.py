"""Operations happen whole, and are undone and done again, across restarts."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiate.common.errors import BadInput, Refused, WorkspaceFault
from negotiate.repository import Kind, Moved, Person, Repository, Transaction

Shell = Callable[..., str]
State = dict[str, str]


def state(repository: Repository) -> State:
    """Every ref but our own keeping."""
    return {ref.name: ref.oid for ref in repository.refs() if not ref.name.startswith("refs/negotiate/")}


def open_item(repository: Repository, name: str) -> str:
    with repository.operation(f"open {name}") as op:
        made = op.commit(repository.resolve("main"), {f"proposals/{name}.yaml": name}, name, {"Item": name})
        op.move(f"refs/heads/proposal/{name}", new=made, old=None)
    return made


def test_an_operation_is_logged_with_who_when_and_what(repository: Repository) -> None:
    at = datetime.fromisoformat("2025-06-01T09:30:00+02:00")
    with repository.operation("open nurses", author=Person("Ana", "a@localhost"), at=at) as op:
        made = op.commit(repository.resolve("main"), {"n": "1"}, "Nurses")
        op.move("refs/heads/proposal/n", new=made, old=None)
    latest = repository.operations(1)[0]
    assert latest == op.done
    assert (latest.what, latest.who, latest.at) == ("open nurses", Person("Ana", "a@localhost"), at)
    assert latest.where and latest.id == op.id and latest.kind is Kind.DO
    assert [(move.ref, move.old, move.new) for move in latest.moves] == [
        ("refs/heads/proposal/n", None, made)
    ]
    assert [operation.what for operation in repository.operations()] == ["open nurses", "start"]


def test_several_commits_and_refs_in_one(repository: Repository, git: Shell) -> None:
    with repository.operation("package") as op:
        first = op.commit(repository.resolve("main"), {"a": "1"}, "One")
        second = op.commit([first], {"a": "2", "b": "3"}, "Two")
        assert repository.read_files(second) == repository.read_files("main") | {"a": "2", "b": "3"}
        op.move("refs/heads/x", new=first, old=None)
        op.move("refs/heads/x", new=second, old=first)
        op.move("refs/heads/y", new=first, old=None)
    assert (repository.resolve("x"), repository.resolve("y")) == (second, first)
    assert git(repository.folder, "fsck", "--strict") == ""


def test_an_exception_inside_means_nothing_happened(repository: Repository) -> None:
    before = state(repository)
    with pytest.raises(RuntimeError), repository.operation("half") as op:
        op.move("refs/heads/x", new=op.commit(None, {"a": "1"}, "One"), old=None)
        raise RuntimeError
    assert state(repository) == before
    assert len(repository.operations()) == 1


def test_an_operation_that_moves_nothing_leaves_no_trace(repository: Repository) -> None:
    with repository.operation("look") as op:
        pass
    assert op.done is None
    assert len(repository.operations()) == 1


def test_a_ref_that_moved_meanwhile_stops_the_whole(repository: Repository, git: Shell) -> None:
    old = repository.resolve("main")
    open_item(repository, "a")
    before = state(repository)
    with pytest.raises(Moved, match="came first"), repository.operation("stale") as op:
        made = op.commit(old, {"z": "1"}, "Stale")
        op.move("refs/heads/fresh", new=made, old=None)
        op.move("refs/heads/proposal/a", new=made, old=old)
    assert state(repository) == before


def test_the_persons_git_moving_a_ref_under_us_is_noticed(repository: Repository, git: Shell) -> None:
    open_item(repository, "a")
    with pytest.raises(Moved), repository.operation("late") as op:
        old = repository.resolve("proposal/a")
        op.move("refs/heads/proposal/a", new=op.commit(old, {"z": "1"}, "Late"), old=old)
        git(repository.folder, "branch", "-f", "proposal/a", "main")
    assert repository.resolve("proposal/a") == repository.resolve("main")


def test_a_name_in_the_way_of_a_folder_of_names(repository: Repository) -> None:
    open_item(repository, "a")
    before = state(repository)
    with pytest.raises(WorkspaceFault):
        open_item(repository, "a/b")
    assert state(repository) == before
    assert not list((repository.folder / ".git").rglob("*.lock"))
    open_item(repository, "c")


def test_undo_and_redo_across_restarts(repository: Repository) -> None:
    start = state(repository)
    open_item(repository, "a")
    after_a = state(repository)
    open_item(repository, "b")
    after_b = state(repository)
    with Repository.open(repository.folder) as again:
        plan = again.undo_plan()
        assert plan and plan.what == "open b"
        undone = again.undo()
        assert (undone.kind, undone.of, undone.what) == (Kind.UNDO, plan.id, "Undo: open b")
        assert state(again) == after_a
        again.undo()
        assert state(again) == start
    with Repository.open(repository.folder) as again:
        assert again.redo().what == "Redo: open a"
        assert state(again) == after_a
        again.redo()
        assert state(again) == after_b
        with pytest.raises(Refused, match="nothing to redo"):
            again.redo()
        again.undo()
        open_item(again, "c")
        with pytest.raises(Refused, match="nothing to redo"):
            again.redo()


def test_what_crossed_the_table_is_never_undone(repository: Repository) -> None:
    with repository.operation("hand a across", final="it has crossed the table") as op:
        op.move("refs/heads/a", new=op.commit(None, {"a": "1"}, "A"), old=None)
    before = state(repository)
    assert repository.undo_plan() == op.done
    with pytest.raises(Refused, match="it has crossed the table"):
        repository.undo()
    assert state(repository) == before


def test_undo_refuses_when_a_ref_moved_since(repository: Repository, git: Shell) -> None:
    open_item(repository, "a")
    git(repository.folder, "branch", "-f", "proposal/a", "main")
    with pytest.raises(Refused, match="came first"):
        repository.undo()
    assert repository.resolve("proposal/a") == repository.resolve("main")


def test_nothing_undone_is_pruned_and_tags_come_back(repository: Repository, git: Shell) -> None:
    made = open_item(repository, "a")
    with repository.operation("pass") as op:
        tag = op.tag("refs/tags/pass/a/union-1", made, "Union 1", {"Pass": "1"})
    repository.undo()
    repository.undo()
    git(repository.folder, "reflog", "expire", "--expire=now", "--all")
    git(repository.folder, "gc", "-q", "--prune=now")
    repository.redo()
    repository.redo()
    assert repository.refs("refs/tags")[0].oid == tag
    assert repository.read_file("pass/a/union-1", "proposals/a.yaml") == b"a"


ACTS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["edit", "tag", "delete"])), min_size=1, max_size=6
)


def act(repository: Repository, op: Transaction, number: int, kind: str) -> None:
    name = f"refs/heads/proposal/{number}"
    old = repository.resolve(name)
    if kind == "delete" and old:
        op.delete(name, old=old)
    elif kind == "tag" and old:
        op.tag(f"refs/tags/pass/{number}/{op.id}", old, "Pass")
    else:
        made = op.commit(old or repository.resolve("main"), {f"f{number}": op.id}, op.id)
        op.move(name, new=made, old=old)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_undo_restores_every_ref_and_redo_returns(acts: list[tuple[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Repository.create(Path(folder) / "w") as repository:
        with repository.operation("start") as op:
            op.move("refs/heads/main", new=op.commit(None, {"a": "1"}, "Start"), old=None)
        seen = [state(repository)]
        for number, kind in acts:
            with repository.operation(kind) as op:
                act(repository, op, number, kind)
            seen.append(state(repository))
        for before in reversed(seen[:-1]):
            repository.undo()
            assert state(repository) == before
        for after in seen[1:]:
            repository.redo()
            assert state(repository) == after
        assert repository.verify_objects() == ()


WRITER = """
import sys
from pathlib import Path
from negotiate.repository import Repository
with Repository.open(Path(sys.argv[1])) as repository:
    for n in range(int(sys.argv[3])):
        with repository.operation(f"{sys.argv[2]} {n}") as op:
            old = repository.resolve("refs/heads/shared")
            made = op.commit(old, {f"{sys.argv[2]}/{n}": "x"}, f"{sys.argv[2]} {n}")
            op.move("refs/heads/shared", new=made, old=old)
        print(made, flush=True)
"""


def test_two_processes_of_fifty_acts_lose_none(repository: Repository) -> None:
    with repository.operation("shared") as op:
        op.move("refs/heads/shared", new=op.commit(None, {"first": ""}, "Shared"), old=None)
    words = [sys.executable, "-c", WRITER, str(repository.folder)]
    running = [subprocess.Popen([*words, name, "50"], stdout=subprocess.PIPE, text=True) for name in "ab"]
    told = [process.communicate()[0].split() for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert [len(lines) for lines in told] == [50, 50]
    line = {commit.oid for commit in repository.log("shared")}
    assert {*told[0], *told[1]} <= line and len(line) == 101
    assert len(repository.tree("shared")) == 101
    assert len(repository.operations()) == 102


def test_two_threads_of_one_program_lose_none(repository: Repository) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def write(name: str) -> None:
        for n in range(15):
            with repository.operation(f"{name} {n}") as op:
                old = repository.resolve("refs/heads/shared")
                made = op.commit(old, {f"{name}/{n}": "x"}, f"{name} {n}")
                op.move("refs/heads/shared", new=made, old=old)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, "ab"))
    assert len(repository.tree("shared")) == 30


def test_an_operation_inside_another_is_refused(repository: Repository) -> None:
    with (
        pytest.raises(WorkspaceFault, match="under way"),
        repository.operation("a"),
        repository.operation("b"),
    ):
        pass
    open_item(repository, "after")


def test_a_time_without_zone_is_refused(repository: Repository) -> None:
    with pytest.raises(BadInput, match="zone"), repository.operation("a", at=datetime(2025, 1, 1)):
        pass


def test_the_number_of_processes_does_not_grow_with_the_files(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiate.repository.launch import Git

    started: list[str] = []
    start = Git.start

    def counted(self: Git, *words: str, **options: object) -> object:
        started.append(words[0])
        return start(self, *words, **options)  # type: ignore[arg-type]

    open_item(repository, "first")  # the one kept running is started with the first act
    monkeypatch.setattr(Git, "start", counted)
    counts = []
    for size in (1, 60):
        started.clear()
        with repository.operation(f"{size}") as op:
            made = op.commit(repository.resolve("main"), {f"f/{n}": f"{n}" for n in range(size)}, "Files")
            for n in range(size):
                op.move(f"refs/heads/s{size}/{n}", new=made, old=None)
        counts.append(len(started))
    assert counts == [3, 3]
