"""A fault nobody foresaw ends the screens in one line, with nothing of what stood in the memory."""

import os
import pty
import select
import subprocess
import sys
import termios
from pathlib import Path

_STARTS = """
import sys
from negotiate.cli import main
from negotiate.tui.program import NegotiateApp

def fails(self, screen=None):
    secret = "the-floor-is-4471"
    raise KeyError("x")

NegotiateApp.action_theme = fails
sys.exit(main(sys.argv[1:]))
"""


def test_it_is_told_in_a_line_and_the_terminal_is_as_it_was(sample: Path, tmp_path: Path) -> None:
    starts = tmp_path / "starts.py"
    starts.write_text(_STARTS)
    master, slave = pty.openpty()
    before = termios.tcgetattr(slave)
    started = subprocess.Popen(
        [sys.executable, starts, "-w", sample], stdin=slave, stdout=slave, stderr=slave,
        env={**os.environ, "TERM": "xterm-256color"}, start_new_session=True,
    )  # fmt: skip
    painted = b""
    try:
        while b"Class size" not in painted:
            painted += os.read(master, 65536)
        os.write(master, b"\x1bOQ")  # f2
        while started.poll() is None or select.select([master], [], [], 0)[0]:
            if select.select([master], [], [], 0.1)[0]:
                painted += os.read(master, 65536)
        assert started.returncode == 5
        assert termios.tcgetattr(slave) == before
    finally:
        started.kill()
        started.wait()
        os.close(slave)
        os.close(master)
    words = painted.decode("utf-8", "replace")
    assert "a fault of the program, not of yours: KeyError" in words
    assert "Traceback" not in words and "4471" not in words
