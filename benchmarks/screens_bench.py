"""The screens in a real terminal (120 × 40), each beside its goal: first frame, keys, bytes, memory, resize.

Starts are measured by turns, ours beside a bare Textual app (one line of text: what the toolkit itself takes)
and three programs people praise. The processor's time is of the program's own threads: other work on the
machine disturbs it less than the clock.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from benchmarks import edits
from benchmarks.packets_bench import make_agreement
from benchmarks.repository_made import made
from benchmarks.screens_peers import commands
from benchmarks.terminal import Terminal, environment
from negotiate.bargaining.parties import Side
from negotiate.workspace import actions, creating
from negotiate.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
LONG = ROOT.parent / "shared" / "data" / "contracts" / "boston-btu-2010-2016.txt"
DOWN, UP, PAGE, END, ENTER = b"\x1b[B", b"\x1b[A", b"\x1b[6~", b"\x1b[F", b"\r"
STARTS = 7
MANY, PASSES, STAFF, TIMES = 1_000, 5, 100_000, 16
"""The load: items, passes of each, staff, and how many times the long agreement makes a million words."""
KEY, TYPED, BYTES, RESIZED, MEMORY, REDLINE, HELP = 33.0, 50.0, 16_384, 150.0, 120.0, 800.0, 150.0
"""Goals: ms of a key, of a typed letter; bytes a key; ms of a resize; MB; ms to a long redline, to help."""
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
    """One measurement: milliseconds on the clock (least, median, 95th of a hundred) and of the processor
    (median), bytes painted a key (median, most), the most megabytes held, the goal and whether it is met."""

    what: str
    times: int
    least_ms: float
    median_ms: float
    p95_ms: float
    processor_ms: float | None = None
    bytes_a_key: int | None = None
    most_bytes: int | None = None
    megabytes: float | None = None
    goal: str = ""
    met: str = ""


def run() -> list[Row]:
    """Every measurement, on workspaces made for it."""
    with tempfile.TemporaryDirectory(prefix="negotiate-bench-") as place:
        home = Path(place)
        creating.demo(home / "sample").close()
        long = _long(home)
        return [
            *_starts(home, long),
            *_bare(home),
            *_items(home),
            *_draft(home),
            *_reader(home, long),
            _help(),
        ]


def load() -> list[Row]:
    """What a thousand items, five thousand passes, a million words and a hundred thousand staff take."""
    with tempfile.TemporaryDirectory(prefix="negotiate-bench-") as place:
        return [*_board(Path(place)), *_million(Path(place)), *_staff(Path(place))]


MORE = (("Load: 1,000 items, 5,000 passes, 1,000,000 words, 100,000 staff", load),)


# ---- what is measured ---------------------------------------------------------------------------------


def _starts(home: Path, long: Path) -> list[Row]:
    """Ours beside the bare app and the peers, by turns; a first round warms the disk and is not counted."""
    programs = {
        "bare Textual app: first text": ([sys.executable, "-c", BARE], "content here"),
        "negotiate: first frame with its rows": (_negotiate(home / "sample"), "Inclusion staffing"),
    }
    programs |= {f"{peer.package}: first text": (words, peer.ready) for peer, words in commands(long)}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for turn in range(STARTS + 1):
        for name, (command, words) in programs.items():
            try:
                with Terminal(command, home) as terminal:
                    spent = terminal.until(words)
                    if turn:
                        found[name].append((spent, terminal.processor()))
            except (TimeoutError, OSError) as fault:
                if not turn:
                    sys.stderr.write(f"{name}: {fault}\n")
    rows = [_times(name, *zip(*each, strict=True)) for name, each in found.items() if each]
    bare, ours, *peers = rows
    ahead = all(ours.median_ms < peer.median_ms for peer in peers)
    within = ours.median_ms <= 2 * bare.median_ms
    said = f"{'yes' if within and ahead else 'no'}: {ours.median_ms / bare.median_ms:.2f} ×"
    rows[1] = replace(ours, goal="≤ 2 × the bare app, ahead of the others", met=said)
    return rows


def _bare(home: Path) -> list[Row]:
    with Terminal([sys.executable, "-c", BARE], home) as terminal:
        terminal.until("content here")
        terminal.rest()
        return [_keys("bare Textual app: a key", terminal, [b"x"] * 40)]


def _items(home: Path) -> Iterator[Row]:
    with _at_home(home / "sample", home, "Inclusion staffing") as terminal:
        moves = [DOWN, DOWN, DOWN, UP] * 10
        yield _keys("items: next item, its redline shown", terminal, moves, KEY)
        yield _resized("items: resize", terminal)


def _draft(home: Path) -> Iterator[Row]:
    with _at_home(home / "sample", home, "Inclusion staffing") as terminal:
        terminal.key(ENTER)
        terminal.rest()
        terminal.key(b"d")
        terminal.rest(2)
        yield _keys("draft: a letter, redline and cost shown", terminal, [b"a", b"b", b"c", b" "] * 15, TYPED)
        yield _keys("draft: a letter taken back", terminal, [b"\x7f"] * 30, TYPED)
        yield _resized("draft: resize", terminal)


def _reader(home: Path, long: Path) -> Iterator[Row]:
    """A 60,000-word agreement and its redline, five in a hundred paragraphs edited."""
    creating.init(home / "long", long, Side.UNION)
    _edited(home / "long")
    with _at_home(home / "long", home, "Everything") as terminal:
        spent, size = terminal.answer(ENTER, " changes: ")
        row = replace(_one("redline of 60,000 words, 5 % edited, opened", spent, size), goal="≤ 800 ms")
        yield replace(row, met=_met(spent <= REDLINE))
        terminal.rest()
        yield _keys("redline: next change", terminal, [b"n"] * 40, KEY)
        terminal.key(END)
        terminal.rest()
        yield _keys("redline: a page up", terminal, [b"\x1b[5~"] * 40, KEY)
        yield _resized("redline: resize", terminal)
    with _at_home(home / "long", home, "Everything") as terminal:
        yield _one("agreement: 60,000 words opened", *terminal.answer(b"a", " words"))
        terminal.rest()
        terminal.at_rest()  # a moment later it is checked
        yield _keys("agreement: a line down", terminal, [DOWN] * 40, KEY)
        yield _keys("agreement: a page down", terminal, [PAGE] * 40, KEY)
        yield _resized("agreement: resize", terminal)
        terminal.key(b"/")
        terminal.key(b"class size\r")
        terminal.rest()
        yield _keys("agreement: next place found", terminal, [b"n"] * 20, KEY)


def _help() -> Row:
    found, used = [], environment() | {"PYTHONPATH": str(ROOT)}
    for _ in range(2 * STARTS):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "negotiate", "--help"], capture_output=True, check=True, env=used
        )
        found.append((time.perf_counter() - start) * 1000)
    row = _times("negotiate --help", found[1:])
    return replace(row, goal=f"≤ {HELP:.0f} ms", met=_met(row.median_ms <= HELP))


def _board(home: Path) -> Iterator[Row]:
    with made(MANY, PASSES) as place:
        found = []
        for _ in range(4):
            with Terminal(_negotiate(place.folder), home) as terminal:
                found.append((terminal.until("Item 12"), terminal.processor()))
        yield _times(f"items: {MANY:,} with {MANY * PASSES:,} passes, opened", *zip(*found[1:], strict=True))
        with _at_home(place.folder, home, "Item 12") as terminal:
            yield _keys("items: next of 1,000 while all are costed", terminal, [DOWN, DOWN, DOWN, UP] * 4)
            terminal.at_rest(120)
            yield _keys("items: next of 1,000, its redline shown", terminal, [DOWN, DOWN, DOWN, UP] * 8, KEY)
            yield _keys("items: a page of 1,000", terminal, [PAGE] * 15, KEY)
            yield _resized("items: resize with 1,000", terminal)


def _million(home: Path) -> Iterator[Row]:
    text = home / "million.txt"
    text.write_text("\n\n".join([_long(home).read_text(encoding="utf-8")] * TIMES), encoding="utf-8")
    creating.init(home / "million", text, Side.UNION)
    with _at_home(home / "million", home, "Nothing is on the table") as terminal:
        yield _one("agreement: 1,000,000 words opened", *terminal.answer(b"a", " words"))
        terminal.rest()
        yield _keys("agreement: a line down while it is checked", terminal, [DOWN] * 10)
        terminal.at_rest(120)
        yield _keys("agreement: a line down in 1,000,000 words", terminal, [DOWN] * 20, KEY)
        yield _keys("agreement: a page down in 1,000,000 words", terminal, [PAGE] * 20, KEY)
        yield _resized("agreement: resize with 1,000,000 words", terminal)


def _staff(home: Path) -> Iterator[Row]:
    creating.demo(home / "staff").close()
    path = home / "staff" / "salary_model" / "scattergram.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    cells = [line.rsplit(",", 1) for line in lines]
    figures = [number for number, cell in enumerate(cells) if cell[-1].replace(".", "", 1).isdigit()]
    times = STAFF / sum(float(cells[number][1]) for number in figures)
    for number in figures:
        lines[number] = f"{cells[number][0]},{float(cells[number][1]) * times:.1f}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with _at_home(home / "staff", home, "Inclusion staffing") as terminal:
        yield _one("money: 100,000 staff, opened", *terminal.answer(b"m", "raise in year 1"))
        terminal.rest(2)
        yield _one("money: a raise of a hundredth, its cost by year", *terminal.answer(b"+", "total"))
        terminal.rest(2)
        yield _keys("money: a hundredth more, its cost by year", terminal, [b"+"] * 10)
        yield _keys("money: a line down", terminal, [DOWN] * 20, KEY)


# ---- how it is measured -------------------------------------------------------------------------------


def _long(home: Path) -> Path:
    """Boston's agreement where it is to be had, or one made up of as many words."""
    if LONG.is_file():
        return LONG
    path = home / "long.md"
    if not path.exists():
        documents = make_agreement(Random(1)).documents
        blocks = [
            block for document in documents for article in document.articles for block in article.blocks
        ]
        path.write_text("\n\n".join(block.canonical for block in blocks), encoding="utf-8")
    return path


def _edited(folder: Path) -> None:
    """An item on the whole agreement whose first pass edits five in a hundred paragraphs."""
    with Workspace.open(folder) as workspace:
        first = workspace.baseline_index().placed[0].citation
        item = actions.open_item(workspace, "Everything", [first]).item.id
        after, _ = edits.edit(workspace.baseline, edits.FIVE, 1)
        actions.save_draft(workspace, item, Side.UNION, after)
        actions.make_pass(workspace, item, Side.UNION, datetime.now(UTC))


@contextmanager
def _at_home(workspace: Path, home: Path, words: str) -> Iterator[Terminal]:
    """The items of a workspace on the screen, their costs computed."""
    with Terminal(_negotiate(workspace), home) as terminal:
        terminal.until(words)
        terminal.rest(3)
        yield terminal


def _negotiate(workspace: Path) -> list[str]:
    return [sys.executable, "-m", "negotiate", "-w", str(workspace)]


def _keys(what: str, terminal: Terminal, keys: Sequence[bytes], goal: float = 0) -> Row:
    used, found = [], []
    for key in keys:
        before = terminal.processor()
        found.append(terminal.key(key))
        used.append(terminal.processor() - before)
    row = _times(what, [spent for spent, _ in found], used)
    sizes = [size for _, size in found]
    row = replace(row, bytes_a_key=int(statistics.median(sizes)), most_bytes=max(sizes))
    row = replace(row, megabytes=terminal.megabytes())
    if not goal:
        return row
    small, light = max(sizes) <= BYTES, terminal.megabytes() <= MEMORY
    said = f"p95 ≤ {goal:.0f} ms, ≤ {BYTES:,} bytes, ≤ {MEMORY:.0f} MB"
    return replace(row, goal=said, met=_met(row.p95_ms <= goal and small and light))


def _resized(what: str, terminal: Terminal) -> Row:
    found = []
    for size in ((160, 50), (100, 30), (120, 40)) * 5:
        found.append(terminal.resize(*size)[0])
        terminal.rest(0.5)
    row = _times(what, found)
    return replace(row, goal=f"≤ {RESIZED:.0f} ms", met=_met(row.median_ms <= RESIZED))


def _one(what: str, spent: float, size: int) -> Row:
    return Row(what, 1, spent, spent, spent, bytes_a_key=size)


def _times(what: str, clock: Sequence[float], processor: Sequence[float] = ()) -> Row:
    times = sorted(clock)
    p95 = times[min(int(len(times) * 0.95), len(times) - 1)]
    used = statistics.median(processor) if processor else None
    return Row(what, len(times), times[0], statistics.median(times), p95, used)


def _met(yes: bool) -> str:
    return "yes" if yes else "no"


if __name__ == "__main__":
    for row in [*run(), *load()]:
        size = "" if row.bytes_a_key is None else f"{row.bytes_a_key:7,} bytes"
        used = "" if row.processor_ms is None else f"{row.processor_ms:7.0f} ms of processor"
        clock = f"{row.least_ms:7.0f} {row.median_ms:7.0f} {row.p95_ms:7.0f} ms"
        sys.stdout.write(f"{row.what:48} {clock} {used} {size} {row.met}\n")
