"""Drafts side by side, where one starts, and offers that are no positions: what each leaves alone."""

from pathlib import Path

import pytest
from bargain import Team, copied, run

AT = "2026-03-04T18:"
TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n\nC. Notice is five days.\n"


def _make(tmp_path: Path) -> Team:
    """Union 1 says 120, District 1 says 105, on one item."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    team("item", "open", "Pay", "--clause", "I.A")
    for side, minute, dollars in (("union", "10", 120), ("district", "20", 105)):
        team("draft", "1", "--side", side, "--clause", "I.A", "--text", f"Pay is {dollars} dollars.")
        team("pass", "1", "--side", side, "--at", AT + minute)
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _says(team: Team, text: str, clause: str = "I.A") -> str:
    return team("show", clause, "--at", text).out.strip()


@pytest.mark.parametrize(
    ("start", "pay"),
    [("baseline", "100"), ("ours", "120"), ("theirs", "105"), ("", "120")],  # without: our last pass
)
def test_where_a_draft_starts(team: Team, start: str, pay: str) -> None:
    more = ("--start", start) if start else ()
    team("draft", "1", "--side", "union", "--clause", "I.B", "--text", "Leave is 12 days.", *more)
    assert _says(team, "1:draft") == f"A. Pay is {pay} dollars."
    assert _says(team, "1:draft", "I.B") == "B. Leave is 12 days."


def test_a_draft_starts_from_the_baseline_where_there_is_no_pass(team: Team) -> None:
    team("item", "open", "Leave", "--clause", "I.B")
    assert "no pass" in team("draft", "2", "--side", "union", "--start", "theirs", "--clause", "I.B",
                             "--text", "x.", code=4).err  # fmt: skip
    team("draft", "2", "--side", "union", "--clause", "I.B", "--text", "Leave is 12 days.")
    assert _says(team, "2:draft") == "A. Pay is 100 dollars."


def test_options_stand_side_by_side_and_one_is_passed(team: Team) -> None:
    for option, dollars in (("a", 115), ("b", 112)):
        team(
            "draft",
            "1",
            "--side",
            "union",
            "--option",
            option,
            "--clause",
            "I.A",
            "--text",
            f"Pay is {dollars} dollars.",
        )
    assert [_says(team, f"1:draft--{one}")[7:] for one in "ab"] == ["is 115 dollars.", "is 112 dollars."]
    changes = team("redline", "1:draft--a", "1:draft--b", "--json").json()["changes"]
    assert [one["kind"] for one in changes] == ["edited"]
    assert (
        "--option: a, b" in team("pass", "1", "--side", "union", code=4).err
    )  # which of them is not guessed
    team("pass", "1", "--side", "union", "--option", "b", "--at", AT + "30")
    assert _says(team, "1:union@2") == "A. Pay is 112 dollars."
    assert _says(team, "1:draft--a") == "A. Pay is 115 dollars."  # the other stays a draft
    team("show", "I.A", "--at", "1:draft--b", code=4)  # this one is a pass now


@pytest.mark.parametrize("label", ["what-if", "conceptual", "off-the-record"])
def test_what_is_no_position_leaves_all_positions_alone(team: Team, tmp_path: Path, label: str) -> None:
    """No number, no ball, not ITEM:side, no movement, and in no packet for members or the board."""
    before = team.board()
    moved = team("movement", "1", "--json").out
    team("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 777 dollars.")
    team("pass", "1", "--side", "union", "--label", label, "--at", AT + "40")
    assert team.board() == before
    assert team("movement", "1", "--json").out == moved
    assert _says(team, "1:union") == "A. Pay is 120 dollars."
    assert "has made" in team("show", "I.A", "--at", "1:union@2", code=4).err
    shown = team("item", "show", "1", "--json").json()["passes"]
    assert [(one["name"], one["number"]) for one in shown if one["label"] == label] == [(f"Union {label}", 0)]
    for reader in ("members", "board"):
        file = tmp_path / f"{reader}.md"
        team("packet", "1", "-o", str(file), "--for", reader)
        assert "777" not in file.read_text("utf-8") and "120" in file.read_text("utf-8")
    # the next pass takes the number that the what-if did not
    team("current", "1", "--side", "union", "--at", AT + "50")
    assert [one["name"] for one in team("item", "show", "1", "--json").json()["passes"]][:3] == [
        "Union 1", "District 1", "Union 2",
    ]  # fmt: skip
    exchange = tmp_path / "x.exchange"
    said = team("bundle", "out", str(exchange), "1")
    assert label not in said.err


def test_a_what_if_waits_as_any_pass_does_and_is_recalled(team: Team, tmp_path: Path) -> None:
    team("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 777 dollars.")
    team("pass", "1", "--side", "union", "--label", "what-if")
    file = tmp_path / "table.md"
    team("packet", "1", "-o", str(file))
    assert "777" in file.read_text("utf-8")  # across the table it goes, under its label
    assert "what-if" in file.read_text("utf-8").lower()
    team("recall", "1")
    assert _says(team, "1:draft") == "A. Pay is 777 dollars."
    team("pass", "1", "--side", "union", "--label", "what-if")
    team("hand", "1", "--at", AT + "40")
    assert team.board()[1]["ball"] == "union"  # as the district's pass left it
    assert "crossed the table" in team("undo", code=3).err


def test_the_first_word_may_be_a_concept(team: Team) -> None:
    team("item", "open", "Leave", "--clause", "I.B")
    team("draft", "2", "--side", "district", "--clause", "I.B", "--text", "Leave is eleven days.")
    team("pass", "2", "--side", "district", "--label", "conceptual", "--at", AT + "40")
    row = team.board()[2]
    assert (row["state"], row["ball"], row["passes"]) == ("conceptual", "nobody", 0)
    assert "could be accepted" in team("accept", "2", "--side", "union", code=3).err
