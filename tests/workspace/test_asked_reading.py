"""A file with tracked changes: whoever sits at a terminal is asked which text is meant."""

import io
import sys
from pathlib import Path

import pytest
from bargain import Team, run

from negotiate.cli import main

_OLD = "Article I - Nurses\n\nA. The Committee employs nurses.\n\nB. Nurses have lunch.\n"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "said"), [("r\n", "employs nurses."), ("\n", "employs two nurses."), ("", "two")]
)
def test_the_answer_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, said: str) -> None:
    (tmp_path / "old.txt").write_text(_OLD, "utf-8")
    (tmp_path / "new.txt").write_text(_OLD.replace("employs", "employs two"), "utf-8")
    theirs = str(tmp_path / "theirs.docx")
    assert (
        run("redline", str(tmp_path / "old.txt"), str(tmp_path / "new.txt"), "--all", "-o", theirs).code == 0
    )
    monkeypatch.setattr(sys, "stdin", _Terminal(answer))
    told = _Terminal()
    monkeypatch.setattr(sys, "stderr", told)
    assert main(["init", str(tmp_path / "w"), "--from", theirs]) == 0
    assert "[a]ccepted or [r]ejected?" in told.getvalue()
    monkeypatch.undo()
    assert said in Team(tmp_path / "w")("show", "I.A").out
