"""Files written for a person: whole or not at all, and never over the workspace's own."""

from pathlib import Path

from negotiate.common.errors import BadInput, WorkspaceFault


def write_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all: where it cannot be, the one of that name stays as it was."""
    from negotiate.repository.disk import write_whole  # with git, which a redline on screen has no use for

    _outside_the_record(path)
    if not path.parent.is_dir():
        raise WorkspaceFault("there is no such folder", where=str(path.parent), do="make it first")
    if path.exists() and not path.is_file() and not path.is_dir():
        _pour(path, content)
    else:
        write_whole(path, content)


def _pour(path: Path, content: bytes) -> None:
    """Into a pipe or a device, which no file may take the place of."""
    try:
        path.write_bytes(content)
    except BrokenPipeError:
        raise
    except OSError as fault:
        from negotiate.repository.disk import unwritable

        raise unwritable(fault, path) from None


def _outside_the_record(path: Path) -> None:
    """Refuses to write a file over a workspace's own: its agreement, its data, its record."""
    place = path.absolute().resolve()
    for folder in place.parents:
        if not (folder / "agreement.yaml").is_file():
            continue
        first = place.relative_to(folder).parts[0]
        if first in (
            "baseline_contract",
            "salary_model",
            "proposals",
            "agreement.yaml",
            "accepted.yaml",
            "received.yaml",
            ".git",
        ):
            raise BadInput(
                "this place belongs to the workspace itself",
                where=str(path),
                do="write the file somewhere else",
            )
