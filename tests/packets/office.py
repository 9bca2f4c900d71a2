"""LibreOffice as a second opinion on files, and as the other side's program, for tests. Skips where it is not installed.

Debian: ``libreoffice-writer-nogui`` and ``python3-uno``.
"""

import atexit
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pytest

from negotiate.packets.word_reader import Text

SYSTEM_PYTHON = "/usr/bin/python3"  # where Debian's uno module is
_FILTERS = {
    "docx": ("MS Word 2007 XML", ""), "html": ("HTML (StarWriter)", ""), "pdf": ("writer_pdf_Export", ""),
    "txt": ("Text (encoded)", "UTF8"),
}  # fmt: skip
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


@lru_cache(maxsize=1)
def _office() -> "subprocess.Popen[str]":
    """LibreOffice, started once for all tests that ask it: its start takes longer than any answer."""
    need("soffice", SYSTEM_PYTHON)
    profile = tempfile.mkdtemp(prefix="negotiate-office-")
    started = subprocess.Popen(
        [SYSTEM_PYTHON, str(Path(__file__).with_name("office_uno.py")), profile, f"negotiate{os.getpid()}"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    atexit.register(_end, started, profile)
    return started


def _end(started: "subprocess.Popen[str]", profile: str) -> None:
    with suppress(OSError, ValueError):
        started.communicate("", timeout=60)
    shutil.rmtree(profile, ignore_errors=True)


def _asked(jobs: Sequence[Sequence[str]]) -> list[list[str | list[list[str]]]]:
    office = _office()
    assert office.stdin is not None and office.stdout is not None
    office.stdin.write(json.dumps(jobs) + "\n")
    office.stdin.flush()
    answered = office.stdout.readline()
    assert answered, "LibreOffice gave no answer"
    answers: list[list[str | list[list[str]]]] = json.loads(answered)
    return answers


def office_texts(files: Sequence[bytes]) -> list[tuple[Text, Text]]:
    """Each Word file's text with all changes accepted, and with all rejected."""
    with tempfile.TemporaryDirectory() as folder:
        jobs = []
        for number, data in enumerate(files):
            path = Path(folder) / f"{number}.docx"
            path.write_bytes(data)
            jobs += [[str(path), command] for command in _COMMANDS]
        texts = [_text(answer) for answer in _asked(jobs)]
    return list(zip(texts[::2], texts[1::2], strict=True))


def converted(data: bytes, source: str, target: str) -> bytes:
    """A file of one kind (``docx``) as LibreOffice saves or prints it as another (``html``)."""
    with tempfile.TemporaryDirectory() as folder:
        path, made = Path(folder) / f"a.{source}", Path(folder) / "out" / f"a.{target}"
        made.parent.mkdir()
        path.write_bytes(data)
        _asked([[str(path), str(made), *_FILTERS[target]]])
        return made.read_bytes()


def _text(parts: list[str | list[list[str]]]) -> Text:
    read = (part if isinstance(part, str) else tuple(_row(row) for row in part) for part in parts)
    return tuple(part for part in read if part)


def _row(row: list[str]) -> tuple[str, ...]:
    # To track a row of empty cells LibreOffice puts a joiner of its own in it and leaves it there.
    return tuple("" if cell == "\u200d" else cell for cell in row)
