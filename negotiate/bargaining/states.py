"""An item's states and how they change: one explicit table, nothing allowed that is not in it."""

from enum import StrEnum

from negotiate.common.errors import Refused


class State(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    PROPOSED = "proposed"
    COUNTERED = "countered"
    HELD = "held"
    CONCEPTUAL = "conceptual"
    PACKAGED = "packaged"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    AGREED_IN_CONCEPT = "agreed-in-concept"
    AWAITING_SIGNATURE = "awaiting-signature"
    TA = "TA"
    REOPENED = "reopened"
    RATIFIED = "ratified"


class Act(StrEnum):
    """What can happen to an item; each is one commit on its branch."""

    OPENED = "opened"
    READY = "ready"
    RECALLED = "recalled"
    PASSED = "passed"
    FLOATED = "floated"
    HELD = "held"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    PACKAGED = "packaged"
    UNPACKAGED = "unpackaged"
    ASSENTED = "assented"
    SIGNED = "signed"
    REOPENED = "reopened"
    RATIFIED = "ratified"
    AGREED = "agreed-in-concept"
    SPLIT = "split"
    JOINED = "joined"
    CLOSED = "closed"
    INKED = "inked"


_TALKING = (State.OPEN, State.PROPOSED, State.COUNTERED, State.HELD, State.CONCEPTUAL, State.REOPENED)
_ENDED = (State.WITHDRAWN, State.REJECTED)
_EQUAL = (State.AWAITING_SIGNATURE, State.AGREED_IN_CONCEPT)

_PACKABLE = (State.OPEN, State.PROPOSED, State.COUNTERED, State.HELD, State.CONCEPTUAL, State.REOPENED)

_ALLOWED: dict[Act, tuple[State, ...]] = {
    Act.READY: (*_TALKING, *_ENDED, *_EQUAL, State.PACKAGED),
    Act.RECALLED: (*_TALKING, *_ENDED, *_EQUAL, State.PACKAGED),
    Act.PASSED: (*_TALKING, *_ENDED, *_EQUAL, State.PACKAGED),
    Act.FLOATED: (*_TALKING, *_ENDED, *_EQUAL, State.PACKAGED),
    Act.HELD: (State.OPEN, State.PROPOSED, State.COUNTERED, State.CONCEPTUAL, State.REOPENED, *_EQUAL),
    Act.WITHDRAWN: (*_TALKING, *_EQUAL, State.REJECTED),
    Act.REJECTED: (State.PROPOSED, State.COUNTERED, State.HELD, State.REOPENED, *_EQUAL),
    Act.PACKAGED: _PACKABLE,
    Act.UNPACKAGED: (State.PACKAGED, State.AWAITING_SIGNATURE),
    Act.ASSENTED: (State.AWAITING_SIGNATURE,),
    Act.SIGNED: (State.AWAITING_SIGNATURE,),
    Act.INKED: (State.AWAITING_SIGNATURE,),
    Act.REOPENED: (State.TA,),
    Act.RATIFIED: (State.TA,),
    Act.AGREED: _TALKING,
    Act.SPLIT: (*_TALKING, *_EQUAL),
    Act.JOINED: _TALKING,
    Act.CLOSED: (*_TALKING, *_EQUAL, State.REJECTED, State.PACKAGED),
}

_NEEDS: dict[Act, str] = {
    Act.OPENED: "an item is put on the table once",
    Act.UNPACKAGED: "it is in no package",
    Act.ASSENTED: "only one text that both sides passed is signed",
    Act.SIGNED: "only one text that both sides passed is signed",
    Act.INKED: "only the signing copy of one text that both sides passed is changed in ink",
    Act.REOPENED: "only a tentative agreement is reopened",
    Act.RATIFIED: "only a tentative agreement is ratified",
}
"""Acts that are refused wherever what they need is not there."""

_WHY: dict[State, str] = {
    State.OPEN: "nothing has been proposed on it yet",
    State.PROPOSED: "it is proposed",
    State.COUNTERED: "it is countered",
    State.HELD: "it is held already, and waits for an answer",
    State.CONCEPTUAL: "no language has been passed on it yet",
    State.PACKAGED: "it is part of a package, which is all or nothing, one at a time",
    State.WITHDRAWN: "it was withdrawn, and only a new pass brings it back",
    State.REJECTED: "it was rejected, and only a new pass brings it back",
    State.AGREED_IN_CONCEPT: "it is agreed in concept, and its language is still to be written",
    State.AWAITING_SIGNATURE: "both sides have passed one text, which waits to be signed",
    State.TA: "it is under a tentative agreement, which must be reopened first",
    State.REOPENED: "it is bargained again",
    State.RATIFIED: "it was ratified, and is bargained again as a new item",
}
"""What stands in the way of an act in each state."""


def allowed(state: State, act: Act) -> bool:
    """Whether an item in ``state`` may have ``act`` happen to it."""
    return state in _ALLOWED.get(act, ())


def require(state: State, act: Act, title: str) -> None:
    """Refuse an act that the item's state does not allow, with the rule named."""
    if allowed(state, act):
        return
    why = _NEEDS.get(act, _WHY[state]) if state not in (State.TA, State.RATIFIED) else _WHY[state]
    raise Refused(
        f"{title!r} cannot be {act.value}: it is {state.value} ({why})",
        do="see `negotiate item show` for where it stands",
    )
