"""What each party held, laid out: first positions on an item, and the bargaining summary."""

from collections.abc import Iterator

from negotiate.common.text import text_code
from negotiate.packets.elements import Changes, Element, Part, Tone, Words
from negotiate.packets.model import Packet, Position, Standing
from negotiate.packets.said import at_words, party_name
from negotiate.packets.wording import entries


def position_elements(
    positions: tuple[Position, ...], printed: str = "", *, coded: bool = False
) -> Iterator[Element]:
    """Each position by party and date, its changes in words. ``printed`` is the code of the language
    that stands above already and is not told twice; ``coded`` gives each its text code."""
    for one in positions:
        when = f", {at_words(one.at)}" if one.at is not None else ""
        yield Words(f"{one.name}, {one.party}{when}", Tone.LABEL)
        if coded and one.digest:
            yield Words(f"Text code {text_code(one.digest)}", Tone.NOTE)
        listed = entries(one.redline)
        if not listed:
            yield Words("No change: current language.")
        elif printed and one.digest == printed:
            yield Words("The language above.")
        else:
            yield Changes(listed)


def standing_elements(packet: Packet) -> Iterator[Element]:
    """The bargaining summary: where agreement is, then what the contention is, item by item."""
    agreed = [one for one in packet.standings if one.agreed]
    apart = [one for one in packet.standings if not one.agreed]
    yield Part("Where there is agreement")
    if not agreed:
        yield Words("No item is tentatively agreed yet.")
    for one in agreed:
        yield from _standing(packet, one)
    yield Part("What is in contention")
    if not apart:
        yield Words("Nothing: every item on the table is tentatively agreed.")
    for one in apart:
        yield from _standing(packet, one)


def _standing(packet: Packet, one: Standing) -> Iterator[Element]:
    yield Part(f"Item {one.number}. {one.title}", 2)
    state = f"State: {one.state}."
    if not one.agreed and one.ball != "nobody":
        state += f" The next move is with {party_name(packet, one.ball)}."
    yield Words(state)
    for news in one.news:
        yield Words(f"New: {news}", Tone.NOTE)
    yield from position_elements(one.positions, coded=True)
