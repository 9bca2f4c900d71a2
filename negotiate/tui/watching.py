"""Whether somebody else changed the workspace: another window, plain git, a sync, an editor."""

from pathlib import Path

from negotiate.repository.journal import LOG
from negotiate.tui.room import Desk

_TOLD = 3
"""Acts of others that are told by name."""
Standing = tuple[tuple[str, str], ...]
"""(what, in which state): every ref with its object, every file of the team's data with its age and size."""


def standing(desk: Desk) -> Standing:
    """How the workspace stands now."""
    from negotiate.costing.model import FOLDER  # what costs are made with is not needed for the first frame

    refs = [(ref.name, ref.oid) for ref in desk.workspace.repository.refs("refs/")]
    folder = Path(desk.workspace.folder)
    files = [folder / "agreement.yaml", *sorted((folder / FOLDER).glob("*"))]
    return (*refs, *((path.name, _state(path)) for path in files))


def _state(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size}"


def done_since(desk: Desk, known: Standing) -> tuple[str, ...]:
    """What was done with the program since the workspace stood like this, the newest first; a few acts."""
    tip = dict(known).get(LOG, "")
    found: list[str] = []
    zone = desk.workspace.facts.zone
    for operation in desk.workspace.repository.operations(_TOLD):
        if operation.oid == tip:
            break
        found.append(f"{operation.what} ({operation.who.name}, {operation.at.astimezone(zone):%H:%M})")
    return tuple(found)
