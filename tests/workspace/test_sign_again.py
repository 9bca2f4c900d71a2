"""Agreed language that another agreement has overtaken: said everywhere, and signed again."""

import shutil
import subprocess
from pathlib import Path

import pytest
from bargain import Team, copied, run

_TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n\nC. Hours are seven.\n"
_SIGN = ("--union", "Una", "--district", "Dan")
_AT = "2026-03-0"


def _make(folder: Path) -> Team:
    """Items 1 and 2 both agreed on I.A, differently; item 3 on I.B."""
    (folder / "a.txt").write_text(_TEXT, "utf-8")
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    team = Team(folder / "team")
    words = {
        "Pay": ("I.A", "Pay is 110 dollars."),
        "Bonus": ("I.A", "Pay is 120 dollars."),
        "Leave": ("I.B", "Leave is 12 days."),
    }
    for title, (clause, text) in words.items():
        team("item", "open", title, "--clause", clause)
        team("draft", title, "--side", "union", "--clause", clause, "--text", text)
    team("draft", "Bonus", "--side", "union", "--clause", "I.C", "--text", "Hours are six.")
    for title in words:
        team("pass", title, "--side", "union", "--at", _AT + "4T18:10")
        team("accept", title, "--side", "district", "--at", _AT + "5T18:10")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _accounted(team: Team) -> None:
    assert team("verify", "--json").json()["findings"] == []


def test_it_is_said_everywhere_and_signed_again(team: Team) -> None:
    team("ta", "2", "--side", "union", "--by", "Una", "--at", _AT + "6T18:10")
    _accounted(team)
    team("ta", "1", *_SIGN, "--at", _AT + "6T18:20")
    assert team.board()[2]["sign_again"] == ["I.A"]
    assert team.board()[2]["state"] == "awaiting-signature"  # the states scripts know stay as they are
    assert team.board()[3]["sign_again"] == []
    assert "to be signed again" in team("item", "list").out
    shown = team("item", "show", "2").out
    for words in (
        "to be signed again",
        "in force:    A. Pay is 100",
        "tentative:   A. Pay is 110",
        "A. Pay is 120",
    ):
        assert words in shown
    found = team("verify", "--json", code=1).json()["findings"]
    assert [(one["kind"], one["where"]) for one in found] == [("sign-again", "item 2, Bonus")]
    refused = team("ta", "2", "--side", "district", "--by", "Dan", "--at", _AT + "6T18:30", code=3).err
    for words in (
        "to be signed again",
        "what Una signed was for the words before",
        "Pay is 110",
        "Pay is 120",
    ):
        assert words in refused
    # signed again by one side: the assent Una gave before is void, so it does not land yet
    said = team("ta", "2", "--again", "--side", "district", "--by", "Dan", "--at", _AT + "7T18:30")
    assert "the union has yet to sign" in said.out
    said = team("ta", "2", "--again", "--side", "union", "--by", "Una", "--at", _AT + "7T18:40")
    assert "over I.A as agreed before" in said.out
    assert "120" in team("show", "I.A", "--at", "tentative").out
    assert "six" in team("show", "I.C", "--at", "tentative").out
    _accounted(team)
    assert "item 2, Bonus" in team("provenance", "I.A").out


def test_another_item_lands_between_and_nothing_of_it_is_lost(team: Team) -> None:
    for item, words in (("1", ()), ("3", ()), ("2", ("--again",))):
        team("ta", item, *words, *_SIGN, "--at", _AT + "6T18:20")
    text = team("show", "I", "--at", "tentative").out
    assert "120" in text and "12 days" in text and "six" in text
    _accounted(team)
    # taken back, the words it was put over stand again
    team("reopen", "2", "--consent")
    text = team("show", "I", "--at", "tentative").out
    assert "110" in text and "12 days" in text and "seven" in text
    _accounted(team)


def test_once_the_other_is_reopened_it_lands_as_it_was_signed(team: Team) -> None:
    team("ta", "2", "--side", "union", "--by", "Una", "--at", _AT + "6T18:10")
    team("ta", "1", *_SIGN, "--at", _AT + "6T18:20")
    team("reopen", "1", "--consent")
    assert team.board()[2]["sign_again"] == []
    said = team("ta", "2", "--side", "district", "--by", "Dan", "--at", _AT + "7T18:30")
    assert "Una for the union" in said.out and "over" not in said.out
    assert "120" in team("show", "I.A", "--at", "tentative").out
    assert team.board()[1]["state"] == "reopened"


def test_again_where_nothing_changed_is_a_plain_signature(team: Team) -> None:
    said = team("ta", "3", "--again", *_SIGN, "--at", _AT + "6T18:10")
    assert "over" not in said.out
    _accounted(team)


def test_what_sync_set_aside_is_signed_again(team: Team, tmp_path: Path) -> None:
    server = tmp_path / "server.git"
    subprocess.run(["git", "init", "-q", "--bare", "--initial-branch=main", server], check=True)
    team("sync", str(server))
    other = Team(tmp_path / "other")
    shutil.copytree(team.folder, other.folder, symlinks=True)
    team("ta", "1", *_SIGN, "--at", _AT + "6T18:20")
    team("sync")
    for item in ("2", "3"):  # signed elsewhere meanwhile: 3 has nothing to do with it
        other("ta", item, *_SIGN, "--at", _AT + "6T18:30")
    assert "must be signed again" in other("sync").err
    states = {number: (row["state"], row["sign_again"]) for number, row in other.board().items()}
    assert states == {1: ("TA", []), 2: ("awaiting-signature", ["I.A"]), 3: ("TA", [])}
    refs = subprocess.run(
        ["git", "for-each-ref"], cwd=other.folder, capture_output=True, text=True, check=True
    )
    assert "refs/heads/aside/tentative" in refs.stdout  # what was signed is kept
    other("ta", "2", "--again", *_SIGN, "--at", _AT + "7T18:20")
    _accounted(other)
    other("sync")
    team("sync")
    _accounted(team)
    assert "120" in team("show", "I.A", "--at", "tentative").out
    assert "12 days" in team("show", "I.B", "--at", "tentative").out
