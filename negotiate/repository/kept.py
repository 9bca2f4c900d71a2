"""What was read of objects, kept from one run to the next by their ids: one file of plain values.

A cache and nothing more: it may be deleted at any time; what is damaged, of another version or not in it is
asked of git; what no ref names any more is not looked at. Whoever verifies the record never reads it, and a
redaction takes it off the disk.
"""

import contextlib
import hashlib
import json
import os
import stat
import time
from collections.abc import Mapping
from pathlib import Path

from negotiate.common.collecting import uncollected

Values = list[str | int | list[str]]
"""What is kept of one object; whoever keeps it knows the order."""

FEW = 50
"""Objects that git is asked for before anything is written down: fewer come as fast without."""
_HEAD = "negotiate kept 1"
_LARGEST = 64 << 20
_STALE = 60.0
"""Seconds after which a copy in the making was left by a process that died."""


class Kept:
    """The file at ``path``: a line with its version, the version of the values and the SHA-256 of the rest,
    which is a JSON object of object ids and values."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, version: str) -> dict[str, Values]:
        """Object id → values, as they were written under ``version``; empty where there is nothing whole."""
        try:
            head, _, body = self._bytes().partition(b"\n")
            if head != _head(version, body):
                return {}
            with uncollected():
                found: dict[str, Values] = json.loads(body)
        except (OSError, ValueError):
            return {}
        return found

    def write(self, version: str, values: Mapping[str, Values]) -> None:
        """Makes these the content; nothing happens where that cannot be done."""
        body = json.dumps(values, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        fresh = self._path.with_name(f"{self._path.name}.new")
        with contextlib.suppress(OSError):
            if fresh.is_symlink() or (fresh.exists() and time.time() - fresh.stat().st_mtime > _STALE):
                fresh.unlink()
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.writelines((_head(version, body), b"\n", body))
                fresh.replace(self._path)
            except OSError:
                fresh.unlink()

    def _bytes(self) -> bytes:
        descriptor = os.open(self._path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
                raise ValueError("no cache of ours")
            return file.read()


def _head(version: str, body: bytes) -> bytes:
    return f"{_HEAD} {version} {hashlib.sha256(body).hexdigest()}".encode("ascii")
