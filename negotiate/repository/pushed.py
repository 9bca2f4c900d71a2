"""What a push of ours that died left in another copy on this machine or a shared drive: locks on refs.

A server reached through ssh or https ends its own half and tidies up; in a folder nobody does. What is about
to be pushed is noted beside the record and forgotten when git has come back; a note that is found says that
its writer died, and its git with it (they keep the lock of the look open).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from negotiate.common.errors import BadInput
from negotiate.repository import disk, names, recovery
from negotiate.repository.model import Move

_PATIENCE = 2.0
"""Seconds after which an empty lock is a dead program's: another machine may be sharing just now."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """The address pushed to, and (ref, object id or empty) of what was to stand there."""

    url: str
    refs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, url: str, moves: Iterable[Move]) -> "Pushed":
        """What is about to be pushed."""
        return cls(url, tuple((move.ref, move.new or "") for move in moves))

    def write(self, path: Path) -> None:
        """Notes it at ``path``."""
        disk.write_whole(path, json.dumps(asdict(self)).encode())

    @classmethod
    def read(cls, path: Path) -> "Pushed | None":
        """What stands at ``path``; None where nothing does, or nothing of ours."""
        try:
            fields = json.loads(path.read_bytes())
            return cls(str(fields["url"]), tuple((names.ref(ref), str(new)) for ref, new in fields["refs"]))
        except (OSError, BadInput, ValueError, KeyError, TypeError):
            return None

    def clear(self) -> None:
        """Takes our locks away there: with our value in them, or empty for a while. Others' stay."""
        place = Path(self.url.removeprefix("file://"))
        folder = place / ".git" if (place / ".git").is_dir() else place
        if not folder.is_absolute() or not (folder / "refs").is_dir():
            return
        locks = {folder / f"{ref}.lock": new for ref, new in self.refs}
        locks |= {folder / name: "" for name in ("HEAD.lock", "packed-refs.lock")}
        recovery.clear(folder, locks, _PATIENCE)
