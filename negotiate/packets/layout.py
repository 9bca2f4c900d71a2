"""A packet laid out for its reader: the one place that says what each reader is shown.

===========  ======================================================================
table        cover, each item's redline, clean language, list of changes, to sign
members      cover, votes, each item's changes in words, clean language, first positions
             and outcome, a cost in short, old and new pay where chosen
board        cover, a line a change, cost against the current year
team         everything
===========  ======================================================================

A cost is printed only where the packet carries one, and is headed "Our estimate".
"""

from collections.abc import Iterator

from negotiate.bargaining.record import Label
from negotiate.common.text import text_code
from negotiate.packets.elements import (
    Changes,
    Clean,
    Element,
    Facts,
    File,
    Marked,
    NewPage,
    Part,
    Sheet,
    Title,
    Tone,
    Words,
)
from negotiate.packets.layout_money import cost_elements, item_costs, pay_elements
from negotiate.packets.layout_positions import position_elements, standing_elements
from negotiate.packets.model import Item, Packet, Reader
from negotiate.packets.said import PACKAGED, at_words, party_name
from negotiate.packets.wording import entries, in_words

_OFFERED = {
    Label.PACKAGE: PACKAGED,
    Label.WHAT_IF: "What-if: offered without commitment. It takes no number and is not a position.",
    Label.CONCEPTUAL: "Conceptual: an idea, not yet language. It takes no number and is not a position.",
    Label.OFF_THE_RECORD: "Off the record: not to be quoted later.",
}

_AGREED = ("TA", "ratified")


def lay_out(packet: Packet) -> File:
    """The packet as a file of elements."""
    codes = ", ".join(text_code(item.digest) for item in packet.items if item.digest)
    return File(
        packet.title,
        tuple(_elements(packet)),
        packet.marked_by,
        packet.items[0].handed_at or packet.prepared_at if len(packet.items) == 1 else packet.prepared_at,
        _head(packet),
        f"Text code {codes}" if codes and len(packet.items) == 1 else packet.unit,
        packet.language,
        packet.paper,
    )


def _head(packet: Packet) -> str:
    if len(packet.items) != 1:
        return packet.title
    item = packet.items[0]
    return " · ".join(part for part in (f"Item {item.number}. {item.title}", item.pass_name) if part)


def _elements(packet: Packet) -> Iterator[Element]:
    yield from _cover(packet)
    if packet.standings:
        yield from standing_elements(packet)
    elif packet.reader is Reader.BOARD:
        yield from _lines(packet)
    else:
        several = len(packet.items) > 1
        for item in packet.items:
            if several:
                yield NewPage()
                yield Part(f"Item {item.number}. {item.title}", 1, _anchor(item))
                yield Facts(tuple((name, value) for name, value in _item_facts(packet, item)[1:] if value))
                if said := _offer(item):
                    yield Words(said, Tone.LABEL)
            yield from _item(packet, item, 2 if several else 1)
    if packet.cost is not None:
        yield from cost_elements(packet.cost, "Our estimate: all items together", 1)
    if packet.disclosure is not None:
        yield from cost_elements(packet.disclosure, "Our estimate: cost against the current year", 1)


def _cover(packet: Packet) -> Iterator[Element]:
    yield Title(packet.title, packet.under or " and ".join(party.name for party in packet.parties))
    facts = [("Parties", " and ".join(party.name for party in packet.parties) if packet.under else "")]
    facts.append(("Unit", packet.unit))
    if len(packet.items) == 1:
        facts += _item_facts(packet, packet.items[0])
    facts.append(("Prepared", at_words(packet.prepared_at)))
    yield Facts(tuple((name, value) for name, value in facts if value))
    yield from _offers(packet)
    if packet.reservation:
        yield Words(packet.reservation, Tone.NOTE)
    if packet.votes:
        yield Part("Ratification", 2)
        if packet.vote_note:
            yield Words(packet.vote_note)
        rows = tuple((one.unit, one.body, one.said, one.when) for one in packet.votes)
        yield Sheet(("Unit", "Who votes", "Vote", "When"), rows)
    if len(packet.items) > 1:
        yield Part("Items in this packet", 2)
        yield Sheet(
            ("Item", "Title", "Pass", "Handed across", "Offered as", "State", "Text code"),
            tuple(_index_row(item) for item in packet.items),
            links=tuple(_anchor(item) for item in packet.items) if packet.reader is not Reader.BOARD else (),
            widths=(6, 18, 9, 13, 11, 11, 18),  # a text code stands on one line, to be read aloud
        )
    if packet.open_items:
        yield Part("Open items", 2)
        yield Sheet(
            ("Item", "Title", "State", "Whose move"),
            tuple(
                (str(one.number), one.title, one.state, party_name(packet, one.ball))
                for one in packet.open_items
            ),
        )


def _offers(packet: Packet) -> Iterator[Words]:
    """What an offer's label means. Where it is not said of all items of the packet as one, their numbers
    stand before it: nobody may read a whole packet as all or nothing because two of its items are."""
    alike: dict[tuple[str, str], list[str]] = {}
    for item in packet.items:
        alike.setdefault((_offer(item), item.package), []).append(str(item.number))
    for (said, _), numbers in alike.items():
        if not said:
            continue
        whose = (
            "" if len(alike) == 1 else f"{'Item' if len(numbers) == 1 else 'Items'} {', '.join(numbers)}: "
        )
        yield Words(f"{whose}{said}", Tone.LABEL)


def _offer(item: Item) -> str:
    """What the item's label means; nothing of a package that is agreed: it can be rejected no more."""
    agreed = item.label is Label.PACKAGE and item.state in _AGREED
    return "" if agreed else _OFFERED.get(item.label, "")


def _item_facts(packet: Packet, item: Item) -> list[tuple[str, str]]:
    return [
        ("Item", f"{item.number}. {item.title}"),
        ("Pass", item.pass_name),
        ("Offered by", party_name(packet, item.side)),
        ("Handed across", at_words(item.handed_at) if item.handed_at else "not yet handed across"),
        ("Offered as", "" if item.label is Label.PASS else _offered(item)),
        ("State", item.state),
        ("Text code", text_code(item.digest) if item.digest else ""),
    ]


def _offered(item: Item) -> str:
    said = item.label.value.replace("off-the-", "off the ")
    return f"{said}, {item.package}" if item.package else said


def _index_row(item: Item) -> tuple[str, ...]:
    return (
        str(item.number),
        item.title,
        item.pass_name,
        at_words(item.handed_at, zone=False) if item.handed_at else "not yet",
        "proposal" if item.label is Label.PASS else _offered(item),
        item.state,
        text_code(item.digest) if item.digest else "",
    )


def _anchor(item: Item) -> str:
    return f"item-{item.number}"


def _item(packet: Packet, item: Item, level: int) -> Iterator[Element]:
    reader = packet.reader
    listed = entries(item.redline)
    if not listed:
        yield Words("No changes are proposed: current language.", Tone.LABEL)
    if reader is Reader.MEMBERS:
        if listed:
            yield Part("What changes", level)
            yield Changes(listed)
    elif listed:
        yield Part("Redline", level)
        yield Marked(item.redline)
    yield Part("Proposed language" if listed else "Current language", level)
    yield Clean(item.clean)
    if listed and reader is not Reader.MEMBERS:
        yield Part("List of changes", level)
        yield Changes(listed)
    if reader in (Reader.MEMBERS, Reader.TEAM) and (item.first or item.outcome):
        yield Part("First positions and outcome", level)
        yield from position_elements(item.first, item.digest)
        if item.outcome:
            yield Words(f"Outcome: {item.outcome}", Tone.LABEL)
    if item.cost is not None:
        yield from cost_elements(item.cost, "Our estimate", level)
    if item.pay and reader in (Reader.MEMBERS, Reader.TEAM):
        yield Part("Old and new pay", level)
        yield from pay_elements(item.pay)
    if item.signatures and reader in (Reader.TABLE, Reader.TEAM):
        yield from _signing(item, level)


def _signing(item: Item, level: int) -> Iterator[Element]:
    yield Part("Tentative agreement", level)
    yield Words(
        f"The parties tentatively agree to the proposed language of item {item.number} above, "
        f"text code {text_code(item.digest)}.",
        Tone.LEAD,
    )
    yield Sheet(
        ("For", "Name", "Initials", "Date", "Time", "How"),
        tuple((s.party, s.name, s.initials, s.date, s.time, s.how) for s in item.signatures),
        tall=True,
        widths=(6, 6, 3, 4, 3, 3),
    )


def _lines(packet: Packet) -> Iterator[Element]:
    """The board's page: a line a change, with its citation."""
    yield Part("What changes", 1)
    yield Sheet(
        ("Item", "Citation", "Change", "In words"),
        tuple(
            (f"{item.number}. {item.title}", one.citation, one.kind, in_words(one.runs))
            for item in packet.items
            for one in entries(item.redline)
        ),
        widths=(20, 14, 16, 44),
    )
    yield from item_costs(packet.items)
