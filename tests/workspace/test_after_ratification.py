"""What an earlier round ratified is read against the agreement of its own round, and counted with it."""

from pathlib import Path

import pytest
from bargain import Team, copied, run

TEXT = (
    "Part 1 Ferries\n\n1.1 A crossing pays 40 crowns.\n\n1.2 A pause lasts 30 minutes.\n\n"
    "1.3 A coat is given every 4 years.\n"
)
AT = "2026-03-04T18:1"


def _make(tmp_path: Path) -> Team:
    """Three items on one article, two of them a package, ratified as round 1."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    settings = team.folder / "agreement.yaml"
    dated = settings.read_text("utf-8").replace("school_year:\n", "school_year:\n  first_year: 2026\n")
    settings.write_text(dated, "utf-8")
    for number, title in enumerate(("Crossings", "Pauses", "Coats"), 1):
        team("item", "open", title, "--clause", f"1.{number}")
    team("package", "pair", "1", "2")
    for number, words in ((1, "A crossing pays 45 crowns."), (2, "A pause lasts 35 minutes.")):
        _pass(team, number, f"1.{number}", words, AT)
    _pass(team, 3, "1.3", "A coat is given every 3 years.", AT)
    team("packet", "package:pair", "-o", str(tmp_path / "pair.docx"))
    for ending in ("docx", "html", "md"):
        team("packet", "1", "2", "3", "-o", str(tmp_path / f"three.{ending}"))
    for number in (1, 3):  # the package is accepted with its first item
        team("accept", str(number), "--side", "district", "--at", f"{AT}1")
    for number in (1, 2, 3):
        team("ta", str(number), "--union", "A", "--district", "Z", "--at", f"{AT}2")
    for day, body in enumerate(("members", "board"), 1):
        team("ratify", "--unit", "all", "--body", body, "--vote", "yes", "--at", f"2026-06-0{day}T12:00")
    return team


def _pass(team: Team, item: int, clause: str, words: str, at: str) -> None:
    team("draft", str(item), "--side", "union", "--clause", clause, "--text", f"{clause} {words}")
    team("pass", str(item), "--side", "union", "--at", f"{at}0")


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


@pytest.mark.parametrize("old", ["baseline", "tentative", "baseline@1"])
def test_a_ratified_pass_shows_its_own_change_alone(team: Team, old: str) -> None:
    for number, digits in ((1, ("40", "45")), (2, ("30", "35")), (3, ("4", "3"))):
        (change,) = team("redline", old, f"{number}:union", "--json").json()["changes"]
        assert [one["citation"] for one in change["new"]] == [f"1.{number}"] and change["kind"] == "edited"
        assert all(each in team("redline", old, f"{number}:union").out for each in digits)
    assert "against baseline@1" in team("cost", "1:union", "--against", old).out


def test_an_agreement_before_a_round_is_a_text_of_its_own(team: Team) -> None:
    assert "40 crowns" in team("show", "1.1", "--at", "baseline@1").out
    assert "45 crowns" in team("show", "1.1").out
    assert "there is no round 2 that was ratified" in team("show", "1.1", "--at", "baseline@2", code=4).err
    assert "against the agreement before round 1" in team("item", "show", "1").out


def test_the_round_that_is_over_is_no_distance_and_no_part_of_the_next(team: Team, tmp_path: Path) -> None:
    assert team("cost", "distance", "--json").json()["items"] == []
    assert "no item of this round" in team("cost", "distance").err
    paper = tmp_path / "summary.md"
    team("packet", "--summary", "-o", str(paper), "--for", "members")
    assert all(title in paper.read_text("utf-8") for title in ("Crossings", "Pauses", "Coats"))
    team("item", "open", "Ropes", "--clause", "1.1")
    team("item", "open", "Coats", "--clause", "1.3")
    team("item", "open", "Sails", "--clause", "1.2")
    team("package", "pair", "4", "6")  # the name is free again
    _pass(team, 5, "1.3", "A coat is given every 2 years.", "2026-07-04T18:1")
    team("packet", "--summary", "-o", str(paper), "--for", "members")
    text = paper.read_text("utf-8")
    assert "Coats" in text and "Crossings" not in text and "Pauses" not in text
    (change,) = team("redline", "baseline", "5:union", "--json").json()["changes"]
    assert (change["new"][0]["citation"], change["kind"]) == ("1.3", "edited")
    (row,) = team("cost", "distance", "--json").json()["items"]
    assert row["item"] == "5"
    team("packet", "--agreed", "-o", str(paper), "--for", "members")
    assert "3 years" in paper.read_text("utf-8")  # nothing is agreed yet: the last round's
    team("accept", "5", "--side", "district", "--at", "2026-07-04T18:11")
    team("ta", "5", "--union", "A", "--district", "Z", "--at", "2026-07-04T18:12")
    team("packet", "--agreed", "-o", str(paper), "--for", "members")
    assert "2 years" in paper.read_text("utf-8") and "45 crowns" not in paper.read_text("utf-8")


def test_between_two_rounds_the_papers_are_those_of_the_last(team: Team, tmp_path: Path) -> None:
    paper = tmp_path / "agreed.md"
    team("packet", "--agreed", "-o", str(paper), "--for", "members")
    text = paper.read_text("utf-8")
    assert "45" in text and "board" in text and "not yet taken" not in text
    team("successor", "-o", str(tmp_path / "marked.md"), "--blackline")
    marked = (tmp_path / "marked.md").read_text("utf-8").replace("\\", "")
    assert all(each in marked for each in ("40", "45", "Union 1")) and "not accounted for" not in marked
    assert "unchanged" in team("verify", str(tmp_path / "marked.md")).out


@pytest.mark.parametrize("name", ["pair.docx", "three.docx", "three.html", "three.md"])
def test_a_packet_of_a_package_is_whole_when_the_package_is_long_agreed(team: Team, name: str) -> None:
    out = team("verify", str(team.folder.parent / name)).out
    assert "gone on since the file was made" in out and "holds the language on the record" in out


def test_an_agreed_package_is_not_offered_all_or_nothing(team: Team, tmp_path: Path) -> None:
    assert "all or nothing" in (tmp_path / "three.md").read_text("utf-8")
    team("packet", "1", "2", "3", "-o", str(tmp_path / "agreed.md"))
    assert "all or nothing" not in (tmp_path / "agreed.md").read_text("utf-8")
