"""The whole walk: our pass as Word, edited in LibreOffice, received, accepted and signed."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from receiving_kit import A2, RAISE, answer, made, text_of, words_of

SYSTEM_PYTHON = "/usr/bin/python3"  # where Debian's uno module is


def edit(source: Path, target: Path, edits: list[tuple[str, int, str, bool]]) -> None:
    """The file edited in LibreOffice and saved as Word again."""
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
    if shutil.which("soffice") is None or asked.returncode:
        pytest.skip("LibreOffice or python3-uno is not installed")
    job = {
        "source": str(source), "target": str(target), "edits": edits,
        "profile": str(target.parent / "profile"), "pipe": f"receiving{os.getpid()}",
    }  # fmt: skip
    bridge = str(Path(__file__).parents[1] / "packets" / "receiving_uno.py")
    subprocess.run([SYSTEM_PYTHON, bridge], input=json.dumps(job), text=True, timeout=200, check=True)


@pytest.mark.slow
def test_from_our_packet_through_libreoffice_to_a_signed_item(tmp_path: Path) -> None:
    team = made(tmp_path)
    out, back = tmp_path / "offer.docx", tmp_path / "back.docx"
    team("packet", "1", "-o", str(out))
    edits = [
        ("16", 0, "18", True),  # over our figure, tracked
        ("6 hours on a Sunday", 0, "8 hours on a Sunday", False),  # quietly
    ]
    edit(out, back, edits)
    words = ("receive", "1", str(back), "--side", "district", "--at", "2026-02-10T18:00")
    found = team(*words, "--dry-run", "--json").json()
    theirs = A2.replace("20", "18").replace("6 hours on", "8 hours on")
    assert text_of(found) == {"II.A.2": f"2. {theirs}"}
    (quiet,) = found["unmarked"]
    assert quiet["citation"] == "II.A.2"
    assert answer(found, "III.A")["unanswered"] == ["III.A.1"]
    assert found["unmatched"] == []
    assert any("18" in mark["inserted"] and not mark["standing"] for mark in found["marks"])
    assert any(mark["standing"] for mark in found["marks"])

    team(*words, "--yes")
    row = team.board()[1]
    assert (row["state"], row["ball"], row["passes"]) == ("countered", "union", 2)
    assert words_of(team)["II.A.2"] == theirs
    assert words_of(team)["III.A.1"] == RAISE
    against = team("redline", "1:union", "1:district", "--format", "json").json()
    assert {(one["new"] or one["old"])[0]["citation"] for one in against["changes"]} == {
        "II.A.2", "II.A.5", "III.A.1",
    }  # fmt: skip
    team("accept", "1", "--side", "union", "--at", "2026-02-12T09:30")
    team("ta", "1", "--union", "Ann Lee", "--district", "Bo Ruiz", "--at", "2026-02-12T10:00")
    assert team.board()[1]["state"] == "TA"
    assert words_of(team, "tentative")["II.A.2"] == theirs
