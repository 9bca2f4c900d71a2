"""Which articles of three texts must be looked at together, to lay what one changed over the other.

Where two texts made of one changed the same article, a paragraph that one of them changed may stand in
another article of the other: then all that they changed is one. But an article whose paragraphs stand where
they stood, here and there one of them in other words, has taken nothing and given nothing, and what is laid
need not be compared with it. So the time goes with what is laid, however much is agreed already.
"""

from collections.abc import Iterable
from functools import lru_cache

from negotiate.agreement.blocks import Agreement, Article, Block, Kind
from negotiate.agreement.narrowing import Home, differing, homes
from negotiate.common.identity import Same
from negotiate.redline.linking import CLOSE
from negotiate.redline.wordlevel import kept_share, word_pieces


def together(base: Agreement, edited: Agreement, onto: Agreement) -> frozenset[Home]:
    """Where the articles stand that decide what becomes of the change from ``base`` to ``edited`` in
    ``onto``; the others are as ``onto`` has them."""
    ours, theirs = differing(base, edited), differing(base, onto)
    if ours.isdisjoint(theirs) or _keep_to_themselves(base, edited, onto, ours, theirs - ours):
        return ours
    return ours | theirs


def _keep_to_themselves(
    base: Agreement, edited: Agreement, onto: Agreement, ours: frozenset[Home], rest: frozenset[Home]
) -> bool:
    """Whether nothing can have gone between the articles of the edition and the ``rest`` that only ``onto``
    changed: these were changed in place, in words that stand nowhere else of what is compared."""
    before, after, there = homes(base), homes(onto), homes(edited)
    if not (ours | rest) <= before.keys() & after.keys() or not ours <= there.keys():
        return False
    found: list[frozenset[str]] = []
    for home in rest:
        said = _in_place(Same(before[home]), Same(after[home]))
        if said is None:
            return False
        found += said
    words = {word for each in found for word in each}
    if len(words) < sum(map(len, found)):
        return False
    if any(len({one[home].blocks[:1] for one in (before, after, there)}) > 1 for home in ours):
        return False  # a gap between equal blocks might reach over where an article begins
    for one in (before, after, there):
        blocks = [block for home in ours for block in one[home].blocks]
        if len({block.text or block.rows for block in blocks}) < len(blocks):
            return False  # which of several is which, what stands around it tells
        if not words.isdisjoint(_said(blocks)):
            return False
    return True


@lru_cache(maxsize=4096)
def _in_place(old: Same[Article], new: Same[Article]) -> tuple[frozenset[str], ...] | None:
    """The words of each paragraph that was changed, before and after; None unless each of them is one with
    what stands in its place beyond a doubt: its neighbours are the same, and most of its words."""
    before, after = old.one.blocks, new.one.blocks
    if len(before) != len(after) or before[:1] != after[:1]:
        return None
    apart = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    if any(later - at == 1 for at, later in zip(apart, apart[1:], strict=False)):
        return None
    if not all(_one(before[at], after[at]) for at in apart):
        return None
    return tuple(frozenset(_said((before[at], after[at]))) for at in apart)


def _one(old: Block, new: Block) -> bool:
    """Whether a paragraph says in other words what stood there, label and place being the same."""
    if (old.kind, old.label, old.depth) != (new.kind, new.label, new.depth) or old.kind is Kind.TABLE:
        return False
    return old.text != new.text and kept_share(word_pieces(old.text, new.text)) >= CLOSE


def _said(blocks: Iterable[Block]) -> set[str]:
    """The words of blocks, with their labels and without."""
    return {words for block in blocks for words in (block.text, block.canonical)}
