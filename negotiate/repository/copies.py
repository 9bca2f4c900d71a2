"""What a repository has to do with other copies of it: what they share, and what must leave this disk."""

import contextlib
import fcntl
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from negotiate.common.errors import WorkspaceFault
from negotiate.repository import disk, names, objects, outgoing, recovery
from negotiate.repository.lock import FileLock
from negotiate.repository.model import Commit, Move
from negotiate.repository.reading import Reading
from negotiate.repository.remote import Remote


class Copies(Reading):
    """A repository that knows of other copies."""

    _sharing: tuple[int, ...] = ()
    """The descriptor that git processes keep while another copy is looked at."""

    @contextmanager
    def remote(self, url: str) -> Iterator[Remote]:
        """The other copy at ``url`` (empty: the one named before); one program looks at a time."""
        with FileLock(self._sync).writing() as descriptor:
            self._mend()
            self.identity()
            disk.write_whole(self._shares, b"")
            self._sharing = (descriptor,)
            try:
                remote = Remote(self._git, url, self._sharing)
                remote.clear()
                yield remote
            finally:
                self._sharing = ()
                with contextlib.suppress(WorkspaceFault):  # whoever comes next mends nothing, or this
                    disk.remove(self._shares)

    def _mend(self) -> None:
        """What a dead program left of a look at another copy: locks on refs that only such a look moves, and
        the folder from which it pushed."""
        if self._shares.exists():
            outgoing.clear(self._git)
            for lock in self._own_locks():
                lock.unlink(missing_ok=True)
            recovery.clear(self._git.common, {self._git.common / "packed-refs.lock": ""})
            disk.remove(self._shares)

    def since(self, base: str | None, tip: str) -> tuple[Commit, ...]:
        """The commits of the line that leads to ``tip`` and not to ``base`` (ids), oldest first."""
        known = [f"^{base}"] if base else []
        said = self._git.run("rev-list", "--reverse", "--topo-order", "--first-parent", tip, *known, "--")
        return tuple(self._reader.commits(said.decode("ascii").split()))

    def common_base(self, one: str, other: str) -> str | None:
        """The commit two lines have last in common; None where they have none."""
        said = self._git.run("merge-base", one, other, accepted=(0, 1)).decode("ascii").split()
        return said[0] if said else None

    def to_forget(self) -> None:
        """Notes that :meth:`forget` of the private branch is due once the operation under way has happened:
        should this program die in between, whoever opens the repository next does it."""
        disk.write_whole(self._due, b"")

    def forget(self, ref: str, *, dead: bool = False) -> None:
        """Takes what ``ref`` named once, and nothing names now, off this disk: its log and the objects.

        Where other copies stood on it is forgotten with it. ``dead``: a program that had begun it died.
        """
        self._reader.close()
        name = f"/{ref.removeprefix('refs/heads/')}"
        places = ("refs/negotiate/", "refs/remotes/")
        with self._lock.writing() as descriptor:
            held = (descriptor,)
            self._forget_kept()
            if dead:
                self._unlock(ref)
            found = self._git.run("for-each-ref", "--format=%(refname)", "--", *places, held=held)
            gone = [one for one in found.decode("utf-8", "replace").split() if one.endswith(name)]
            orders = "".join(f"delete {one}\n" for one in gone).encode()
            self._git.run("update-ref", "--stdin", stdin=orders, held=held)
            self._git.run("reflog", "expire", "--expire=now", "--expire-unreachable=now", ref, held=held)
            self._git.run("repack", "-q", "-A", "-d", "--unpack-unreachable=now", held=held)
            graph = self._git.common / "objects" / "info"
            if (graph / "commit-graph").exists() or (graph / "commit-graphs").exists():
                split = ["--split=replace"] if (graph / "commit-graphs").exists() else []
                self._git.run("commit-graph", "write", "--reachable", *split, held=held)
            self._git.run("prune", "--expire=now", held=held)
            # git passes over what it cannot delete, and over its own lock
            if self._git.run("prune", "-n", "--expire=now", held=held):
                raise WorkspaceFault(
                    "not everything that is to leave this disk could be deleted",
                    where=str(self._git.common / "objects"),
                    do="see that these files may be deleted; whoever opens the workspace next tries again",
                )
            recovery.clear(self._git.common, {self._git.common / f"{ref}.lock": ""})
            disk.remove(self._due)

    def _unlock(self, ref: str) -> None:
        """Takes away the locks in which a dead program's git may have left."""
        recovery.clear(
            self._git.common, {self._git.common / name: "" for name in (f"{ref}.lock", "packed-refs.lock")}
        )
        left = (f"logs/{ref}.lock", "objects/info/commit-graph.lock",
                "objects/info/commit-graphs/commit-graph-chain.lock")  # fmt: skip
        for lock in (*(self._git.common / name for name in left), *self._own_locks()):
            lock.unlink(missing_ok=True)

    def _own_locks(self) -> list[Path]:
        """Locks on refs that only a look at another copy moves."""
        root = self._git.common / "refs" / "negotiate"
        return [one for name in ("synced", "incoming") for one in (root / name).rglob("*.lock")]

    @property
    def _due(self) -> Path:
        return self._git.common / "negotiate" / "forget"

    def _settle(self) -> None:
        super()._settle()
        if self._lock.descriptor is not None or not os.access(self._due.parent, os.W_OK):
            return
        if self._shares.exists() and not self._sharing:
            self._mend_if_dead()
        if self._due.exists():  # whatever it says: there is one ref whose past may leave
            self.forget(names.REWRITABLE, dead=True)

    def note_synced(self, place: str, moves: Iterable[Move]) -> None:
        """Keeps where the other copy stands (under ``refs/negotiate/synced/place/``)."""
        orders = []
        for move in moves:
            ref = names.ref(f"refs/negotiate/synced/{place}/{move.ref.removeprefix('refs/')}")
            orders.append(f"delete {ref}\n" if move.new is None else f"update {ref} {move.new}\n")
        if orders:
            self._git.run("update-ref", "--stdin", stdin="".join(orders).encode(), held=self._sharing)

    def synced(self, place: str) -> dict[str, str]:
        """Where the other copy stood when this clone and it last agreed: ref → object id."""
        prefix = f"refs/negotiate/synced/{place}/"
        said = self._git.run("for-each-ref", "--format=%(refname) %(objectname)", "--", prefix)
        rows = (line.split(" ") for line in said.decode("utf-8", "surrogateescape").splitlines())
        return {f"refs/{name.removeprefix(prefix)}": oid for name, oid in rows}

    def token(self) -> str:
        """A new object like no other, for a ref that only says whose turn it is."""
        author = f"negotiate <negotiate@localhost> {int(time.time())} +0000"
        tree = objects.encode_tree({}, self._digits)
        self._git.run("hash-object", "-w", "-t", "tree", "--stdin", stdin=tree.data)
        text = f"tree {tree.oid}\nauthor {author}\ncommitter {author}\n\n{secrets.token_hex(16)}\n"
        made = self._git.run("hash-object", "-w", "-t", "commit", "--stdin", stdin=text.encode())
        return made.decode("ascii").strip()

    def odd_paths(self, commit: str) -> tuple[str, ...]:
        """Paths of a commit that are no plain files, or no paths a workspace could hold."""
        found = []
        for path, entry in self._reader.files(self._tree_of(commit)).items():
            if entry.mode not in (objects.FILE, "100755") or not names.is_path(path):
                found.append(path)
        return tuple(found)

    def _mend_if_dead(self) -> None:
        with contextlib.suppress(OSError), self._sync.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # nobody is at it: whoever began has died
            self._mend()

    @property
    def _sync(self) -> Path:
        return self._git.common / "negotiate" / "sync"

    @property
    def _shares(self) -> Path:
        return self._git.common / "negotiate" / "sharing"
