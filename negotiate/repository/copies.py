"""What a repository has to do with other copies of it: what they share, and what must leave this disk."""

import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from negotiate.repository import disk, names, objects
from negotiate.repository.lock import FileLock
from negotiate.repository.model import Commit, Move
from negotiate.repository.reading import Reading
from negotiate.repository.remote import Remote


class Copies(Reading):
    """A repository that knows of other copies."""

    @contextmanager
    def remote(self, url: str) -> Iterator[Remote]:
        """The other copy at ``url`` (empty: the one named before); one program looks at a time."""
        with FileLock(self._git.common / "negotiate" / "sync").writing():
            self.identity()
            yield Remote(self._git, url)

    def since(self, base: str | None, tip: str) -> tuple[Commit, ...]:
        """The commits of the line that leads to ``tip`` and not to ``base`` (ids), oldest first."""
        known = [f"^{base}"] if base else []
        said = self._git.run("rev-list", "--reverse", "--topo-order", "--first-parent", tip, *known, "--")
        return tuple(self._reader.commits(said.decode("ascii").split()))

    def common_base(self, one: str, other: str) -> str | None:
        """The commit two lines have last in common; None where they have none."""
        said = self._git.run("merge-base", one, other, accepted=(0, 1)).decode("ascii").split()
        return said[0] if said else None

    def to_forget(self, ref: str) -> None:
        """Notes that :meth:`forget` is due once the operation under way has happened: should this program
        die in between, whoever opens the repository next does it."""
        disk.write_whole(self._due, names.ref(ref).encode())

    def forget(self, ref: str) -> None:
        """Takes what ``ref`` named once, and nothing names now, off this disk: its log and the objects.

        Where other copies stood on it is forgotten with it.
        """
        self._reader.close()
        name = f"/{ref.removeprefix('refs/heads/')}"
        places = ("refs/negotiate/", "refs/remotes/")
        with self._lock.writing() as descriptor:
            held = (descriptor,)
            self._listing.kept.forget()
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
            disk.remove(self._due)

    @property
    def _due(self) -> Path:
        return self._git.common / "negotiate" / "forget"

    def _settle(self) -> None:
        super()._settle()
        if self._lock.descriptor is None and self._due.exists():
            self.forget(names.ref(self._due.read_text("ascii", "replace")))

    def note_synced(self, place: str, moves: Iterable[Move]) -> None:
        """Keeps where the other copy stands (under ``refs/negotiate/synced/place/``)."""
        orders = []
        for move in moves:
            ref = names.ref(f"refs/negotiate/synced/{place}/{move.ref.removeprefix('refs/')}")
            orders.append(f"delete {ref}\n" if move.new is None else f"update {ref} {move.new}\n")
        if orders:
            self._git.run("update-ref", "--stdin", stdin="".join(orders).encode())

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
