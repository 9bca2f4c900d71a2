"""What still separates the parties on an item: baseline, union and district, block by block."""

from dataclasses import dataclass

from negotiate.agreement.citations import place
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item
from negotiate.redline.separates import Standing, separates
from negotiate.workspace.rounds import ground
from negotiate.workspace.texts import offered, text
from negotiate.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Separation:
    """One block not alike in all three texts: what each says (None: not there)."""

    citation: str
    standing: str
    baseline: str | None
    union: str | None
    district: str | None

    @property
    def words(self) -> str:
        """The standing as a person reads it."""
        return {
            "union": "the union changes it, the district leaves it",
            "district": "the district changes it, the union leaves it",
            "alike": "both change it alike",
            "differ": "both change it, differently",
        }[self.standing]

    def to_json(self) -> dict[str, str | None]:
        """The separation as data."""
        return {
            "citation": self.citation,
            "standing": self.standing,
            "baseline": self.baseline,
            "union": self.union,
            "district": self.district,
        }


_NAMES = {
    Standing.OURS: "union",
    Standing.THEIRS: "district",
    Standing.ALIKE: "alike",
    Standing.DIFFER: "differ",
}


def separation(workspace: Workspace, item: Item) -> tuple[Separation, ...]:
    """Block by block, who changed what; empty until both sides have made a pass."""
    union, district = item.latest(Side.UNION), item.latest(Side.DISTRICT)
    if union is None or district is None:
        return ()
    under = ground(item)
    base = text(workspace, under).placed
    texts = [place(offered(workspace, one, under)) for one in (union, district)]
    return tuple(
        Separation(
            apart.citation,
            _NAMES[apart.standing],
            apart.base.block.canonical if apart.base else None,
            apart.ours.block.canonical if apart.ours else None,
            apart.theirs.block.canonical if apart.theirs else None,
        )
        for apart in separates(base, texts[0], texts[1])
    )
