"""Several agreements in one workspace: each cited by its name, none disturbed by another."""

from pathlib import Path

from bargain import Team, run

_TEACHERS = "Article I\n\nPay\n\nA. Pay is 100 dollars.\n\nB. Aides are paid under their own agreement.\n"
_AIDES = "Article I\n\nHours\n\nA. The day of an aide is six (6) hours.\n\nB. Lunch is thirty (30) minutes.\n"


def test_another_agreement_comes_into_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "teachers.txt").write_text(_TEACHERS, "utf-8")
    (tmp_path / "aides.txt").write_text(_AIDES, "utf-8")
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "teachers.txt")).code == 0
    team = Team(tmp_path / "team")
    team("item", "open", "Pay", "--clause", "I.A")
    team("draft", "1", "--side", "union", "--clause", "I.A", "--text", "Pay is 110 dollars.")
    team("pass", "1", "--side", "union", "--at", "2026-03-03T18:10")
    said = team("import", str(tmp_path / "aides.txt"), "--document", "aides")
    assert "cite it as aides:CITATION" in said.err
    assert (team.folder / "baseline_contract" / "source" / "aides.txt").read_text("utf-8") == _AIDES
    assert team("show", "aides:I.A").out == "A. The day of an aide is six (6) hours.\n"
    assert team("show", "I.A").out == "A. Pay is 100 dollars.\n"
    assert [
        row["source_line"] for row in team("outline", "--json").json() if row["citation"] == "aides:I.B"
    ] == [7]

    # an item that touches clauses of both documents
    team("item", "open", "The aides' day", "--clause", "aides:I.A", "--clause", "I.B")
    team(
        "draft",
        "2",
        "--side",
        "union",
        "--clause",
        "aides:I.A",
        "--text",
        "The day of an aide is seven (7) hours.",
    )
    team("pass", "2", "--side", "union", "--at", "2026-03-04T18:10")
    team("accept", "2", "--side", "district", "--at", "2026-03-04T19:10")
    team("ta", "2", "--union", "A", "--district", "B")
    assert team("show", "aides:I.A", "--at", "tentative").out == "A. The day of an aide is seven (7) hours.\n"
    assert team("verify", "--json").json()["accounted"] is True
    # what was passed before the document came says nothing of it, and lands as well
    assert team("redline", "baseline", "1:union", "--json").json()["summary"] == {"edited": 1}
    team("accept", "1", "--side", "district", "--at", "2026-03-04T19:10")
    team("ta", "1", "--union", "A", "--district", "B")
    assert team("verify", "--json").json()["accounted"] is True
    said = team("import", str(tmp_path / "aides.txt"), "--document", "aides", code=4)
    assert "called 'aides' already" in said.err
