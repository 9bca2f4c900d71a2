"""The places one can go to by key or name, each with its line of help; one is loaded when it is opened."""

from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from textual.binding import Binding

from negotiate.tui.place import Place


@dataclass(frozen=True, slots=True)
class Where:
    """A place: its name on the screens, its key on Items, what it is for, its class (``module:Class``)."""

    name: str
    key: str
    words: str
    made_by: str


PLACES: Final = (
    Where("Agreement", "a", "Read the agreement", "agreement:AgreementReader"),
    Where("Money", "m", "Scenarios, staff, schedules, packages, positions", "money:Money"),
    Where("Packet", "P", "Choose items and a reader, look, write a packet", "packet:PacketScreen"),
    Where("Agreements", "T", "What is agreed: signatures, codes, votes, what is left", "ledger:Ledger"),
    Where("History", "H", "Every act, who and when; look back", "history:History"),
    Where("Import", "D", "How the agreement was read; settle its doubts", "doubts:Doubts"),
    Where("Session", "S", "At the table: the log, the clock, the passes", "session:SessionScreen"),
    Where("Settings", "comma", "The theme, and keys of your own", "settings:Settings"),
)


def keys() -> tuple[Binding, ...]:
    """The keys that go to the places."""
    shown = ("Agreement", "Money")
    return tuple(
        Binding(
            one.key, f"app.open('{one.name.casefold()}')", one.name, show=one.name in shown, tooltip=one.words
        )
        for one in PLACES
    )


def made_by(one: Where) -> type[Place]:
    """The class of a place."""
    module, _, known = one.made_by.partition(":")
    return cast("type[Place]", getattr(import_module(f"negotiate.tui.screens.{module}"), known))


def make(name: str) -> Place:
    """A new screen of the place called ``name``."""
    return made_by(next(one for one in PLACES if one.name.casefold() == name.casefold()))()
