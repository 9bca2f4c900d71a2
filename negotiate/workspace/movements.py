"""Movement on the record: each side's passes of each item, what they moved, and in cents."""

from dataclasses import dataclass

from negotiate.agreement.narrowing import differing, within
from negotiate.bargaining.movement import Moved, Position, Way, step
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item, Pass
from negotiate.common.errors import NegotiateError
from negotiate.workspace.costs import Costs
from negotiate.workspace.rounds import ground
from negotiate.workspace.texts import offered, text
from negotiate.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PassMoved:
    """One pass of a side: what it moved, and its cost over the baseline in the first year, in cents
    (None with the reason). ``cents_moved`` is against the side's pass before (first: the baseline).
    """

    one: Pass
    after: str
    moved: tuple[Moved, ...]
    cents: int | None
    reason: str
    cents_moved: int | None


@dataclass(frozen=True, slots=True)
class SideMoved:
    """All of one side's movement on an item, and its sum."""

    side: Side
    passes: tuple[PassMoved, ...]
    left_out: tuple[Pass, ...]

    @property
    def retreats(self) -> tuple[tuple[PassMoved, Moved], ...]:
        """Every move that goes back from an earlier position, with its pass."""
        return tuple((one, move) for one in self.passes for move in one.moved if move.retreat)

    def count(self, way: Way) -> int:
        """How many moves of one way, of all passes after the first."""
        return sum(move.way is way for one in self.passes[1:] for move in one.moved)

    @property
    def nearer(self) -> int:
        """Figures that came nearer to the other side, in all passes after the first."""
        return self._figures(1)

    @property
    def further(self) -> int:
        """Figures that went away from the other side."""
        return self._figures(-1)

    def _figures(self, sign: int) -> int:
        found = [f.nearer for one in self.passes[1:] for move in one.moved for f in move.figures]
        return sum(value is not None and value * sign > 0 for value in found)

    @property
    def cents(self) -> int | None:
        """From the first pass to the last, in cents of the first year; None where one has no cost."""
        if len(self.passes) < 2 or None in (self.passes[0].cents, self.passes[-1].cents):
            return None
        return (self.passes[-1].cents or 0) - (self.passes[0].cents or 0)


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """The movement of both sides on one item."""

    item: Item
    sides: tuple[SideMoved, ...]


def movement(workspace: Workspace, names: list[str]) -> tuple[ItemMoved, ...]:
    """The movement on the items named (none: on every item with a pass)."""
    costs = Costs(workspace)
    with workspace.at_rest():
        moved = [row for row in workspace.rows() if row.union_passes + row.district_passes]
        items = [workspace.item(name) for name in names] or workspace.items(moved)
        workspace.texts_ahead([one.text for item in items for one in item.passes])
        return tuple(_item(workspace, item, costs) for item in items)


def _item(workspace: Workspace, item: Item, costs: Costs) -> ItemMoved:
    under = ground(item)
    ground_ = text(workspace, under).agreement
    standing = [one for one in item.passes if not one.lapsed]
    texts = {one.text: offered(workspace, one, under) for one in standing}
    apart = differing(ground_, *texts.values())
    base = within(ground_, apart)
    placed = {name: within(each, apart) for name, each in texts.items()}
    sides = []
    for side in Side:
        own = [one for one in standing if one.side is side]
        rows: list[PassMoved] = []
        for at, one in enumerate(own):
            earlier = [Position(each.name, placed[each.text]) for each in own[:at]]
            before = standing[: standing.index(one)]
            theirs = next((each for each in reversed(before) if each.side is side.other), None)
            other = placed[theirs.text] if theirs is not None else None
            moved = step(base, earlier, Position(one.name, placed[one.text]), other)
            cents, reason = _cents(item, one, costs, under)
            was = rows[-1].cents if rows else 0
            delta = cents - was if cents is not None and was is not None else None
            rows.append(PassMoved(one, earlier[-1].name if earlier else under, moved, cents, reason, delta))
        lapsed = (one for one in item.passes if one.lapsed and one.side is side)
        sides.append(SideMoved(side, tuple(rows), tuple(lapsed)))
    return ItemMoved(item, tuple(sides))


def _cents(item: Item, one: Pass, costs: Costs, under: str) -> tuple[int | None, str]:
    try:
        report = costs.report(f"{item.id}:{one.side.value}@{one.number}", under, 1)
    except NegotiateError as fault:
        return None, fault.what
    total = report.years[0].total_cents
    if total is None:
        return None, "; ".join(each.reason for each in report.unpriced) or "in conflict"
    return total, report.caveat
