"""Inclusion and co-teaching: rooms × the adults, or the hours of another adult, in the room → FTE."""

from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Found, Positions, Setting, Unpriced
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

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """FTE in the rooms."""
        full = setting.count(term.full)
        if full <= 0:
            raise Unpriced(f"the count {term.full!r} is {full}: one FTE has no hours")
        return setting.count(*term.count) * values["hours"] / full


class CoTeaching(Positions):
    """``{adults} paraprofessional in each inclusion room``: rooms (``count``) × adults of one kind.

    ``times`` names the part of the week they are there, where it is not all of it (0.5). A room of
    several kinds of adults is a term for each: their pay differs.
    """

    name: ClassVar[str] = "co-teaching"
    holes: ClassVar[tuple[str, ...]] = ("adults",)
    keys: ClassVar[tuple[str, ...]] = ("count", "times")
    needs: ClassVar[tuple[str, ...]] = ("job", "count")

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """FTE in the rooms."""
        return setting.count(*term.count) * values["adults"] * setting.times(term.times)
