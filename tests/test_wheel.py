"""A built wheel holds the sample and works from any folder, without the source tree."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_the_wheel_carries_the_sample_and_runs(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    place = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
        names = archive.namelist()
    assert any(name.startswith("negotiate/sample/baseline_contract/agreement/01-") for name in names)
    assert any(name.endswith(".typ") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/", "shared/")) for name in names)
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
