"""Several proposals costed as one merged text: stand-alone, stacked, last-in, interaction.

Stand-alone: each by itself. Stacked: each after those before it. Last-in: each given all others.
Interaction: the package less the sum of its stand-alone costs. All are differences of whole
texts, so that they agree with what the merged language costs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Totals = tuple[int | None, ...]
"""Cents by year; None where a text has no total."""
Price = Callable[[tuple[str, ...]], Totals]
"""The totals of the text in which these items, in this order, are laid over the one compared with."""


@dataclass(frozen=True, slots=True)
class PackageCost:
    """A package's cost by item. ``stacked`` is (item, what it adds) in the ``order`` given."""

    order: tuple[str, ...]
    years: tuple[str, ...]
    stand_alone: tuple[tuple[str, Totals], ...]
    stacked: tuple[tuple[str, Totals], ...]
    last_in: tuple[tuple[str, Totals], ...]
    total: Totals

    @property
    def interaction(self) -> Totals:
        """What the items cost together beyond their stand-alone sum; None where one has no total."""
        return tuple(
            None
            if total is None or None in alone
            else total - sum(each for each in alone if each is not None)
            for total, *alone in zip(self.total, *(totals for _, totals in self.stand_alone), strict=True)
        )


def package_cost(items: Sequence[str], years: Sequence[str], price: Price) -> PackageCost:
    """The package of ``items`` in their order; each set of items is priced once."""
    names = tuple(items)
    known: dict[tuple[str, ...], Totals] = {(): tuple(0 for _ in years)}

    def of(wanted: Sequence[str]) -> Totals:
        chosen = tuple(name for name in names if name in wanted)
        if chosen not in known:
            known[chosen] = price(chosen)
        return known[chosen]

    return PackageCost(
        names,
        tuple(years),
        tuple((name, of((name,))) for name in names),
        tuple((name, less(of(names[: at + 1]), of(names[:at]))) for at, name in enumerate(names)),
        tuple((name, less(of(names), of([one for one in names if one != name]))) for name in names),
        of(names),
    )


def less(one: Totals, other: Totals) -> Totals:
    """The difference year by year; None where either has no total."""
    return tuple(None if a is None or b is None else a - b for a, b in zip(one, other, strict=True))


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the parties are apart on one item: both positions in cents by year, each against the
    same text, and how much each leaves out of it."""

    item: str
    title: str
    union: Totals
    district: Totals
    union_left_out: str = ""
    district_left_out: str = ""

    @property
    def distance(self) -> Totals:
        """The union's position less the district's."""
        return less(self.union, self.district)
