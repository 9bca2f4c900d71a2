"""One version of the language, ready to be costed: its blocks, folded for search, and its tables.

A draft differs from the text it is compared with in a few blocks. Phrases are looked for in
those alone (:func:`fresh`); where the others hold them is known from the compared text.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.agreement.citations import Index
from negotiate.costing.numbers import fold
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
        """The words of every block, in order (:func:`words_of`)."""
        return tuple([words_of(item.block) for item in self.placed])

    @cached_property
    def by_words(self) -> dict[str, list[int]]:
        """The indices of the blocks that hold the same words, by those words."""
        found: dict[str, list[int]] = {}
        for index, words in enumerate(self.words):
            found.setdefault(words, []).append(index)
        return found

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


@lru_cache(maxsize=8)
def fresh(text: TextInputs, against: TextInputs) -> tuple[int, ...]:
    """The blocks of ``text`` (indices in order) whose words stand nowhere in ``against``."""
    known = against.by_words
    return tuple(index for index, words in enumerate(text.words) if words not in known)


@lru_cache(maxsize=8)
def index_of(text: TextInputs) -> Index:
    """Finds the text's clauses by citation."""
    return Index(text.placed)
