"""One version of the language, ready to be costed: its blocks, folded for search, and its tables.

A draft differs from the text it is compared with in a few blocks. Phrases are looked for in
those alone (:func:`difference`); where the others hold them is known from the compared text.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress, count, islice
from operator import ne

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.agreement.citations import Index
from negotiate.agreement.numbers import fold
from negotiate.costing.schedules import Schedule, read_schedules

_BETWEEN = "\x00"


@dataclass(frozen=True, eq=False)
class TextInputs:
    """A version to cost: ``name`` as a person names texts, its placed blocks, and where it is from.

    Keep the object of a text that does not change (the baseline): what is derived from it
    is computed once.
    """

    name: str
    placed: tuple[Placed, ...]
    digest: str = ""
    commit: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of every block, in order (:func:`words_of`; only a table has no text)."""
        return tuple([item.block.text or words_of(item.block) for item in self.placed])

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
        return read_schedules(self.placed)


def words_of(block: Block) -> str:
    """The words phrases are looked for in: without the label; a table's rows in one line."""
    return table_words(block.rows) if block.kind is Kind.TABLE else block.text


@lru_cache(maxsize=2048)
def table_words(rows: Sequence[Sequence[str]]) -> str:
    """A table's cells in one line: ``| Grade | Most pupils | | 3 | 25 |``."""
    return " ".join("| " + " | ".join(row) + " |" for row in rows)


@dataclass(frozen=True, slots=True)
class Difference:
    """How a text differs from another: its first ``before`` blocks and its last ``after`` are the
    same, and between them those of ``middle`` (index there → index here). ``fresh`` are blocks whose
    words are nowhere in the other, ``kept`` those that stood elsewhere (their indices by their
    words); ``folded`` are the words of both."""

    before: int
    after: int
    shift: int
    middle: dict[int, int]
    fresh: tuple[int, ...]
    kept: dict[str, list[int]]
    folded: tuple[str, ...]

    def still(self, index: int, size: int) -> int | None:
        """Where a block of the other text (of ``size`` blocks) stands, if it does not differ."""
        if index < self.before:
            return index
        return index + self.shift if index >= size - self.after else self.middle.get(index)


@lru_cache(maxsize=32)
def difference(text: TextInputs, against: TextInputs) -> Difference:
    """How ``text`` differs from ``against``, by the words of their blocks."""
    new, old = text.words, against.words
    most = min(len(new), len(old))
    before = next(compress(count(), map(ne, new, old)), most)
    backwards = map(ne, islice(reversed(new), most - before), reversed(old))
    after = next(compress(count(), backwards), most - before)
    middle: dict[int, int] = {}
    fresh: list[int] = []
    kept: dict[str, list[int]] = {}
    i, j, lost = before, before, False
    while j < len(new) - after:
        if not lost and i < len(old) - after and old[i] == new[j]:
            middle[i] = j
            i, j = i + 1, j + 1
        elif new[j] not in against.known:
            fresh.append(j)
            j += 1
        elif not lost and i < len(old) - after and old[i] not in text.known:
            i += 1
        else:  # blocks moved: from here on each is looked for by its words
            lost = True
            kept.setdefault(new[j], []).append(j)
            j += 1
    folded = tuple([fold(words) for words in (*(new[index] for index in fresh), *kept)])
    return Difference(before, after, len(new) - len(old), middle, tuple(fresh), kept, folded)


@lru_cache(maxsize=8)
def index_of(text: TextInputs) -> Index:
    """Finds the text's clauses by citation."""
    return Index(text.placed)
