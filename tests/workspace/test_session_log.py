"""The session log: entries as given, never undone, and gone from every copy once redacted."""

import subprocess
from pathlib import Path

import pytest
from bargain import Team, copied, run

CANARY = "zebra-crossing-9931"


def _objects(folder: Path) -> bytes:
    """Every object of a repository, whatever names it."""
    command = ["git", "cat-file", "--batch-all-objects", "--batch", "--unordered"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout


def _git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def _make(tmp_path: Path) -> Team:
    (tmp_path / "a.txt").write_text("Article I\n\nPay\n\nA. Pay is 100 dollars.\n", "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    team("item", "open", "Pay", "--clause", "I.A")
    team("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 110 dollars.")
    team("pass", "1", "--side", "union", "--at", "2026-03-04T18:10")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def test_a_session_as_it_went(team: Team) -> None:
    team(
        "session",
        "start",
        "--place",
        "Library",
        "--present",
        "Renata",
        "--present",
        "Ola",
        "--at",
        "2026-03-04T18:00",
    )
    assert "running already" in team("session", "start", code=3).err
    team(
        "session",
        "note",
        "they",
        "asked",
        "why",
        "--item",
        "1",
        "--pass",
        "union@1",
        "--at",
        "2026-03-04T18:15",
    )
    team("session", "caucus", "--at", "2026-03-04T18:30")
    team("session", "end", "until Thursday", "--at", "2026-03-04T19:00")
    assert "no session is running" in team("session", "end", code=3).err
    log = team("session", "show", "--json").json()
    assert [(one["kind"], one["at"][11:16]) for one in log] == [
        ("start", "18:00"), ("note", "18:15"), ("caucus", "18:30"), ("end", "19:00"),
    ]  # fmt: skip
    assert (log[0]["place"], log[0]["present"]) == ("Library", ["Renata", "Ola"])
    assert (log[1]["words"], log[1]["pass"]) == ("they asked why", "Union 1")
    assert log[1]["item"] == team.board()[1]["item"]
    shown = team("session", "show").out
    assert "item 1, Union 1: they asked why" in shown and "until Thursday" in shown


def test_no_time_is_made_up(team: Team) -> None:
    team("session", "note", "no time given")
    (entry,) = team("session", "show", "--json").json()
    assert entry["at"] is None and entry["recorded"]
    assert "(recorded)" in team("session", "show").out


def test_a_note_is_not_undone_and_stands_in_the_way_of_nothing(team: Team) -> None:
    team("hold", "1")
    team("session", "note", "after the hold")
    assert "held" in team("undo").out
    assert team.board()[1]["state"] == "proposed"
    assert len(team("session", "show", "--json").json()) == 1
    team("redo")
    assert team.board()[1]["state"] == "held"


@pytest.mark.parametrize(
    "words", [("note", "x", "--pass", "union@1"), ("note", "x", "--item", "1", "--pass", "union@7"),
              ("note", "x", "--item", "1", "--pass", "us"), ("note", "x", "--item", "9"), ("redact", "00", "--why", "x")],
)  # fmt: skip
def test_what_names_nothing_is_refused(team: Team, words: tuple[str, ...]) -> None:
    team("session", *words, code=4)
    assert team("session", "show", "--json").json() == []


def test_a_redacted_note_leaves_every_copy(team: Team, tmp_path: Path) -> None:
    server = tmp_path / "server.git"
    _git(tmp_path, "init", "-q", "--bare", "-b", "main", str(server))
    team("session", "note", "keep this")
    team("session", "note", CANARY)
    team("sync", str(server))
    _git(tmp_path, "clone", "-q", str(server), "other")
    other = Team(tmp_path / "other")
    other("sync")
    assert CANARY in other("session", "show").out
    other("session", "note", "theirs, written meanwhile")
    _git(team.folder, "gc", "-q")  # packed, it must go all the same
    entry = next(one for one in team("session", "show", "--json").json() if one["words"] == CANARY)
    team("session", "redact", entry["id"], "--why", "named a child")
    assert CANARY.encode() not in _objects(team.folder)
    for one in (team, other, team):
        one("sync")
    for one in (team, other):
        log = one("session", "show", "--json").json()
        assert sorted(e["words"] for e in log) == ["", "keep this", "theirs, written meanwhile"]
        struck = next(e for e in log if not e["words"])
        assert struck["redacted"]["why"] == "named a child"
        assert CANARY.encode() not in _objects(one.folder)
    _git(server, "gc", "-q", "--prune=now")
    assert CANARY.encode() not in _objects(server)
    assert "struck already" in team("session", "redact", entry["id"], "--why", "again", code=3).err
    assert "110" in team("show", "I.A", "--at", "1:union").out
    team("undo", code=3)  # the pass is final as before: the operation log was not harmed
    assert team("verify", "--json").json()["accounted"] is True
