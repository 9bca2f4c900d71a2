"""What is most like a phrase that is not found: its sentence, so that a person sees what became of it."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from negotiate.agreement.citations import split_paragraph
from negotiate.agreement.numbers import fold
from negotiate.costing.phrases import HOLE, Phrase
from negotiate.costing.versions import TextInputs, difference

_COMMON = """
the and for that with shall will from this each any all not been have has are was were its per
than which who such other may must more into upon their there these they them then
"""
_STOP = frozenset(_COMMON.split())
_SENTENCE = re.compile(r"[^.;]+(?:[.;](?!\s|$)[^.;]*)*[.;]?")


@dataclass(frozen=True, slots=True)
class Near:
    """The text most like a phrase that was not found: where, its words, and how like (0–100)."""

    citation: str
    quote: str
    likeness: int


def nearest(
    text: TextInputs,
    phrase: Phrase,
    against: TextInputs | None = None,
    stood: str = "",
    taken: Container[int] = (),
) -> Near | None:
    """The sentence most like the phrase; None where nothing is alike. Blocks that differ from
    ``against`` are looked at first: a phrase is usually gone because its block was edited.

    ``stood`` is the clause where it stood there: if that one was edited, it is the nearest
    whatever it says now. Blocks ``taken``, which have the phrase's words for another place,
    are looked at last.
    """
    if against is not None and against is not text:
        fresh = [index for index in difference(text, against).fresh if index not in taken]
        edited = [index for index in fresh if stood and text.placed[index].name == stood]
        near = _best(text, phrase, edited) if edited else _nearest(text, phrase, fresh)
        if near is not None and (edited or near.likeness >= 75):
            return near
    others = [index for index in range(len(text.placed)) if index not in taken]
    return _nearest(text, phrase, others) or _nearest(text, phrase, range(len(text.placed)))


def _nearest(text: TextInputs, phrase: Phrase, indices: Iterable[int]) -> Near | None:
    wanted = content_words(HOLE.sub(" ", phrase.text))
    scored = []
    for index in indices:
        shared = len(wanted & content_words(text.words[index]))
        if 2 * shared >= len(wanted):
            scored.append((shared, under(text.placed[index].citation, phrase.clause), -index))
    best = _best(text, phrase, [-index for _, _, index in sorted(scored, reverse=True)[:8]])
    return best if best is not None and best.likeness >= 50 else None


def _best(text: TextInputs, phrase: Phrase, indices: Iterable[int]) -> Near | None:
    plain = fold(HOLE.sub(" ", phrase.text))
    best: Near | None = None
    for index in indices:
        for sentence in sentences(text.words[index]):
            short = 2 * len(sentence) < len(plain)  # a heading is a part of anything
            alike = fuzz.ratio if short else fuzz.partial_ratio
            likeness = round(alike(plain, fold(sentence)))
            if best is None or likeness > best.likeness:
                best = Near(text.placed[index].name, sentence, likeness)
    return best


def sentences(words: str) -> list[str]:
    """The sentences of a block, as printed."""
    return [found[0].strip() for found in _SENTENCE.finditer(words) if found[0].strip()]


def under(citation: str, clause: str) -> bool:
    """Whether a citation names the clause or a part under it."""
    if not clause:
        return False
    whole, _ = split_paragraph(clause)
    rest = citation.removeprefix(whole)
    return citation.startswith(whole) and (not rest or not rest[0].isalnum())


@lru_cache(maxsize=32768)
def content_words(words: str) -> frozenset[str]:
    """The words that carry the meaning: stems of four or more letters, without the common ones."""
    return frozenset(
        word[:-1] if word.endswith("s") and len(word) > 4 else word
        for word in re.findall(r"[a-z]{3,}", fold(words))
        if word not in _STOP
    )
