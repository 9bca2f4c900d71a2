"""One text as the alignment sees it: every block's words, keyed, coded and counted."""

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import cached_property
from operator import attrgetter

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.agreement.labels import parse_label

_BLOCK, _KIND, _LABEL, _TEXT = map(attrgetter, ("block", "kind", "label", "text"))
_WORD = re.compile(r"\w+")
LONGEST_LABEL = 16  # characters of a block that may be nothing but a label ("Section 12.")


class Side:
    """The blocks of one text. Lists run parallel to ``placed``."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self.placed = placed
        self.blocks: list[Block] = list(map(_BLOCK, placed))
        self.labels: list[str] = list(map(_LABEL, self.blocks))
        self.bodies: list[str] = list(map(_TEXT, self.blocks))
        """Every block's words without its label."""
        self.canon: list[str] = self.bodies.copy()  # as Block.canonical has it, without a call for each
        for at, label in enumerate(self.labels):
            if label:
                self.canon[at] = f"{label} {self.bodies[at]}".strip()
        tables = Kind.TABLE
        self.table: list[bool] = [kind is tables for kind in map(_KIND, self.blocks)]
        self.tables = [at for at, table in enumerate(self.table) if table]
        for at in self.tables:
            self.canon[at] = self.bodies[at] = self.blocks[at].canonical
        self.bare_at: list[int] = [
            at
            for at, size in enumerate(map(len, self.bodies))
            if size <= LONGEST_LABEL and not self.table[at] and _is_label(self.bodies[at], self.canon[at])
        ]
        """Which blocks are a label and nothing else: such a block goes with what follows it."""
        self.bare = frozenset(self.bare_at)

    @cached_property
    def times(self) -> Counter[str]:
        """How often each body stands in the text: boilerplate stands more than once."""
        return Counter(self.bodies)

    @cached_property
    def whole(self) -> str:
        """The words of the whole text, labels left out, a block a line."""
        return "\n".join(self.bodies)

    def key(self, at: int) -> Hashable:
        """What identical blocks have in common; a table is never a paragraph."""
        return (self.canon[at], True) if self.table[at] else self.canon[at]

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each word stands in the text, marks left out."""
        return Counter(_WORD.findall(self.whole))

    def own_keys(self) -> list[Hashable]:
        """The keys of all blocks, but bare labels are like nothing else."""
        keys: list[Hashable] = [*self.canon]
        for at in self.tables:
            keys[at] = (self.canon[at], True)
        for at in self.bare_at:
            keys[at] = (id(self), at)
        return keys

    def parts(self, at: int) -> tuple[str, str]:
        """The full text as head (label and the space after it) and body."""
        canon, label = self.canon[at], self.labels[at]
        if self.table[at] or not label or not canon.startswith(label):
            return "", canon
        cut = len(label) + canon[len(label) :].startswith(" ")
        return canon[:cut], canon[cut:]


def _is_label(body: str, canon: str) -> bool:
    return parse_label(body) is not None if body else canon != ""
