"""The texts in which references are read, and where each of their paragraphs stands in the text as it is now.

A round may have hundreds of agreements, and each was made from the agreement in force: where a pass says what
that one says, its paragraphs went where those did, so that only the articles it changed are compared anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.citations import Index, index_of, place
from negotiate.agreement.narrowing import differing, spans
from negotiate.redline.align import align


@dataclass(frozen=True, slots=True)
class Links:
    """Where paragraphs went, by position: ``forward`` to the first they became, ``certain`` those that became
    one alone and are no other clause now, ``whole`` those of which that one has the very words."""

    forward: dict[int, int]
    certain: frozenset[int]
    whole: dict[int, int]


@dataclass(frozen=True, slots=True)
class Home:
    """A text in which references are read: its citations, and its links to the text as it is now; ``whole``
    are those of its paragraphs whose references are to be read in it."""

    index: Index
    forward: dict[int, int]
    certain: frozenset[int]
    whole: dict[int, int]


class Ground:
    """The text as it is now, and the agreement in force that everything was made from."""

    def __init__(self, base: Agreement, text: Agreement) -> None:
        self._base, self._text = base, text
        before, self._own = place(base), place(text)
        self._links = linked(before, self._own)
        self._stays = all(
            (before[i].document, before[i].file) == (self._own[j].document, self._own[j].file)
            for i, j in self._links.forward.items()
        )

    def read(self, home: Agreement) -> Home:
        """A text that is the agreement in force or was made from it."""
        if home is self._base:
            links = self._links
            return Home(index_of(home), links.forward, links.certain, links.whole)
        placed = place(home)
        links = self._from_base(home) or linked(placed, self._own)
        return Home(index_of(home), links.forward, links.certain, links.whole)

    def _from_base(self, home: Agreement) -> Links | None:
        """The links of a text made from the agreement in force: of the articles it changed their own; None
        where these cannot be told from the rest, for paragraphs went from one article to another."""
        apart = differing(self._base, home)
        here, there = spans(self._base, home, apart), spans(self._base, self._text, apart)
        if not self._stays or here is None or there is None:
            return None
        before, own = place(home), self._own
        mine = [at for _, _, start, end in here for at in range(start, end)]
        theirs = [at for _, _, start, end in there for at in range(start, end)]
        inner = linked([before[at] for at in mine], [own[at] for at in theirs])
        forward = {mine[i]: theirs[j] for i, j in inner.forward.items()}
        certain = {mine[i] for i in inner.certain}
        for at, was in _others(here, len(before)):
            if was in self._links.forward:
                forward[at] = self._links.forward[was]
            if was in self._links.certain:
                certain.add(at)
        whole = {mine[i]: theirs[j] for i, j in inner.whole.items()}
        return Links(forward, frozenset(certain), whole)


def _others(changed: Sequence[tuple[int, int, int, int]], count: int) -> list[tuple[int, int]]:
    """The positions outside the spans changed: (in the text, in the one it was made from)."""
    found: list[tuple[int, int]] = []
    at = shift = 0
    for start, end, begin, stop in changed:
        found += ((here, here - shift) for here in range(at, begin))
        at, shift = stop, shift + (stop - begin) - (end - start)
    found += ((here, here - shift) for here in range(at, count))
    return found


def linked(before: Sequence[Placed], own: Sequence[Placed]) -> Links:
    """Where the blocks of one text went in another."""
    found = align(before, own)
    forward: dict[int, int] = {}
    certain: set[int] = set()
    whole: dict[int, int] = {}
    for j, i in enumerate(found.to_old):
        if j in found.groups:
            for part in found.groups[j].old:
                forward[part] = found.groups[j].new[0]
        elif i >= 0:
            forward[i] = j
            alike = found.old.canon[i] == found.new.canon[j]
            if j not in found.moved or alike or found.old.parts(i)[1] == found.new.parts(j)[1]:
                certain.add(i)  # what moved with other words may be another clause
            if before[i].block.digest == own[j].block.digest:
                whole[i] = j
    return Links(forward, frozenset(certain), whole)
