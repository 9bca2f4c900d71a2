"""Large type in a terminal: letters two cells wide, and a clock of tall figures."""

from datetime import datetime, timedelta

_FIRST, _LAST, _SHIFT = 0x21, 0x7E, 0xFEE0
_WIDE_SPACE = "\u3000"


def wide(text: str) -> str:
    """The text in the full-width forms that every terminal draws twice as wide; other letters stay."""
    return "".join(
        _WIDE_SPACE if char == " " else chr(ord(char) + _SHIFT) if _FIRST <= ord(char) <= _LAST else char
        for char in text
    )


def clock(now: datetime) -> str:
    """Hours and minutes of the day."""
    return f"{now:%H:%M}"


def elapsed(spent: timedelta) -> str:
    """A stretch of time in hours and minutes; one not yet begun is none."""
    minutes = max(int(spent.total_seconds()), 0) // 60
    return f"{minutes // 60}:{minutes % 60:02}"
