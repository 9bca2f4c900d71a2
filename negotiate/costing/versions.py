"""One version of the language, ready to be costed: its blocks, folded for search, and its tables."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from negotiate.agreement.blocks import Block, Kind, Placed
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
    def folded(self) -> str:
        """All blocks' words folded, one after the other, with a mark no phrase can cross between."""
        return _BETWEEN.join([_fold_words(words_of(item.block)) for item in self.placed])

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for item in self.placed:
            starts.append(at)
            at += len(words_of(item.block)) + 1
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


@lru_cache(maxsize=32768)
def _fold_words(words: str) -> str:
    return fold(words)
