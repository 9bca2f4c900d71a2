"""What is read is what was stored."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.repository import Damaged, Person, Repository

Shell = Callable[..., str]
ODD = {
    "crlf.txt": b"a\r\nb\r\n\r\n",
    "none.txt": b"",
    "bytes.bin": b"\xff\xfe\0\n\n",
    "é/ü 1.md": b"\xef\xbb\xbfx\n",
}


def test_bytes_come_back_as_stored(repository: Repository, git: Shell) -> None:
    with repository.operation("odd files") as op:
        base = repository.resolve("main")
        made = op.commit(base, ODD, "Odd")
        op.move("refs/heads/odd", new=made, old=None)
    for path, data in ODD.items():
        assert repository.read_file("odd", path) == data
    assert repository.read_many([(made, path) for path in ODD]) == tuple(ODD.values())
    assert repository.read_many([(made, "no such")]) == (None,)
    assert set(repository.tree("odd")) == {*ODD, "contract/01.md", "agreement.yaml"}
    assert sorted(
        git(repository.folder, "ls-tree", "-r", "-z", "--name-only", "odd").split("\0")[:-1]
    ) == sorted(repository.tree("odd"))


def test_texts_under_a_folder(repository: Repository) -> None:
    assert repository.read_files("main", "contract") == {"contract/01.md": "Article I\n"}
    assert repository.read_files("main", "contract/") == repository.read_files("main", "contract")
    assert repository.read_files("main", "nothing/here") == {}
    assert repository.read_file("main", "contract") is None


def test_a_text_that_is_not_utf8_is_named(repository: Repository) -> None:
    with repository.operation("latin") as op:
        made = op.commit(repository.resolve("main"), {"contract/02.md": b"caf\xe9"}, "Latin")
        op.move("refs/heads/latin", new=made, old=None)
    with pytest.raises(BadInput, match=r"contract/02\.md"):
        repository.read_files("latin")


def test_refs_tell_what_their_tips_say(repository: Repository) -> None:
    at = datetime.fromisoformat("2025-02-03T16:20:00-05:00")
    ana = Person("Ana Ruiz", "ana@localhost")
    with repository.operation("open", author=ana, at=at) as op:
        made = op.commit(repository.resolve("main"), {"x": "1"}, "Open item\n\nbody", {"Item": "k3"})
        op.move("refs/heads/proposal/k3", new=made, old=None)
        tag = op.tag("refs/tags/pass/k3/union-1", made, "Union 1", {"Pass": "1"})
    branch, named = repository.refs("refs/heads/proposal")[0], repository.refs("refs/tags")[0]
    assert (branch.name, branch.oid, branch.target_oid) == ("refs/heads/proposal/k3", made, made)
    assert (branch.subject, branch.author, branch.tip.told.at) == ("Open item", ana, at)
    assert (branch.trailer("item"), branch.trailer("pass")) == ("k3", None)
    assert (named.oid, named.target_oid, named.subject, named.trailer("Pass")) == (tag, made, "Union 1", "1")
    assert repository.commit(made).body == "body"
    assert [commit.oid for commit in repository.log("proposal/k3")] == [made, repository.resolve("main")]
    assert len(repository.log("proposal/k3", 1)) == 1


def test_commits_of_a_person_with_plain_git_are_read_too(repository: Repository, git: Shell) -> None:
    git(repository.folder, "checkout", "-q", "-b", "mine")
    git(repository.folder, "commit", "-q", "--allow-empty", "-m", "Just words\n\nItem: 5 and\nnot a trailer")
    found = repository.refs("refs/heads/mine")[0]
    assert (found.subject, found.trailers, found.author.name) == ("Just words", (), "Person")


def test_changes_between_commits_are_those_git_sees(repository: Repository, git: Shell) -> None:
    base = repository.resolve("main")
    assert base
    with repository.operation("edit") as op:
        files = {"contract/01.md": "I\n", "contract/02/a.md": "II\n", "agreement.yaml": None}
        made = op.commit(base, files, "Edit")
        op.move("refs/heads/edit", new=made, old=None)
    (found,) = repository.changes([(base, made)])
    told = git(repository.folder, "diff", "--name-only", "-z", "--no-renames", base, made).split("\0")[:-1]
    assert sorted(found) == told
    assert found["agreement.yaml"][1] is None
    back, forth = repository.changes([(base, base), (made, base)])
    assert back == {}
    assert forth == {path: (now, was) for path, (was, now) in found.items()}


def test_changes_of_merges_and_of_commits_with_one_tree(repository: Repository) -> None:
    base = str(repository.resolve("main"))
    with repository.operation("merge") as op:
        ours = op.commit(base, {"a": "1"}, "Ours")
        theirs = op.commit(base, {"b": "1"}, "Theirs")
        same = op.commit(ours, {"a": "1"}, "Same tree as ours")
        merged = op.commit([ours, theirs], {"b": "1"}, "Merged")
        op.move("refs/heads/merged", new=merged, old=None)
        op.move("refs/heads/same", new=same, old=None)
    pairs = [(base, merged), (ours, same), (ours, merged), (theirs, merged), (same, ours)]
    assert [sorted(found) for found in repository.changes(pairs)] == [["a", "b"], [], ["b"], ["a"], []]
    with pytest.raises(Damaged):
        repository.changes([(base, ours), (base, "1" * 40), (ours, merged)])


def test_names_that_lead_nowhere(repository: Repository) -> None:
    assert repository.resolve("no-such") is None
    assert repository.resolve("1" * 40) is None
    with pytest.raises(BadInput, match="no-such"):
        repository.read_files("no-such")


@pytest.mark.parametrize(
    "name", ["--all", "-x", "a..b", ":/x", "main:x", "a b", "a\nb", "", "@{-1}\0", "^main"]
)
def test_a_revision_never_becomes_an_option(repository: Repository, name: str) -> None:
    with pytest.raises(BadInput):
        repository.resolve(name)


def test_a_damaged_object_is_an_error_not_a_short_read(repository: Repository) -> None:
    oid = repository.tree("main")["contract/01.md"]
    place = repository.folder / ".git/objects" / oid[:2] / oid[2:]
    other = repository.tree("main")["agreement.yaml"]
    place.chmod(0o644)
    place.write_bytes((repository.folder / ".git/objects" / other[:2] / other[2:]).read_bytes())
    with pytest.raises(Damaged, match=oid):
        repository.read_file("main", "contract/01.md")
    place.write_bytes(b"rubbish")
    with pytest.raises(Damaged):
        repository.read_files("main")
    assert any(oid in line for line in repository.verify_objects())
    place.unlink()
    with pytest.raises(Damaged, match="missing"):
        repository.read_file("main", "contract/01.md")
    assert repository.read_file("main", "agreement.yaml") == b"a: 1\n"


def test_a_missing_commit_is_not_taken_for_a_missing_branch(repository: Repository) -> None:
    oid = repository.resolve("main")
    assert oid
    (repository.folder / ".git/objects" / oid[:2] / oid[2:]).unlink()
    repository.close()
    with pytest.raises(Damaged):
        repository.resolve("main")
    with pytest.raises(WorkspaceFault, match="damaged"):
        repository.refs()


def test_a_damaged_ref_is_an_error(repository: Repository) -> None:
    (repository.folder / ".git/refs/heads/torn").write_bytes(b"\0\0\0")
    with pytest.raises(WorkspaceFault, match="torn"):
        repository.refs("refs/heads")
    assert repository.resolve("main")


def test_one_repository_read_by_two_threads(repository: Repository) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with repository.operation("many") as op:
        files = {f"t/{n}": f"{n}\n" * 300 for n in range(40)}
        op.move("refs/heads/many", new=op.commit(None, files, "Many"), old=None)

    def read(n: int) -> bool:
        return repository.read_file("many", f"t/{n % 40}") == files[f"t/{n % 40}"].encode()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(read, range(200)))


def test_a_reading_process_that_was_ended_is_started_again(repository: Repository) -> None:
    assert repository.resolve("main")
    process = repository._reader._process.proc
    process.terminate()
    process.wait()
    assert repository.read_file("main", "agreement.yaml") == b"a: 1\n"


def test_who_is_at_work(repository: Repository, git: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert repository.identity() == Person("negotiate user", "negotiate@localhost")
    git(repository.folder, "config", "user.name", "Ana Ruiz")
    git(repository.folder, "config", "user.email", "ana@localhost")
    with Repository.open(repository.folder) as again:
        assert again.identity() == Person("Ana Ruiz", "ana@localhost")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Ben")
    with Repository.open(repository.folder) as again:
        assert again.identity() == Person("Ben", "ana@localhost")


def test_importing_the_room_does_not_import_gitpython() -> None:
    code = "import sys, negotiate.repository; print('git' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_a_sha256_repository(tmp_path: Path, git: Shell) -> None:
    git(tmp_path, "init", "-q", "-b", "main", "--object-format=sha256", "long")
    with Repository.open(tmp_path / "long") as long, long.operation("start") as op:
        op.move("refs/heads/main", new=op.commit(None, {"a/b": "c\n"}, "Start"), old=None)
    assert git(tmp_path / "long", "status", "--porcelain") == ""
    assert long.read_files("main") == {"a/b": "c\n"}
    assert len(long.undo_plan().oid) == 64  # type: ignore[union-attr]
    long.close()
