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
    Where("Session", "S", "At the table: the log, the clock, the passes", "session:SessionScreen"),
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


def make(name: str) -> Place:
    """A new screen of the place called ``name``."""
    found = next(one for one in PLACES if one.name.casefold() == name.casefold())
    module, _, known = found.made_by.partition(":")
    made = getattr(import_module(f"negotiate.tui.screens.{module}"), known)
    return cast("Place", made())
