"""One version of the language, ready to be costed: its blocks, folded for search, and its tables.

A draft differs from the text it is compared with in a few blocks. Phrases are looked for in
those alone (:func:`difference`); where the others hold them is known from the compared text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress, count
from operator import itemgetter, ne
from typing import TypeVar

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.agreement.citations import Index
from negotiate.agreement.numbers import fold
from negotiate.costing.schedules import Schedule, read_schedules

_BETWEEN = "\x00"
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class TextInputs:
    """A version to cost: ``name`` as a person names texts, its placed blocks, and where it is from.

    Keep the object of a text that does not change (the baseline): what is derived from it
    is computed once. ``made`` says that it is another text but for a few blocks, so that nothing
    of the rest is looked at again.
    """

    name: str
    placed: tuple[Placed, ...]
    digest: str = ""
    commit: str = ""
    made: "Made | None" = None

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of every block, in order (:func:`words_of`; only a table has no text)."""
        if self.made is not None:
            fresh = [tuple([words_of(item.block) for item in blocks]) for *_, blocks in self.made.spans]
            return self.made.spliced(self.made.base.words, fresh)
        return tuple([item.block.text or words_of(item.block) for item in self.placed])

    @cached_property
    def tables(self) -> tuple[int, ...]:
        """The blocks without text of their own: those that may be tables."""
        if self.made is not None:
            return self.made.tables
        return tuple([at for at, item in enumerate(self.placed) if not item.block.text])

    @cached_property
    def known(self) -> frozenset[str]:
        """The words of all blocks, as a set."""
        return frozenset(self.words)

    @cached_property
    def folded(self) -> str:
        """All blocks' words folded, one after the other, with a mark no phrase can cross between."""
        return _BETWEEN.join([fold(words) for words in self.words])

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for words in self.words:
            starts.append(at)
            at += len(words) + 1
        return starts

    def where(self, offset: int) -> tuple[int, int]:
        """The block (its index) and the offset in its words of an offset in :attr:`folded`."""
        index = bisect_right(self._starts, offset) - 1
        return index, offset - self._starts[index]

    def ends(self, index: int) -> int:
        """The offset in :attr:`folded` after a block's words."""
        return self._starts[index] + len(self.words[index])

    @cached_property
    def schedules(self) -> tuple[Schedule, ...]:
        """Every salary schedule among the tables, in reading order."""
        return read_schedules(self.placed, self.tables)


@dataclass(frozen=True, slots=True)
class Made:
    """How a text is made from ``base``: ``spans`` are (first block there, end there, the blocks in their
    place), in order, none over another."""

    base: TextInputs
    spans: tuple[tuple[int, int, tuple[Placed, ...]], ...]

    def spliced(self, there: tuple[T, ...], fresh: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
        """What is so of every block ``there``, with that of the ``fresh`` ones in their places."""
        out: list[T] = []
        at = 0
        for (start, end, _), own in zip(self.spans, fresh, strict=True):
            out += there[at:start]
            out += own
            at = end
        out += there[at:]
        return tuple(out)

    @property
    def tables(self) -> tuple[int, ...]:
        """The blocks of the text without text of their own."""
        out: list[int] = []
        moved = at = 0
        left = self.base.tables
        for start, end, blocks in self.spans:
            out += [index + moved for index in left[bisect_left(left, at) : bisect_left(left, start)]]
            out += [start + moved + place for place, item in enumerate(blocks) if not item.block.text]
            moved += len(blocks) - (end - start)
            at = end
        out += [index + moved for index in left[bisect_left(left, at) :]]
        return tuple(out)


def words_of(block: Block) -> str:
    """The words phrases are looked for in: without the label; a table's rows in one line."""
    return table_words(block.rows) if block.kind is Kind.TABLE else block.text


@lru_cache(maxsize=2048)
def table_words(rows: Sequence[Sequence[str]]) -> str:
    """A table's cells in one line: ``| Grade | Most pupils | | 3 | 25 |``."""
    return " ".join("| " + " | ".join(row) + " |" for row in rows)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a text differs from another: ``runs`` of blocks are the same, each (its first block there,
    its first here, how many). ``fresh`` are blocks whose words are nowhere in the other, ``kept``
    those that stood elsewhere (their indices by their words); ``folded`` are the words of both."""

    runs: tuple[tuple[int, int, int], ...]
    fresh: tuple[int, ...]
    kept: dict[str, list[int]]
    folded: tuple[str, ...]

    def still(self, index: int) -> int | None:
        """Where a block of the other text stands, if it does not differ."""
        at = bisect_right(self.runs, index, key=itemgetter(0)) - 1
        if at < 0:
            return None
        there, here, many = self.runs[at]
        return here + index - there if index < there + many else None


@lru_cache(maxsize=32)
def difference(text: TextInputs, against: TextInputs) -> Difference:
    """How ``text`` differs from ``against``, by the words of their blocks."""
    if text.made is not None and text.made.base is against:
        return _by_spans(text, against, text.made.spans)
    new, old = text.words, against.words
    runs: list[tuple[int, int, int]] = []
    fresh: list[int] = []
    kept: dict[str, list[int]] = {}
    i = j = 0
    while j < len(new):
        same = _alike(old[i:], new[j:])
        if same:
            runs.append((i, j, same))
            i, j = i + same, j + same
        elif new[j] not in against.known:
            fresh.append(j)
            j += 1
        elif (i + 1 < len(old) and old[i + 1] == new[j]) or (i < len(old) and old[i] not in text.known):
            i += 1
        else:
            break
    # What is left begins with a block that moved: the end may be the same, the rest is looked for.
    tail = _alike(old[i:][::-1], new[j:][::-1])
    for at in range(j, len(new) - tail):
        if new[at] in against.known:
            kept.setdefault(new[at], []).append(at)
        else:
            fresh.append(at)
    if tail:
        runs.append((len(old) - tail, len(new) - tail, tail))
    folded = tuple([fold(words) for words in (*(new[index] for index in fresh), *kept)])
    return Difference(tuple(runs), tuple(fresh), kept, folded)


def _by_spans(
    text: TextInputs, against: TextInputs, spans: Sequence[tuple[int, int, tuple[Placed, ...]]]
) -> Difference:
    """The difference of a text made from the other one."""
    runs: list[tuple[int, int, int]] = []
    fresh: list[int] = []
    kept: dict[str, list[int]] = {}
    there = here = 0
    for start, end, blocks in spans:
        if start > there:
            runs.append((there, here, start - there))
        here += start - there
        for at in range(here, here + len(blocks)):
            if text.words[at] in against.known:
                kept.setdefault(text.words[at], []).append(at)
            else:
                fresh.append(at)
        there, here = end, here + len(blocks)
    if there < len(against.words):
        runs.append((there, here, len(against.words) - there))
    folded = tuple([fold(words) for words in (*(text.words[at] for at in fresh), *kept)])
    return Difference(tuple(runs), tuple(fresh), kept, folded)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first blocks are the same."""
    return next(compress(count(), map(ne, one, other)), min(len(one), len(other)))


@lru_cache(maxsize=8)
def index_of(text: TextInputs) -> Index:
    """Finds the text's clauses by citation."""
    return Index(text.placed)
