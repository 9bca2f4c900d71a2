"""Numbers, months and days in words that lost their marks, and a new article under another heading."""

from pathlib import Path

import pytest
from bargain import Team
from receiving_kit import made, said

from negotiate.workspace.incoming.doubling import doubled

WAS = "Teachers earn fifteen days of leave, posted by the first of November on a Monday."


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (WAS.replace("fifteen", "fifteen twelve"), "fifteen twelve"),
        (WAS.replace("fifteen", "twelve fifteen"), "twelve fifteen"),
        (WAS.replace("November", "November December"), "November December"),
        (WAS.replace("Monday", "Monday Friday"), "Monday Friday"),
        (WAS.replace("first", "first tenth"), "first tenth"),
        (WAS.replace("fifteen", "fifteen twenty-one"), "fifteen twenty-one"),
        (WAS.replace("fifteen days", "fifteen two-hour days"), ""),
        (WAS.replace("fifteen", "fifteen hundred"), ""),
        (WAS.replace("fifteen", "twenty five"), ""),
        (WAS.replace("fifteen", "twelve"), ""),
        (WAS.replace("November", "November, December"), ""),
        (WAS.replace("fifteen", "fifteen or twelve"), ""),
    ],
)
def test_two_of_a_kind_side_by_side_are_a_struck_word_and_a_live_one(new: str, found: str) -> None:
    assert doubled(new, [WAS]) == found


ARTICLE = (
    "A. Rooms\n\n1. Each reading room shall have a telephone that reaches the desk.\n\n"
    "2. No page shall close a branch alone after dark."
)
ANSWER = (
    "ARTICLE VI SAFETY\n\nA. Rooms\n\n1. Each reading room shall have a telephone or radio that reaches the "
    "desk.\n\n2. No page shall close a branch alone after dark in winter.\n"
)


def test_an_answer_to_a_new_article_keeps_a_heading(tmp_path: Path) -> None:
    team: Team = made(tmp_path)
    team("item", "open", "Safety")
    team("draft", "3", "--side", "union", "--new-article", "ARTICLE V Safety", "--text", ARTICLE)
    team("pass", "3", "--side", "union", "--at", "2026-02-03T18:05")
    found = said(team, tmp_path, ANSWER, name="answer.txt", items="3")
    changes = found["items"][0]["against_baseline"]["changes"]
    assert [one["new"][0]["citation"] for one in changes] == ["V", "V.A", "V.A.1", "V.A.2"]


def test_open_and_agreed_asked_for_together_are_both_printed(tmp_path: Path) -> None:
    team: Team = made(tmp_path)
    team("item", "open", "Sundays", "--clause", "II.B")
    team("current", "3", "--side", "union", "--at", "2026-02-03T18:05")
    team("current", "3", "--side", "district", "--at", "2026-02-03T18:06")
    team("ta", "3", "--union", "Ana Roy", "--district", "Sam Poe", "--at", "2026-02-03T19:00")
    printed = team("packet", "--open", "--agreed", "-o", str(tmp_path / "all.md"), "--json").json()
    assert [name.split(" on ")[1] for name in printed["passes"]] == ["item 1", "item 3"]
