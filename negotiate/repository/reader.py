"""Reading objects through one ``cat-file`` kept running, every answer checked against its id.

Git hands out damaged objects cut short without an error in some cases; here the bytes are hashed
again and compared with the id, so what is returned is what was stored. One reader may be used by
several threads (they take turns) and survives a fork.
"""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from negotiate.common.errors import WorkspaceFault
from negotiate.repository import objects
from negotiate.repository.launch import Git
from negotiate.repository.model import Commit
from negotiate.repository.objects import Entry, Raw, Tree

_KEPT_TREES = 20_000
T = TypeVar("T")
Changes = dict[str, tuple[Entry | None, Entry | None]]
"""Path → the file before and after, None where there was none."""


class Damaged(WorkspaceFault):
    """An object of the repository is missing or its bytes are not what its id says."""

    def __init__(self, name: str, why: str, where: str) -> None:
        do = "copy the object from another clone, or run `git fsck` to see what is damaged"
        super().__init__(f"the record is damaged: {name}: {why}", where=where, do=do)


@dataclass(frozen=True, slots=True)
class Info:
    """What an object is without its bytes; ``size`` in bytes."""

    oid: str
    kind: str
    size: int


class Reader:
    """Objects by id or name. ``pending`` are objects built and not yet handed to git."""

    def __init__(self, git: Git) -> None:
        self.pending: dict[str, Raw] = {}
        self._git = git
        self._process: Any = None
        self._pid = 0
        self._turn = threading.Lock()
        self._trees: OrderedDict[str, Tree] = OrderedDict()

    def info(self, names: Sequence[str]) -> list[Info | None]:
        """What each name is, None for one that names nothing. Names hold no line break."""

        def one(header: list[bytes]) -> Info:
            return Info(header[0].decode(), header[1].decode(), int(header[2]))

        return self._ask("info", names, one)

    def contents(self, names: Sequence[str]) -> list[Raw | None]:
        """The object of each name, None for one that names nothing; Damaged when it cannot be trusted."""

        def one(header: list[bytes]) -> Raw:
            oid, kind, size = header[0].decode(), header[1].decode(), int(header[2])
            data = self._process.stdout.read(size + 1)
            found = Raw(oid, kind, data[:-1])
            if len(data) != size + 1 or objects.object_id(kind, found.data, len(oid)) != oid:
                raise self._damaged(oid, "its content is not what was stored")
            return found

        return self._ask("contents", names, one)

    def get(self, oid: str, kind: str) -> Raw:
        """The object ``oid``, which must exist and be of ``kind``."""
        found = self.pending.get(oid) or self.contents([oid])[0]
        if found is None:
            raise self._damaged(oid, f"this {kind} is missing")
        if found.kind != kind:
            raise self._damaged(oid, f"a {found.kind} stands where a {kind} should")
        return found

    def commit(self, oid: str) -> Commit:
        """The commit ``oid``."""
        return self.commits([oid])[0]

    def commits(self, oids: Sequence[str]) -> list[Commit]:
        """The commits of these ids, in order, read in one go."""
        stored = iter(self.contents([oid for oid in oids if oid not in self.pending]))
        found = []
        for oid in oids:
            got = self.pending.get(oid) or next(stored)
            if got is None or got.kind != "commit":
                raise self._damaged(oid, "this commit is missing")
            try:
                found.append(objects.decode_commit(got))
            except (ValueError, KeyError, IndexError) as fault:
                raise self._damaged(oid, "it is not a commit git could have written") from fault
        return found

    def tree(self, oid: str) -> Tree:
        """The entries of the tree ``oid`` itself, folders not entered. Kept: trees never change."""
        found = self._trees.get(oid)
        if found is None:
            found = self._decoded(self.get(oid, "tree"))
        return found

    def _decoded(self, found: Raw) -> Tree:
        try:
            entries = objects.decode_tree(found.data, len(found.oid))
        except ValueError as fault:
            raise self._damaged(found.oid, "it is not a tree git could have written") from fault
        self._trees[found.oid] = entries
        if len(self._trees) > _KEPT_TREES:
            self._trees.popitem(last=False)
        return entries

    def files(self, tree: str, prefix: str = "") -> dict[str, Entry]:
        """Every file under the tree, ``prefix`` before its path; one round of reading a level."""
        found: dict[str, Entry] = {}
        level = {prefix: tree}
        while level:
            self.load(level.values())
            below: dict[str, str] = {}
            for place, oid in level.items():
                for name, entry in self.tree(oid).items():
                    if entry.is_folder:
                        below[f"{place}{name}/"] = entry.oid
                    else:
                        found[place + name] = entry
            level = below
        return found

    def load(self, trees: Iterable[str]) -> None:
        """Reads these trees in one go, so that :meth:`tree` finds them kept."""
        wanted = list({oid: None for oid in trees if oid not in self._trees and oid not in self.pending})
        for oid, got in zip(wanted, self.contents(wanted), strict=True):
            if got is None or got.kind != "tree":
                raise self._damaged(oid, "this tree is missing")
            self._decoded(got)

    def entry(self, tree: str, path: str) -> Entry | None:
        """What stands at ``path``, a file or a folder (``""`` is the tree itself); None if nothing."""
        at = Entry(objects.FOLDER, tree)
        for part in path.split("/") if path else ():
            below = self.tree(at.oid).get(part) if at.is_folder else None
            if below is None:
                return None
            at = below
        return at

    def changes(self, old: str, new: str) -> Changes:
        """The files that differ between two trees: path → (before, after)."""
        return self.changes_of([(old, new)])[0]

    def changes_of(self, pairs: Sequence[tuple[str, str]]) -> list[Changes]:
        """:meth:`changes` of many pairs of trees at once; equal folders are not read."""
        found: list[Changes] = [{} for _ in pairs]
        level = [(number, "", old, new) for number, (old, new) in enumerate(pairs) if old != new]
        while level:
            self.load(oid for _, _, *both in level for oid in both if oid)
            level = [
                (number, f"{place}{name}/", _folder(was), _folder(now))
                for number, place, before, after in level
                for name, was, now in self._differing(before, after)
                if not self._note(found[number], place + name, was, now)
            ]
        return found

    def _differing(self, before: str, after: str) -> Iterator[tuple[str, Entry | None, Entry | None]]:
        ours = self.tree(before) if before else {}
        theirs = self.tree(after) if after else {}
        for name in ours.keys() | theirs.keys():
            was, now = ours.get(name), theirs.get(name)
            if was != now:
                yield name, was, now

    @staticmethod
    def _note(changes: Changes, path: str, was: Entry | None, now: Entry | None) -> bool:
        """Notes a file that differs; whether that is all, so that no folder is left to enter."""
        files = tuple(None if entry is None or entry.is_folder else entry for entry in (was, now))
        if any(files):
            changes[path] = (files[0], files[1])
        return not (_folder(was) or _folder(now))

    def close(self) -> None:
        """Ends the process; the next question starts another."""
        with self._turn:
            self._drop()

    def _ask(self, verb: str, names: Sequence[str], one: Callable[[list[bytes]], T]) -> list[T | None]:
        if not names:
            return []
        with self._turn:
            process = self._running()
            try:
                lines = "".join(f"{verb} {name}\n" for name in names) + "flush\n"
                process.stdin.write(lines.encode("utf-8", "surrogateescape"))
                process.stdin.flush()
                return [self._answer(name, one) for name in names]
            except (OSError, ValueError) as fault:
                said = self._last_words()
                self._drop()
                raise self._damaged(names[0], said or "git stopped answering") from fault
            except BaseException:
                self._drop()  # half an answer may still stand in the pipe
                raise

    def _answer(self, name: str, one: Callable[[list[bytes]], T]) -> T | None:
        line: bytes = self._process.stdout.readline()
        if line.endswith((b" missing\n", b" ambiguous\n")):
            return None
        header = line.split()
        if len(header) != 3 or not line.endswith(b"\n"):
            raise self._damaged(name, self._last_words() or "git stopped answering")
        return one(header)

    def _running(self) -> Any:  # noqa: ANN401 - see launch.Git.start
        if self._process is not None and self._pid != os.getpid():
            self._process.proc = None  # the parent's process: neither ours to use nor to end
            self._process = None
        if self._process is None:
            self._process = self._git.start("cat-file", "--batch-command", "--buffer")
            self._pid = os.getpid()
        return self._process

    def _last_words(self) -> str:
        """What git said before it ended, if it ended."""
        if self._process is None or self._process.proc is None:
            return ""
        process = self._process.proc
        process.stdout.close()
        process.terminate()
        said = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        return next((line for line in said if line.startswith(("error:", "fatal:"))), "")

    def _drop(self) -> None:
        self._process = None

    def _damaged(self, name: str, why: str) -> Damaged:
        return Damaged(name, why, str(self._git.folder))


def _folder(entry: Entry | None) -> str:
    return entry.oid if entry and entry.is_folder else ""
