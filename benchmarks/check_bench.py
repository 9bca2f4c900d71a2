"""Finding one's way and what is wrong: the check of an agreement, the search over its words; and how
many errors made on purpose the check finds, by kind, in agreements invented from seeds."""

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import least
from negotiate.agreement.blocks import Agreement, Document
from negotiate.agreement.checks.checking import check
from negotiate.agreement.checks.model import Severity
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


@dataclass(frozen=True, slots=True)
class Recall:
    """Of the errors of one kind ``made``, how many were ``found``; ``others`` counts the findings
    of other kinds that came with them (a twin that differs where its figure was changed)."""

    kind: str
    made: int
    found: int
    others: int


def recall(seeds: range = range(200, 224), each: int = 3) -> Iterator[Recall]:
    """How many errors made on purpose are found, by kind; last what is told of the agreements as they
    are, where nothing is wrong: ``found`` errors and warnings in ``made`` words."""
    sys.path.insert(0, str(ROOT / "tests" / "agreement"))
    from corrupting import MAKERS  # the tests' own errors
    from corrupting_more import MORE
    from invented import invented, words_in

    clean = [invented(seed) for seed in seeds]
    had = [frozenset(one.id for one in check(agreement)) for agreement in clean]
    for make in (*MAKERS, *MORE):
        made = found = others = 0
        dice = random.Random(make.__name__)
        for agreement, known in zip(clean, had, strict=True):
            for _ in range(each):
                slip = make(agreement, dice)
                if slip is None:
                    continue
                new = [one for one in check(slip.agreement) if one.id not in known]
                told = [one for one in new if one.kind in slip.kinds]
                made, found, others = made + 1, found + bool(told), others + len(new) - len(told)
        yield Recall(make.__name__.replace("_", " "), made, found, others)
    wrong = sum(one.severity is not Severity.NOTE for agreement in clean for one in check(agreement))
    yield Recall("nothing wrong (words; findings)", sum(map(words_in, clean)), wrong, 0)


MORE = (("Errors made on purpose, one at a time, in 24 invented agreements", recall),)
"""The tables of this room besides the times."""


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
        Row(name, act, words, least(work, times) / (len(_QUERIES) if act == "one search" else 1))
        for act, work in acts
    ]


if __name__ == "__main__":
    for row in run():
        sys.stdout.write(f"{row.text:42} {row.words:>9,} words  {row.act:20} {row.ms:8.1f} ms\n")
    for one in recall():
        sys.stdout.write(
            f"{one.kind:34} {one.found:4} of {one.made:<7} with them {one.others} other findings\n"
        )
