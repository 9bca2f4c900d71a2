"""The headings of a text: what each is about, and what stands under it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from negotiate.agreement.blocks import Kind, Placed
from negotiate.agreement.checks.model import Text
from negotiate.agreement.locators import path_of
from negotiate.agreement.reading.lexing import is_title
from negotiate.agreement.vocabulary import subject

About = tuple[str, ...]
_QUALIFIED = re.compile(r"\s*(?:[,(–—]|\b(?:effective|until|through|beginning|as of)\b).*$", re.IGNORECASE)
# "Section 3. Class Size. Classes shall …": a title set before the words of its clause
_RUN_IN = re.compile(r"(?P<title>[A-Z][^.:;,()“”\"–—]{2,60}?)(?:[.:]|\s[–—-])\s+(?=[A-Z“(])")
_PART = 0.9  # how much the heading of a part tells of the whole
_LONGEST = 6  # meaning words of a heading: a longer one is a sentence
_COMMON_IN = 0.08  # part of all blocks from which a word tells no subject
GENERAL = frozenset(
    """provision procedure requirement general other effective purpose definition application process
    agreement rule condition term part section article paragraph employee teacher member unit department
    district union school committee employer association agency state work year day time schedule
    collective bargaining limit personnel implementation""".split()
)
"""Stems that name no subject by themselves."""


def _title(item: Placed) -> str:
    """What a clause is headed: its heading, or the title set before its words; nothing for another."""
    if item.paragraph != 1:
        return ""
    if item.block.kind is Kind.HEADING:
        return item.block.text
    if item.block.kind is not Kind.PARAGRAPH or not item.block.label:
        return ""
    found = _RUN_IN.match(item.block.text)
    return found["title"] if found is not None and is_title(found["title"]) else ""


class Headings:
    """Every heading by what it is about, and the clauses by their parents."""

    def __init__(self, text: Text) -> None:
        """``text`` as the checks read it."""
        self.text = text
        self.by_subject: dict[About, list[int]] = defaultdict(list)
        self.titled: dict[About, list[int]] = defaultdict(list)  # by_subject, and titles before words
        self.titles = tuple(_title(item) for item in text.placed)
        for at, title in enumerate(self.titles):
            for words in {title, _QUALIFIED.sub("", title)} if title else ():
                about = subject(words)
                if about and len(about) <= _LONGEST:
                    self.titled[about].append(at)
                    if text.placed[at].block.kind is Kind.HEADING:
                        self.by_subject[about].append(at)
        self.longest = max((len(about) for about in self.by_subject), default=0)
        self._said: dict[int, frozenset[str]] = {}
        self._heads: dict[int, frozenset[str]] = {}

    @cached_property
    def by_word(self) -> dict[str, list[About]]:
        """The subjects that hold a word."""
        found: dict[str, list[About]] = defaultdict(list)
        for about in self.by_subject:
            for word in set(about):
                found[word].append(about)
        return found

    def tells(self, about: About) -> bool:
        """Whether the words tell a subject: not all of them general, one of them seldom said."""
        return any(word not in GENERAL and self.seldom(word) for word in about)

    def seldom(self, word: str) -> bool:
        """Whether a stem stands in few enough blocks to tell a subject."""
        return self.text.spread[word] <= _COMMON_IN * len(self.text.placed)

    def own(self, target: int) -> Iterator[tuple[About, float]]:
        """What a clause is headed, and how surely: by its own heading and those over it, less by
        those of its parts."""
        placed = self.text.placed
        depth = placed[target].block.depth + 1
        for at in range(target, -1, -1):
            block = placed[at].block
            if block.depth < depth and block.opens_clause:
                depth = block.depth
                if self.titles[at]:
                    yield subject(self.titles[at]), 1.0
                    yield subject(_QUALIFIED.sub("", self.titles[at])), 1.0
            if depth <= 1 or placed[at].file != placed[target].file:
                break
        for at in range(target + 1, self.text.index.end(target)):
            if self.titles[at]:
                yield subject(self.titles[at]), _PART

    def around(self, target: int) -> frozenset[str]:
        """The words of the headings of a clause, of those over it below the article, of those in it."""
        held = self._heads.get(target)
        if held is None:
            placed = self.text.placed
            words = self._over(target)
            for at in range(target, self.text.index.end(target)):
                if placed[at].block.kind is Kind.HEADING:
                    words.update(subject(placed[at].block.text))
            held = self._heads[target] = frozenset(words)
        return held

    def _over(self, target: int) -> set[str]:
        """The words of the headings over a clause, below the article's."""
        placed, file = self.text.placed, self.text.placed[target].file
        words: set[str] = set()
        depth = placed[target].block.depth
        at = target - 1
        while depth > 1 and at >= 0 and placed[at].file == file:
            block = placed[at].block
            if block.depth < depth and block.opens_clause:
                depth = block.depth
                if depth > 1:
                    words.update(subject(block.text if block.kind is Kind.HEADING else block.text[:60]))
            at -= 1
        return words

    def words(self, target: int) -> frozenset[str]:
        """Every stem that a clause says."""
        held = self._said.get(target)
        if held is None:
            end = self.text.index.end(target)
            held = frozenset(word for at in range(target, end) for word in self.text.stems[at])
            self._said[target] = held
        return held

    def together(self, target: int, wanted: set[str]) -> bool:
        """Whether one block of a clause says all the words."""
        if not wanted <= self.words(target):
            return False
        return any(wanted <= set(self.text.stems[at]) for at in range(target, self.text.index.end(target)))

    def opening(self, at: int) -> frozenset[str]:
        """The first words of a clause; of an article only its heading's."""
        placed = self.text.placed
        words = list(self.text.stems[at])
        if placed[at].block.kind is Kind.HEADING and placed[at].block.depth > 1 and at + 1 < len(placed):
            words += self.text.stems[at + 1]
        return frozenset(words[:14])

    def brothers(self, target: int) -> list[int]:
        """The clauses that stand beside the target under the same parent, and those that stand in
        the same place under the parents beside its own."""
        document = self.text.placed[target].document
        path = self._path(target)
        cousins = self._families.get((document, path[:-2], path[-1]), []) if len(path) > 2 else []
        return [*self._families.get((document, path[:-1], ""), []), *(at for at in cousins if at != target)]

    def siblings(self, one: int | None, other: int) -> bool:
        """Whether two clauses stand side by side, the second under a heading: then each treats of
        what its own heading says."""
        placed = self.text.placed
        return (
            one is not None
            and placed[one].document == placed[other].document
            and placed[other].block.kind is Kind.HEADING
            and self._path(one)[:-1] == self._path(other)[:-1]
        )

    def _path(self, at: int) -> tuple[str, ...]:
        item = self.text.placed[at]
        return path_of(item.citation.removeprefix(f"{item.document}:"))

    @cached_property
    def _families(self) -> dict[tuple[str, tuple[str, ...], str], list[int]]:
        found: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
        for at, item in enumerate(self.text.placed):
            if item.paragraph == 1 and item.block.label:
                path = self._path(at)
                found[item.document, path[:-1], ""].append(at)
                found[item.document, path[:-2], path[-1]].append(at)
        return found

    def article_of(self, root: str) -> set[int]:
        """The one article whose headings say the word, or say it more often than any other's."""
        counted: Counter[int] = Counter()
        for head in self.by_word.get(root, ()):
            counted.update({self._top(at) for at in self.by_subject[head]})
        best = counted.most_common(2)
        if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] == best[0][1]):
            return set()
        return {best[0][0]} if self.text.placed[best[0][0]].block.depth == 1 else set()

    def _top(self, at: int) -> int:
        """The heading of the article a block stands in."""
        placed = self.text.placed
        while at and placed[at - 1].file == placed[at].file and placed[at].block.depth > 1:
            at -= 1
        return at

    def inside(self, heading: int, at: int) -> bool:
        """Whether a block stands in the clause that opens at ``heading``."""
        return heading <= at < self.text.index.end(heading)

    def better(self, about: About, at: int, target: int | None) -> int | None:
        """The clause headed by just this, of the target's rank or near it, outside the reference
        that stands at ``at``; None where there is none, or too many to choose from."""
        found = [one for one in self.by_subject.get(about, ()) if not self.inside(one, at)]
        if target is not None:
            depth = self.text.placed[target].block.depth
            found = [
                one
                for one in found
                if abs(self.text.placed[one].block.depth - depth) <= 1 and not self.inside(one, target)
            ]
        if not found or len(found) > 3:
            return None
        article = self._article(target) if target is not None else ""
        return min(
            found, key=lambda one: (self._article(one) != article, self.text.placed[one].block.depth, one)
        )

    def _article(self, at: int) -> str:
        item = self.text.placed[at]
        return f"{item.document}/{item.file}"
