"""``make bench``: the tables of the rooms, each put in its place in ``benchmarks/RESULTS.md``."""

import platform
import sys
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from importlib import import_module
from os import cpu_count, getloadavg
from time import perf_counter
from typing import Any

from benchmarks.goals import TITLE, goals
from benchmarks.results import Results

ROOMS = {
    "import_bench": "Import: time and memory of reading an agreement, git left out",
    "check_bench": "Check and search: what is wrong, and where the words stand",
    "redline_bench": "Redline: beside word-diff and other tools, one interleaved run",
    "costing_bench": "Cost: after a keystroke, a package, and from nothing",
    "scenarios_bench": "Cost: 1,000 raises × 6 years beside numpy, pandas and plain Python",
    "repository_bench": "The record: beside the same work in bare git plumbing",
    "packets_bench": "Packets: Word, PDF, web page",
    "receive_bench": "Receiving: a whole agreement as Word, read, matched and compared",
    "screens_bench": "Screens: first paint and key to paint in a real terminal",
    "load_bench": "Load: every command on 1,000 items, 5,000 passes, 1,000,000 words, 100,000 staff",
}

LONG = ("load_bench",)
"""Rooms that take half an hour: measured where they are named."""


def main(wanted: Sequence[str]) -> int:
    """Runs the rooms named and puts their tables and the goals into ``RESULTS.md``; without a name all but
    the long ones."""
    chosen = [name for name in ROOMS if name.removesuffix("_bench") in wanted]
    if len(chosen) < len(set(wanted)):
        sys.exit(f"the rooms are {', '.join(name.removesuffix('_bench') for name in ROOMS)}")
    chosen = chosen if wanted else [name for name in ROOMS if name not in LONG]
    found = Results.read()
    found.head = [
        "# Results",
        "",
        f"Python {platform.python_version()}, {cpu_count()} cores, {platform.system()} {platform.machine()}. "
        "Written by `make bench`; never a timed test.",
    ]
    for name in chosen:
        sys.stderr.write(f"{ROOMS[name]} …\n")
        room = import_module(f"benchmarks.{name}")
        busy = f"other work on the cores at its start: {getloadavg()[0]:.1f}"
        speed = f"a loop of two million squares took {loop():.0f} ms"
        taken = f"Taken {datetime.now(UTC):%Y-%m-%d}; {busy}; {speed}."
        lines = [taken, "", *table(room.run())]
        for title, measure in getattr(room, "MORE", ()):
            lines += ["", f"### {title}", "", *table(list(measure()))]
        found.sections[ROOMS[name]] = lines
        sys.stdout.write("\n".join((f"## {ROOMS[name]}", "", *lines, "", "")))
        _save(found)
    _save(found)
    return 0


def loop() -> float:
    """Milliseconds of two million squares: some machines change their speed by half within minutes."""
    begun = perf_counter()
    sum(number * number for number in range(2_000_000))
    return (perf_counter() - begun) * 1000


def _save(found: Results) -> None:
    """Sections in their order, the goals above them: a run that is broken off keeps what was measured."""
    kept = {title: found.sections[title] for title in ROOMS.values() if title in found.sections}
    found.sections = {TITLE: table(goals(found)), **kept}
    found.write()


def table(rows: Sequence[Any]) -> list[str]:
    """The rows of one room as a Markdown table: a column a field."""
    if not rows:
        return ["nothing to measure here"]
    names = [field.name for field in fields(rows[0])]
    extra = [name for name in ("ratio",) if hasattr(rows[0], name)]
    head = [name.replace("_", " ") for name in (*names, *extra)]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for row in rows:
        cells = [_shown(getattr(row, name)) for name in (*names, *extra)]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
