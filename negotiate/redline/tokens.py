"""The smallest things a redline marks: whole words, whole figures, whole dates.

A token is the spaces before it and an *atom* that is never cut: a word, ``$1,500``,
``6.5%``, ``20:1``, ``September 1, 2024``, ``three (3)``, ``V.A.2(f)(1)``, or one
punctuation mark. Joined, tokens give the text back exactly.
"""

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_UNITS = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_SPELLED = rf"(?:(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_TEENS}|{_UNITS}|hundred)"
_ENUM = r"\((?:\d{1,3}|[A-Za-z]{1,2}|[ivxlcdmIVXLCDM]{1,5})\)"
_FIGURE = (
    r"(?:[$€£]\s?)?(?:\d+(?:[.,:/]\d+)*|\.\d+)(?:\s\d+/\d+)?(?:[-‐‑]\w+)*"
    r"(?:\s?%|\s(?:percent|per\scent)\b|(?:st|nd|rd|th)\b)?"
)
_ATOM = re.compile(
    rf"(?P<space>\s*)(?P<atom>{_MONTH}\s{_DAY}(?:,?\s\d{{4}}\b)?"
    rf"|{_DAY}\s(?:day\sof\s)?{_MONTH}(?:,?\s\d{{4}}\b)?"
    rf"|\b(?i:{_SPELLED})\s\(\d+(?:[.,]\d+)*%?\)(?:\s?%|\s(?:percent|per\scent)\b)?"
    rf"|(?:\w+(?:\.\w+)*)?(?:{_ENUM})+"
    rf"|{_FIGURE}(?!\w|\.\w)"
    r"|\w+(?:[-‐‑'’./&@:]\w+)*"
    r"|(?P<mark>[^\w\s])(?P=mark)*|$)"
)
_HAS_WORD = re.compile(r"\w")
SENTENCE_END = frozenset(".!?;")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text taken apart: ``atoms[k]`` stands after the spaces ``gaps[k]``.

    ``gaps`` has one entry more than ``atoms``: the spaces at the end of the text.
    """

    gaps: tuple[str, ...]
    atoms: tuple[str, ...]

    def text(self, start: int, end: int) -> str:
        """The atoms from ``start`` to ``end`` with the spaces before each."""
        return "".join([self.gaps[k] + self.atoms[k] for k in range(start, end)])


def tokens(text: str) -> Tokens:
    """``text`` as tokens; total: any text comes apart and goes together again."""
    gaps: list[str] = []
    atoms: list[str] = []
    for space, atom, _ in _ATOM.findall(text):
        gaps.append(space)
        atoms.append(atom)
    # the last match is the end of the text; it holds the spaces there, and no atom
    while len(atoms) > 1 and not atoms[-1] and not atoms[-2] and not gaps[-1]:
        gaps.pop()
        atoms.pop()
    return Tokens(tuple(gaps), tuple(atoms[:-1]))


def is_word(atom: str) -> bool:
    """Whether the atom has a letter or a figure; punctuation alone is no word."""
    return _HAS_WORD.search(atom) is not None
