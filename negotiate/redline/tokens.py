"""The smallest things a redline marks: whole words, whole figures, whole dates.

A token is the spaces before it and an *atom* that is never cut: a word, a web address, ``$1,500``,
``6.5%``, ``($4.00)``, ``1,25 $``, ``20:1``, ``September 1, 2024``, ``July 2024``,
``1er juillet 2024``, ``V.A.2(f)(1)``, or one punctuation mark.
Joined, tokens give the text back exactly.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_OTHER_MONTH = (  # French and Spanish, as bilingual agreements have them
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)\b"
)
_ENUM = r"\((?:\d{1,3}|[A-Za-z]{1,2}|[ivxlcdmIVXLCDM]{1,5})\)"
_FIGURE = (
    r"(?:[$€£]\s?)?(?:\d+(?:[.,:/]\d+)*|\.\d+)(?:\s\d+/\d+)?(?:[-‐‑]\w+)*"
    r"(?:\s?%|\s(?:percent|per\scent)\b|(?:st|nd|rd|th)\b|\s?[$€£](?!\s?\d))?"
)
# Marks that stand on or between letters (accents, vowel signs, soft hyphens) never cut a word.
_LETTERS = (
    r"[\w\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06ed\u0900-\u0fff\u1000-\u109f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u2060\u20d0-\u20f0"
    r"\ufe00-\ufe0f\ufe20-\ufe2f]+"
)
# The first branch takes the plain word between plain words, which most words are; the
# lookaheads keep the others from being tried where they cannot match (4 times faster).
_ATOM = re.compile(
    r"(\s*)([A-Za-z]+(?=[,.;]?\s[A-Za-z])"
    r"|(?:https?://|www\.)\S*[^\s.,;:)\]}>'\"’”]"
    rf"|(?=[JFMASOND]){_MONTH}(?:\s{_DAY}(?:,?\s\d{{4}}\b)?|,?\s\d{{4}}\b)"
    rf"|(?=\d){_DAY}\s(?:day\sof\s)?{_MONTH}(?:,?\s\d{{4}}\b)?"
    rf"|(?=\d)\d{{1,2}}(?:er|º)?\s(?:de\s)?{_OTHER_MONTH}(?:\s(?:de\s)?\d{{4}}\b)?"
    r"|\(\d+(?:[.,]\d+)*%?\)(?:\s?%|\s(?:percent|per\scent)\b)"
    r"|\((?:[$€£]\s?\d+(?:[.,]\d+)*|\d+(?:[.,:/]\d+)+\s?%?|\d+\s?%)\)"
    rf"|(?=[\w.]*\()(?:\w+(?:\.\w+)*)?(?:{_ENUM})+"
    rf"|(?=[$€£.\d]){_FIGURE}(?!\w|\.\w)"
    rf"|{_LETTERS}(?:[-‐‑'’./&@:]{_LETTERS})*"
    r"|\.{2,}|[-–—]{2,}|[^\w\s]|$)"
)
_HAS_WORD = re.compile(r"\w")
_HAS_FIGURE = re.compile(r"\d")
SENTENCE_END = frozenset(".!?;")


class Tokens:
    """A text taken apart: ``atoms[k]`` stands after the spaces ``gaps[k]``.

    ``gaps`` has one entry more than ``atoms``: the spaces at the end of the text.
    """

    __slots__ = ("atoms", "gaps")

    def __init__(self, gaps: list[str], atoms: list[str]) -> None:
        self.gaps, self.atoms = gaps, atoms

    def text(self, start: int, end: int) -> str:
        """The atoms from ``start`` to ``end`` with the spaces before each."""
        return "".join([self.gaps[k] + self.atoms[k] for k in range(start, end)])

    def size(self, start: int, end: int) -> int:
        """How many characters the atoms from ``start`` to ``end`` take, spaces before each included."""
        if start == end:
            return 0
        return len("".join(self.gaps[start:end])) + len("".join(self.atoms[start:end]))


def tokens(text: str) -> Tokens:
    """``text`` as tokens; total: any text comes apart and goes together again."""
    gaps: list[str] = []
    atoms: list[str] = []
    if _HAS_FIGURE.search(text):
        found, end = _ATOM.findall(text), ""
        while found and not found[-1][1]:  # the end is found twice where spaces stand before it
            end = found.pop()[0] + end
        return Tokens([*(space for space, _ in found), end], [atom for _, atom in found])
    # no atom without a figure holds a space: word by word, and most words are atoms
    gap = ""
    for word in text.split(" "):
        if word.isalpha():
            gaps.append(gap)
            atoms.append(word)
            gap = " "
        else:
            gap = _take(_in_word(word), gap, gaps, atoms) + " "
    gaps.append(gap[:-1])
    return Tokens(gaps, atoms)


@lru_cache(maxsize=4096)
def _in_word(word: str) -> Sequence[tuple[str, str]]:
    """The spaces and atoms of a run without a space; the same few carry all punctuation."""
    return _ATOM.findall(word)


def _take(found: Sequence[tuple[str, str]], gap: str, gaps: list[str], atoms: list[str]) -> str:
    """Append the atoms, ``gap`` before the first; the spaces after the last are given back."""
    for space, atom in found:
        if atom:
            gaps.append(gap + space)
            atoms.append(atom)
            gap = ""
        else:  # the end of the text, which is found twice where spaces stand before it
            gap += space
    return gap


def is_word(atom: str) -> bool:
    """Whether the atom has a letter or a figure; punctuation alone is no word."""
    return _HAS_WORD.search(atom) is not None
