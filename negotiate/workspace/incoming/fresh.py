"""New language: paragraphs of a file that are a version of nothing, where they stand amid what is.

What stands before the first paragraph answered or after the last may as well be a letter's greeting
or a name: it is language where it is labelled, marked as added, or reads as a sentence after the last.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from negotiate.workspace.incoming.composing import New
from negotiate.workspace.incoming.deciding import Pages
from negotiate.workspace.incoming.directions import Direction, direction, place_for, unquoted
from negotiate.workspace.incoming.model import Part, Slot, Unit

_SENTENCE = re.compile(r".*[a-z)\"”][.;:]\W*$", re.DOTALL)
_LEAST_WORDS = 8  # of an unlabelled sentence after the last paragraph answered
_LETTER = re.compile(
    r"(?:sincerely|respectfully|regards|dear|submitted|signed|dated?|cc"
    r"|for the (?:union|district|board|committee))\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\W*(?:ccl|status quo|same|unchanged|withdrawn|rejected"
    r"|ta(?:['’]?d)?|tentatively agreed|agreed|ok(?:ay)?"
    r"|reject (?:the )?\w+(?:['’]s)? (?:proposal|language)"
    r"|(?:maintain|keep|retain|no|current|existing|present)"
    r"(?: (?:current|existing|present|contract|agreement|language|changes?|proposal))*)\W*",
    re.IGNORECASE,
)
"""What negotiators write for a clause instead of its words: no language, and so the clause stays."""


def new_language(pages: Pages, slots: Sequence[Slot], wanted: frozenset[int]) -> list[New]:
    """The new paragraphs of a file in its order, each with the place it follows."""
    out: list[New] = []
    seen: set[str] = set()
    for part in (Part.TEXT, Part.MARKED, Part.CLEAN):
        for one in _of_part(pages, slots, wanted, part):
            kept = tuple(unit for unit in one.units if unit.key not in seen)
            if part is Part.CLEAN:
                kept = tuple(unit for unit in kept if not unit.ours)
            seen |= {unit.key for unit in kept}
            if kept:
                out.append(New(one.after, one.home, kept))
    return out


def _of_part(pages: Pages, slots: Sequence[Slot], wanted: frozenset[int], part: Part) -> Iterator[New]:
    run: list[Unit] = []
    before: int | None = None
    places = {**pages.found}
    directed: Direction | None = None
    for at, unit in enumerate(pages.units):
        if unit.part is not part:
            continue
        if at not in places:
            said = direction(unit) if part is Part.TEXT else None
            directed = said or directed
            if directed is None or not directed.paths:
                run.append(unit)
            elif said is None or said.rest:
                put = unit if said is None else replace(unit, label="", text=said.rest)
                yield from _directed(unquoted(put), directed, slots, wanted)
            continue
        directed = None
        yield from _between(run, before, places[at], slots, wanted)
        run, before = [], places[at]
    yield from _between(run, before, None, slots, wanted)


def _directed(unit: Unit, said: Direction, slots: Sequence[Slot], wanted: frozenset[int]) -> Iterator[New]:
    """A paragraph that a letter says where to put, where that is among the places asked about."""
    at = place_for(said, slots)
    if at is None or not _is_language(unit, amid=False, trailing=True):
        return
    home = slots[at if at >= 0 else 0].home
    if at in wanted or (at >= 0 and at + 1 in wanted and slots[at + 1].home == home):
        yield New(at, home, (unit,))


def _between(
    run: Sequence[Unit], before: int | None, after: int | None, slots: Sequence[Slot], wanted: frozenset[int]
) -> Iterator[New]:
    """A run of paragraphs without a place, between two that have one."""
    here, next_ = before in wanted, after in wanted
    if not run or not (here or next_):
        return
    if before is not None and here:
        amid = next_ or (after is not None and slots[after].home == slots[before].home)
        kept = [unit for unit in run if _is_language(unit, amid=amid, trailing=after is None)]
        if any(unit.text or unit.rows for unit in kept):
            yield New(before, slots[before].home, tuple(kept))
        return
    assert after is not None
    kept = [unit for unit in run if _is_language(unit, amid=False, trailing=False)]
    if before is not None and slots[before].home == slots[after].home and not kept:
        kept = [unit for unit in run if unit.theirs]
    if any(unit.text or unit.rows for unit in kept):
        first = after - 1 if after and slots[after - 1].home == slots[after].home else -1
        yield New(first, slots[after].home, tuple(kept))


def _is_language(unit: Unit, *, amid: bool, trailing: bool) -> bool:
    if unit.theirs or unit.rows:
        return unit.theirs or amid
    if unit.aside or direction(unit) is not None or _stays(unit.text):
        return False
    if amid:
        return bool(unit.label) or not unit.heading
    if unit.heading:
        return False
    if unit.label:
        return len(unit.text.split()) > 3
    words = unit.text.split()
    return (
        trailing
        and len(words) >= _LEAST_WORDS
        and _SENTENCE.match(unit.text) is not None
        and _LETTER.match(unit.text) is None
    )


def _stays(text: str) -> bool:
    parts = [part for part in re.split("[;,.]", text) if part.strip()]
    return bool(parts) and all(map(_STAYS.fullmatch, parts))
