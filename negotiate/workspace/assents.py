"""The assents on an item's record, and which of them hold for what would be signed now."""

from dataclasses import replace

from negotiate.bargaining.record import Item
from negotiate.bargaining.states import Act
from negotiate.bargaining.tentative import Assent, Signature
from negotiate.workspace.overtaken import assented, overtaken, touched
from negotiate.workspace.workspace import Workspace


def given_assents(item: Item, wanted: str) -> tuple[Signature, ...]:
    """The assents given to what is now to be signed (see :func:`assented`)."""
    return tuple(one for one, to in _assents(item) if to == wanted)


def standing_assents(workspace: Workspace, item: Item) -> tuple[Signature, ...]:
    """The assents given to what an item awaiting signature would land as now."""
    last = item.last
    wanted = assented(last.digest if last is not None else "", touched(overtaken(workspace, item)))
    return given_assents(item, wanted)


def all_assents(item: Item) -> tuple[Signature, ...]:
    """The assents given since the last pass, those to other words than now stand there as well."""
    return tuple(one for one, _ in _assents(item))


def _assents(item: Item) -> list[tuple[Signature, str]]:
    found: list[tuple[Signature, str]] = []
    for event in item.events:
        if event.act in (Act.PASSED, Act.UNPACKAGED, Act.REOPENED):
            found = []
        elif event.act is Act.ASSENTED and event.side is not None:
            how = Assent(event.manner)
            one = Signature(event.side, event.signatory, event.at, how, event.by, event.scan)
            found.append((replace(one, key=event.key, proof=event.proof), event.digest))
    return found
