"""What the screens ask of the workspace: each answer is data, made away from the keyboard."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic

from negotiate.agreement.citations import Index
from negotiate.bargaining.parties import Facts, Side
from negotiate.bargaining.record import Item
from negotiate.bargaining.states import State
from negotiate.redline.engine import redline
from negotiate.redline.separates import separates
from negotiate.tui.from_agreement import OutlineEntry, outline_entries, reader_paragraphs
from negotiate.tui.from_apart import apart_paragraphs
from negotiate.tui.from_cost import cost_paragraphs
from negotiate.tui.from_redline import redline_paragraphs
from negotiate.tui.from_sides import sides_paragraphs, three_paragraphs
from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.room import Desk
from negotiate.workspace.apart import separation
from negotiate.workspace.listing import BoardRow, board_row, read_ahead
from negotiate.workspace.overtaken import overtaken
from negotiate.workspace.rounds import ground, round_of
from negotiate.workspace.texts import pair, text

AHEAD = 50  # items whose records are read with that of the first one not known
WHILE = 0.02  # seconds for which costs of items are computed before the screen hears of them


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """A text to read: its paragraphs, its outline, and its citations."""

    name: str
    paragraphs: list[Paragraph]
    outline: list[OutlineEntry]
    index: Index
    words: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item: its record, the texts that can be compared, and what the acts need to know."""

    item: Item
    facts: Facts
    now: datetime
    texts: tuple[tuple[str, str], ...]  # (the text's name, how people say it)
    drafts: tuple[str, ...]  # sides that have a draft
    overtaken: tuple[str, ...] = ()  # clauses that another agreement has changed since both agreed on them

    def shown(self, name: str) -> str:
        """How people say the text's name."""
        return next((words for known, words in self.texts if known == name), name)


def reader_page(name: str) -> Callable[[Desk], ReaderPage]:
    """The text called ``name``, to read."""

    def ask(desk: Desk) -> ReaderPage:
        found = text(desk.workspace, name)
        paragraphs = reader_paragraphs(found.placed)
        words = sum(one.text.count(" ") + 1 for one in paragraphs)
        return ReaderPage(name, paragraphs, list(outline_entries(found.placed)), found.index, words)

    return ask


def item_page(item_id: str) -> Callable[[Desk], ItemPage]:
    """One item with its whole record."""

    def ask(desk: Desk) -> ItemPage:
        workspace = desk.workspace
        item, facts = workspace.item(item_id), workspace.facts
        options = {ref.name.rsplit("--", 1)[-1] for ref in workspace.drafts_of(item)}
        names = {Side.UNION.value: "union", Side.DISTRICT.value: "district"}
        drafts = tuple(side for side in names if ("draft" if side == facts.side.value else side) in options)
        if item.state is State.RATIFIED:
            found = [(ground(item), _in_force(item))]
        else:
            found = [("baseline", _in_force(item)), ("tentative", "Agreement with every TA")]
        found += [(f"{item.id}:{one.side.value}@{one.number}", one.name) for one in item.passes if one.number]
        if item.ready is not None and item.latest(item.ready.side) is None:
            found.append((f"{item.id}:{item.ready.side.value}", f"{item.ready.name} (ready)"))
        if "draft" in options:
            found.append((f"{item.id}:draft", "Our draft"))
        over = tuple(dict.fromkeys(one.citation for one in overtaken(workspace, item)))
        return ItemPage(item, facts, workspace.now(), tuple(found), drafts, over)

    return ask


def _in_force(item: Item) -> str:
    """What an item's language is read against, as people say it."""
    number = round_of(item)
    return f"Agreement before round {number}" if number else "Agreement in force"


def redline_of(old: str, new: str, *, context: int = 1) -> Callable[[Desk], list[Paragraph]]:
    """The redline from one text to another."""

    def ask(desk: Desk) -> list[Paragraph]:
        before, after = pair(desk.workspace, old, new)
        return redline_paragraphs(redline(before.placed, after.placed), context=context)

    return ask


def apart_of(item_id: str, ours: Side) -> Callable[[Desk], list[Paragraph]]:
    """What still separates the parties on an item, block by block."""

    def ask(desk: Desk) -> list[Paragraph]:
        workspace = desk.workspace
        item = workspace.item(item_id)
        missing = [side.value for side in Side if item.latest(side) is None]
        if missing:
            words = " and the ".join(missing)
            return [
                flow(Mark.NOTE, f"The {words} has made no pass yet: there is nothing to set side by side.")
            ]
        under = ground(item)
        base = text(workspace, under)
        mine, theirs = (text(workspace, f"{item_id}:{side.value}", under) for side in (ours, ours.other))
        found = separates(base.placed, mine.placed, theirs.placed)
        return apart_paragraphs(found, ours)

    return ask


def cost_of(new: str, against: str, names: tuple[str, str]) -> Callable[[Desk], list[Paragraph]]:
    """What a text costs, and what drives it; ``names`` is how people say the two texts."""

    def ask(desk: Desk) -> list[Paragraph]:
        report = desk.costs.report(new, against)
        return cost_paragraphs(replace(report, text=names[0], against=names[1]))

    return ask


def costs_of(items: Sequence[str]) -> Callable[[Desk], list[BoardRow]]:
    """The rows of the first of ``items`` with their costs: at least one, and as many as :data:`WHILE` allows
    (or as long as it took to list the items)."""

    def ask(desk: Desk) -> list[BoardRow]:
        begun, found = monotonic(), []
        with desk.workspace.at_rest():
            read_ahead(desk.workspace, items[:AHEAD])
            until = monotonic() + max(WHILE, monotonic() - begun)
            for item in items:
                found.append(board_row(desk.workspace, item, desk.costs))
                if monotonic() > until:
                    break
        return found

    return ask


def sides_of(old: str, new: str, names: tuple[str, str], *, whole: bool) -> Callable[[Desk], list[Paragraph]]:
    """The two texts, block beside block."""

    def ask(desk: Desk) -> list[Paragraph]:
        before, after = pair(desk.workspace, old, new)
        return sides_paragraphs(redline(before.placed, after.placed), names, whole=whole)

    return ask


def three_of(item_id: str) -> Callable[[Desk], list[Paragraph]]:
    """The agreement in force and both sides' last passes at once, with what separates them."""

    def ask(desk: Desk) -> list[Paragraph]:
        item = desk.workspace.item(item_id)
        last = [one.name if (one := item.latest(side)) is not None else "no pass" for side in Side]
        return three_paragraphs(separation(desk.workspace, item), (_in_force(item), last[0], last[1]))

    return ask
