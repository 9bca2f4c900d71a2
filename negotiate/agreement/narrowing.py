"""Of several texts the articles that differ: all that is compared of a long agreement where little changed.

A pass says other words in an article or two of hundreds. An article that is the same in every text can have
given nothing to another and taken nothing from it, so that to compare the rest is to compare everything.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache
from itertools import compress
from operator import is_not

from negotiate.agreement.blocks import Agreement, Article, Block, Placed
from negotiate.agreement.placing import Home as Home
from negotiate.agreement.placing import place_in
from negotiate.common.identity import Same


def differing(one: Agreement, *others: Agreement) -> frozenset[Home]:
    """Where the articles stand that are not the same in all these texts, or are not in all of them."""
    found: set[Home] = set()
    for other in others:
        if other is not one:
            found |= _apart(one, other)
    return frozenset(found)


def _apart(one: Agreement, other: Agreement) -> set[Home]:
    """Where the articles of two texts stand that differ, most of them being one and the same."""
    found: set[Home] = set()
    for document, there in zip(one.documents, other.documents, strict=False):
        ours, theirs = document.articles, there.articles
        if document.name != there.name or len(ours) != len(theirs):
            return _apart_by_homes(one, other)
        for at in compress(range(len(ours)), map(is_not, ours, theirs)):
            a, b = ours[at], theirs[at]
            if a.path != b.path:
                return _apart_by_homes(one, other)
            if not _compared(Same(a), Same(b)):
                found.add((document.name, a.path))
    return found if len(one.documents) == len(other.documents) else _apart_by_homes(one, other)


def _apart_by_homes(one: Agreement, other: Agreement) -> set[Home]:
    """The same, where one of them has not the articles of the other in its order."""
    first, there = _homes(Same(one)), _homes(Same(other))
    both = first.keys() & there.keys()
    return (first.keys() ^ there.keys()) | {home for home in both if first[home] != there[home]}


@lru_cache(maxsize=4096)
def _compared(one: Same[Article], other: Same[Article]) -> bool:
    """Whether two articles are equal. Kept: one of a long text is held beside the same other one for every
    text after it."""
    return one.one == other.one


def within(agreement: Agreement, homes: Set[Home]) -> tuple[Placed, ...]:
    """The blocks of the articles that stand there, in reading order, each with the citation and the lines
    it has in the whole text."""
    return place_in(agreement, homes)


def blocks_in(agreement: Agreement, homes: Set[Home]) -> Iterator[Block]:
    """The blocks of the articles that stand there, in reading order."""
    for _, article in articles_in(agreement, homes):
        yield from article.blocks


def articles_in(agreement: Agreement, homes: Set[Home]) -> Iterator[tuple[Home, Article]]:
    """The articles that stand there, in reading order, each with where."""
    wanted: dict[str, set[str]] = {}
    for name, path in homes:
        wanted.setdefault(name, set()).add(path)
    for document in agreement.documents:
        paths = wanted.get(document.name, set())
        for article in document.articles if paths else ():
            if article.path in paths:
                yield (document.name, article.path), article


def spans(old: Agreement, new: Agreement, homes: Iterable[Home]) -> "list[Span] | None":
    """Where the blocks of the articles that differ stand in each text: (first there, end there, first here,
    end here), in order; None where the two have not the same articles."""
    before, after = _homes(Same(old)), _homes(Same(new))
    if list(before) != list(after):
        return None
    wanted = frozenset(homes)
    found: list[Span] = []
    i = j = 0
    for home, article in before.items():
        size, now = len(article.blocks), len(after[home].blocks)
        if home in wanted:
            found.append((i, i + size, j, j + now))
        i, j = i + size, j + now
    return found


Span = tuple[int, int, int, int]


def homes(agreement: Agreement) -> Mapping[Home, Article]:
    """The articles by where they stand, in reading order."""
    return _homes(Same(agreement))


@lru_cache(maxsize=64)
def _homes(same: Same[Agreement]) -> dict[Home, Article]:
    return {
        (document.name, article.path): article
        for document in same.one.documents
        for article in document.articles
    }
