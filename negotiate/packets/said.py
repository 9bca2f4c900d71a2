"""Money, times and parties as every file spells them, alike on every machine."""

import re
from datetime import datetime, timedelta, timezone

from negotiate.packets.model import Packet

_MONTHS = "January February March April May June July August September October November December".split()

PACKAGED = "Part of a package: all or nothing. Rejecting one item puts each back where it stood."
"""Said of items that are offered as a package."""
_AT = re.compile(
    rf"({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}}), (\d{{1,2}}):(\d\d) ([AP])M "
    r"\(UTC([+-])(\d\d):(\d\d)\)"
)


def money(cents: int) -> str:
    """``-1234550`` → ``-$12,345.50``."""
    dollars, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${dollars:,}.{rest:02}"


def dollars(cents: int) -> str:
    """Whole dollars, halves away from zero: ``-1234550`` → ``-$12,346``."""
    return f"{'-' if cents < 0 else ''}${(abs(cents) + 50) // 100:,}"


def at_words(at: datetime, *, zone: bool = True) -> str:
    """``March 4, 2026, 3:30 PM (UTC-05:00)``: spelled alike on every machine."""
    hour = at.hour % 12 or 12
    day = f"{_MONTHS[at.month - 1]} {at.day}, {at.year}"
    offset = at.strftime("%z")
    behind = f" (UTC{offset[:3]}:{offset[3:5]})" if offset and zone else ""
    return f"{day}, {hour}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}{behind}"


def at_read(words: str) -> datetime | None:
    """The first time in words that :func:`at_words` has spelled with its zone; None where none is."""
    found = _AT.search(words)
    if found is None:
        return None
    month, day, year, hour, minute, half, sign, hours, minutes = found.groups()
    ahead = timedelta(hours=int(hours), minutes=int(minutes)) * (1 if sign == "+" else -1)
    try:
        return datetime(
            int(year), _MONTHS.index(month) + 1, int(day),
            int(hour) % 12 + (12 if half == "P" else 0), int(minute), tzinfo=timezone(ahead),
        )  # fmt: skip
    except ValueError:  # a day or an hour that is none
        return None


def party_name(packet: Packet, side: str) -> str:
    """The name a side is printed by; what is no side (``nobody``) stands as it is."""
    return next((party.name for party in packet.parties if party.side == side), side)
