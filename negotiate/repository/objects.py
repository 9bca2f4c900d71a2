"""Git's four kinds of object, written and read without git: bytes in, bytes out, ids computed.

Building them here keeps the number of git processes per operation constant: all objects of one
operation go to git in a single pack.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from itertools import starmap
from operator import itemgetter
from typing import NamedTuple

from negotiate.repository.messages import parse as parse_message
from negotiate.repository.messages import parse_trailers
from negotiate.repository.model import Commit, Person, Trailers

FILE = "100644"
FOLDER = "40000"
LINK = "120000"
SUBMODULE = "160000"
_SIGNATURE = re.compile(r"^-----BEGIN (?:SSH|PGP) SIGNATURE-----$", re.MULTILINE)
_TREE_LINE = {digits: re.compile(rb"[^\0]*\0.{%d}" % (digits // 2), re.DOTALL) for digits in (40, 64)}
_KEPT_LINES = 1 << 15
_PACK_KINDS = {"commit": 1, "tree": 2, "blob": 3, "tag": 4}


@dataclass(frozen=True, slots=True)
class Raw:
    """An object as git stores it: its id, its kind (``blob tree commit tag``) and its bytes."""

    oid: str
    kind: str
    data: bytes


class Entry(NamedTuple):
    """One line of a tree: a mode in octal as git writes it, and the object."""

    mode: str
    oid: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a tree."""
        return self.mode == FOLDER


Tree = Mapping[str, Entry]


def raw(kind: str, data: bytes, digits: int = 40) -> Raw:
    """The object of these bytes; ``digits`` is 40 in a SHA-1 repository, 64 in a SHA-256 one."""
    return Raw(object_id(kind, data, digits), kind, data)


def object_id(kind: str, data: bytes, digits: int = 40) -> str:
    """The id git gives to these bytes."""
    return _sha(digits, b"%s %d\0%s" % (kind.encode(), len(data), data)).hexdigest()


def _sha(digits: int, data: bytes = b"") -> "hashlib._Hash":
    return hashlib.sha256(data) if digits == 64 else hashlib.sha1(data, usedforsecurity=False)


def encode_tree(entries: Tree, digits: int = 40) -> Raw:
    """The tree of these entries, in git's order (a folder sorts as if its name ended in ``/``)."""
    lines = sorted(starmap(_encoded, entries.items()), key=itemgetter(0))
    return raw("tree", b"".join([line for _, line in lines]), digits)


@lru_cache(maxsize=_KEPT_LINES)
def _encoded(name: str, entry: Entry) -> tuple[bytes, bytes]:
    """What a line of a tree is sorted by, and the line. Kept: trees in a row share most of theirs."""
    data = name.encode("utf-8", "surrogateescape")
    line = b"%s %s\0%s" % (entry.mode.encode(), data, bytes.fromhex(entry.oid))
    return data + b"/" if entry.is_folder else data, line


def decode_tree(data: bytes, digits: int = 40) -> dict[str, Entry]:
    """The entries of a tree; ValueError when the bytes are not a tree."""
    lines = _TREE_LINE[digits].findall(data)
    if sum(map(len, lines)) != len(data):
        raise ValueError("the tree ends in the middle of an entry")
    return dict(map(_decoded, lines))


@lru_cache(maxsize=_KEPT_LINES)
def _decoded(line: bytes) -> tuple[str, Entry]:
    """The name and the entry of one line of a tree. Kept, as :func:`_encoded` is."""
    head, _, oid = line.partition(b"\0")
    mode, _, name = head.partition(b" ")
    return name.decode("utf-8", "surrogateescape"), Entry(mode.decode("ascii"), oid.hex())


def encode_commit(
    tree: str, parents: Iterable[str], who: Person, at: datetime, message: str, digits: int = 40
) -> Raw:
    """A commit written and recorded by ``who`` at ``at`` (whole seconds)."""
    signature = f"{who} {stamp(at)}"
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents)]
    lines += [f"author {signature}", f"committer {signature}", "", message]
    return raw("commit", "\n".join(lines).encode("utf-8"), digits)


def encode_tag(target: str, name: str, who: Person, at: datetime, message: str, digits: int = 40) -> Raw:
    """An annotated tag ``name`` (without ``refs/tags/``) on the commit ``target``."""
    lines = [f"object {target}", "type commit", f"tag {name}", f"tagger {who} {stamp(at)}", "", message]
    return raw("tag", "\n".join(lines).encode("utf-8"), digits)


def decode_commit(found: Raw) -> Commit:
    """A commit's fields; ValueError or KeyError when the bytes are not a commit."""
    fields, message = _fields(found)
    subject, body, trailers = parse_message(message)
    author, at = decode_signature(fields["author"][0])
    if fields["committer"] != fields["author"]:
        at = _when(fields["committer"][0])
    parents = tuple(fields.get("parent", ()))
    return Commit(found.oid, fields["tree"][0], parents, subject, body, trailers, author, at)


def decode_trailers(found: Raw) -> Trailers:
    """A commit's trailers alone; ValueError when the bytes are not a commit's."""
    head, gap, message = found.data.partition(b"\n\n")
    if not (gap and head.startswith(b"tree ")):
        raise ValueError("no commit")
    return parse_trailers(message.decode("utf-8", "surrogateescape"))


def decode_tag(found: Raw) -> tuple[str, Commit]:
    """The kind of object a tag names, and its fields as if it were a commit whose tree is that object."""
    fields, message = _fields(found)
    subject, body, trailers = parse_message(_SIGNATURE.split(message)[0])
    author, at = decode_signature(fields["tagger"][0])
    told = Commit(found.oid, fields["object"][0], (), subject, body, trailers, author, at)
    return fields["type"][0], told


def _fields(found: Raw) -> tuple[dict[str, list[str]], str]:
    """The header's values by key, and the message."""
    head, _, message = found.data.decode("utf-8", "surrogateescape").partition("\n\n")
    fields: dict[str, list[str]] = {}
    for line in head.split("\n"):
        key, _, value = line.partition(" ")
        fields.setdefault(key, []).append(value)
    return fields, message


def stamp(at: datetime) -> str:
    """``seconds since 1970, offset`` as git writes a time."""
    offset = int((at.utcoffset() or timedelta()).total_seconds()) // 60
    sign = "-" if offset < 0 else "+"
    return f"{int(at.timestamp())} {sign}{abs(offset) // 60:02d}{abs(offset) % 60:02d}"


def moment(seconds: str, zone: str) -> datetime:
    """The time git wrote as ``seconds zone``."""
    return datetime.fromtimestamp(int(seconds), _zone(zone))


@lru_cache(maxsize=256)
def _zone(zone: str) -> timezone:
    minutes = int(zone[1:3]) * 60 + int(zone[3:5])
    return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))


def decode_signature(line: str) -> tuple[Person, datetime]:
    """``name <email> seconds zone``, as after ``author`` in a commit."""
    return _who(line), _when(line)


def _who(line: str) -> Person:
    return _person(line[: line.rindex(">")])


def _when(line: str) -> datetime:
    seconds, zone = line[line.rindex(">") + 1 :].split()
    return moment(seconds, zone)


@lru_cache(maxsize=4096)
def _person(text: str) -> Person:
    name, _, email = text.partition("<")
    return Person(name.strip(), email)


def pack(objects: Iterable[Raw], digits: int = 40) -> bytes:
    """A pack (version 2) of whole objects, each once."""
    once = {found.oid: found for found in objects}
    parts = [b"PACK", (2).to_bytes(4), len(once).to_bytes(4)]
    for found in once.values():
        parts += [_pack_head(found), zlib.compress(found.data, 1)]
    body = b"".join(parts)
    return body + _sha(digits, body).digest()


def _pack_head(found: Raw) -> bytes:
    size = len(found.data)
    byte = _PACK_KINDS[found.kind] << 4 | size & 15
    size >>= 4
    head = bytearray()
    while size:
        head.append(byte | 0x80)
        byte, size = size & 0x7F, size >> 7
    head.append(byte)
    return bytes(head)
