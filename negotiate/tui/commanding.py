"""Any command of the program, typed on one line; what it says is shown. No shell is between."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from negotiate.common.errors import BadInput
from negotiate.common.text import printable
from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.room import Desk

_LONGEST = 120  # seconds a command may take
_LOOK = 0.1  # seconds between looks whether it was given up
_MOST = 4000  # lines shown


def run_command(line: str, folder: Path) -> Callable[[Desk], list[Paragraph]]:
    """Runs ``negotiate WORDS`` on the workspace in ``folder`` and gives what it printed."""

    def ask(_desk: Desk) -> list[Paragraph]:
        try:
            words = shlex.split(line)
        except ValueError as fault:
            raise BadInput(f"the line cannot be read: {fault}", do="close every quotation mark") from None
        words = words[1:] if words[:1] == ["negotiate"] else words
        if not words or words[0].startswith("-w") or words[0].startswith("--w"):
            raise BadInput("no command is named", do="type one as in the guide, such as: cost units")
        if words[0] == "serve":
            raise BadInput("serve goes on until it is ended", do="run it in a terminal of its own")
        settings = {**os.environ, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": "70", "EDITOR": "false"}
        settings.pop("VISUAL", None)
        # -P: nothing that lies in the folder a person happens to be in is taken for the program.
        command = [sys.executable, "-P", "-m", "negotiate", "-w", str(folder.absolute()), *words]
        try:
            out, err = _run(command, settings)
        except subprocess.TimeoutExpired:
            raise BadInput(f"it took longer than {_LONGEST} seconds", do="run it in a terminal") from None
        said = [*_lines(out, Mark.TEXT), *_lines(err, Mark.NOTE)]
        return said or [flow(Mark.NOTE, "It said nothing.")]

    return ask


def _run(command: list[str], settings: dict[str, str]) -> tuple[bytes, bytes]:
    """What the command printed; given up (however), its process ends too."""
    end = monotonic() + _LONGEST
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=settings
    ) as process:
        try:
            while True:
                try:
                    return process.communicate(timeout=_LOOK)
                except subprocess.TimeoutExpired:
                    if monotonic() > end:
                        raise
        finally:
            process.kill()


def _lines(data: bytes, mark: Mark) -> list[Paragraph]:
    text = data.decode("utf-8", "replace").rstrip("\n")
    return [flow(mark, printable(line), hang=2) for line in text.split("\n")[:_MOST]] if text else []
