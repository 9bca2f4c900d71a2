"""The words on the screens: states, moves, times and money as people at the table say them."""

from datetime import datetime

from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import How, Pass
from negotiate.workspace.listing import BoardRow

_STATES = {
    "agreed-in-concept": "agreed in concept",
    "awaiting-signature": "to be signed",
    "packaged": "in a package",
    "TA": "TA ✓",
    "ratified": "ratified ✓",
}


def state_words(state: str) -> str:
    """An item's state as it is said."""
    return _STATES.get(state, state)


def move_words(ball: str, ours: Side) -> str:
    """Whose move it is; ours stands out without colour."""
    if ball == "nobody":
        return "–"
    return f"{ball.capitalize()} (us)" if ball == ours.value else ball.capitalize()


def when(moment: datetime) -> str:
    """A time as it is read aloud: ``15 Apr 2026, 21:20``."""
    return f"{moment.day} {moment:%b %Y, %H:%M}"


_YEAR = 365


def since(then: datetime, now: datetime) -> str:
    """The day of a moment and how many days ago it was, ``15 Apr, 19 d``; after a year, its own year."""
    there, days = then.astimezone(now.tzinfo), max((now - then).days, 0)
    return f"{there.day} {there:%b}, {days} d" if days < _YEAR else f"{there.day} {there:%b %Y}"


def pass_words(one: Pass) -> str:
    """A pass in the list of passes: its name and what it is."""
    what = {How.ACCEPT: "accepts", How.CURRENT: "current language", How.LANGUAGE: ""}[one.how]
    label = "" if one.label.value == "pass" else one.label.value
    return "  ".join(part for part in (one.name, label if label not in one.name else "", what) if part)


def cost_words(row: BoardRow) -> str:
    """The first year's cost with what it leaves out, or in two words why there is none."""
    return row.cost_shown.replace(f" in {row.cost[0][0]}", "") if row.cost else row.cost_shown
