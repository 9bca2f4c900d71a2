"""One version of the language, ready to be costed: its blocks, folded for search, and its tables.

A draft differs from the text it is compared with in a few blocks. Phrases are looked for in
those alone (:func:`difference`); where the others hold them is known from the compared text.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

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
    same. Between them stand ``fresh`` blocks, whose words are nowhere in the other, and others
    (``kept``: their indices by their words)."""

    before: int
    after: int
    shift: int
    fresh: tuple[int, ...]
    kept: dict[str, list[int]]

    def still(self, index: int, size: int) -> int | None:
        """Where a block of the other text (of ``size`` blocks) stands, if outside what differs."""
        if index < self.before:
            return index
        return index + self.shift if index >= size - self.after else None


@lru_cache(maxsize=8)
def difference(text: TextInputs, against: TextInputs) -> Difference:
    """How ``text`` differs from ``against``, by the words of their blocks."""
    new, old = text.words, against.words
    most = min(len(new), len(old))
    before = next((at for at in range(most) if new[at] != old[at]), most)
    after = next((at for at in range(most - before) if new[-1 - at] != old[-1 - at]), most - before)
    fresh: list[int] = []
    kept: dict[str, list[int]] = {}
    for index in range(before, len(new) - after):
        if new[index] in against.known:
            kept.setdefault(new[index], []).append(index)
        else:
            fresh.append(index)
    return Difference(before, after, len(new) - len(old), tuple(fresh), kept)


@lru_cache(maxsize=8)
def index_of(text: TextInputs) -> Index:
    """Finds the text's clauses by citation."""
    return Index(text.placed)
