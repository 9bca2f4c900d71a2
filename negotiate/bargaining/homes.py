"""The texts in which references are read, and where each of their paragraphs stands in the text as it is now.

A round may have hundreds of agreements, and each was made from the agreement in force: where a pass says what
that one says, its paragraphs went where those did, so that only the articles it changed are compared anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.citations import Index, index_of, place
from negotiate.agreement.narrowing import Span, differing, spans
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
    """A text in which references are read: its citations, and its links to the text as it is now. Of a text
    made from the agreement in force they are those of the articles it ``changed``; what stands in the others
    went where the agreement's own, by the links ``of_base``."""

    index: Index
    links: Links
    changed: Sequence[Span] = ()
    of_base: Links | None = None

    @property
    def whole(self) -> dict[int, int]:
        """The paragraphs whose references are to be read in this text, and what they became."""
        return self.links.whole

    def forward(self, at: int) -> int | None:
        """What a paragraph became first; None where it became none."""
        found = self.links.forward.get(at)
        was = self._was(at) if found is None else None
        return found if was is None or self.of_base is None else self.of_base.forward.get(was)

    def certain(self, at: int) -> bool:
        """Whether a paragraph became one alone that is no other clause now."""
        if at in self.links.certain:
            return True
        was = self._was(at)
        return was is not None and self.of_base is not None and was in self.of_base.certain

    def _was(self, at: int) -> int | None:
        """Where a paragraph stands in the agreement in force; None of one in an article that was changed, or
        of a text that was not made from it."""
        if self.of_base is None:
            return None
        shift = 0
        for start, end, begin, stop in self.changed:
            if at < begin:
                break
            if at < stop:
                return None
            shift += (stop - begin) - (end - start)
        return at - shift


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
            return Home(index_of(home), self._links)
        return self._from_base(home) or Home(index_of(home), linked(place(home), self._own))

    def _from_base(self, home: Agreement) -> Home | None:
        """A text made from the agreement in force: linked are the articles it changed; None where these
        cannot be told from the rest, for paragraphs went from one article to another."""
        apart = differing(self._base, home)
        here, there = spans(self._base, home, apart), spans(self._base, self._text, apart)
        if not self._stays or here is None or there is None:
            return None
        before, own = place(home), self._own
        mine = [at for _, _, start, end in here for at in range(start, end)]
        theirs = [at for _, _, start, end in there for at in range(start, end)]
        inner = linked([before[at] for at in mine], [own[at] for at in theirs])
        links = Links(
            {mine[i]: theirs[j] for i, j in inner.forward.items()},
            frozenset(mine[i] for i in inner.certain),
            {mine[i]: theirs[j] for i, j in inner.whole.items()},
        )
        return Home(index_of(home), links, here, self._links)


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
