"""The salary tables of one version: those printed, those its words make, and its rules of steps."""

from dataclasses import dataclass, field, replace
from datetime import date

from negotiate.costing.kinds import KINDS
from negotiate.costing.kinds.changes import ScheduleChange
from negotiate.costing.model import Model
from negotiate.costing.raises import Change, Disagreement, Made, with_changes
from negotiate.costing.reading import State, TermReading, read_in
from negotiate.costing.rules import rule_of
from negotiate.costing.schedules import Schedule, begun
from negotiate.costing.staff import StepRule
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs


@dataclass
class Tables:
    """What a text's tables come to, by the id of the schedule-pay term: ``problems`` say why its
    words cannot be read, ``made`` what they make and where its tables do not follow from them,
    ``rules`` what the text says of steps."""

    schedules: tuple[Schedule, ...]
    problems: dict[str, str] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    rules: tuple[tuple[str, StepRule], ...] = ()

    def disagreement(self, term: str) -> Disagreement | None:
        """Where the tables of a schedule-pay term newly do not follow from its words."""
        return self.made[term].disagreement if term in self.made else None

    def misprints(self, term: str) -> tuple[str, ...]:
        """Where they do not in both texts."""
        return tuple(dict(self.made[term].misprints).values()) if term in self.made else ()


def tables_of(text: TextInputs, against: TextInputs, model: Model, other: Tables | None) -> Tables:
    """The tables of ``text``, its words found from ``against``; ``other`` are the tables of that
    one, None for itself."""
    tables = Tables(tuple(begun(schedule, model.calendar.begins) for schedule in text.schedules))
    rules: dict[str, StepRule] = {}
    for term in model.terms:
        if KINDS[term.kind].schedule:
            changes = _changes(term, text, against, model, rules)
            made = changes if isinstance(changes, str) else _made(term, changes, tables, model, other)
            if isinstance(made, str):
                tables.problems[term.id] = made
                continue
            tables.schedules = made.schedules
            tables.made[term.id] = made
    tables.rules = tuple(rules.items())
    return tables


_NOTHING = Made(())


def _made(
    term: Term, changes: tuple[Change, ...], tables: Tables, model: Model, other: Tables | None
) -> Made | str:
    had = None if other is None else other.made.get(term.id, _NOTHING)
    return with_changes(term, changes, tables.schedules, rule_of(term, dict(model.rounding)), had)


def _changes(
    term: Term, text: TextInputs, against: TextInputs, model: Model, rules: dict[str, StepRule]
) -> tuple[Change, ...] | str:
    """Everything the text states of the term's schedule, or why a part of it cannot be read."""
    out: list[Change] = []
    for each in model.terms:
        kind = KINDS[each.kind]
        own = each is term
        if not own and not (isinstance(kind, ScheduleChange) and term.id in each.of):
            continue
        reading = read_in(each, text, against)
        if reading.state is State.UNPRICED:
            return reading.reason
        if not own and isinstance(kind, ScheduleChange) and reading.places:
            rules[term.id] = _joined(rules.get(term.id, StepRule()), kind.steps(each))
        if kind.holes:
            out += _of(each, reading, None if own else kind)
    return tuple(out)


def _of(term: Term, reading: TermReading, kind: object) -> list[Change]:
    change = kind if isinstance(kind, ScheduleChange) else None
    return [
        Change(
            date.fromordinal(int(dict(place.values)["date"])),
            (place.index, place.at), place.citation, term, place.values, change,
        )
        for place in reading.places
    ]  # fmt: skip


def _joined(one: StepRule, other: StepRule) -> StepRule:
    return replace(
        one,
        month=one.month if other.month is None else other.month,
        dropped=one.dropped | other.dropped,
        added=one.added | other.added,
    )
