"""The operation log: one commit an operation on ``refs/negotiate/operations``, and what undo reads there.

Making the log commit the log's tip is the point at which an operation has happened. Its parents are
the log before it and the commits its refs stood at, so that nothing an undo may need is ever pruned.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from negotiate.common.errors import Refused, WorkspaceFault
from negotiate.repository import messages, objects
from negotiate.repository.model import Commit, Kind, Move, Operation, Person, last_value
from negotiate.repository.reader import Reader

LOG = "refs/negotiate/operations"
KEPT = "refs/negotiate/kept/"
"""Where tags' own objects are kept once no ref names them: a commit cannot have a tag as parent."""
_NONE = "-"


def encode(operation: Operation, tree: str, parents: Iterable[str]) -> objects.Raw:
    """The log commit of ``operation``."""
    trailers = [("Operation", operation.id), ("Kind", operation.kind.value), ("Where", operation.where)]
    trailers += [("Of", operation.of)] if operation.of else []
    trailers += [("Final", operation.final)] if operation.final else []
    trailers += [("Move", f"{m.ref} {m.old or _NONE} {m.new or _NONE}") for m in operation.moves]
    message = messages.compose(operation.what, trailers)
    return objects.encode_commit(tree, parents, operation.who, operation.at, message, len(tree))


def decode(commit: Commit) -> Operation:
    """The operation that a log commit records."""
    moves = tuple(_move(value) for key, value in commit.trailers if key == "Move")
    try:
        return Operation(
            id=commit.trailer("Operation") or "",
            what=f"{commit.subject}\n{commit.body}".strip(),
            who=commit.author,
            at=commit.at,
            where=commit.trailer("Where") or "",
            moves=moves,
            kind=Kind(commit.trailer("Kind") or ""),
            of=commit.trailer("Of") or "",
            final=last_value(commit.trailers, "Final") or "",
            oid=commit.oid,
        )
    except ValueError as fault:
        raise WorkspaceFault(f"the operation log cannot be read at {commit.oid}", where=LOG) from fault


def _move(value: str) -> Move:
    found = re.fullmatch(r"(refs/\S+) (\S+) (\S+)", value)
    if found is None:
        raise WorkspaceFault(f"the operation log holds a move that cannot be read: {value!r}", where=LOG)
    ref, old, new = found.groups()
    return Move(ref, None if old == _NONE else old, None if new == _NONE else new)


def beginning(tree: str) -> objects.Raw:
    """The empty commit that every log starts from, the same everywhere, so that its end can be seen."""
    epoch = datetime.fromtimestamp(0, UTC)
    message = messages.compose("What was done in this clone, one commit an operation")
    return objects.encode_commit(
        tree, (), Person("negotiate", "negotiate@localhost"), epoch, message, len(tree)
    )


def walk(reader: Reader, tip: str | None) -> Iterator[Operation]:
    """The operations from ``tip`` back, newest first, read as they are asked for."""
    while tip is not None:
        commit = reader.commit(tip)
        if not commit.parents:
            return
        yield decode(commit)
        tip = commit.parents[0]


def parents(tip: str, tips: Sequence[Commit]) -> list[str]:
    """The log commit's parents: the log so far, then the refs' commits that no other of them keeps."""
    kept = {parent for commit in tips for parent in commit.parents}
    found = dict.fromkeys(commit.oid for commit in tips if commit.oid not in kept)
    return [tip, *found]


def to_undo(newest_first: Iterable[Operation]) -> Operation | None:
    """The last act that still stands, or None."""
    settled: set[str] = set()
    undone: set[str] = set()
    for operation in newest_first:
        if operation.kind is Kind.DO:
            if operation.id not in undone:
                return operation
        elif not operation.kind.passed_over and operation.of not in settled:
            settled.add(operation.of)
            if operation.kind is Kind.UNDO:
                undone.add(operation.of)
    return None


def to_redo(newest_first: Iterable[Operation]) -> Operation | None:
    """The last undo that nothing was done after and that was not redone, or None."""
    redone: set[str] = set()
    for operation in newest_first:
        if operation.kind.passed_over:
            continue
        if operation.kind is Kind.DO:
            return None
        if operation.kind is Kind.REDO:
            redone.add(operation.of)
        elif operation.of not in redone:
            return operation
        else:
            redone.discard(operation.of)
    return None


def check_undo(operation: Operation | None) -> Operation:
    """``operation`` if it may be undone; Refused with the reason when not."""
    if operation is None:
        raise Refused("there is nothing to undo")
    if operation.final:
        raise Refused(
            f"{operation.what!r} cannot be undone: {operation.final}",
            do="record a withdrawal or a correction instead; what was done stays on the record",
        )
    return operation


def check_redo(operation: Operation | None) -> Operation:
    """``operation``, an undo, if there is one to redo; Refused when not."""
    if operation is None:
        raise Refused("there is nothing to redo: nothing was undone, or something was done since")
    return operation


def backwards(operation: Operation, kind: Kind) -> tuple[str, tuple[Move, ...]]:
    """How the operation that takes ``operation`` back is called, and its moves."""
    named = operation.what.removeprefix("Undo: ").removeprefix("Redo: ")
    return f"{kind.value.capitalize()}: {named}", tuple(move.back() for move in operation.moves)
