"""Two texts, the model and the years: what one cost term comes to between them.

A term's money is exact cents by year; nothing is rounded here but what the agreement and the
setting ``rounded`` say. Positions there already stand in the base pay: a term adds those more or
fewer at the version's rates, so that a raise is never counted twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from negotiate.costing.kinds import KINDS, Setting, Unpriced
from negotiate.costing.model import Model
from negotiate.costing.pay import fallen_back, named
from negotiate.costing.reading import State, TermReading, Values, read_in
from negotiate.costing.report import AgainstStaff, Alternative, Conflict, TermCost, UnpricedTerm
from negotiate.costing.rounding import half_up
from negotiate.costing.schedules import Schedule
from negotiate.costing.stated import basis, pinned, reach
from negotiate.costing.tables import Tables, tables_of
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs

_NOTHING = Fraction(0)
Exact = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Priced:
    """A term with its exact difference in cents by year, not yet rounded; ``late`` is the part of
    it that is paid later, ``once`` whether it is one-time."""

    cost: TermCost
    component: str
    pay_kind: str
    exact: Exact
    late: Exact
    once: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A term in one text: how many, and what they cost in a year."""

    setting: Setting
    values: Mapping[str, Fraction]
    quantity: Fraction
    there: bool = True

    def cents(self, term: Term, year: int, quantity: Fraction | None = None) -> Fraction:
        """Exact cents of the year; nothing for nothing. Raises :class:`Unpriced`."""
        many = self.quantity if quantity is None else quantity
        if not many:
            return _NOTHING
        return KINDS[term.kind].cents(term, self.values, many, self.setting, year)


Entries = tuple[Values, ...]
Others = tuple[tuple[Term, Values], ...]


@lru_cache(maxsize=1024)
def _quantity(term: Term, values: Values, entries: Entries, others: Others, model: Model) -> Fraction:
    """How many the values make; it rests on the model alone, and most terms do not change."""
    setting = Setting(
        model,
        (),
        tuple(dict(entry) for entry in entries),
        tuple((other, dict(said)) for other, said in others),
    )
    return KINDS[term.kind].quantity(term, dict(values), setting)


@lru_cache(maxsize=64)
def _late(model: Model, year: int) -> tuple[Model, Fraction] | None:
    """The model of the year's pay months that are paid later, and which part of the year they are."""
    calendar = model.calendar.overdue(year)
    if calendar is None:
        return None
    part = Fraction(len(calendar.pay_months), len(model.calendar.pay_months))
    return replace(model, calendar=calendar), part


@lru_cache(maxsize=2048)
def _unchanged(
    term: Term, model: Model, span: range, against: TextInputs, schedules: tuple[Schedule, ...]
) -> Priced | UnpricedTerm | Conflict | None:
    """A term whose words are the same in both texts: nothing but what those employed are paid may
    differ, by the tables of the version. Kept from keystroke to keystroke."""
    pair = Pair(against, against, model, span)
    own = tables_of(against, against, model, None)
    pair._made[against] = replace(own, schedules=schedules)
    reading = pair._read(term, against)
    return pair._priced(term, reading, reading)


@dataclass(frozen=True)
class Pair:
    """Prices one term at a time."""

    version: TextInputs
    against: TextInputs
    model: Model
    span: range
    _made: dict[TextInputs, Tables] = field(default_factory=dict)

    def term(self, term: Term) -> Priced | UnpricedTerm | Conflict | None:
        """The term priced, or why not; None where neither text has its language."""
        after, before = self._read(term, self.version), self._read(term, self.against)
        if after is before and after.state is State.FOUND and self._keeps(term):
            try:
                return _unchanged(
                    term, self.model, self.span, self.against, self._tables(self.version).schedules
                )
            except Unpriced as reason:
                return UnpricedTerm(term.id, after.citation, str(reason))
        if after.state is State.ABSENT and before.state is State.ABSENT:
            return None
        for reading in (after, before):
            if reading.state is State.CONFLICT:
                return self._conflict(term, reading, before)
        for reading in (after, before):
            gone = reading is after and reading.state is State.ABSENT and not term.replaced_by
            if gone or reading.state is State.UNPRICED:
                return UnpricedTerm(term.id, reading.citation, reading.reason, reading.nearest)
        try:
            return self._tables_conflict(term, before, after) or self._priced(term, before, after)
        except Unpriced as reason:
            return UnpricedTerm(term.id, after.citation, str(reason))

    def _keeps(self, term: Term) -> bool:
        """Whether a term whose words are the same costs the same, but for those employed."""
        kind = KINDS[term.kind]
        return not (kind.schedule or term.of or (self._repriced(term) and not kind.added))

    def side(self, term: Term) -> Side:
        """The term in the version by itself. Raises :class:`Unpriced` where it says nothing certain."""
        reading = self._read(term, self.version)
        if reading.state is not State.FOUND:
            raise Unpriced(reading.reason)
        return self._side(term, reading, self.version)

    def _read(self, term: Term, text: TextInputs) -> TermReading:
        """What the term says in the text; absent where the term that replaces it is found."""
        reading = read_in(term, text, self.against)
        if reading.state is State.UNPRICED and term.replaced_by and not reading.places:
            other = next(each for each in self.model.terms if each.id == term.replaced_by)
            if read_in(other, text, self.against).state in (State.FOUND, State.CONFLICT):
                return TermReading(term, State.ABSENT, reason=f"{other.id} stands in its place")
        return reading

    def _priced(self, term: Term, before: TermReading, after: TermReading) -> Priced:
        kind = KINDS[term.kind]
        had, has = self._side(term, before, self.against), self._side(term, after, self.version)
        exact = self._difference(term, had, has)
        once = kind.once or term.only is not None
        reaches, misses = reach(term, had.setting.schedules, has.setting.schedules)
        cost = TermCost(
            id=term.id, kind=term.kind, job=term.job,
            citations=self._citations(term, before, after),
            unit=term.unit,
            values_before=_said(before), values_after=_said(after),
            before=had.quantity, after=has.quantity,
            cents=tuple([half_up(value) if value else 0 for value in exact]),
            staff=self._staff(term, has),
            basis=basis(term),
            pinned=pinned(term, self.against),
            reaches=reaches, misses=misses, component=kind.component,
        )  # fmt: skip
        late = self._overdue(term, had, has) if any(exact) and not once else (_NOTHING,) * len(self.span)
        return Priced(cost, kind.component, term.pay_kind, exact, late, once)

    def _citations(self, term: Term, before: TermReading, after: TermReading) -> tuple[str, ...]:
        places = after.places or before.places
        return tuple(dict.fromkeys(place.citation for place in places)) or (term.clause,)

    def _side(self, term: Term, reading: TermReading, text: TextInputs) -> Side:
        """One text's side of a term. Raises :class:`Unpriced`."""
        kind, tables = KINDS[term.kind], self._tables(text)
        entries = tuple(place.values for place in reading.places) if kind.many else ()
        entries += tuple(tuple(sorted(one.items())) for one in kind.listed(term, tables.schedules))
        others = self._others(term, text)
        setting = Setting(
            self.model, tables.schedules, tuple(dict(entry) for entry in entries),
            tuple((other, dict(said)) for other, said in others), tables.rules,
        )  # fmt: skip
        if reading.state is State.ABSENT:
            return Side(setting, {}, _NOTHING, there=False)
        if kind.schedule and term.id in tables.problems:
            raise Unpriced(tables.problems[term.id])
        return Side(
            setting, dict(reading.values), _quantity(term, reading.values, entries, others, self.model)
        )

    def _others(self, term: Term, text: TextInputs) -> Others:
        """What the terms named in ``of`` say in the text, for kinds that read them."""
        out = []
        for name in term.of if not KINDS[term.kind].many else ():
            other = next(each for each in self.model.terms if each.id == name)
            reading = self._read(other, text)
            if reading.state is State.FOUND:
                out.append((other, reading.values))
            elif reading.state is not State.ABSENT:
                raise Unpriced(f"{name}: {reading.reason}")
        return tuple(out)

    def _difference(self, term: Term, had: Side, has: Side) -> Exact:
        """The exact cents of each year that ``has`` is dearer than ``had``."""
        kind = KINDS[term.kind]
        more = has.quantity - had.quantity
        same = (
            had.values == has.values and had.setting.entries == has.setting.entries and had.there is has.there
        )
        if not more and (kind.added or (same and not kind.schedule and not self._repriced(term))):
            return (_NOTHING,) * len(self.span)
        self._check_tables(term)
        return tuple(self._of_year(term, had, has, more, year) for year in self.span)

    def _repriced(self, term: Term) -> bool:
        """Whether a payment is reckoned from a schedule, so that a raise reaches it."""
        return term.pay is not None and term.pay.cents is None

    def _of_year(self, term: Term, had: Side, has: Side, more: Fraction, year: int) -> Fraction:
        if term.only is not None and term.only != year:
            return _NOTHING
        if KINDS[term.kind].added:
            exact = has.cents(term, year, more)
        else:
            exact = has.cents(term, year) - had.cents(term, year)
        if exact and term.effective is not None:
            exact *= has.setting.model.calendar.share(year, term.effective)
        return exact

    def _overdue(self, term: Term, had: Side, has: Side) -> Exact:
        """The part of each year's difference that falls in months paid later."""
        out = []
        for year in self.span:
            late = _late(self.model, year)
            if late is None:
                out.append(_NOTHING)
                continue
            model, part = late
            before = replace(had, setting=replace(had.setting, model=model))
            after = replace(has, setting=replace(has.setting, model=model))
            out.append(self._of_year(term, before, after, has.quantity - had.quantity, year) * part)
        return tuple(out)

    def _check_tables(self, term: Term) -> None:
        """Raises :class:`Unpriced` where the table that pays the term in the text compared with is
        gone, and an older one would pay it. A raise in words that was struck is a thing said
        (:meth:`struck`); one that is there and cannot be read is not."""
        fallen = self._fallen(term)
        if fallen is None:
            return
        old, new = fallen
        if old.index >= 0:
            raise Unpriced(
                f"the table of {named(old)}, in effect in {self.against.name}, is gone from "
                f"{self.version.name}: the older table of {named(new)} is not taken for it"
            )
        for problem in self._tables(self.version).problems.values():
            raise Unpriced(f"the raise of {named(old)} cannot be read: {problem}")

    def _fallen(self, term: Term) -> tuple[Schedule, Schedule] | None:
        if term.pay is None:
            return None
        had, has = self._tables(self.against).schedules, self._tables(self.version).schedules
        return fallen_back(term.pay, had, has, tuple(self.span), self.model.calendar)

    def struck(self, term: Term) -> str:
        """What is said where a raise in words stands in the text compared with and not here."""
        fallen = self._fallen(term) if KINDS[term.kind].schedule else None
        if fallen is None or fallen[0].index >= 0:
            return ""
        gone = f"the raise of {named(fallen[0])} is not in {self.version.name}"
        return f"{gone}: paid by the table of {named(fallen[1])}"

    def misprints(self, term: Term) -> str:
        """What is said where the tables of both texts do not follow from their words."""
        found = self._tables(self.version).misprints(term.id)
        return f"{'; '.join(found)}; the cells as printed are taken" if found else ""

    def _tables(self, text: TextInputs) -> Tables:
        """The text's schedules with those its words make; computed once a text."""
        if text not in self._made:
            other = None if text is self.against else self._tables(self.against)
            self._made[text] = tables_of(text, self.against, self.model, other)
        return self._made[text]

    def _staff(self, term: Term, has: Side) -> AgainstStaff | None:
        position = self.model.employed(term.job) if term.job and term.unit == "FTE" else None
        if position is None or not has.quantity:
            return None
        more = max(has.quantity - position.fte, _NOTHING)
        exact = self._difference(term, replace(has, quantity=has.quantity - more), has)
        cents = tuple([half_up(value) for value in exact])
        return AgainstStaff(position.fte, position.as_of.isoformat(), position.source, more, cents)

    def _conflict(self, term: Term, reading: TermReading, before: TermReading) -> Conflict:
        alternatives: list[Alternative] = []
        if before.state in (State.FOUND, State.ABSENT):
            for values in reading.rivals:
                try:
                    alternatives.append(self._alternative(term, values, before))
                except Unpriced:
                    continue
        return Conflict(term.id, reading.reason, reading.places, tuple(alternatives))

    def _alternative(self, term: Term, values: Values, before: TermReading) -> Alternative:
        had = self._side(term, before, self.against)
        has = self._side(term, TermReading(term, State.FOUND, values), self.version)
        exact = self._difference(term, had, has)
        return Alternative(values, has.quantity, tuple(half_up(value) for value in exact), unit=term.unit)

    def _tables_conflict(self, term: Term, before: TermReading, after: TermReading) -> Conflict | None:
        """A stated per cent and cells that disagree, in what the version changes: both costs."""
        found = self._tables(self.version).disagreement(term.id)
        if found is None:
            return None
        had, has = self._side(term, before, self.against), self._side(term, after, self.version)
        worded = replace(has, setting=replace(has.setting, schedules=found.worded))
        alternatives = tuple(
            Alternative(
                (),
                side.quantity,
                tuple(half_up(each) for each in self._difference(term, had, side)),
                label,
                term.unit,
            )
            for side, label in ((has, "the cells as printed"), (worded, "the per cent as stated"))
        )
        return Conflict(term.id, f"{found.reason}: which is meant?", after.places, alternatives)


def _said(reading: TermReading) -> Values:
    """The figures for a report; of entries, each hole of each place with its number."""
    if reading.values or len(reading.places) < 1 or not KINDS[reading.term.kind].many:
        return reading.values
    return tuple(
        (f"{name} {at}", value)
        for at, place in enumerate(reading.places, 1)
        for name, value in place.values
        if name != "date"
    )
