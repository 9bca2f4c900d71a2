"""Several machines of one team: every act of each is on all, over any git remote."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import git_servers
import pytest
from bargain import Said, Team, copied, run

from negotiate.repository.remote import Remote
from negotiate.workspace.sharing import _TURN

TEXT = (
    "Article I\n\nPay\n\n"
    + "\n\n".join(f"{label}. Rule {label} is {n} days." for n, label in enumerate("ABCDEFGH", 10))
    + "\n"
)
ACTS = 8 if os.environ.get("FAULTS") == "all" else 1
"""Rounds of each machine in the race."""
AT = "2026-03-04T18:10"


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def server(tmp_path: Path) -> Path:
    """A bare repository, as a team keeps it on a share."""
    _git(tmp_path, "init", "-q", "--bare", "--initial-branch=main", "server.git")
    return tmp_path / "server.git"


def _make(folder: Path) -> Team:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    team = Team(folder / "team")
    team("item", "open", "Shared", "--clause", "I.A")
    return team


@pytest.fixture
def first(tmp_path: Path, server: Path) -> Team:
    """The first machine, whose workspace is shared."""
    team = copied(_make, tmp_path)
    team("sync", str(server))
    return team


def _machine(server: Path | str, folder: Path, who: str) -> Team:
    _git(folder.parent, "clone", "-q", str(server), folder.name)
    _git(folder, "config", "user.name", who)
    _git(folder, "config", "user.email", f"{who.lower()}@example.org")
    team = Team(folder)
    team("sync")
    return team


@pytest.fixture
def two(first: Team, server: Path, tmp_path: Path) -> tuple[Team, Team]:
    """Two machines that agree."""
    return first, _machine(server, tmp_path / "second", "Robin")


def _agree(*teams: Team) -> None:
    """Everyone syncs until nothing moves, and all hold the same."""
    for team in (*teams, *teams[:-1]):
        team("sync")
    boards = [team.board() for team in teams]
    assert all(board == boards[0] for board in boards)
    shared = [_git(t.folder, "for-each-ref", "refs/heads", "refs/tags") for t in teams]
    assert all(refs == shared[0] for refs in shared)
    assert teams[0]("verify", "--json").json()["findings"] == []


def _pass(team: Team, item: str, side: str, clause: str, words: str, at: str = AT) -> None:
    team("draft", item, "--side", side, "--clause", clause, "--text", words)
    team("pass", item, "--side", side, "--at", at)


def test_items_opened_apart_are_both_there(two: tuple[Team, Team]) -> None:
    one, other = two
    one("item", "open", "Ours", "--clause", "I.B")
    other("item", "open", "Theirs", "--clause", "I.C")
    _pass(other, "Theirs", "union", "I.C", "Rule C is 40 days.")
    one("sync")
    said = other("sync")
    assert "the number was taken" in said.err
    _agree(one, other)
    assert {row["title"]: row["number"] for row in one.board().values()} == {
        "Shared": 1,
        "Ours": 2,
        "Theirs": 3,
    }
    assert "40" in one("show", "I.C", "--at", "3:union").out


def test_acts_on_one_item_apart_follow_each_other(two: tuple[Team, Team]) -> None:
    one, other = two
    _pass(one, "1", "union", "I.A", "Rule A is 20 days.")
    _pass(other, "1", "district", "I.A", "Rule A is 15 days.", "2026-03-05T18:10")
    other("hold", "1", "--why", "they think")
    _agree(one, other)
    shown = one("item", "show", "1").out
    assert "Union 1 passed" in shown and "District 1 passed" in shown and "held (they think)" in shown


def test_one_pass_entered_by_two_people_is_one(two: tuple[Team, Team]) -> None:
    for team in two:
        _pass(team, "1", "union", "I.A", "Rule A is 20 days.")
    _agree(*two)
    assert two[0].board()[1]["passes"] == 1


def test_a_pass_whose_number_another_machine_gave_is_told_its_new_one(two: tuple[Team, Team]) -> None:
    one, other = two
    _pass(one, "1", "union", "I.A", "Rule A is 20 days.")
    _pass(other, "1", "union", "I.A", "Rule A is 25 days.")
    one("sync")
    assert "our Union 1 is now Union 2" in other("sync").err
    _agree(one, other)
    assert "20" in one("show", "I.A", "--at", "1:union@1").out
    assert "25" in one("show", "I.A", "--at", "1:union@2").out


def test_one_draft_written_apart_is_shown_as_two(two: tuple[Team, Team]) -> None:
    one, other = two
    one("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Rule A is 21 days.")
    other("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Rule A is 22 days.")
    one("sync")
    assert "draft--robin" in other("sync").err.replace("draft draft-robin", "draft--robin")
    _agree(one, other)
    assert "21" in one("show", "I.A", "--at", "1:draft").out
    assert "22" in one("show", "I.A", "--at", "1:draft--draft-robin").out


def test_two_agreements_signed_apart_are_chained(two: tuple[Team, Team]) -> None:
    one, other = two
    one("item", "open", "B", "--clause", "I.B")
    one("item", "open", "C", "--clause", "I.C")
    _agree(one, other)
    for team, item, clause in ((one, "B", "I.B"), (other, "C", "I.C")):
        _pass(team, item, "union", clause, f"Rule {item} is 40 days.")
        team("accept", item, "--side", "district", "--at", "2026-03-05T18:10")
        team("ta", item, "--union", "A", "--district", "Z", "--at", "2026-03-06T18:10")
    _agree(one, other)
    text = other("show", "I", "--at", "tentative").out
    assert "Rule B is 40" in text and "Rule C is 40" in text
    assert len(one("verify", "--json").json()["chain"]) == 2


def test_what_cannot_follow_is_kept_aside_and_said(two: tuple[Team, Team]) -> None:
    one, other = two
    _pass(one, "1", "union", "I.A", "Rule A is 20 days.")
    one("accept", "1", "--side", "district", "--at", "2026-03-05T18:10")
    one("ta", "1", "--union", "A", "--district", "Z", "--at", "2026-03-06T18:10")
    other("hold", "1")
    one("sync")
    assert "kept aside" in other("sync").err
    _agree(one, other)
    assert other.board()[1]["state"] == "TA"
    assert "refs/heads/aside/" in _git(one.folder, "for-each-ref")


def test_an_act_taken_back_after_sharing_is_taken_back_for_all(two: tuple[Team, Team]) -> None:
    one, other = two
    one("hold", "1")
    _agree(one, other)
    one("undo")
    one("sync")
    other("sync")
    assert other.board()[1]["state"] == "open"
    _agree(one, other)


def test_settings_changed_apart(two: tuple[Team, Team]) -> None:
    one, other = two
    for team, name in ((one, "a.csv"), (other, "b.csv")):
        (team.folder / "salary_model" / name).write_text("x\n1\n", "utf-8")
        _git(team.folder, "add", "-A")
        _git(team.folder, "-c", "user.name=P", "-c", "user.email=p@x", "commit", "-qm", name)
    _agree(one, other)
    for team in two:
        assert {"a.csv", "b.csv"} <= {path.name for path in (team.folder / "salary_model").iterdir()}
        assert _git(team.folder, "status", "--porcelain") == ""


def test_a_copy_of_a_server_whose_branch_is_called_otherwise_says_what_to_do(
    first: Team, tmp_path: Path
) -> None:
    _git(tmp_path, "init", "-q", "--bare", "--initial-branch=trunk", "trunk.git")
    first("sync", str(tmp_path / "trunk.git"))
    _git(tmp_path, "clone", "-q", "trunk.git", "copy")
    copy = Team(tmp_path / "copy")
    assert "git checkout main" in copy("board", code=5).err
    _git(copy.folder, "checkout", "-q", "main")
    copy("sync")
    assert copy.board() == first.board()


def test_another_agreement_is_refused(first: Team, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Article I\n\nA. Other.\n", "utf-8")
    assert run("init", str(tmp_path / "b"), "--from", str(tmp_path / "b.txt")).code == 0
    before = _git(first.folder, "for-each-ref", "refs/heads", "refs/tags")
    assert "another agreement" in first("sync", str(tmp_path / "b"), code=3).err
    assert _git(first.folder, "for-each-ref", "refs/heads", "refs/tags") == before


@pytest.mark.parametrize(
    ("key", "value"),
    [("core.sshCommand", "touch pwned"), ("remote.origin.uploadpack", "touch pwned"), ("credential.helper", "!touch pwned"),
     ("url.ext::sh.insteadOf", "/")],
)  # fmt: skip
def test_hostile_settings_run_nothing(first: Team, key: str, value: str) -> None:
    _git(first.folder, "config", key, value)
    said = first("sync", code=3)
    assert "own settings" in said.err
    assert not list(first.folder.rglob("pwned"))


@pytest.mark.parametrize(
    "address", ["ext::sh -c 'touch pwned'", "--upload-pack=touch pwned", "/nowhere/at/all"]
)
def test_a_hostile_or_missing_address_is_refused(first: Team, address: str) -> None:
    said = run("-w", str(first.folder), "sync", "--", address)
    assert said.code in (4, 5) and "Traceback" not in said.err
    assert not list(first.folder.rglob("pwned")) and not Path("pwned").exists()


def test_what_no_workspace_holds_is_refused_whole(
    two: tuple[Team, Team], server: Path, tmp_path: Path
) -> None:
    one, _ = two
    bad = tmp_path / "bad"
    _git(tmp_path, "clone", "-q", str(server), "bad")
    item = _git(bad, "for-each-ref", "--format=%(refname)", "refs/remotes/origin/proposal").rpartition("/")[2]
    _git(bad, "checkout", "-q", f"proposal/{item}")
    (bad / "link").symlink_to("/etc/passwd")
    _git(bad, "add", "link")
    _git(bad, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "link")
    _git(bad, "push", "-q", "origin", f"proposal/{item}")
    before = _git(one.folder, "for-each-ref", "refs/heads")
    assert "no file of a workspace" in one("sync", code=3).err
    assert _git(one.folder, "for-each-ref", "refs/heads") == before


def test_what_is_shared_between_a_look_and_a_fetch_is_seen(
    two: tuple[Team, Team], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both open the next item; the other shares theirs while we are reading the server's refs."""
    one, other = two
    listing = Remote._there
    one("item", "open", "Ours", "--clause", "I.B")
    looked: list[int] = []

    def look(remote: Remote, folders: Sequence[str]) -> dict[str, str]:
        found = listing(remote, folders)
        if not looked:
            looked.append(1)
            other("item", "open", "Theirs", "--clause", "I.C")
            other("sync")
        return found

    monkeypatch.setattr(Remote, "_there", look)
    one("sync")
    _agree(one, other)
    assert {row["title"]: n for n, row in one.board().items()} == {"Shared": 1, "Theirs": 2, "Ours": 3}


def test_two_items_under_one_number_are_told(two: tuple[Team, Team]) -> None:
    """A record made by another program: its number stands twice."""
    one, _ = two
    one("item", "open", "Ours", "--clause", "I.B")
    said = _git(one.folder, "for-each-ref", "--format=%(refname) %(contents:subject)", "refs/heads/proposal/")
    ref = next(line.partition(" ")[0] for line in said.splitlines() if "Ours" in line)
    row = _git(one.folder, "log", "-1", "--format=%B", ref).replace("Ours", "Theirs")
    made = _git(one.folder, "-c", "user.name=X", "-c", "user.email=x@x", "commit-tree", f"{ref}^{{tree}}", "-p", f"{ref}^", "-m",
                row.replace(ref.rpartition("/")[2], "other-item"))  # fmt: skip
    _git(one.folder, "update-ref", "refs/heads/proposal/other-item", made)
    found = one("verify", "--json", code=1).json()["findings"]
    assert any(f["kind"] == "number" and "both" in f["what"] for f in found), found


_RACER = """
import sys
from negotiate.cli import main
folder, who, acts = sys.argv[1], sys.argv[2], int(sys.argv[3])
for n in range(acts):
    assert main(["-w", folder, "item", "open", f"{who} {n}", "--clause", "I.B"]) == 0
    assert main(["-w", folder, "hold", f"{who} {n}", "--why", f"{who} holds {n}"]) == 0
    assert main(["-w", folder, "hold" if n % 2 else "concept", "Shared", "--why", f"{who} says {n}"]) in (0, 3)
    assert main(["-w", folder, "sync"]) == 0
"""


def test_five_machines_racing_lose_nothing(first: Team, server: Path, tmp_path: Path) -> None:
    teams = [first, *(_machine(server, tmp_path / name, name) for name in ("bea", "cy", "dee", "eve"))]
    runs = [
        subprocess.Popen([sys.executable, "-c", _RACER, str(t.folder), t.folder.name, str(ACTS)], stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, text=True)
        for t in teams
    ]  # fmt: skip
    for one in runs:
        _, err = one.communicate(timeout=240)
        assert one.returncode == 0, err
    _agree(*teams)
    titles = {row["title"] for row in first.board().values()}
    assert titles == {"Shared", *(f"{t.folder.name} {n}" for t in teams for n in range(ACTS))}
    assert sorted(first.board()) == list(range(1, 2 + 5 * ACTS))


def test_a_machine_killed_while_sharing_leaves_the_server_whole(
    first: Team, server: Path, tmp_path: Path
) -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    chance = random.Random(seed)
    for n in range(4):
        first("item", "open", f"Killed {n}", "--clause", "I.B")
        sync = subprocess.Popen(
            [sys.executable, "-c", "import sys; from negotiate.cli import main; main(sys.argv[1:])", "-w", str(first.folder), "sync"],
            start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chance.uniform(0.15, 0.6))
        os.killpg(sync.pid, signal.SIGKILL)
        sync.wait()
        assert _git(server, "fsck", "--no-dangling") == ""
    other = _machine(server, tmp_path / "after", "after")
    _agree(first, other)
    assert len(other.board()) == 5


@pytest.fixture(params=["daemon", "http"])
def address(server: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    serve = {"daemon": git_servers.daemon, "http": git_servers.http}[str(request.param)]
    with serve(server.parent) as address:
        yield f"{address}/server.git"


def test_over_the_network(address: str, first: Team, tmp_path: Path) -> None:
    shutil.copytree(first.folder, tmp_path / "again")
    second = Team(tmp_path / "again")
    first("sync", address)
    _pass(second, "1", "union", "I.A", "Rule A is 20 days.")
    second("sync", address)
    second("item", "open", "More", "--clause", "I.B")
    first("hold", "1")
    said: Said = first("sync", address)
    assert "taken in" in said.out
    second("sync", address)
    first("sync", address)
    assert first.board() == second.board()
    assert len(first.board()) == 2


def test_a_lock_that_a_dead_program_left_is_named(
    first: Team, server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotiate.workspace.sharing.time.sleep", lambda _: None)
    first("item", "open", "Another", "--clause", "I.B")
    lock = server / f"{_TURN}.lock"  # every push moves this ref
    lock.write_text("0" * 40)
    said = run("-w", str(first.folder), "sync", str(server))
    assert said.code == 5
    assert str(lock) in said.err and "delete this file" in said.err
    lock.unlink()
    first("sync", str(server))
