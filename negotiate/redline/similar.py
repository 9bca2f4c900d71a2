"""How alike two blocks are, and which blocks of many are worth comparing.

A block is compared as a string with one character a word, which a compiled library
aligns in a microsecond. Candidates among many blocks are found by the pairs of words
they share and few others have.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from negotiate.redline.typography import one_spelling

_WORD = re.compile(r"\w+")
_MOST_CODES = 0x10FFFF
FEW = 8  # a pair of words that stands in more blocks than this tells nothing
BEST = 4  # candidates kept for one block
ALL_PAIRS = 1024  # gaps up to this many comparisons are compared whole


class Coder:
    """Words as characters, the same word always the same one."""

    def __init__(self) -> None:
        self._codes = _Codes()
        self._coded: dict[str, str] = {}

    def code(self, text: str) -> str:
        """The words of ``text``, one character each, marks, spaces and how accents are typed left out."""
        coded = self._coded.get(text)
        if coded is None:
            coded = self._coded[text] = "".join(
                map(self._codes.__getitem__, _WORD.findall(one_spelling(text)))
            )
        return coded


class _Codes(dict[str, str]):
    """A character for each word, given when it is first asked for."""

    def __missing__(self, word: str) -> str:
        code = self[word] = chr(len(self) % _MOST_CODES + 1)
        return code


def in_common(left: Sequence[str], right: Sequence[str]) -> int:
    """How many words two texts share, in order: coded, or as lists of words."""
    common: int = LCSseq.similarity(left, right)
    return common


def likeness(left: str, right: str) -> float:
    """How alike two coded texts are, 0 to 1: words in common, in order, of the mean of both
    lengths; a text mostly inside a longer one counts as 0.5 at least.
    """
    longest = len(left) + len(right)
    if not longest:
        return 1.0
    common: int = LCSseq.similarity(left, right)
    share = 2 * common / longest
    shorter = min(len(left), len(right))
    inside = shorter >= 5 and common >= 0.7 * shorter and 8 * shorter >= longest
    return max(share, 0.5) if inside else share


def _may_reach(shorter: int, longer: int, least: float) -> bool:
    """Whether texts of so many words can be as alike as ``least``, by their lengths alone."""
    return 2 * shorter >= least * (shorter + longer) or (least <= 0.5 and 7 * shorter >= longer)


def candidates(
    old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]], least: float = 0.0
) -> Iterator[tuple[int, int, str, str]]:
    """The pairs ``(i, j, old code, new code)`` of coded blocks that may be as alike as ``least``."""
    if len(old) * len(new) <= ALL_PAIRS:
        for i, left in old:
            size = len(left)
            for j, right in new:
                other = len(right)
                if _may_reach(size, other, least) if size < other else _may_reach(other, size, least):
                    yield i, j, left, right
        return
    by_pair = _index(new)
    for i, left in old:
        votes: Counter[int] = Counter()
        for pair in _word_pairs(left):
            holders = by_pair.get(pair, ())
            if len(holders) <= FEW:
                votes.update(holders)
        for at, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:BEST]:
            yield i, new[at][0], left, new[at][1]


def _index(coded: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    by_pair: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, code) in enumerate(coded):
        for pair in _word_pairs(code):
            by_pair[pair].append(at)
    return by_pair


def _word_pairs(code: str) -> list[str]:
    """Neighbouring words, each pair once; a block of one word is its own pair."""
    return list(dict.fromkeys(map("".join, pairwise(code)))) or [code]
