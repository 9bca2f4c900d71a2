"""Reading an agreement: time and peak memory from 60,000 to 600,000 words, without git."""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_CHILD = """
import resource, sys, time
from negotiate.agreement.reading.reader import read_received
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
data = sys.stdin.buffer.read()
best = 1e9
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    found = read_received(data, "a.txt")
    best = min(best, time.perf_counter() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(best * 1000, (peak - base) / 1024, sum(len(b.words) for b in found.agreement.blocks()))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One text: its words, the best time in milliseconds, megabytes over the loaded interpreter."""

    text: str
    words: int
    ms: float
    megabytes: float


def run() -> list[Row]:
    """Every text at hand, and the longest one repeated ten times."""
    folder = ROOT.parent / "shared" / "data" / "contracts"
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    rows = [_measure(path.name[:40], path.read_bytes(), 3) for path in files]
    if files:
        longest = max(files, key=lambda path: path.stat().st_size)
        rows.append(_measure(f"{longest.name[:30]} ten times", longest.read_bytes() * 10, 1))
    return rows


def _measure(name: str, data: bytes, times: int) -> Row:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(times)], input=data, capture_output=True, check=True, cwd=ROOT
    )
    ms, megabytes, words = done.stdout.split()
    return Row(name, int(words), float(ms), float(megabytes))


if __name__ == "__main__":
    started = time.perf_counter()
    for row in run():
        sys.stdout.write(f"{row.text:42} {row.words:>8,} words {row.ms:8.0f} ms {row.megabytes:7.1f} MB\n")
    sys.stdout.write(f"{time.perf_counter() - started:.0f} s\n")
