"""Search: the clauses that say these words, best first.

Words are found whatever their plural, by their beginning, and where nobody wrote them so, as
the words nearest in spelling; ``"in quotes"`` they must stand together. A block that says
more of the words comes before one that says fewer; rarer words weigh more (BM25), and the
headings over a block count as a part of what it says.
"""

import math
import re
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from negotiate.agreement.blocks import Kind, Placed
from negotiate.agreement.citations import Index
from negotiate.agreement.vocabulary import COMMON, stem, tokens
from negotiate.common.errors import BadInput

_K, _B = 1.2, 0.6  # of BM25: how fast repetition stops to count, how much length counts against
_HEADING, _ABOVE, _BEGINS, _NEAR = 1.6, 0.35, 0.6, 0.7  # weights: own heading, headings above, other words
_ALIKE = 74.0  # of 100: the likeness from which a word may be another misspelt
_WIDTH = 200  # characters of an excerpt
_QUOTED = re.compile(r'["“”«»]([^"“”«»]+)["“”«»]')


@dataclass(frozen=True, slots=True)
class Hit:
    """One block found: ``at`` its position in the text, ``excerpt`` its words around the best
    place, ``marks`` the (start, end) of the words found in the excerpt."""

    at: int
    citation: str
    heading: str
    excerpt: str
    marks: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the hits best first, how many there are in all, and the words that
    were taken for others because the text does not say them."""

    hits: tuple[Hit, ...]
    total: int
    taken_for: tuple[tuple[str, tuple[str, ...]], ...] = ()


class SearchIndex:
    """The words of one text. Building it takes some tens of milliseconds for 60,000 words."""

    def __init__(self, index: Index) -> None:
        """``index`` is the text's clauses by citation."""
        self._index = index
        self._texts = [_words(item) for item in index.placed]
        self._above: list[int] = []  # for each block the nearest heading above it, -1 without
        self._heads: dict[int, frozenset[str]] = {}
        self._lengths: list[int] = []
        said_at: dict[str, list[int]] = defaultdict(list)  # each word as written
        open_heads: list[tuple[int, int]] = []
        for at, text in enumerate(self._texts):
            block = index.placed[at].block
            while open_heads and block.opens_clause and open_heads[-1][0] >= block.depth:
                open_heads.pop()
            self._above.append(open_heads[-1][1] if open_heads else -1)
            if block.kind is Kind.HEADING:
                open_heads.append((block.depth, at))
            own = tokens(text)
            self._lengths.append(len(own))
            for word in own:
                said_at[word].append(at)
            if block.kind is Kind.HEADING:
                self._heads[at] = frozenset(map(stem, own))
        self._postings: dict[str, array[int]] = {}
        for word, places in said_at.items():
            self._postings.setdefault(stem(word), array("i")).extend(places)
        self._mean = sum(self._lengths) / max(len(self._lengths), 1) or 1.0
        self._words = sorted(self._postings)

    def search(self, query: str, limit: int = 20) -> Found:
        """The blocks that answer to ``query``, at most ``limit`` of them."""
        cited = self._cited(query)
        if cited is not None:
            return Found((self._hit(cited, {}, 0.0),), 1)
        phrases = [tokens(found) for found in _QUOTED.findall(query)]
        every = tokens(query)
        asked = [stem(word) for word in every if word not in COMMON] or [stem(word) for word in every]
        taken_for: list[tuple[str, tuple[str, ...]]] = []
        scores: dict[int, float] = defaultdict(float)
        said: dict[int, float] = defaultdict(float)
        terms: dict[str, float] = {}
        for word in dict.fromkeys(asked):
            variants = self._variants(word)
            if variants and word not in variants and not any(one.startswith(word) for one in variants):
                taken_for.append((word, tuple(variants)))
            best: dict[int, float] = {}
            for variant, weight in variants.items():
                terms[variant] = weight
                for at, score in self._scored(variant):
                    best[at] = max(best.get(at, 0.0), score * weight)
            for at, score in best.items():
                scores[at] += score
                said[at] += 1
        self._add_headings(asked, scores, said)
        kept = list(scores)
        for phrase in phrases:
            among = self._having(phrase)
            kept = [at for at in kept if at in among and self._says(at, phrase)]
        kept.sort(key=lambda at: (-said[at], -scores[at], at))
        hits = tuple(self._hit(at, terms, scores.get(at, 0.0)) for at in kept[:limit])
        return Found(hits, len(kept), tuple(taken_for))

    def _cited(self, query: str) -> int | None:
        if not re.search(r"[0-9IVXLivxl]", query) or len(query) > 60:
            return None
        try:
            return self._index.find(query)
        except BadInput:
            return None

    def _variants(self, word: str) -> dict[str, float]:
        """The stems a word stands for, each with its weight: itself, those it begins, or the nearest."""
        begun = self._begun_by(word) if len(word) > 3 else []
        if word in self._postings or begun:
            own = {word: 1.0} if word in self._postings else {}
            return own | {one: _BEGINS for one in begun if one != word}
        near = process.extract(word, self._words, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=4)
        if not near:
            return {}
        top = near[0][1]
        return {str(one): _NEAR * score / 100 for one, score, _ in near if score >= top - 6}

    def _begun_by(self, word: str) -> list[str]:
        first = bisect_left(self._words, word)
        last = bisect_left(self._words, word + "\U0010ffff")
        return self._words[first : min(last, first + 12)]

    def _scored(self, root: str) -> Iterable[tuple[int, float]]:
        counted = Counter(self._postings[root])
        rare = math.log(1 + (len(self._texts) - len(counted) + 0.5) / (len(counted) + 0.5))
        for at, count in counted.items():
            long = 1 - _B + _B * self._lengths[at] / self._mean
            score = rare * count * (_K + 1) / (count + _K * long)
            yield at, score * (_HEADING if self._index.placed[at].block.kind is Kind.HEADING else 1.0)

    def _add_headings(self, asked: Sequence[str], scores: dict[int, float], said: dict[int, float]) -> None:
        """A word that only a heading over the block says counts for it too, if less."""
        wanted = set(asked)
        if len(wanted) < 2:
            return
        spoken = {word: frozenset(self._postings.get(word, ())) for word in wanted}
        for at in list(scores):
            above = self._above[at]
            inherited: set[str] = set()
            while above >= 0:
                inherited |= {word for word in wanted & self._heads[above] if at not in spoken[word]}
                above = self._above[above]
            if inherited:
                scores[at] *= 1 + _ABOVE * len(inherited)
                said[at] += min(len(inherited), len(wanted) - said[at]) / 2

    def _having(self, phrase: Sequence[str]) -> frozenset[int]:
        """The blocks that say every word of a phrase, in whatever order."""
        each = [frozenset(self._postings.get(stem(word), ())) for word in phrase]
        return frozenset.intersection(*each) if each else frozenset()

    def _says(self, at: int, phrase: Sequence[str]) -> bool:
        said = tokens(self._texts[at])
        length = len(phrase)
        return any(said[i : i + length] == phrase for i in range(len(said) - length + 1))

    def _hit(self, at: int, terms: dict[str, float], score: float) -> Hit:
        item = self._index.placed[at]
        above = at if item.block.kind is Kind.HEADING else self._above[at]
        heading = self._index.placed[above].block.text if above >= 0 else ""
        excerpt, marks = _excerpt(self._texts[at], terms)
        return Hit(at, item.name, heading, excerpt, marks, round(score, 4))


def _words(item: Placed) -> str:
    block = item.block
    return " · ".join(" ".join(row) for row in block.rows) if block.rows else block.text


def _excerpt(text: str, terms: dict[str, float]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The stretch of ``text`` that says most of the terms, with where it says them."""
    spots = [
        (found.start(), found.end())
        for found in re.finditer(r"[^\W_]+(?:['’][^\W\d_]+)?", text)
        if stem(found[0].lower().replace("’", "'")) in terms
    ]
    first = max(
        (start for start, _ in spots),
        key=lambda start: (sum(start <= other < start + _WIDTH - 40 for other, _ in spots), -start),
        default=0,
    )
    begin = max(0, min(first - 40, len(text) - _WIDTH))
    begin = text.find(" ", begin) + 1 if begin else 0
    end = min(len(text), begin + _WIDTH)
    end = text.rfind(" ", begin, end) if end < len(text) and " " in text[begin:end] else end
    before, after = "…" if begin else "", "…" if end < len(text) else ""
    marks = tuple(
        (start - begin + len(before), stop - begin + len(before))
        for start, stop in spots
        if begin <= start and stop <= end
    )
    return before + text[begin:end] + after, marks
