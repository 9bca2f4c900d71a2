"""One text as the alignment sees it: every block's words, keyed, coded and counted."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.agreement.labels import parse_label

_WORD = re.compile(r"\w+")
LONGEST_LABEL = 16  # characters of a block that may be nothing but a label ("Section 12.")


class Side:
    """The blocks of one text. Lists run parallel to ``placed``."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        self.placed = placed
        self.blocks: list[Block] = [item.block for item in placed]
        self.bodies: list[str] = [block.text for block in self.blocks]
        """Every block's words without its label."""
        self.canon = _Canonical(self.blocks)
        """Every block's full text by position, put together when it is asked for."""
        tables = Kind.TABLE
        self.table: list[bool] = [block.kind is tables for block in self.blocks]
        self.tables = [at for at, table in enumerate(self.table) if table]
        for at in self.tables:
            self.bodies[at] = self.canon[at]
        self.bare_at: list[int] = [
            at
            for at, body in enumerate(self.bodies)
            if len(body) <= LONGEST_LABEL and not self.table[at] and self._is_label(at)
        ]
        """Which blocks are a label and nothing else: such a block goes with what follows it."""
        self.bare = frozenset(self.bare_at)

    def times(self, asked: Iterable[int]) -> Counter[str]:
        """How often the body of each block asked for stands in the text: boilerplate stands more
        than once.
        """
        bodies = {self.bodies[at] for at in asked}
        return Counter(filter(bodies.__contains__, self.bodies))

    @cached_property
    def whole(self) -> str:
        """The words of the whole text, labels left out, a block a line."""
        return "\n".join(self.bodies)

    def holding(self, words: str, most: int) -> list[int]:
        """The blocks whose words hold ``words``; of more than ``most`` only one more than that."""
        found: list[int] = []
        at = self.whole.find(words)
        while at >= 0 and len(found) <= most:
            block = bisect_right(self._starts, at) - 1
            if words in self.bodies[block]:
                found.append(block)
            at = self.whole.find(words, self._starts[block + 1])
        return found

    @cached_property
    def _starts(self) -> list[int]:
        """Where each block begins in ``whole``, and where one more would."""
        return list(accumulate((len(body) + 1 for body in self.bodies), initial=0))

    def key(self, at: int) -> Hashable:
        """What identical blocks have in common; a table is never a paragraph."""
        return (self.canon[at], True) if self.table[at] else self.canon[at]

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each word stands in the text, marks left out."""
        return Counter(_WORD.findall(self.whole))

    def own_keys(self) -> list[Hashable]:
        """What identical blocks have in common: label and words as they are kept, so that no text
        is put together or hashed twice. Bare labels are like nothing else.
        """
        keys: list[Hashable] = [
            (block.label, block.text) if block.label else block.text for block in self.blocks
        ]
        for at in self.tables:
            keys[at] = (self.blocks[at].rows,)
        return self._but_bare(keys)

    def full_keys(self) -> list[Hashable]:
        """The same for texts whose labels were told apart differently: the full text of each block."""
        return self._but_bare([self.key(at) for at in range(len(self.blocks))])

    def _but_bare(self, keys: list[Hashable]) -> list[Hashable]:
        for at in self.bare_at:
            keys[at] = (id(self), at)
        return keys

    def _is_label(self, at: int) -> bool:
        body = self.bodies[at]
        return parse_label(body) is not None if body else self.blocks[at].label != ""

    def parts(self, at: int) -> tuple[str, str]:
        """The full text as head (label and the space after it) and body."""
        canon, label = self.canon[at], self.blocks[at].label
        if self.table[at] or not label or not canon.startswith(label):
            return "", canon
        cut = len(label) + canon[len(label) :].startswith(" ")
        return canon[:cut], canon[cut:]


class _Canonical(dict[int, str]):
    """The canonical text of each block, made once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        super().__init__()
        self.blocks = blocks

    def __missing__(self, at: int) -> str:
        text = self[at] = self.blocks[at].canonical
        return text
