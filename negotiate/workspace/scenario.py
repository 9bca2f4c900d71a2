"""A scenario: raises, ratios and readings tried on a text, priced as language, and nothing written.

A raise is written as the language and the tables it would be (see :mod:`negotiate.costing.raising`); a
ratio is its figure exchanged wherever the cost term's phrases stand; a reading is what the term is read as.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from negotiate.agreement.blocks import Kind, Placed
from negotiate.agreement.citations import place
from negotiate.agreement.editing import Edit, EditKind
from negotiate.common.errors import BadInput
from negotiate.costing.engine import cost
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import Model
from negotiate.costing.output import plain
from negotiate.costing.phrases import find
from negotiate.costing.raising import Raise, raise_language
from negotiate.costing.report import CostReport
from negotiate.costing.terms import Reading, Term
from negotiate.costing.versions import TextInputs
from negotiate.workspace.costs import Costs
from negotiate.workspace.rehearsing import apply_all
from negotiate.workspace.texts import text

NAME = "the scenario"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is tried on the text called ``on``.

    ``raises`` are per cents, the first from ``effective`` and each further one a year later, on the
    schedules of the terms in ``schedules`` (empty: all). ``ratios`` are new figures by cost term,
    ``readings`` how a term is read instead.
    """

    on: str = "baseline"
    raises: tuple[Fraction, ...] = ()
    effective: date | None = None
    schedules: tuple[str, ...] = ()
    ratios: tuple[tuple[str, Fraction], ...] = ()
    readings: tuple[tuple[str, Reading], ...] = ()


@dataclass(frozen=True, slots=True)
class Knob:
    """A figure of the language that a scenario can turn: its cost term, where it stands, what it says,
    and how it is read (None: it has no reading)."""

    term: str
    job: str
    citation: str
    value: Fraction
    reading: Reading | None


def knobs(costs: Costs, on: str = "baseline") -> tuple[Knob, ...]:
    """Every cost term with one figure in the text called ``on``."""
    inputs = costs.inputs(text(costs.workspace, on))
    found = []
    for term in costs.model_for(on).terms:
        if KINDS[term.kind].schedule:
            continue
        match = next((one for phrase in term.phrases for one in find(inputs, phrase.text)), None)
        if match is None or inputs.placed[match.index].block.kind is Kind.TABLE:
            continue
        if len(match.values) == 1:
            found.append(Knob(term.id, term.job, match.citation, match.values[0], term.reading))
    return tuple(found)


def schedules(costs: Costs, on: str = "baseline") -> tuple[str, ...]:
    """The cost terms whose schedules a raise is written into."""
    return tuple(term.id for term in costs.model_for(on).terms if KINDS[term.kind].schedule)


def price(costs: Costs, wanted: Scenario, years: int = 3) -> CostReport:
    """What the scenario costs more than the text it is tried on.

    Raises :class:`BadInput` where a raise cannot be written, or a term or figure is not there.
    """
    model = costs.model_for(wanted.on)
    under = text(costs.workspace, wanted.on)
    laid = under.agreement
    for number, percent in enumerate(wanted.raises):
        if percent:
            raised = Raise(_day(wanted, number), percent=percent)
            for term in wanted.schedules or schedules(costs, wanted.on):
                inputs = TextInputs(NAME, place(laid))
                made = raise_language(inputs, model, term, [raised])
                laid = apply_all(
                    laid, tuple(Edit(EditKind.INSERT_AFTER, one.after, one.text) for one in made)
                )
    placed = place(laid) if laid is not under.agreement else under.placed
    for term_id, value in wanted.ratios:
        placed = _turned(TextInputs(NAME, placed), _term(model, term_id), value)
    read = _read(model, dict(wanted.readings))
    return cost(TextInputs(NAME, placed), costs.inputs(under), read, years)


def compare(costs: Costs, wanted: Scenario, years: int = 3) -> tuple[tuple[str, CostReport], ...]:
    """The scenario by each of its knobs alone, then whole: what each brings."""
    alone = [
        (
            f"raises {', '.join(f'{plain(one)} %' for one in wanted.raises)}",
            replace(wanted, ratios=(), readings=()),
        )
    ] * bool(any(wanted.raises))
    alone += [
        (f"{term} {plain(value)}", replace(wanted, raises=(), ratios=((term, value),)))
        for term, value in wanted.ratios
    ]
    alone += [
        (f"{term} read {how.value}", replace(wanted, raises=(), ratios=()))
        for term, how in wanted.readings
        if term not in dict(wanted.ratios)
    ]
    whole = [("all together", wanted)] if len(alone) > 1 else []
    return tuple((name, price(costs, one, years)) for name, one in (*alone, *whole))


def _day(wanted: Scenario, number: int) -> date:
    if wanted.effective is None:
        raise BadInput("a raise needs the day it takes effect", do="such as 2026-09-01")
    return wanted.effective.replace(year=wanted.effective.year + number)


def _term(model: Model, term_id: str) -> Term:
    for term in model.terms:
        if term.id == term_id:
            return term
    known = ", ".join(term.id for term in model.terms)
    raise BadInput(
        f"no cost term is called {term_id!r}", where="salary_model/terms.yaml", do=f"there are {known}"
    )


def _turned(inputs: TextInputs, term: Term, value: Fraction) -> tuple[Placed, ...]:
    """The blocks with the term's figure exchanged wherever its phrases stand."""
    placed = list(inputs.placed)
    there = False
    for phrase in term.phrases:
        for match in find(inputs, phrase.text):
            figure, block = match.figures[0], placed[match.index].block
            if len(match.figures) != 1 or block.kind is Kind.TABLE:
                raise BadInput(f"{term.id} has not one figure in words", do="draft its language instead")
            words = inputs.words[match.index]
            size = figure.end - figure.start
            new = f"{words[: match.at]}{plain(value)}{words[match.at + size :]}"
            placed[match.index] = replace(placed[match.index], block=replace(block, text=new))
            there = True
    if not there:
        raise BadInput(f"the words of {term.id} do not stand in this text", do="choose another text")
    return tuple(placed)


def _read(model: Model, readings: Mapping[str, Reading]) -> Model:
    for name in readings:
        _term(model, name)
    terms = tuple(
        replace(term, reading=readings[term.id]) if term.id in readings else term for term in model.terms
    )
    return replace(model, terms=terms)
