"""What one version of the language costs against another, by school year.

Cast-forward: the same staff in the same cells in every year, rates as the schedules of each
text print them, the last carried on. Positions there are already stand in the base pay; a
term adds those more or fewer at the version's rates: a raise is never counted twice. Every
term's money is exact until its component's difference is rounded to the cent, once a year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from negotiate.common.errors import BadInput
from negotiate.costing.dates import year_label
from negotiate.costing.kinds import KINDS, Setting, Unpriced
from negotiate.costing.model import Model
from negotiate.costing.pay import fallen_back, named
from negotiate.costing.raises import with_raises
from negotiate.costing.reading import State, TermReading, Values, read_in
from negotiate.costing.report import (
    AgainstStaff,
    Alternative,
    Conflict,
    CostReport,
    NotCosted,
    TermCost,
    UnpricedTerm,
    YearCost,
)
from negotiate.costing.schedules import Schedule, half_up
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs, index_of

CAST_FORWARD = "cast-forward"
_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class _Priced:
    """A term with its exact difference in cents by year, not yet rounded."""

    cost: TermCost
    component: str
    pay_kind: str
    exact: tuple[Fraction, ...]


def cost(
    version: TextInputs,
    against: TextInputs,
    model: Model,
    years: int = 3,
    not_costed: Iterable[NotCosted] = (),
) -> CostReport:
    """What ``version`` costs more than ``against`` in each of ``years`` school years.

    ``not_costed`` is what :func:`negotiate.costing.uncosted.not_costed` found in their redline.
    Raises :class:`BadInput` where the first year cannot be told.
    """
    if not 1 <= years <= 10:
        raise BadInput(f"costs are stated for 1 to 10 years, not {years}", do="give --years 3")
    span = range(first_year(version, against, model), first_year(version, against, model) + years)
    pair = _Pair(version, against, model, span)
    priced: list[_Priced] = []
    unpriced: list[UnpricedTerm] = []
    conflicts: list[Conflict] = []
    for term in model.terms:
        outcome = pair.term(term)
        if isinstance(outcome, _Priced):
            priced.append(outcome)
        elif isinstance(outcome, UnpricedTerm):
            unpriced.append(outcome)
        elif outcome is not None:
            conflicts.append(outcome)
            unpriced.append(UnpricedTerm(term.id, outcome.places[0].citation, outcome.reason))
    # A sum of nothing but unchanged terms, beside terms without a price, would read as "no cost".
    summed = not conflicts and (not unpriced or any(any(item.exact) for item in priced))
    return CostReport(
        version.name,
        against.name,
        CAST_FORWARD,
        tuple(_year(at, year, priced, model, summed) for at, year in enumerate(span)),
        tuple(item.cost for item in priced),
        tuple(unpriced),
        tuple(conflicts),
        tuple(not_costed),
        pair.assumptions(),
        (
            ("text", version.digest),
            ("against", against.digest),
            ("text_commit", version.commit),
            ("against_commit", against.commit),
            ("model", model.digest),
        ),
    )


def first_year(version: TextInputs, against: TextInputs, model: Model) -> int:
    """The first school year costed: the calendar's, or that of the last schedule compared with."""
    if model.calendar.first_year is not None:
        return model.calendar.first_year
    for text in (against, version):
        dates = [s.effective for s in text.schedules if s.effective is not None]
        if dates:
            return model.calendar.school_year(max(dates))
    raise BadInput(
        "the first school year to cost is not known: no table of the agreement is dated",
        where="agreement.yaml",
        do="write `first_year: 2026` under `school_year:`",
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """A term in one text: how many, and what they cost in a year."""

    setting: Setting
    values: dict[str, Fraction]
    quantity: Fraction

    def cents(self, term: Term, year: int, quantity: Fraction | None = None) -> Fraction:
        """Exact cents of the year; nothing for nothing. Raises :class:`Unpriced`."""
        many = self.quantity if quantity is None else quantity
        if not many:
            return Fraction(0)
        return KINDS[term.kind].cents(term, self.values, many, self.setting, year)


@lru_cache(maxsize=1024)
def _quantity(term: Term, values: Values, model: Model) -> Fraction:
    """How many the values make; it rests on the model alone, and most terms do not change."""
    return KINDS[term.kind].quantity(term, dict(values), Setting(model, ()))


@dataclass(frozen=True, slots=True)
class _Raises:
    schedules: tuple[Schedule, ...]
    problems: dict[str, str]


def _raises_of(text: TextInputs, against: TextInputs, model: Model) -> _Raises:
    schedules, problems = text.schedules, {}
    for term in model.terms:
        if KINDS[term.kind].many:
            reading = read_in(term, text, against)
            unread = reading.state is State.UNPRICED
            made = reading.reason if unread else with_raises(reading, schedules)
            if isinstance(made, str):
                problems[term.id] = made
            else:
                schedules = made
    return _Raises(schedules, problems)


@dataclass(frozen=True)
class _Pair:
    """The two texts, the model and the years: prices one term at a time."""

    version: TextInputs
    against: TextInputs
    model: Model
    span: range
    _made: "dict[TextInputs, _Raises]" = field(default_factory=dict)

    def term(self, term: Term) -> "_Priced | UnpricedTerm | Conflict | None":
        after = self._read(term, self.version)
        before = self._read(term, self.against)
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
            return self._priced(term, before, after)
        except Unpriced as reason:
            return UnpricedTerm(term.id, after.citation, str(reason))

    def _read(self, term: Term, text: TextInputs) -> TermReading:
        """What the term says in the text; absent where the term that replaces it is found."""
        reading = read_in(term, text, self.against)
        if reading.state is State.UNPRICED and term.replaced_by and not reading.places:
            other = next(each for each in self.model.terms if each.id == term.replaced_by)
            if read_in(other, text, self.against).state is State.FOUND:
                return TermReading(term, State.ABSENT, reason=f"{other.id} stands in its place")
        return reading

    def _priced(self, term: Term, before: TermReading, after: TermReading) -> _Priced:
        kind = KINDS[term.kind]
        had, has = self._side(term, before, self.against), self._side(term, after, self.version)
        exact = self._difference(term, had, has)
        cost = TermCost(
            id=term.id, kind=term.kind, job=term.job,
            citations=self._citations(term, before, after),
            unit=term.unit,
            values_before=before.values, values_after=after.values,
            before=had.quantity, after=has.quantity,
            cents=tuple([half_up(value) if value else 0 for value in exact]),
            staff=self._staff(term, has),
            basis=_basis(term),
            pinned=_pinned(term, self.against),
        )  # fmt: skip
        return _Priced(cost, kind.component, term.pay_kind, exact)

    def _citations(self, term: Term, before: TermReading, after: TermReading) -> tuple[str, ...]:
        places = after.places or before.places
        return tuple(dict.fromkeys(place.citation for place in places)) or (term.clause,)

    def _side(self, term: Term, reading: TermReading, text: TextInputs) -> "_Side":
        """One text's side of a term. Raises :class:`Unpriced`."""
        setting = self._setting(text)
        values = dict(reading.values)
        if reading.state is State.ABSENT:
            return _Side(setting, values, Fraction(0))
        if KINDS[term.kind].many and term.id in self._raises(text).problems:
            raise Unpriced(self._raises(text).problems[term.id])
        return _Side(setting, values, _quantity(term, reading.values, self.model))

    def _difference(self, term: Term, had: "_Side", has: "_Side") -> tuple[Fraction, ...]:
        """The exact cents of each year that ``has`` is dearer than ``had``."""
        added, many = KINDS[term.kind].added, KINDS[term.kind].many
        more = has.quantity - had.quantity
        if not more and (added or (not many and has.values == had.values)):
            return tuple(_NOTHING for _ in self.span)
        self._check_tables(term)
        out = []
        for year in self.span:
            exact = has.cents(term, year, more if added else None)
            if not added:
                exact -= had.cents(term, year)
            if exact and term.effective is not None:
                exact *= self.model.calendar.share(year, term.effective)
            out.append(exact)
        return tuple(out)

    def _check_tables(self, term: Term) -> None:
        """Raises :class:`Unpriced` where the table that pays the term in the text compared with is
        gone, and an older one would pay it. A raise in words that was struck is a thing said
        (:meth:`assumptions`); one that is there and cannot be read is not."""
        fallen = self._fallen(term)
        if fallen is None:
            return
        old, new = fallen
        if old.index >= 0:
            raise Unpriced(
                f"the table of {named(old)}, in effect in {self.against.name}, is gone from "
                f"{self.version.name}: the older table of {named(new)} is not taken for it"
            )
        for problem in self._raises(self.version).problems.values():
            raise Unpriced(f"the raise of {named(old)} cannot be read: {problem}")

    def _fallen(self, term: Term) -> tuple[Schedule, Schedule] | None:
        if term.pay is None:
            return None
        had, has = self._raises(self.against).schedules, self._raises(self.version).schedules
        return fallen_back(term.pay, had, has, tuple(self.span), self.model.calendar)

    def _setting(self, text: TextInputs) -> Setting:
        return Setting(self.model, self._raises(text).schedules)

    def _raises(self, text: TextInputs) -> "_Raises":
        """The text's schedules with those its raises in words make; computed once a text."""
        if text not in self._made:
            self._made[text] = _raises_of(text, self.against, self.model)
        return self._made[text]

    def _staff(self, term: Term, has: "_Side") -> AgainstStaff | None:
        position = self.model.employed(term.job) if term.job and term.unit == "FTE" else None
        if position is None or not has.quantity:
            return None
        more = max(has.quantity - position.fte, _NOTHING)
        exact = self._difference(term, _Side(has.setting, has.values, has.quantity - more), has)
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
        return Alternative(values, has.quantity, tuple(half_up(value) for value in exact))

    def assumptions(self) -> tuple[tuple[str, str], ...]:
        """What the figures rest on, as (what, how) for a person to read."""
        calendar, enrolment = self.model.calendar, self.model.enrolment
        found = [("staff", "the same staff in the same steps and lanes in every year")]
        found.append(
            (
                "pay months",
                f"{len(calendar.pay_months)}, a rate counts from the month it is in effect on the 1st of",
            )
        )
        if enrolment is not None:
            found.append(("enrolment", f"{enrolment.total:,} students in every year"))
        dates = [s.effective for s in self.version.schedules if s.effective is not None]
        if dates and calendar.school_year(max(dates)) < self.span[-1]:
            found.append(("rates", f"those of the last schedules ({max(dates).isoformat()}) carried on"))
        for term in self.model.terms:
            fallen = self._fallen(term) if KINDS[term.kind].many else None
            if fallen is not None and fallen[0].index < 0:
                gone = f"the raise of {named(fallen[0])} is not in {self.version.name}"
                found.append((f"pay of {term.id}", f"{gone}: paid by the table of {named(fallen[1])}"))
        found.append(("retroactive", "no day of payment is given: nothing is counted as retroactive"))
        return tuple(found)


@lru_cache(maxsize=256)
def _pinned(term: Term, text: TextInputs) -> tuple[tuple[str, str], ...]:
    """(citation, words) of the clauses that limit the term, as the text compared with has them."""
    out = []
    for citation in term.pinned:
        try:
            clause = index_of(text).clause(citation)
        except BadInput as error:
            out.append((citation, f"not found: {error}"))
        else:
            out.append((clause[0].name, " ".join(item.block.text for item in clause if item.block.text)))
    return tuple(out)


def _basis(term: Term) -> str:
    parts = [str(term.reading)] if term.reading is not None else []
    if term.kind == "staffing-ratio":
        parts.append("unrounded" if term.rounding == "none" else f"rounded {term.rounding}")
    if term.pay is not None and term.pay.step:
        parts.append(f"paid at {term.pay.schedule} step {term.pay.step}, lane {term.pay.lane}")
    elif term.pay is not None and term.pay.cents is not None:
        parts.append(f"paid ${term.pay.cents / 100:,.2f} a {term.pay.per} ({term.pay.source})")
    return ", ".join(parts)


def _year(at: int, year: int, priced: Sequence[_Priced], model: Model, summed: bool) -> YearCost:
    sums: dict[str, Fraction] = {}
    for item in priced:
        before = sums.get(item.component, Fraction(0))
        sums[item.component] = before + item.exact[at] if item.exact[at] else before
    rolled = sum(
        (
            item.exact[at] * rate.percent / 100
            for item in priced
            if item.exact[at]
            for rate in model.rates
            if item.pay_kind in rate.applies_to
        ),
        Fraction(0),
    )
    if model.rates and priced:
        sums["roll-up"] = rolled
    components = tuple((name, half_up(value)) for name, value in sums.items())
    total = sum(cents for _, cents in components) if summed else None
    return YearCost(year_label(year), total, components)
