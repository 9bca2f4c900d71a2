"""What a whole round, played by command, showed: what is said of offers, packages, votes and locked words."""

from pathlib import Path

import pytest
from bargain import Team, copied, run

TEXT = (
    "Chapter 1 Shifts\n\n1.1 A shift lasts 8 hours.\n\n1.2 A pause lasts 30 minutes.\n\n"
    "1.3 A gown is washed in 3 days.\n\n1.4 A late shift pays 12 crowns.\n"
)
AT = "2026-03-04T18:1"


def _make(tmp_path: Path) -> Team:
    """Item 1 is agreed as current language; items 2 and 3 are a package of the union's."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    for number in (1, 2, 3):
        team("item", "open", f"Item {number}", "--clause", f"1.{number}")
    team("current", "1", "--side", "union", "--at", AT + "0")
    team("accept", "1", "--side", "district", "--at", AT + "1")
    team("ta", "1", "--union", "Una", "--district", "Dag", "--at", AT + "2")
    team("package", "pair", "2", "3")
    _offer(team, 2, "1.2", "A pause lasts 40 minutes.", "3")
    _offer(team, 3, "1.3", "A gown is washed in 2 days.", "3")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _offer(team: Team, item: int, clause: str, words: str, minute: str, *more: str) -> str:
    team("draft", str(item), "--side", "union", "--clause", clause, "--text", f"{clause} {words}")
    return team("pass", str(item), "--side", "union", "--at", AT + minute, *more).err


def test_an_offer_that_is_no_position_is_no_bid_against_oneself_and_says_what_it_was(team: Team) -> None:
    team("item", "open", "Late shifts", "--clause", "1.4")
    _offer(team, 4, "1.4", "A late shift pays 15 crowns.", "4")
    for label in ("what-if", "conceptual", "off-the-record"):
        assert "bids against" not in _offer(
            team, 4, "1.4", f"A late shift pays {label}.", "5", "--label", label
        )
        assert f"Union {label} floated" in team("item", "show", "4").out
    assert "bids against" in _offer(team, 4, "1.4", "A late shift pays 14 crowns.", "6")


def test_words_agreed_to_stay_as_they_are_are_under_the_agreement_too(team: Team) -> None:
    team("item", "open", "Shifts again", "--clause", "1.1")
    said = _offer(team, 4, "1.1", "A shift lasts 7 hours.", "4")
    assert "1.1 stays as it is by the tentative agreement on item 1, Item 1" in said
    team("item", "open", "Late shifts", "--clause", "1.4")
    assert "stays as it is" not in _offer(team, 5, "1.4", "A late shift pays 15 crowns.", "4")


def test_the_rest_of_a_package_is_accepted_where_one_of_it_is_signed(team: Team) -> None:
    team("accept", "2", "--side", "district", "--at", AT + "4")
    again = team("accept", "2", "--side", "district", "--at", AT + "4", code=3)
    assert "one text already" in again.err
    team("ta", "2", "--union", "Una", "--district", "Dag", "--at", AT + "5")
    _offer(team, 3, "1.3", "A gown is washed in 1 day.", "6")
    team("accept", "2", "--side", "district", "--at", AT + "7", code=3)  # it is signed: nothing to accept
    assert "1 item awaits signature" in team("accept", "3", "--side", "district", "--at", AT + "7").out
    states = {number: row["state"] for number, row in team.board().items()}
    assert states == {1: "TA", 2: "TA", 3: "awaiting-signature"}
    told = team("reopen", "2", "--consent", "--why", "a date").err
    assert "within the package pair, of which item 3 (awaiting-signature) stays as it is" in told


def test_a_vote_closes_no_item_that_is_agreed(team: Team) -> None:
    team("reject", "2", "--side", "district", "--why", "no")
    words = ("ratify", "--body", "members", "--vote", "yes", "--at", "2027-03-05T18:00")
    closing = ("--close", "2=withdrawn", "--close", "3=current")
    unit = team("ratify", "--unit", "?", *words[1:], code=4).err.split("--unit '")[1].split("'")[0]
    said = team(*words, "--unit", unit, *closing, "--close", "1=withdrawn", code=3)
    assert "item 1, Item 1, is under a tentative agreement" in said.err
    assert team.board()[2]["state"] != "withdrawn"  # refused whole
    team(*words, "--unit", unit, *closing)


def test_joining_tells_of_a_draft_that_nobody_passed(team: Team) -> None:
    for title in ("Late shifts", "Night shifts"):
        team("item", "open", title, "--clause", "1.4")
    team("draft", "5", "--side", "union", "--clause", "1.4", "--text", "1.4 A late shift pays 20 crowns.")
    assert "read it as 5:draft" in team("item", "join", "4", "5").err
    assert "20 crowns" in team("show", "1.4", "--at", "5:draft").out
    team("undo")
    assert "5:draft" not in team("item", "join", "5", "4").err


def test_a_pass_dated_a_century_ahead_is_refused_for_none_could_follow_it(team: Team) -> None:
    team("draft", "2", "--side", "union", "--clause", "1.2", "--text", "1.2 A pause lasts 50 minutes.")
    assert "years ahead" in team("pass", "2", "--side", "union", "--at", "2199-03-04T18:10", code=3).err
    team("pass", "2", "--side", "union")
    assert "years ahead" in team("hand", "2", "--at", "2199-03-04T18:10", code=3).err
    team("hand", "2", "--at", AT + "9")


def test_a_time_that_has_not_come_yet_is_told_for_no_earlier_one_can_follow_it(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGOTIATE_NOW", "2026-03-04T18:20")
    said = "has not come yet: it is 2026-03-04T18:20 by this machine's clock"
    assert (
        said not in team("accept", "2", "--side", "district", "--at", "2026-03-04T18:34").err
    )  # clocks differ
    team("item", "open", "Late shifts", "--clause", "1.4")
    team("draft", "4", "--side", "union", "--clause", "1.4", "--text", "1.4 A late shift pays 15 crowns.")
    team("pass", "4", "--side", "union")
    assert f"given, 2026-04-04T18:10, {said}" in team("hand", "4", "--at", "2026-04-04T18:10").err
    again = team("accept", "4", "--side", "district", "--at", "2026-03-04T18:20", code=3).err
    assert "lies before Union 1, handed across" in again
    assert said in team("accept", "4", "--side", "district", "--at", "2026-04-04T18:11").err
