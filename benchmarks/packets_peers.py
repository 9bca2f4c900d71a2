"""Word redlines beside other programs' in one interleaved run: whole process, memory, and which of them
give both texts back when their changes are accepted and rejected, in our reader and in LibreOffice.

Peers are looked for in the folder that ``PEERS`` names (the ``bin`` of an environment of Python 3.12 or newer
for docx-redline) and beside this interpreter; one that is not installed is told as absent, never guessed.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random

from benchmarks import edits
from benchmarks.packets_bench import AT, edit, make_agreement
from negotiate.agreement.blocks import Agreement
from negotiate.agreement.citations import place
from negotiate.packets.word_reader import Text, View, read_word
from negotiate.packets.write import redline_file
from negotiate.redline.engine import redline

_DOCXODUS = """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
Path(sys.argv[3]).write_bytes(DocxodusEngine().run_redline("A", Path(sys.argv[1]), Path(sys.argv[2]))[0])
"""
# A process of its own starts the one measured: what a child inherits of its parent's peak stays small.
_LAUNCH = """
import json, os, subprocess, sys, time
begun = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, spent = os.wait4(child.pid, 0)
wall, processor = time.perf_counter() - begun, spent.ru_utime + spent.ru_stime
print(json.dumps([status, wall, processor, spent.ru_maxrss / 1024]))
"""
_MISSING = "absent"
PLANS = (edits.FIVE, edits.MOVES, edits.RENUMBERED, edits.TYPOGRAPHY, edits.Plan("cells", cells=20))


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole process on the 60,000-word pair, 5 % edited: the least of its runs, and how many times as long
    as ours it takes on the clock and of processors."""

    program: str
    seconds: float | None
    seconds_of_processor: float | None
    times_ours: float | None
    times_ours_of_processor: float | None
    megabytes_over_bare: float | None


@dataclass(frozen=True, slots=True)
class Both:
    """On how many pairs a program's file gives the new text accepted and the old one rejected."""

    program: str
    pairs: int
    accepted_in_our_reader: int | str
    rejected_in_our_reader: int | str
    accepted_in_libreoffice: int | str
    rejected_in_libreoffice: int | str


def programs() -> dict[str, list[str]]:
    """Each program's command with ``OLD``, ``NEW`` and ``OUT`` in it; empty for one that is not installed."""
    docxodus, trackdiff = _has("python_redlines_docxodus"), _tool("docx-trackdiff")
    compare = _tool("docx-redline")
    ours = [sys.executable, "-m", "negotiate"]
    return {
        "negotiate": [*ours, "redline", "OLD", "NEW", "-o", "OUT"],
        "Docxodus": [docxodus, "-c", _DOCXODUS, "OLD", "NEW", "OUT"] if docxodus else [],
        "docx-trackdiff": [trackdiff, "OLD", "NEW", "OUT"] if trackdiff else [],
        "docx-redline": [compare, "compare", "OLD", "NEW", "-o", "OUT"] if compare else [],
    }


def _folders() -> list[Path]:
    return [Path(one) for one in (os.environ.get("PEERS"), Path(sys.executable).parent) if one]


def _tool(name: str) -> str:
    return next((str(one / name) for one in _folders() if (one / name).exists()), "")


def _has(module: str) -> str:
    """The interpreter that has a module; empty where none has."""
    for one in (folder / "python" for folder in _folders()):
        asked = [str(one), "-c", f"import {module}"]
        if one.exists() and subprocess.run(asked, check=False, capture_output=True).returncode == 0:
            return str(one)
    return ""


def _asked(command: Sequence[str], old: Path, new: Path, out: Path) -> list[str]:
    files = {"OLD": str(old), "NEW": str(new), "OUT": str(out)}
    return [files.get(word, word) for word in command]


def whole_processes(runs: int = 7) -> list[Whole]:
    """Time and memory of each, one after another in each round so that a busy machine is busy for all."""
    rng = Random(2026)
    old = make_agreement(rng)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        files = (_plain(folder / "old.docx", old), _plain(folder / "new.docx", edit(old, rng)))
        least: dict[str, list[float]] = {}
        bare = min(_spent([sys.executable, "-c", "pass"])[2] for _ in range(3))
        for _ in range(runs):
            for name, command in programs().items():
                if command:
                    spent = _spent(_asked(command, *files, folder / "out.docx"))
                    least[name] = [*map(min, spent, least.get(name, spent))]
    ours = least["negotiate"]
    return [
        Whole(name, one[0], one[1], one[0] / ours[0], one[1] / ours[1], one[2] - bare)
        if (one := least.get(name))
        else Whole(f"{name}: {_MISSING}", None, None, None, None, None)
        for name in programs()
    ]


def both_texts() -> list[Both]:
    """Accepting and rejecting all, pair by pair, in both readers; words are compared, not their layout."""
    base = make_agreement(Random(7), 2_000)
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        old = _plain(folder / "old.docx", base)
        made: dict[str, list[bytes | None]] = {name: [] for name, one in programs().items() if one}
        news = []
        for number, plan in enumerate(PLANS):
            new = _plain(folder / f"new{number}.docx", edits.edit(base, plan, 7)[0])
            news.append(new.read_bytes())
            for name, command in programs().items():
                if command:
                    out = folder / f"{number}.docx"
                    out.unlink(missing_ok=True)
                    _spent(_asked(command, old, new, out))
                    made[name].append(out.read_bytes() if out.exists() else None)
        rows = []
        for name in programs():
            if name not in made:
                rows.append(Both(f"{name}: {_MISSING}", len(PLANS), *("–",) * 4))
                continue
            counts: list[int | str] = []
            for texts in (_ours, _office):
                told = texts([old.read_bytes(), *news, *(data for data in made[name] if data)])
                if told is None:
                    counts += ["no LibreOffice"] * 2
                    continue
                before, after = told[0][0], [one[0] for one in told[1 : len(news) + 1]]
                given = iter(told[len(news) + 1 :])
                both = [next(given) if data else ([], []) for data in made[name]]
                counts.append(sum(one[0] == new for one, new in zip(both, after, strict=True)))
                counts.append(sum(one[1] == before for one in both))
            rows.append(Both(name, len(PLANS), *counts))
    return rows


def _ours(files: Sequence[bytes]) -> list[tuple[list[str], list[str]]]:
    return [(_words(read_word(one, View.ACCEPTED)), _words(read_word(one, View.REJECTED))) for one in files]


def _office(files: Sequence[bytes]) -> list[tuple[list[str], list[str]]] | None:
    """As LibreOffice reads them; None where it is not installed."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "packets"))
    try:
        told = import_module("office").office_texts(files)
        return [(_words(new), _words(old)) for new, old in told]
    except BaseException as fault:  # a test's helper skips by raising what is no Exception
        if type(fault).__name__ in ("Skipped", "ModuleNotFoundError"):
            return None
        raise


def _words(text: Text) -> list[str]:
    told = (
        part if isinstance(part, str) else " ".join(cell for row in part for cell in row) for part in text
    )
    return " ".join(told).split()


def _plain(path: Path, agreement: Agreement) -> Path:
    """The agreement as a Word file without marks."""
    placed = place(agreement)
    same = redline(placed, placed)
    path.write_bytes(redline_file(same, ".docx", old_name="a", new_name="b", author="A", at=AT))
    return path


def _spent(command: Sequence[str]) -> list[float]:
    """Seconds on the clock and of processor, megabytes at the peak of a process and its children."""
    told = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCH, *command], capture_output=True, text=True, check=True
    )
    return [float(one) for one in json.loads(told.stdout)[1:]]
