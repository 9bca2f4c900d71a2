"""One act of a person as one operation: it happens whole, or not at all.

The lock is held from ``with repository.operation(…)`` to its end, so what is read inside does not
change under it (except by the person's own git, whose moves are found by the old values). Objects
go to the disk first, then the log commit becomes the log's tip, which is the point at which the
operation has happened, then the refs move, then a work tree is brought along. Eight git processes
at most without a work tree to bring along, however many files, commits and refs there are.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from negotiate.common.errors import NegotiateError, Refused, WorkspaceFault
from negotiate.repository import disk, journal, names, objects, recovery, worktree
from negotiate.repository.building import Builder, Files
from negotiate.repository.journal import KEPT, LOG
from negotiate.repository.launch import Git
from negotiate.repository.messages import TrailersGiven
from negotiate.repository.model import Commit, Move, Operation
from negotiate.repository.moving import Moved, RefTransaction
from negotiate.repository.pending import Bring, Pending, checked
from negotiate.repository.reader import Reader
from negotiate.repository.worktree import WorkTree

Step = Callable[[str], None]
_JITTER = timedelta(minutes=1)
"""By which a clock that sets itself may go back unremarked."""


class Transaction:
    """What an operation does: :meth:`commit`, :meth:`move`, :meth:`tag`, :meth:`delete`."""

    def __init__(self, git: Git, reader: Reader, operation: Operation, digits: int) -> None:
        self.done: Operation | None = None
        """The operation as recorded, once it has happened; None when it moved nothing."""
        self.heed = ""
        """What a person must be told of it; empty where nothing."""
        self._git = git
        self._reader = reader
        self._operation = operation
        self._digits = digits
        self._builder = Builder(reader, digits, operation.who, operation.at)
        self._moves: dict[str, Move] = {}

    @property
    def id(self) -> str:
        """The operation's id, for records that name the act they came from."""
        return self._operation.id

    def commit(
        self,
        parents: str | Sequence[str] | None,
        files: Files,
        message: str,
        trailers: TrailersGiven = (),
    ) -> str:
        """A commit with ``files`` laid over the first parent's tree (an empty one without parents).

        ``files`` maps paths to contents, None taking the file away. Its id; no ref leads to it yet.
        """
        line = [parents] if isinstance(parents, str) else list(parents or ())
        return self._builder.commit(line, files, message, trailers)

    def again(self, commit: Commit, parent: str | None, files: Files) -> str:
        """``commit`` once more on another parent, with ``files`` laid over its tree; all else as it was."""
        return self._builder.again(commit, parent, files)

    def move(self, ref: str, *, new: str, old: str | None) -> None:
        """``ref`` is to stand at ``new``; ``old`` is where it must stand until then, None: nowhere."""
        self._add(Move(ref, old, new))

    def delete(self, ref: str, *, old: str) -> None:
        """``ref``, which must stand at ``old``, is to be gone; undo brings it back."""
        self._add(Move(ref, old, None))

    def tag(self, ref: str, target: str, message: str, trailers: TrailersGiven = ()) -> str:
        """An annotated tag that does not exist yet, on the commit ``target``; the tag's own id."""
        oid = self._builder.tag(names.ref(ref).removeprefix("refs/tags/"), target, message, trailers)
        self._add(Move(ref, None, oid))
        return oid

    def _add(self, move: Move) -> None:
        before = self._moves.get(checked(move).ref)
        if before and before.new != move.old:
            raise Moved(f"{move.ref} was already moved in this operation", str(self._git.folder))
        self._moves[move.ref] = replace(move, old=before.old) if before else move

    def land(self, held: tuple[int, ...], step: Step) -> Operation | None:
        """Makes it happen; Moved or Refused, and nothing done, when it cannot."""
        moves = tuple(move for move in self._moves.values() if move.old != move.new)
        if not moves:
            return None
        self._check(moves)
        moves = (*moves, *self._kept(moves))
        brings = self._brings(moves)
        log_tip = recovery.tip(self._reader, LOG)
        operation = replace(self._operation, moves=moves)
        log = self._builder.add(self._log_commit(operation, log_tip))
        self.heed = self._clock(log_tip)
        pending = Pending(log, moves, brings)
        _Landing(self._git, self._reader, pending, held, step).run(self._builder.made.values(), log_tip)
        self.done = replace(operation, oid=log)
        return self.done

    def _check(self, moves: Sequence[Move]) -> None:
        now = self._reader.info([move.ref for move in moves])
        for move, at in zip(moves, now, strict=True):
            if (at.oid if at else None) != move.old:
                raise Moved("another act on the same item or draft came first", str(self._git.folder))

    def _kept(self, moves: Sequence[Move]) -> list[Move]:
        """Refs that keep the objects of tags which lose theirs; a redo brings its own along."""
        have = {move.ref for move in moves}
        tags = [move.old for move in moves if move.ref.startswith("refs/tags/") and move.old]
        tags = [oid for oid in tags if f"{KEPT}{oid}" not in have]
        places = [f"{KEPT}{oid}" for oid in tags]
        found = self._reader.info(places)
        return [
            Move(place, None, oid) for place, oid, at in zip(places, tags, found, strict=True) if at is None
        ]

    def _log_commit(self, operation: Operation, log_tip: str | None) -> objects.Raw:
        empty = self._builder.add(objects.encode_tree({}, self._digits))
        log_tip = log_tip or self._builder.add(journal.beginning(empty))
        kept = [move for move in operation.moves if move.ref != names.REWRITABLE]
        tips = [oid for move in kept for oid in (move.old, move.new) if oid]
        wanted = [f"{oid}^{{commit}}" for oid in tips if oid not in self._builder.made]
        stored = [found.oid for found in self._reader.info(wanted) if found]
        fresh = [
            oid for oid in tips if oid in self._builder.made and self._builder.made[oid].kind == "commit"
        ]
        commits = self._reader.commits(list(dict.fromkeys((*stored, *fresh))))
        return journal.encode(operation, empty, journal.parents(log_tip, commits))

    def _clock(self, log_tip: str | None) -> str:
        """That this machine's clock stands before the last act here, where it does."""
        if log_tip is None:
            return ""
        now, last = self._operation.at, self._reader.commit(log_tip)
        if not last.parents or last.at - now <= _JITTER:  # the log's beginning is no act
            return ""
        return (
            f"this machine's clock says {now:%Y-%m-%d %H:%M %z}, before the last act here "
            f"({last.at.astimezone(now.tzinfo):%Y-%m-%d %H:%M %z}): see that it is right. "
            "What is recorded keeps its order"
        )

    def _brings(self, moves: Sequence[Move]) -> tuple[Bring, ...]:
        """The work trees whose branch moves."""
        by_ref = {move.ref: move for move in moves}
        found: list[Bring] = []
        for ref, place in worktree.checkouts(self._git):
            move = by_ref.get(ref)
            if move is None:
                continue
            if move.new is None:
                where, do = str(worktree.folder_of(self._git, place)), "check out another branch there first"
                raise Refused(f"{ref} is checked out and cannot be taken away", where=where, do=do)
            old, new = self._tree_of(move.old), self._tree_of(move.new)
            found.append(Bring(place, f"{self.id}-{len(found)}", old, new))
        return tuple(found)

    def _tree_of(self, commit: str | None) -> str:
        if commit is None:
            return self._builder.add(objects.encode_tree({}, self._digits))
        return self._reader.commit(commit).tree


class _Landing:
    """The steps by which an operation happens, and how each is taken back before the log has it."""

    def __init__(self, git: Git, reader: Reader, pending: Pending, held: tuple[int, ...], step: Step) -> None:
        self._git = git
        self._reader = reader
        self._pending = pending
        self._held = held
        self._step = step
        self._path = recovery.pending_path(git)
        self._trees = [WorkTree(bring, git, reader) for bring in pending.brings]

    def run(self, made: Iterable[objects.Raw], log_tip: str | None) -> None:
        self._step("begin")
        log_move = Move(LOG, log_tip, self._pending.log)
        moves = RefTransaction(self._git, self._pending.moves, self._held)  # both start while objects
        log = RefTransaction(self._git, [log_move], self._held)  # are written: they wait for orders
        try:
            self._ready(list(made), moves)
            log.prepare()
            self._step("log locked")
            log.commit()
        except BaseException as fault:
            moves.abandon()
            log.abandon()
            happened = self._happened()
            if happened is False:
                self._take_back()
                raise
            self._recover(known=happened is not None)
            if not isinstance(fault, Exception):
                raise
        else:
            self._step("logged")
            self._complete(moves)

    def _ready(self, made: list[objects.Raw], moves: RefTransaction) -> None:
        """All that can fail, before the log has it."""
        self._store(made)
        self._step("objects stored")
        self._pending.write(self._path)
        self._step("written down")
        for tree in self._trees:
            tree.prepare(self._held)
            self._step("work tree asked")
        moves.prepare()
        self._step("refs locked")

    def _store(self, made: list[objects.Raw]) -> None:
        data = objects.pack(made, len(made[0].oid))
        root = self._git.common / "objects"
        folders = [*(root / found.oid[:2] for found in made), root]
        others = _unfinished(folders)
        try:
            self._git.run("unpack-objects", "-q", "--strict", stdin=data, held=self._held)
        except WorkspaceFault:
            for left in _unfinished(folders) - others:  # a full disk would stay full
                with suppress(OSError):
                    left.unlink()
            raise
        disk.sync_folders(folders)

    def _happened(self) -> bool | None:
        """Whether the log has it although an error came: then it must be finished, not taken back."""
        try:
            return recovery.tip(self._reader, LOG) == self._pending.log
        except WorkspaceFault:
            return None  # unknown: the next command finds out

    def _recover(self, *, known: bool) -> None:
        """Finishes it; the fault of what could not be says that it must not be done again."""
        try:
            recovery.recover(self._git, self._reader, self._held)
        except WorkspaceFault as fault:
            if known:
                what = f"the act is on the record, but not everything could follow yet: {fault.what}"
                do = "mend that, then open the workspace: it is finished by itself. Do not repeat the act"
            else:
                what = f"whether the act is on the record cannot be told now: {fault.what}"
                do = "mend that, and look at `negotiate history` before you repeat the act"
            raise WorkspaceFault(what, where=fault.where, do=do) from fault

    def _take_back(self) -> None:
        for tree in self._trees:
            tree.release()
        recovery.clear_locks(self._git, self._pending)  # git passes over a lock it could not remove
        disk.remove(self._path)

    def _complete(self, moves: RefTransaction) -> None:
        try:
            moves.commit()
            self._step("refs moved")
            for tree in self._trees:
                tree.finish(self._held)
                self._step("work tree brought along")
            recovery.clear_locks(self._git, self._pending)
            disk.remove(self._path)
            self._step("done")
        except (OSError, NegotiateError):
            self._recover(known=True)


def _unfinished(folders: Iterable[Path]) -> set[Path]:
    """Objects that git has begun to write there."""
    return {left for folder in set(folders) for left in folder.glob("tmp_obj_*")}
