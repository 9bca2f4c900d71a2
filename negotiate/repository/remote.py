"""Another copy of the workspace, reached through git: a path, ``git://``, ``https://`` or ssh.

What the other copy holds is fetched into refs of our own, never into branches; what is pushed names
every ref with the value it must still have there, so that nothing of anyone else's is written over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from negotiate.common.errors import BadInput, Refused, WorkspaceFault
from negotiate.common.machine import wanted
from negotiate.repository import disk, names
from negotiate.repository.launch import Git, GitFailed
from negotiate.repository.model import Move
from negotiate.repository.outgoing import outgoing
from negotiate.repository.pushed import Pushed

INCOMING = "refs/negotiate/incoming/"
"""What the other copy held when it was last looked at: ``heads/…`` and ``tags/…`` below it."""
_BATCH = 1000
"""Refs taken away in one push: they are named one by one, and must fit the command line."""
_ALLOWED = {"GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", "GIT_SSH_VARIANT": "ssh"}
_DANGEROUS = re.compile(
    r"core\.(sshcommand|gitproxy|askpass|alternaterefscommand)|url\..*|include(if)?\..*"
    r"|credential\..*|https?\..*|remote\..*\.(uploadpack|receivepack|vcs|proxy)|protocol\..*|ssh\..*"
)
"""Settings of a repository's own that would run a command, or send the record elsewhere."""


_LOCK = re.compile(r"Unable to create '([^'\n]+\.lock)': File exists")
_SECRET = re.compile(r"(?<=://)[^/@]*:[^/]*@|(?<=://)[^/@]{20,}@")
"""The name and password before a host; a long name alone is a token."""


class Stale(WorkspaceFault):
    """Somebody else pushed meanwhile: look again and repeat."""


class Remote:
    """The other copy at ``url``. Raises :class:`WorkspaceFault` where it cannot be reached."""

    def __init__(self, git: Git, url: str, held: tuple[int, ...] = ()) -> None:
        """``held``: descriptors that every git process keeps open, so that a lock outlives ours with it."""
        self._git = git
        self._held = held
        self._note = git.common / "negotiate" / "pushed"
        self.locked = ""
        """The lock in the other copy that stood in the way of the last push."""
        self.url = _address(git, url)
        self.shown = _SECRET.sub("", self.url)
        """The address as it may be told: without a password or token."""

    def fetch(self, folders: Sequence[str]) -> dict[str, str]:
        """Ref → object id of everything there under ``folders`` (``heads/proposal/``, ``heads/main``).

        git reads another copy's refs one after the other, so that somebody's push may fall between two
        of them: what was fetched must be what was listed just before, or it is no state the copy was
        ever in. Raises :class:`Stale` where it is not.
        """
        listed = self._there(folders)
        self._forget(listed)
        specs = [
            f"+refs/{one}{'*' if one.endswith('/') else ''}:{INCOMING}{one}{'*' if one.endswith('/') else ''}"
            for one in folders
            if any(name == one or name.startswith(one) for name in listed)
        ]
        if not specs:
            return {}
        self._run("fetch", "-q", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
                  "--upload-pack=git-upload-pack", "--", self.url, *specs)  # fmt: skip
        if self._incoming() != listed:
            raise Stale("others shared something meanwhile", where=self.shown)
        return {f"refs/{name}": oid for name, oid in listed.items()}

    def push(self, moves: Sequence[Move]) -> None:
        """Moves refs there, each only from its ``old``; :class:`Stale` where one stands elsewhere."""
        for batch in _batches(moves):
            self._take_note(batch)
            try:
                with outgoing(self._git, self.url, batch) as out:
                    self._git.run(*out.settings, "push", "-q", "--atomic", "--no-verify", "--porcelain",
                                  "--receive-pack=git-receive-pack", "--force-with-lease", "--", out.remote,
                                  *out.specs, environment=_ALLOWED | out.environment,
                                  held=self._held)  # fmt: skip
            except GitFailed as fault:
                disk.remove(self._note)
                if fault.want is None and _lost_race(fault.stderr):
                    lock = _LOCK.search(fault.stderr)
                    self.locked = str(Path(lock[1])) if lock else ""
                    raise Stale("others shared something meanwhile", where=self.shown) from fault
                raise self._unreachable(fault) from fault
            disk.remove(self._note)

    def _take_note(self, batch: Sequence[Move]) -> None:
        """Of what is about to be pushed into a folder: only there is nobody else who tidies up."""
        if "://" not in self.url or self.url.startswith("file://"):
            Pushed.of(self.url, batch).write(self._note)

    def clear(self) -> None:
        """Takes away what an earlier push of ours that died left in this copy."""
        left = Pushed.read(self._note)
        if left is not None and left.url == self.url:
            left.clear()
            disk.remove(self._note)

    def remember(self) -> None:
        """Makes this the address used when none is given, where none was named before."""
        if "remote.origin.url" not in _own_settings(self._git):
            self._git.run("config", "--local", "remote.origin.url", self.url)

    def _there(self, folders: Sequence[str]) -> dict[str, str]:
        """Name → object id of what the other copy lists under ``folders``."""
        said = self._run("ls-remote", "-q", "--upload-pack=git-upload-pack", "--", self.url).decode(
            "utf-8", "surrogateescape"
        )
        rows = (line.partition("\t") for line in said.splitlines())
        found = {name.removeprefix("refs/"): oid for oid, _, name in rows if not name.endswith("^{}")}
        wanted = {
            name: oid
            for name, oid in found.items()
            if any(name == one or (one.endswith("/") and name.startswith(one)) for one in folders)
        }
        for name in wanted:
            names.ref(f"refs/{name}")  # a name we could not write is a name somebody made up
        return wanted

    def _incoming(self) -> dict[str, str]:
        said = self._git.run("for-each-ref", "--format=%(refname) %(objectname)", "--", INCOMING)
        rows = (line.split(" ") for line in said.decode("utf-8", "surrogateescape").splitlines())
        return {name.removeprefix(INCOMING): oid for name, oid in rows}

    def _forget(self, keep: Iterable[str]) -> None:
        """Takes away refs of earlier looks that are not there any more."""
        kept = set(keep)
        gone = [name for name in self._incoming() if name not in kept]
        if gone:
            orders = "".join(f"delete {INCOMING}{name}\n" for name in gone)
            self._git.run("update-ref", "--stdin", stdin=orders.encode(), held=self._held)

    def _run(self, *words: str) -> bytes:
        try:
            return self._git.run(*words, environment=_ALLOWED, held=self._held)
        except GitFailed as fault:
            raise self._unreachable(fault) from fault

    def _unreachable(self, fault: GitFailed) -> WorkspaceFault:
        what = _SECRET.sub("", fault.what)
        if fault.want:
            return fault
        if theirs := wanted(fault.stderr) or disk.full_at(Path(self.url.removeprefix("file://"))):
            return WorkspaceFault(
                f"the other copy could not be written: {theirs.what}", where=self.shown, do=theirs.do
            )
        if "fsck" in fault.stderr or "index-pack" in fault.stderr or "unpack" in fault.stderr:
            return WorkspaceFault(
                f"what the other copy holds is damaged, and nothing of it was taken: {what}",
                where=self.shown,
                do="ask whoever keeps it to check it with `git fsck`",
            )
        if (self._git.common / "shallow").exists():
            return WorkspaceFault(
                "this copy holds only part of what happened (a shallow clone), and cannot be shared from",
                where=str(self._git.folder),
                do="fetch the rest first: git fetch --unshallow",
            )
        return WorkspaceFault(
            f"the other copy cannot be used: {what}",
            where=self.shown,
            do="see that the address is right, that it is there and that you may write to it",
        )


def _batches(moves: Sequence[Move]) -> Iterator[Sequence[Move]]:
    """The moves as single pushes: all at once, but for more to be taken away than one command can name."""
    gone = [move for move in moves if move.new is None]
    while len(gone) > _BATCH:
        yield gone[:_BATCH]
        gone = gone[_BATCH:]
    rest = [*gone, *(move for move in moves if move.new is not None)]
    if rest:
        yield rest


def _lost_race(said: str) -> bool:
    words = (
        "stale info", "fetch first", "cannot lock ref", "non-fast-forward", "failed to update ref",
        "reference already exists", "but expected", "failed to lock", "atomic push failed",
        "incorrect old value",
    )  # fmt: skip
    return any(word in said for word in words)


def _address(git: Git, given: str) -> str:
    """The address to use: what a person gave, or what the repository's own settings name."""
    own = _own_settings(git)
    bad = sorted(key for key in own if _DANGEROUS.fullmatch(key))
    if bad:
        raise Refused(
            f"this workspace's own settings name a command or another address: {', '.join(bad)}",
            where=str(git.common / "config"),
            do="remove them with `git config --local --unset`, or set them for yourself with --global",
        )
    url = own.get(f"remote.{given or 'origin'}.url") or given
    if not url:
        raise BadInput("which other copy?", do="name it once: `negotiate sync ADDRESS`")
    if url.startswith("-") or "\n" in url or "::" in url.split("/")[0]:
        raise BadInput(f"{url!r} is not an address", do="give a path, or https://, ssh:// or git://")
    if "://" not in url and (git.folder / url).exists():
        url = str((git.folder / url).resolve())
    return url


def _own_settings(git: Git) -> Mapping[str, str]:
    try:
        lines = git.run("config", "--local", "--list", "-z").decode("utf-8", "replace").split("\0")
    except GitFailed:
        return {}
    return {key: value for key, _, value in (line.partition("\n") for line in lines if line)}
