"""Movement, by hand: figures nearer and further, changes dropped, adopted and added, and what goes back."""

from pathlib import Path
from typing import Any

import pytest
from bargain import Team, copied, run

TEXT = """Article I

Staff

A. The ratio of nurses is 1 to 700.

B. Class size is 30.

C. Leave is ten days.
"""


def _make(tmp_path: Path) -> Team:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    team("item", "open", "Staff", "--clause", "I.A", "--clause", "I.B")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _pass(team: Team, side: str, minute: int, *more: str, **words: str) -> None:
    start = ["--start", "ours"] if minute > 20 else []
    for clause, text in words.items():
        team("draft", "1", "--side", side, "--clause", f"I.{clause}", "--text", text, *start)
        start = []
    team("pass", "1", "--side", side, "--at", f"2026-03-04T18:{minute}", *more)


def _passes(team: Team, side: str) -> dict[str, dict[str, Any]]:
    (item,) = team("movement", "1", "--json").json()
    return {one["pass"]: one for one in item["sides"][side]["passes"]}


def _moves(one: dict[str, Any]) -> list[tuple[str, str, list[tuple[str, str, str | None, str | None]]]]:
    return [
        (m["citation"], m["way"], [(f["before"], f["after"], f["other"], f["nearer"]) for f in m["figures"]])
        for m in one["moves"]
    ]


def test_pass_by_pass(team: Team) -> None:
    _pass(team, "union", 10, A="The ratio of nurses is 1 to 500.", B="Class size is 20.")
    _pass(team, "district", 20, A="The ratio of nurses is 1 to 680.")
    _pass(team, "union", 30, A="The ratio of nurses is 1 to 600.")
    _pass(team, "union", 40, A="The ratio of nurses is 1 to 550.", B="Class size is 30.")
    union = _passes(team, "union")
    # against the baseline: 700 is the other side until it has spoken
    assert _moves(union["Union 1"]) == [
        ("I.A", "proposes", [("1", "1", "1", "0"), ("700", "500", "700", "-200")]),
        ("I.B", "proposes", [("30", "20", "30", "-10")]),
    ]
    # |500 - 680| - |600 - 680| = 180 - 80 = 100 nearer
    assert _moves(union["Union 2"]) == [
        ("I.A", "changes", [("1", "1", "1", "0"), ("500", "600", "680", "100")])
    ]
    # |600 - 680| - |550 - 680| = 80 - 130 = -50; and B goes back to current language
    assert _moves(union["Union 3"]) == [
        ("I.A", "changes", [("1", "1", "1", "0"), ("600", "550", "680", "-50")]),
        ("I.B", "drops", [("20", "30", "30", "10")]),
    ]
    (back,) = [m for m in union["Union 3"]["moves"] if m["retreat"]]
    assert (back["retreat"]["from"], "600" in back["before"], "550" in back["after"]) == (
        "Union 2",
        True,
        True,
    )
    assert not [m for m in union["Union 1"]["moves"] + union["Union 2"]["moves"] if m["retreat"]]
    (item,) = team("movement", "--json").json()
    said = item["sides"]["union"]["sum"]
    wanted = {"changes": 2, "adopts": 0, "drops": 1, "adds": 0, "figures_nearer": 2, "figures_further": 1}
    assert {key: said[key] for key in wanted} == wanted
    assert "Union 3 goes back from Union 2 at I.A" in team("movement").out


def test_a_retreat_from_an_earlier_position_names_that_pass(team: Team) -> None:
    for minute, ratio in ((10, 500), (30, 650), (40, 600), (50, 620)):
        _pass(team, "union", minute, A=f"The ratio of nurses is 1 to {ratio}.")
    union = _passes(team, "union")
    assert [name for name, one in union.items() if one["moves"][0]["retreat"]] == ["Union 3", "Union 4"]
    assert (
        union["Union 4"]["moves"][0]["retreat"]["from"] == "Union 2"
    )  # 620 is nearer than 600, not than 650


def test_both_passes_are_quoted_with_the_sum_beside_them(team: Team) -> None:
    for minute, ratio in ((10, 500), (30, 650), (40, 600), (50, 620)):
        _pass(team, "union", minute, A=f"The ratio of nurses is 1 to {ratio}.")
    said = team("movement", "1").out
    at = said.index("Union 4 goes back from Union 2 at I.A: 620 is further from 700 than it was")
    lines = said[at:].splitlines()
    assert lines[1:3] == [
        "    Union 2: A. The ratio of nurses is 1 to 650.",
        "    Union 4: A. The ratio of nurses is 1 to 620.",
    ]
    # after the first pass: 500 → 650 and 600 → 620 came nearer to 700, 650 → 600 went away
    assert "the union in all, after its first pass: 3 changes, 0 adopts, 0 drops, 0 adds" in lines[3]
    assert "figures nearer 2, further 1" in lines[3]
    for word in ("regressive", "bad faith", "violat", "unfair", "conced"):
        assert word not in said.lower()


def test_giving_their_words_back_goes_back(team: Team) -> None:
    """Words without figures: what was taken from the other side and is left again."""
    _pass(team, "district", 10, C="Leave is ten days, in whole days only.")
    _pass(team, "union", 20, C="Leave is ten days, in whole days only.")
    _pass(team, "union", 30, C="Leave is ten days.", B="Class size is 30.")
    (back,) = _passes(team, "union")["Union 2"]["moves"]
    assert back["retreat"]["from"] == "Union 1" and "whole days" in back["retreat"]["words"]
    assert "taken the other side's words" in back["retreat"]["why"]


def test_movement_in_cents_by_hand(tmp_path: Path) -> None:
    """7,000 students, one nurse paid $90,000: 1 to 700 is 10, to 500 is 14, to 560 is 12.5 nurses."""
    (tmp_path / "a.txt").write_text(
        "Article I\n\nStaff\n\nA. The ratio of nurses is 1 to 700 students.\n", "utf-8"
    )
    (tmp_path / "s.csv").write_text("School,K\nNorth,7000\n", "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    path = team.folder / "agreement.yaml"
    path.write_text(
        path.read_text("utf-8").replace("school_year:\n", "school_year:\n  first_year: 2026\n"), "utf-8"
    )
    team("cost", "enrolment", str(tmp_path / "s.csv"))
    team("cost", "bind", "I.A", "700", "--id", "n", "--kind", "staffing-ratio", "--job", "nurse", "--reading",
         "system-wide", "--rounding", "none", "--amount", "90000", "--pay-source", "payroll")  # fmt: skip
    team("item", "open", "Nurses", "--clause", "I.A")
    for minute, ratio in ((10, 500), (20, 560), (30, 500)):
        _pass(team, "union", minute, A=f"The ratio of nurses is 1 to {ratio} students.")
    found = _passes(team, "union").values()
    # 4 nurses more, then 2.5, then 4: over the baseline, and against the pass before
    assert [one["cents"] for one in found] == [36_000_000, 22_500_000, 36_000_000]
    assert [one["cents_moved"] for one in found] == [36_000_000, -13_500_000, 13_500_000]
    (item,) = team("movement", "--json").json()
    assert item["sides"]["union"]["sum"]["cents"] == 0
    assert "moved -$135,000" in team("movement").out


def test_taking_their_words_is_no_retreat_and_a_new_demand_is_one(team: Team) -> None:
    _pass(team, "union", 10, A="The ratio of nurses is 1 to 500.")
    _pass(team, "district", 20, C="Leave is nine days.")
    _pass(team, "union", 30, C="Leave is nine days.", B="Class size is thirty at most.")
    moves = {m["citation"]: m for m in _passes(team, "union")["Union 2"]["moves"]}
    assert (moves["I.C"]["way"], moves["I.C"]["retreat"]) == ("adopts", None)
    assert (moves["I.B"]["way"], moves["I.B"]["retreat"]["from"]) == ("adds", "Union 1")


def test_what_ifs_and_lapsed_packages_are_no_movement(team: Team) -> None:
    team("item", "open", "Leave", "--clause", "I.C")
    _pass(team, "union", 10, A="The ratio of nurses is 1 to 500.")
    _pass(team, "union", 12, "--label", "what-if", A="The ratio of nurses is 1 to 690.")
    team("draft", "2", "--side", "union", "--clause", "I.C", "--text", "Leave is 12 days.")
    team("pass", "2", "--side", "union", "--at", "2026-03-04T18:13")
    team("package", "both", "1", "2")
    _pass(team, "union", 14, A="The ratio of nurses is 1 to 650.")
    team("reject", "1")
    (item,) = team("movement", "1", "--json").json()
    assert [one["pass"] for one in item["sides"]["union"]["passes"]] == ["Union 1"]
    assert item["sides"]["union"]["no_positions"] == ["Union 2"]
    assert "rejected: no position" in team("movement", "1").out
