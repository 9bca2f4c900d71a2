"""Citations: every block gets the name a lawyer would use for it, and names find blocks.

``V.A.1(e)`` is a clause with everything under it, ``V.A.1(e) ¶4`` one block. Where labels
are doubled or missing the citation says which: ``VIII.M.1[2]``, ``V[Evaluation]``. A
citation may carry its document: ``paras:I.A``; one without looks in the main document.
"""

import copy
import re
from collections import deque
from collections.abc import Sequence
from functools import lru_cache

from negotiate.agreement.asked import readings_of
from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.locators import path_of
from negotiate.agreement.paths import Paths
from negotiate.agreement.placing import FRONT as FRONT
from negotiate.agreement.placing import place as place
from negotiate.common.errors import BadInput
from negotiate.common.identity import Same

_PARAGRAPH = re.compile(
    r"\s*(?:¶|\bpara(?:graph)?\.?\s|(?<=\s)p(?:ar)?\.?)\s*([0-9]+)$", re.IGNORECASE
)  # a keyboard has no ¶: "V.A.1(e) p4"
_KEYWORD = re.compile(r"\b(?:article|art|section|sec|paragraph|clause|subsection)s?\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\s*(?:art|chap)", re.IGNORECASE)
_CHAPTER = re.compile(r"(?:chapter|part|title|division)\s", re.IGNORECASE)
_NOISE = re.compile(
    r"\b(?:article|articles|art|section|sections|sec|paragraph|clause|subsection)\b\.?|[^0-9a-z\[\]]+",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def key(citation: str) -> str:
    """A citation without its manner of writing: ``Article V(A)(2)(f)`` and ``VA2f`` are one."""
    return _NOISE.sub("", citation).lower()


class Index:
    """Finds blocks and clauses of one text by citation."""

    def __init__(self, placed: Sequence[Placed], main: str = "agreement") -> None:
        """``placed`` as :func:`place` gives it; ``main`` is the main document's name."""
        self.placed = tuple(placed)
        self.main = main
        self.paths = Paths(main)
        self._exact: dict[str, int] = {}
        self._loose: dict[str, list[int]] = {}
        for at, item in enumerate(self.placed):
            if item.paragraph == 1 or item.citation.endswith(FRONT):
                self._exact.setdefault(item.citation, at)
                document, _, rest = split_document(item.citation)
                self._loose.setdefault(f"{document}:{key(rest)}", []).append(at)
                self.paths.add(item.document, rest, at, item.block.label)

    def like(self, placed: Sequence[Placed], main: str) -> "Index | None":
        """The citations of another text whose blocks are all called as those of this one; else None."""
        if main != self.main or len(placed) != len(self.placed):
            return None
        apart = [pair for pair in zip(placed, self.placed, strict=True) if pair[0] is not pair[1]]
        if not all(_called(one) == _called(other) for one, other in apart):
            return None
        found = copy.copy(self)
        found.placed = tuple(placed)
        return found

    def find(self, citation: str, within: str = "") -> int:
        """The position of the block that opens the clause cited.

        ``within`` is the clause a relative citation stands in (``section J(1) of this Article``).
        Raises :class:`BadInput` where nothing or more than one clause answers to it.
        """
        return self.locate(citation, within)[0]

    def locate(self, citation: str, within: str = "") -> tuple[int, int | None]:
        """The position of the block that opens the clause cited, and the number of the paragraph
        that the citation names in it. As :meth:`find` else."""
        wanted, paragraph = split_paragraph(citation)
        if wanted in self._exact:
            return self._exact[wanted], paragraph
        if paragraph is not None and "¶" not in citation:  # "paragraph 2" may be the clause labelled 2
            labelled = self._asked(citation)
            if labelled:
                return labelled[0], None
        return self._found(wanted, within), paragraph

    def _asked(self, citation: str) -> list[int]:
        document, _, rest = split_document(citation)
        for path in readings_of(rest):
            found = self.paths.anywhere(path, document or self.main)
            if found:
                return found
        for path in readings_of(rest) if not _ARTICLE.match(rest) else ():
            found = self.paths.through(path, document or self.main)
            if found:
                return found
        return []

    def _found(self, wanted: str, within: str) -> int:
        document, _, rest = split_document(wanted)
        document = "" if document == self.main else document
        named = self.paths.find_written(rest, document or self.main, within) or self._asked(wanted)
        if named:
            return named[0]
        several = len(path_of(_KEYWORD.sub("", rest))) > 1
        parted = several and "[" not in rest and not _CHAPTER.match(rest)  # V(I) is not VI
        found = [] if parted else self._loose.get(f"{document}:{key(rest)}", [])
        if not found and not document and not parted:  # "Appendix A" needs no document where only one has it
            found = [at for name, at in self._elsewhere(key(rest))]
        if len(found) == 1 or (found and not _doubled(self.placed, found)):
            return found[0]
        if not found:
            near = self._nearest(f"{document}:{key(rest)}")
            raise BadInput(
                f"no clause is cited as {wanted!r}",
                do=f"the nearest are {near}" if near else "see `negotiate outline` for the citations",
            )
        names = ", ".join(self.placed[at].citation for at in found)
        raise BadInput(f"{wanted!r} may be any of {names}", do="give one of these")

    def _elsewhere(self, wanted: str) -> list[tuple[str, int]]:
        return [
            (k, at) for k, places in self._loose.items() if k.partition(":")[2] == wanted for at in places
        ]

    def clause(self, citation: str) -> tuple[Placed, ...]:
        """The clause cited with everything under it, or the one block a ¶ names."""
        at, paragraph = self.locate(citation)
        whole = self.placed[at : self.end(at)]
        if paragraph is None:
            return whole
        own = [item for item in whole if item.citation == whole[0].citation]
        for item in own:
            if item.paragraph == paragraph:
                return (item,)
        raise BadInput(f"{whole[0].citation} has {len(own)} paragraphs, not {paragraph}")

    def end(self, start: int) -> int:
        """The position after the last block of the clause that opens at ``start``."""
        first = self.placed[start]
        at = start + 1
        while at < len(self.placed):
            item = self.placed[at]
            if (item.document, item.file) != (first.document, first.file):
                break
            if item.block.opens_clause and item.block.depth <= first.block.depth:
                break
            if item.block.depth < first.block.depth:
                break
            at += 1
        return at

    def _nearest(self, wanted: str) -> str:
        near = [k for k in self._loose if k.startswith(wanted[:-1]) or wanted.startswith(k)]
        near.sort(key=lambda k: (abs(len(k) - len(wanted)), k))
        return ", ".join(self.placed[self._loose[k][0]].citation for k in near[:3] if k != ":")


def index_of(agreement: Agreement) -> Index:
    """The citations of a text, kept: a pass says other words in a paragraph or two and calls it as before."""
    return _index_of(Same(agreement))


@lru_cache(maxsize=8)
def _index_of(same: Same[Agreement]) -> Index:
    placed, main = place(same.one), same.one.main
    for known in tuple(_MADE):
        found = known.like(placed, main)
        if found is not None:
            return found
    made = Index(placed, main)
    _MADE.append(made)
    return made


_MADE: deque[Index] = deque(maxlen=2)
"""Citations put together last, block by block."""


def _called(one: Placed) -> tuple[str, int, str, str, bool]:
    return one.citation, one.paragraph, one.document, one.block.label, one.block.opens_clause


def _doubled(placed: Sequence[Placed], found: Sequence[int]) -> bool:
    return len({placed[at].citation for at in found}) > 1


def split_paragraph(citation: str) -> tuple[str, int | None]:
    """``V.A.1(e) ¶4`` → (``V.A.1(e)``, 4); without a paragraph the number is None."""
    found = _PARAGRAPH.search(citation)
    if found is None:
        return citation.strip(), None
    return citation[: found.start()].strip(), int(found[1])


def split_document(citation: str) -> tuple[str, str, str]:
    """``paras:I.A`` → (``paras``, ``:``, ``I.A``); a citation without a document begins with empty words."""
    head, colon, rest = citation.partition(":")
    if colon and re.fullmatch(r"[a-z0-9][a-z0-9-]*", head):
        return head, colon, rest
    return "", "", citation
