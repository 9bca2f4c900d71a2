"""A program in a terminal of its own (120 × 40): what it paints, when, and how many bytes it takes."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

QUIET = 0.12  # seconds without a byte after which a paint is over


class Terminal:
    """A command run in a pty; :meth:`key` sends bytes and says how long the answer took to paint."""

    def __init__(self, command: Sequence[str], home: Path, columns: int = 120, rows: int = 40) -> None:
        """Starts the command with settings of its own in ``home``."""
        self.controller, inside = pty.openpty()
        self._size(columns, rows)
        settings = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "XDG_CONFIG_HOME": str(home)}
        self.started = time.perf_counter()
        self.taken = 0
        self.process = subprocess.Popen(
            command,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            env=environment() | settings,
            start_new_session=True,
        )
        os.close(inside)

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.controller, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> "Terminal":
        """The terminal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the program."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.controller)

    def _read(self, timeout: float) -> bytes:
        ready, _, _ = select.select([self.controller], [], [], timeout)
        try:
            return os.read(self.controller, 1 << 16) if ready else b""
        except OSError:
            return b""

    def until(self, words: str, timeout: float = 60) -> float:
        """Milliseconds since the start until ``words`` are painted. Raises :class:`TimeoutError`, at once
        where the program has ended."""
        seen = b""
        self.taken = 0
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            found = self._read(0.5)
            seen += found
            self.taken = len(seen)
            if words.encode() in seen:
                return (time.perf_counter() - self.started) * 1000
            if not found and self.process.poll() is not None:
                raise TimeoutError(f"ended with exit code {self.process.returncode} before {words!r}")
        raise TimeoutError(f"{words!r} is not painted after {timeout} s; the last bytes: {seen[-400:]!r}")

    def answer(self, keys: bytes, words: str) -> tuple[float, int]:
        """Sends keys; milliseconds until ``words`` are painted, and the bytes until then."""
        self.started = time.perf_counter()
        os.write(self.controller, keys)
        return self.until(words), self.taken

    def rest(self, quiet: float = 1.0, most: float = 30) -> None:
        """Reads until nothing has been painted for ``quiet`` seconds."""
        end = time.perf_counter() + most
        while self._read(quiet) and time.perf_counter() < end:
            pass

    def at_rest(self, most: float = 60) -> None:
        """Reads until the program has used no more than a twentieth of a processor for a second: what it
        computes behind the screen is done."""
        end, before = time.perf_counter() + most, self.processor()
        while time.perf_counter() < end:
            since = time.perf_counter()
            while time.perf_counter() < since + 1:
                self._read(0.2)
            now = self.processor()
            if now - before <= 50:
                return
            before = now

    def key(self, keys: bytes) -> tuple[float, int]:
        """Sends keys; milliseconds until the last byte of the answer, and its bytes."""
        return self._painted(lambda: os.write(self.controller, keys))

    def resize(self, columns: int, rows: int) -> tuple[float, int]:
        """Another size; milliseconds until the last byte of the answer, and its bytes."""

        def turn() -> None:
            self._size(columns, rows)
            self.process.send_signal(signal.SIGWINCH)

        return self._painted(turn)

    def _painted(self, act: Callable[[], object]) -> tuple[float, int]:
        start = last = time.perf_counter()
        act()
        size = 0
        while found := self._read(QUIET if size else 2.0):
            last = time.perf_counter()
            size += len(found)
        return (last - start) * 1000, size

    def processor(self) -> float:
        """Milliseconds of processor time that the program's threads have taken (other work on the machine
        disturbs them less than the clock; nan where the system does not count them)."""
        try:
            found = [path.read_text() for path in Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")]
        except OSError:
            return float("nan")
        return sum(int(one.split()[0]) for one in found) / 1e6 if found else float("nan")

    def megabytes(self) -> float:
        """The most memory the program has held."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def environment() -> dict[str, str]:
    """Ours for a program that is measured: it may keep its bytecode, as an installed one does."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
