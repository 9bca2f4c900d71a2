"""A list that two sides change at once: what one side adds finds its place in the other's.

Used for the blocks of an agreement and for the rows of a table alike.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(eq=False, slots=True)
class Node(Generic[T]):
    """One item of the joined list. ``fresh``: the side laid under added it to the base.
    ``home`` names the file it stands in, empty for rows.
    """

    item: T
    fresh: bool = False
    home: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Put(Generic[T]):
    """Where an item came to stand: its node, and what the other side added at that place."""

    node: Node[T]
    rivals: tuple[Node[T], ...]
    already: bool


def put(
    nodes: list[Node[T]],
    node: Node[T],
    before: Node[T] | None,
    after: Node[T] | None,
    same: Callable[[T, T], bool],
) -> Put[T]:
    """Put ``node`` behind ``before`` (or in front of ``after``, or first in its home), past
    what the other side added there; where that holds the same item, it is not put twice.
    """
    node.home = (before or after or node).home
    at = nodes.index(before) + 1 if before is not None else _front(nodes, after, node.home)
    rivals: list[Node[T]] = []
    while at < len(nodes) and nodes[at].fresh and nodes[at].home == node.home:
        if same(nodes[at].item, node.item):
            return Put(nodes[at], (), already=True)
        rivals.append(nodes[at])
        at += 1
    nodes.insert(at, node)
    return Put(node, tuple(rivals), already=False)


def _front(nodes: list[Node[T]], after: Node[T] | None, home: tuple[str, str]) -> int:
    """Before ``after`` and what the other side added in front of it; without it the start
    of the home, or the end of the list when nothing stands there yet.
    """
    if after is None:
        return next((at for at, node in enumerate(nodes) if node.home == home), len(nodes))
    at = nodes.index(after)
    while at and nodes[at - 1].fresh and nodes[at - 1].home == home:
        at -= 1
    return at
