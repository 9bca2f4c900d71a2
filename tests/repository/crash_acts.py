"""A program to be killed: does one act on a workspace, and dies at a named step if told to.

``python crash_acts.py FOLDER ACT [STEP WHOM]`` with ACT one of ``ACTS``, WHOM ``alone`` (this process)
or ``all`` (its git processes with it). Prints ``done`` when the act was acknowledged.
"""

import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from negotiate.common.errors import NegotiateError
from negotiate.repository import Repository

ACTS = ("create", "main", "undo", "delete")
EVERY = ("begin", "objects stored", "written down")
LAST = ("refs locked", "log locked", "logged", "refs moved")
STEPS = {
    "create": (*EVERY, *LAST, "done"),
    "main": (*EVERY, "work tree asked", *LAST, "work tree brought along", "done"),
    "undo": (*EVERY, "work tree asked", *LAST, "work tree brought along", "done"),
    "delete": (*EVERY, *LAST, "done"),
}
HAPPENED = ("logged", "refs moved", "work tree brought along", "done")


class Mortal(Repository):
    """Dies when it reaches the step."""

    step = ""
    whom = "alone"

    def _reached(self, step: str) -> None:
        if step == self.step:
            os.kill(os.getpid() if self.whom == "alone" else 0, signal.SIGKILL)


def prepare(repository: Repository) -> None:
    """The workspace every act starts from: refs packed, one item, one act that changed main."""
    with repository.operation("item") as op:
        made = op.commit(repository.resolve("main"), {"proposals/a.yaml": "a\n"}, "Item")
        op.move("refs/heads/proposal/a", new=made, old=None)
        op.tag("refs/tags/pass/a/union-1", made, "Union 1")
    act(repository, "main")


def act(repository: Repository, name: str) -> None:
    """Does the act."""
    if name == "undo":
        repository.undo()
        return
    with repository.operation(name) as op:
        if name == "create":
            made = op.commit(repository.resolve("main"), {"proposals/b.yaml": "b\n"}, "Item")
            op.move("refs/heads/proposal/b", new=made, old=None)
            op.tag("refs/tags/pass/b/union-1", made, "Union 1")
        elif name == "delete":
            for ref in (*repository.refs("refs/heads/proposal"), *repository.refs("refs/tags")):
                op.delete(ref.name, old=ref.oid)
        else:
            old = repository.resolve("main")
            files = {
                "contract/01.md": f"changed by {op.id}\n",
                "contract/new/02.md": "II\n",
                "agreement.yaml": None,
            }
            op.move("refs/heads/main", new=op.commit(old, files, "Main"), old=old)
            op.move("refs/heads/other", new=str(old), old=repository.resolve("refs/heads/other"))


def main() -> None:
    """See the module."""
    folder, name, *rest = sys.argv[1:]
    Mortal.step, Mortal.whom = rest or ("", "alone")
    try:
        with Mortal.open(Path(folder)) as repository:
            act(repository, name)
    except NegotiateError as fault:
        sys.exit(f"fault: {fault}")
    print("done", flush=True)


def forked(words: list[str], environ: dict[str, str], told: Connection) -> None:
    """The program in a process begun by forking one that has read it already; it writes to ``told``."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environ)
    os.dup2(told.fileno(), 1)
    os.dup2(told.fileno(), 2)
    told.close()
    sys.argv = [__file__, *words]
    main()


if __name__ == "__main__":
    main()
