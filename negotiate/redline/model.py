"""The redline: one object that the screen, the files and the list of changes all read.

Laws: equal and delete spans, in order, give the old text; equal and insert spans, in
order of the new text, give the new one, character for character; the same two texts
give the same redline; a text against itself has no changes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from negotiate.agreement.blocks import TABLE, Placed
from negotiate.common.text import words


class ChangeKind(StrEnum):
    """The classes of change. All are counted and listed, none can be left out of a file."""

    EQUAL = "equal"
    EDITED = "edited"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"
    MOVED_EDITED = "moved-edited"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"
    TYPOGRAPHY = "typography"
    TABLE = "table"


class Op(StrEnum):
    """What a run of text is in a redline."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


# An enumeration's member costs more to look up than a word to compare: the inner loops use these.
EQUAL, DELETE, INSERT = Op.EQUAL, Op.DELETE, Op.INSERT
_SAME, _MOVES = ChangeKind.EQUAL, (ChangeKind.MOVED, ChangeKind.MOVED_EDITED)


class Span(NamedTuple):
    """A run of text. ``old_line`` and ``new_line`` are the line (``Placed.text_line``, plus
    the row inside a table) of the block it belongs to in each text; None where it has none.
    """

    op: Op
    text: str
    old_line: int | None
    new_line: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change (or, with kind ``equal``, an unchanged block) and its words.

    ``old`` and ``new`` hold the blocks concerned: none on one side for an insertion or a
    deletion, several where a block was split or blocks were merged. Joined, the equal and
    delete spans of one old block are its ``canonical`` text, the equal and insert spans of
    one new block its ``canonical`` text (a table's rows are joined by line breaks).
    """

    kind: ChangeKind
    old: tuple[Placed, ...]
    new: tuple[Placed, ...]
    spans: tuple[Span, ...]

    @property
    def citation(self) -> str:
        """Where the change is: the new citation, or the old one of what is gone."""
        return (self.new or self.old)[0].name

    @property
    def is_table(self) -> bool:
        """Whether the blocks concerned are tables (a table never becomes a paragraph)."""
        return (self.new or self.old)[0].block.kind is TABLE


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A run of blocks that stand in both texts as they were: ``old[k]`` is ``new[k]``."""

    old: Sequence[Placed]
    new: Sequence[Placed]

    def blocks(self) -> Iterator[Change]:
        """Each block as a change of kind ``equal``."""
        for before, after in zip(self.old, self.new, strict=True):
            a, b = before.text_line, after.text_line
            if before.block.kind is TABLE:
                texts = [row_text(row) for row in before.block.rows] or [""]
            else:
                texts = [before.block.canonical]
            spans = tuple(Span(EQUAL, text, a + k, b + k) for k, text in enumerate(texts))
            yield Change(_SAME, (before,), (after,), spans)


@dataclass(frozen=True, eq=False)
class Redline:
    """What changed between two texts, in reading order of the new one.

    ``entries`` holds every block of both texts once: the changes, and what stayed between
    them in runs, whose words nobody may ever ask for. What was deleted (or moved away, which
    stands once, at its new place) comes after what preceded it.
    """

    entries: tuple[Change | Unchanged, ...]

    @cached_property
    def blocks(self) -> tuple[Change, ...]:
        """Every block of both texts once, unchanged ones too."""
        return tuple(
            change
            for entry in self.entries
            for change in (entry.blocks() if isinstance(entry, Unchanged) else (entry,))
        )

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The blocks that changed."""
        return tuple(
            entry for entry in self.entries if not isinstance(entry, Unchanged) and entry.kind is not _SAME
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Redline) and self.blocks == other.blocks

    def __hash__(self) -> int:
        return hash(self.blocks)

    @property
    def old_text(self) -> tuple[Placed, ...]:
        """Every block of the old text in its order."""
        return tuple(sorted((item for entry in self.entries for item in entry.old), key=_line))

    @property
    def new_text(self) -> tuple[Placed, ...]:
        """Every block of the new text in its order: a paragraph may have been split round another."""
        return tuple(sorted((item for entry in self.entries for item in entry.new), key=_line))

    @property
    def summary(self) -> dict[str, int]:
        """How many changes of each kind there are, edited first; kinds with none are left out."""
        found = Counter(change.kind for change in self.changes)
        return {kind.value: found[kind] for kind in ChangeKind if found[kind]}

    def words(self) -> dict[str, int]:
        """Words deleted, inserted and moved (a moved block counts as moved, not twice)."""
        count = {"deleted": 0, "inserted": 0, "moved": 0}
        for change in self.changes:
            for span in change.spans:
                number = len(words(span.text))
                if span.op is DELETE:
                    count["deleted"] += number
                elif span.op is INSERT:
                    count["inserted"] += number
                elif change.kind in _MOVES:
                    count["moved"] += number
        return count

    def __iter__(self) -> Iterator[Change]:
        """The changes, unchanged blocks left out."""
        return iter(self.changes)


def _line(item: Placed) -> int:
    return item.text_line


def row_text(row: Sequence[str]) -> str:
    """A table's row as the canonical text writes it."""
    return "| " + " | ".join(row) + " |"
