"""A terminal that goes away ends the program, with what was typed kept; nothing is left running."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("painted", [1, 1500])  # bytes: while it starts; when its first screen stands
def test_the_program_ends_with_its_terminal(sample: Path, painted: int) -> None:
    """Started by another program, so that no signal tells it; it would read the end of its input for ever."""
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    started = subprocess.Popen(
        [sys.executable, "-m", "negotiate", "-w", str(sample)], stdin=slave, stdout=slave, stderr=slave,
        env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    try:
        while painted > 0:
            painted -= len(os.read(master, painted))
        os.close(master)
        started.wait(60)
    finally:
        started.kill()
