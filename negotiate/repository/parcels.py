"""A git bundle looked at before git sees it: which refs it names, and how large it would become.

A pack of a few bytes may say that it holds terabytes, in one object or by differences of differences;
so every object's size, as it says it and as it unpacks, is added up first.
"""

import re
import zlib

from negotiate.common.errors import BadInput

LARGEST = 256 << 20
"""Bytes that all objects of an exchange may have unpacked: far above any round."""
_MOST = 200_000
"""Objects of an exchange."""
_HEAD = re.compile(rb"# v2 git bundle\n((?:[^\n]+\n)*)\n")
_REF = re.compile(rb"(?:[0-9a-f]{64}|[0-9a-f]{40}) refs/heads/(?:base/[0-9]+|pass/[0-9a-f]{8}/[a-z]+-[0-9]+)")
_DELTA = {6: 0, 7: 20}
"""Kinds of difference; the second begins with the id of what it differs from."""


def look(data: bytes) -> int:
    """How many objects the bundle holds; BadInput unless it names pages alone and is small enough."""
    head = _HEAD.match(data)
    if head is None:
        raise BadInput("it is no bundle of git")
    odd = next((line for line in head[1].splitlines() if not _REF.fullmatch(line)), None)
    if odd is not None:
        raise BadInput(f"it names what has no place in an exchange: {odd[:80].decode('utf-8', 'replace')!r}")
    pack = data[head.end() :]
    if pack[:8] != b"PACK\x00\x00\x00\x02":
        raise BadInput("its pack cannot be read")
    try:
        return _weigh(pack, int.from_bytes(pack[8:12]))
    except (IndexError, zlib.error) as fault:
        raise BadInput("its pack cannot be read") from fault


def _weigh(pack: bytes, count: int) -> int:
    at, sum_ = 12, 0
    if count > _MOST:
        raise BadInput("it would become far too large")
    for _ in range(count):
        kind, size, at = _object_head(pack, at)
        if kind == 6:
            while pack[at] & 0x80:
                at += 1
            at += 1
        at += _DELTA.get(kind, 0)
        sum_ += size
        if sum_ > LARGEST:
            raise BadInput("it would become far too large")
        content, at = _inflated(pack, at, size)
        if kind in _DELTA:
            sum_ += _number(content, _number(content, 0)[1])[0]
    if sum_ > LARGEST or len(pack) - at not in (20, 32):
        raise BadInput("it holds more than its pack says")
    return count


def _inflated(pack: bytes, at: int, size: int) -> tuple[bytes, int]:
    """The content at ``at``, which must have ``size`` bytes, and where the next object begins."""
    inflating, content = zlib.decompressobj(), bytearray()
    step = min(size + 64, 1 << 16)  # what is left over is copied at every step
    while not inflating.eof:
        fed = pack[at : at + step]
        if not fed:
            raise IndexError
        content += inflating.decompress(fed, size + 1 - len(content))
        at += len(fed) - len(inflating.unused_data)
        if len(content) > size or inflating.unconsumed_tail:
            raise BadInput("its pack cannot be read")
    if len(content) != size:
        raise BadInput("its pack cannot be read")
    return bytes(content), at


def _object_head(pack: bytes, at: int) -> tuple[int, int, int]:
    """Kind and size of the object at ``at``, and where what follows begins."""
    byte = pack[at]
    kind, size, shift = byte >> 4 & 7, byte & 15, 4
    while byte & 0x80:
        at += 1
        byte = pack[at]
        size |= (byte & 0x7F) << shift
        shift += 7
    return kind, size, at + 1


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number as a difference writes it, and where the next begins."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return value, at
