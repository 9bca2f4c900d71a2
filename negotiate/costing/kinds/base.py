"""What every kind of cost term answers: how much of what, and what that costs in a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Protocol

from negotiate.costing.model import Model
from negotiate.costing.pay import annual_rate
from negotiate.costing.schedules import Schedule
from negotiate.costing.terms import Term


class Unpriced(Exception):
    """Why a term cannot be priced: told to a person, never a zero."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a term is costed in: the model and the schedules of the version's own language."""

    model: Model
    schedules: tuple[Schedule, ...]


class Kind(Protocol):
    """One kind of cost term. ``holes`` are what its phrases must hold, ``needs`` the keys it
    cannot do without, ``component`` the line of the report its money belongs to.
    """

    name: ClassVar[str]
    component: ClassVar[str]
    unit: ClassVar[str]
    holes: ClassVar[tuple[str, ...]]
    needs: ClassVar[tuple[str, ...]]

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:
        """How many (FTE, sections) the values of the holes make. Raises :class:`Unpriced`."""
        ...

    def cents(self, term: Term, quantity: Fraction, setting: Setting, year: int) -> Fraction:
        """The cost in cents, unrounded, of a full school year. Raises :class:`Unpriced`."""
        ...


class Positions:
    """The money of kinds that drive positions: FTE × the annual rate of the term's pay."""

    component: ClassVar[str] = "positions"
    unit: ClassVar[str] = "FTE"

    def cents(self, term: Term, quantity: Fraction, setting: Setting, year: int) -> Fraction:
        """FTE × the year's blended rate."""
        if term.pay is None:
            raise Unpriced("no pay is bound: give a schedule cell or an amount")
        rate = annual_rate(term.pay, setting.schedules, year, setting.model.calendar)
        if isinstance(rate, str):
            raise Unpriced(rate)
        return quantity * rate
