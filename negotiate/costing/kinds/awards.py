"""Career awards: an amount by years of service, paid by the highest band a person has reached."""

from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Found, Payments, Setting, Unpriced
from negotiate.costing.terms import Term


class CareerAward(Payments):
    """``after {years} years, ${amount}``: every place found is a band.

    The group's years of service (``service.csv``) are counted on each year where the group moves
    (``movement.yaml``), and stand still otherwise. A band pays who has its years and not the next's.
    """

    name: ClassVar[str] = "career-award"
    component: ClassVar[str] = "awards"
    unit: ClassVar[str] = "awards a year"
    holes: ClassVar[tuple[str, ...]] = ("years", "amount")
    keys: ClassVar[tuple[str, ...]] = ("group",)
    needs: ClassVar[tuple[str, ...]] = ()
    pay_kind: ClassVar[str] = "longevity"
    many: ClassVar[bool] = True

    def quantity(self, term: Term, values: Found, setting: Setting) -> Fraction:  # noqa: ARG002
        """Persons of the lowest band and above, as counted."""
        service = [one for one in setting.model.service if one.group == term.group]
        if not service:
            group = f" of group {term.group!r}" if term.group else ""
            raise Unpriced(f"no years of service{group} are entered (salary_model/service.csv)")
        least = min((entry["years"] for entry in setting.entries), default=None)
        return sum((one.persons for one in service if least is not None and one.years >= least), Fraction(0))

    def cents(self, term: Term, values: Found, quantity: Fraction, setting: Setting, year: int) -> Fraction:  # noqa: ARG002
        """Σ persons × the amount of the highest band reached."""
        bands: dict[Fraction, Fraction] = {}
        for entry in setting.entries:
            if bands.setdefault(entry["years"], entry["amount"]) != entry["amount"]:
                raise Unpriced(f"two amounts are stated after {entry['years']} years")
        movement = setting.model.movement_of(term.group)
        older = max(0, year - movement.since) if movement is not None else 0
        total = Fraction(0)
        for one in setting.model.service:
            reached = [years for years in bands if years <= one.years + older]
            if one.group == term.group and reached:
                total += one.persons * bands[max(reached)]
        return total * 100
