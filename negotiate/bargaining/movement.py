"""Movement: what each side's passes moved, clause by clause and figure by figure.

Arithmetic and quotations only. Whether bargaining was regressive is judged on everything together and
excused by changed circumstances; nothing here pronounces.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from negotiate.agreement.blocks import Placed
from negotiate.agreement.numbers import figures
from negotiate.redline.separates import Standing, separates


class Way(StrEnum):
    """What a pass does with a paragraph, measured from the same side's pass before."""

    PROPOSES = "proposes"
    ADDS = "adds"
    CHANGES = "changes"
    ADOPTS = "adopts"
    DROPS = "drops"


@dataclass(frozen=True, slots=True)
class FigureMove:
    """One figure: before, after, and what the other side (where it says nothing, the baseline) has."""

    before: Fraction
    after: Fraction
    other: Fraction | None

    @property
    def nearer(self) -> Fraction | None:
        """By how much it came nearer to the other side; negative: it went away. None: not to be said."""
        if self.other is None:
            return None
        return abs(self.before - self.other) - abs(self.after - self.other)


@dataclass(frozen=True, slots=True)
class Moved:
    """One paragraph that a pass moved: its words before (the side's last pass; first the baseline) and
    after, None where there are none. ``retreat`` says from what earlier position it goes back, or is
    empty; ``from_pass`` names that pass and ``from_words`` quotes it (None: it had nothing there).
    """

    citation: str
    way: Way
    before: str | None
    after: str | None
    figures: tuple[FigureMove, ...] = ()
    retreat: str = ""
    from_pass: str = ""
    from_words: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """One pass as movement sees it: its name and its text, laid over the baseline."""

    name: str
    placed: tuple[Placed, ...]


def step(
    base: Sequence[Placed],
    earlier: Sequence[Position],
    now: Position,
    other: Sequence[Placed] | None,
) -> tuple[Moved, ...]:
    """What ``now`` moves against the side's ``earlier`` positions (oldest first), ``other`` being the
    other side's position at that time (None: it had made none)."""
    before = earlier[-1].placed if earlier else base
    across = _Across(base, now.placed, other)
    taken = _digests(other or ()) - _digests(base)
    found: list[Moved] = []
    for apart in separates(base, before, now.placed):
        if apart.standing is Standing.ALIKE:
            continue
        was, said = apart.ours, apart.theirs
        there = across.of(apart.base, said)
        adopted = across.answers(apart.base, there) and _same(said, there)
        way = _way(apart.standing, bool(earlier), adopted)
        moves = _figures(was or apart.base, said or apart.base, there)
        moved = Moved(apart.citation, way, _words(was), _words(said), moves)
        answered = across.answers(apart.base, there)
        judged = _judged(moved, earlier, apart.base or said, answered)
        if earlier and not judged.retreat and was is not None and was.block.digest in taken and not adopted:
            judged = _with(moved, "it had taken the other side's words there", earlier[-1].name, moved.before)
        found.append(judged)
    return tuple(found)


def _digests(placed: Sequence[Placed]) -> set[str]:
    return {one.block.digest for one in placed}


class _Across:
    """What the other side has at each place of a text."""

    def __init__(self, base: Sequence[Placed], now: Sequence[Placed], other: Sequence[Placed] | None) -> None:
        found = separates(base, now, other if other is not None else base)
        self._of_base = {id(one.base): one.theirs for one in found if one.base is not None}
        self._of_now = {id(one.ours): one.theirs for one in found if one.ours is not None}

    def of(self, base: Placed | None, said: Placed | None) -> Placed | None:
        """Its paragraph there: of the baseline's, or beside a new one of ours."""
        if base is not None:
            return self._of_base.get(id(base), base)
        return self._of_now.get(id(said))

    def answers(self, base: Placed | None, there: Placed | None) -> bool:
        """Whether the other side has a change of its own there, which this one may answer."""
        return not _same(base, there)


def _same(one: Placed | None, other: Placed | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.block.digest == other.block.digest


def _way(standing: Standing, later: bool, adopted: bool) -> Way:
    if adopted:
        return Way.ADOPTS
    if standing is Standing.OURS:
        return Way.DROPS
    if standing is Standing.THEIRS:
        return Way.ADDS if later else Way.PROPOSES
    return Way.CHANGES


def _judged(moved: Moved, earlier: Sequence[Position], place: Placed | None, answered: bool) -> Moved:
    """The move with what it retreats from: the nearest the side had come before, or a demand not made."""
    if moved.way is Way.ADOPTS or not earlier:
        return moved
    for at, move in enumerate(moved.figures):
        if move.other is None:
            continue
        best, name, words = abs(move.before - move.other), earlier[-1].name, moved.before
        for one in earlier[:-1]:
            like = _like(place, one.placed)
            values = _values(like)
            if len(values) == len(moved.figures) and abs(values[at] - move.other) < best:
                best, name, words = abs(values[at] - move.other), one.name, _words(like)
        if abs(move.after - move.other) > best:
            said = f"{_plain(move.after)} is further from {_plain(move.other)} than it was"
            return _with(moved, said, name, words)
    if moved.way is Way.ADDS and not answered:
        return _with(moved, "a change that its pass before did not have", earlier[-1].name, moved.before)
    return moved


def _with(moved: Moved, retreat: str, name: str, words: str | None) -> Moved:
    return replace(moved, retreat=retreat, from_pass=name, from_words=words)


def _like(one: Placed | None, among: Sequence[Placed]) -> Placed | None:
    """The block at the place of ``one``: by its name, where it is of the same kind."""
    if one is None:
        return None
    return next((item for item in among if item.name == one.name), None)


def _figures(was: Placed | None, said: Placed | None, other: Placed | None) -> tuple[FigureMove, ...]:
    """The figures of two versions of a paragraph, where they pair one to one."""
    before, after, there = _values(was), _values(said), _values(other)
    if len(before) != len(after):
        return ()
    paired = there if len(there) == len(after) else [None] * len(after)
    return tuple(FigureMove(a, b, c) for a, b, c in zip(before, after, paired, strict=True))


def _values(one: Placed | None) -> list[Fraction]:
    return (
        [found.value for found in figures(one.block.text or one.block.canonical)] if one is not None else []
    )


def _words(one: Placed | None) -> str | None:
    return None if one is None else one.block.canonical


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
