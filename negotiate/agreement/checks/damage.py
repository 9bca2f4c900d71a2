"""Words a scan has damaged, told by the text itself.

A reader of pages loses the ``fi`` and ``fl`` that print as one sign: ``filed`` becomes
``fled``, ``filing`` ``fling``. The text tells: it says ``file`` and ``files`` too, but never
``flee``, and ``fled`` stands beside the words that ``filed`` stands beside. A stray point
inside a word, or a figure for a letter, is told the same way. Nothing is looked up outside.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from negotiate.agreement.checks.misread import figured_words, misread_words, misreadings
from negotiate.agreement.checks.model import Finding, Severity, Text

_LOST = (("ffi", "ff"), ("ffi", "fi"), ("ffl", "ff"), ("fi", "f"), ("fl", "f"), ("ff", "f"))
_POINT = re.compile(r"(?<![\w.@/])([a-z]{1,12})\.([a-z]{1,12})(?![\w@/]|\.\w)")
_POINT_HINT = re.compile(r"[a-z]\.[a-z]")
_ENDING = re.compile(r"(?:ed|ing|es|e|s|er|ers|al)$")
_SEEN = 3  # times the text must say a word (or its kin) before another is taken for it damaged
_STRAY = 3  # letters of a word from which a point inside it is stray
_SHARE = 0.3  # part of a damaged word's places that must look like places of the whole one


def damage_findings(text: Text) -> Iterator[Finding]:
    """Every place where a word looks like another word of this text, damaged."""
    taken = figured_words(text) | misread_words(text) | _lost_signs(text)
    for at, words in enumerate(text.tokens if taken else ()):
        if not taken.keys().isdisjoint(words):
            for word in words:
                if word in taken and _printed_small(text.prose[at], word):
                    yield _finding(text, at, word, taken[word])
    for at, prose in enumerate(text.prose):
        if _POINT_HINT.search(prose):
            for found in _POINT.finditer(prose):
                joined = found[1] + found[2]
                if text.counts[joined] >= _SEEN and len(joined) > 3:
                    yield _finding(text, at, found[0], joined)


def _printed_small(prose: str, word: str) -> bool:
    """Whether a word stands in small letters, and is no name; a hyphen makes it part of a word."""
    return re.search(rf"(?<![\w-]){word}(?![\w-])", prose) is not None


def _finding(text: Text, at: int, word: str, whole: str) -> Finding:
    message = f"“{word}” looks like “{whole}”, damaged in the scan"
    return text.finding("scan-damage", Severity.WARNING, at, message, word, whole)


def _lost_signs(text: Text) -> dict[str, str]:
    """Word → the word it is when the sign that was lost is put back."""
    kin: Counter[str] = Counter()
    forms: dict[str, list[str]] = defaultdict(list)
    for word, count in text.counts.items():
        if "f" in word:
            root = _ENDING.sub("", word)
            kin[root] += count
            forms[root].append(word)
    found: dict[str, tuple[str, str]] = {}
    for root, words in forms.items():
        for whole in words if kin[root] >= _SEEN else ():
            for word in _damaged(whole):
                if text.counts.get(word, 0):
                    found[word] = (whole, root)
    likely = {}
    for word, (whole, root) in found.items():
        own = _ENDING.sub("", word)
        if kin[own] <= 2 * kin[root] and all(other in found for other in forms[own]):
            likely[word] = (whole, frozenset(forms[root]))
    return dict(_standing_alike(text, likely)) if likely else {}


def damaged_from(word: str, whole: str) -> bool:
    """Whether a scan could have made ``word`` of ``whole``: a joined sign lost, a sign misread, a letter
    lost or two that changed places, a stray point."""
    return word != whole and (
        word in _damaged(whole)
        or word in misreadings(whole)
        or (len(whole) > _STRAY and "." in word.strip(".") and word.replace(".", "") == whole)
    )


def _damaged(whole: str) -> Iterator[str]:
    """What is left of a word when one of its joined signs loses a letter."""
    for sign, left in _LOST if len(whole) > 3 else ():
        at = whole.find(sign)
        while at >= 0:
            word = whole[:at] + left + whole[at + len(sign) :]
            if len(word) > 2:
                yield word
            at = whole.find(sign, at + 1)


def _standing_alike(text: Text, likely: dict[str, tuple[str, frozenset[str]]]) -> Iterator[tuple[str, str]]:
    """The words of which enough places have a neighbour that the whole word or its kin have."""
    wanted = {*likely, *(form for _, forms in likely.values() for form in forms)}
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for words in text.tokens:
        for said in wanted.intersection(words):
            for at, word in enumerate(words):
                if word == said:
                    after = words[at + 1] if at + 1 < len(words) else ""
                    places[said].append((words[at - 1] if at else "", after))
    for word, (whole, forms) in likely.items():
        known = [place for form in forms if form != word for place in places[form]]
        ahead, behind = {one for one, _ in known}, {two for _, two in known}
        alike = sum(one in ahead or two in behind for one, two in places[word])
        if alike >= _SHARE * len(places[word]):
            yield word, whole
