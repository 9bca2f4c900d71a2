"""Items laid over one text together, quickly: each as the blocks it changes there.

Where two items change one block, or insert at one place, only the three-way laying of the redline
can tell what they make: :func:`joined` then says so by None.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from negotiate.agreement.blocks import Placed
from negotiate.costing.versions import Made, TextInputs

Span = tuple[int, int, tuple[Placed, ...]]


@dataclass(frozen=True, slots=True)
class Patch:
    """What one item makes of a text: (first block, end, the blocks in their place), in order."""

    spans: tuple[Span, ...]


def patch(base: Sequence[Placed], laid: Sequence[Placed]) -> Patch:
    """The blocks in which ``laid`` differs from ``base``."""
    old, new = [_key(item) for item in base], [_key(item) for item in laid]
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    return Patch(
        tuple(
            (head + i1, head + i2, tuple(laid[head + j1 : head + j2]))
            for op, i1, i2, j1, j2 in middle.get_opcodes()
            if op != "equal"
        )
    )


def _key(item: Placed) -> tuple[object, ...]:
    return item.block.kind, item.block.label, item.block.depth, item.block.text, item.block.rows


def _exchanges(span: Span) -> bool:
    """Whether blocks stand for blocks, as many: what is beside them keeps its place."""
    start, end, blocks = span
    return end - start == len(blocks) > 0


def joined(base: TextInputs, patches: Sequence[Patch], name: str) -> TextInputs | None:
    """The text called ``name`` with every patch made; None where two of them touch."""
    spans = sorted((span for each in patches for span in each.spans), key=lambda span: span[:2])
    for one, other in zip(spans, spans[1:], strict=False):
        if other[0] < one[1] or (other[0] == one[1] and not (_exchanges(one) and _exchanges(other))):
            return None
    made = Made(base, tuple(spans))
    return TextInputs(name, made.spliced(base.placed, [blocks for *_, blocks in spans]), made=made)
