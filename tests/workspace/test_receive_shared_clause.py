"""A packet of two items that print one clause, sent back: each item is answered by its own pages alone."""

from pathlib import Path

import pytest
from bargain import Team, run
from receiving_kit import AGREEMENT, said

SCHEDULE = "The Director shall post the schedule of a month twenty-one (21) days before it begins."
PAGES = "A page works no more than 16 hours in any week, and no more than 6 hours on a Sunday."


@pytest.mark.parametrize("kind", ["md", "html"])
def test_each_item_is_answered_by_its_own_pages(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "larkspur.md"
    source.write_text(AGREEMENT, encoding="utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(source), "--side", "union").code == 0
    team = Team(tmp_path / "team")
    for item, title, clause, words in (
        ("1", "Pages", "II.A.2", PAGES),
        ("2", "Schedules", "II.A.3", SCHEDULE),
    ):
        team("item", "open", title, "--clause", "II.A")
        team("draft", item, "--side", "union", "--clause", clause, "--text", words)
        team("pass", item, "--side", "union", "--at", "2026-02-03T18:00")
    path = tmp_path / f"both.{kind}"
    team("packet", "1", "2", "-o", str(path))
    head, clean, last = path.read_text("utf-8").rpartition("twenty-one (21) days before")
    assert clean
    last = f"eighteen (18) days before{last}"
    found = said(team, tmp_path, head + last, name=f"back.{kind}", items="1 2")
    pages, schedules = found["items"]
    assert pages["against_baseline"]["changes"] == []
    (change,) = schedules["against_baseline"]["changes"]
    assert change["new"][0]["citation"] == "II.A.3"
    assert "eighteen (18)" in "".join(span[1] for span in change["spans"])
    assert (found["unmatched"], found["elsewhere"]) == ([], [])
