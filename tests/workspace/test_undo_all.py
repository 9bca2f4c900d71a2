"""Undo puts every ref back, whatever was done; redo does it all again."""

import subprocess
from pathlib import Path

import pytest
from bargain import Team, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Leave is ten days.\n\nC. Notice is five days.\n"
ACTS: dict[str, tuple[str, ...]] = {
    "open": ("item", "open", "Fresh", "--clause", "I.C"),
    "hold": ("hold", "1", "--why", "waits"),
    "concept": ("concept", "2"),
    "withdraw": ("withdraw", "1"),
    "reject": ("reject", "2"),
    "draft": ("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 120 dollars."),
    "option": ("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 119.", "--option", "b"),
    "theirs": ("draft", "2", "--side", "district", "--clause", "I.B", "--text", "Leave is 11 days.", "--start", "theirs"),
    "ready": ("pass", "1", "--side", "union"),
    "recall": ("recall", "1"),
    "package": ("package", "both", "1", "2"),
    "split": ("item", "split", "1", "Notice", "--clause", "I.C"),
    "join": ("item", "join", "1", "2"),
    "note": ("session", "note", "words"),
}  # fmt: skip


def _refs(folder: Path) -> str:
    words = ["git", "for-each-ref", "refs/heads", "refs/tags"]
    said = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in said.splitlines() if not line.endswith("refs/heads/private"))


def _ready(folder: Path) -> Team:
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    team = Team(folder / "team")
    for number, clauses in enumerate((("I.A", "I.C"), ("I.B",)), 1):
        team("item", "open", f"Item {number}", *(word for one in clauses for word in ("--clause", one)))
        team("draft", str(number), "--side", "union", "--clause", clauses[0], "--text", f"Words {number}.")
        team("pass", str(number), "--side", "union", "--at", f"2026-03-04T18:1{number}")
    return team


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(ACTS)), min_size=4, max_size=8))
def test_every_act_is_taken_back_and_done_again(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    team = _ready(tmp_path_factory.mktemp("undo"))
    states = [_refs(team.folder)]
    for name in names:
        said = run("-w", str(team.folder), *ACTS[name])
        assert said.code in (0, 3, 4), said.err
        now = _refs(team.folder)
        if now != states[-1]:
            assert said.code == 0
            states.append(now)
        else:
            assert said.code in (3, 4) or name in ("note", "draft", "option", "theirs")
    for before in reversed(states[:-1]):
        team("undo")
        assert _refs(team.folder) == before
    assert "crossed the table" in team("undo", code=3).err
    for after in states[1:]:
        team("redo")
        assert _refs(team.folder) == after
    assert team("verify", "--json").json()["findings"] == []
