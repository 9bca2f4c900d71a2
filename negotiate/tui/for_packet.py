"""What the packet screen asks: the items, what a packet would hold and what it would not, and its file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from negotiate.bargaining.parties import Facts
from negotiate.bargaining.trailers import Row
from negotiate.tui.paragraphs import Paragraph
from negotiate.tui.room import Desk

if TYPE_CHECKING:
    from negotiate.workspace.exporting import Wanted


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose: the items by id, the reader, and whether cost and pay are printed."""

    items: tuple[str, ...]
    reader: str
    with_cost: bool = False
    with_pay: bool = False
    release: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What would be in the packet and what would not, in lines, and the packet itself."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class PacketPage:
    """The items to choose from."""

    facts: Facts
    rows: tuple[Row, ...]


def packet_page(desk: Desk) -> PacketPage:
    """Every item."""
    return PacketPage(desk.workspace.facts, desk.workspace.rows())


def look_at(choice: Choice) -> Callable[[Desk], Look]:
    """The packet as it would be printed."""

    def ask(desk: Desk) -> Look:
        from negotiate.packets.layout import lay_out
        from negotiate.tui.from_packet import packet_paragraphs
        from negotiate.workspace.exporting import assembled

        made, chosen = assembled(desk.workspace, _wanted(choice))
        inside = tuple(f"{one.one.name} on item {one.item.number}, {one.item.title}" for one in chosen)
        inside += ("its cost, headed as our estimate",) * choice.with_cost
        inside += ("old and new pay",) * choice.with_pay
        return Look(inside, tuple(_left_out(desk, choice)), packet_paragraphs(lay_out(made)))

    return ask


def _left_out(desk: Desk, choice: Choice) -> list[str]:
    """What there is on the items chosen, and on others, that the packet does not hold."""
    workspace = desk.workspace
    out = []
    for item in workspace.items([row for row in workspace.rows() if row.id in choice.items]):
        drafts = len(workspace.drafts_of(item))
        if drafts:
            out.append(f"item {item.number}: {drafts} draft{'s' if drafts > 1 else ''}")
        if item.floated:
            out.append(f"item {item.number}: {', '.join(one.name for one in item.floated)}")
        if item.ready is not None and choice.reader in ("members", "board"):
            out.append(f"item {item.number}: {item.ready.name}, which has not crossed the table")
    others = [str(row.number) for row in workspace.rows() if row.id not in choice.items]
    if others:
        out.append(f"the language of items {', '.join(others)}")
    if not choice.with_cost:
        out.append("costs")
    return [*out, "the session log, reasons and notes"]


def write_packet(choice: Choice, file: str) -> Callable[[Desk], str]:
    """Writes the packet; what was written, in a line."""

    def ask(desk: Desk) -> str:
        from negotiate.workspace.exporting import packet
        from negotiate.workspace.writing import write_file

        path = Path(file.strip()).expanduser()
        printed = packet(desk.workspace, _wanted(choice), path.name)
        write_file(path, printed.content)
        return f"{path} written: {', '.join(printed.passes)}"

    return ask


def write_successor(file: str, blackline: bool) -> Callable[[Desk], str]:
    """Writes the integrated agreement."""

    def ask(desk: Desk) -> str:
        from negotiate.workspace.succeeding import successor
        from negotiate.workspace.writing import write_file

        path = Path(file.strip()).expanduser()
        write_file(path, successor(desk.workspace, path.name, blackline))
        return f"{path} written"

    return ask


def _wanted(choice: Choice) -> "Wanted":
    from negotiate.packets.model import Reader
    from negotiate.workspace.exporting import Wanted

    return Wanted(
        choice.items, Reader(choice.reader), with_cost=choice.with_cost, with_pay=choice.with_pay,
        release=choice.release,
    )  # fmt: skip
