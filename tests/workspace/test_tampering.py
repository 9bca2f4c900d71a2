"""verify finds what was lost or changed outside, and nothing false is printed or signed."""

import subprocess
from pathlib import Path

import pytest
from bargain import Team, copied, run


def _git(team: Team, *words: str) -> str:
    who = ["-c", "user.name=Pat", "-c", "user.email=pat@example.org"]
    done = subprocess.run(
        ["git", "-C", str(team.folder), *who, *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _make(folder: Path) -> Team:
    text = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n"
    (folder / "a.txt").write_text(text, "utf-8")
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    team = Team(folder / "team")
    for title, clause, new in (
        ("Pay", "I.A", "Pay is 110 dollars."),
        ("Leave", "I.B", "Leave is twelve days."),
    ):
        team("item", "open", title, "--clause", clause)
        team("draft", title, "--side", "union", "--clause", clause, "--text", new)
        team("pass", title, "--side", "union", "--at", "2026-03-04T18:10")
        team("accept", title, "--side", "district", "--at", "2026-03-05T18:10")
    team("ta", "Pay", "--union", "A", "--district", "B", "--at", "2026-03-06T18:10")
    assert team("verify", "--json").json()["accounted"] is True
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Two items, one signed; all accounted for."""
    return copied(_make, tmp_path)


def _branch(team: Team, title: str) -> str:
    item = next(row["item"] for row in team.board().values() if row["title"] == title)
    return f"proposal/{item}"


@pytest.mark.parametrize("title", ["Pay", "Leave"])
def test_a_record_moved_back_is_found(team: Team, title: str) -> None:
    branch = _branch(team, title)
    _git(team, "branch", "-qf", branch, f"{branch}~1")
    assert team("verify", "--json", code=1).json()["findings"]


@pytest.mark.parametrize("title", ["Pay", "Leave"])
def test_a_record_deleted_is_found(team: Team, title: str) -> None:
    _git(team, "branch", "-qD", _branch(team, title))
    found = team("verify", "--json", code=1).json()["findings"]
    assert any("record is gone" in one["what"] for one in found)


def test_a_rewritten_signing_is_found(team: Team) -> None:
    branch = _branch(team, "Pay")
    message = _git(team, "log", "-1", "--format=%B", branch)
    assert "At: 2026-03-06T18:10" in message
    parent, tree = _git(team, "rev-parse", f"{branch}~1"), _git(team, "rev-parse", f"{branch}^{{tree}}")
    forged = message.replace("At: 2026-03-06T18:10", "At: 2026-03-05T19:10")
    commit = _git(team, "commit-tree", tree, "-p", parent, "-m", forged)
    _git(team, "branch", "-qf", branch, commit)
    found = team("verify", "--json", code=1).json()["findings"]
    assert any(one["kind"] == "signature" for one in found)


def test_a_tentative_text_that_is_gone_or_false_is_not_printed(team: Team, tmp_path: Path) -> None:
    tip = _git(team, "rev-parse", "tentative")
    _git(team, "branch", "-qf", "tentative", "main")
    team("verify", code=1)
    said = team("successor", "-o", str(tmp_path / "s.md"), code=5)
    assert "cannot be accounted for" in said.err
    assert not (tmp_path / "s.md").exists()
    _git(team, "branch", "-qD", "tentative")
    assert "it is gone" in team("verify", code=1).out
    _git(team, "branch", "-q", "tentative", tip)
    team("verify")


def test_nobody_signs_before_the_text_or_twice(team: Team) -> None:
    said = team("ta", "Leave", "--union", "A", "--district", "B", "--at", "2001-01-01T00:00", code=3)
    assert "lies before District 1 crossed the table" in said.err
    team("ta", "Leave", "--side", "union", "--by", "A", "--at", "2026-03-06T18:10")
    assert "signed for the union already" in team("ta", "Leave", "--side", "union", "--by", "A", code=3).err
    said = team("ta", "Leave", "--side", "district", "--by", "B", "--at", "2026-03-06T17:10", code=3)
    assert "lies before A signed" in said.err


def test_a_file_is_not_written_over_the_workspace_s_own(team: Team) -> None:
    article = next((team.folder / "baseline_contract" / "agreement").glob("*.md"))
    before = article.read_bytes()
    said = team("packet", "1", "-o", str(article), code=4)
    assert "belongs to the workspace" in said.err
    assert article.read_bytes() == before
    team("successor", "-o", str(team.folder / "agreement.yaml.md"))


def test_a_hand_edit_is_said(team: Team) -> None:
    article = next((team.folder / "baseline_contract" / "agreement").glob("*.md"))
    article.write_text(article.read_text("utf-8").replace("100", "900"), "utf-8")
    assert "changed by hand in the folder" in team("verify").err
    said = team("draft", "Leave", "--side", "union", "--clause", "I.B", "--text", "Leave is nine days.")
    assert "changed by hand in the folder" in said.err


def test_signs_nobody_sees_are_said(team: Team) -> None:
    said = team(
        "draft", "Leave", "--side", "union", "--clause", "I.B", "--text", "Leave is \u202eten\x1b[31m days."
    )
    assert "no reader sees" in said.err


def test_an_error_in_the_terms_is_said_on_the_board(team: Team) -> None:
    (team.folder / "salary_model" / "terms.yaml").write_text("terms:\n  - id: x\n    kimd: y\n", "utf-8")
    said = team("board")
    assert "terms.yaml:3" in said.err or "terms.yaml:2" in said.err
