"""The parts of a packet of ours that came back: its cover, list of changes and lines to sign hold no
language, and its language stands in it twice, marked and clean.

The headings are learned from a packet laid out as ours are, so that they are said in one place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind, Placed
from negotiate.agreement.citations import place
from negotiate.packets import elements
from negotiate.packets import model as packets
from negotiate.packets.layout import lay_out
from negotiate.redline.engine import redline
from negotiate.redline.typography import fold
from negotiate.workspace.incoming.model import Part, Unit

_ITEM = re.compile(r"Item (\d+)\. ")
_PRINTED = re.compile(
    r"(?:^|\b)Page \d+ of \d+$|^Text code [0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}\b|^Item \d+\. .* · "
)
"""What is printed on every page, where a reader took it for text."""
_LONGEST = 60  # letters of a heading of ours
_SHORT = 3  # letters of a word that a title may have small
_LEAST = 2  # headings of ours, one of them over language, by which a packet of ours is known


def with_parts(units: Sequence[Unit]) -> tuple[list[Unit], bool]:
    """The units, each with the part of the packet it stands in; whether the file is a packet of ours."""
    known = _headings()
    keys = ["" if unit.rows or len(unit.text) > _LONGEST else unit.key for unit in units]
    seen = [known[key] for key in keys if key in known]
    told = len({key for key in keys if key in known})
    if told < _LEAST or not {Part.CLEAN, Part.MARKED} & set(seen):
        return list(units), False
    out: list[Unit] = []
    part, begins, item = Part.AROUND, False, 0
    printed: set[tuple[Part, str]] = set()
    notes: set[tuple[Part, str]] = set()
    for unit, key in zip(units, keys, strict=True):
        heading = known.get(key) if key else None
        printed_on_each = is_ours(unit.canonical)
        if (
            heading is None
            and unit.heading
            and not printed_on_each
            and (next_ := _ITEM.match(unit.canonical))
        ):
            heading = Part.AROUND  # the next item of a packet of several begins
            item, printed = int(next_[1]), set(notes)
        part = part if heading is None else heading
        own = heading is not None or printed_on_each or (part, unit.key) in printed
        # how to read a redline is printed again for each item of several, the headings over it page by page
        if heading is None and (unit.heading or begins or _is_heading(unit)):
            printed.add((part, unit.key))
        if heading is None and begins and part is Part.MARKED:
            notes.add((part, unit.key))
        begins = heading is not None
        out.append(replace(unit, part=Part.AROUND if own else part, item=item))
    return out, True


def _is_heading(unit: Unit) -> bool:
    """Whether a paragraph reads as a heading: short, capitals first, with no figure and no full stop."""
    words = [word for word in unit.text.split() if len(word) > _SHORT]
    return (
        0 < len(unit.text) < _LONGEST
        and unit.text[-1].isalpha()
        and all(word.isalpha() or "-" in word for word in words)
        and all(word[0].isupper() for word in words)
    )


def headed(units: Sequence[Unit]) -> frozenset[Part]:
    """The parts of a packet whose headings stand in it, whatever is left under them."""
    known = _headings()
    return frozenset(known[unit.key] for unit in units if unit.part is Part.AROUND and unit.key in known)


def is_heading(text: str) -> bool:
    """Whether words are a heading that our packets print over a part of theirs."""
    return 0 < len(text) <= _LONGEST and fold(text) in _headings()


def is_ours(text: str) -> bool:
    """Whether words are what our packets print at the head and foot of every page."""
    return _PRINTED.search(text) is not None


@lru_cache(maxsize=1)
def _headings() -> dict[str, Part]:
    """The headings of our packets and what stands under each."""
    found: dict[str, Part] = {}
    for reader in packets.Reader:
        for changed in (True, False):
            heading = ""
            for element in lay_out(_example(reader, changed)).elements:
                match element:
                    case elements.Part(text):
                        heading = fold(text)
                        found.setdefault(heading, Part.AROUND)
                    case elements.Marked() if heading:
                        found[heading] = Part.MARKED
                    case elements.Clean() if heading:
                        found[heading] = Part.CLEAN
                    case _:
                        pass
    return found


def _example(reader: packets.Reader, changed: bool) -> packets.Packet:
    """The least packet that has every part."""
    old, new = (_text(word) for word in ("one", "two" if changed else "one"))
    at = datetime(2000, 1, 1, tzinfo=UTC)
    sign = packets.SignLine("")
    item = packets.Item(0, "", "", "", "", at, redline(old, new), tuple(new), "", signatures=(sign,))
    return packets.Packet("", (packets.Party("union", ""),), "", (item,), at, "", reader)


def _text(word: str) -> tuple[Placed, ...]:
    block = Block(Kind.PARAGRAPH, f"This clause says {word} thing.")
    return place(Agreement((Document("agreement", (Article("01.md", (block,)),)),)))
