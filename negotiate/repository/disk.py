"""Files written so that a kill or a power cut leaves the old one or the new one, never a piece."""

import contextlib
import glob
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path

from negotiate.common.errors import WorkspaceFault
from negotiate.common.machine import FULL, Want, want_of, wanted

_UNWRITTEN = re.compile(
    "(?i)(couldn't|could not|unable to|cannot|failed to) (write|create|append|copy|flush)"
)
"""How git says that it could not write."""
_ROOM = 1 << 20
"""Free bytes below which a disk is full for us: an act writes about as much, and git has by then given back
what it could not finish."""
_STALE = 60.0
"""Seconds after which a piece beside a file was left by a program that died: on a shared drive it may be
another machine's, whose programs cannot be asked for."""


def through_link(folder: Path, path: str) -> bool:
    """Whether a folder on the way from ``folder`` to ``path`` is a symbolic link: it would lead elsewhere."""
    parents = Path(path).parents
    return any((folder / parent).is_symlink() for parent in list(parents)[:-1])


def write_whole(path: Path, data: bytes) -> None:
    """``data`` at ``path``, on the disk when this returns; OSError as WorkspaceFault with the place."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        try:
            fresh.unlink(missing_ok=True)  # a link left there would lead the words elsewhere
            with fresh.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        sync_folders([path.parent])
    except OSError as fault:
        raise unwritable(fault, path) from fault


def _sweep(path: Path) -> None:
    """Takes away what a program that died while it wrote ``path`` left beside it."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.new"):
        number = left.name.removesuffix(".new").rpartition(".")[2]
        with contextlib.suppress(OSError, OverflowError):
            if (
                number.isdecimal()
                and time.time() - left.lstat().st_mtime > _STALE
                and not _alive(int(number))
            ):
                left.unlink()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


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


def want_at(said: str, folder: Path) -> Want | None:
    """What the machine wanted of a git that said this about ``folder``; None where it objects itself.

    git does not always give the reason why it could not write: then the disk is looked at.
    """
    if want := wanted(said):
        return want
    return full_at(folder) if _UNWRITTEN.search(said) else None


def full_at(folder: Path) -> Want | None:
    """That the disk ``folder`` lies on is full, where it is; of a place that cannot be looked at, None."""
    try:
        room = os.statvfs(folder)
    except OSError:
        return None
    return FULL if room.f_bavail * room.f_frsize < _ROOM or (room.f_files and not room.f_favail) else None


def unwritable(fault: OSError, path: Path) -> WorkspaceFault:
    """The fault a person reads when ``path`` cannot be written."""
    want = want_of(fault)
    return WorkspaceFault(f"cannot write: {want.what}", where=str(path), do=want.do)
