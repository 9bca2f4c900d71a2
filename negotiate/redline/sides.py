"""One text as the alignment sees it: every block's words, keyed, coded and counted."""

from collections import Counter
from collections.abc import Hashable, Sequence
from functools import cached_property

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.agreement.labels import parse_label

LONGEST_LABEL = 16  # characters of a block that may be nothing but a label ("Section 12.")


class Side:
    """The blocks of one text. Lists run parallel to ``placed``."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self.placed = placed
        self.blocks: list[Block] = [item.block for item in placed]
        self.table: list[bool] = [block.kind is Kind.TABLE for block in self.blocks]
        self.canon: list[str] = [block.canonical for block in self.blocks]

    @cached_property
    def bodies(self) -> list[str]:
        """Every block's words without its label."""
        return [
            canon if table else block.text
            for block, canon, table in zip(self.blocks, self.canon, self.table, strict=True)
        ]

    @cached_property
    def times(self) -> Counter[str]:
        """How often each body stands in the text: boilerplate stands more than once."""
        return Counter(self.bodies)

    @cached_property
    def whole(self) -> str:
        """The whole text, a block a line."""
        return "\n".join(self.canon)

    @cached_property
    def bare(self) -> list[bool]:
        """Which blocks are a label and nothing else: such a block goes with what follows it."""
        return [
            len(body) <= LONGEST_LABEL
            and (parse_label(body) is not None if body else canon != "")
            and not table
            for body, canon, table in zip(self.bodies, self.canon, self.table, strict=True)
        ]

    @cached_property
    def bare_at(self) -> list[int]:
        """The positions of the bare labels."""
        return [at for at, bare in enumerate(self.bare) if bare]

    @cached_property
    def keys(self) -> list[Hashable]:
        """What identical blocks have in common; a table is never a paragraph."""
        return [
            (canon, True) if table else canon for canon, table in zip(self.canon, self.table, strict=True)
        ]

    @cached_property
    def own_keys(self) -> list[Hashable]:
        """The same, but for bare labels, which are like nothing else."""
        keys = self.keys.copy()
        for at in self.bare_at:
            keys[at] = (id(self), at)
        return keys

    def parts(self, at: int) -> tuple[str, str]:
        """The full text as head (label and the space after it) and body."""
        canon, label = self.canon[at], self.blocks[at].label
        if self.table[at] or not label or not canon.startswith(label):
            return "", canon
        cut = len(label) + canon[len(label) :].startswith(" ")
        return canon[:cut], canon[cut:]
