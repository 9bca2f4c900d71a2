"""What every kind of cost term answers: how much of what, and what that costs in a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Protocol

from negotiate.costing.model import Model
from negotiate.costing.pay import annual_rate
from negotiate.costing.rounding import half_up
from negotiate.costing.schedules import Schedule
from negotiate.costing.staff import StepRule
from negotiate.costing.terms import Term


class Unpriced(Exception):
    """Why a term cannot be priced: told to a person, never a zero."""


Found = Mapping[str, Fraction]
"""What the holes of a phrase hold, by name."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a term is costed in: the model, the schedules of the version's own language with those
    that its raises in words make, the term's ``entries`` (every place of it, where each is one of
    its own), what ``others`` say that it names in ``of``, and the version's rules of steps."""

    model: Model
    schedules: tuple[Schedule, ...]
    entries: tuple[Found, ...] = ()
    others: tuple[tuple[Term, Found], ...] = ()
    rules: tuple[tuple[str, StepRule], ...] = ()

    def count(self, *names: str) -> Fraction:
        """The numbers of ``counts.yaml``, summed. Raises :class:`Unpriced` where one is not there."""
        total = Fraction(0)
        for name in names:
            found = self.model.count(name)
            if found is None:
                raise Unpriced(f"no count {name!r} is entered (salary_model/counts.yaml)")
            total += found.value
        return total

    def times(self, names: tuple[str, ...]) -> Fraction:
        """The numbers of ``counts.yaml`` multiplied; 1 without any."""
        total = Fraction(1)
        for name in names:
            total *= self.count(name)
        return total

    def rate(self, term: Term, year: int) -> Fraction:
        """Cents of the term's pay for one FTE in the year. Raises :class:`Unpriced`."""
        if term.pay is None:
            raise Unpriced("no pay is bound: give a schedule cell or an amount")
        rate = annual_rate(term.pay, self.schedules, year, self.model.calendar)
        if isinstance(rate, str):
            raise Unpriced(rate)
        return rate


class Kind(Protocol):
    """One kind of cost term. ``holes`` are what its phrases must hold, ``may`` those they can have
    too, ``keys`` what its terms may say beside the common keys, ``needs`` the keys it cannot do
    without, ``component`` the line of the report its money belongs to. With ``many`` every place
    found is an entry of its own (dated raises), otherwise all places must agree. With ``added`` only
    the positions more or fewer are costed, at the version's rates: those there are stand in the base
    pay. ``spared`` are the keys it may lack (a schedule needs no phrase); ``schedule`` says it is paid
    by whole tables, ``once`` that its money is one-time."""

    name: ClassVar[str]
    component: ClassVar[str]
    unit: ClassVar[str]
    holes: ClassVar[tuple[str, ...]]
    may: ClassVar[tuple[str, ...]]
    keys: ClassVar[tuple[str, ...]]
    needs: ClassVar[tuple[str, ...]]
    spared: ClassVar[tuple[str, ...]]
    pay_kind: ClassVar[str]
    many: ClassVar[bool]
    added: ClassVar[bool]
    schedule: ClassVar[bool]
    once: ClassVar[bool]

    def listed(self, term: Term, schedules: tuple[Schedule, ...]) -> tuple[Found, ...]:
        """The entries its tables state, for a term without phrases. Raises :class:`Unpriced`."""
        ...

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:
        """How many (FTE, payments) the values of the holes make, from the model alone.

        Raises :class:`Unpriced`.
        """
        ...

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:
        """The cost in cents, unrounded, of a full school year. Raises :class:`Unpriced`."""
        ...


class Plain:
    """What most kinds have in common."""

    may: ClassVar[tuple[str, ...]] = ()
    keys: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ()
    spared: ClassVar[tuple[str, ...]] = ()
    many: ClassVar[bool] = False
    added: ClassVar[bool] = False
    schedule: ClassVar[bool] = False
    once: ClassVar[bool] = False

    def listed(self, term: Term, schedules: tuple[Schedule, ...]) -> tuple[Found, ...]:  # noqa: ARG002
        """None: most kinds are stated by their phrases."""
        return ()


class Positions(Plain):
    """The money of kinds that drive positions: FTE × the annual rate of the term's pay."""

    component: ClassVar[str] = "positions"
    unit: ClassVar[str] = "FTE"
    pay_kind: ClassVar[str] = "salary"
    added: ClassVar[bool] = True

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """FTE × the year's blended rate; with each person's rounding, whole FTE and the part left."""
        rate = setting.rate(term, year)
        if not setting.model.calendar.each_person:
            return quantity * rate
        whole, rest = divmod(abs(quantity), 1)
        cents = whole * half_up(rate) + half_up(rest * rate)
        return Fraction(cents if quantity >= 0 else -cents)


class Payments(Plain):
    """The money of kinds that pay so much for each of what is counted, off the schedule."""

    component: ClassVar[str] = "payments"
    unit: ClassVar[str] = "payments a year"
    keys: ClassVar[tuple[str, ...]] = ("count", "times")
    needs: ClassVar[tuple[str, ...]] = ("count",)
    pay_kind: ClassVar[str] = "stipend"

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:  # noqa: ARG002
        """How many in a year: the count, and what it is multiplied by."""
        return setting.count(*term.count) * setting.times(term.times)
