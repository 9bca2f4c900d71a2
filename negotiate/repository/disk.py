"""Files written so that a kill or a power cut leaves the old one or the new one, never a piece."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from negotiate.common.errors import WorkspaceFault


def write_whole(path: Path, data: bytes) -> None:
    """``data`` at ``path``, on the disk when this returns; OSError as WorkspaceFault with the place."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            fresh.unlink(missing_ok=True)  # a link left there would lead the words elsewhere
            with fresh.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        sync_folders([path.parent])
    except OSError as fault:
        raise unwritable(fault, path) from fault


def remove(path: Path) -> None:
    """Nothing at ``path``, and that on the disk."""
    try:
        path.unlink(missing_ok=True)
        sync_folders([path.parent])
    except OSError as fault:
        raise unwritable(fault, path) from fault


def sync_file(path: Path) -> None:
    """The content of ``path`` on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folders(folders: Iterable[Path]) -> None:
    """The names in these folders on the disk; folders that are not there are passed over."""
    for folder in dict.fromkeys(folders):
        try:
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except FileNotFoundError:
            continue
        except OSError as fault:
            raise unwritable(fault, folder) from fault


def unwritable(fault: OSError, path: Path) -> WorkspaceFault:
    """The fault a person reads when ``path`` cannot be written."""
    do = "free some space, or make the folder writable; nothing else was changed"
    return WorkspaceFault(f"cannot write: {fault.strerror}", where=str(path), do=do)
