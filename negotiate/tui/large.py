"""Large type in a terminal: letters set apart, and a clock of tall figures."""

from datetime import datetime, timedelta

_HELD = "\u00a0"  # a space at which no line breaks


def wide(text: str) -> str:
    """The text with its letters set apart, whatever letters a terminal's font has; words stay whole."""
    return f"{_HELD} {_HELD}".join(_HELD.join(word) for word in text.split())


def clock(now: datetime) -> str:
    """Hours and minutes of the day."""
    return f"{now:%H:%M}"


def elapsed(spent: timedelta) -> str:
    """A stretch of time in hours and minutes; one not yet begun is none."""
    minutes = max(int(spent.total_seconds()), 0) // 60
    return f"{minutes // 60}:{minutes % 60:02}"
