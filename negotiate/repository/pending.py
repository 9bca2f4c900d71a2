"""What an operation is about to do, written down before it touches refs, the index or the work tree.

Found later, it says that its writer died: see :mod:`negotiate.repository.recovery`. It is read back
with suspicion, for a repository may come from elsewhere: only names and ids, no path, is taken from it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from negotiate.common.errors import BadInput
from negotiate.repository import disk, names
from negotiate.repository.model import Move

_PLACE = re.compile(r"|worktrees/[A-Za-z0-9][A-Za-z0-9._-]*")
_WORK = re.compile(r"[0-9a-z-]+")


@dataclass(frozen=True, slots=True)
class Bring:
    """A work tree to be brought from one tree (id) to another.

    ``place`` is its git folder relative to the common one (empty: the main work tree), ``work`` the
    name of a folder of ours for what is in the making.
    """

    place: str
    work: str
    old: str
    new: str

    def __post_init__(self) -> None:
        """BadInput unless every part is a plain name or an id."""
        sound = _PLACE.fullmatch(self.place) and _WORK.fullmatch(self.work) and ".." not in self.place
        if not (sound and names.is_oid(self.old) and names.is_oid(self.new)):
            raise BadInput(f"this cannot be a work tree on its way: {self}")


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
        """What stands at ``path``; None where nothing was begun; BadInput when it cannot be ours."""
        try:
            fields: Mapping[str, Any] = json.loads(path.read_bytes())
            moves = tuple(checked(Move(**move)) for move in fields["moves"])
            return cls(str(fields["log"]), moves, tuple(Bring(**bring) for bring in fields["brings"]))
        except FileNotFoundError:
            return None
        except (BadInput, ValueError, KeyError, TypeError) as fault:
            do = "move that file away; `negotiate history` shows which acts are on the record"
            raise BadInput("the note of an interrupted act cannot be read", where=str(path), do=do) from fault


def checked(move: Move) -> Move:
    """``move`` if its ref may be written and its ends are object ids; BadInput when not."""
    names.ref(move.ref)
    for end in (move.old, move.new):
        if end is not None and not names.is_oid(end):
            raise BadInput(f"{end!r} is not an object id", where=move.ref)
    return move
