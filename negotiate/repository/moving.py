"""Moving refs: all old values checked and all locks taken before anything moves."""

from collections.abc import Iterable
from typing import Any

from negotiate.common.errors import WorkspaceFault
from negotiate.repository import disk
from negotiate.repository.launch import Git
from negotiate.repository.model import Move


class Moved(WorkspaceFault):
    """A ref does not stand where the act found it: someone moved it meanwhile."""

    def __init__(self, why: str, where: str) -> None:
        super().__init__(
            f"the record changed meanwhile: {why}", where=where, do="look again and repeat the act"
        )


class RefTransaction:
    """One ``update-ref --stdin`` with ``prepare`` and ``commit`` apart; used once.

    While prepared, git holds a lock on each ref; leaving without :meth:`commit` lets go of them.
    """

    def __init__(
        self, git: Git, moves: Iterable[Move], held: tuple[int, ...], message: str = "negotiate"
    ) -> None:
        self._git = git
        self._moves = tuple(moves)
        self._process: Any = git.start("update-ref", "--no-deref", "-m", message, "--stdin", held=held)

    def prepare(self) -> None:
        """Takes every lock and checks every old value; Moved when one is not as expected."""
        orders = "".join(map(_order, self._moves))
        self._say(f"start\n{orders}prepare\n", "start: ok", "prepare: ok")

    def commit(self) -> None:
        """Moves the refs; they and their folders are on the disk when this returns."""
        self._say("commit\n", "commit: ok")
        self._process.stdin.close()
        self._process.proc.wait()
        sync_refs(self._git, self._moves)

    def abandon(self) -> None:
        """Lets go of the locks; nothing has moved."""
        process = self._process.proc
        if process is not None and process.poll() is None:
            process.stdin.close()
            process.wait()

    def _say(self, orders: str, *answers: str) -> None:
        process = self._process
        try:
            process.stdin.write(orders.encode())
            process.stdin.flush()
        except OSError:
            pass  # git ended already; what it said comes below
        for answer in answers:
            if process.stdout.readline().decode().strip() != answer:
                said = process.stderr.read().decode("utf-8", "replace").strip()
                process.proc.wait()
                if want := disk.want_at(said, self._git.common):
                    raise WorkspaceFault(want.what, where=str(self._git.folder), do=want.do)
                raise Moved(said.removeprefix("fatal: ") or "git ended early", str(self._git.folder))


def _order(move: Move) -> str:
    if move.new is None:
        return f"delete {move.ref} {move.old}\n"
    if move.old is None:
        return f"create {move.ref} {move.new}\n"
    return f"update {move.ref} {move.new} {move.old}\n"


def sync_refs(git: Git, moves: Iterable[Move]) -> None:
    """The folders that hold these refs on the disk, up to ``refs`` itself."""
    root = git.common
    folders = dict.fromkeys(
        folder for move in moves for folder in (root / move.ref).parents if root in folder.parents
    )
    disk.sync_folders([*folders, root])
