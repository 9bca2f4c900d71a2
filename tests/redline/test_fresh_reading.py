"""Faults that a reader with fresh eyes found: dates and sums of other manners, accents typed otherwise, names
of files that are none.
"""

from pathlib import Path
from unicodedata import normalize

import pytest
from redline_checker import faults
from redline_texts import lines

from negotiate.cli import main
from negotiate.redline.engine import redline
from negotiate.redline.wordlevel import word_pieces

MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "paid in July 2024 at last",
            "paid in July 2025 at last",
            "paid in [-July 2024-][+July 2025+] at last",
        ),
        ("by June, 2024 or so", "by May, 2024 or so", "by [-June, 2024-][+May, 2024+] or so"),
        (
            "dès le 1er janvier 2022 pour tous",
            "dès le 1er avril 2022 pour tous",
            "dès le [-1er janvier 2022-][+1er avril 2022+] pour tous",
        ),
        (
            "desde el 1 de julio de 2023 en adelante",
            "desde el 1 de julio de 2024 en adelante",
            "desde el [-1 de julio de 2023-][+1 de julio de 2024+] en adelante",
        ),
        ("est de 1,25 $ par heure", "est de 1,60 $ par heure", "est de [-1,25 $-][+1,60 $+] par heure"),
        ("Step 1 $45,000 a year", "Step 2 $45,000 a year", "Step [-1-][+2+] $45,000 a year"),
    ],
)
def test_a_date_or_sum_is_whole(old: str, new: str, expected: str) -> None:
    assert "".join(MARKS[op].format(text) for op, text in word_pieces(old, new)) == expected


def test_accents_typed_otherwise_side_by_side_are_typography() -> None:
    """Two neighbours, most of whose words have an accent: no word of theirs is written alike."""
    words = ("Congés fériés payés", "Décès déclarés à l'employée", "Stays as it was and is here")
    old = lines(*words)
    new = lines(*(normalize("NFD", text) for text in words))
    found = redline(old, new)
    assert faults(found, old, new) == []
    assert found.summary == {"typography": 2}


def run(argv: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    return main(argv), capsys.readouterr().err


def test_what_is_no_file_is_called_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outside any workspace a folder is a folder, and the lack of a workspace is no answer."""
    text = tmp_path / "old.txt"
    text.write_text("1. The pay is $5.\n")
    (tmp_path / "bare").write_text("1. The pay is $5.\n")
    at = ["-w", str(tmp_path), "redline"]
    assert run([*at, str(tmp_path), str(text)], capsys)[0] == 4
    code, told = run([*at, str(tmp_path / "bare"), str(text)], capsys)
    assert (code, "no ending" in told) == (4, True)
    assert run([*at, "baseline", str(text)], capsys)[0] == 5
    assert run([*at, "-", str(text)], capsys)[0] == 2


def test_a_wrong_time_is_bad_input_and_no_file_is_folded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, out = tmp_path / "old.txt", tmp_path / "out"
    text.write_text("1. The pay is $5.\n")
    pair = ["redline", str(text), str(text)]
    code, told = run([*pair, "-o", f"{out}.docx", "--at", "yesterday"], capsys)
    assert (code, "yesterday" in told) == (4, True)
    for asked in (["-o", f"{out}.html"], ["-o", f"{out}.txt"], ["--json"], ["--format", "markdown"]):
        assert run([*pair, *asked, "--fold", "edited"], capsys)[0] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.txt"]
