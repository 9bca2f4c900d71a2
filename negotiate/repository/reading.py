"""A repository as it is read: names, files, refs, lines of commits. Nothing here moves a ref."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from negotiate.common.collecting import uncollected
from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.repository import listing, names, objects, recovery, setup
from negotiate.repository.catfile import Damaged
from negotiate.repository.drafts import Drafts
from negotiate.repository.kept import Kept
from negotiate.repository.launch import Git, GitFailed
from negotiate.repository.lock import FileLock
from negotiate.repository.model import Commit, Person, Ref, Trailers
from negotiate.repository.reader import Reader

_KEPT = "kept-"


class Reading:
    """What may be asked of a workspace's repository. Threads may share it; it is a context."""

    def __init__(self, git: Git, digits: int) -> None:
        """Use :meth:`open` or :meth:`create`."""
        self.folder = git.folder
        """The work tree: the person's own."""
        self.private = git.common / "negotiate"
        """The folder of what is kept beside git and never shared."""
        self.drafts = Drafts(self.private / "drafts")
        """What is being typed and is not yet in git."""
        self.notes: tuple[str, ...] = ()
        """What a person must be told: of an interrupted act that was finished, of a clock moved back."""
        self.told: Callable[[str], None] = self._note
        """Gets a note that comes while the workspace is open; until somebody listens it is kept as one."""
        self._git = git
        self._digits = digits
        self._reader = Reader(git)
        self._listing = listing.Listing(git, self._reader)
        self._roots: dict[str, str] = {}
        self._lock = FileLock(self.private / "lock")
        self._person: Person | None = None

    def _note(self, words: str) -> None:
        self.notes += (words,)

    def close(self) -> None:
        """Ends the git process that answers questions; the next question starts another."""
        self._reader.close()

    def __enter__(self) -> Self:
        """The repository itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self.close()

    def resolve(self, revision: str) -> str | None:
        """The commit a branch, tag, full ref or id leads to; None if nothing has that name."""
        self._settle()
        found = self._reader.info([f"{names.revision(revision)}^{{commit}}"])[0]
        if found is None and listing.has_ref(self._git, revision):
            raise Damaged(revision, "it names an object that is missing or no commit", str(self.folder))
        return found.oid if found else None

    def tree(self, revision: str, prefix: str = "") -> dict[str, str]:
        """Path → blob id of every plain file under the folder ``prefix``, links left out."""
        place = prefix.rstrip("/")
        at = self._reader.entry(self._tree_of(revision), place)
        if at is None or not at.is_folder:
            return {}
        found = self._reader.files(at.oid, f"{place}/" if place else "")
        return {path: found[path].oid for path in sorted(found) if found[path].mode.startswith("100")}

    def read_files(
        self, revision: str, prefix: str = "", keep: Callable[[str], bool] | None = None
    ) -> dict[str, str]:
        """Path → text of every plain file under the folder ``prefix`` (of those whose path ``keep``
        says yes to); BadInput if one is not UTF-8."""
        paths = {path: oid for path, oid in self.tree(revision, prefix).items() if not keep or keep(path)}
        return dict(zip(paths, self.read_texts(list(paths.items())), strict=True))

    def read_texts(self, places: Sequence[tuple[str, str]]) -> list[str]:
        """The text of each file (path, blob id), read in one go; BadInput if one is not UTF-8."""
        pairs = zip(places, self._reader.contents([oid for _, oid in places]), strict=True)
        return [_text(blob.data if blob else self._blob(oid), path) for (path, oid), blob in pairs]

    def read_file(self, revision: str, path: str) -> bytes | None:
        """The bytes of one file as stored; None if there is no such file."""
        at = self._reader.entry(self._tree_of(revision), names.path(path))
        return None if at is None or at.is_folder else self._blob(at.oid)

    def read_many(self, places: Sequence[tuple[str, str]]) -> tuple[bytes | None, ...]:
        """The bytes at each ``(commit id, path)``, read in one go; None where there is no such file."""
        asked = [f"{names.revision(oid)}:{names.path(path)}" for oid, path in places]
        found = self._reader.contents(asked)
        return tuple(
            got.data if got and got.kind == "blob" else self.read_file(*place)
            for got, place in zip(found, places, strict=True)
        )

    def read_blobs(self, oids: Sequence[str]) -> tuple[bytes, ...]:
        """The contents of these blobs (ids from :meth:`tree`), read in one go."""
        if not all(map(names.is_oid, oids)):
            raise BadInput("only whole object ids can be read this way")
        found = self._reader.contents(oids)
        return tuple(got.data if got else self._blob(oid) for oid, got in zip(oids, found, strict=True))

    def changes(
        self, pairs: Sequence[tuple[str, str]], *, links: bool = True
    ) -> tuple[dict[str, tuple[str | None, str | None]], ...]:
        """For each pair of commits, path → (blob before, blob after) of the files that differ; without
        ``links`` a link is no file, as in :meth:`tree`.

        Commits made in an operation that has not ended yet cannot be compared.
        """
        named = list(dict.fromkeys(name for pair in pairs for name in pair if not names.is_oid(name)))
        oid = {name: self._commit_of(name) for name in named}
        whole = [(oid.get(old, old), oid.get(new, new)) for old, new in pairs]
        return tuple(self._listing.changes(whole, links))

    def refs(self, prefix: str = "refs/", wanted: str = "") -> tuple[Ref, ...]:
        """Every ref under ``prefix`` (a folder of refs or one ref) with what its tip says, by name; with
        ``wanted`` only those that begin so.

        Taken between operations, never in the middle of one.
        """
        with self._between():
            return self._listing.refs(names.ref_prefix(prefix), wanted)

    def tips(self, prefix: str) -> list[tuple[str, str]]:
        """``(ref, object id)`` of every ref under ``prefix``, by name; nothing else of them is read."""
        with self._between():
            return self._listing.tips(names.ref_prefix(prefix))

    def trailers(self, oids: Sequence[str]) -> list[Trailers]:
        """The trailers of each of these commits (ids), read in one go."""
        with uncollected():
            return self._reader.trailers(oids)

    def kept(self, name: str) -> Kept:
        """What an earlier run kept under ``name`` of the objects it read, beside the private files."""
        return Kept(self._git.common / "negotiate" / f"{_KEPT}{name}")

    @contextmanager
    def _between(self) -> Iterator[None]:
        """Refs at rest: nobody is in the middle of an operation."""
        self._settle()
        with self._lock.reading():
            try:
                yield
            except GitFailed as fault:
                if fault.want:
                    raise
                do = "copy the record from another clone; `git fsck` shows what is damaged"
                raise WorkspaceFault(
                    f"the record is damaged: {fault.what}", where=fault.where, do=do
                ) from fault

    def log(
        self, revision: str, limit: int | None = None, *, first_parent: bool = True
    ) -> tuple[Commit, ...]:
        """The commits that lead to ``revision``, newest first."""
        tip = self._commit_of(revision)
        return self._listing.log(tip, limit, first_parent=first_parent)

    def lines(self, tips: Sequence[str]) -> list[tuple[tuple[str, Trailers], ...]]:
        """The commits (id and trailers) that lead to each of these ids, newest first, first parents only:
        one process for all, so that a board of thousands starts no more of them than a board of two."""
        if not all(map(names.is_oid, tips)):
            raise BadInput("lines are read by whole ids")
        self._settle()
        return self._listing.lines(tips)

    def commit(self, revision: str) -> Commit:
        """The commit ``revision`` leads to."""
        return self._reader.commit(self._commit_of(revision))

    def identity(self) -> Person:
        """Who is at work: as the environment or git's settings say, else a name that says nobody has told."""
        if self._person is None:
            found = setup.settings(self._git)
            self._person = setup.identity(found)
            # the same settings name content filters, which are switched off from here on
            self._git.environment = setup.environment(found, self._person)
        return self._person

    # ---- inside --------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Finishes what a dead process left, where this folder can be written."""
        if self._lock.descriptor is not None or not recovery.pending_path(self._git).exists():
            return
        with self._lock.writing() as descriptor:
            self.identity()
            self.notes += recovery.recover(self._git, self._reader, (descriptor,))

    def _forget_kept(self) -> None:
        for place in (self._git.common / "negotiate").glob(f"{_KEPT}*"):
            place.unlink()

    def _commit_of(self, revision: str) -> str:
        found = self.resolve(revision)
        if found is None:
            raise BadInput(f"nothing on the record is called {revision!r}", where=str(self.folder))
        return found

    def _tree_of(self, revision: str) -> str:
        return self._trees_of([revision])[0]

    def _trees_of(self, revisions: Sequence[str]) -> list[str]:
        pending, known = self._reader.pending, self._roots
        stored = [revision for revision in revisions if revision not in pending and revision not in known]
        infos = iter(self._reader.info([f"{names.revision(revision)}^{{tree}}" for revision in stored]))
        found = []
        for revision in revisions:
            if revision in pending:
                found.append(objects.decode_commit(pending[revision]).tree)
            elif revision in known:
                found.append(known[revision])
            elif (got := next(infos)) is not None:
                found.append(got.oid)
                if names.is_oid(revision):  # what a whole id leads to never changes
                    known[revision] = got.oid
            else:
                raise BadInput(f"nothing on the record is called {revision!r}", where=str(self.folder))
        return found

    def _blob(self, oid: str) -> bytes:
        return self._reader.get(oid, "blob").data


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadInput("this file is not UTF-8 text", where=path, do="save it as UTF-8") from fault
