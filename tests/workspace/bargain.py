"""Commands as a script gives them: words in, exit code and output back."""

import atexit
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from negotiate.cli import main


@dataclass(frozen=True)
class Said:
    """What a command said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:  # noqa: ANN401 - JSON is of any shape
        """Stdout as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Team:
    """A team at its workspace."""

    folder: Path

    def __call__(self, *words: str, code: int = 0) -> Said:
        """Runs a command, which must end with ``code``."""
        said = run("-w", str(self.folder), *words)
        assert said.code == code, f"{words} ended with {said.code}\n{said.out}\n{said.err}"
        return said

    def board(self) -> dict[int, dict[str, Any]]:
        """The board by number."""
        return {row["number"]: row for row in self("board", "--json").json()}


def run(*words: str) -> Said:
    """One command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with mock.patch.dict(os.environ, {"NEGOTIATE_DEBUG": "1"}), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as end:  # argparse: usage
            code = int(end.code or 0)
    return Said(code, out.getvalue(), err.getvalue())


_MADE: dict[str, Path] = {}


def copied(make: "Callable[[Path], Team]", folder: Path) -> Team:
    """What ``make`` makes in a folder, made once for all tests and copied for each."""
    key = f"{make.__module__}.{make.__qualname__}"
    if key not in _MADE:
        _MADE[key] = Path(tempfile.mkdtemp(prefix="negotiate-tests-"))
        atexit.register(shutil.rmtree, _MADE[key], ignore_errors=True)
        make(_MADE[key])
    shutil.copytree(_MADE[key], folder, symlinks=True, dirs_exist_ok=True)
    return Team(folder / "team")
