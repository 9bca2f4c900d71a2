"""Before a pass: what the other side changed without a mark, and this text would take over."""

import shutil
from pathlib import Path

import pytest
from bargain import Team, copied
from receiving_kit import A2_OURS, REST, made, marked, p, word

QUIET = A2_OURS.replace("6 hours on a Sunday", "8 hours on a Sunday")
HEED = "II.A.2: the district changed this in District 1 without a mark"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """District 1: the raise struck and written anew with marks, the Sunday hours changed without one."""
    folder = tmp_path_factory.mktemp("quiet")
    team = copied(made, folder)
    counter = folder / "counter.docx"
    counter.write_bytes(
        word(
            p(f"2. {QUIET}"),
            p(f"5. {REST}"),
            p("A. Rates"),
            p("1. All rates rise by ", marked("del", "7.25%"), marked("ins", "7%"), " on July 1 of each year of this Agreement."),
        )
    )  # fmt: skip
    said = team("receive", "1", str(counter), "--side", "district", "--yes", "--at", "2026-02-10T18:00")
    assert "II.A.2" in said.out + said.err
    return team.folder


@pytest.fixture
def team(answered: Path, tmp_path: Path) -> Team:
    return Team(Path(shutil.copytree(answered, tmp_path / "team", symlinks=True)))


def test_accepting_it_is_warned_of(team: Team) -> None:
    said = team("accept", "1", "--side", "union", "--at", "2026-02-11T18:00")
    assert [line for line in said.err.splitlines() if "without a mark" in line] == [f"heed: {HEED}"]


def test_a_draft_started_from_theirs_is_warned_of_when_it_is_passed(team: Team) -> None:
    team(
        "draft",
        "1",
        "--side",
        "union",
        "--start",
        "theirs",
        "--clause",
        "III.A.1",
        "--text",
        "Rates rise by 7.1%.",
    )
    assert HEED in team("pass", "1", "--side", "union").err
    team("recall", "1")
    # the words written back are ours again
    team("draft", "1", "--side", "union", "--clause", "II.A.2", "--text", A2_OURS)
    assert "without a mark" not in team("pass", "1", "--side", "union").err


def test_our_own_words_and_what_was_marked_are_not(team: Team) -> None:
    team("draft", "1", "--side", "union", "--start", "ours", "--clause", "III.A.1",
         "--text", "All rates rise by 7% on July 1 of each year of this Agreement.")  # fmt: skip
    assert "without a mark" not in team("pass", "1", "--side", "union", "--at", "2026-02-11T18:00").err
