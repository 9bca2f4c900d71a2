"""What the git side hands out: refs, commits, moves of refs, operations.

Object ids are lower-case hex (40 digits, 64 in a SHA-256 repository). Times are aware datetimes
with the offset they were written with. Texts are decoded as UTF-8; bytes that are not UTF-8 are
kept as surrogate escapes, so that encoding them again gives the bytes back.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Trailers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something, as git writes it: ``name <email>``."""

    name: str
    email: str

    def __str__(self) -> str:
        """``name <email>``."""
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: ``subject`` is its first line, ``body`` the rest without the trailers."""

    oid: str
    tree: str
    parents: tuple[str, ...]
    subject: str
    body: str
    trailers: Trailers
    author: Person
    at: datetime

    def trailer(self, key: str) -> str | None:
        """The last value of the trailer ``key``, or None."""
        return last_value(self.trailers, key)


class Tip:
    """What the object a ref names says of itself: taken from its bytes when asked for, and once.

    ``target`` is the commit it leads to. A listing of thousands is asked for the words of few.
    """

    __slots__ = ("_read", "_told", "target")

    def __init__(self, target: str, read: Callable[[], Commit]) -> None:
        self.target = target
        self._read = read
        self._told: Commit | None = None

    @property
    def told(self) -> Commit:
        """The object as if it were a commit; raises what ``read`` raises for odd bytes."""
        if self._told is None:
            self._told = self._read()
        return self._told


@dataclass(frozen=True, slots=True)
class Ref:
    """A ref and what its tip says.

    ``oid`` is the object the ref names; ``target_oid`` the commit it leads to (the same, unless the
    ref is an annotated tag). Subject, trailers, author and time are those of the object named: for
    an annotated tag the tag's own.
    """

    name: str
    oid: str
    tip: Tip = field(repr=False, compare=False)

    @property
    def target_oid(self) -> str:
        """The commit it leads to."""
        return self.tip.target

    @property
    def subject(self) -> str:
        """The first line of the message."""
        return self.tip.told.subject

    @property
    def trailers(self) -> Trailers:
        """The pairs of the message's last paragraph."""
        return self.tip.told.trailers

    @property
    def author(self) -> Person:
        """Who made it."""
        return self.tip.told.author

    def trailer(self, key: str) -> str | None:
        """The last value of the trailer ``key``, or None."""
        return last_value(self.trailers, key)


@dataclass(frozen=True, slots=True)
class Move:
    """A ref before and after: ``old`` is None where it was made, ``new`` None where it was deleted."""

    ref: str
    old: str | None
    new: str | None

    def back(self) -> "Move":
        """The same move backwards."""
        return Move(self.ref, self.new, self.old)


class Kind(StrEnum):
    """What sort of operation one is: an act, an act taken back, one taken back and done again; and
    what undo passes over: what came from another copy, and an entry of an append-only log."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    SYNC = "sync"
    LOG = "log"

    @property
    def passed_over(self) -> bool:
        """Whether undo and redo go past it."""
        return self in (Kind.SYNC, Kind.LOG)


@dataclass(frozen=True, slots=True)
class Operation:
    """One act of a person, all of whose moves happened together.

    ``where`` names the machine; ``of`` is the id of the operation that an undo or a redo is about;
    ``final`` is the reason why it can never be undone ("it has crossed the table"), or empty.
    ``oid`` is the commit in the operation log.
    """

    id: str
    what: str
    who: Person
    at: datetime
    where: str
    moves: tuple[Move, ...]
    kind: Kind = Kind.DO
    of: str = ""
    final: str = ""
    oid: str = ""


def last_value(trailers: Trailers, key: str) -> str | None:
    """The last value given for ``key`` (compared without regard to case), or None."""
    wanted = key.lower()
    return next((value for name, value in reversed(trailers) if name.lower() == wanted), None)
