"""Figures of an agreement that look costable, each as the term it would make and what it still asks.

What the form (:mod:`negotiate.costing.forms`) cannot tell (which reading, what is paid) is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from negotiate.costing.bind import Missing
from negotiate.costing.forms import kind_of
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import Model
from negotiate.costing.pay import family_of
from negotiate.costing.phrases import context, find
from negotiate.costing.reading import read_in
from negotiate.costing.terms import ASKED
from negotiate.costing.versions import TextInputs
from negotiate.costing.wording import Spot, dated_phrase, phrase_for, spots, twins


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One figure that looks costable: where and what, the phrase proposed, every place it matches, the
    places where the figure stands in like words, and what would be asked."""

    citation: str
    kind: str
    figure: str
    sentence: str
    phrase: str
    matches: tuple[str, ...]
    twins: tuple[str, ...]
    asks: tuple[Missing, ...]


def suggest(text: TextInputs, model: Model) -> tuple[Suggestion, ...]:
    """Every figure without a cost term that a rule knows, and the schedules no term pays by."""
    return (*_schedules(text, model), *_figures(text, model))


def _figures(text: TextInputs, model: Model) -> Iterator[Suggestion]:
    read = {(place.index, place.quote) for term in model.terms for place in read_in(term, text).places}
    seen: set[str] = set()
    for index, item in enumerate(text.placed):
        if item.block.rows:
            continue
        for spot in spots(text, index):
            printed = text.words[index][spot.figure.start : spot.figure.end]
            if any(at == index and printed in quote for at, quote in read):
                continue
            kind = kind_of(text, spot)
            phrase = "" if not kind else _phrase(text, spot, kind)
            if not phrase or phrase in seen:
                continue
            seen.add(phrase)
            yield Suggestion(
                spot.citation, kind, printed.strip(), spot.sentence, phrase,
                tuple(dict.fromkeys(match.citation for match in find(text, phrase))),
                tuple(dict.fromkeys(twin.citation for twin in twins(text, spot))),
                asks(kind),
            )  # fmt: skip


def _schedules(text: TextInputs, model: Model) -> Iterator[Suggestion]:
    paid: set[int] = set()
    for term in model.terms:
        if KINDS[term.kind].schedule and term.pay is not None:
            family = family_of(term.pay, text.schedules)
            paid |= {schedule.index for schedule in family} if not isinstance(family, str) else set()
    for schedule in text.schedules:
        if schedule.index not in paid:
            size = f"{len(schedule.grid.steps)} steps, {len(schedule.lanes)} lanes"
            yield Suggestion(
                schedule.citation, "schedule-pay", size, schedule.heading, "", (schedule.citation,), (),
                asks("schedule-pay"),
            )  # fmt: skip


def _phrase(text: TextInputs, spot: Spot, kind: str) -> str:
    """The words with the kind's holes; empty where they are not found again."""
    holes = KINDS[kind].holes
    if "date" not in holes:
        phrase = phrase_for(text, spot, holes[0]).text
    else:
        phrase = dated_phrase(text, spot, next(hole for hole in holes if hole != "date"))
    if context(phrase) < 2:
        return ""
    return phrase if any(match.index == spot.index for match in find(text, phrase)) else ""


def asks(kind: str) -> tuple[Missing, ...]:
    """What a term of the kind needs that the language cannot say."""
    needs = [*KINDS[kind].needs, *(["pay"] if "job" in KINDS[kind].needs else [])]
    return tuple(Missing(key, ASKED.get(key, "a value")) for key in dict.fromkeys(needs))
