"""Exchange files: a git bundle made in a repository of its own, with a checksum before it.

Nothing of a workspace is copied as it is: what goes in is written anew into an empty repository, so that
nothing else can be reachable. What comes in is unpacked into an empty repository, checked by git and
listed, before a workspace sees any of it.
"""

import hashlib
import re
import tempfile
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.repository import objects, parcels
from negotiate.repository.launch import GitFailed
from negotiate.repository.model import Person, Ref
from negotiate.repository.repository import Repository

_HEAD = re.compile(rb"negotiate exchange 1\nsha256 ([0-9a-f]{64})\n")
_LARGEST = 64 << 20
"""Bytes of an exchange file: far above any round, far below what fills a disk."""
_ASK = "nothing of it was taken; ask for it again"
_TEXTS = 2048
"""Texts of files kept while the pages are read."""
_NOBODY = Person("negotiate", "negotiate@localhost")


@dataclass(frozen=True, slots=True)
class Page:
    """One text of an exchange: the branch it stands on, its files, and what its message says."""

    name: str
    files: Mapping[str, str]
    message: str
    trailers: tuple[tuple[str, str], ...]


def write(pages: Iterable[Page], at: datetime, allowed: "re.Pattern[str]") -> bytes:
    """The exchange file of these pages; every path in it must match ``allowed``."""
    names = []
    with tempfile.TemporaryDirectory(prefix="negotiate-") as folder, Repository.create(Path(folder)) as fresh:
        with fresh.operation("exchange", author=_NOBODY, at=at) as op:
            for page in pages:
                made = op.commit(None, page.files, page.message, page.trailers)
                names.append(f"refs/heads/{page.name}")
                op.move(names[-1], new=made, old=None)
        _inventory(fresh, names, allowed)
        git = fresh._git
        data = git.run("bundle", "create", "-q", "-", *names)
        return b"negotiate exchange 1\nsha256 %s\n" % hashlib.sha256(data).hexdigest().encode() + data


@contextmanager
def opened(file: Path, allowed: "re.Pattern[str]", first: str = "") -> Iterator[Iterator[Page]]:
    """The pages of an exchange file, read as they are asked for, those whose names begin with ``first``
    before the others; :class:`BadInput` where anything about it is not as it should be."""
    data = _read(file)
    found = _HEAD.match(data)
    if found is None:
        raise BadInput(
            "this is no exchange file of negotiate",
            where=str(file),
            do="give the file that `negotiate bundle out` wrote",
        )
    body = data[found.end() :]
    if hashlib.sha256(body).hexdigest().encode() != found[1]:
        raise BadInput("the file is damaged: its checksum is another", where=str(file), do="ask for it again")
    try:
        count = parcels.look(body)
    except BadInput as fault:
        raise BadInput(fault.what, where=str(file), do=_ASK) from fault
    with tempfile.TemporaryDirectory(prefix="negotiate-") as folder:
        bundle = Path(folder) / "bundle"
        bundle.write_bytes(body)
        with Repository.create(Path(folder) / "repository") as fresh:
            try:
                yield _taken(fresh, bundle, allowed, count, first)
            except WorkspaceFault as fault:
                if isinstance(fault, GitFailed) and fault.want:
                    raise
                raise BadInput(
                    f"the file cannot be trusted: {fault.what}", where=str(file), do=_ASK
                ) from fault


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise BadInput(
                "the file is far too large for an exchange",
                where=str(file),
                do="ask for an exchange of fewer items",
            )
        return file.read_bytes()
    except OSError as fault:
        raise BadInput(f"cannot read the file: {fault.strerror}", where=str(file)) from None


def _taken(
    fresh: Repository, bundle: Path, allowed: "re.Pattern[str]", count: int, first: str
) -> Iterator[Page]:
    git = fresh._git
    git.run(
        "-c", "fetch.unpackLimit=1", "fetch", "-q", "--no-tags",
        "--no-write-fetch-head", "--no-recurse-submodules", "--", str(bundle),
        "+refs/heads/*:refs/heads/taken/*", environment={"GIT_ALLOW_PROTOCOL": "file"},
    )  # fmt: skip
    refs = fresh.refs("refs/heads/taken/")
    _inventory(fresh, [ref.name for ref in refs], allowed)
    reached = git.run("rev-list", "--objects", "--glob=refs/heads/taken/").count(b"\n")
    if reached != count:
        raise BadInput(f"it holds {count - reached} objects that belong to no page", do=_ASK)
    named = [(ref.name.removeprefix("refs/heads/taken/"), ref) for ref in refs]
    return _read_pages(fresh, sorted(named, key=lambda one: not one[0].startswith(first)))


def _read_pages(fresh: Repository, named: Sequence[tuple[str, Ref]]) -> Iterator[Page]:
    """Each page with its files: pages share most of them, so that a text is read once."""
    texts: OrderedDict[str, str] = OrderedDict()
    for name, ref in named:
        places = fresh.tree(ref.oid)
        missing = [(path, oid) for path, oid in places.items() if oid not in texts]
        texts |= zip((oid for _, oid in missing), fresh.read_texts(missing), strict=True)
        yield Page(name, {path: texts[oid] for path, oid in places.items()}, ref.subject, ref.trailers)
        while len(texts) > _TEXTS + len(places):
            texts.popitem(last=False)


def _inventory(fresh: Repository, names: Sequence[str], allowed: "re.Pattern[str]") -> None:
    """Every object that the branches reach is a commit without parents, a folder, or a file allowed."""
    sound: set[str] = set()
    for name in names:
        commit = fresh.commit(name)
        if commit.parents:
            raise BadInput(f"{name} holds more than one text")
        for path, entry in fresh._reader.files(commit.tree).items():
            if entry.mode != objects.FILE or (path not in sound and not allowed.fullmatch(path)):
                raise BadInput(f"{path!r} has no place in an exchange")
            sound.add(path)
