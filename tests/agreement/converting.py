"""LibreOffice as the other side's program: it prints files for the readers to read."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_FILTERS = {"txt": "txt:Text (encoded):UTF8"}


def need(program: str) -> None:
    """Skips the test where a program is not installed; in CI that is a failure."""
    if shutil.which(program) is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"not installed: {program}")
        pytest.skip(f"not installed: {program}")


def converted(data: bytes, source: str, target: str, folder: Path) -> bytes:
    """A file of one kind (``docx``) as another (``html``)."""
    need("soffice")
    (folder / f"a.{source}").write_bytes(data)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         _FILTERS.get(target, target), "--outdir", str(folder / "out"), str(folder / f"a.{source}")],
        capture_output=True, check=True, timeout=180,
    )  # fmt: skip
    return (folder / "out" / f"a.{target}").read_bytes()
