"""Rounding to whole cents and to the agreement's own units."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

UNITS = {"cent": 1, "dollar": 100, "ten-dollars": 1000}


def half_up(value: Fraction, unit: int = 1) -> int:
    """``value`` rounded to a multiple of ``unit``, halves away from zero."""
    above, below = 2 * abs(value.numerator), value.denominator * unit
    whole = (above + below) // (2 * below)
    return whole * unit * (1 if value.numerator >= 0 else -1)


@dataclass(frozen=True, slots=True)
class RoundTo:
    """A rule: to multiples of ``unit`` cents, in the manner ``how``, of each of ``parts`` parts."""

    unit: int
    how: str = "half-up"
    parts: int = 1

    def cents(self, value: Fraction) -> int:
        """``value`` (cents) rounded."""
        share = value / (self.unit * self.parts)
        if self.how == "half-up":
            whole = half_up(share)
        elif self.how == "half-even":
            whole = round(share)
        else:
            whole = ceil(share) if self.how == "up" else floor(share)
        return whole * self.unit * self.parts

    @property
    def words(self) -> str:
        """For a person, as the file writes it."""
        unit = next(name for name, cents in UNITS.items() if cents == self.unit)
        return f"{self.how}-{unit}" + ("-a-month" if self.parts == 12 else "")
