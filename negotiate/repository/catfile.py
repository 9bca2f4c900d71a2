"""One ``cat-file`` kept running, every answer checked against its id.

Git hands out damaged objects cut short without an error in some cases; here the bytes are hashed
again and compared with the id, so what is returned is what was stored. Threads take turns; a fork
gets a process of its own.
"""

import io
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from negotiate.common.errors import WorkspaceFault
from negotiate.common.machine import wanted
from negotiate.repository import objects
from negotiate.repository.launch import Git
from negotiate.repository.objects import Raw

_BUFFER = 1 << 18
T = TypeVar("T")


class Damaged(WorkspaceFault):
    """An object of the repository is missing or its bytes are not what its id says."""

    def __init__(self, name: str, why: str, where: str) -> None:
        do = "copy the object from another clone, or run `git fsck` to see what is damaged"
        super().__init__(f"the record is damaged: {name}: {why}", where=where, do=do)


@dataclass(frozen=True, slots=True)
class Info:
    """What an object is without its bytes; ``size`` in bytes."""

    oid: str
    kind: str
    size: int


class CatFile:
    """Objects by id or by any name git knows, without a line break in it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: Any = None
        self._answers: io.BufferedReader
        self._pid = 0
        self._turn = threading.Lock()

    def info(self, names: Sequence[str]) -> list[Info | None]:
        """What each name is, None for one that names nothing."""
        return self._ask("info", names, Info)

    def contents(self, names: Sequence[str]) -> list[Raw | None]:
        """The object of each name, None for one that names nothing; Damaged when it cannot be trusted."""
        return self._ask("contents", names, self._content)

    def damaged(self, name: str, why: str) -> Damaged:
        """The fault to raise for an object of this repository."""
        return Damaged(name, why, str(self._git.folder))

    def close(self) -> None:
        """Ends the process; the next question starts another."""
        with self._turn:
            self._process = None

    def _content(self, oid: str, kind: str, size: int) -> Raw:
        data = self._answers.read(size + 1)
        content = data[:-1]
        if len(data) != size + 1 or objects.object_id(kind, content, len(oid)) != oid:
            raise self.damaged(oid, "its content is not what was stored")
        return Raw(oid, kind, content)

    def _ask(self, verb: str, names: Sequence[str], one: Callable[[str, str, int], T]) -> list[T | None]:
        if not names:
            return []
        with self._turn:
            try:
                return self._asked(verb, names, one)
            except (OSError, ValueError) as fault:
                stopped = self._stopped(names[0])
                self._process = None
                raise stopped from fault
            except BaseException:
                self._process = None  # half an answer may still stand in the pipe
                raise

    def _asked(self, verb: str, names: Sequence[str], one: Callable[[str, str, int], T]) -> list[T | None]:
        process = self._running()
        lines = "".join(f"{verb} {name}\n" for name in names) + "flush\n"
        process.stdin.write(lines.encode("utf-8", "surrogateescape"))
        process.stdin.flush()
        found: list[T | None] = []
        for name in names:
            line = self._answers.readline()
            header = line.decode("utf-8", "surrogateescape").split()
            if line.endswith((b" missing\n", b" ambiguous\n")):
                found.append(None)
            elif len(header) == 3 and line.endswith(b"\n"):
                found.append(one(header[0], header[1], int(header[2])))
            else:
                raise self._stopped(name)
        return found

    def _running(self) -> Any:  # noqa: ANN401 - see launch.Git.start
        if self._process is not None and self._pid != os.getpid():
            self._process.proc = None  # the parent's process: neither ours to use nor to end
            self._process = None
        if self._process is not None and self._process.proc.poll() is not None:
            self._process = None  # ended from outside, as by Ctrl-C in a terminal
        if self._process is None:
            self._process = self._git.start("cat-file", "--batch-command", "--buffer")
            pipe = self._process.stdout.detach()
            self._process.proc.stdout = None  # should there be no memory for the buffer
            self._process.proc.stdout = self._answers = io.BufferedReader(pipe, _BUFFER)
            self._pid = os.getpid()
        return self._process

    def _stopped(self, name: str) -> WorkspaceFault:
        """The fault to raise where no answer came: the machine's, or a damaged object."""
        said = self._last_words()
        if want := wanted(said):
            return WorkspaceFault(want.what, where=str(self._git.folder), do=want.do)
        return self.damaged(name, said or "git stopped answering")

    def _last_words(self) -> str:
        """What git said before it ended, if it ended."""
        if self._process is None or self._process.proc is None:
            return ""
        process = self._process.proc
        process.stdout.close()
        process.terminate()
        said = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
        return next((line for line in said if line.startswith(("error:", "fatal:"))), "")
