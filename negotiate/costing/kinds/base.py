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
    """What a term is costed in: the model, and the schedules of the version's own language with
    those that its raises in words make."""

    model: Model
    schedules: tuple[Schedule, ...]

    def count(self, *names: str) -> Fraction:
        """The numbers of ``counts.yaml``, summed. Raises :class:`Unpriced` where one is not there."""
        total = Fraction(0)
        for name in names:
            found = self.model.count(name)
            if found is None:
                raise Unpriced(f"no count {name!r} is entered (salary_model/counts.yaml)")
            total += found.value
        return total


class Kind(Protocol):
    """One kind of cost term. ``holes`` are what its phrases must hold, ``keys`` what its terms
    may say beside the common keys, ``needs`` the keys it cannot do without, ``component`` the
    line of the report its money belongs to. With ``many`` every place found is an entry of its
    own (dated raises), otherwise all places must agree. With ``added`` only the positions more
    or fewer are costed, at the version's rates: those there are stand in the base pay."""

    name: ClassVar[str]
    component: ClassVar[str]
    unit: ClassVar[str]
    holes: ClassVar[tuple[str, ...]]
    keys: ClassVar[tuple[str, ...]]
    needs: ClassVar[tuple[str, ...]]
    pay_kind: ClassVar[str]
    many: ClassVar[bool]
    added: ClassVar[bool]

    def quantity(self, term: Term, values: Mapping[str, Fraction], setting: Setting) -> Fraction:
        """How many (FTE, payments) the values of the holes make, from the model alone.

        Raises :class:`Unpriced`.
        """
        ...

    def cents(
        self, term: Term, values: Mapping[str, Fraction], quantity: Fraction, setting: Setting, year: int
    ) -> Fraction:
        """The cost in cents, unrounded, of a full school year. Raises :class:`Unpriced`."""
        ...


class Positions:
    """The money of kinds that drive positions: FTE × the annual rate of the term's pay."""

    component: ClassVar[str] = "positions"
    unit: ClassVar[str] = "FTE"
    pay_kind: ClassVar[str] = "salary"
    many: ClassVar[bool] = False
    added: ClassVar[bool] = True

    def cents(
        self,
        term: Term,
        values: Mapping[str, Fraction],  # noqa: ARG002
        quantity: Fraction,
        setting: Setting,
        year: int,
    ) -> Fraction:
        """FTE × the year's blended rate."""
        if term.pay is None:
            raise Unpriced("no pay is bound: give a schedule cell or an amount")
        rate = annual_rate(term.pay, setting.schedules, year, setting.model.calendar)
        if isinstance(rate, str):
            raise Unpriced(rate)
        return quantity * rate
