"""Whether somebody else changed the workspace: another window, plain git, a sync, an editor."""

from pathlib import Path

from negotiate.tui.room import Desk

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
