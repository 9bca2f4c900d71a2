"""Builds wheel and sdist in ``dist/`` and tries the wheel in an empty environment of every Python found."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
# What somebody does first, and the parts that load the most: Word, PDF, the screens in a browser.
TRIALS: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("demo", "team", "--no-open"),
    ("-w", "team", "board"),
    ("-w", "team", "cost", "2:union"),
    ("-w", "team", "packet", "2", "-o", "packet.pdf"),
    ("-w", "team", "packet", "2", "-o", "packet.docx"),
    ("-w", "team", "verify"),
    ("serve", "--help"),
)


def build(place: Path) -> tuple[Path, Path]:
    """Wheel and sdist of this tree in ``place``, which is emptied first."""
    shutil.rmtree(place, ignore_errors=True)
    _run([sys.executable, "-m", "hatchling", "build", "-d", str(place)], ROOT)
    (wheel,), (sdist,) = place.glob("*.whl"), place.glob("*.tar.gz")
    return wheel, sdist


def wheel_of(sdist: Path, place: Path) -> Path:
    """The wheel that the sdist alone builds, somewhere below ``place``."""
    shutil.unpack_archive(sdist, place, filter="data")
    (source,) = place.iterdir()
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(source / "dist")], source)
    (wheel,) = (source / "dist").glob("*.whl")
    return wheel


def found(wanted: Sequence[str]) -> dict[str, Path]:
    """The Pythons of these versions on the ``PATH`` or under pyenv that answer with their version."""
    pyenv = sorted((Path.home() / ".pyenv" / "versions").glob("*/bin"), reverse=True)
    here: dict[str, Path] = {}
    for version in wanted:
        names = [shutil.which(f"python{version}"), *(str(one / f"python{version}") for one in pyenv)]
        for name in names:
            if name and Path(name).exists() and version not in here and _answers(name, version):
                here[version] = Path(name)
    return here


def _answers(python: str, version: str) -> bool:
    asked = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


def trial(python: Path, wheel: Path, place: Path) -> None:
    """Installs the wheel, and what it needs as pinned, in an empty environment; does ``TRIALS`` there."""
    _run([str(python), "-m", "venv", str(place)], place.parent)
    install = [
        str(place / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    _run([*install, "--require-hashes", "-r", str(ROOT / "requirements.lock")], place)
    _run([*install, "--no-deps", str(wheel)], place)
    for words in TRIALS:
        _run([str(place / "bin" / "negotiate"), *words], place)


def _run(words: Sequence[str], folder: Path) -> None:
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")


def main(argv: Sequence[str] | None = None) -> int:
    """Builds, compares the two ways to a wheel, and tries it; says what was done, ends at the first fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--python", action="append", metavar="X.Y", help="try only this version (may be repeated)"
    )
    wanted = parser.parse_args(argv).python or PYTHONS
    wheel, sdist = build(ROOT / "dist")
    with tempfile.TemporaryDirectory() as folder:
        if wheel_of(sdist, Path(folder) / "sdist").read_bytes() != wheel.read_bytes():
            raise SystemExit(f"{sdist.name} builds another wheel than {wheel.name}")
        print(f"{wheel.name}: the sdist builds the same wheel, byte for byte")
        pythons = found(wanted)
        for version in wanted:
            if version in pythons:
                trial(pythons[version], wheel, Path(folder) / version)
                print(f"Python {version}: installed in an empty environment, {len(TRIALS)} commands done")
            else:
                print(f"Python {version}: not found here, not tried")
    return 0


if __name__ == "__main__":
    sys.exit(main())
