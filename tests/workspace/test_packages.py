"""Packages, walked as commands: all or nothing, whole acceptance, and what a rejected one leaves."""

from pathlib import Path

import pytest
from bargain import Team, copied, run

TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n\nC. Notice is five days.\n"
AT = "2026-03-04T18:1"


def _make(tmp_path: Path) -> Team:
    """Union 1 stands on three items; a package of the first two."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    for number, words in enumerate(("Pay is 110 dollars.", "Leave is 12 days.", "Notice is nine days.")):
        team("item", "open", f"Item {number}", "--clause", f"I.{'ABC'[number]}")
        _offer(team, number + 1, words, "0")
    team("package", "spring", "1", "2")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _offer(team: Team, item: int, words: str, minute: str, *more: str) -> None:
    clause = f"I.{'ABC'[item - 1]}"
    team("draft", str(item), "--side", "union", "--clause", clause, "--text", words)
    team("pass", str(item), "--side", "union", "--at", AT + minute, *more)


def test_an_item_named_twice_is_in_the_package_once(team: Team) -> None:
    said = team("package", "autumn", "3", "3", code=4)
    assert "at least two" in said.err
    team("item", "open", "More", "--clause", "I.B")
    assert "items 3, 4" in team("package", "autumn", "3", "4", "3").out


def test_a_package_offers_more_and_takes_it_back_when_rejected(team: Team) -> None:
    _offer(team, 1, "Pay is 106 dollars.", "1")
    _offer(team, 2, "Leave is 11 days.", "2")
    row = team.board()[1]
    assert (row["state"], row["ball"], row["passes"], row["package"]) == ("packaged", "district", 2, "spring")
    assert "106" in team("show", "I.A", "--at", "package:spring").out
    team("reject", "2", "--why", "pay is too high")
    for item, words in ((1, "110"), (2, "12")):
        row = team.board()[item]
        assert (row["state"], row["ball"], row["package"]) == ("proposed", "district", None)
        assert words in team("show", f"I.{'AB'[item - 1]}", "--at", f"{item}:union").out
    assert "106" in team("show", "I.A", "--at", "1:union@2").out  # it stays on the record
    assert team("verify", "--json").json()["accounted"] is True


def test_no_item_leaves_its_package_alone(team: Team) -> None:
    for words in (
        ("current", "1", "--side", "district", "--at", AT + "3"),
        ("hold", "1"),
    ):
        if words[0] == "hold":
            assert "part of a package" in team(*words, code=3).err
        else:
            team(*words)
            assert team.board()[1]["state"] == "packaged"
    team("draft", "2", "--side", "union", "--clause", "I.B", "--text", "Leave is 13 days.")
    said = team("pass", "2", "--side", "union", "--label", "pass", "--at", AT + "4", code=3)
    assert "all or nothing" in said.err


def test_accepting_one_accepts_all(team: Team) -> None:
    team("accept", "1", "--side", "district", "--at", AT + "5")
    board = team.board()
    assert [board[n]["state"] for n in (1, 2, 3)] == ["awaiting-signature", "awaiting-signature", "proposed"]
    team("ta", "1", "--union", "A", "--district", "B", "--at", AT + "6")
    said = team("reject", "2", code=3)
    assert "is signed" in said.err
    assert team("verify", "--json").json()["accounted"] is True


def test_an_accepted_package_can_fall_until_it_is_signed(team: Team) -> None:
    team("accept", "1", "--side", "district", "--at", AT + "5")
    team("reject", "1")
    board = team.board()
    assert [board[n]["state"] for n in (1, 2)] == ["proposed", "proposed"]
    team("package", "summer", "1", "2")  # in several packages over time, one at a time
    assert "part of a package" in team("package", "other", "1", "3", code=3).err


def test_agreed_in_concept_until_the_language_comes(team: Team) -> None:
    team("concept", "3", "--why", "nine days, words to follow")
    assert (team.board()[3]["state"], team.board()[3]["ball"]) == ("agreed-in-concept", "nobody")
    _offer(team, 3, "Notice is nine working days.", "7")
    assert team.board()[3]["state"] == "proposed"


def test_one_text_is_not_accepted_twice(team: Team) -> None:
    team("accept", "3", "--side", "district", "--at", AT + "5")
    assert "one text already" in team("accept", "3", "--side", "union", code=3).err


def test_a_package_of_which_a_part_stands_on_no_pass_is_no_text_and_has_no_cost(team: Team) -> None:
    team("item", "open", "Late", "--clause", "I.C")
    team("draft", "4", "--side", "union", "--clause", "I.C", "--text", "Notice is six days.")
    team("package", "late", "3", "4")
    said = team("show", "I.C", "--at", "package:late", code=4).err
    assert "'Late'" in said and "no pass yet" in said
