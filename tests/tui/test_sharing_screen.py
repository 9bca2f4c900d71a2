"""Signed again, joined, shared with the team, passes taken in: from the screens."""

import subprocess
from pathlib import Path

import pytest
from screens_kit import NOW, notes, place, press, say, screen_text, screens, settle, state_of, without_costs

from negotiate.cli import main
from negotiate.workspace.workspace import Workspace

_TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n\nC. Hours are seven.\n"
_WORDS = {
    "Pay": ("I.A", "Pay is 110 dollars."),
    "Bonus": ("I.A", "Pay is 120 dollars."),
    "Leave": ("I.B", "Leave is 12 days."),
}


def _run(folder: Path, *words: str) -> None:
    assert main(["-w", str(folder), *words]) == 0, words


@pytest.fixture
def agreed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Items 1 and 2 agreed on one clause, differently, and 1 signed; 3 and 4 on clauses of their own."""
    without_costs(monkeypatch)
    (tmp_path / "a.txt").write_text(_TEXT, "utf-8")
    team = tmp_path / "team"
    assert main(["init", str(team), "--from", str(tmp_path / "a.txt")]) == 0
    for title, (clause, text) in _WORDS.items():
        _run(team, "item", "open", title, "--clause", clause)
        _run(team, "draft", title, "--side", "union", "--clause", clause, "--text", text)
        _run(team, "pass", title, "--side", "union", "--at", "2026-03-04T18:10")
    for title in ("Pay", "Bonus"):
        _run(team, "accept", title, "--side", "district", "--at", "2026-03-05T18:10")
    _run(team, "ta", "2", "--side", "union", "--by", "Una", "--at", "2026-03-06T18:10")
    _run(team, "ta", "1", "--union", "Una", "--district", "Dan", "--at", "2026-03-06T18:20")
    _run(team, "item", "open", "Hours", "--clause", "I.C")
    return team


async def test_signed_again_joined_shared_and_taken_in(agreed: Path, tmp_path: Path) -> None:
    far, file = tmp_path / "far.git", tmp_path / "passes.bundle"
    subprocess.run(["git", "init", "--quiet", "--bare", str(far)], check=True)
    async with screens(agreed, (120, 40)) as pilot:
        await press(pilot, "down", "enter", "s")
        assert place(pilot) == "Ask" and "signs over it again" in screen_text(pilot)
        await say(pilot, ("Una", "Dan", NOW, ""), True)
        assert state_of(agreed, 2) == "TA", screen_text(pilot)
        await press(pilot, "escape", "end", "up", "enter", "J")
        await say(pilot, ("4",), True)
        with Workspace.open(agreed) as workspace:
            assert workspace.item("3").clauses == ("I.B", "I.C"), notes(pilot)
        while place(pilot) != "Items":
            await press(pilot, "escape")
        await press(pilot, "Y")
        await say(pilot, (str(far),))
        assert "shared with" in screen_text(pilot)
        heads = subprocess.run(
            ["git", "-C", str(far), "show-ref"], capture_output=True, text=True, check=True
        )
        assert "refs/heads/main" in heads.stdout
        await press(pilot, "escape", "B")
        await say(pilot, (str(file), "3"))
        assert file.exists()
    other = tmp_path / "other"
    assert main(["init", str(other), "--from", str(tmp_path / "a.txt"), "--side", "district"]) == 0
    async with screens(other, (120, 40)) as pilot:
        await press(pilot, "I")
        await say(pilot, (str(file),))
        assert "Take these passes in?" in screen_text(pilot)
        await say(pilot, True)
        await settle(pilot)
        assert "taken in" in screen_text(pilot)
        await press(pilot, "escape")
        assert "Leave" in screen_text(pilot)
        with Workspace.open(other) as workspace:
            assert [one.name for row in workspace.rows() for one in workspace.item(row.id).passes]
