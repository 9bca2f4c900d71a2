"""The screens in a real terminal: first paint, content, key to last byte painted, bytes a key, memory.

The bare program is a Textual app with one line of text: what the toolkit itself takes.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.screens_peers import commands
from benchmarks.terminal import Terminal
from negotiate.bargaining.parties import Side
from negotiate.workspace import creating

ROOT = Path(__file__).resolve().parents[1]
LONG = ROOT.parent / "shared" / "data" / "contracts" / "boston-btu-2010-2016.txt"
DOWN, PAGE, ENTER = b"\x1b[B", b"\x1b[6~", b"\r"
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    BINDINGS = [("x", "more", "More")]
    count = 0
    def compose(self):
        yield Static("content here", id="line")
    def action_more(self):
        self.count += 1
        self.query_one("#line", Static).update(f"content {self.count}")
Bare().run()
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: milliseconds (median and 95th of a hundred), bytes painted a key, megabytes."""

    what: str
    times: int
    median_ms: float
    p95_ms: float
    bytes_a_key: int | None = None
    megabytes: float | None = None


def run() -> list[Row]:
    """Every measurement, on workspaces made for it."""
    with tempfile.TemporaryDirectory(prefix="negotiate-bench-") as place:
        home = Path(place)
        creating.demo(home / "sample").close()
        rows = [*_bare(home), *_items(home), *_draft(home)]
        if LONG.is_file():
            creating.init(home / "long", LONG, Side.UNION)
            rows += _reader(home)
            rows += _peers(home)
        return [*rows, _help()]


def _bare(home: Path) -> list[Row]:
    command = [sys.executable, "-c", BARE]
    rows = [_starts("bare Textual app: first text", command, home, "content here")]
    with Terminal(command, home) as terminal:
        terminal.until("content here")
        terminal.rest()
        rows.append(_keys("bare Textual app: a key", terminal, [b"x"] * 40))
    return rows


def _peers(home: Path) -> list[Row]:
    """Programs people praise, to their first text; one that does not run here is left out, and said."""
    rows = []
    for peer, command in commands(LONG):
        try:
            rows.append(_starts(f"{peer.package}: first text", command, home, peer.ready))
        except (TimeoutError, OSError, AssertionError, RuntimeError) as fault:
            sys.stderr.write(f"{peer.package} does not run here: {fault}\n")
    return rows


def _items(home: Path) -> list[Row]:
    command = _negotiate(home / "sample")
    rows = [
        _starts("items: first frame", command, home, "negotiate"),
        _starts("items: rows on the screen", command, home, "Inclusion staffing"),
    ]
    with Terminal(command, home) as terminal:
        terminal.until("Inclusion staffing")
        terminal.rest(3)
        rows.append(_keys("items: next item, its redline shown", terminal, [DOWN, DOWN, DOWN, b"\x1b[A"] * 8))
    return rows


def _draft(home: Path) -> list[Row]:
    with Terminal(_negotiate(home / "sample"), home) as terminal:
        terminal.until("Inclusion staffing")
        terminal.rest(3)
        terminal.key(ENTER)
        terminal.rest()
        terminal.key(b"d")
        terminal.rest(2)
        return [_keys("draft: a letter, redline and cost shown", terminal, [b"a", b"b", b"c", b" "] * 15)]


def _reader(home: Path) -> list[Row]:
    with Terminal(_negotiate(home / "long"), home) as terminal:
        terminal.until("Nothing is on the table")
        terminal.rest(2)
        spent, size = terminal.answer(b"a", " words")
        terminal.rest()
        rows = [Row("reader: 60,000 words opened", 1, spent, spent, size)]
        rows.append(_keys("reader: a line down", terminal, [DOWN] * 40))
        rows.append(_keys("reader: a page down", terminal, [PAGE] * 40))
        terminal.key(b"/")
        terminal.key(b"class size\r")
        rows.append(_keys("reader: next place found", terminal, [b"n"] * 20))
        return rows


def _help() -> Row:
    found = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "negotiate", "--help"], capture_output=True, check=True, cwd=ROOT
        )
        found.append((time.perf_counter() - start) * 1000)
    return Row("negotiate --help", len(found), statistics.median(found), max(found))


def _negotiate(workspace: Path) -> list[str]:
    return [sys.executable, "-m", "negotiate", "-w", str(workspace)]


def _starts(what: str, command: Sequence[str], home: Path, words: str) -> Row:
    found = []
    for _ in range(5):
        with Terminal(command, home) as terminal:
            found.append(terminal.until(words))
    return Row(what, len(found), statistics.median(found), max(found))


def _keys(what: str, terminal: Terminal, keys: Sequence[bytes]) -> Row:
    found = [terminal.key(key) for key in keys]
    times = sorted(spent for spent, _ in found)
    size = int(statistics.median(size for _, size in found))
    p95 = times[min(int(len(times) * 0.95), len(times) - 1)]
    return Row(what, len(keys), statistics.median(times), p95, size, terminal.megabytes())


if __name__ == "__main__":
    for row in run():
        size = "" if row.bytes_a_key is None else f"{row.bytes_a_key:7,} bytes"
        memory = "" if row.megabytes is None else f"{row.megabytes:6.0f} MB"
        sys.stdout.write(f"{row.what:44} {row.median_ms:8.0f} {row.p95_ms:8.0f} ms {size} {memory}\n")
