"""What a person meets who types a command that is none, or stands in a copy made with plain git."""

from collections.abc import Callable
from pathlib import Path

import pytest

from negotiate.cli import main


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("items", "`negotiate board`"), ("paket", "`negotiate packet`"), ("cost-bnd", "`negotiate cost bind`")],
)
def test_a_command_that_is_none_is_told_with_those_like_it(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([typed, "1"]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert f"there is no command '{typed}'" in said
    assert meant in said


@pytest.mark.parametrize("words", [["packet", "--items", "1", "-o", "x.pdf"], ["board", "extra"]])
def test_a_word_too_many_is_told_with_the_command(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert repr(words[1]) in said
    assert f"`negotiate {words[0]} --help`" in said


def test_a_copy_made_with_git_says_how_its_items_come(
    sample: Path, tmp_path: Path, git: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "clone", "-q", str(sample), "copy")
    copy = str(tmp_path / "copy")
    assert main(["-w", copy, "board"]) == 0
    assert "run `negotiate sync`" in capsys.readouterr().err
    assert main(["-w", copy, "item", "show", "1"]) == 4
    assert "run `negotiate sync`" in capsys.readouterr().err
    assert main(["-w", copy, "sync"]) == 0
    capsys.readouterr()
    assert main(["-w", copy, "board"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5  # the sample's items
