"""Items split and joined: passes stay, positions go along as drafts, undo puts everything back."""

import subprocess
from pathlib import Path

import pytest
from bargain import Team, copied, run

TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n\nC. Notice is five days.\n"


def _refs(team: Team) -> str:
    words = ["git", "for-each-ref", "refs/heads", "refs/tags"]
    return subprocess.run(words, cwd=team.folder, capture_output=True, text=True, check=True).stdout


def _make(tmp_path: Path) -> Team:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    team("item", "open", "All", "--clause", "I.A", "--clause", "I.B")
    for clause, words in (("I.A", "Pay is 110 dollars."), ("I.B", "Leave is 12 days.")):
        team("draft", "1", "--side", "union", "--clause", clause, "--text", words)
    team("pass", "1", "--side", "union", "--at", "2026-03-04T18:10")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def test_a_split_takes_the_position_along_as_a_draft(team: Team) -> None:
    before = _refs(team)
    team("item", "split", "1", "Leave", "--clause", "I.B")
    board = team.board()
    assert (board[1]["clauses"], board[1]["state"], board[1]["passes"]) == (["I.A"], "proposed", 1)
    assert (board[2]["clauses"], board[2]["state"], board[2]["passes"]) == (["I.B"], "open", 0)
    changed = team("redline", "baseline", "2:draft", "--json").json()["changes"]
    assert [(one["kind"], one["new"][0]["citation"]) for one in changed] == [("edited", "I.B")]
    assert "12 days" in team("show", "I.B", "--at", "1:union").out  # what crossed the table stays
    assert team("verify", "--json").json()["findings"] == []
    team("undo")
    assert _refs(team) == before
    team("redo")
    assert team.board() == board


def test_items_joined(team: Team) -> None:
    team("item", "open", "Notice", "--clause", "I.C")
    team("draft", "2", "--side", "union", "--clause", "I.C", "--text", "Notice is nine days.")
    team("pass", "2", "--side", "union", "--at", "2026-03-04T18:20")
    team("item", "join", "1", "2")
    board = team.board()
    assert (board[1]["clauses"], board[1]["state"]) == (["I.A", "I.B", "I.C"], "proposed")
    assert board[2]["state"] == "withdrawn"
    text = team("show", "I", "--at", "1:draft").out
    assert "110 dollars" in text and "12 days" in text and "nine days" in text
    team("pass", "1", "--side", "union", "--at", "2026-03-04T18:30")
    assert team("verify", "--json").json()["findings"] == []


def test_what_cannot_be_split_or_joined(team: Team) -> None:
    team("item", "split", "1", "X", "--clause", "I.C", code=4)
    team("item", "split", "1", "X", "--clause", "I.A", "--clause", "I.B", code=3)
    team("item", "split", "1", "All", "--clause", "I.B", code=4)
    team("item", "join", "1", "1", code=4)
    team("item", "open", "Notice", "--clause", "I.C")
    team("package", "both", "1", "2")
    assert "all or nothing" in team("item", "split", "1", "X", "--clause", "I.B", code=3).err
    team("item", "join", "1", "2", code=3)
