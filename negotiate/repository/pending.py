"""What an operation is about to do, written down before it touches refs, the index or the work tree.

Found later, it says that its writer died: see :mod:`negotiate.repository.recovery`.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from negotiate.repository import disk
from negotiate.repository.model import Move


@dataclass(frozen=True, slots=True)
class Bring:
    """A work tree to be brought from one commit's tree to another's.

    ``git_dir`` holds its HEAD and index, ``folder`` is the work tree, ``work`` a folder of ours
    for what is in the making; ``old`` and ``new`` are tree ids.
    """

    git_dir: str
    folder: str
    work: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Pending:
    """The operation in the making: its commit in the log, its moves, its work trees."""

    log: str
    moves: tuple[Move, ...]
    brings: tuple[Bring, ...] = ()

    def write(self, path: Path) -> None:
        """Writes it at ``path``, on the disk when this returns."""
        disk.write_whole(path, json.dumps(asdict(self)).encode())

    @classmethod
    def read(cls, path: Path) -> "Pending | None":
        """What stands at ``path``; None where nothing was begun."""
        try:
            fields: Mapping[str, Any] = json.loads(path.read_bytes())
        except FileNotFoundError:
            return None
        moves = tuple(Move(**move) for move in fields["moves"])
        return cls(fields["log"], moves, tuple(Bring(**bring) for bring in fields["brings"]))
