"""Listing refs, commits and changes: one git process a listing, whatever its length."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from negotiate.common.collecting import uncollected
from negotiate.repository import objects
from negotiate.repository.launch import Git
from negotiate.repository.model import Commit, Ref, Tip, Trailers
from negotiate.repository.reader import Reader

_FORMAT = "%(refname)%0a%(objectname)%0a%(symref)"  # no name of a ref holds the end of a line
_KEPT = 100_000


class Listing:
    """Refs, history and changes of one repository; what was read once is not read again."""

    def __init__(self, git: Git, reader: Reader) -> None:
        self._git = git
        self._reader = reader
        self._tips: dict[str, Tip | None] = {}
        self._changes: dict[tuple[str, str, bool], Changed] = {}

    def tips(self, prefix: str) -> list[tuple[str, str]]:
        """``(ref, object id)`` of the refs under ``prefix``, by name; symbolic refs are passed over."""
        said = self._git.run("for-each-ref", f"--format={_FORMAT}", "--", prefix)
        lines = said.decode("utf-8", "surrogateescape").split("\n")[:-1]
        rows = zip(lines[::3], lines[1::3], lines[2::3], strict=True)
        return [(name, oid) for name, oid, symbolic in rows if not symbolic]

    def refs(self, prefix: str, wanted: str = "") -> tuple[Ref, ...]:
        """The refs under ``prefix`` that lead to commits, by name; of those alone that begin with
        ``wanted``."""
        named = [(name, oid) for name, oid in self.tips(prefix) if name.startswith(wanted)]
        with uncollected():
            tips = self._read([oid for _, oid in named])
            return tuple([Ref(name, oid, tip) for name, oid in named if (tip := tips[oid]) is not None])

    def _read(self, oids: Sequence[str]) -> dict[str, Tip | None]:
        known = self._tips
        wanted = [oid for oid in dict.fromkeys(oids) if oid not in known]
        if not wanted:
            return known
        fresh: dict[str, Tip | None] = {}
        for oid, got in zip(wanted, self._reader.contents(wanted), strict=True):
            if got is None:
                raise self._reader.damaged(oid, "a ref names it, and it is missing")
            fresh[oid] = self._tip(got)
        self._tips = {**known, **fresh} if len(known) < _KEPT else fresh
        return {**known, **fresh}

    def _tip(self, found: objects.Raw) -> Tip | None:
        if found.kind == "commit":
            return Tip(found.oid, partial(self._told, found))
        if found.kind != "tag":
            return None
        kind, told = self._named(found)
        target = told.tree if kind == "commit" else self._peeled(found.oid)
        return Tip(target, lambda: told) if target else None

    def _told(self, found: objects.Raw) -> Commit:
        return self._named(found)[1]

    def _named(self, found: objects.Raw) -> tuple[str, Commit]:
        """The kind of object a tag names (of a commit: its own), and what the object says of itself."""
        try:
            if found.kind == "tag":
                return objects.decode_tag(found)
            return found.kind, objects.decode_commit(found)
        except (ValueError, KeyError, IndexError) as fault:
            raise self._reader.damaged(found.oid, "git cannot have written it") from fault

    def _peeled(self, oid: str) -> str:
        """The commit behind a tag on a tag; empty if there is none."""
        found = self._reader.info([f"{oid}^{{commit}}"])[0]
        return found.oid if found else ""

    def changes(self, pairs: Sequence[tuple[str, str]], links: bool = True) -> list["Changed"]:
        """For each pair of commit ids, path → (blob before, blob after) of the files that differ; without
        ``links`` what is no plain file is none."""
        kept = self._changes
        asked = [(old, new, links) for old, new in pairs]
        wanted = [one for one in dict.fromkeys(asked) if one not in kept and one[0] != one[1]]
        fresh: dict[tuple[str, str, bool], Changed] = {}
        if wanted:
            orders = "".join(f"{new} {old}\n" for old, new, _ in wanted).encode()
            options = ("--stdin", "--always", "-r", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff")
            said = self._git.run("diff-tree", *options, stdin=orders).decode("utf-8", "surrogateescape")
            told = self._changed(said, [new for _, new, _ in wanted], links)
            fresh = dict(zip(wanted, told, strict=True))
            self._changes = {**kept, **fresh} if len(kept) < _KEPT else fresh
        return [dict(fresh.get(one) or kept.get(one) or {}) for one in asked]

    def _changed(self, said: str, commits: Sequence[str], links: bool) -> list["Changed"]:
        """What ``diff-tree`` wrote: a commit's id, then a line of modes and ids and a path for each file."""
        parts = iter(said.split("\0")[:-1])
        found: list[Changed] = []
        headers = []
        for part in parts:
            if part.startswith(":"):
                was, now, old, new, _ = part[1:].split(" ")
                found[-1][next(parts)] = (
                    old if old.strip("0") and (links or was.startswith("100")) else None,
                    new if new.strip("0") and (links or now.startswith("100")) else None,
                )
            else:
                headers.append(part.strip())
                found.append({})
        if headers != list(commits):
            missing = next(
                asked for asked, told in zip(commits, [*headers, ""], strict=False) if asked != told
            )
            raise self._reader.damaged(missing, "it, or what it is compared with, is not a sound commit")
        return found

    def lines(self, tips: Sequence[str]) -> list[tuple[tuple[str, Trailers], ...]]:
        """The line of first parents that leads to each tip (ids), newest first, all read at once."""
        if not tips:
            return []
        orders = "".join(f"{tip}\n" for tip in tips).encode()
        said = self._git.run("rev-list", "--first-parent", "--parents", "--stdin", stdin=orders)
        rows = [line.split(" ") for line in said.decode("ascii").splitlines()]
        before = {oid: parents[0] if parents else "" for oid, *parents in rows}
        with uncollected():
            told = dict(zip(before, self._reader.trailers(list(before)), strict=True))
            return [tuple((oid, told[oid]) for oid in _line(before, tip)) for tip in tips]

    def log(self, tip: str, limit: int | None, *, first_parent: bool) -> tuple[Commit, ...]:
        """The commits that lead to ``tip`` (an id), newest first; ``limit`` None gives them all."""
        options = ["--topo-order"]
        options += [f"--max-count={limit}"] if limit is not None else []
        options += ["--first-parent"] if first_parent else []
        said = self._git.run("rev-list", *options, "--end-of-options", tip, "--")
        return tuple(self._reader.commits(said.decode("ascii").split()))


def _line(before: Mapping[str, str], tip: str) -> Iterator[str]:
    while tip:
        yield tip
        tip = before[tip]


Changed = dict[str, tuple[str | None, str | None]]
"""Path → the blob before and after, None where there was none."""


def has_ref(git: Git, name: str) -> bool:
    """Whether a ref of this short or full name is written down, sound or not."""
    full = {f"{place}{name}" for place in ("", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/")}
    refs = {ref for ref in full if ref.startswith("refs/")}
    if any((git.common / ref).is_file() for ref in refs):
        return True
    try:
        packed = (git.common / "packed-refs").read_text("utf-8", "replace")
    except OSError:
        return False
    return any(f" {ref}\n" in packed for ref in refs)
