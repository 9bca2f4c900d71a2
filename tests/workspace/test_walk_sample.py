"""The sample district: the demo workspace and a round on it, by command."""

from pathlib import Path

import pytest
from bargain import Team, run

from negotiate.packets.word_reader import View, read_word


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "team"
    said = run("demo", str(folder), "--no-open")
    assert said.code == 0, said.err
    return folder


def test_the_demo_holds_the_sample_s_items(demo: Path) -> None:
    board = Team(demo).board()
    assert [board[number]["title"] for number in sorted(board)][:2] == [
        "Inclusion staffing",
        "Social workers",
    ]
    assert len(board) == 5
    assert {row["state"] for row in board.values()} >= {"countered", "awaiting-signature"}
    assert Team(demo)("verify").out.endswith("every word is accounted for\n")


def test_a_round_on_the_sample(demo: Path, tmp_path: Path) -> None:
    team = Team(demo)
    open_items = [row for row in team.board().values() if row["state"] == "awaiting-signature"]
    number = str(open_items[0]["number"])
    said = team("ta", number, "--union", "Somebody Else", "--district", "Warren Abasolo", code=3)
    assert "Somebody Else may not sign for the union" in said.err
    assert "Renata Okonjo" in said.err
    team("ta", number, "--side", "union", "--by", "Renata Okonjo")
    assert team.board()[int(number)]["state"] == "awaiting-signature"
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan of the signed page")
    team("ta", number, "--side", "district", "--by", "Warren Abasolo", "--how", "paper", "--scan", str(scan))
    assert team.board()[int(number)]["state"] == "TA"
    assert team("verify", "--json").json()["accounted"] is True
    team("draft", number, "--side", "union", "--delete", "IX.A", code=3)  # under a tentative agreement
    team("reopen", number, code=3)  # only by mutual consent
    team("reopen", number, "--consent", "--why", "a figure was wrong")
    assert team.board()[int(number)]["state"] == "reopened"
    after = team("verify", "--json").json()
    assert (after["accounted"], after["chain"]) == (True, [])


def test_a_word_redline_of_two_passes(demo: Path, tmp_path: Path) -> None:
    team = Team(demo)
    out = tmp_path / "r.docx"
    team(
        "redline",
        "1:union",
        "1:district",
        "-o",
        str(out),
        "--author",
        "Pat",
        "--at",
        "2026-03-01T10:00-05:00",
    )
    new = read_word(out.read_bytes(), View.ACCEPTED)
    old = read_word(out.read_bytes(), View.REJECTED)
    assert new != old
    found = team("redline", "1:union", "1:district", "--format", "json", "--all").json()
    for op, text in (("insert", old), ("delete", new)):
        for change in found["changes"]:
            kept = "".join(words for kind, words, *_ in change["spans"] if kind != op)
            if kept and not kept.startswith("|"):
                assert kept in text


def test_packages_stand_or_fall_together(demo: Path) -> None:
    team = Team(demo)
    rows = [row for row in team.board().values() if row["state"] in ("proposed", "countered")][:2]
    numbers = [str(row["number"]) for row in rows]
    team("package", "Spring offer", *numbers)
    assert {team.board()[int(number)]["state"] for number in numbers} == {"packaged"}
    assert team("redline", "baseline", "package:spring-offer", "--json").json()["summary"]
    team("reject", numbers[0], "--why", "too dear")
    assert [team.board()[int(number)]["state"] for number in numbers] == [row["state"] for row in rows]


def test_undo_takes_back_and_says_what(demo: Path) -> None:
    team = Team(demo)
    before = team("board", "--json").out
    team("item", "open", "Parking", "--clause", "III")
    said = team("undo")
    assert "open item" in said.err
    assert team("board", "--json").out == before
    team("redo")
    assert "Parking" in team("board").out
    team("undo")
    assert "Parking" not in team("board").out
