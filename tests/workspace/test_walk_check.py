"""check, search and refs as commands: exit codes, JSON keys, findings accepted and silent from then on."""

import json
from pathlib import Path

import pytest

from negotiate.cli import main

_KEYS = ["id", "kind", "severity", "citation", "source_line", "message", "found", "expected"]
Run = tuple[int, str, str]


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> Run:
    code = main(list(words))
    told = capsys.readouterr()
    return code, told.out, told.err


def test_check_tells_what_is_wrong_and_exits_with_findings(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = _run(capsys, "-w", str(sample), "check", "--json")
    found = json.loads(out)
    assert code == 1
    assert all(list(one) == _KEYS for one in found)
    assert "VII.G.3" in {one["citation"] for one in found if one["kind"] == "appendix-missing"}
    code, out, err = _run(capsys, "-w", str(sample), "check")
    assert code == 1
    assert all(one["id"] in out for one in found)
    assert "242 of 243 cells" in err


def test_an_accepted_finding_is_silent_and_kept_with_its_reason(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(_run(capsys, "-w", str(sample), "check", "--json")[1])
    first, second = before[0]["id"], before[1]["id"]
    why = "the parties know: it means May 1"
    assert _run(capsys, "-w", str(sample), "check", "accept", first, "--why", why)[0] == 0
    assert _run(capsys, "-w", str(sample), "check", "accept", second, "--why", "so intended")[0] == 0
    after = json.loads(_run(capsys, "-w", str(sample), "check", "--json")[1])
    assert [one["id"] for one in after] == [one["id"] for one in before[2:]]
    kept = (sample / "accepted.yaml").read_text("utf-8")
    assert first in kept
    assert why in kept
    again = _run(capsys, "-w", str(sample), "check", "accept", first, "--why", why)
    assert again[0] == 4
    assert "accepted already" in again[2]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["check", "accept", "0000000000", "--why", "x"], 4, "no finding of baseline"),
        (["check", "accept", "0000000000", "--why", "  "], 4, "with a reason"),
        (["refs", "XXX.Q"], 4, "no clause is cited"),
    ],
)
def test_what_cannot_be_done_is_said(
    sample: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    got = _run(capsys, "-w", str(sample), *words)
    assert got[0] == code
    assert said in got[2]


def test_a_broken_file_of_accepted_findings_is_told_by_its_line(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sample / "accepted.yaml").write_text("accepted:\n- id: abc\n  wy: typo\n", encoding="utf-8")
    code, _, err = _run(capsys, "-w", str(sample), "check")
    assert code == 4
    assert "accepted.yaml:3" in err


def test_of_a_draft_what_it_newly_breaks_stands_apart(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The draft strikes the section on mileage, which two clauses cite (refs says so)."""
    code, out, _ = _run(capsys, "-w", str(sample), "refs", "IX.G", "--json")
    assert code == 0
    assert {one["citation"] for one in json.loads(out)["referred_to_by"]} == {"III.C.6", "IV.B.6"}
    _run(capsys, "-w", str(sample), "item", "open", "Mileage", "--clause", "IX.G")
    assert _run(capsys, "-w", str(sample), "draft", "6", "--side", "union", "--delete", "IX.G")[0] == 0
    found = json.loads(_run(capsys, "-w", str(sample), "check", "6:draft", "--json")[1])
    new = [(one["kind"], one["citation"]) for one in found if one["new"]]
    assert new == [("crossref-missing", "III.C.6"), ("crossref-missing", "IV.B.6")]
    assert len([one for one in found if not one["new"]]) >= 12


def test_a_file_is_checked_without_a_workspace_by_its_own_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Article I\n\nPay\n\nA. Ten (11) days are paid.\n\nB. See Article IX of this Agreement.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, out, _ = _run(capsys, "check", "a.txt", "--json")
    assert code == 1
    assert [(one["kind"], one["source_line"]) for one in json.loads(out)] == [
        ("figures-words", 5),
        ("crossref-missing", 7),
    ]
    (tmp_path / "b.txt").write_text("Article I\n\nPay\n\nA. Ten (10) days are paid.\n", encoding="utf-8")
    assert _run(capsys, "check", "b.txt")[0] == 0


def test_search_prints_citations_best_first(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "-w", str(sample), "search", "class", "size", "--json", "--limit", "3")
    hits = json.loads(out)
    assert code == 0
    assert hits[0]["citation"] == "IV.A"
    assert len(hits) == 3
    code, out, err = _run(capsys, "-w", str(sample), "search", "paraproffesional")
    assert code == 0
    assert "taken for paraprofessional" in err
    code, out, _ = _run(capsys, "-w", str(sample), "search", "check", "accept")
    assert code == 0  # words to search for, not a command


def test_the_received_line_of_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Article I\n\nPay\n\nA. Salaries\n\n1. Ten (11) days are paid.\n\n2. All are paid.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    folder = str(tmp_path / "ws")
    assert main(["init", folder, "--from", str(tmp_path / "a.txt")]) == 0
    capsys.readouterr()
    found = json.loads(_run(capsys, "-w", folder, "check", "--json")[1])
    assert [(one["citation"], one["source_line"]) for one in found] == [("I.A.1", 7)]
