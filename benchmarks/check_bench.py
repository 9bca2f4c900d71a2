"""Finding one's way and what is wrong: the check of an agreement, the search over its words."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.checks.checking import check
from negotiate.agreement.citations import Index, place
from negotiate.agreement.finding.references import References
from negotiate.agreement.finding.search import SearchIndex
from negotiate.agreement.reading.reader import read_received

ROOT = Path(__file__).resolve().parents[1]
_QUERIES = ("class size", '"health and welfare"', "paraproffesional ratio", "grievance arbitration step 3")


@dataclass(frozen=True, slots=True)
class Row:
    """One text and one act on it: its words, the best time in milliseconds."""

    text: str
    act: str
    words: int
    ms: float


def run() -> list[Row]:
    """Every text at hand, and the longest sixteen times over."""
    folder = ROOT.parent / "shared" / "data" / "contracts"
    files = sorted(folder.glob("*")) if folder.is_dir() else []
    rows: list[Row] = []
    for path in files:
        rows += _measure(path.name[:40], read_received(path.read_bytes(), path.name).agreement, 5)
    if files:
        longest = max(files, key=lambda path: path.stat().st_size)
        once = read_received(longest.read_bytes(), longest.name).agreement
        many = Agreement(
            tuple(Document(f"{one.name}-{n}", one.articles) for n in range(16) for one in once.documents)
        )
        rows += _measure(f"{longest.name[:28]} sixteen times", many, 1)
    return rows


def _measure(name: str, agreement: Agreement, times: int) -> list[Row]:
    words = sum(len(block.words) for block in agreement.blocks())
    index = Index(place(agreement), agreement.main)
    searched = SearchIndex(index)
    acts: list[tuple[str, Callable[[], object]]] = [
        ("check, from nothing", lambda: check(agreement)),
        ("references", lambda: References(index)),
        ("search index", lambda: SearchIndex(index)),
        ("one search", lambda: [searched.search(query) for query in _QUERIES]),
    ]
    return [
        Row(name, act, words, _best(work, times) / (len(_QUERIES) if act == "one search" else 1))
        for act, work in acts
    ]


def _best(work: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row.text:42} {row.words:>9,} words  {row.act:20} {row.ms:8.1f} ms\n")
