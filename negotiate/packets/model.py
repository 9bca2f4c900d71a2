"""What crosses the table: the packet, filled by the workspace, rendered by this room.

The packet is an allow-list. A renderer reads these fields and nothing else, so that a
target, a note, a draft, a file name or a machine name cannot reach a file by mistake.
Money is whole cents. Times carry their zone.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Placed
from negotiate.bargaining.record import Label
from negotiate.redline.model import Redline

if TYPE_CHECKING:  # what costs are made with is loaded where a packet has one
    from negotiate.costing.cells import PayTable


class Reader(StrEnum):
    """Who a packet is for; it decides which parts are printed (see :mod:`.layout`)."""

    TABLE = "table"
    MEMBERS = "members"
    BOARD = "board"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the table: ``side`` is ``union`` or ``district``, ``name`` as printed."""

    side: str
    name: str


@dataclass(frozen=True, slots=True)
class SignLine:
    """One line to sign: who may sign for which party. Empty fields are left to the pen.

    ``how`` says how an assent already given was given (``by key``, ``on paper``, ``typed``).
    """

    party: str
    name: str = ""
    initials: str = ""
    date: str = ""
    time: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class CostRow:
    """One line of a cost table: cents for each of the cost's years (None: nothing is stated), or
    ``words`` where the line is of no money."""

    label: str
    cents: tuple[int | None, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost the team chose to show: years, rows of cents, what it rests on. ``charted`` are the
    cents a chart shows, one a year (empty: no chart)."""

    years: tuple[str, ...]
    rows: tuple[CostRow, ...]
    notes: tuple[str, ...] = ()
    charted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What a party held: a pass that crossed the table, and what it changes in the agreement."""

    name: str
    party: str
    at: datetime | None
    redline: Redline
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One subject on the table, as its page prints it.

    ``pass_name`` is ``Union 2``; ``handed_at`` is None for what has not crossed the table.
    ``clean`` is the proposed language as it would stand. ``digest`` (hex) is of that language.
    ``first`` are the first positions and ``outcome`` what became of them, in words; ``pay`` the old
    and new pay of each cell.
    """

    number: int
    title: str
    state: str
    pass_name: str
    side: str
    handed_at: datetime | None
    redline: Redline
    clean: tuple[Placed, ...]
    digest: str
    label: Label = Label.PASS
    package: str = ""
    cost: Cost | None = None
    signatures: tuple[SignLine, ...] = ()
    first: tuple[Position, ...] = ()
    outcome: str = ""
    pay: "tuple[PayTable, ...]" = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """An item in a bargaining summary: what is agreed, or what each side holds."""

    number: int
    title: str
    state: str
    ball: str
    agreed: bool
    positions: tuple[Position, ...]
    news: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoteLine:
    """A vote to be taken or taken: of which unit and body, what it said, when."""

    unit: str
    body: str
    said: str
    when: str


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A line of the index of open items: no language, only where the item stands."""

    number: int
    title: str
    state: str
    ball: str


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything a file may hold.

    ``marked_by`` is the name Word shows on the tracked changes; ``prepared_at`` dates them
    where an item has not been handed across. ``cost`` is that of all items together, ``disclosure``
    the same beside the current year. ``standings`` make it a bargaining summary.
    """

    title: str
    parties: tuple[Party, ...]
    unit: str
    items: tuple[Item, ...]
    prepared_at: datetime
    marked_by: str
    reader: Reader = Reader.TABLE
    reservation: str = ""
    open_items: tuple[OpenItem, ...] = ()
    cost: Cost | None = None
    disclosure: Cost | None = None
    votes: tuple[VoteLine, ...] = ()
    vote_note: str = ""
    standings: tuple[Standing, ...] = ()
    under: str = ""
    language: str = "en-US"
    paper: str = "us-letter"


@dataclass(frozen=True, slots=True)
class Provenance:
    """A change of the successor agreement and the tentative agreement it came from.

    ``digest`` (hex) is of the language agreed.
    """

    citation: str
    item: int
    title: str
    signed: str
    digest: str
