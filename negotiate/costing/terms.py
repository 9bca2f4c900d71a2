"""Cost terms: a phrase of the language bound to what it drives, as YAML in ``terms.yaml``.

    terms:
      - id: nurse-ratio
        kind: staffing-ratio
        job: school nurse
        phrases:
          - clause: V.A.1(e)
            text: the system wide ratio of school nurses to students shall be 1 to {students}
        reading: system-wide
        rounding: none
        pay: {schedule: VIII.C, step: 5, lane: Masters}

A term is found by its phrases, in whatever clause they stand. Keys are strict: one that the
kind does not know is refused.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from negotiate.common.errors import BadInput
from negotiate.common.records import Record, read_yaml
from negotiate.costing.phrases import Phrase, context, holes
from negotiate.costing.ratios import against


class Reading(StrEnum):
    """Which of three different rules a ratio is."""

    SYSTEM_WIDE = "system-wide"
    PER_SCHOOL = "per-school"
    INDIVIDUAL_CAP = "individual-cap"


class Rounding(StrEnum):
    """How a computed FTE is rounded: each division by itself (each school, or the one whole)."""

    NONE = "none"
    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"
    HALF_FTE = "half-fte"
    TENTH = "tenth"


class Per(StrEnum):
    """What a rate pays for."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Pay:
    """What one FTE costs a year: a cell of the agreement's schedule, or a stated amount.

    ``schedule`` is the clause the tables stand in (a hint, as a phrase's clause is),
    ``heading`` words of their title where the clause holds several families. ``units`` is how
    many of what ``per`` says one FTE is paid for in a year (hours, days; 1 for a year).
    ``cents`` is set, and the cell empty, where the amount is stated with its ``source``.
    """

    schedule: str = ""
    heading: str = ""
    step: str = ""
    lane: str = ""
    per: Per = Per.YEAR
    units: Fraction = Fraction(1)
    cents: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One cost term. ``pinned`` are clauses that limit its enforcement, printed with it.

    ``introduced`` says that the language is new: a text without any of it owes nothing under
    it. ``replaced_by`` names the term that may stand in its place: where that one is found, this
    one owes nothing; ``replaces`` says the same from the other side. Otherwise a phrase not found
    leaves the term unpriced.

    ``count`` and ``full`` name numbers of ``counts.yaml`` (what is counted, summed; the hours of
    one FTE); ``times`` what the money is multiplied by as well; ``grades`` narrows the enrolment;
    ``group`` names the scattergram; ``rounds_to`` is the unit in cents that a raise in words rounds
    each cell to. ``of`` names other terms: the schedule a raise changes, the maximums whose overage
    is paid. ``steps``, ``lanes``, ``lane``, ``from_lane`` and ``step`` say which cells of a schedule;
    ``month`` when steps move (0: the month of appointment); ``most_over`` how many pupils over a
    maximum are paid for rather than parted; ``only`` the one school year that pays.
    """

    id: str
    kind: str
    phrases: tuple[Phrase, ...] = ()
    job: str = ""
    unit: str = "FTE"
    reading: Reading | None = None
    rounding: Rounding = Rounding.NONE
    effective: date | None = None
    source: str = ""
    pay: Pay | None = None
    pinned: tuple[str, ...] = ()
    introduced: bool = False
    replaced_by: str = ""
    replaces: str = ""
    count: tuple[str, ...] = ()
    full: str = ""
    grades: tuple[str, ...] = ()
    group: str = ""
    rounds_to: int = 0
    pay_kind: str = "salary"
    times: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    lanes: tuple[str, ...] = ()
    lane: str = ""
    from_lane: str = ""
    step: str = ""
    month: int = 9
    most_over: int = 0
    only: int | None = None
    place: str = ""

    @property
    def by_tables(self) -> bool:
        """Whether the tables at its schedule are its language, without a phrase."""
        return not self.phrases and self.pay is not None

    @property
    def clause(self) -> str:
        """The clause the term was bound to first, or where its schedule stands."""
        if self.phrases:
            return self.phrases[0].clause
        return self.pay.schedule if self.pay is not None else ""


_KEYS = (
    *("id", "kind", "phrases", "job", "unit", "effective", "source", "pay", "pinned"),
    *("introduced", "replaced_by", "replaces", "pay_kind", "only"),
)
_PAY_KEYS = ("schedule", "heading", "step", "lane", "per", "units", "amount", "source")


def read_terms(text: str, file: str) -> tuple[Term, ...]:
    """The terms a ``terms.yaml`` holds. Raises :class:`BadInput` with file and line."""
    record = read_yaml(text, file)
    record.only("terms")
    return settled(tuple(read_term(item) for item in record.records("terms")))


def settled(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms of all files together, each that another ``replaces`` told so.

    Raises :class:`BadInput` with both places where an id stands twice, or a term is replaced by two,
    and where a term names one that is not there.
    """
    known: dict[str, Term] = {}
    for term in terms:
        if term.id in known:
            raise BadInput(
                f"the term id {term.id!r} stands twice",
                where=term.place,
                do=f"see {known[term.id].place}; give one of the two another id",
            )
        known[term.id] = term
    for term in terms:
        for other, do in (
            *((other, ASKED["of"]) for other in term.of),
            (term.replaced_by, "name the term that replaces it"),
            (term.replaces, "name the term in whose place it may stand"),
        ):
            if other and other not in known:
                raise BadInput(f"no term is called {other!r}", where=term.place, do=do)
    by: dict[str, Term] = {}
    for term in terms:
        if not term.replaces:
            continue
        old = known[term.replaces]
        first = by.get(old.id) or (known[old.replaced_by] if old.replaced_by else term)
        if first is not term:
            raise BadInput(
                f"{old.id!r} is replaced by two terms, {first.id!r} and {term.id!r}",
                where=term.place,
                do=f"see {first.place}",
            )
        by[old.id] = term
    told = {old: new.id for old, new in by.items()}
    _pay_once(terms, told)
    return tuple(
        replace(term, replaced_by=told[term.id])
        if told.get(term.id, term.replaced_by) != term.replaced_by
        else term
        for term in terms
    )


def _pay_once(terms: tuple[Term, ...], told: dict[str, str]) -> None:
    """Refuses two terms that pay one group by one schedule: its base pay would be counted twice."""
    paid: dict[tuple[str, str, str], Term] = {}
    for term in terms:
        if term.kind != "schedule-pay" or term.pay is None:
            continue
        first = paid.setdefault((term.group, term.pay.schedule, term.pay.heading), term)
        if first is term or term.id in (first.replaced_by, told.get(first.id)):
            continue
        if first.id in (term.replaced_by, told.get(term.id)):
            continue
        group = f"the group {term.group!r}" if term.group else "the staff"
        raise BadInput(
            f"{group} is paid by the schedule {term.pay.schedule} under {first.id!r} already: "
            f"{term.id!r} would count its pay twice",
            where=term.place,
            do=f"see {first.place}; of a raise in words make a percent-raise (or a flat-raise) of {first.id}",
        )


def read_term(record: Record, introduced: bool = False) -> Term:
    """One term from its mapping, checked against its kind; ``introduced`` where it does not say."""
    from negotiate.costing.kinds import KINDS

    kind = KINDS[record.choice("kind", KINDS)]
    record.only(*_KEYS, *kind.keys)
    phrases = _phrases(record, kind.holes, kind.may)
    paid = record.has("pay") or "pay" in kind.needs
    if not phrases and not ("phrases" in kind.spared and paid):
        holed = " and ".join(f"{{{h}}}" for h in kind.holes)
        raise record.fault("phrases", f"at least one phrase{f' with {holed}' if holed else ''}")
    term = Term(
        id=record.text("id"),
        kind=kind.name,
        phrases=phrases,
        job=record.text("job", ""),
        unit=record.text("unit", kind.unit),
        reading=Reading(record.choice("reading", list(Reading))) if record.has("reading") else None,
        rounding=Rounding(record.choice("rounding", list(Rounding), Rounding.NONE)),
        effective=record.day("effective") if record.has("effective") else None,
        source=record.text("source", ""),
        pay=_pay(record.record("pay")) if record.has("pay") else None,
        pinned=record.texts("pinned"),
        introduced=record.flag("introduced", introduced),
        replaced_by=record.text("replaced_by", ""),
        replaces=record.text("replaces", ""),
        count=record.texts("count"),
        full=record.text("full", ""),
        grades=record.texts("grades"),
        group=record.text("group", ""),
        rounds_to=_CENTS[record.choice("rounds_to", _CENTS)] if record.has("rounds_to") else 0,
        pay_kind=record.text("pay_kind", kind.pay_kind),
        times=record.texts("times"),
        of=record.texts("of"),
        steps=record.texts("steps"),
        lanes=record.texts("lanes"),
        lane=record.text("lane", ""),
        from_lane=record.text("from_lane", ""),
        step=record.text("step", ""),
        month=_month(record),
        most_over=record.integer("most_over", 0, least=0, most=99),
        only=record.integer("only", least=1900, most=2200) if record.has("only") else None,
        place=f"{record.file}:{record.line}",
    )
    for key in kind.needs:
        if not record.has(key):
            raise record.fault(key, f"for a term of kind {kind.name}: {ASKED.get(key, 'a value')}")
    return term


def _month(record: Record) -> int:
    """The month steps move in; 0 for that of each one's appointment."""
    if record.word("month") == "appointment":
        return 0
    return record.integer("month", 9, least=1, most=12)


_CENTS = {"dollar": 100, "cent": 1}

ASKED = {
    "reading": "is it one number for the whole system (system-wide), one for each school (per-school), or a "
    "limit on each person's load (individual-cap)?",
    "rounding": "each division rounded: none, up, down, nearest, half-fte or tenth",
    "job": "the job whose positions it drives",
    "pay": "schedule, step and lane of the agreement's own tables, or an amount with its source",
    "group": "the scattergram's group",
    "count": "what is counted: a name of counts.yaml",
    "full": "the hours of one FTE: a name of counts.yaml",
    "grades": "the grades whose students are counted",
    "of": "the id of the term it belongs to: the schedule it changes, the class maximums it pays over",
    "lane": "the lane it sets",
    "from_lane": "the lane it is reckoned from",
    "step": "the step's number",
    "month": "the month steps move in, 1 to 12, or appointment",
    "times": "what the amount is multiplied by as well: a name of counts.yaml",
    "rounds_to": "dollar or cent: what a raise rounds each cell to",
}
"""What to ask a person for, by key: the language cannot say it."""


def _phrases(record: Record, wanted: tuple[str, ...], may: tuple[str, ...]) -> tuple[Phrase, ...]:
    """The phrases with the kind's holes, all of them with the same."""
    out: list[Phrase] = []
    for item in record.records("phrases"):
        item.only("clause", "text")
        words = item.text("text")
        try:
            found = holes(words)
        except BadInput as error:
            raise BadInput(error.what, where=item.place_of("text"), do=error.do) from None
        if sorted(found) != sorted(wanted) and sorted(found) != sorted((*wanted, *may)):
            raise item.fault("text", "words with " + " and ".join(f"{{{hole}}}" for hole in wanted))
        if out and set(found) != set(holes(out[0].text)):
            raise item.fault("text", "the same holes in every phrase of the term")
        if context(words) < (1 if "|" in words else 2):
            raise item.fault("text", "at least two words beside the figure, or it would be found anywhere")
        if "positions" in may and "positions" not in found:
            _one_to(item, words, "positions")
        out.append(Phrase(words, item.text("clause", "")))
    return tuple(out)


def _one_to(item: Record, words: str, hole: str) -> None:
    """A ratio's phrase that sets a number other than one against its hole would be read as one."""
    counted = against(words.partition("{")[0])
    if counted is not None and counted.value != 1:
        printed = words[counted.start : counted.end]
        raise item.fault("text", f"{{{hole}}} in the place of “{printed}”: the ratio is not one to so many")


def _pay(record: Record) -> Pay:
    record.only(*_PAY_KEYS)
    per = Per(record.choice("per", list(Per), Per.YEAR))
    units = record.fraction("units") if record.has("units") or per is not Per.YEAR else Fraction(1)
    if record.has("amount"):
        cents = record.decimal("amount", least=Decimal(0)) * 100
        if cents != int(cents):
            raise record.fault("amount", "dollars and whole cents")
        return Pay(per=per, units=units, cents=int(cents), source=record.text("source"))
    return Pay(
        record.text("schedule"),
        record.text("heading", ""),
        record.text("step", ""),
        record.text("lane", ""),
        per,
        units,
        source=record.text("source", ""),
    )
