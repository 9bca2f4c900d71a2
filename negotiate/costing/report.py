"""The result of costing: one object that screens, commands and packets read.

Money is whole cents; quantities are exact fractions. Every list that says what is *not* in
a total travels with it.
"""

from dataclasses import dataclass
from fractions import Fraction

from negotiate.costing.likeness import Near
from negotiate.costing.reading import Place, Values


@dataclass(frozen=True, slots=True)
class YearCost:
    """One school year. ``total_cents`` is None where nothing may be summed: a conflict is open,
    or nothing could be priced. ``components`` are (name, cents), those priced. ``one_time`` and
    ``retroactive`` are parts of the total, never added to it."""

    label: str
    total_cents: int | None
    components: tuple[tuple[str, int], ...]
    one_time: int = 0
    retroactive: int = 0

    @property
    def ongoing(self) -> int | None:
        """The total without what is paid once."""
        return None if self.total_cents is None else self.total_cents - self.one_time


@dataclass(frozen=True, slots=True)
class AgainstStaff:
    """A term's cost against those now employed: FTE still to hire (none where there are enough
    already), and what they cost by year in cents."""

    employed: Fraction
    as_of: str
    source: str
    more: Fraction
    cents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TermCost:
    """One priced term: its figures and quantity before and after, and the difference by year. A
    raise names the schedules it ``reaches`` and those it ``misses``."""

    id: str
    kind: str
    job: str
    citations: tuple[str, ...]
    unit: str
    values_before: Values
    values_after: Values
    before: Fraction
    after: Fraction
    cents: tuple[int, ...]
    staff: AgainstStaff | None
    basis: str
    pinned: tuple[tuple[str, str], ...]
    reaches: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    component: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything of the term differs between the two texts."""
        return self.before != self.after or self.values_before != self.values_after or any(self.cents)


@dataclass(frozen=True, slots=True)
class UnpricedTerm:
    """A term without a price: where it stood, why, and the nearest language."""

    term: str
    citation: str
    reason: str
    nearest: Near | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What one of the conflicting values would cost, by year, against the text compared with;
    ``label`` where it is no value but a manner of reading, ``unit`` what is counted (empty: nothing)."""

    values: Values
    quantity: Fraction
    cents: tuple[int, ...]
    label: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Language that contradicts itself: every place quoted, each value's cost beside it."""

    term: str
    reason: str
    places: tuple[Place, ...]
    alternatives: tuple[Alternative, ...]

    @property
    def difference(self) -> tuple[int, ...]:
        """The spread between the dearest and the cheapest value, by year, in cents."""
        if not self.alternatives:
            return ()
        years = zip(*(alternative.cents for alternative in self.alternatives), strict=True)
        return tuple(max(year) - min(year) for year in years)


@dataclass(frozen=True, slots=True)
class NotCosted:
    """Changed language with figures, money or a duty to provide, hire or pay, and no term."""

    citation: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class CostReport:
    """What ``text`` costs more than ``against``, by school year, and what is not in it. ``beside``
    are the totals by the ``other_method``, where the model knows of turnover."""

    text: str
    against: str
    method: str
    years: tuple[YearCost, ...]
    terms: tuple[TermCost, ...]
    unpriced: tuple[UnpricedTerm, ...]
    conflicts: tuple[Conflict, ...]
    not_costed: tuple[NotCosted, ...]
    assumptions: tuple[tuple[str, str], ...]
    digests: tuple[tuple[str, str], ...]
    currency: str = "USD"
    beside: tuple[int | None, ...] = ()
    other_method: str = ""

    @property
    def changed(self) -> tuple[TermCost, ...]:
        """The priced terms whose figures, quantity or money differ."""
        return tuple(term for term in self.terms if term.changed)

    @property
    def complete(self) -> bool:
        """Whether the totals hold all that changed."""
        return not (self.unpriced or self.conflicts or self.not_costed)

    @property
    def caveat(self) -> str:
        """The counts that stand beside every total; empty where it is complete."""
        parts = []
        contradicting = {conflict.term for conflict in self.conflicts}
        for number, words in (
            (len(self.conflicts), "in conflict"),
            (sum(item.term not in contradicting for item in self.unpriced), "unpriced"),
            (len(self.not_costed), "not costed"),
        ):
            if number:
                parts.append(f"{number} {words}")
        return ", ".join(parts)
