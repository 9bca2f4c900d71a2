"""What one push is to move, in a git folder of its own: the refs as they shall be, and as they must still be.

For each ref named in a push git looks through every ref here and every ref there: ten times the refs take a
hundred times as long. Where a folder holds nothing but what is to go, a pattern names all of it at once, and
what must still stand there is looked up like any remote-tracking branch.
"""

import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from negotiate.repository import disk
from negotiate.repository.launch import Git
from negotiate.repository.model import Move

_NEW, _OLD = "refs/new/", "refs/old/"
"""Where the refs are to stand and where they must stand until then, by their names without ``refs/``."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The name of the other copy, the settings and variables that give it a meaning, and what git is to push
    there: patterns, and by name what is to be taken away."""

    remote: str
    settings: tuple[str, ...]
    environment: dict[str, str]
    specs: tuple[str, ...]


@contextmanager
def outgoing(git: Git, url: str, moves: Sequence[Move]) -> Iterator[Outgoing]:
    """These moves laid out for one push to ``url``; the folder is gone behind the block.

    One program pushes at a time (:meth:`Copies.remote` holds a lock), so what lies there before is a dead
    one's. WorkspaceFault where it cannot be written.
    """
    folder = git.common / "negotiate" / "outgoing"
    clear(git)
    try:
        _lay_out(folder, git.common, moves)
        remote = f"there-{secrets.token_hex(6)}"  # that no settings of the person's own give a meaning
        settings = (f"remote.{remote}.url={url}", f"remote.{remote}.fetch=+refs/*:{_OLD}*")
        gone = [f":{move.ref}" for move in moves if move.new is None]
        yield Outgoing(
            remote,
            tuple(word for setting in settings for word in ("-c", setting)),
            {"GIT_DIR": str(folder), "GIT_OBJECT_DIRECTORY": str(git.common / "objects")},
            (*([f"{_NEW}*:refs/*"] if len(gone) < len(moves) else []), *gone),
        )
    finally:
        clear(git)


def clear(git: Git) -> None:
    """Takes the folder away, one that a dead program left also."""
    shutil.rmtree(git.common / "negotiate" / "outgoing", ignore_errors=True)


def _lay_out(folder: Path, common: Path, moves: Sequence[Move]) -> None:
    news = {f"{_NEW}{move.ref.removeprefix('refs/')}": move.new for move in moves}
    olds = {f"{_OLD}{move.ref.removeprefix('refs/')}": move.old for move in moves}
    try:
        folder.mkdir(0o700)
        (folder / "refs").mkdir()
        for name in ("config", "shallow"):  # what the person set for this repository holds for its pushes
            with suppress(FileNotFoundError):
                shutil.copyfile(common / name, folder / name)
        (folder / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
        lines = sorted((ref, oid) for ref, oid in (news | olds).items() if oid)
        (folder / "packed-refs").write_text("".join(f"{oid} {ref}\n" for ref, oid in lines), "utf-8")
    except OSError as fault:
        raise disk.unwritable(fault, folder) from fault
