"""Career awards: an amount by years of service, paid by the highest band a person has reached."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar

from negotiate.costing.kinds.base import Found, Payments, Setting, Unpriced
from negotiate.costing.pay import family_of
from negotiate.costing.schedules import Schedule, year_weights
from negotiate.costing.terms import Term

Bands = Mapping[Fraction, Fraction]
_YEARS = re.compile(r"[0-9]+")


class CareerAward(Payments):
    """``after {years} years, ${amount}``: every place found is a band. Without phrases the bands are the
    rows of the tables at ``pay.schedule``: years, then the amount (of ``pay.lane``, where there are several).

    The group's years of service (``service.csv``) are counted on each year where the group moves
    (``movement.yaml``), and stand still otherwise. A band pays who has its years and not the next's.
    """

    name: ClassVar[str] = "career-award"
    component: ClassVar[str] = "awards"
    unit: ClassVar[str] = "awards a year"
    holes: ClassVar[tuple[str, ...]] = ("years", "amount")
    keys: ClassVar[tuple[str, ...]] = ("group",)
    needs: ClassVar[tuple[str, ...]] = ()
    spared: ClassVar[tuple[str, ...]] = ("phrases",)
    pay_kind: ClassVar[str] = "longevity"
    many: ClassVar[bool] = True

    def listed(self, term: Term, schedules: tuple[Schedule, ...]) -> tuple[Found, ...]:
        """The bands of the last table, of a term without phrases; of new language none where there is no
        table. Raises :class:`Unpriced`."""
        if term.phrases or term.pay is None:
            return ()
        family = family_of(term.pay, schedules)
        if isinstance(family, str):
            if term.introduced:
                return ()
            raise Unpriced(family)
        return tuple({"years": years, "amount": amount} for years, amount in _rows(term, family[-1]).items())

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
        if term.phrases:
            return self._paid(term, _stated(setting.entries), setting, year)
        assert term.pay is not None
        family = family_of(term.pay, setting.schedules)
        if isinstance(family, str):
            raise Unpriced(family)
        total = Fraction(0)
        weights = year_weights(family, year, setting.model.calendar)
        for table, months in weights:
            if table is None:
                raise Unpriced(f"no table at {family[0].citation} is in effect on the first day of {year}")
            total += months * self._paid(term, _rows(term, table), setting, year)
        return total / sum(months for _, months in weights)

    def _paid(self, term: Term, bands: Bands, setting: Setting, year: int) -> Fraction:
        movement = setting.model.movement_of(term.group)
        older = max(0, year - movement.since) if movement is not None else 0
        total = Fraction(0)
        for one in setting.model.service:
            reached = [years for years in bands if years <= one.years + older]
            if one.group == term.group and reached:
                total += one.persons * bands[max(reached)]
        return total * 100


def _stated(entries: Sequence[Found]) -> Bands:
    """The bands that sentences state, dollars by years."""
    bands: dict[Fraction, Fraction] = {}
    for entry in entries:
        if bands.setdefault(entry["years"], entry["amount"]) != entry["amount"]:
            raise Unpriced(f"two amounts are stated after {entry['years']} years")
    return bands


def _rows(term: Term, table: Schedule) -> Bands:
    """The bands of a table: the years its rows begin with, and dollars. Raises :class:`Unpriced`."""
    assert term.pay is not None
    lane = term.pay.lane or (table.lanes[0] if len(table.lanes) == 1 else "")
    if not lane:
        raise Unpriced(f"the table at {table.citation} has several columns: name one as the lane of `pay`")
    bands: dict[Fraction, Fraction] = {}
    for step in table.grid.steps:
        years, cents = _YEARS.match(step), table.cell(step, lane)
        if years is None or cents is None:
            raise Unpriced(f"the table at {table.citation} states no years or no amount in its row {step!r}")
        bands[Fraction(years[0])] = Fraction(cents, 100)
    return bands
