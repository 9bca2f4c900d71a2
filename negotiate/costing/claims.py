"""Which places of a text are a term's own: each phrase claims one that no other phrase has.

Phrases of one term may hold the same words, so that one of them is found where the other
stands. What counts is the places: those a term had in the text compared with must each be
found again in a version, wherever they were moved to; one that is not leaves its phrase
without a place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from negotiate.costing.likeness import under
from negotiate.costing.phrases import Match, Phrase
from negotiate.costing.versions import TextInputs

Key = tuple[int, int]
"""A place: the index of its block, and where in its words the first figure begins."""

_LIKE = 75  # below this likeness of two clauses, words that stand for several things are not the same one


@dataclass(frozen=True, slots=True)
class Claims:
    """A term's places in a text. ``owners`` are its own, each with the number of the phrase that
    claims it; ``found`` every place of every phrase (those that say another thing too);
    ``unplaced`` the phrases left without a place."""

    owners: Mapping[Key, int]
    found: tuple[dict[Key, Match], ...]
    unplaced: tuple[int, ...]

    def several(self, number: int) -> bool:
        """Whether the words of a phrase stand for other things as well (its clause told which)."""
        return any(key not in self.owners for key in self.found[number])


def claim(phrases: Sequence[Phrase], found: Sequence[Sequence[Match]]) -> Claims:
    """The places of a text by itself. Where the words of one phrase hold different figures, the
    clause it is bound to decides; undecided, all are its own (and disagree)."""
    maps = tuple({(match.index, match.at): match for match in matches} for matches in found)
    wanted = [_wanted(phrase, places) for phrase, places in zip(phrases, maps, strict=True)]
    owners: dict[Key, int] = {}

    def settle(number: int, tried: set[Key]) -> bool:
        for key in wanted[number]:
            if key not in tried:
                tried.add(key)
                if key not in owners or settle(owners[key], tried):
                    owners[key] = number
                    return True
        return False

    unplaced = tuple(number for number in range(len(phrases)) if not settle(number, set()))
    for number, keys in enumerate(wanted):
        for key in keys:
            owners.setdefault(key, number)
    return Claims(owners, maps, unplaced)


def _wanted(phrase: Phrase, places: Mapping[Key, Match]) -> list[Key]:
    """The places a phrase may claim, those in its clause first."""
    hinted = [key for key, match in places.items() if under(match.citation, phrase.clause)]
    if hinted and len({match.values for match in places.values()}) > 1:
        return hinted
    return hinted + [key for key in places if key not in hinted]


@dataclass(frozen=True, slots=True)
class Kept:
    """A term's places of the text compared with, found again: ``own`` are the places here by
    phrase, ``lost`` the (phrase, place there) that stand nowhere any more."""

    own: tuple[tuple[Match, ...], ...]
    lost: tuple[tuple[int, Match], ...]


def follow(there: Claims, against: TextInputs, found: Sequence[Sequence[Match]], text: TextInputs) -> Kept:
    """Each place of ``there`` (in ``against``) in ``text``, where ``found`` are the phrases' matches.

    A clause with the same words is the same place; otherwise the likeliest one left is, moved
    or renumbered as it may be. No place here is two of those there. Words that stood for one
    thing alone must say the same wherever they stand here: places added are the phrase's too.
    """
    here = tuple({(match.index, match.at): match for match in matches} for matches in found)
    partner = _partners(there, against, here, text)
    own: list[dict[Key, Match]] = [{} for _ in here]
    lost: list[tuple[int, Match]] = []
    for key, number in there.owners.items():
        new = partner.get(key)
        if new is None:
            lost.append((number, there.found[number][key]))
            continue
        own[number][new] = here[number][new]
        words = against.words[key[0]]
        least = fuzz.ratio(words, text.words[new[0]])
        for other, match in here[number].items():
            if other not in partner.values() and fuzz.ratio(words, text.words[other[0]]) >= least:
                own[number][other] = match
    for number, places in enumerate(here):
        if not there.several(number):
            own[number] = places
    return Kept(tuple(tuple(places.values()) for places in own), tuple(sorted(lost, key=_order)))


def _order(lost: tuple[int, Match]) -> tuple[int, int]:
    return lost[0], lost[1].index


def _partners(
    there: Claims, against: TextInputs, here: Sequence[Mapping[Key, Match]], text: TextInputs
) -> dict[Key, Key]:
    """The place here of each place there, of other things too: they keep theirs."""
    pairs: list[tuple[bool, float, bool, int, Key, Key]] = []
    for key in {key for places in there.found for key in places}:
        owner = there.owners.get(key)
        numbers = [owner] if owner is not None else [n for n, all_ in enumerate(there.found) if key in all_]
        words, name = against.words[key[0]], against.placed[key[0]].name
        for new in {new for number in numbers for new in here[number]}:
            like = fuzz.ratio(words, text.words[new[0]])
            if like < _LIKE and (owner is None or there.several(owner)):
                continue
            same = words == text.words[new[0]] and key[1] == new[1]
            moved = text.placed[new[0]].name != name
            pairs.append((not same, -like, moved, abs(key[1] - new[1]), key, new))
    out: dict[Key, Key] = {}
    taken: set[Key] = set()
    for *_, key, new in sorted(pairs):
        if key not in out and new not in taken:
            out[key] = new
            taken.add(new)
    return out
