"""Figures of an agreement that look costable, each as the term it would make and what it still asks.

What the form (:mod:`negotiate.costing.forms`) cannot tell (which reading, what is paid) is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from negotiate.agreement.blocks import Placed
from negotiate.agreement.citations import split_paragraph
from negotiate.agreement.numbers import fold, money
from negotiate.costing.bind import Missing
from negotiate.costing.forms import kind_of
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import Model
from negotiate.costing.pay import family_of
from negotiate.costing.phrases import context, find
from negotiate.costing.reading import read_in
from negotiate.costing.schedules import Schedule
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
    """Tables that no term reads: families of dated schedules, lists of awards, maximums and amounts."""
    paid: set[int] = set()
    for term in model.terms:
        paid |= {place.index for place in read_in(term, text).places}
        if term.pay is not None and (KINDS[term.kind].schedule or term.by_tables):
            family = family_of(term.pay, text.schedules)
            paid |= {schedule.index for schedule in family} if not isinstance(family, str) else set()
    families: dict[tuple[str, tuple[str, ...]], list[Schedule]] = {}
    for schedule in text.schedules:
        if schedule.index not in paid and schedule.index >= 0:
            where = split_paragraph(schedule.citation)[0]
            families.setdefault((where, schedule.lanes), []).append(schedule)
    for (where, lanes), tables in families.items():
        grid, award = tables[-1].grid, len(lanes) == 1 and _AWARD.search(fold(tables[-1].heading))
        kind = "career-award" if award else "schedule-pay"
        size = f"{len(grid.steps)} steps, {len(lanes)} lane{'s' * (len(lanes) > 1)}"
        size += f", {len(tables)} dated tables" if len(tables) > 1 else ""
        yield _table(where, kind, size, tables[-1].heading)
    read = {schedule.index for schedule in text.schedules} | paid
    for index in text.tables:
        item = text.placed[index]
        if index not in read and item.block.rows:
            yield from _listed(item, text.words[max(index - 1, 0)])


_AWARD = re.compile(r"\b(?:awards?|longevity|years of (?:service|experience))\b")
_MOST = re.compile(r"\b(?:class(?:es)? size|maxim(?:um|a)|most)\b")


def _listed(item: Placed, above: str) -> Iterator[Suggestion]:
    """A table of amounts or of maximums by name, which a term reads row by row."""
    rows = item.block.rows
    cells = [cell for row in rows for cell in row[1:] if cell]
    amounts = [cell for cell in cells if "$" in cell and money(cell) is not None]
    numbers = [cell for cell in cells if cell.isdigit() and int(cell) < 60]
    named = fold(f"{above} {' '.join(rows[0])}")
    if len(amounts) > 1:
        yield _table(item.name, "payment", f"{len(amounts)} amounts", above)
    elif len(numbers) > 1 and _MOST.search(named) and re.search(r"\b(?:class|grade|student|pupil)", named):
        yield _table(item.name, "class-maximum", f"{len(numbers)} figures", above)


def _table(citation: str, kind: str, size: str, heading: str) -> Suggestion:
    shown = heading if len(heading) <= 160 else heading[:159].rsplit(" ", 1)[0] + " …"
    return Suggestion(citation, kind, size, shown, "", (citation,), (), asks(kind))


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
