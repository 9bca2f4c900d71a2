"""Exchange files: a git bundle made in a repository of its own, with a checksum before it.

Nothing of a workspace is copied as it is: what goes in is written anew into an empty repository, so that
nothing else can be reachable. What comes in is unpacked into an empty repository, checked by git and
listed, before a workspace sees any of it.
"""

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from negotiate.common.errors import BadInput, WorkspaceFault
from negotiate.repository import disk, messages, names, objects, parcels
from negotiate.repository.launch import GitFailed
from negotiate.repository.model import Person, Ref
from negotiate.repository.reader import Changes
from negotiate.repository.repository import Repository

_HEAD = re.compile(rb"negotiate exchange 1\nsha256 ([0-9a-f]{64})\n")
_LARGEST = 64 << 20
"""Bytes of an exchange file: far above any round, far below what fills a disk."""
_ASK = "nothing of it was taken; ask for it again"
_AT_ONCE = 64
"""Pages read in one go."""
_PAGES, _TAKEN = "refs/heads/", "refs/heads/taken/"
_MADE = b"refs/negotiate/made"
_FLEETING = ("-c", "core.fsync=none", "-c", "core.logAllRefUpdates=false")
_ALIKE = ("-c", "pack.threads=1")
"""Two threads would share the work otherwise each time; the same passes give the same bytes."""
"""Of a repository that is gone at the end."""
_NOBODY = Person("negotiate", "negotiate@localhost")


@dataclass(frozen=True, slots=True)
class Page:
    """One text of an exchange: the branch it stands on, its files, and what its message says. One that is
    ``like`` another page, which comes before it, has only the files that differ (None: there is none)."""

    name: str
    files: Mapping[str, str | None]
    message: str
    trailers: tuple[tuple[str, str], ...]
    like: str = ""


def write(pages: Iterable[Page], at: datetime, allowed: "re.Pattern[str]") -> bytes:
    """The exchange file of these pages; every path in it must match ``allowed``."""
    every = list(pages)
    refs = [names.ref(f"{_PAGES}{page.name}") for page in every]
    twice = next((ref for ref in refs if refs.count(ref) > 1), None) if len(set(refs)) < len(refs) else None
    if twice is not None:
        raise WorkspaceFault("two texts have one name", where=twice, do="`negotiate verify` tells more")
    for page in every:
        for path in page.files:
            _require(path, allowed)
    with tempfile.TemporaryDirectory(prefix="negotiate-") as folder, Repository.create(Path(folder)) as fresh:
        with fresh.operation("exchange", author=_NOBODY, at=at) as op:
            for page in every:
                if not page.like:
                    made = op.commit(None, page.files, page.message, page.trailers)
                    op.move(f"{_PAGES}{page.name}", new=made, old=None)
        held = dict(fresh.tips(_PAGES)) | _like(fresh, every, at)
        _inventory(fresh, [(ref, held[ref]) for ref in refs], allowed)
        data = fresh._git.run(*_ALIKE, "bundle", "create", "-q", "-", *refs)
        return b"negotiate exchange 1\nsha256 %s\n" % hashlib.sha256(data).hexdigest().encode() + data


def _like(fresh: Repository, pages: Sequence[Page], at: datetime) -> dict[str, str]:
    """Ref → commit of the pages that are like others, written: git makes each of what differs, however long
    the text is. The refs stand in one file: a file each would take longer than all else."""
    named = [f"{_PAGES}{page.name}" for page in pages if page.like]
    if not named:
        return {}
    git, marks = fresh._git, fresh._git.common / "marks"
    trees = {name: fresh.commit(name).tree for name in {page.like for page in pages if page.like}}
    orders = b"".join(_orders([page for page in pages if page.like], trees, at))
    importing = ("-c", "pack.compression=0", "fast-import", "--quiet", f"--export-marks={marks}")
    git.run(*_FLEETING, *importing, stdin=orders)
    try:
        made = dict(line.split(" ") for line in marks.read_text("ascii").splitlines())
        found = {ref: made[f":{number}"] for number, ref in enumerate(named, 1)}
        lines = (f"{oid} {ref}\n" for ref, oid in sorted(found.items()))
        (git.common / "packed-refs").write_text("".join(lines), "utf-8")
    except OSError as fault:
        raise disk.unwritable(fault, git.common) from fault
    git.run(*_FLEETING, *_ALIKE, "repack", "-a", "-d", "-F", "-q")  # each page was as large as the first
    return found


def _orders(pages: Iterable[Page], trees: Mapping[str, str], at: datetime) -> Iterator[bytes]:
    """What git is to write, of each page the files that it does not share with the one whose tree this is."""
    who = f"{_NOBODY} {objects.stamp(at)}".encode()
    for number, page in enumerate(pages, 1):
        said = messages.compose(page.message, page.trailers).encode()
        yield b"reset %s\ncommit %s\nmark :%d\nauthor %s\ncommitter %s\n" % (_MADE, _MADE, number, who, who)
        yield b"data %d\n%s\nM 040000 %s \n" % (len(said), said, trees[page.like].encode())
        for path, text in page.files.items():
            place = '"{}"'.format(names.path(path).replace('"', '\\"')).encode()
            data = names.utf8(text or "", path).encode()
            if text is None:
                yield b"D %s\n" % place
            else:
                yield b"M 644 inline %s\ndata %d\n%s\n" % (place, len(data), data)
        yield b"\n"


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
        *_FLEETING, "-c", "fetch.unpackLimit=1", "fetch", "-q", "--no-tags",
        "--no-write-fetch-head", "--no-recurse-submodules", "--", str(bundle),
        f"+{_PAGES}*:{_TAKEN}*", environment={"GIT_ALLOW_PROTOCOL": "file"},
    )  # fmt: skip
    refs = sorted(fresh.refs(_TAKEN), key=lambda ref: not ref.name.startswith(f"{_TAKEN}{first}"))
    changes = _inventory(fresh, [(ref.name, ref.oid) for ref in refs], allowed)
    reached = git.run("rev-list", "--objects", f"--glob={_TAKEN}").count(b"\n")
    if reached != count:
        raise BadInput(f"it holds {count - reached} objects that belong to no page", do=_ASK)
    return _read_pages(fresh, refs, changes)


def _read_pages(fresh: Repository, refs: Sequence[Ref], changes: Sequence[Changes]) -> Iterator[Page]:
    """The first page whole, the others by what differs from it."""
    like, every = "", list(zip(refs, changes, strict=True))
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        wanted = [(path, now.oid) for _, apart in some for path, (_, now) in apart.items() if now]
        texts = iter(fresh.read_texts(wanted))
        for ref, apart in some:
            files = {path: next(texts) if now else None for path, (_, now) in apart.items()}
            name = ref.name.removeprefix(_TAKEN)
            yield Page(name, files, ref.subject, ref.trailers, like)
            like = like or name


def _inventory(
    fresh: Repository, named: Sequence[tuple[str, str]], allowed: "re.Pattern[str]"
) -> list[Changes]:
    """Every object that the branches (names and commits) reach is a commit without parents, a folder, or a
    file allowed. The files of the first; of the others those that differ from its own."""
    commits = fresh._reader.commits([oid for _, oid in named])
    odd = next((name for (name, _), commit in zip(named, commits, strict=True) if commit.parents), None)
    if odd is not None:
        raise BadInput(f"{odd} holds more than one text")
    found: list[Changes] = []
    for start in range(0, len(commits), _AT_ONCE):
        some = [(commits[0].tree if at else "", commits[at].tree)
                for at in range(start, min(start + _AT_ONCE, len(commits)))]  # fmt: skip
        found += fresh._reader.changes_of(some)
    sound: set[str] = set()
    for each in found:
        for path, now in sorted((path, now) for path, (_, now) in each.items() if now):
            if path not in sound:
                _require(path, allowed)
                sound.add(path)
            if now.mode != objects.FILE:
                raise BadInput(f"{path!r} has no place in an exchange")
    return found


def _require(path: str, allowed: "re.Pattern[str]") -> None:
    if not allowed.fullmatch(path):
        raise BadInput(f"{path!r} has no place in an exchange")
