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
from negotiate.common.machine import want_of

PATIENCE = 60.0
"""Seconds a command waits for another before it gives up."""


class FileLock:
    """The lock at ``path``. A thread that holds it for writing may read under it.

    Whoever comes waits first at a second file, the turnstile, and holds that while waiting for the
    lock: so one program that writes again and again cannot keep another out.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turnstile = path.with_name(f"{path.name}.queue")
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
        with self._taken(fcntl.LOCK_EX) as descriptor:
            self._mine.descriptor = descriptor
            try:
                yield descriptor
            finally:
                self._mine.descriptor = None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Beside other readers, never beside a writer; no lock where the folder cannot be written."""
        if self.descriptor is not None or not os.access(self._path.parent, os.W_OK):
            yield  # nobody can be writing in a folder without a lock that we may not make
            return
        with self._taken(fcntl.LOCK_SH):
            yield

    @contextmanager
    def _taken(self, how: int) -> Iterator[int]:
        with _opened(self._path) as descriptor:
            with _opened(self._turnstile) as queue:
                until = time.monotonic() + PATIENCE
                self._wait(queue, fcntl.LOCK_EX, until)
                self._wait(descriptor, how, until)
            yield descriptor

    def _wait(self, descriptor: int, how: int, until: float) -> None:
        pause = 0.0005
        while True:
            try:
                fcntl.flock(descriptor, how | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    do = "end the other program that works on it, or wait"
                    raise WorkspaceFault("the workspace is in use", where=str(self._path), do=do) from None
                time.sleep(pause)
                pause = min(pause * 1.2, 0.02)
            else:
                return


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """A descriptor of the file, made if need be; closing it gives its lock back."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as fault:
        want = want_of(fault)
        do = want.do or "make the folder writable, or work on a copy of it"
        raise WorkspaceFault(f"cannot write here: {want.what}", where=str(path), do=do) from fault
    try:
        yield descriptor
    finally:
        os.close(descriptor)
