"""What the machine wants when it cannot go on, in a user's words: a full disk, no memory, a worn drive.

Every program under ours says it in words of its own; the system's are the same everywhere (``strerror`` in
the C locale), so they are found in whatever was said.
"""

import errno
from dataclasses import dataclass

_SPACE = "free some space there, then repeat the act"
_SIZE = "raise the limit (`ulimit -f`), then repeat the act"
_DRIVE = "copy the folder to another drive, and have this one looked at"
_MEMORY = "end other programs, then repeat the act"


@dataclass(frozen=True, slots=True)
class Want:
    """``what`` is wanting, and what to ``do`` about it."""

    what: str
    do: str


SIZE = Want("the file is larger than a program may write here", _SIZE)
FULL = Want("the disk is full", _SPACE)
MEMORY = Want("there is not enough memory", _MEMORY)
ENDED = Want("a program under ours was ended from outside, most often for want of memory", _MEMORY)
_SPARE = 16 << 20
"""Bytes that a process which is not starved can have."""
_WANTS = (
    (errno.ENOSPC, ("No space left on device", "Out of diskspace"), FULL),
    (errno.EDQUOT, ("Disk quota exceeded",), Want("your share of the disk is used up", _SPACE)),
    (errno.EFBIG, ("File too large",), SIZE),
    (errno.EROFS, ("Read-only file system",), Want("the disk is read-only", "write to another place")),
    (errno.EIO, ("Input/output error",), Want("the drive does not answer as it should", _DRIVE)),
    (errno.EMFILE, ("Too many open files",), Want("too many files are open", "raise `ulimit -n`")),
    (errno.ENFILE, ("Too many open files in system",), Want("too many files are open", _MEMORY)),
    (
        errno.ENOMEM,
        (
            *("annot allocate memory", "out of memory", "Out of memory"),
            *("unable to create thread", "start new thread", "failed to map segment"),
        ),
        MEMORY,
    ),
    (errno.EAGAIN, ("Resource temporarily unavailable",), Want("too many programs are running", _MEMORY)),
)


def wanted(said: str) -> Want | None:
    """What another program that said this was in want of; None where it says nothing of the kind."""
    return next((want for _, words, want in _WANTS if any(word in said for word in words)), None)


def want_of(fault: OSError) -> Want:
    """What the system was in want of; its own words where it is nothing of the kind."""
    if want := _numbered(fault):
        return want
    plain = fault.strerror or str(fault)
    if fault.errno in (errno.EACCES, errno.EPERM):
        return Want(plain, "make it writable, or write to another place")
    return Want(plain, "")


def _numbered(fault: OSError) -> Want | None:
    return next((want for number, _, want in _WANTS if fault.errno == number), None)


def want_behind(fault: Exception) -> Want | None:
    """What the machine wanted where a library of ours failed; None where the fault is another."""
    if isinstance(fault, OSError):
        return _numbered(fault)
    if isinstance(fault, MemoryError) or not has_memory(_SPARE):
        return MEMORY  # libraries give it many names when they cannot have more
    return wanted(str(fault)) if isinstance(fault, ImportError | RuntimeError) else None


def has_memory(size: int) -> bool:
    """Whether the system would give this process ``size`` more bytes (none of it is touched)."""
    try:
        bytearray(size)
    except MemoryError:
        return False
    return True
