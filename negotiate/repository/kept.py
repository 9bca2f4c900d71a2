"""Tips of refs kept from one run to the next: the objects' own bytes, in one file, each hashed again.

A cache and nothing more: it may be deleted at any time, what is damaged in it or not there is asked of
git, and since a name is the hash of the bytes, nothing in it can say what git does not. Small
repositories have none. What a redaction takes off the disk is taken out with it.
"""

import contextlib
import os
import stat
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from negotiate.repository import objects
from negotiate.repository.objects import Raw

FEW = 100
"""Tips that git is asked for before they are written down: fewer come as fast without."""
_LARGEST = 256 << 20
_STALE = 60.0
"""Seconds after which a copy in the making was left by a process that died."""


class Kept:
    """The file at ``path``: for each object a line ``id kind size`` and its bytes, as git tells them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, wanted: Sequence[str]) -> dict[str, Raw]:
        """Those of the objects wanted that the file holds, whole."""
        asked = set(wanted)
        if len(asked) < FEW:
            return {}
        try:
            return {oid: raw for oid, raw in _parts(self._bytes()) if oid in asked and _sound(raw)}
        except (OSError, ValueError):
            return {}

    def write(self, tips: Iterable[Raw]) -> None:
        """Makes these the content; nothing happens where that cannot be done."""
        fresh = self._path.with_name(f"{self._path.name}.new")
        with contextlib.suppress(OSError):
            if fresh.is_symlink() or (fresh.exists() and time.time() - fresh.stat().st_mtime > _STALE):
                fresh.unlink()
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.writelines(
                        part
                        for one in tips
                        for part in (f"{one.oid} {one.kind} {len(one.data)}\n".encode(), one.data)
                    )
                fresh.replace(self._path)
            except OSError:
                fresh.unlink()

    def forget(self) -> None:
        """No file; the next listing may write another."""
        for place in (self._path, self._path.with_name(f"{self._path.name}.new")):
            place.unlink(missing_ok=True)

    def _bytes(self) -> bytes:
        descriptor = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
                raise ValueError("no cache of ours")
            return file.read()


def _parts(data: bytes) -> Iterable[tuple[str, Raw]]:
    """The objects as the file states them; ValueError where it ends amid one."""
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        oid, kind, size = data[at:end].decode("ascii").split(" ")
        at = end + 1 + int(size)
        if at > len(data) or int(size) < 0:
            raise ValueError("the file ends amid an object")
        yield oid, Raw(oid, kind, data[end + 1 : at])


def _sound(one: Raw) -> bool:
    return objects.object_id(one.kind, one.data, len(one.oid)) == one.oid
