"""Terms: defined twice, or used as defined where nothing defines them."""

import re
from collections import defaultdict
from collections.abc import Iterator

from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.finding.references import Reference
from negotiate.agreement.vocabulary import stem, tokens

_DEFINED = re.compile(
    r"(?:the\s+(?:term|word|phrase)s?\s+)?[“\"‘](?P<term>[^”\"’]{2,50}?),?[”\"’],?\s*(?:\([^)]*\)\s*)?"
    r"(?:,?\s*(?:without more|as used (?:herein|in this \w+)|when used \w+)[^,]{0,30},\s*)?"
    r"(?:shall\s+|does\s+|will\s+)?(?:means?\b|be\s+defined\s+as|is\s+defined\s+as|are\s+defined\s+as|refers?\s+to)",
    re.IGNORECASE,
)
_CLAIMED = re.compile(
    r"(?P<term>(?:[A-Z][\w’'-]*(?:\s+(?:of|and|the)\s+|\s+)?)+?),?\s+\(?as\s+(?:that\s+term\s+is\s+|those\s+terms\s+are\s+)?"
    r"(?:defined|used)\s+(?:in|under|by)\s+(?P<where>.{0,40})",
)
_LEADING = re.compile(r"^(?:A|An|The|Each|Every|No|Any|All|This|That|If|When|In|For|To|Of)\s+")
_ELSEWHERE = re.compile(
    r"law|statute|regulation|code|c\.?m\.?r|o\.?a\.?r|o\.?r\.?s|m\.?g\.?l|chapter|act\b", re.IGNORECASE
)


def term_findings(text: Text) -> Iterator[Finding]:
    """Every term defined in two clauses, and every one said to be defined that is not."""
    places = defined_terms(text)
    for spots in places.values():
        by_document = {text.placed[at].document: (at, term) for at, term in reversed(spots)}
        for at, term in spots:
            first, _ = by_document[text.placed[at].document]
            if at != first and not _scoped(text, first, at):
                where = text.placed[first].name
                message = f"“{term}” is defined here and in {where}"
                yield text.finding(
                    "term-twice", Severity.WARNING, at, message, term, f"one definition, as in {where}"
                )
    yield from _undefined(text, frozenset(places))


def defined_terms(text: Text) -> dict[tuple[str, ...], list[tuple[int, str]]]:
    """Every term defined: its stems, and where with the words printed."""
    places: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for at, words in enumerate(text.prose):
        if '"' in words or "“" in words or "‘" in words:
            for found in _DEFINED.finditer(words):
                places[_key(found["term"])].append((at, found["term"]))
    return places


def _key(term: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in tokens(term))


def _scoped(text: Text, one: int, other: int) -> bool:
    """Whether a definition is for its own article or section only ("as used in this Article")."""
    here = re.compile(
        r"(?:in|of|for purposes of|as used in)\s+this\s+(?:article|section|paragraph|plan|letter)",
        re.IGNORECASE,
    )
    return any(here.search(text.prose[at]) for at in (one, other))


def _undefined(text: Text, defined: frozenset[tuple[str, ...]]) -> Iterator[Finding]:
    for at, words in enumerate(text.prose):
        if "as " not in words or not ("defined" in words or " used " in words):
            continue
        for found in _CLAIMED.finditer(words):
            term = _LEADING.sub("", found["term"].strip(" ,"))
            key = _key(term)
            if not key or key in defined or _ELSEWHERE.search(found["where"]):
                continue
            where = _cited(text, at, found.start("where"))
            if where is not None and not _says(text, where, key):
                message = f"“{term}” is used as defined, and nothing in this text defines it"
                expected = f"a definition in {where.printed}"
                yield text.finding("undefined-term", Severity.ERROR, at, message, term, expected)


def _cited(text: Text, at: int, where: int) -> Reference | None:
    """The reference to where the term is said to be defined; None where that is no clause of this
    text, which is the concern of the cross-references."""
    cited = [one for one in text.references.in_block(at) if where - 2 <= one.start <= where + 12]
    return cited[0] if cited and cited[0].found is not None and not cited[0].outside else None


def _says(text: Text, where: Reference, key: tuple[str, ...]) -> bool:
    """Whether the clause speaks of the term at all."""
    assert where.found is not None
    said = (text.stems[at] for at in range(where.found, text.index.end(where.found)))
    length = len(key)
    return any(tuple(words[i : i + length]) == key for words in said for i in range(len(words) - length + 1))
