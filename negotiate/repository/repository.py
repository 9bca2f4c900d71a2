"""A workspace's git repository: read it, and change it one operation at a time."""

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from platform import node
from types import TracebackType

from negotiate.common.errors import BadInput, Refused, WorkspaceFault
from negotiate.repository import journal, listing, names, objects, recovery, setup
from negotiate.repository.catfile import Damaged
from negotiate.repository.drafts import Drafts
from negotiate.repository.journal import LOG
from negotiate.repository.launch import Git, GitFailed
from negotiate.repository.lock import FileLock
from negotiate.repository.model import Commit, Kind, Move, Operation, Person, Ref
from negotiate.repository.moving import Moved
from negotiate.repository.reader import Reader
from negotiate.repository.remote import Remote
from negotiate.repository.transaction import Transaction


class Repository:
    """One workspace. Threads may share it; :meth:`close` it, or use it as a context."""

    def __init__(self, git: Git, digits: int) -> None:
        """Use :meth:`open` or :meth:`create`."""
        self.folder = git.folder
        """The work tree: the person's own."""
        self.drafts = Drafts(git.common / "negotiate" / "drafts")
        """What is being typed and is not yet in git."""
        self.notes: tuple[str, ...] = ()
        """What a person must be told after an interrupted act was finished."""
        self._git = git
        self._digits = digits
        self._reader = Reader(git)
        self._listing = listing.Listing(git, self._reader)
        self._lock = FileLock(git.common / "negotiate" / "lock")
        self._person: Person | None = None

    @classmethod
    def create(cls, path: Path) -> "Repository":
        """A new repository at ``path`` on the branch ``main``, which has no commit yet."""
        setup.create(path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> "Repository":
        """The workspace around ``path``; WorkspaceFault when there is none or it cannot be used.

        What a process that died had begun is finished or forgotten first.
        """
        found = setup.find(path)
        opened = cls(found.git, found.digits)
        opened._settle()
        return opened

    def close(self) -> None:
        """Ends the git process that answers questions; the next question starts another."""
        self._reader.close()

    def __enter__(self) -> "Repository":
        """The repository itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes it."""
        self.close()

    # ---- reading -------------------------------------------------------------------------------

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
        blobs = self._reader.contents(list(paths.values()))
        pairs = zip(paths.items(), blobs, strict=True)
        return {path: _text(blob.data if blob else self._blob(oid), path) for (path, oid), blob in pairs}

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
        self, pairs: Sequence[tuple[str, str]]
    ) -> tuple[dict[str, tuple[str | None, str | None]], ...]:
        """For each pair of commits, path → (blob before, blob after) of the files that differ.

        Commits made in an operation that has not ended yet cannot be compared.
        """
        named = list(dict.fromkeys(name for pair in pairs for name in pair if not names.is_oid(name)))
        oid = {name: self._commit_of(name) for name in named}
        found = self._listing.changes([(oid.get(old, old), oid.get(new, new)) for old, new in pairs])
        return tuple(found)

    def refs(self, prefix: str = "refs/") -> tuple[Ref, ...]:
        """Every ref under ``prefix`` (a folder of refs or one ref) with what its tip says, by name.

        Taken between operations, never in the middle of one.
        """
        self._settle()
        with self._lock.reading():
            try:
                return self._listing.refs(names.ref_prefix(prefix))
            except GitFailed as fault:
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

    # ---- operations ----------------------------------------------------------------------------

    @contextmanager
    def operation(
        self,
        what: str,
        *,
        author: Person | None = None,
        at: datetime | None = None,
        final: str = "",
        kind: Kind = Kind.DO,
    ) -> Iterator[Transaction]:
        """An act, called ``what`` in the history; it happens at the end of the block, whole or not at all.

        ``at`` (default now) needs a zone. ``final``: the reason why it can never be undone; of the kind
        ``SYNC`` undo passes it over. Keep the
        block short: other programs wait for it. An exception inside means that nothing happened.
        """
        with self._operating(what, author, at, final=final, kind=kind) as transaction:
            yield transaction

    def operations(self, limit: int | None = None) -> tuple[Operation, ...]:
        """The operations of this clone, newest first."""
        return tuple(islice(self._operations(), limit))

    def undo_plan(self) -> Operation | None:
        """The operation that :meth:`undo` would take back, even if it would refuse; None if there is none."""
        return journal.to_undo(self._operations())

    def redo_plan(self) -> Operation | None:
        """The undo that :meth:`redo` would take back; None if there is none."""
        return journal.to_redo(self._operations())

    def undo(self, *, author: Person | None = None, at: datetime | None = None) -> Operation:
        """Takes the last act back, as a new operation; Refused when it is final or a ref moved since."""
        return self._take_back(journal.check_undo(self.undo_plan()), Kind.UNDO, author, at)

    def redo(self, *, author: Person | None = None, at: datetime | None = None) -> Operation:
        """Does again what the last undo took back; Refused when there is no such undo."""
        return self._take_back(journal.check_redo(self.redo_plan()), Kind.REDO, author, at)

    def verify_objects(self) -> tuple[str, ...]:
        """What ``git fsck`` finds wrong with the objects and refs, one line each; empty when all is sound."""
        try:
            self._git.run("fsck", "--full", "--no-dangling", "--no-progress")
        except GitFailed as fault:
            lines = (line.strip() for line in fault.stderr.splitlines())
            return tuple(line for line in lines if line) or (fault.what,)
        return ()

    # ---- other copies --------------------------------------------------------------------------

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

    def forget(self, ref: str) -> None:
        """Takes what ``ref`` named once, and nothing names now, off this disk: its log and the objects.

        Where other copies stood on it is forgotten with it.
        """
        self._reader.close()
        name = f"/{ref.removeprefix('refs/heads/')}"
        places = ("refs/negotiate/", "refs/remotes/")
        with self._lock.writing() as descriptor:
            held = (descriptor,)
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

    # ---- inside --------------------------------------------------------------------------------

    def _reached(self, step: str) -> None:
        """Called at every step of an operation; tests die here."""

    @contextmanager
    def _operating(
        self,
        what: str,
        author: Person | None,
        at: datetime | None,
        *,
        final: str = "",
        kind: Kind = Kind.DO,
        of: str = "",
    ) -> Iterator[Transaction]:
        when = (at or datetime.now().astimezone()).replace(microsecond=0)
        if when.utcoffset() is None:
            raise BadInput(f"{when} has no time zone", do="give the time with its offset")
        who = self.identity()
        who = setup.person(author.name, author.email) if author else who
        identifier = secrets.token_hex(6)
        where = names.one_line(node() or "unknown", "the machine's name")
        told = Operation(
            identifier, what, who, when, where, (), kind, of, names.one_line(final, "the reason")
        )
        with self._lock.writing() as descriptor:
            self.notes += recovery.recover(self._git, self._reader, (descriptor,))
            transaction = Transaction(self._git, self._reader, told, self._digits)
            try:
                yield transaction
                transaction.land((descriptor,), self._reached)
            finally:
                self._reader.pending.clear()

    def _take_back(
        self, found: Operation, kind: Kind, author: Person | None, at: datetime | None
    ) -> Operation:
        what, moves = journal.backwards(found, kind)
        of = found.id if kind is Kind.UNDO else found.of
        try:
            with self._operating(what, author, at, kind=kind, of=of) as transaction:
                for move in moves:
                    _repeat(transaction, move)
        except Moved as fault:
            raise Refused(f"{what!r} would take later work with it: {fault.what}", do=fault.do) from fault
        if transaction.done is None:
            raise WorkspaceFault(f"{found.what!r} moved nothing, so there is nothing to take back")
        return transaction.done

    def _settle(self) -> None:
        """Finishes what a dead process left, where this folder can be written."""
        if self._lock.descriptor is not None or not recovery.pending_path(self._git).exists():
            return
        with self._lock.writing() as descriptor:
            self.identity()
            self.notes += recovery.recover(self._git, self._reader, (descriptor,))

    def _operations(self) -> Iterator[Operation]:
        self._settle()
        return journal.walk(self._reader, recovery.tip(self._reader, LOG))

    def _commit_of(self, revision: str) -> str:
        found = self.resolve(revision)
        if found is None:
            raise BadInput(f"nothing on the record is called {revision!r}", where=str(self.folder))
        return found

    def _tree_of(self, revision: str) -> str:
        return self._trees_of([revision])[0]

    def _trees_of(self, revisions: Sequence[str]) -> list[str]:
        pending = self._reader.pending
        stored = [revision for revision in revisions if revision not in pending]
        infos = iter(self._reader.info([f"{names.revision(revision)}^{{tree}}" for revision in stored]))
        found = []
        for revision in revisions:
            if revision in pending:
                found.append(objects.decode_commit(pending[revision]).tree)
            elif (got := next(infos)) is not None:
                found.append(got.oid)
            else:
                raise BadInput(f"nothing on the record is called {revision!r}", where=str(self.folder))
        return found

    def _blob(self, oid: str) -> bytes:
        return self._reader.get(oid, "blob").data


def _repeat(transaction: Transaction, move: Move) -> None:
    if move.new is None and move.old is not None:
        transaction.delete(move.ref, old=move.old)
    elif move.new is not None:
        transaction.move(move.ref, new=move.new, old=move.old)


def _text(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise BadInput("this file is not UTF-8 text", where=path, do="save it as UTF-8") from fault
