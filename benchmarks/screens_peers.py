"""Three terminal programs people praise, measured as ours is: first text, and keys where they page.

Each has an environment of its own under ``.cache/peers``, made by name the first time.
"""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / ".cache" / "peers"


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: its package, its command (``{file}`` is a long text), and a word it shows when ready."""

    package: str
    command: tuple[str, ...]
    ready: str


PEERS = (
    Peer("toolong", ("tl", "{file}"), "Boston"),
    Peer("posting", ("posting",), "Collection"),
    Peer("harlequin", ("harlequin",), "Catalog"),
)


def commands(text: Path) -> Iterator[tuple[Peer, list[str]]]:
    """Every peer that can be had, with its command on ``text``."""
    for peer in PEERS:
        folder = PLACE / peer.package
        if not (folder / "bin" / peer.command[0]).exists() and not _install(folder, peer.package):
            continue
        words = [word.format(file=text) for word in peer.command]
        yield peer, [str(folder / "bin" / words[0]), *words[1:]]


def _install(folder: Path, package: str) -> bool:
    """Whether the package could be installed in an environment of its own."""
    steps = (
        [sys.executable, "-m", "venv", str(folder)],
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", package],
    )
    return all(subprocess.run(step, capture_output=True, check=False).returncode == 0 for step in steps)
