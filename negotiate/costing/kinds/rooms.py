"""Inclusion and co-teaching: rooms × the hours another adult is in the room → FTE."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Positions, Setting, Unpriced
from negotiate.costing.terms import Term


class RoomStaffing(Positions):
    """``a special educator for no fewer than {hours} hours in each week`` of each room.

    FTE = rooms (``count``) × hours / the hours of one FTE (``full``: a week's, a day's). The
    hours count once a room: an adult is not shared between rooms at one time.
    """

    name: ClassVar[str] = "room-staffing"
    holes: ClassVar[tuple[str, ...]] = ("hours",)
    keys: ClassVar[tuple[str, ...]] = ("count", "full")
    needs: ClassVar[tuple[str, ...]] = ("job", "count", "full")

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:
        """FTE in the rooms."""
        full = setting.count(term.full)
        if full <= 0:
            raise Unpriced(f"the count {term.full!r} is {full}: one FTE has no hours")
        return setting.count(*term.count) * values["hours"] / full
