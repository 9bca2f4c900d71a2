"""Commits, trees and files as the workspace reads them; trees and commits never change, so they are kept."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence

from negotiate.repository import objects
from negotiate.repository.catfile import CatFile, T
from negotiate.repository.launch import Git
from negotiate.repository.model import Commit, Trailers
from negotiate.repository.objects import Entry, Raw, Tree

_KEPT_ENTRIES = 300_000
"""Of all trees kept together: a folder may hold one file or a thousand."""
Changes = dict[str, tuple[Entry | None, Entry | None]]
"""Path → the file before and after, None where there was none."""


class Reader(CatFile):
    """Objects with their meaning. ``pending`` are objects built and not yet handed to git."""

    def __init__(self, git: Git) -> None:
        super().__init__(git)
        self.pending: dict[str, Raw] = {}
        self._trees: OrderedDict[str, Tree] = OrderedDict()
        self._entries = 0

    def get(self, oid: str, kind: str) -> Raw:
        """The object ``oid``, which must exist and be of ``kind``."""
        found = self.pending.get(oid) or self.contents([oid])[0]
        if found is None:
            raise self.damaged(oid, f"this {kind} is missing")
        if found.kind != kind:
            raise self.damaged(oid, f"a {found.kind} stands where a {kind} should")
        return found

    def commit(self, oid: str) -> Commit:
        """The commit ``oid``."""
        return self.commits([oid])[0]

    def commits(self, oids: Sequence[str]) -> list[Commit]:
        """The commits of these ids, in order, read in one go."""
        return self._decoded_as(objects.decode_commit, oids)

    def trailers(self, oids: Sequence[str]) -> list[Trailers]:
        """The trailers of the commits of these ids, in order, read in one go; nothing else is decoded."""
        return self._decoded_as(objects.decode_trailers, oids)

    def _decoded_as(self, decode: Callable[[Raw], T], oids: Sequence[str]) -> list[T]:
        stored = iter(self.contents([oid for oid in oids if oid not in self.pending]))
        found = []
        for oid in oids:
            got = self.pending.get(oid) or next(stored)
            if got is None or got.kind != "commit":
                raise self.damaged(oid, "this commit is missing")
            try:
                found.append(decode(got))
            except (ValueError, KeyError, IndexError) as fault:
                raise self.damaged(oid, "it is not a commit git could have written") from fault
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
            raise self.damaged(found.oid, "it is not a tree git could have written") from fault
        self._trees[found.oid] = entries
        self._entries += len(entries)
        while self._entries > _KEPT_ENTRIES and len(self._trees) > 1:
            self._entries -= len(self._trees.popitem(last=False)[1])
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
                raise self.damaged(oid, "this tree is missing")
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
        apart = [name for name, now in theirs.items() if ours.get(name) is not now]
        for name in (*apart, *(ours.keys() - theirs.keys())):
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


def _folder(entry: Entry | None) -> str:
    return entry.oid if entry and entry.is_folder else ""
