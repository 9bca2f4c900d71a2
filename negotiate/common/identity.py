"""A thing as the key of what was made of it: that very one, for to compare two takes as long."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """Equal to another of the very same thing alone; holds it, so that its identity stays its own."""

    __slots__ = ("one",)

    def __init__(self, one: T) -> None:
        self.one = one

    def __eq__(self, other: object) -> bool:
        """Whether both are of one thing."""
        return isinstance(other, Same) and self.one is other.one

    def __hash__(self) -> int:
        """By identity."""
        return id(self.one)
