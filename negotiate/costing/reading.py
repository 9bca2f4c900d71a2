"""What a cost term says in one version of the language: found, in conflict, unpriced or absent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from negotiate.agreement.numbers import Form, figures
from negotiate.costing.claims import Claims, claim, follow
from negotiate.costing.kinds import KINDS
from negotiate.costing.likeness import Near, nearest
from negotiate.costing.phrases import Match, Phrase, find, holes, stands_in
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs, difference
from negotiate.costing.wording import Spot, phrase_for, spots, twins

Values = tuple[tuple[str, Fraction], ...]
_GARBLED = 75  # likeness of a sentence to a phrase from which it is that phrase, misprinted


class State(StrEnum):
    """How a term stands in a version."""

    FOUND = "found"
    UNPRICED = "unpriced"
    CONFLICT = "conflict"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a term's figures stand, quoted as printed; ``at`` is where in its block."""

    index: int
    citation: str
    quote: str
    values: Values
    at: int = 0


@dataclass(frozen=True, slots=True)
class TermReading:
    """A term in a version. ``values`` are set when it is found; ``reason`` and ``nearest`` say
    why not. ``places`` holds every place found, those that disagree too; ``lost`` is the clause
    whose words are gone."""

    term: Term
    state: State
    values: Values = ()
    places: tuple[Place, ...] = ()
    reason: str = ""
    nearest: Near | None = None
    lost: str = ""

    @property
    def citation(self) -> str:
        """Where it stands, or where its words stood that are gone."""
        if self.lost:
            return self.lost
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
    return _untouched(term, text, against) or _searched(term, text, against)


def _untouched(term: Term, text: TextInputs, against: TextInputs | None) -> TermReading | None:
    """The reading of the text compared with, where nothing that differs from it has to do with the
    term; None where it must be read anew."""
    if against is None:
        return None
    base = _read_alone(term, against)
    if base.state not in (State.FOUND, State.ABSENT):
        return None
    phrases = [phrase.text for phrase in term.phrases]
    if base.state is State.FOUND and len(phrases) and not KINDS[term.kind].many and _one_hole(term):
        phrases += [phrase.text for phrase in _twin_phrases(term, base.places, against)]
    if stands_in(text, against, phrases):
        return None
    differs, moved = difference(text, against), []
    for place in base.places:
        index = differs.still(place.index)
        if index is None:
            return None
        name = text.placed[index].name
        stays = index == place.index and name == place.citation
        moved.append(place if stays else replace(place, index=index, citation=name))
    return base if tuple(moved) == base.places else replace(base, places=tuple(moved))


def _one_hole(term: Term) -> bool:
    return len(term.phrases[0].text.split("{")) == 2


def _searched(term: Term, text: TextInputs, against: TextInputs | None) -> TermReading:
    found = [find(text, phrase.text, against) for phrase in term.phrases]
    if KINDS[term.kind].many:
        return _entries(term, found, text, against)
    for phrase, matches in zip(term.phrases, found, strict=True):
        if any(match.disputed for match in matches):
            return _disputed(term, phrase, matches)
    base = _read_alone(term, against) if against is not None else None
    if base is not None and against is not None and base.state is State.FOUND:
        kept = follow(_claims(term, against), against, found, text)
        own, lost = kept.own, [(number, match.citation) for number, match in kept.lost]
    else:
        claims = claim(term.phrases, found)
        own = tuple(
            tuple(match for key, match in places.items() if key in claims.owners) for places in claims.found
        )
        lost = [(number, term.phrases[number].clause) for number in claims.unplaced]
    pairs = zip(term.phrases, own, strict=True)
    places = [_place(phrase, match) for phrase, matches in pairs for match in matches]
    if lost:
        return _missing(term, text, against, places, lost)
    if base is not None and against is not None and base.state is State.FOUND:
        places += _twin_places(term, base, against, text, places)
    places = list({(place.index, place.at, place.quote): place for place in places}.values())
    if len({place.values for place in places}) > 1:
        return TermReading(term, State.CONFLICT, places=tuple(places), reason=_disagree(places))
    return TermReading(term, State.FOUND, places[0].values, tuple(places))


@lru_cache(maxsize=1024)
def _claims(term: Term, text: TextInputs) -> Claims:
    return claim(term.phrases, [find(text, phrase.text) for phrase in term.phrases])


def _place(phrase: Phrase, match: Match) -> Place:
    values = tuple(sorted(zip(holes(phrase.text), match.values, strict=True)))
    return Place(match.index, match.citation, match.quote, values, match.at)


def _entries(
    term: Term, found: Sequence[Sequence[Match]], text: TextInputs, against: TextInputs | None
) -> TermReading:
    """A term whose every place is an entry of its own (dated raises). One that was struck is an
    entry less; one that was edited and can no longer be read leaves the term unpriced."""
    pairs = zip(term.phrases, found, strict=True)
    places = tuple(_place(phrase, match) for phrase, matches in pairs for match in matches)
    if against is not None:
        taken = {place.index for place in places}
        for number, lost in follow(_claims(term, against), against, found, text).lost:
            near = nearest(text, term.phrases[number], against, lost.citation, taken)
            if near is None or near.likeness < _GARBLED or _otherwise(near, lost):
                continue
            if not any(place.quote in near.quote for place in places) and _new(near, against):
                return _missing(term, text, against, places, [(number, lost.citation)])
    return TermReading(term, State.FOUND, places=places)


def _otherwise(near: Near, lost: Match) -> bool:
    """Whether the nearest sentence says another thing, readably: dollars where a per cent stood."""
    kinds = {Form.MONEY, Form.PERCENT}
    had = {figure.form for figure in lost.figures} & kinds
    has = {figure.form for figure in figures(near.quote)} & kinds
    return bool(had and has) and not had & has


def _new(near: Near, against: TextInputs) -> bool:
    return not any(near.quote in words for words in against.words)


def _missing(
    term: Term,
    text: TextInputs,
    against: TextInputs | None,
    places: Sequence[Place],
    lost: Sequence[tuple[int, str]],
) -> TermReading:
    """``lost`` are the phrases (by number) without a place of their own, and where each stood."""
    if term.introduced and not places:
        return TermReading(term, State.ABSENT, reason="the text has no such language")
    number, stood = lost[0]
    phrase = term.phrases[number]
    taken = {match.index for match in find(text, phrase.text, against)}
    near = nearest(text, phrase, against, stood, taken)
    where = f" (bound to {phrase.clause})" if phrase.clause else ""
    reason = f"the phrase “{phrase.text}”{where} is not found in {text.name}"
    if taken:
        stands = ", ".join(dict.fromkeys(text.placed[index].name for index in sorted(taken)))
        at = f" at {stood}" if stood else ""
        reason += f"{at}: the like words at {stands} are another place's"
    if len(term.phrases) > 1:
        gone = len({each for each, _ in lost})
        reason = f"{gone} of its {len(term.phrases)} phrases are gone: {reason}"
    if near is not None:
        reason += f"; nearest, {near.citation}: “{near.quote}”"
    return TermReading(
        term, State.UNPRICED, places=tuple(places), reason=reason, nearest=near, lost=stood or term.clause
    )


def _twin_places(
    term: Term, base: TermReading, against: TextInputs, text: TextInputs, places: Sequence[Place]
) -> list[Place]:
    """The unbound twins of the term's figures that stand in ``text`` with another value."""
    value = {place.values for place in places}
    if len(value) != 1 or not _one_hole(term):
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
    digits = tuple(
        figure if figure.disputed is None else replace(figure, value=figure.disputed, disputed=None)
        for figure in match.figures
    )
    both = (_place(phrase, match), _place(phrase, replace(match, figures=digits)))
    return TermReading(term, State.CONFLICT, places=both, reason=reason)


def _disagree(places: Sequence[Place]) -> str:
    quoted = "; ".join(f"{place.citation} says “{place.quote}”" for place in places)
    return f"the language contradicts itself: {quoted}"
