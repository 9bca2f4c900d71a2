"""The git side against the same work in bare git plumbing, measured in the same run.

``python -m benchmarks.repository_bench [PROPOSALS…]`` prints a table; :func:`run` gives its rows. The
floor of a write is the objects and the ref alone (with ``core.fsync=all``); ours also has the
operation log, the lock, the note for recovery and the folders' fsync.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from negotiate.repository import Repository

FILES = 120
"""Files of the agreement that every branch carries."""
LISTED = "%(refname)%00%(objectname)%00%(creatordate:raw)%00%(authorname)%00%(contents)%00"
PATH = "contract/007.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of work at one size: medians in milliseconds, ours and the floor's."""

    work: str
    proposals: int
    ours_ms: float
    floor_ms: float

    @property
    def ratio(self) -> float:
        """Ours over the floor."""
        return self.ours_ms / self.floor_ms


@dataclass(frozen=True, slots=True)
class Bench:
    """A workspace with ``size`` proposals, each a branch that changes one file of the agreement."""

    repository: Repository
    size: int
    numbers: Iterator[int]

    def git(self, *words: str, stdin: str = "", index: Path | None = None) -> str:
        """Plain plumbing, as the floor does it."""
        place = {"GIT_INDEX_FILE": str(index)} if index else {}
        command = ["git", "-c", "core.fsync=all", *words]
        done = subprocess.run(
            command,
            cwd=self.repository.folder,
            input=stdin.encode(),
            capture_output=True,
            check=True,
            env={**os.environ, **place},
        )
        return done.stdout.decode()

    def open_ours(self) -> None:
        """The workspace found and every proposal listed, with nothing kept from before."""
        with Repository.open(self.repository.folder) as opened:
            assert len(opened.refs("refs/heads/proposal")) >= self.size

    def open_floor(self) -> None:
        """One ``rev-parse`` and one ``for-each-ref``."""
        self.git("rev-parse", "--git-dir")
        self.list_floor()

    def list_ours(self) -> None:
        """Every proposal with what its tip says."""
        assert len(self.repository.refs("refs/heads/proposal")) >= self.size

    def list_floor(self) -> None:
        """One ``for-each-ref``."""
        self.git("for-each-ref", f"--format={LISTED}", "refs/heads/proposal")

    def _tips(self) -> list[str]:
        return self.git("for-each-ref", "--format=%(objectname)", "refs/heads/proposal").split()[: self.size]

    def read_ours(self) -> None:
        """One file at every proposal."""
        tips = [ref.oid for ref in self.repository.refs("refs/heads/proposal")][: self.size]
        assert all(self.repository.read_many([(tip, PATH) for tip in tips]))

    def read_floor(self) -> None:
        """One ``for-each-ref`` and one ``cat-file --batch``."""
        self.git("cat-file", "--batch", "--buffer", stdin="".join(f"{tip}:{PATH}\n" for tip in self._tips()))

    def touch_ours(self) -> None:
        """Which files every proposal changes against the baseline."""
        main = str(self.repository.resolve("refs/heads/main"))
        tips = [ref.oid for ref in self.repository.refs("refs/heads/proposal")][: self.size]
        assert all(self.repository.changes([(main, tip) for tip in tips]))

    def touch_floor(self) -> None:
        """One ``for-each-ref`` and one ``diff-tree --stdin``."""
        stdin = "".join(f"{tip}\n" for tip in self._tips())
        self.git("diff-tree", "--stdin", "-r", "-z", "--no-commit-id", stdin=stdin)

    def create_ours(self) -> None:
        """One new proposal."""
        number = next(self.numbers)
        with self.repository.operation(f"open {number}") as op:
            base = str(self.repository.resolve("refs/heads/main"))
            made = op.commit(base, {PATH: f"new {number}\n"}, "Open", {"Item": f"n{number}"})
            op.move(f"refs/heads/proposal/new-{number}", new=made, old=None)

    def create_floor(self) -> None:
        """Blob, private index, tree, commit, ref: six processes."""
        number = next(self.numbers)
        index = self.repository.folder / ".git" / f"floor-{number}"
        blob = self.git("hash-object", "-w", "--stdin", stdin=f"new {number}\n").strip()
        self.git("read-tree", "main", index=index)
        self.git("update-index", "--cacheinfo", f"100644,{blob},{PATH}", index=index)
        tree = self.git("write-tree", index=index).strip()
        who = ("-c", "user.name=Floor", "-c", "user.email=floor@localhost")
        made = self.git(*who, "commit-tree", tree, "-p", "main", stdin=f"Open\n\nItem: n{number}\n").strip()
        order = f"create refs/heads/proposal/new-{number} {made}\n"
        self.git(*who, "update-ref", "--stdin", stdin=order)
        index.unlink()

    def undo_ours(self) -> None:
        """Takes the last act back, and does it again so that the next round finds the same."""
        self.repository.undo()
        self.repository.redo()

    def undo_floor(self) -> None:
        """Two ``update-ref --stdin`` with old values; no log, so nothing could be taken back later."""
        ref = "refs/heads/proposal/p0000"
        now = self.git("rev-parse", ref).strip()
        self.git("update-ref", "--stdin", stdin=f"delete {ref} {now}\n")
        self.git("update-ref", "--stdin", stdin=f"create {ref} {now}\n")


@contextmanager
def bench(size: int) -> Iterator[Bench]:
    """A workspace of ``size`` proposals in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder, Repository.create(Path(folder) / "w") as made:
        with made.operation("start") as op:
            files = {f"contract/{n:03}.md": f"Article {n}\n\n" + f"Clause {n}.\n" * 40 for n in range(FILES)}
            base = op.commit(None, files, "Start")
            op.move("refs/heads/main", new=base, old=None)
        with made.operation("proposals") as op:
            for n in range(size):
                text = f"Changed by {n}\n" + files[PATH]
                tip = op.commit(base, {PATH: text}, f"Item {n}", {"Item": f"p{n}", "Side": "union"})
                op.move(f"refs/heads/proposal/p{n:04}", new=tip, old=None)
        subprocess.run(["git", "gc", "-q"], cwd=made.folder, check=True, capture_output=True)
        yield Bench(made, size, count())


def timed(work: Callable[[], None], rounds: int) -> float:
    """The median of ``rounds`` runs, in milliseconds, after one that does not count."""
    work()
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def run(sizes: Sequence[int] = (100, 1_000), rounds: int = 9) -> list[Row]:
    """Every kind of work at every size."""
    rows = []
    for size in sizes:
        with bench(size) as made:
            kinds = (
                ("open and list", made.open_ours, made.open_floor),
                ("list again", made.list_ours, made.list_floor),
                ("read one file at every branch", made.read_ours, made.read_floor),
                ("which proposals touch which file", made.touch_ours, made.touch_floor),
                ("create", made.create_ours, made.create_floor),
                ("undo and redo", made.undo_ours, made.undo_floor),
            )
            rows += [
                Row(name, size, timed(ours, rounds), timed(floor, rounds)) for name, ours, floor in kinds
            ]
    return rows


def main() -> None:
    """Prints the table."""
    print(f"{'work':34} {'proposals':>9} {'ours ms':>9} {'floor ms':>9} {'ratio':>6}")
    for row in run([int(word) for word in sys.argv[1:]] or (100, 1_000)):
        print(f"{row.work:34} {row.proposals:9} {row.ours_ms:9.1f} {row.floor_ms:9.1f} {row.ratio:6.2f}")


if __name__ == "__main__":
    main()
