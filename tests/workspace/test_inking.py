"""Ink on the signing copy: compared and shown, initialled by both, or a clean copy due."""

import subprocess
from pathlib import Path

import pytest
from bargain import Team, copied, run

_TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n"
_BOTH = ("--union", "Una", "--district", "Dan")
_AT = "2026-03-0"


def _make(folder: Path) -> Team:
    for name, words in (("a", _TEXT), ("ink", "Pay is 115 dollars."), ("same", "A. Pay is 110 dollars.")):
        (folder / f"{name}.txt").write_text(words, "utf-8")
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    team = Team(folder / "team")
    team("item", "open", "Pay", "--clause", "I.A")
    team("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 110 dollars.")
    team("pass", "1", "--side", "union", "--at", _AT + "4T18:10")
    team("accept", "1", "--side", "district", "--at", _AT + "5T18:10")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def test_both_initial_the_change(team: Team, tmp_path: Path) -> None:
    said = team("ta", "1", "--ink", str(tmp_path / "ink.txt"), *_BOTH, "--at", _AT + "6T18:10")
    assert "[deleted: 110] [added: 115]" in said.err
    assert "tentative agreement on item 1" in said.out
    assert "115" in team("show", "I.A", "--at", "tentative").out
    shown = team("item", "show", "1").out
    assert "Union 2 passed (changed in ink on the signing copy, initialled by Una)" in shown
    assert "District 2 passed (changed in ink on the signing copy, initialled by Dan)" in shown
    assert team("verify", "--json").json()["findings"] == []


def _state(team: Team) -> tuple[str, str, str]:
    refs = subprocess.run(
        ["git", "for-each-ref"], cwd=team.folder, capture_output=True, text=True, check=True
    )
    return refs.stdout, team("item", "show", "1").out, team("history").out


def test_ink_initialled_by_both_is_one_act(team: Team, tmp_path: Path) -> None:
    """Two passes and the agreement are one operation: recorded together, or refused together."""
    before = len(team("history").out.splitlines())
    team("ta", "1", "--ink", str(tmp_path / "ink.txt"), *_BOTH, "--at", _AT + "6T18:10")
    (last, *rest) = team("history").out.splitlines()
    assert len(rest) == before and "tentative agreement on item 1, Pay, changed in ink" in last
    assert "it was signed" in team("undo", code=3).err
    assert team.board()[1]["state"] == "TA"


def test_ink_that_cannot_land_records_nothing(team: Team, tmp_path: Path) -> None:
    team("item", "open", "Bonus", "--clause", "I.A")
    team("draft", "2", "--side", "union", "--clause", "I.A", "--text", "Pay is 99 dollars.")
    team("pass", "2", "--side", "union", "--at", _AT + "4T18:10")
    team("accept", "2", "--side", "district", "--at", _AT + "5T18:10")
    team("ta", "2", *_BOTH, "--at", _AT + "6T18:00")
    before = _state(team)
    said = team("ta", "1", "--ink", str(tmp_path / "ink.txt"), *_BOTH, "--at", _AT + "6T18:10", code=3)
    assert "to be signed again" in said.err
    said = team("ta", "1", "--ink", str(tmp_path / "ink.txt"), *_BOTH, "--at", _AT + "1T18:10", code=3)
    assert "lies before" in said.err
    assert _state(team) == before


def test_ink_initialled_by_fewer_than_the_rules_ask_waits_for_the_rest(team: Team, tmp_path: Path) -> None:
    path = team.folder / "agreement.yaml"
    path.write_text(
        path.read_text("utf-8").replace("signatories_per_side: 1", "signatories_per_side: 2"), "utf-8"
    )
    said = team("ta", "1", "--ink", str(tmp_path / "ink.txt"), *_BOTH, "--at", _AT + "6T18:10")
    assert "Una for the union and Dan for the district sign item 1" in said.out
    assert (team.board()[1]["state"], team.board()[1]["passes"]) == ("awaiting-signature", 4)
    team("ta", "1", "--union", "Ula", "--district", "Dora", "--at", _AT + "6T18:20")
    assert "115" in team("show", "I.A", "--at", "tentative").out
    assert team("verify", "--json").json()["findings"] == []


def test_a_clean_copy_is_due_until_exactly_that_text_is_signed(team: Team, tmp_path: Path) -> None:
    file = str(tmp_path / "ink.txt")
    team("ta", "1", "--side", "district", "--by", "Dan", "--at", _AT + "6T18:00")
    said = team("ta", "1", "--ink", file, "--side", "union", "--by", "Una", "--at", _AT + "6T18:10")
    assert "clean copy due" in said.out and "[added: 115]" in said.err
    assert team.board()[1]["clean_copy_due"] is True
    assert "clean copy due" in team("item", "list").out and "clean copy due" in team("item", "show", "1").out
    assert "clean copy" in team("ta", "1", *_BOTH, "--at", _AT + "6T18:20", code=3).err
    assert "100" in team("show", "I.A", "--at", "tentative").out
    assert team("verify", "--json").json()["findings"] == []
    # the draft holds the inked text: passed as it is, it is the clean copy
    team("pass", "1", "--side", "union", "--at", _AT + "7T18:10")
    team("accept", "1", "--side", "district", "--at", _AT + "7T18:20")
    said = team("ta", "1", *_BOTH, "--at", _AT + "7T18:30")
    assert "tentative agreement" in said.out
    assert "115" in team("show", "I.A", "--at", "tentative").out
    assert team.board()[1]["clean_copy_due"] is False
    assert team("verify", "--json").json()["findings"] == []


def test_another_text_of_both_is_not_the_clean_copy(team: Team, tmp_path: Path) -> None:
    team("ta", "1", "--ink", str(tmp_path / "ink.txt"), "--at", _AT + "6T18:10")
    team("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 116 dollars.")
    team("pass", "1", "--side", "union", "--at", _AT + "7T18:10")
    team("accept", "1", "--side", "district", "--at", _AT + "7T18:20")
    assert "clean copy" in team("ta", "1", *_BOTH, "--at", _AT + "7T18:30", code=3).err
    assert "100" in team("show", "I.A", "--at", "tentative").out


def test_ink_that_changes_nothing_or_is_nobodys_is_refused(team: Team, tmp_path: Path) -> None:
    assert "says what" in team("ta", "1", "--ink", str(tmp_path / "same.txt"), *_BOTH, code=3).err
    assert "cannot read" in team("ta", "1", "--ink", str(tmp_path / "none.txt"), code=4).err
    path = team.folder / "agreement.yaml"
    path.write_text(path.read_text("utf-8").replace("signatories: []", "signatories: [Ula]", 1), "utf-8")
    assert "may not sign" in team("ta", "1", "--ink", str(tmp_path / "ink.txt"), *_BOTH, code=3).err
    assert team.board()[1]["passes"] == 2  # nothing was recorded


def test_ink_is_undone(team: Team, tmp_path: Path) -> None:
    team("ta", "1", "--ink", str(tmp_path / "ink.txt"), "--at", _AT + "6T18:10")
    team("undo")
    assert team.board()[1]["clean_copy_due"] is False
    team("ta", "1", *_BOTH, "--at", _AT + "6T18:20")
    assert "110" in team("show", "I.A", "--at", "tentative").out
