"""Sharing the record with the team's other machines, through any git remote.

Refs are compared three ways: where the other copy stands, where we stand, and where both stood when
they last agreed. What only one side moved follows it; what both moved is joined act by act, and what
cannot be joined is kept beside, never dropped. Nothing is pushed over what somebody else shared.
"""

import hashlib
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from negotiate.bargaining.trailers import read_row
from negotiate.common.errors import Refused, WorkspaceFault
from negotiate.repository.model import Kind, Move
from negotiate.repository.remote import INCOMING, Remote, Stale
from negotiate.repository.transaction import Transaction
from negotiate.workspace import joining
from negotiate.workspace.workspace import (
    AGREED,
    DRAFTS,
    MAIN,
    PASSES,
    PROPOSALS,
    ROUNDS,
    TENTATIVE,
    Workspace,
)

PRIVATE = "refs/heads/private"
ASIDE = "refs/heads/aside/"
_SHARED = tuple(
    one.removeprefix("refs/")
    for one in (MAIN, TENTATIVE, PRIVATE, PROPOSALS, DRAFTS, ASIDE, PASSES, AGREED, ROUNDS)
)
_TURN = "refs/negotiate/turn"
"""Moved by every push that shares something: two pushes at once cannot both succeed, even where they
touch different items, so that whoever comes second sees the first before sharing."""
_TRIES = 60
_LOCKED = 8
"""Tries that the same lock stands in the way of before it is a dead program's: some ten seconds."""


@dataclass
class Shared:
    """What a sync did: ``taken`` came from others, ``given`` went to them, ``notes`` are to be read."""

    address: str = ""
    taken: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, object]:
        """The outcome as data."""
        return {"remote": self.address, "taken": self.taken, "given": self.given, "notes": self.notes}


def sync(workspace: Workspace, address: str) -> Shared:
    """Takes in what others shared and shares what is ours; repeats when somebody was faster.

    Raises :class:`Refused` where the other copy holds another agreement or what no workspace holds,
    and :class:`WorkspaceFault` where it cannot be reached. Nothing is changed then.
    """
    repository = workspace.repository
    if address and (Path(address).exists() or "/" in address) and "://" not in address:
        address = str(Path(address).absolute()) if Path(address).exists() else address
    done = Shared()
    locked: list[str] = []
    for attempt in range(_TRIES):
        with repository.remote(address) as remote:
            done.address = remote.shown
            if _once(workspace, remote, done):
                remote.remember()
                return done
            locked.append(remote.locked)
        if locked[-1] and locked[-_LOCKED:] == [locked[-1]] * _LOCKED:
            raise WorkspaceFault(
                "somebody's program died while it shared, and left a lock in the other copy",
                where=locked[-1],
                do="have that person sync again; or, if nobody is sharing now, delete this file",
            )
        time.sleep(random.uniform(0, min(0.25 * 2**attempt, 4.0)))
    raise WorkspaceFault(
        "others keep sharing at the same moment; what is ours is not shared yet",
        where=done.address,
        do="run `negotiate sync` again",
    )


def _once(workspace: Workspace, remote: Remote, done: Shared) -> bool:
    """One look and one push; False where somebody was faster."""
    repository = workspace.repository
    place = hashlib.sha256(remote.url.encode()).hexdigest()[:12]
    try:
        theirs = remote.fetch((*_SHARED, _TURN.removeprefix("refs/")))
    except Stale:
        return False
    base = repository.synced(place)
    turn = theirs.pop(_TURN, None)
    _check(workspace, theirs)
    rewritten = _Taking(workspace, theirs, base, done).run()
    ours = shared_refs(workspace)
    moves = [
        Move(ref, theirs.get(ref), ours.get(ref))
        for ref in sorted(theirs.keys() | ours.keys())
        if theirs.get(ref) != ours.get(ref)
    ]
    try:
        remote.push([*moves, Move(_TURN, turn, repository.token())] if moves else [])
    except Stale:
        return False
    done.given = list(dict.fromkeys([*done.given, *(move.ref.split("/", 2)[2] for move in moves)]))
    everything = {ref: Move(ref, None, ours.get(ref)) for ref in base.keys() | theirs.keys() | ours.keys()}
    repository.note_synced(place, [one for one in everything.values() if base.get(one.ref) != one.new])
    if rewritten:
        repository.forget(PRIVATE)
    return True


def shared_refs(workspace: Workspace) -> dict[str, str]:
    """The refs a team shares, with the objects they name."""
    places = tuple(f"refs/{one}" for one in _SHARED)
    refs = workspace.repository.refs("refs/")
    return {
        ref.name: ref.oid
        for ref in refs
        if any(ref.name == one or (one.endswith("/") and ref.name.startswith(one)) for one in places)
    }


def _check(workspace: Workspace, theirs: dict[str, str]) -> None:
    """Refuses what no workspace of ours would hold, before anything is taken in."""
    repository = workspace.repository
    main = theirs.get(MAIN)
    if main is not None:
        own = workspace.commit_of(MAIN)
        if main != own and repository.common_base(own, main) is None:
            raise Refused("the other copy holds another agreement", do="give the address of your team's copy")
    for ref in repository.refs(f"{INCOMING}heads/"):
        if repository.resolve(ref.name.replace(INCOMING, "refs/")) == ref.oid:
            continue
        odd = repository.odd_paths(ref.oid)
        if odd:
            raise Refused(f"the other copy holds what is no file of a workspace: {odd[0]!r} ({ref.name})")
        name = ref.name.removeprefix(INCOMING)
        own = name.removeprefix("heads/proposal/")
        if own != name and read_row(ref.trailers, ref.oid).id != own:
            raise Refused("an item of the other copy stands under another item's name", where=name)


class _Taking:
    """Taking in what the other copy holds, as one operation."""

    def __init__(
        self, workspace: Workspace, theirs: dict[str, str], base: dict[str, str], done: Shared
    ) -> None:
        self.workspace = workspace
        self.repository = workspace.repository
        self.theirs, self.base, self.done = theirs, base, done
        self.rewritten = False

    def run(self) -> bool:
        """Whether the private log was rewritten, so that what it held must leave this disk."""
        with self.repository.operation(f"sync with {self.done.address}", kind=Kind.SYNC) as op:
            self.ours = shared_refs(self.workspace)
            apart = self._follow(op)
            self._join(op, apart)
            if self.rewritten:
                self.repository.to_forget()
        return self.rewritten

    def _follow(self, op: Transaction) -> list[str]:
        """Moves what only the other side moved; the refs both moved, apart from each other."""
        apart: list[str] = []
        for ref in sorted(self.theirs.keys() | self.base.keys()):
            was, here, there = self.base.get(ref), self.ours.get(ref), self.theirs.get(ref)
            if here == there or there == was:
                continue
            if here is None and there is not None:
                op.move(ref, new=there, old=None)
            elif here is not None and there is None:
                if here != was:
                    continue  # taken away there and written on here: it stays
                op.delete(ref, old=here)
            elif here is not None and there is not None:
                onward = here == was or self.repository.common_base(here, there) == here
                if not onward and ref.startswith("refs/heads/"):
                    if self.repository.common_base(here, there) != there:
                        apart.append(ref)
                    continue
                if not onward:
                    continue  # a mark of ours that was not shared yet: made anew with its item
                self.rewritten |= ref == PRIVATE and self.repository.common_base(here, there) != here
                op.move(ref, new=there, old=here)
            self._tell(ref)
        return apart

    def _tell(self, ref: str) -> None:
        self.done.taken.append(ref.split("/", 2)[2])

    def _join(self, op: Transaction, apart: list[str]) -> None:
        join = joining.Joining(self.workspace, op, self.ours, self.theirs, self.base)
        for ref in apart:
            if ref == MAIN:
                join.main()
            elif ref == PRIVATE:
                self.rewritten |= join.private(ref)
            elif ref == TENTATIVE:
                join.tentative()
        join.items([ref for ref in apart if ref.startswith(PROPOSALS)])
        for ref in apart:
            if ref.startswith(DRAFTS):
                join.draft(ref)
            self._tell(ref)
        self.done.notes += join.notes
