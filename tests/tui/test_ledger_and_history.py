"""What is agreed and how it came about: records, provenance, votes, the integrated agreement; acts and versions."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens_kit import notes, place, press, say, screen_text, screens, shown, without_costs

from negotiate.bargaining.parties import Side
from negotiate.bargaining.ratification import required
from negotiate.bargaining.states import State
from negotiate.common.text import text_code
from negotiate.repository.model import Move, Operation, Person
from negotiate.tui.of_history import with_versions
from negotiate.workspace.agreements import Given, sign
from negotiate.workspace.landing import records
from negotiate.workspace.ratifying import ratify, votes_of
from negotiate.workspace.workspace import MAIN, TENTATIVE, Workspace


@pytest.fixture
def signed(sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Item 5 under a tentative agreement."""
    without_costs(monkeypatch)
    monkeypatch.chdir(tmp_path)
    with Workspace.open(sample) as workspace:
        names = {side: workspace.facts.party(side).signatories[0] for side in Side}
        sign(workspace, "5", tuple(Given(side, name) for side, name in names.items()), None)
    return sample


async def test_the_ledger_from_record_to_vote(signed: Path, tmp_path: Path) -> None:
    with Workspace.open(signed) as workspace:
        (record,) = records(workspace)
    async with screens(signed) as pilot:
        await press(pilot, "T")
        said = shown(pilot, "#view")
        assert text_code(record.language) in said and text_code(record.digest) in said
        assert "which proves nothing about the other side" in said
        await press(pilot, "2")
        assert f"tentative agreement on item 5, {record.title}" in shown(pilot, "#view")
        await press(pilot, "3")
        assert "4 items not yet agreed" in shown(pilot, "#view")
        await press(pilot, "y")
        assert "Every word is accounted for" in screen_text(pilot)
        await press(pilot, "escape", "W")
        await say(pilot, 1, ("successor.md",))
        assert "[deleted:" in (tmp_path / "successor.md").read_text(encoding="utf-8").replace("\\", "")
        await press(pilot, "v")
        await say(pilot, 1, ("2026-05-04 10:00", "current", "current", "withdrawn", "current"))
        assert "stands on the record for good" in screen_text(pilot)
        await say(pilot, True)
        assert "Nobody has voted" not in shown(pilot, "#view")
    with Workspace.open(signed) as workspace:
        (vote,) = votes_of(workspace)
        assert (vote.yes, workspace.item("3").state.value) == (False, "withdrawn")


async def test_nothing_agreed_says_what_to_do(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_costs(monkeypatch)
    async with screens(sample, (60, 15)) as pilot:
        await press(pilot, "T", "v")
        assert "must be one text" in shown(pilot, "#view")
        assert "no tentative agreement to vote on" in notes(pilot)


async def test_history_says_who_did_what_and_looks_back(signed: Path) -> None:
    async with screens(signed) as pilot:
        await press(pilot, "H")
        assert "It cannot be taken back" in shown(pilot, "#view")
        assert "u takes nothing back" in screen_text(pilot)
        await press(pilot, "u")  # said at once, not after a yes
        assert place(pilot) == "History" and "cannot be taken back" in notes(pilot)
        await press(pilot, "t")
        assert place(pilot) == "AgreementReader" and "as it stood on" in screen_text(pilot)
        after = shown(pilot, "#text")
        await press(pilot, "escape", "down", "t")
        before = shown(pilot, "#text")
        assert before != after
        with Workspace.open(signed) as workspace:
            words = [block.canonical for block in workspace.baseline.blocks() if not block.rows]
        assert [line for line in words if line and line.split()[0] not in before] == []


WHO = Person("A", "a@localhost")


@given(st.lists(st.sampled_from([MAIN, TENTATIVE, "refs/heads/draft/x"]), max_size=12))
def test_versions_are_those_after_each_act(refs: list[str]) -> None:
    """Played forwards, oldest first, the versions after each act are those found backwards from now."""
    at = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    stands = {MAIN: "", TENTATIVE: ""}
    operations, expected = [], []
    for number, ref in enumerate(refs):
        old, new = stands.get(ref) or None, f"v{number}"
        stands[ref] = new
        made = Operation(str(number), "act", WHO, at + timedelta(number), "", (Move(ref, old, new),))
        operations.append(made)
        expected.append((stands[MAIN], stands[TENTATIVE]))
    found = with_versions(operations[::-1], (stands[MAIN], stands[TENTATIVE]))
    assert [(one.in_force, one.agreed) for one in found] == expected[::-1]


async def test_between_two_rounds_the_ledger_shows_the_one_that_was_ratified(signed: Path) -> None:
    with Workspace.open(signed) as workspace:
        closing = {str(row.number): "withdrawn" for row in workspace.rows() if row.state is not State.TA}
        for unit, body in required(workspace.facts):
            at = workspace.now()
            ratify(workspace, unit, body, True, at, closing)
            closing = {}
        votes = len(required(workspace.facts))
    async with screens(signed) as pilot:
        said = screen_text(pilot)
        assert "1 ratified" in said and "of 4 agreed" not in said  # the four were withdrawn
        await press(pilot, "T")
        assert "ratified in round 1" in screen_text(pilot) and "Nothing is agreed" not in screen_text(pilot)
        await press(pilot, "4")
        assert shown(pilot, "#view").count(": yes, ") == votes
        assert "agreement in force since round 1" in shown(pilot, "#view")
        await press(pilot, "v")
        assert "no tentative agreement to vote on" in notes(pilot)
