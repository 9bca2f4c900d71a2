"""Costs and pay laid out: a table of years, a chart of its totals, old and new pay cell by cell."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from negotiate.packets.elements import Bars, Element, Part, Sheet, Tone, Words
from negotiate.packets.model import Cost, CostRow, Item
from negotiate.packets.said import dollars, money

if TYPE_CHECKING:
    from negotiate.costing.cells import CellPay, PayTable

NOT_IN = "Not in these figures: "


def cost_elements(cost: Cost, heading: str, level: int) -> Iterator[Element]:
    """The cost's table under its heading, the chart where it has one, and what it rests on."""
    yield Part(heading, level)
    yield Sheet(("", *cost.years), tuple(_row(row, len(cost.years)) for row in cost.rows), figures=1)
    if cost.charted:
        bars = zip(cost.years[-len(cost.charted) :], cost.charted, strict=True)
        yield Bars(f"{heading}: total by year", tuple((year, cents, dollars(cents)) for year, cents in bars))
    for note in cost.notes:
        yield Words(note, Tone.AFTER)


def item_costs(items: tuple[Item, ...]) -> Iterator[Element]:
    """A line an item: its total by year; what is not in the figures is said below."""
    priced = [(item, item.cost) for item in items if item.cost is not None]
    if not priced:
        return
    yield Part("Our estimate: item by item")
    rows = []
    for item, cost in priced:
        said = tuple(money(cents) for cents in cost.charted) or ("no total",)
        rows.append((f"{item.number}. {item.title}", *said, *("",) * (len(cost.years) - len(said))))
    yield Sheet(("Item", *priced[0][1].years), tuple(rows), figures=1)
    for item, cost in priced:
        for note in cost.notes:
            if note.startswith(NOT_IN):
                yield Words(f"Item {item.number}: {note}", Tone.AFTER)


def _row(row: CostRow, wide: int) -> tuple[str, ...]:
    said = row.words or tuple("" if cents is None else money(cents) for cents in row.cents)
    return (row.label, *said, *("",) * (wide - len(said)))


def pay_elements(tables: "tuple[PayTable, ...]") -> Iterator[Element]:
    """For each group a line a cell: the pay under the agreement in force, the new pay by year, and
    the part of it that is paid later."""
    for table in tables:
        unit = "an hour" if table.hourly else "a year"
        yield Words(f"{table.group.capitalize()}, {table.citation}: pay {unit}", Tone.LABEL)
        steady = all(len(set(cell.old)) == 1 for cell in table.cells)
        late = [at for at in range(len(table.years)) if any(cell.later[at] for cell in table.cells)]
        head = ["Step", "Lane"]
        for at, year in enumerate(table.years):
            head += [f"{year}, old"] if not steady else ["Old"] if not at else []
            head += [f"{year}, new" if not steady else year]
        head += [f"{table.years[at]}, of it retroactive" for at in late]
        rows = tuple(tuple(_cells(cell, late, steady=steady)) for cell in table.cells)
        yield Sheet(tuple(head), rows, figures=2)
        if late and table.hourly:
            yield Words("The retroactive part is that of a whole job for the year.", Tone.AFTER)


def _cells(cell: "CellPay", late: list[int], *, steady: bool) -> Iterator[str]:
    yield cell.step
    yield cell.lane
    for at, (old, new) in enumerate(zip(cell.old, cell.new, strict=True)):
        if not steady or not at:
            yield "" if old is None else money(old)
        yield "" if new is None else money(new)
    for at in late:
        yield money(cell.later[at])
