"""What the home screen asks first: light to load, so that the items stand there at once."""

from dataclasses import dataclass
from datetime import datetime

from negotiate.bargaining.parties import Facts
from negotiate.tui.room import Desk
from negotiate.workspace.listing import BoardRow, board_rows


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """The items without their costs, and what stands above them."""

    facts: Facts
    rows: tuple[BoardRow, ...]
    now: datetime

    @property
    def agreed(self) -> int:
        """How many items are under a tentative agreement or ratified."""
        return sum(row.state in ("TA", "ratified") for row in self.rows)


def items_page(desk: Desk) -> ItemsPage:
    """Every item, at once; what they cost is asked one by one."""
    workspace = desk.workspace
    return ItemsPage(workspace.facts, board_rows(workspace, with_cost=False), workspace.now())
