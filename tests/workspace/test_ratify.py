"""Ratification, walked as commands: votes on one text, items closed by name, a new baseline, a new round."""

import json
import subprocess
from pathlib import Path

import pytest
from bargain import Team, copied, run

TEXT = """Article I

Pay

A. Pay is 100 dollars.

B. Leave is ten days.

C. Notice under Section A is five days.
"""


def _git(team: Team, *words: str) -> str:
    return subprocess.run(
        ["git", "-c", "user.name=P", "-c", "user.email=p@x", *words],
        cwd=team.folder,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()


def _make(tmp_path: Path) -> Team:
    """Item 1 under a tentative agreement, item 2 proposed, item 3 open."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    for number, title in enumerate(("Pay", "Leave", "Notice")):
        team("item", "open", title, "--clause", f"I.{'ABC'[number]}")
    _agree(team, "Pay", "I.A", "Pay is 110 dollars.", 4)
    team("draft", "2", "--side", "union", "--clause", "I.B", "--text", "Leave is 20 days.")
    team("pass", "2", "--side", "union", "--at", "2026-03-04T18:10")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(_make, tmp_path)


def _agree(team: Team, item: str, clause: str, words: str, day: int, edit: str = "--clause") -> None:
    team("draft", item, "--side", "union", edit, clause, "--text", words)
    team("pass", item, "--side", "union", "--at", f"2026-03-0{day}T18:10")
    team("accept", item, "--side", "district", "--at", f"2026-03-0{day}T19:10")
    team("ta", item, "--union", "A", "--district", "Z", "--at", f"2026-03-0{day}T20:10")


def _vote(team: Team, body: str, vote: str, hour: int, *more: str, code: int = 0) -> str:
    said = team(
        "ratify",
        "--unit",
        "all",
        "--body",
        body,
        "--vote",
        vote,
        "--at",
        f"2026-06-01T{hour:02}:00",
        *more,
        code=code,
    )
    return said.out + said.err


CLOSE = ("--close", "2=withdrawn", "--close", "Notice=current")


def test_open_items_are_closed_by_name(team: Team) -> None:
    said = _vote(team, "members", "yes", 10, "--close", "2=withdrawn", code=3)
    assert "3 Notice (open)" in said and "Leave" not in said
    assert team.board()[2]["state"] == "proposed"
    assert "board of all" in _vote(team, "members", "yes", 10, *CLOSE)
    assert [team.board()[n]["state"] for n in (1, 2, 3)] == ["TA", "withdrawn", "withdrawn"]
    assert "closed as current language" in team("item", "show", "3").out


def test_the_last_yes_makes_the_successor_the_baseline(team: Team) -> None:
    before = team("show", "I", "--at", "baseline").out
    _vote(team, "members", "yes", 10, *CLOSE)
    assert team("show", "I", "--at", "baseline").out == before
    assert "round 1 is ratified" in _vote(team, "board", "yes", 12)
    assert "110 dollars" in team("show", "I", "--at", "baseline").out
    assert "110 dollars" in "".join(p.read_text() for p in (team.folder / "baseline_contract").rglob("*.md"))
    assert _git(team, "status", "--porcelain") == ""
    assert team.board()[1]["state"] == "ratified"
    assert team("redline", "baseline", "tentative", "--json").json()["changes"] == []
    assert team("verify", "--json").json()["findings"] == []
    assert "100 dollars" in team("show", "I", "--at", "round/1^").out  # the round stays readable
    assert "110" in team("show", "I.A", "--at", "1:union@1").out
    assert "vote that was taken" in team("undo", code=3).err
    lines = {row["citation"]: row["source_line"] for row in team("outline", "--json").json()}
    assert (lines["I.A"], lines["I.B"]) == (None, 7)  # A was changed; B stands where it stood in the file


def test_a_second_round(team: Team) -> None:
    _vote(team, "members", "yes", 10, *CLOSE)
    _vote(team, "board", "yes", 12)
    team("item", "open", "Pay", "--clause", "I.A")  # a title may be used again
    _agree(team, "Pay", "I.A", "Pay is 120 dollars.", 9)
    assert [
        change["kind"] for change in team("redline", "baseline", "tentative", "--json").json()["changes"]
    ] == ["edited"]
    assert team("verify", "--json").json()["findings"] == []
    _vote(team, "members", "yes", 14)
    assert "round 2 is ratified" in _vote(team, "board", "yes", 15)
    assert "120" in team("show", "I.A").out
    assert team("verify", "--json").json()["findings"] == []
    _git(team, "tag", "-f", "-a", "-m", "x", "round/2", "round/1")
    assert team("verify", code=1).out


def test_a_failed_vote_changes_no_text(team: Team) -> None:
    texts = [team("show", "I", "--at", name).out for name in ("baseline", "tentative")]
    assert "the tentative agreements stand" in _vote(team, "members", "no", 10, *CLOSE)
    assert [team("show", "I", "--at", name).out for name in ("baseline", "tentative")] == texts
    assert team.board()[1]["state"] == "TA"
    assert "members of all" in _vote(team, "board", "yes", 11)  # they must say yes after all
    assert "before one of the same body" in _vote(team, "members", "yes", 9, code=3)
    assert "round 1 is ratified" in _vote(team, "members", "yes", 12)


def test_the_ground_rules_may_reopen_after_a_failed_vote(team: Team) -> None:
    path = team.folder / "agreement.yaml"
    path.write_text(
        path.read_text("utf-8").replace("  reopen: mutual", "  reopen: mutual\n  failed_vote: reopen"),
        "utf-8",
    )
    assert "are reopened" in _vote(team, "members", "no", 10, *CLOSE)
    assert team.board()[1]["state"] == "reopened"
    assert team("verify", "--json").json()["findings"] == []


def test_a_yes_to_another_text_does_not_count(team: Team) -> None:
    _vote(team, "members", "yes", 10, "--close", "2=withdrawn", "--close", "3=current")
    _agree(team, "Notice", "I.C", "Notice is nine days.", 5)
    assert "members of all" in _vote(team, "board", "yes", 12)
    assert "round 1 is ratified" in _vote(team, "members", "yes", 13)


def test_units_and_bodies_are_the_settings(team: Team) -> None:
    path = team.folder / "agreement.yaml"
    path.write_text(
        path.read_text("utf-8") + "units: [{name: Teachers}, {name: Nurses}]\n"
        "ratification: [{unit: Teachers, bodies: [members, board, appropriation]}, {bodies: [members]}]\n",
        "utf-8",
    )
    said = team("ratify", "--unit", "Teachers", "--body", "members", "--vote", "yes", *CLOSE, "--json").json()
    assert [(one["unit"], one["body"]) for one in said["waiting"]] == [
        ("Teachers", "board"), ("Teachers", "appropriation"), ("Nurses", "members"),
    ]  # fmt: skip
    team("ratify", "--unit", "Nurses", "--body", "board", "--vote", "yes", code=4)
    team("ratify", "--unit", "Teachers", "--body", "board", "--vote", "yes", "--close", "2", code=2)


def test_labels_of_two_new_clauses_are_counted_on_and_listed(team: Team) -> None:
    for number, (title, words) in enumerate((("Fees", "Fees are paid."), ("Dues", "Dues are paid."))):
        team("item", "open", title)
        _agree(team, title, "I.A", f"B. {words}", 5 + number, "--insert-after")
    text = team(
        "ratify", "--unit", "all", "--body", "members", "--vote", "yes", "--at", "2026-06-01T10:00", *CLOSE
    )
    assert text.code == 0
    said = team(
        "ratify", "--unit", "all", "--body", "board", "--vote", "yes", "--at", "2026-06-01T11:00", "--json"
    ).json()
    assert said["ratified"] and said["labels"]
    outline = [
        (row["label"], row["citation"]) for row in team("outline", "--json").json() if row["kind"] == "clause"
    ]
    assert [label for label, _ in outline] == ["A.", "B.", "C.", "D.", "E."]
    assert team("verify", "--json").json()["findings"] == []
    assert json.dumps(said)


def test_references_follow_their_labels_and_every_word_is_accounted_for(team: Team) -> None:
    """A clause is put in after A: B and C are C and D now, and C's "Section A" stays, B's is led on."""
    _agree(team, "2", "I.B", "Leave is ten days, with notice under Section C.", 5)
    team("item", "open", "Fees")
    _agree(team, "Fees", "I.A", "B. Fees are paid.", 6, "--insert-after")
    file = team.folder.parent / "successor.md"
    team("successor", "-o", str(file))  # what is voted on reads as it will be adopted
    assert "Leave is ten days, with notice under Section D." in file.read_text("utf-8")
    assert "not accounted for" not in file.read_text("utf-8")
    _vote(team, "members", "yes", 10, "--close", "Notice=current")
    said = team(
        "ratify", "--unit", "all", "--body", "board", "--vote", "yes", "--at", "2026-06-01T11:00", "--json"
    ).json()
    assert said["rewritten"] == [{"citation": "I.C", "was": "Section C", "now": "Section D", "target": "I.D"}]
    assert said["references"] == []
    assert "Leave is ten days, with notice under Section D." in team("show", "I.C", "--at", "baseline").out
    assert "notice under Section C." in team("show", "I", "--at", "2:union").out  # what was signed stays
    assert "both change it alike" in team("item", "show", "2").out
    moved = team("movement", "2", "--json").json()[0]["sides"]["union"]["passes"]
    assert [len(one["moves"]) for one in moved] == [1, 1]  # against the agreement of its own round
    found = team("verify", "--json").json()
    assert found["findings"] == []
    assert any("“Section C” is now “Section D” (renumbered reference)" in line for line in found["chain"])
    origin = team("provenance", "I.C", "--at", "baseline").out
    assert "item 2, Leave" in origin and "renumbered reference: “Section C” is now “Section D”" in origin
    (row,) = team("provenance", "I.C", "--at", "baseline", "--json").json()
    assert (row["number"], row["first_pass"]) == (2, "Union 2")
    assert row["renumbered"] == [{"was": "Section C", "now": "Section D"}]
    listed = (team.folder / "proposals" / "round-1.yaml").read_text("utf-8")
    assert "was: Section C" in listed and _git(team, "status", "--porcelain") == ""
    # one word more than the list accounts for is found
    article = next((team.folder / "baseline_contract" / "agreement").glob("*.md"))
    article.write_text(article.read_text("utf-8").replace("under Section D", "under Section A"), "utf-8")
    _git(team, "commit", "-qam", "forged")
    _git(team, "tag", "-f", "-a", "-m", _git(team, "tag", "-l", "--format=%(contents)", "round/1"), "round/1")
    kinds = [one["kind"] for one in team("verify", "--json", code=1).json()["findings"]]
    assert "round" in kinds
