"""A workspace's git repository: read it, and change it one operation at a time."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from platform import node

from negotiate.common.errors import BadInput, Refused, WorkspaceFault
from negotiate.repository import journal, names, recovery, setup
from negotiate.repository.copies import Copies
from negotiate.repository.journal import LOG
from negotiate.repository.launch import GitFailed
from negotiate.repository.model import Kind, Move, Operation, Person
from negotiate.repository.moving import Moved
from negotiate.repository.transaction import Transaction


class Repository(Copies):
    """One workspace. Threads may share it; :meth:`close` it, or use it as a context."""

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
            if fault.want:
                raise
            lines = (line.strip() for line in fault.stderr.splitlines())
            return tuple(line for line in lines if line) or (fault.what,)
        return ()

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
                if transaction.heed:
                    self.told(transaction.heed)
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

    def _operations(self) -> Iterator[Operation]:
        self._settle()
        return journal.walk(self._reader, recovery.tip(self._reader, LOG))


def _repeat(transaction: Transaction, move: Move) -> None:
    if move.new is None and move.old is not None:
        transaction.delete(move.ref, old=move.old)
    elif move.new is not None:
        transaction.move(move.ref, new=move.new, old=move.old)
