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
        self.bodies: list[str] = [
            canon if table else block.text
            for block, canon, table in zip(self.blocks, self.canon, self.table, strict=True)
        ]
        """Every block's words without its label."""
        self.bare: list[bool] = [
            len(body) <= LONGEST_LABEL and _is_label(body, canon) and not table
            for body, canon, table in zip(self.bodies, self.canon, self.table, strict=True)
        ]
        """Which blocks are a label and nothing else: such a block goes with what follows it."""
        self.bare_at: list[int] = [at for at, bare in enumerate(self.bare) if bare]

    @cached_property
    def times(self) -> Counter[str]:
        """How often each body stands in the text: boilerplate stands more than once."""
        return Counter(self.bodies)

    @cached_property
    def whole(self) -> str:
        """The whole text, a block a line."""
        return "\n".join(self.canon)

    def key(self, at: int) -> Hashable:
        """What identical blocks have in common; a table is never a paragraph."""
        return (self.canon[at], True) if self.table[at] else self.canon[at]

    def own_keys(self) -> list[Hashable]:
        """The keys of all blocks, but bare labels are like nothing else."""
        keys: list[Hashable] = [
            (canon, True) if table else canon for canon, table in zip(self.canon, self.table, strict=True)
        ]
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


def _is_label(body: str, canon: str) -> bool:
    return parse_label(body) is not None if body else canon != ""
