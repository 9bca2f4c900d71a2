"""Files written for a person: whole or not at all, and never over the workspace's own."""

from contextlib import suppress
from pathlib import Path

from negotiate.common.errors import BadInput, WorkspaceFault


def write_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all."""
    _outside_the_record(path)
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)  # a link left there would lead the words elsewhere
        with part.open("xb") as file:
            file.write(content)
        part.replace(path)
    except OSError as fault:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise WorkspaceFault(f"cannot write the file: {fault.strerror}", where=str(path)) from None


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
