"""Footnotes and endnotes, counted as they are cited."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from negotiate.agreement.reading.word.package import Package, W

if TYPE_CHECKING:
    from lxml import etree


class Notes:
    """The notes of a file. Each is taken once, where it is first cited."""

    def __init__(self, package: Package) -> None:
        self._notes: dict[tuple[str, str], etree._Element] = {}
        self._counts = {"footnote": 0, "endnote": 0}
        for kind in self._counts:
            for path in package.related(f"{kind}s"):
                root = package.part(path)
                for one in root.iterchildren(W + kind) if root is not None else ():
                    if one.get(f"{W}type", "normal") == "normal":  # the others are the rules above notes
                        self._notes[kind, one.get(f"{W}id", "")] = one

    def take(self, kind: str, key: str) -> "tuple[int, etree._Element] | None":
        """The number and content of a note; None where it was taken before or is not there."""
        element = self._notes.pop((kind, key), None)
        if element is None:
            return None
        self._counts[kind] += 1
        return self._counts[kind], element

    def left(self) -> "Iterator[tuple[str, etree._Element]]":
        """The kind and content of every note that nothing cites."""
        for (kind, _), element in self._notes.items():
            yield kind, element
