"""Finishing, or forgetting, what a process that died had begun.

An operation whose commit is the log's tip has happened: its refs are moved and its work trees
brought along. Any other has not: what it left in the way is removed. Call it with the lock held:
then no git of the dead writer is alive, and what it left is known by content or by inode.
"""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from negotiate.common.errors import Refused
from negotiate.repository import disk
from negotiate.repository.journal import LOG
from negotiate.repository.launch import Git
from negotiate.repository.model import Move
from negotiate.repository.moving import RefTransaction
from negotiate.repository.pending import Bring, Pending
from negotiate.repository.reader import Reader
from negotiate.repository.worktree import WorkTree

PATIENCE = 0.25
"""Seconds after which an empty lock on a ref of a dead operation is taken for its own."""


def pending_path(git: Git) -> Path:
    """Where the operation in the making is written down."""
    return git.common / "negotiate" / "pending.json"


def recover(git: Git, reader: Reader, held: tuple[int, ...]) -> tuple[str, ...]:
    """Brings the workspace to before or after the operation a dead process left, if it left one.

    Gives what a person must know: the work trees that could not be brought along, and why.
    """
    path = pending_path(git)
    found = Pending.read(path)
    if found is None:
        return ()
    happened = tip(reader, LOG) == found.log
    clear_locks(git, found)
    if happened:
        roll_forward(git, reader, found.moves, held)
    told = tuple(note for bring in found.brings if (note := _settle(bring, git, reader, held, happened)))
    disk.remove(path)
    return told


def _settle(bring: Bring, git: Git, reader: Reader, held: tuple[int, ...], happened: bool) -> str:
    try:
        tree = WorkTree(bring, git, reader)
        try:
            if happened:
                tree.resume(held)
        except Refused:
            tree.release()
            raise
        tree.release()
    except Refused as fault:  # the person has worked there since: their files stay as they are
        return f"the branch moved, and your work tree could not follow: {fault}"
    return ""


def tip(reader: Reader, ref: str) -> str | None:
    """The object that ``ref`` names now, or None."""
    found = reader.info([ref])[0]
    return found.oid if found else None


def roll_forward(git: Git, reader: Reader, moves: Iterable[Move], held: tuple[int, ...]) -> None:
    """Moves the refs that still stand where the operation found them; others were moved since."""
    moves = tuple(moves)
    now = reader.info([move.ref for move in moves])
    left = [m for m, at in zip(moves, now, strict=True) if (at.oid if at else None) == m.old != m.new]
    if left:
        transaction = RefTransaction(git, left, held)
        transaction.prepare()
        transaction.commit()


def clear_locks(git: Git, found: Pending) -> None:
    """Removes the ref locks that a dead git left: with our new value in them, or empty for a while.

    A lock with anything else in it is some other git's, and stays.
    """
    moves = (*found.moves, Move(LOG, None, found.log))
    places = {git.common / f"{move.ref}.lock": move.new or "" for move in moves}
    heads = (git.common, *(git.common / "worktrees").glob("*"))
    places |= {place / "HEAD.lock": "" for place in heads}
    places[git.common / "packed-refs.lock"] = ""
    clear(git.common, places)


def clear(folder: Path, places: Mapping[Path, str], patience: float = PATIENCE) -> None:
    """Removes locks that a dead git left in the git folder: with the content given, or empty for a while."""
    until = time.monotonic() + patience
    for place, new in places.items():
        while (held := _content(place)) is not None:
            if held and not new.startswith(held):
                break
            if held or time.monotonic() > until:
                place.unlink(missing_ok=True)
                break
            time.sleep(0.02)
    if not (folder / "packed-refs.lock").exists():
        (folder / "packed-refs.new").unlink(missing_ok=True)


def _content(place: Path) -> str | None:
    try:
        return place.read_text("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
