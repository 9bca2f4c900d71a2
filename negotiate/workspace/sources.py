"""Received files, read without trust: what is no plain file is refused, and none is read without end."""

import os
import stat
from pathlib import Path

from negotiate.agreement.reading.decode import LARGEST
from negotiate.common.errors import BadInput

_KINDS = (
    (stat.S_ISDIR, "this is a folder, not a file"),
    (stat.S_ISFIFO, "this is a pipe, not a file"),
    (stat.S_ISSOCK, "this is a socket, not a file"),
    (stat.S_ISCHR, "this is a device, not a file"),
    (stat.S_ISBLK, "this is a device, not a file"),
)


def received_bytes(path: Path) -> bytes:
    """The bytes of a received file; a link is followed.

    Raises :class:`BadInput` for what is missing, unreadable, no plain file (a pipe or a device
    would keep the program waiting) or larger than any file that is read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise BadInput(
            "there is no such file", where=str(path), do="give the file that holds the text"
        ) from None
    except ValueError:  # a name with a NUL in it
        raise BadInput("this cannot be a file's name", where=str(path)) from None
    except OSError as fault:
        raise BadInput(
            f"cannot read the file: {fault.strerror}", where=str(path), do="see who may read it"
        ) from None
    found = os.fstat(handle)
    for is_kind, what in _KINDS:
        if is_kind(found.st_mode):
            os.close(handle)
            raise BadInput(what, where=str(path), do="give the file itself; save what a pipe gives first")
    with os.fdopen(handle, "rb") as file:
        if found.st_size > LARGEST:
            raise BadInput(
                f"the file has {found.st_size:,} bytes, more than the {LARGEST:,} an agreement may have",
                where=str(path),
                do="give the agreement alone, without pictures or other documents",
            )
        try:
            return file.read(LARGEST + 1)
        except OSError as fault:
            raise BadInput(
                f"cannot read the file: {fault.strerror}",
                where=str(path),
                do="see that it may be read, and is on this machine",
            ) from None
