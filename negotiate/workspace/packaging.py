"""A package costed item by item, and how far the parties are apart."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction

from negotiate.agreement.blocks import Agreement, Placed
from negotiate.agreement.citations import place
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item
from negotiate.common.errors import BadInput, NegotiateError, Refused
from negotiate.costing.engine import cost
from negotiate.costing.model import Model
from negotiate.costing.packages import Apart, PackageCost, Totals, package_cost
from negotiate.costing.patches import Patch, joined, patch
from negotiate.costing.report import Alternative, Conflict, CostReport, NotCosted, YearCost
from negotiate.costing.versions import TextInputs
from negotiate.redline.threeway import lay_over
from negotiate.workspace.costs import Costs, patched
from negotiate.workspace.received import Text
from negotiate.workspace.rounds import of_this_round, packaged
from negotiate.workspace.texts import lay, offered, text


@dataclass
class Merging:
    """Items' language laid over one text in any combination. ``offers`` are the editions of
    ``under`` by item number; what each changes is found once."""

    costs: Costs
    under: Text
    offers: dict[str, Agreement]
    baseline: Agreement
    model: Model
    years: int = 3
    _patches: dict[str, Patch] = field(default_factory=dict)

    def totals(self, names: tuple[str, ...]) -> Totals:
        """Cents by year of the text with these items; None where there is no total, or no text."""
        version = self.version(names)
        if version is None:
            return tuple(None for _ in range(self.years))
        against = self.costs.inputs(self.under)
        report = cost(version, against, self.model, self.years)
        return tuple(year.total_cents for year in report.years)

    def version(self, names: tuple[str, ...]) -> TextInputs | None:
        """The text with these items, or None where two of them contradict each other."""
        under = self.costs.inputs(self.under)
        made = joined(under, [self._patch(name) for name in names], ", ".join(names))
        if made is not None:
            return made
        laid = self.laid(names)
        return None if laid is None else TextInputs(", ".join(names), place(laid))

    def _patch(self, name: str) -> Patch:
        if name not in self._patches:
            alone = lay(self.baseline, self.offers[name], self.under.agreement, name)
            apart = None if self.under.one_file else patched(self.under.agreement, alone)
            self._patches[name] = apart or patch(self.under.placed, place(alone))
        return self._patches[name]

    def laid(self, names: tuple[str, ...]) -> Agreement | None:
        """The agreement with these items, by blocks and cells."""
        under = self.under.agreement
        for name in names:
            try:
                under = lay(self.baseline, self.offers[name], under, name)
            except Refused:
                return None
        return under

    def clash(self, names: tuple[str, ...]) -> Conflict | None:
        """The first block that two items change differently, each item's own cost beside it."""
        under = self.under.agreement
        for at, name in enumerate(names):
            found = lay_over(self.baseline, self.offers[name], under)
            if found.conflicts:
                first = found.conflicts[0]
                quotes = " · ".join(_quoted(one) for one in (first.onto, first.edited))
                reason = f"two items change {first.citation} differently: {quotes}"
                both = [
                    other
                    for other in names[: at + 1]
                    if other == name or _touches(self, other, first.citation)
                ]
                return Conflict("package", reason, (), tuple(self._alone(one) for one in both))
            under = found.agreement
        return None

    def _alone(self, name: str) -> Alternative:
        """What one item costs by itself."""
        cents = tuple(each or 0 for each in self.totals((name,)))
        return Alternative((), Fraction(0), cents, f"item {name}")


def _touches(merging: Merging, name: str, citation: str) -> bool:
    changed = merging._patch(name).spans
    return any(item.name == citation for start, end, _ in changed for item in merging.under.placed[start:end])


def _quoted(item: Placed | None) -> str:
    return "struck" if item is None else f"“{item.block.canonical}”"


def package_costs(
    costs: Costs, name: str, against: str = "baseline", years: int = 3, order: tuple[str, ...] = ()
) -> tuple[CostReport, PackageCost]:
    """The package's report as one merged text, and its parts. ``order`` are item numbers, those not
    named follow by number. Raises :class:`BadInput` where the package or an item is not there."""
    workspace = costs.workspace
    wanted = name.removeprefix("package:")
    items = packaged(workspace, wanted)
    found = {str(item.number): item for item in items if item.last is not None}
    if not found:
        raise BadInput(f"no package is called {wanted!r}", do="see `negotiate board` for packages")
    for number in order:
        if number not in found:
            raise BadInput(f"item {number} is not in the package", do="its items: " + ", ".join(found))
    names = (*order, *(number for number in found if number not in order))
    under = text(workspace, against)
    editions = {number: _edition(costs, item) for number, item in found.items()}
    model = costs.model_for(name, against)
    merging = Merging(costs, under, editions, workspace.baseline, model, years)
    clash = merging.clash(names)
    if clash is None:
        report = costs.report(name, against, years)
    else:
        alone = cost(costs.inputs(under), costs.inputs(under), model, years)
        missed = {
            one for item in found.values() for one in costs.report(_name(item), against, years).not_costed
        }
        report = replace(
            alone, text=name, terms=(), conflicts=(clash,), not_costed=tuple(sorted(missed, key=str)),
            years=tuple(YearCost(year.label, None, ()) for year in alone.years),
        )  # fmt: skip
    labels = tuple(year.label for year in report.years)
    parts = package_cost(names, labels, merging.totals)
    return report, replace(parts, total=tuple(year.total_cents for year in report.years))


def _name(item: Item) -> str:
    """What the text of an item's last pass is called."""
    assert item.last is not None
    return f"{item.id}:{item.last.side.value}@{item.last.number}"


def _edition(costs: Costs, item: Item) -> Agreement:
    assert item.last is not None
    return offered(costs.workspace, item.last)


NO_PASS = "has made no pass: current language"
"""Said of a side's position on an item that it has made no pass on."""


def apart(costs: Costs, against: str = "baseline", years: int = 3) -> tuple[tuple[Apart, ...], Apart]:
    """The distance on every item of this round that both sides have a position on, and that of all their
    positions as two merged texts."""
    with costs.workspace.at_rest():
        return _apart(costs, against, years)


def _apart(costs: Costs, against: str, years: int) -> tuple[tuple[Apart, ...], Apart]:
    workspace = costs.workspace
    under = text(workspace, against)
    rows: list[Apart] = []
    editions: dict[Side, dict[str, Agreement]] = {Side.UNION: {}, Side.DISTRICT: {}}
    missed: dict[Side, list[NotCosted]] = {Side.UNION: [], Side.DISTRICT: []}
    items = workspace.items(of_this_round(workspace.rows()))
    lasts = [one for item in items for side in Side if (one := item.latest(side)) is not None]
    with suppress(NegotiateError):  # of one that cannot be read its own line tells
        workspace.texts_ahead([one.text for one in lasts])
    for item in items:
        number = str(item.number)
        stands: dict[Side, tuple[Totals, str]] = {}
        for side in Side:
            one = item.latest(side)
            if one is not None:
                editions[side][number] = offered(workspace, one)
            stands[side] = _position(costs, item, side, against, years, missed[side])
        if any(number in made for made in editions.values()):
            ours, theirs = stands[Side.UNION], stands[Side.DISTRICT]
            rows.append(Apart(number, item.title, ours[0], theirs[0], ours[1], theirs[1]))
    whole = {}
    for side, made in editions.items():
        model = costs.model_for(against, *(f"{number}:{side.value}" for number in made))
        merging = Merging(costs, under, made, workspace.baseline, model, years)
        whole[side] = _whole(merging, tuple(made), missed[side])
    ours, theirs = whole[Side.UNION], whole[Side.DISTRICT]
    return tuple(rows), Apart("", "all items", ours[0], theirs[0], ours[1], theirs[1])


def _whole(merging: Merging, names: tuple[str, ...], missed: list[NotCosted]) -> tuple[Totals, str]:
    """All positions of a side as one text, and what is not in the total."""
    version = merging.version(names)
    if version is None:
        return tuple(None for _ in range(merging.years)), "two items change one clause differently"
    against = merging.costs.inputs(merging.under)
    report = cost(version, against, merging.model, merging.years, missed)
    return tuple(year.total_cents for year in report.years), report.caveat


def _position(
    costs: Costs, item: Item, side: Side, against: str, years: int, missed: list[NotCosted]
) -> tuple[Totals, str]:
    """(cents by year, what is not in them) of a side's latest pass; none made is current language."""
    if item.latest(side) is None:
        return tuple(0 for _ in range(years)), NO_PASS
    try:
        report = costs.report(f"{item.id}:{side.value}", against, years)
    except NegotiateError as fault:
        return tuple(None for _ in range(years)), str(fault)
    missed += report.not_costed
    return tuple(year.total_cents for year in report.years), report.caveat
