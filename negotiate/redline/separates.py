"""What still separates the parties: baseline, ours and theirs, block by block."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiate.agreement.blocks import Placed
from negotiate.redline.engine import redline
from negotiate.redline.model import Redline
from negotiate.redline.threeway import Way, says_the_same


class Standing(StrEnum):
    """Who changed a block of the baseline, and whether both mean the same."""

    OURS = "ours"
    THEIRS = "theirs"
    ALIKE = "alike"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Apart:
    """One block that one party or both changed; None where a text does not have it."""

    standing: Standing
    base: Placed | None
    ours: Placed | None
    theirs: Placed | None

    @property
    def citation(self) -> str:
        """The block's name in the baseline, or in the text of the party that adds it."""
        return next(item.name for item in (self.base, self.ours, self.theirs) if item is not None)

    @property
    def clause(self) -> str:
        """The citation of the clause the block stands in, to gather by."""
        return next(item.citation for item in (self.base, self.ours, self.theirs) if item is not None)

    @property
    def settled(self) -> bool:
        """Whether nothing separates the parties here: both changed it alike."""
        return self.standing is Standing.ALIKE

    def our_change(self) -> Redline:
        """Baseline against ours."""
        return redline(_some(self.base), _some(self.ours))

    def their_change(self) -> Redline:
        """Baseline against theirs."""
        return redline(_some(self.base), _some(self.theirs))

    def between(self) -> Redline:
        """Theirs against ours: what they would have to accept."""
        return redline(_some(self.theirs), _some(self.ours))


def separates(base: Sequence[Placed], ours: Sequence[Placed], theirs: Sequence[Placed]) -> tuple[Apart, ...]:
    """Every block that is not in all three texts alike, in reading order of the baseline.

    Labels are left out of account: they are settled when the successor is made.
    """
    to_ours, to_theirs = Way(base, ours), Way(base, theirs)
    found = [
        (i, 0, i, apart)
        for i, item in enumerate(base)
        if (apart := _of_base(i, item, ours, theirs, to_ours, to_theirs))
    ]
    added = Way(ours, theirs)
    paired: set[int] = set()
    for j, item in enumerate(ours):
        if j in to_ours.to_old:
            continue
        k = added.to_new.get(j)
        other = theirs[k] if k is not None and k not in to_theirs.to_old else None
        if other is not None and k is not None:
            paired.add(k)
        found.append((_anchor(to_ours, j), 1, j, Apart(_standing(None, item, other), None, item, other)))
    for k, item in enumerate(theirs):
        if k not in to_theirs.to_old and k not in paired:
            found.append((_anchor(to_theirs, k), 2, k, Apart(Standing.THEIRS, None, None, item)))
    return tuple(apart for *_, apart in sorted(found, key=lambda entry: entry[:3]))


def _of_base(
    i: int, item: Placed, ours: Sequence[Placed], theirs: Sequence[Placed], to_ours: Way, to_theirs: Way
) -> Apart | None:
    """How a block of the baseline stands, or None where both left it as it was."""
    j, k = to_ours.to_new.get(i), to_theirs.to_new.get(i)
    here, there = (None if j is None else ours[j]), (None if k is None else theirs[k])
    our_move, their_move = j in to_ours.moved, k in to_theirs.moved
    we = our_move or here is None or not says_the_same(item.block, here.block)
    they = their_move or there is None or not says_the_same(item.block, there.block)
    if not we and not they:
        return None
    if we and they:
        standing = _standing(item, here, there) if our_move == their_move else Standing.DIFFER
    else:
        standing = Standing.OURS if we else Standing.THEIRS
    return Apart(standing, item, here, there)


def _standing(base: Placed | None, ours: Placed | None, theirs: Placed | None) -> Standing:
    """Of a block both changed (or, without ``base``, that one or both added)."""
    if ours is None or theirs is None:
        if base is None:
            return Standing.OURS if ours is not None else Standing.THEIRS
        return Standing.ALIKE if ours is theirs else Standing.DIFFER
    return Standing.ALIKE if says_the_same(ours.block, theirs.block) else Standing.DIFFER


def _anchor(way: Way, at: int) -> int:
    """The block of the baseline that an added block follows; -1 at the start."""
    for before in range(at - 1, -1, -1):
        if before in way.to_old and before not in way.moved:
            return way.to_old[before]
    return -1


def _some(item: Placed | None) -> tuple[Placed, ...]:
    return () if item is None else (item,)
