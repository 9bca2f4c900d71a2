"""Faults put under a program: the injector compiled, one run with one fault."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

MODES = ("kill", "torn", "enospc", "eio")


def compiled(shared: Path, folder: Path) -> Path:
    """The injector, made from ``shared/tools/faultrun.c``; the test is skipped where it cannot be."""
    source, made = shared / "tools/faultrun.c", folder / "faultrun"
    if sys.platform != "linux" or shutil.which("cc") is None or not source.exists():
        pytest.skip("needs Linux, a C compiler and the fault injector")
    subprocess.run(["cc", "-O1", "-w", "-o", made, source], check=True)
    return made


def inject(
    tool: Path, mode: str, point: int, folder: Path, words: Sequence[str | Path]
) -> tuple[int, str, str]:
    """Runs a program with one fault under ``folder`` (point 0: none): ``(changing calls seen, what was hit,
    what the program wrote)``."""
    told = folder.parent / "told"
    told.unlink(missing_ok=True)
    done = subprocess.run(
        [tool, mode, str(point), f"{folder}/", sys.executable, *words],
        capture_output=True,
        text=True,
        env={**os.environ, "FAULTRUN_OUT": str(told), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        timeout=120,
    )
    count, _, hit = told.read_text().split(" ", 2)
    assert "Traceback" not in done.stderr, f"{mode} at {point} ({hit.strip()}): {done.stderr}"
    assert "fault of the program" not in done.stderr, f"{mode} at {point} ({hit.strip()}): {done.stderr}"
    return int(count), hit.strip(), done.stdout
