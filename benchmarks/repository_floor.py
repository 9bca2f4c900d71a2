"""The same work in bare git plumbing: what must be read is read and hashed, what must be written written."""

import hashlib
import os
import subprocess
from collections.abc import Sequence
from itertools import count
from pathlib import Path

_LISTED = "%(refname)%00%(objectname)%00%(creatordate:raw)%00%(authorname)%00%(contents)%00"
_PROPOSALS = "refs/heads/proposal"
_WHO = ("-c", "user.name=Floor", "-c", "user.email=floor@localhost")


class Floor:
    """git in the workspace at ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        listed = self._git("ls-tree", "-r", "--name-only", "main", "baseline_contract").decode().split("\n")
        self.file = next(path for path in listed if path.endswith(".md") and "/source/" not in path)
        """One article, at every proposal."""

    def listed(self) -> bytes:
        """One ``for-each-ref`` with the whole messages."""
        return self._git("for-each-ref", f"--format={_LISTED}", _PROPOSALS)

    def files(self) -> None:
        """One ``for-each-ref``, one ``cat-file --batch``: one article at every proposal."""
        self._hashed([f"{tip}:{self.file}" for tip in self._tips()])

    def touching(self) -> None:
        """Messages, ``diff-tree`` of all against the baseline, and both sides of what differs, hashed."""
        self.listed()
        self._differing()

    def merges(self) -> None:
        """As :meth:`touching`, and what differs between the baseline and the tentative text."""
        self.listed()
        self._differing()
        self._git("diff-tree", "-r", "-z", "main", "tentative")

    def create(self) -> None:
        """Blob, private index, tree, commit, log, refs."""
        made = self._commit("main", f"new {next(self._numbers)}\n")
        self._refs([f"create refs/heads/floor/{next(self._numbers)} {made}"], [made])

    def passed(self) -> None:
        """A commit and its tag; the draft's branch goes."""
        number = next(self._numbers)
        made = self._commit("main", f"new {number}\n")
        tag = self._tag(made, number)
        self._refs(
            [f"create refs/heads/floor/p{number} {made}", f"create refs/tags/floor/{number} {tag}"], [made]
        )

    def agreed(self) -> None:
        """A commit on the item's branch, one on another with two files, and a tag."""
        number = next(self._numbers)
        made = self._commit("main", f"new {number}\n")
        landed = self._commit("tentative", f"agreed {number}\n")
        tag = self._tag(landed, number)
        self._refs(
            [
                f"create refs/heads/floor/p{number} {made}",
                f"create refs/heads/floor/{number} {landed}",
                f"create refs/tags/floor/{number} {tag}",
            ],
            [made, landed],
        )

    def undo(self) -> None:
        """Two ``update-ref --stdin`` with old values, each with its commit in a log."""
        made = self._git("rev-parse", "main").decode().strip()
        ref = "refs/heads/floor/undone"
        self._refs([f"create {ref} {made}"], [made])
        self._refs([f"delete {ref} {made}"], [made])

    def _differing(self) -> None:
        main = self._git("rev-parse", "main").decode().strip()
        orders = "".join(f"{tip} {main}\n" for tip in self._tips()).encode()
        said = self._git("diff-tree", "--stdin", "-r", "-z", "--no-commit-id", stdin=orders)
        lines = [part.split(b" ") for part in said.split(b"\0") if part.startswith(b":")]
        self._hashed(list({oid.decode() for line in lines for oid in line[2:4] if oid.strip(b"0")}))

    def _hashed(self, names: Sequence[str]) -> None:
        data = self._git(
            "cat-file", "--batch", "--buffer", stdin="".join(f"{name}\n" for name in names).encode()
        )
        at = 0
        while at < len(data):
            end = data.index(b"\n", at)
            size = int(data[at:end].rsplit(b" ", 1)[1])
            hashlib.sha1(
                b"blob %d\0" % size + data[end + 1 : end + 1 + size], usedforsecurity=False
            ).hexdigest()
            at = end + size + 2

    def _tips(self) -> list[str]:
        return self._git("for-each-ref", "--format=%(objectname)", _PROPOSALS).decode().split()

    def _commit(self, parent: str, content: str) -> str:
        index = self._folder / ".git" / f"floor-{next(self._numbers)}"
        blob = self._git("hash-object", "-w", "--stdin", stdin=content.encode()).decode().strip()
        self._git("read-tree", parent, index=index)
        self._git("update-index", "--cacheinfo", f"100644,{blob},{self.file}", index=index)
        tree = self._git("write-tree", index=index).decode().strip()
        index.unlink()
        return self._git(*_WHO, "commit-tree", tree, "-p", parent, stdin=content.encode()).decode().strip()

    def _tag(self, commit: str, number: int) -> str:
        text = f"object {commit}\ntype commit\ntag floor/{number}\ntagger Floor <f@x> 0 +0000\n\nFloor\n"
        return self._git("hash-object", "-w", "-t", "tag", "--stdin", stdin=text.encode()).decode().strip()

    def _refs(self, orders: Sequence[str], commits: Sequence[str]) -> None:
        """The refs, and before them a commit of a log that keeps the objects."""
        tree = self._git("rev-parse", "main^{tree}").decode().strip()
        parents = [word for one in commits for word in ("-p", one)]
        log = self._git(*_WHO, "commit-tree", tree, *parents, stdin=b"log\n").decode().strip()
        said = "".join(f"{order}\n" for order in (f"update refs/floor/log {log}", *orders))
        self._git(*_WHO, "update-ref", "--stdin", stdin=said.encode())

    def _git(self, *words: str, stdin: bytes = b"", index: Path | None = None) -> bytes:
        place = {"GIT_INDEX_FILE": str(index)} if index else {}
        done = subprocess.run(
            ["git", "-c", "core.fsync=all", *words],
            cwd=self._folder,
            input=stdin,
            capture_output=True,
            check=True,
            env={**os.environ, **place},
        )
        return done.stdout
