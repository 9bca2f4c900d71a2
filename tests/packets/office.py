"""LibreOffice as a second opinion on Word files, for tests. Skips where it is not installed.

Debian: ``libreoffice-writer-nogui`` and ``python3-uno``.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from negotiate.packets.word_reader import Text

SYSTEM_PYTHON = "/usr/bin/python3"  # where Debian's uno module is
_COMMANDS = ("AcceptAllTrackedChanges", "RejectAllTrackedChanges")


def need(*programs: str) -> None:
    """Skip the test, saying why, where a program is missing; under CI that is a failure."""
    missing = [program for program in programs if shutil.which(program) is None]
    if "soffice" in programs and not missing:
        asked = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False)
        missing += ["python3-uno"] if asked.returncode else []
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"not installed: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


def office_texts(files: Sequence[bytes]) -> list[tuple[Text, Text]]:
    """Each Word file's text with all changes accepted, and with all rejected."""
    need("soffice", SYSTEM_PYTHON)
    with tempfile.TemporaryDirectory() as folder:
        jobs = []
        for number, data in enumerate(files):
            path = Path(folder) / f"{number}.docx"
            path.write_bytes(data)
            jobs += [[str(path), command] for command in _COMMANDS]
        bridge = str(Path(__file__).with_name("office_uno.py"))
        done = subprocess.run(
            [SYSTEM_PYTHON, bridge, f"{folder}/profile", f"negotiate{os.getpid()}"],
            input=json.dumps(jobs), capture_output=True, text=True, timeout=300, check=True,
        )  # fmt: skip
    texts = [_text(answer) for answer in json.loads(done.stdout)]
    return list(zip(texts[::2], texts[1::2], strict=True))


def _text(parts: list[str | list[list[str]]]) -> Text:
    read = (part if isinstance(part, str) else tuple(_row(row) for row in part) for part in parts)
    return tuple(part for part in read if part)


def _row(row: list[str]) -> tuple[str, ...]:
    # To track a row of empty cells LibreOffice puts a joiner of its own in it and leaves it there.
    return tuple("" if cell == "\u200d" else cell for cell in row)
