"""What a cost term says in one version of the language: found, in conflict, unpriced or absent."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from rapidfuzz import fuzz

from negotiate.costing.kinds import KINDS
from negotiate.costing.phrases import Match, Near, Phrase, find, holes, nearest, under
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs
from negotiate.costing.wording import Spot, phrase_for, spots, twins

Values = tuple[tuple[str, Fraction], ...]


class State(StrEnum):
    """How a term stands in a version."""

    FOUND = "found"
    UNPRICED = "unpriced"
    CONFLICT = "conflict"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a term's figures stand, quoted as printed."""

    index: int
    citation: str
    quote: str
    values: Values


@dataclass(frozen=True, slots=True)
class TermReading:
    """A term in a version. ``values`` are set when it is found; ``reason`` and ``nearest`` say
    why not. ``places`` holds every place found, those that disagree too."""

    term: Term
    state: State
    values: Values = ()
    places: tuple[Place, ...] = ()
    reason: str = ""
    nearest: Near | None = None

    @property
    def citation(self) -> str:
        """Where it stands, or where it was bound when it stands nowhere."""
        return self.places[0].citation if self.places else self.term.clause

    @property
    def rivals(self) -> tuple[Values, ...]:
        """The different values found, in reading order."""
        return tuple(dict.fromkeys(place.values for place in self.places))


def read_in(term: Term, text: TextInputs, against: TextInputs | None = None) -> TermReading:
    """What the term says in ``text``.

    ``against`` is the text it is compared with: a figure that stood in like words elsewhere
    there, and still stands here with another value, is a conflict even though only one of the
    places is bound.
    """
    if against is None or against is text:
        return _read_alone(term, text)
    return _read(term, text, against)


@lru_cache(maxsize=1024)  # of its own: texts compared with are few and kept, drafts pass by
def _read_alone(term: Term, text: TextInputs) -> TermReading:
    return _read(term, text, None)


@lru_cache(maxsize=512)
def _read(term: Term, text: TextInputs, against: TextInputs | None) -> TermReading:
    if KINDS[term.kind].many:
        found_all = [
            _place(phrase, match) for phrase in term.phrases for match in find(text, phrase.text, against)
        ]
        return TermReading(term, State.FOUND, places=tuple(found_all))
    base = _read_alone(term, against) if against is not None else None
    places: list[Place] = []
    missing: list[Phrase] = []
    for phrase in term.phrases:
        found = find(text, phrase.text, against)
        if any(match.disputed for match in found):
            return _disputed(term, phrase, found)
        if found:
            places += _chosen(phrase, found, text, base, against)
        else:
            missing.append(phrase)
    if missing:
        return _missing(term, text, against, places, missing)
    if base is not None and against is not None and base.state is State.FOUND:
        places += _twin_places(term, base, against, text, places)
    places = list({(place.index, place.quote): place for place in places}.values())
    if len({place.values for place in places}) > 1:
        return TermReading(term, State.CONFLICT, places=tuple(places), reason=_disagree(places))
    return TermReading(term, State.FOUND, places[0].values, tuple(places))


def _place(phrase: Phrase, match: Match) -> Place:
    values = tuple(sorted(zip(holes(phrase.text), match.values, strict=True)))
    return Place(match.index, match.citation, match.quote, values)


def _chosen(
    phrase: Phrase,
    found: Sequence[Match],
    text: TextInputs,
    base: TermReading | None,
    against: TextInputs | None,
) -> list[Place]:
    """The places a phrase means, where the same words hold different figures in several clauses.

    In the text compared with, the clause it is bound to decides; here, likeness to the blocks
    chosen there, whatever their number. Undecided, all are given, and they disagree.
    """
    places = [_place(phrase, match) for match in found]
    if len({place.values for place in places}) == 1:
        return places
    if base is None or against is None or base.state is not State.FOUND:
        hinted = [place for place in places if under(place.citation, phrase.clause)]
        return hinted or places
    before = find(against, phrase.text)
    if len({match.values for match in before}) <= 1:
        return places  # one thing there: every place here must still say the same
    chosen: list[Place] = []
    for index in {place.index for place in base.places} & {match.index for match in before}:
        words = against.words[index]
        scored = [(fuzz.ratio(words, text.words[place.index]), place) for place in places]
        best = max(score for score, _ in scored)
        chosen += [place for score, place in scored if score == best]
    return chosen or places


def _missing(
    term: Term,
    text: TextInputs,
    against: TextInputs | None,
    places: Sequence[Place],
    missing: Sequence[Phrase],
) -> TermReading:
    if term.introduced and not places:
        return TermReading(term, State.ABSENT, reason="the text has no such language")
    phrase = missing[0]
    near = nearest(text, phrase, against)
    where = f" (bound to {phrase.clause})" if phrase.clause else ""
    reason = f"the phrase “{phrase.text}”{where} is not found in {text.name}"
    if len(term.phrases) > 1:
        reason = f"{len(missing)} of its {len(term.phrases)} phrases are gone: {reason}"
    if near is not None:
        reason += f"; nearest, {near.citation}: “{near.quote}”"
    return TermReading(term, State.UNPRICED, places=tuple(places), reason=reason, nearest=near)


def _twin_places(
    term: Term, base: TermReading, against: TextInputs, text: TextInputs, places: Sequence[Place]
) -> list[Place]:
    """The unbound twins of the term's figures that stand in ``text`` with another value."""
    value = {place.values for place in places}
    if len(value) != 1 or len(term.phrases[0].text.split("{")) != 2:
        return []
    out = []
    for phrase in _twin_phrases(term, base.places, against):
        for match in find(text, phrase.text, against):
            place = _place(phrase, match)
            if place.values not in value:
                out.append(place)
    return out


@lru_cache(maxsize=256)
def _twin_phrases(term: Term, places: tuple[Place, ...], against: TextInputs) -> tuple[Phrase, ...]:
    """Phrases for the places of ``against`` where a term's figure stands again in like words."""
    (hole,) = holes(term.phrases[0].text)
    bound = {place.index for place in places}
    found: dict[tuple[int, int], Spot] = {}
    for place in places:
        for spot in spots(against, place.index):
            if spot.figure.value == dict(place.values)[hole]:
                for twin in twins(against, spot):
                    if twin.index not in bound:
                        found[twin.index, twin.figure.start] = twin
    return tuple(phrase_for(against, spot, hole) for spot in found.values())


def _disputed(term: Term, phrase: Phrase, found: Sequence[Match]) -> TermReading:
    match = next(match for match in found if match.disputed)
    reason = f"{match.citation}: words and digits disagree in “{match.quote}”"
    return TermReading(term, State.CONFLICT, places=(_place(phrase, match),), reason=reason)


def _disagree(places: Sequence[Place]) -> str:
    quoted = "; ".join(f"{place.citation} says “{place.quote}”" for place in places)
    return f"the language contradicts itself: {quoted}"
