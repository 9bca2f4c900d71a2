"""Agreements taken back and signed again, and a counter that answers one of an item's clauses."""

from pathlib import Path

import pytest
from bargain import Team

UNION, DISTRICT = "Renata Okonjo", "Warren Abasolo"


@pytest.fixture
def team(sample: Path) -> Team:
    return Team(sample)


def _sign(team: Team, item: str, day: str) -> None:
    team("ta", item, "--union", UNION, "--district", DISTRICT, "--at", f"{day}T18:00")


def test_the_record_holds_when_an_agreement_is_reopened_and_signed_again(team: Team) -> None:
    _sign(team, "5", "2026-05-04")
    team("accept", "2", "--side", "union", "--at", "2026-05-05T10:00")
    _sign(team, "2", "2026-05-05")
    team("reopen", "5", "--consent")  # the record that the second one follows
    assert team("verify", "--json").json()["findings"] == []
    team("accept", "5", "--side", "union", "--at", "2026-05-06T10:00")
    _sign(team, "5", "2026-05-06")
    said = team("verify", "--json").json()
    assert said["findings"] == []
    assert [line.split(",")[0] for line in said["chain"]] == [
        "2026-05-05 18:00 item 2",
        "2026-05-06 18:00 item 5",
    ]


@pytest.mark.parametrize("clauses", [("IV.C.1", "X.E.1"), ("X.E.1", "IV.C.1")])
def test_a_paragraph_answers_one_clause_only(team: Team, tmp_path: Path, clauses: tuple[str, str]) -> None:
    ratio = "(a) The District shall employ school nurses in a ratio of 1 to 650, counted against its whole enrollment."
    counter = tmp_path / "counter.txt"
    counter.write_text(f"1. School nurses\n\n{ratio}\n")
    team("item", "open", "Nurses", "--clause", clauses[0], "--clause", clauses[1])
    team("receive", "6", str(counter), "--side", "district", "--at", "2026-05-06T18:00", "--yes")
    found = team("redline", "baseline", "6:district", "--json").json()
    assert [(one["kind"], one["new"][0]["citation"]) for one in found["changes"]] == [("edited", "IV.C.1(a)")]


def test_a_clause_that_follows_in_the_file_is_not_taken_into_the_one_before(
    team: Team, tmp_path: Path
) -> None:
    lines = [team("show", "IV.C.1").out, team("show", "X.E.1").out]
    counter = tmp_path / "counter.txt"
    counter.write_text("\n".join(lines).replace("1 to 700", "1 to 650"))
    team("item", "open", "Nurses", "--clause", "IV.C.1", "--clause", "X.E.1")
    team("receive", "6", str(counter), "--side", "district", "--at", "2026-05-06T18:00", "--yes")
    found = team("redline", "baseline", "6:district", "--json").json()
    assert [(one["kind"], one["new"][0]["citation"]) for one in found["changes"]] == [
        ("edited", "IV.C.1(a)"),
        ("edited", "X.E.1"),
    ]
