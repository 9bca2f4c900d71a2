"""The workspace's lock: one writer at a time, readers of refs beside each other.

It is a ``flock``: the kernel frees it at death, so nothing is ever removed by hand. Writers' git
processes inherit the descriptor; whoever gets the lock knows that no git of a dead writer still runs.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from negotiate.common.errors import WorkspaceFault

PATIENCE = 60.0
"""Seconds a command waits for another before it gives up."""


class FileLock:
    """The lock at ``path``. A thread that holds it for writing may read under it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mine = threading.local()

    @property
    def descriptor(self) -> int | None:
        """The open descriptor while this thread holds the lock for writing."""
        return getattr(self._mine, "descriptor", None)

    @contextmanager
    def writing(self) -> Iterator[int]:
        """Alone; gives the descriptor that child processes must keep open."""
        if self.descriptor is not None:
            raise WorkspaceFault("an operation is already under way", where=str(self._path.parent))
        descriptor = self._open()
        try:
            self._wait(descriptor, fcntl.LOCK_EX)
            self._mine.descriptor = descriptor
            yield descriptor
        finally:
            self._mine.descriptor = None
            os.close(descriptor)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Beside other readers, never beside a writer; no lock where the folder cannot be written."""
        try:
            descriptor = None if self.descriptor is not None else self._open()
        except WorkspaceFault:
            descriptor = None  # nobody can be writing in a folder without a lock that we may not make
        if descriptor is None:
            yield
            return
        try:
            self._wait(descriptor, fcntl.LOCK_SH)
            yield
        finally:
            os.close(descriptor)

    def _open(self) -> int:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as fault:
            do = "make the folder writable, or work on a copy of it"
            raise WorkspaceFault(
                f"cannot write here: {fault.strerror}", where=str(self._path), do=do
            ) from fault

    def _wait(self, descriptor: int, how: int) -> None:
        until = time.monotonic() + PATIENCE
        pause = 0.001
        while True:
            try:
                fcntl.flock(descriptor, how | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    do = "end the other program that works on it, or wait"
                    raise WorkspaceFault("the workspace is in use", where=str(self._path), do=do) from None
                time.sleep(pause)
                pause = min(pause * 1.5, 0.05)
            else:
                return
