"""The redline against its peers: time, memory, words marked, islands, wrongly marked blocks.

Run with ``python -m benchmarks redline``. Every pair is one edition of one agreement by the seeded
generator, a block a line for the peers. Times are
the fastest of interleaved runs, which other work disturbs least: ours in-process on two placed
texts, git and wdiff as whole processes, the libraries in-process. Python processes find their
bytecode written, whatever the shell says of it. difflib and redlines run once, on the longest text.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import edits
from benchmarks.redline_peers import PEERS, PROGRAMS, SLOW, Pieces, present
from benchmarks.redline_score import score
from benchmarks.timing import least
from negotiate.agreement.blocks import Agreement, Article, Block, Document, Placed
from negotiate.agreement.citations import place
from negotiate.agreement.markdown import write_article
from negotiate.agreement.reading.reader import read_received
from negotiate.agreement.store import read_agreement
from negotiate.common.text import words
from negotiate.redline.engine import redline

ROOT = Path(__file__).resolve().parents[1]
PLANS = (
    edits.FIVE, edits.TWENTY, edits.MOVES, edits.RENUMBERED, edits.TYPOGRAPHY, edits.REWRITE, edits.RAISED,
)  # fmt: skip
RUNS = 9
OURS = "negotiate"


@dataclass(frozen=True, slots=True)
class Row:
    """One tool on one pair. Times in milliseconds, memory in megabytes over the bare
    interpreter, imports included; None where it was not measured. Moves, renumberings and
    links are found / in the pair + invented.
    """

    text: str
    pair: str
    tool: str
    ms: float | None
    megabytes: float | None = None
    marked: int | None = None
    least: int | None = None
    islands: int | None = None
    wrong: int | None = None
    moves: str = ""
    renumbered: str = ""
    links: str = ""

    @property
    def ratio(self) -> float | None:
        """Words marked over the least that give the new text."""
        return self.marked / self.least if self.marked is not None and self.least else None


def run(seed: int = 1) -> list[Row]:
    """Every pair of every agreement at hand; the tools that are quick enough on the 5 % pairs."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, agreement in agreements():
            for plan in PLANS:
                rows += pair_rows(name, agreement, plan, seed, Path(folder))
            rows += small_rows(name, agreement, seed)
        rows += growth_rows(seed, (6, 24, 96))
    return rows


def agreements() -> Iterator[tuple[str, Agreement]]:
    """The sample agreement, and the received ones beside the checkout where they are."""
    folder = ROOT / "baseline_contract"
    files = {
        f"baseline_contract/{path.relative_to(folder)}": path.read_text("utf-8")
        for path in folder.rglob("*.md")
    }
    yield "sample", read_agreement(files)
    for path in sorted((ROOT.parent / "shared" / "data" / "contracts").glob("*")):
        yield path.stem[:24], read_received(path.read_bytes(), path.name).agreement


def pair_rows(name: str, agreement: Agreement, plan: edits.Plan, seed: int, folder: Path) -> list[Row]:
    """One pair: our row with its score, then the peers on the same words."""
    old = place(_without_lines(agreement))
    edition, truth = edits.edit(agreement, plan, seed)
    new = place(edition)
    found = redline(old, new)
    judged = score(found, old, new, truth)
    files = _written(folder, old, new)
    peers = [peer for peer in PEERS if plan is edits.FIVE and peer not in SLOW]
    taken = _interleaved(old, new, files, [peer for peer in peers if present(peer)])
    rows = [
        Row(
            name,
            plan.name,
            OURS,
            taken[OURS],
            _memory(OURS, files) if peers else None,
            judged.marked,
            judged.least,
            judged.islands,
            judged.wrong,
            f"{judged.moves_found}/{judged.moves} +{judged.moves_invented}",
            f"{judged.renumbered_found}/{judged.renumbered} +{judged.renumbered_invented}",
            f"{judged.links_found}/{judged.links} +{judged.links_invented}",
        )
    ]
    if peers:
        rows += process_rows(name, files, old, new)
    unchanged = _unchanged(new, truth)
    for peer in peers:
        if not present(peer):
            rows.append(Row(name, plan.name, f"{peer} (absent)", None))
            continue
        pieces = PEERS[peer][0](*files)
        rows.append(
            Row(
                name,
                plan.name,
                peer,
                taken[peer],
                _memory(peer, files),
                sum(len(words(text)) for op, text in pieces if op != "equal"),
                judged.least,
                _islands(pieces),
                _wrong(pieces, unchanged),
                f"0/{judged.moves}",
                f"0/{judged.renumbered}",
            )
        )
    return rows


def small_rows(name: str, agreement: Agreement, seed: int) -> list[Row]:
    """What has to follow the keyboard: one clause, one section, as their middle cases."""
    old = place(_without_lines(agreement))
    new = place(edits.edit(agreement, edits.Plan("every clause", edited=100), seed)[0])
    clauses = [
        (before, after)
        for before, after in zip(old, new, strict=True)
        if before.block.text != after.block.text and len(before.block.text) > 100
    ][:200]
    one = [least(lambda pair=pair: redline((pair[0],), (pair[1],))) for pair in clauses]  # type: ignore[misc]
    edited = place(edits.edit(agreement, edits.TWENTY, seed)[0])
    stands = {item.block: at for at, item in enumerate(edited)}
    middle = next(k for k in range(len(old) // 2, len(old)) if old[k].block in stands)
    section, at = slice(middle, middle + 60), stands[old[middle].block]
    whole = least(lambda: redline(old[section], edited[at : at + 60]), RUNS)
    return [
        Row(name, f"one clause ({len(clauses)}, median)", OURS, median(one) if one else None),
        Row(name, "one section of 60 blocks", OURS, whole),
    ]


def process_rows(
    name: str, files: tuple[Path, Path], old: Sequence[Placed], new: Sequence[Placed]
) -> list[Row]:
    """Our whole process, interpreter and imports included: blocks compared and thrown away; and
    ``negotiate redline`` on two files, in the program's own form and in plain text, which is read
    by guess: read, compared and printed.
    """
    own = tuple(_own_form(path.with_suffix(".md"), one) for path, one in zip(files, (old, new), strict=True))
    python = [sys.executable, "-m"]
    commands = {
        "python alone, whole process": [sys.executable, "-c", "pass"],
        "negotiate, whole process": [*python, "benchmarks.redline_child", OURS, *map(str, files)],
        "negotiate redline OLD.md NEW.md": [*python, "negotiate", "redline", *map(str, own)],
        "negotiate redline OLD.txt NEW.txt": [*python, "negotiate", "redline", *map(str, files)],
    }

    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(files[0].parent / "bytecode")

    def whole(command: Sequence[str]) -> None:
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT, env=environment)

    for command in commands.values():
        whole(command)  # writes the bytecode
    return [
        Row(name, "5 %", tool, least(lambda: whole(command), RUNS))  # noqa: B023
        for tool, command in commands.items()
    ]


def _own_form(path: Path, placed: Sequence[Placed]) -> Path:
    path.write_text(write_article(Article(path.name, tuple(item.block for item in placed))), "utf-8")
    return path


def growth_rows(seed: int, copies: Sequence[int]) -> list[Row]:
    """The sample agreement repeated, each copy with words of its own: is growth linear?"""
    base = next(agreements())[1]
    rows: list[Row] = []
    for times in copies:
        long = Agreement(tuple(_copy(document, k) for k in range(times) for document in base.documents))
        old, new = place(_without_lines(long)), place(edits.edit(long, edits.FIVE, seed)[0])
        size = sum(len(words(item.block.canonical)) for item in old)
        rows.append(Row(f"sample × {times}, {size:,} words", "5 %", OURS, least(lambda: redline(old, new))))  # noqa: B023
    return rows


def _copy(document: Document, number: int) -> Document:
    def anew(block: Block) -> Block:
        text = " ".join(f"{word}{number}" if len(word) > 9 else word for word in block.text.split(" "))
        return Block(block.kind, text, block.label, block.depth, block.rows)

    articles = tuple(
        Article(f"{number}-{article.path}", tuple(anew(block) for block in article.blocks))
        for article in document.articles
    )
    return Document(f"{document.name}-{number}", articles)


def _without_lines(agreement: Agreement) -> Agreement:
    return edits.edit(agreement, edits.Plan("none"), 0)[0]


def _written(folder: Path, old: Sequence[Placed], new: Sequence[Placed]) -> tuple[Path, Path]:
    paths = folder / "old.txt", folder / "new.txt"
    for path, placed in zip(paths, (old, new), strict=True):
        path.write_text("".join(item.block.canonical + "\n" for item in placed), "utf-8")
    return paths


def _interleaved(
    old: Sequence[Placed], new: Sequence[Placed], files: tuple[Path, Path], peers: Sequence[str]
) -> dict[str, float]:
    """Fastest milliseconds of each tool, the tools taking turns; slow ones run once."""
    acts: dict[str, Callable[[], object]] = {OURS: lambda: redline(old, new)}
    acts |= {peer: (lambda peer=peer: PEERS[peer][0](*files)) for peer in peers}  # type: ignore[misc]
    acts |= {"git --word-diff": lambda: _git_alone(files)} if "git --word-diff" in peers else {}
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(RUNS):
        for name, act in acts.items():
            if turn == 0 or name not in (*SLOW, "diff-match-patch"):
                taken[name].append(_timed(act))
    return {name: min(times) for name, times in taken.items()}


def _git_alone(files: tuple[Path, Path]) -> None:
    command = ["git", "diff", "--no-index", "--word-diff", "--", *map(str, files)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def _memory(tool: str, files: tuple[Path, Path]) -> float | None:
    """Peak megabytes of a library over the bare interpreter; programs are not measured."""
    if tool in PROGRAMS:
        return None
    return (_peak(tool, *map(str, files)) - _peak()) / 1024


def _peak(*asked: str) -> int:
    command = [sys.executable, "-m", "benchmarks.redline_child", *asked]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT).stdout
    return int(told.split()[0])


def _unchanged(new: Sequence[Placed], truth: edits.Truth) -> list[bool]:
    """For every line of the new file whether nothing was done to its block."""
    return [
        j not in truth.kinds
        for j, item in enumerate(new)
        for _ in range(item.block.canonical.count("\n") + 1)
    ]


def _islands(pieces: Pieces) -> int:
    """Unchanged runs of one or two words between two changes of one line."""
    count = 0
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        inside = before[0] != "equal" and after[0] != "equal" and "\n" not in piece[1]
        count += piece[0] == "equal" and inside and 1 <= len(words(piece[1])) <= 2
    return count


def _wrong(pieces: Pieces, unchanged: Sequence[bool]) -> int:
    """Lines of the new text nothing was done to that hold a mark; whole lines gone or put
    in beside them do not count.
    """
    line, start = 0, True
    marked: set[int] = set()
    for op, text in pieces:
        whole = start and text.endswith("\n")
        if op != "equal" and not whole:
            marked.update(range(line, line + (text.count("\n") if op == "insert" else 0) + 1))
        if op != "delete":
            line += text.count("\n")
            start = text.endswith("\n")
    return sum(at < len(unchanged) and unchanged[at] for at in marked)


def slow_rows(seed: int = 1) -> list[Row]:
    """The slow libraries, once, on the 5 % pair of the longest text, ours beside them."""
    name, agreement = max(agreements(), key=lambda one: sum(len(block.words) for block in one[1].blocks()))
    old = place(_without_lines(agreement))
    new = place(edits.edit(agreement, edits.FIVE, seed)[0])
    with tempfile.TemporaryDirectory() as folder:
        files = _written(Path(folder), old, new)
        taken = _interleaved(old, new, files, [peer for peer in SLOW if present(peer)])
    return [Row(f"{name}, once", edits.FIVE.name, tool, ms) for tool, ms in taken.items()]


MORE = (("Slow libraries, on the 5 % pair of the longest text", slow_rows),)
