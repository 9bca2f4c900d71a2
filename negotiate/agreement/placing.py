"""Every block with the citation of its clause and its line in the whole text.

Apart from :mod:`negotiate.agreement.citations`, which finds blocks by citation: to compare two
texts no citation is looked up, and what reads citations as people write them takes long to load.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, compress, pairwise
from operator import is_not

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Placed
from negotiate.agreement.labels import heading_of, parse_label
from negotiate.common.identity import Same

FRONT = "[Front matter]"
Home = tuple[str, str]
"""The document and the file an article stands in."""


def place(agreement: Agreement, one_file: bool = False) -> tuple[Placed, ...]:
    """Every block of the agreement with its citation, in reading order.

    ``one_file`` says that the lines of all blocks count in one received file.
    """
    return _placed(Same(agreement), one_file)


def place_in(agreement: Agreement, homes: Set[Home]) -> tuple[Placed, ...]:
    """Those of :func:`place` that stand in these articles (document and file): the others are not looked at
    where the text says other words than one that was placed before, and no more."""
    for other, known in tuple(_WALKED):
        apart = _apart(agreement, other)
        if apart is not None:
            fresh = {at + where: article.blocks[where] for at, article, words in apart for where in words}
            return tuple(
                replace(known[at], block=fresh[at]) if at in fresh else known[at]
                for at in _standing(Same(other), homes)
            )
    placed = place(agreement)
    return tuple(placed[at] for at in _standing(Same(agreement), homes))


def _standing(same: Same[Agreement], homes: Set[Home]) -> Iterator[int]:
    """Where the blocks of these articles stand, in reading order."""
    spans = _spans(same)
    for start, end in sorted(spans[home] for home in homes if home in spans):
        yield from range(start, end)


@lru_cache(maxsize=8)
def _spans(same: Same[Agreement]) -> Mapping[Home, tuple[int, int]]:
    """Where the blocks of each article stand among all."""
    homes = [(one.name, article.path) for one in same.one.documents for article in one.articles]
    return dict(zip(homes, pairwise(_starts(same)), strict=True))


@lru_cache(maxsize=8)
def _starts(same: Same[Agreement]) -> tuple[int, ...]:
    """How many blocks stand before each article, and in all."""
    articles = [article for document in same.one.documents for article in document.articles]
    return tuple(accumulate((len(article.blocks) for article in articles), initial=0))


@lru_cache(maxsize=8)
def _placed(same: Same[Agreement], one_file: bool) -> tuple[Placed, ...]:
    agreement = same.one
    if one_file:
        return _walked(agreement, one_file)
    for other, known in tuple(_WALKED):
        apart = _apart(agreement, other)
        if apart is not None:
            found = [*known]
            for at, article, words in apart:
                for where in words:
                    found[at + where] = replace(found[at + where], block=article.blocks[where])
            return tuple(found)
    walked = _walked(agreement, one_file)
    _WALKED.append((agreement, walked))
    return walked


_WALKED: deque[tuple[Agreement, tuple[Placed, ...]]] = deque(maxlen=4)
"""Texts placed block by block last: a pass says other words in a paragraph of one of them, mostly."""


def _apart(agreement: Agreement, other: Agreement) -> list[tuple[int, Article, tuple[int, ...]]] | None:
    """The articles that say other words than those of the ``other``: where the first block of each stands,
    and which of its blocks differ; None where what a citation or a line rests on differs also."""
    if [one.name for one in agreement.documents] != [one.name for one in other.documents]:
        return None
    found: list[tuple[int, Article, tuple[int, ...]]] = []
    starts, first = _starts(Same(other)), 0
    for document, before in zip(agreement.documents, other.documents, strict=True):
        here, there = document.articles, before.articles
        if len(here) != len(there):
            return None
        for at in compress(range(len(here)), map(is_not, here, there)):
            words = _worded(Same(here[at]), Same(there[at])) if here[at].path == there[at].path else None
            if words is None:
                return None
            if words:
                found.append((starts[first + at], here[at], words))
        first += len(there)
    return found


@lru_cache(maxsize=4096)
def _worded(one: Same[Article], other: Same[Article]) -> tuple[int, ...] | None:
    """Which blocks of two articles differ, by position; None where they differ in more than their words:
    what names one of them, or where it stands. Kept: texts after one another share most of what they
    changed of the first."""
    here, there = one.one.blocks, other.one.blocks
    if len(here) != len(there) or not all(map(_stands_alike, here, there)):
        return None
    return tuple(at for at, (a, b) in enumerate(zip(here, there, strict=True)) if a != b)


def _stands_alike(a: Block, b: Block) -> bool:
    return a is b or (
        (a.kind, a.label, a.depth, a.line, len(a.rows)) == (b.kind, b.label, b.depth, b.line, len(b.rows))
        and a.opens_clause == b.opens_clause
        and (bool(a.label) or not a.opens_clause or a.text == b.text)
    )


def _walked(agreement: Agreement, one_file: bool) -> tuple[Placed, ...]:
    """Every block placed, one after the other."""
    placed: list[Placed] = []
    before = 0  # lines of the files before this one
    taken = 0  # the last line of the whole text that a block (a table: a row) stands on
    for document in agreement.documents:
        prefix = "" if document.name == agreement.main else f"{document.name}:"
        namer = _Namer(prefix, bool(prefix) or _counts_through(document))
        for article in document.articles:
            namer.start_article()
            last = 0
            for block in article.blocks:
                citation, paragraph = namer.name(block)
                line = block.line or last + 1
                # two blocks of one received line must not share a line of the text
                text_line = max(before + line, taken + 1)
                placed.append(
                    Placed(block, citation, paragraph, document.name, article.path, line, text_line)
                )
                last = line + len(block.rows)
                taken = text_line + max(len(block.rows) - 1, 0)
            before = 0 if one_file else max(before + last + 1, taken + 1)
    return tuple(placed)


def _counts_through(document: Document) -> bool:
    """Whether no label under one unlabelled title stands again under another."""
    seen: set[str] = set()
    under: int | None = None
    for article in document.articles:
        for block in article.blocks:
            if block.opens_clause and block.depth == 1:
                under = None if block.label else 0
                if block.label:
                    seen.add(block.label)
            elif under is not None and block.label and (under in (0, block.depth)):
                under = block.depth
                if block.label in seen:
                    return False
                seen.add(block.label)
    return True


@dataclass
class _Namer:
    """Walks blocks in order and names each: the stack holds the open clauses."""

    prefix: str
    through: bool  # the parts under an unlabelled title are cited without it
    stack: list[tuple[int, str, str]] = field(default_factory=list)  # depth, name, what children begin with
    seen: dict[str, int] = field(default_factory=dict)
    paragraphs: dict[str, int] = field(default_factory=dict)

    def start_article(self) -> None:
        self.stack = []

    def name(self, block: Block) -> tuple[str, int]:
        if not block.opens_clause:
            return self._paragraph(block)
        while self.stack and self.stack[-1][0] >= block.depth:
            self.stack.pop()
        parent = self.stack[-1][2] if self.stack else ""
        citation = self._unique(parent, _component(parent, block))
        # a side letter's title says nothing its document's name does not say; and where numbers
        # run on from "Part A" to "Part B", people cite "Section 4" alone
        inner = "" if self.through and not block.label and not parent else citation
        self.stack.append((block.depth, citation, heading_of(inner) or inner))
        self.paragraphs[citation] = 1
        return self.prefix + citation, 1

    def _paragraph(self, block: Block) -> tuple[str, int]:
        while self.stack and self.stack[-1][0] > block.depth:
            self.stack.pop()
        citation = self.stack[-1][1] if self.stack else FRONT
        number = self.paragraphs.get(citation, 0) + 1
        self.paragraphs[citation] = number
        return self.prefix + citation, number

    def _unique(self, parent: str, component: str) -> str:
        citation = parent + component
        count = self.seen.get(citation, 0) + 1
        self.seen[citation] = count
        return citation if count == 1 else f"{citation}[{count}]"


def _component(parent: str, block: Block) -> str:
    label = parse_label(block.label) if block.label else None
    if label is None:
        return f"[{block.label or block.text}]"
    if not parent:
        spelled = label.word not in ("", "article", "section", "subsection", "paragraph", "clause", "rule")
        return f"{label.word.capitalize()} {label.value}" if spelled else label.value
    if "." in label.value:  # 5.2.1 names its parents itself
        family = parent.rsplit(".", 1)[0] if "." in parent else parent
        own = label.value.rsplit(".", 1)[0]
        if own in (parent, family):
            return label.value.removeprefix(own) if own == parent else f".{label.value}"
    return label.component
