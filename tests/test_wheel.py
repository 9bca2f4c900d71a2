"""A built wheel holds the sample, works from any folder, and is what the sdist builds too."""

import os
import re
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest

from negotiate import __version__
from scripts import release

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Wheel and sdist."""
    return release.build(tmp_path_factory.mktemp("release") / "dist")


def test_the_wheel_carries_the_sample_and_runs(built: tuple[Path, Path], tmp_path: Path) -> None:
    place = tmp_path / "site"
    with zipfile.ZipFile(built[0]) as archive:
        archive.extractall(place)
        names = archive.namelist()
    assert any(name.startswith("negotiate/sample/baseline_contract/agreement/01-") for name in names)
    assert any(name.endswith(".typ") for name in names)
    assert "negotiate/py.typed" in names
    assert not any(name.startswith(("tests/", "benchmarks/", "shared/", "scripts/")) for name in names)
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    run = [sys.executable, "-P", "-m", "negotiate"]
    for words in (["demo", str(tmp_path / "team"), "--no-open"], ["-w", str(tmp_path / "team"), "verify"]):
        done = subprocess.run(
            [*run, *words],
            cwd=tmp_path,
            env={**clean, "PYTHONPATH": str(place)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("every word is accounted for\n")


def test_the_sdist_builds_the_same_wheel(built: tuple[Path, Path], tmp_path: Path) -> None:
    wheel, sdist = built
    assert release.wheel_of(sdist, tmp_path).read_bytes() == wheel.read_bytes()


def test_one_version_everywhere(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[0]) as archive:
        told = HeaderParser().parsestr(
            archive.read(f"negotiate-{__version__}.dist-info/METADATA").decode("utf-8")
        )
    assert told["Version"] == __version__
    newest = re.search(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest is not None
    assert newest[1] == __version__
    supported = [
        line.rsplit(" ", 1)[1]
        for line in told.get_all("Classifier") or []
        if re.fullmatch(r"Programming Language :: Python :: 3\.\d+", line)
    ]
    assert tuple(supported) == release.PYTHONS
