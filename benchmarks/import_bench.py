"""Reading an agreement: time, time a word and peak memory from 10,000 to 1,000,000 words; and the
damage test, how many parts lose their parent where one label is lost. Without git."""

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOAL_MS, GOAL_TIMES = 100.0, 20.0
_SIZES = ((10_000, 5), (60_000, 7), (200_000, 2), (1_000_000, 1))
_STRUCK = 200
_CHILD = """
import resource, sys, time
from negotiate.agreement.reading.reader import read_received
data = sys.stdin.buffer.read()
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
best = 1e9
for _ in range(int(sys.argv[1])):
    start = time.perf_counter()
    found = read_received(data, "a.txt")
    best = min(best, time.perf_counter() - start)
    if _ == 0:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(best * 1000, (peak - base) * 1024 / len(data), sum(len(b.words) for b in found.agreement.blocks()))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One text: its words, the best time in milliseconds, the peak memory over the loaded
    interpreter (first reading, result kept) as a multiple of the text's bytes."""

    text: str
    words: int
    ms: float
    us_a_word: float
    times_the_text: float


@dataclass(frozen=True, slots=True)
class Damage:
    """One source of damaged texts: parts beside the struck label that lost their parent, without
    and with those below the struck label."""

    text: str
    others: tuple[int, ...]
    whole: tuple[int, ...]


def run() -> list[Row]:
    """Every text at hand, and the longest one cut or repeated to each size."""
    folder = ROOT.parent / "shared" / "data" / "contracts"
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    rows = [_measure(path.name[:40], path.read_bytes(), 7) for path in files]
    if files:
        longest = max(files, key=lambda path: path.stat().st_size).read_text("utf-8")
        for words, times in _SIZES:
            rows.append(_measure(f"{words:,} words", _of_size(longest, words).encode(), times))
    return rows


def _of_size(text: str, words: int) -> str:
    """``text`` cut after a line, or repeated whole and then cut, to so many words."""
    lines: list[str] = []
    count = 0
    while count < words:
        for line in text.split("\n"):
            lines.append(line)
            count += len(line.split())
            if count >= words:
                break
    return "\n".join(lines)


def _measure(name: str, data: bytes, times: int) -> Row:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(times)], input=data, capture_output=True, check=True, cwd=ROOT
    )
    ms, multiple, words = done.stdout.split()
    return Row(name, int(words), float(ms), float(ms) * 1000 / max(int(words), 1), float(multiple))


def damage(times: int = _STRUCK) -> list[Damage]:
    """Single labels struck at random from the real articles of the oracle and from invented agreements."""
    sys.path.insert(0, str(ROOT / "tests" / "agreement"))
    from agreement_texts import invent  # the tests' own measure
    from agreement_wild import invent_wild
    from damage import oracle_parents, struck

    out: list[Damage] = []
    shared = ROOT.parent / "shared" / "data"
    oracle = shared / "oracles" / "boston_structure_articles_1_to_5.json"
    if oracle.is_file():
        lines = (shared / "contracts" / "boston-btu-2010-2016.txt").read_text("utf-8").split("\n")
        parents = oracle_parents(json.loads(oracle.read_text("utf-8")))
        text = "\n".join(lines[: max(line for line, _ in parents) + 40])
        out.append(_damaged("the real articles", list(struck(text, parents, times, 1))))
    lost: list[tuple[int, int]] = []
    for seed in range(times // 5):
        made = (invent if seed % 2 else invent_wild)(seed + 500)
        if len(made.text) < 150_000:
            lost += struck(made.text, made.parents, 8, seed)
    out.append(_damaged("invented agreements", lost[:times]))
    return out


def _damaged(name: str, lost: list[tuple[int, int]]) -> Damage:
    return Damage(name, tuple(a for a, _ in lost), tuple(b for _, b in lost))


if __name__ == "__main__":
    started = time.perf_counter()
    for row in run():
        sys.stdout.write(
            f"{row.text:42} {row.words:>9,} words {row.ms:8.0f} ms {row.us_a_word:6.2f} µs a word"
            f" {row.times_the_text:6.1f} × the text\n"
        )
    sys.stdout.write(f"goals: {GOAL_MS:.0f} ms at 60,000 words, {GOAL_TIMES:.0f} × the text at 1,000,000\n")
    for one in damage():
        sys.stdout.write(
            f"{one.text}, {len(one.others)} labels struck: other parts that lost their parent: median "
            f"{statistics.median(one.others):.0f}, mean {statistics.mean(one.others):.2f}; with those below: "
            f"median {statistics.median(one.whole):.0f}, mean {statistics.mean(one.whole):.2f}\n"
        )
    sys.stdout.write(f"{time.perf_counter() - started:.0f} s\n")
