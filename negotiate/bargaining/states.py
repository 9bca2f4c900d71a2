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

_WHY: dict[State, str] = {
    State.TA: "it is under a tentative agreement, which must be reopened first",
    State.RATIFIED: "it was ratified",
    State.PACKAGED: "it is part of a package, which is all or nothing",
    State.OPEN: "nothing has been proposed on it yet",
    State.WITHDRAWN: "it was withdrawn",
    State.REJECTED: "it was rejected",
    State.HELD: "it is held",
    State.CONCEPTUAL: "no language has been passed on it yet",
}


def allowed(state: State, act: Act) -> bool:
    """Whether an item in ``state`` may have ``act`` happen to it."""
    return state in _ALLOWED.get(act, ())


def require(state: State, act: Act, title: str) -> None:
    """Refuse an act that the item's state does not allow, with the rule named."""
    if not allowed(state, act):
        why = _WHY.get(
            state, "the texts of the two sides are not one" if act in (Act.SIGNED, Act.ASSENTED) else ""
        )
        raise Refused(
            f"{title!r} cannot be {act.value}: it is {state.value}" + (f" ({why})" if why else ""),
            do="see `negotiate item show` for where it stands",
        )
