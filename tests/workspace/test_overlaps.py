"""Which items touch a clause, and which collide with what is agreed: one reading for all."""

from dataclasses import replace
from pathlib import Path

import pytest
from bargain import Team, copied, run
from hypothesis import given
from hypothesis import strategies as st

from negotiate.workspace.overlaps import Overlaps
from negotiate.workspace.overtaken import conflicts
from negotiate.workspace.rows import VERSION, to_values
from negotiate.workspace.verifying import verify
from negotiate.workspace.workspace import Workspace

LABELS = "ABCDEF"
TEXT = "Article I\n\nPay\n\n" + "\n\n".join(f"{label}. Rule {label} is ten days." for label in LABELS) + "\n"


def make(folder: Path) -> Team:
    """Items on A and B, on B, and on C though only D is changed; the first is agreed."""
    (folder / "a.txt").write_text(TEXT, "utf-8")
    assert run("init", str(folder / "team"), "--from", str(folder / "a.txt")).code == 0
    team = Team(folder / "team")
    for title, about, changed in (
        ("One", "A", "AB"),
        ("Second", "B", "B"),
        ("Three", "C", "D"),
        ("Four", "E", ""),
    ):
        team("item", "open", title, "--clause", f"I.{about}")
        for label in changed:
            words = f"Rule {label} is {len(title)} days."
            team("draft", title, "--side", "union", "--clause", f"I.{label}", "--text", words)
        if changed:
            team("pass", title, "--side", "union", "--at", "2026-03-04T18:10")
    for title in ("One", "Second", "Three"):
        team("accept", title, "--side", "district", "--at", "2026-03-05T18:10")
    team("ta", "Three", "--union", "A", "--district", "Z", "--at", "2026-03-06T18:10")
    return team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return copied(make, tmp_path)


@pytest.mark.parametrize(
    ("citation", "titles"),
    [("I.A", ["One"]), ("I.B", ["One", "Second"]), ("I.C", ["Three"]), ("I.D", ["Three"]), ("I.E", ["Four"]), ("I.F", []),
     ("I", ["One", "Second", "Three", "Four"])],
)  # fmt: skip
def test_items_that_touch_a_clause(team: Team, citation: str, titles: list[str]) -> None:
    rows = team("item", "list", "--touching", citation, "--json").json()
    assert [row["title"] for row in rows] == titles


def test_a_clause_that_is_not_there_is_said(team: Team) -> None:
    assert "I.Z" in team("item", "list", "--touching", "I.Z", code=4).err


def test_collisions_are_those_that_each_item_has_alone(team: Team) -> None:
    with Workspace.open(team.folder) as workspace:
        rows = [row for row in workspace.rows() if row.union_passes]
        for onto in (f"refs/heads/proposal/{row.id}" for row in rows):
            text = workspace.agreement_at(workspace.commit_of(onto))
            for laid in Overlaps(workspace).over(rows, onto):
                last = workspace.item(laid.row.id).last
                assert last is not None
                assert laid.conflicts == tuple(one.citation for one in conflicts(workspace, last, text))
        over = Overlaps(workspace).over(rows, f"refs/heads/proposal/{rows[0].id}")
        assert [laid.conflicts for laid in over] == [(), ("I.B",), ()]
        assert not any(laid.conflicts for laid in Overlaps(workspace).over(rows))


def test_items_read_together_are_the_items_read_alone(team: Team) -> None:
    with Workspace.open(team.folder) as workspace, Workspace.open(team.folder) as other:
        rows = workspace.rows()
        assert workspace.items(rows) == tuple(other.item(row.id) for row in rows)
        assert workspace.items(rows[2:0:-1]) == tuple(other.item(row.id) for row in rows[2:0:-1])


@given(st.lists(st.sampled_from("abc"), max_size=7), st.lists(st.sampled_from("abc"), max_size=7))
def test_lines_gone_are_those_of_which_fewer_are_left(old: list[str], new: list[str]) -> None:
    lines = {"old": [line.encode() for line in old], "new": [line.encode() for line in new]}
    gone = Overlaps._lost([("old", "new")], lines)
    assert gone == {line.encode() for line in old if old.count(line) > new.count(line)}


def test_what_is_kept_between_runs_answers_as_if_read_anew(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = team.folder / ".git/negotiate/kept-overlaps"

    def asked() -> tuple[object, ...]:
        with Workspace.open(team.folder) as workspace:
            found, rows = Overlaps(workspace), workspace.rows()
            touching = tuple(found.touching(f"I.{label}") for label in LABELS)
            return found.over(rows), touching, found.over(rows, "main")

    anew = asked()
    assert not kept.exists()  # few items are read as fast
    monkeypatch.setattr("negotiate.workspace.overlaps.FEW", 1)
    assert asked() == anew and kept.stat().st_mode & 0o777 == 0o600
    whole = kept.read_bytes()
    with monkeypatch.context() as blind:
        blind.setattr(Overlaps, "_read", lambda *_: pytest.fail("it was read once already"))
        assert asked() == anew
    for damaged in (whole[:-9], whole.replace(b"I.", b"J."), b""):
        kept.write_bytes(damaged)
        assert asked() == anew
    team("ta", "Second", "--union", "A", "--district", "Z", "--at", "2026-03-07T18:10")
    with_kept = asked()
    laid = with_kept[0]
    assert isinstance(laid, tuple) and [one.conflicts for one in laid] == [("I.B",), (), ()]
    kept.unlink()
    monkeypatch.undo()
    assert asked() == with_kept


def test_verify_takes_nobodys_word_for_the_record(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("negotiate.workspace.rows.FEW", 1)
    with Workspace.open(team.folder) as workspace:
        rows = workspace.rows()
    kept = team.folder / ".git/negotiate/kept-rows"
    assert kept.exists()
    with Workspace.open(team.folder) as workspace:
        tips = workspace.tips(rows)
        forged = [replace(row, id=rows[0].id, title="Forged") for row in rows]
        values = {tips[row.id]: to_values(lie) for row, lie in zip(rows, forged, strict=True)}
        workspace.repository.kept("rows").write(VERSION, values)
    with Workspace.open(team.folder) as workspace:
        assert {row.title for row in workspace.rows()} == {"Forged"}  # whoever may write there can do that
        found = verify(workspace)
        assert workspace.rows() == rows and found.findings == []
