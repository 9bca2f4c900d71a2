"""What the home screen asks first: light to load, so that the items stand there at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from negotiate.bargaining.parties import Facts
from negotiate.tui.room import Desk
from negotiate.workspace.listing import BoardRow, board_rows

if TYPE_CHECKING:
    from negotiate.tui.paragraphs import Paragraph
    from negotiate.workspace.recording import Done


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


# What is heavy to load is imported when it is first asked for, by the thread that answers.


def item_cost(item: str) -> Callable[[Desk], BoardRow]:
    """One item's row with its cost."""

    def ask(desk: Desk) -> BoardRow:
        from negotiate.tui.questions import item_cost as cost

        return cost(item)(desk)

    return ask


def totals(desk: Desk) -> str:
    """The first year of both parties' positions on all items, and how far they are apart; in a line."""
    from negotiate.costing.output import dollars
    from negotiate.workspace.packaging import apart

    rows, whole = apart(desk.costs, "baseline", 1)
    if not rows:
        return ""
    union, district = whole.union[0], whole.district[0]
    if union is None or district is None:
        return "all items together have no total"
    said = f"union {dollars(union)} · district {dollars(district)} · apart {dollars(abs(union - district))}"
    return f"1st year: {said}"


def last_pass(name: str) -> "Callable[[Desk], list[Paragraph]]":
    """The redline of a side's last pass against the agreement in force."""

    def ask(desk: Desk) -> "list[Paragraph]":
        from negotiate.tui.questions import redline_of

        return redline_of("baseline", name, context=0)(desk)

    return ask


def put_on_table(title: str, clauses: list[str]) -> "Callable[[Desk], Done]":
    """A new item on its clauses."""

    def ask(desk: Desk) -> "Done":
        from negotiate.workspace.actions import open_item

        return open_item(desk.workspace, title, clauses)

    return ask
