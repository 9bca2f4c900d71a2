"""Three terminal programs people praise, measured as ours is: to their first text, in the same run.

Each is looked for in an environment of its own, ``NAME/bin`` in the folder that ``PEERS`` names (default:
``.cache/peers``); one that is not there is installed by name the first time. One that ends before its first
text is told as such, never guessed.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACE = Path(os.environ.get("PEERS") or ROOT / ".cache" / "peers")


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: its package, its command (``{file}`` is a long text), a word it shows when ready, and what
    must be installed with it so that it runs."""

    package: str
    command: tuple[str, ...]
    ready: str
    beside: tuple[str, ...] = ()


PEERS = (
    Peer("toolong", ("tl", "{file}"), "Boston"),
    # with tree-sitter 0.26, which its requirements let in, it ends with a segmentation fault
    Peer("posting", ("posting",), "Collection", ("tree-sitter<0.26",)),
    Peer("harlequin", ("harlequin",), "Catalog"),
)


def commands(text: Path) -> Iterator[tuple[Peer, list[str]]]:
    """Every peer that can be had, with its command on ``text``."""
    for peer in PEERS:
        folder = PLACE / peer.package
        if not (folder / "bin" / peer.command[0]).exists() and not _install(folder, peer):
            sys.stderr.write(f"{peer.package} is not installed in {PLACE} and cannot be had\n")
            continue
        words = [word.format(file=text) for word in peer.command]
        yield peer, [str(folder / "bin" / words[0]), *words[1:]]


def _install(folder: Path, peer: Peer) -> bool:
    """Whether the package could be installed in an environment of its own."""
    steps = (
        [sys.executable, "-m", "venv", str(folder)],
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", peer.package, *peer.beside],
    )
    return all(subprocess.run(step, capture_output=True, check=False).returncode == 0 for step in steps)
