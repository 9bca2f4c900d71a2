"""Every command on large workspaces: what it takes of processor and memory, and how it grows.

``python -m benchmarks.load_bench [ITEMS…] [WORDS…]`` prints a row a command as it is measured: of 100 and
200 items without a word, of commands whose names hold one of the words alone. ``python -m benchmarks load``
takes 100 and 1,000 (five thousand passes, a million words, a hundred thousand staff). Each command is a
process of its own, as a person starts it: the seconds are the processor's, its git processes with them, the
megabytes the most that it held (never less than the bench itself). Commands that only ask are measured twice
where that is soon done (the least counts; the first pays for what is kept for the next), acts once, one after
another. All of it takes a quarter of an hour on cores of its own.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.load_made import PASSES, STAFF_AN_ITEM, Load, build, clause_of, said_of, staff_sheet
from negotiate.bargaining.parties import FILE, Side, read_facts
from negotiate.bargaining.ratification import required
from negotiate.bargaining.states import State
from negotiate.workspace.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
SIZES, QUICK = (100, 1_000), (100, 200)
SOON = 3.0
"""Seconds up to which a question is asked once more."""
Words = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Row:
    """One command: processor seconds and megabytes at each size, and how many times the seconds are at the
    larger. ``size`` tells the sizes; None where the command was refused."""

    command: str
    sizes: str
    seconds: str
    megabytes: str
    growth: float | None


@dataclass(frozen=True, slots=True)
class Took:
    """One run: processor seconds, megabytes at most, and how it ended."""

    cpu: float
    megabytes: float
    code: int
    said: str


@dataclass(frozen=True, slots=True)
class Step:
    """A command to measure: its name in the table, its words, and whether it only asks."""

    name: str
    words: Words
    asks: bool = False


class Bench:
    """One workspace and what is asked and done in it, in order."""

    def __init__(self, load: Load, home: Path) -> None:
        self._load = load
        self._out = home / "out"
        self._out.mkdir()
        self._home = home
        self._env = dict(os.environ) | {"HOME": str(home), "PYTHONPATH": str(ROOT), "EDITOR": "true"}
        self._env.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(self, words: Words) -> Took:
        """Runs ``negotiate`` once."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            command = [sys.executable, "-m", "negotiate", "-w", str(self._load.folder), *map(str, words)]
            child = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=self._env)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            err.seek(0)
            said = err.read().decode("utf-8", "replace").strip()
        return Took(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode, said)

    def measured(self, step: Step) -> Took:
        """A question that takes little twice, the lesser of each; an act once."""
        took = self.run(step.words)
        if step.asks and took.cpu < SOON:
            again = self.run(step.words)
            took = Took(
                min(took.cpu, again.cpu), max(took.megabytes, again.megabytes), again.code, again.said
            )
        return took

    def steps(self) -> Iterator[Step]:
        """Every command; what an act needs was done by one before it."""
        yield from self._questions()
        yield from self._money()
        yield from self._files()
        yield from self._bargaining()
        yield from self._sharing()
        yield from self._ending()

    def _questions(self) -> Iterator[Step]:
        kind = self._load.of_kind
        agreed, waits, open_, priced = kind(0)[-1], kind(2)[0], kind(5)[-1], kind(4)[1]
        for name, words in (
            ("board", ["board"]),
            ("item list", ["item", "list"]),
            ("item list --touching", ["item", "list", "--touching", clause_of(open_)]),
            ("item show", ["item", "show", open_]),
            ("outline", ["outline"]),
            ("show", ["show", clause_of(open_)]),
            ("show --at tentative", ["show", clause_of(agreed), "--at", "tentative"]),
            ("show --at ITEM:union", ["show", clause_of(open_), "--at", f"{open_}:union"]),
            ("search", ["search", "vacancy", "notice"]),
            ("search --at tentative", ["search", "vacancy", "notice", "--at", "tentative"]),
            ("refs", ["refs", clause_of(open_)]),
            ("check", ["check"]),
            ("check tentative", ["check", "tentative"]),
            ("redline baseline tentative", ["redline", "baseline", "tentative"]),
            ("redline baseline ITEM:union", ["redline", "baseline", f"{open_}:union"]),
            ("redline ITEM:union@1 ITEM:union@2", ["redline", f"{open_}:union@1", f"{open_}:union@2"]),
            ("redline ITEM:district ITEM:union", ["redline", f"{waits}:district@1", f"{priced}:union"]),
            ("movement", ["movement"]),
            ("movement ITEM", ["movement", open_]),
            ("provenance", ["provenance", clause_of(agreed), "--at", "tentative"]),
            ("history", ["history"]),
            ("session show", ["session", "show"]),
            ("verify", ["verify"]),
        ):
            yield Step(name, [str(word) for word in words], asks=True)

    def _money(self) -> Iterator[Step]:
        kind = self._load.of_kind
        open_, priced = kind(5)[-1], kind(4)[1]
        for name, words in (
            ("cost ITEM:union (priced)", ["cost", f"{priced}:union"]),
            ("cost ITEM:union (no money)", ["cost", f"{open_}:union"]),
            ("cost tentative", ["cost", "tentative"]),
            ("cost of two items", ["cost", f"{priced}:union", f"{open_}:district"]),
            ("cost --ranges", ["cost", f"{priced}:union", "--ranges"]),
            ("cost units", ["cost", "units"]),
            ("cost suggest", ["cost", "suggest"]),
            ("cost distance", ["cost", "distance"]),
            (
                "cost raises",
                ["cost", "raises", "--term", "teachers-base-pay", "--low", "2", "--high", "4", "--by", "0.5"],
            ),
            ("scenario", ["scenario", "--raise", "3", "--raise", "2", "--effective", "2026-09-01"]),
        ):
            yield Step(name, words, asks=True)
        sheet = self._home / "staff.csv"
        staff_sheet(sheet, self._load.size * STAFF_AN_ITEM)
        yield Step("cost staff", ["cost", "staff", "--group", "teachers", sheet])
        yield Step("cost ITEM:union, staff by sheet", ["cost", f"{priced}:union"], asks=True)
        raised = str(kind(6)[0])
        more = ["--term", "teachers-base-pay", "--percent", "3", "--effective", "2026-09-01"]
        yield Step("schedule raise", ["schedule", "raise", raised, "--side", "union", *more])
        yield Step("cost ITEM:draft (a raise)", ["cost", f"{raised}:draft"], asks=True)

    def _files(self) -> Iterator[Step]:
        some = [str(number) for number in self._load.of_kind(7)[:3]]
        for audience in ("table", "members", "board", "team"):
            file = self._out / f"{audience}.docx"
            yield Step(f"packet of three --for {audience}", ["packet", *some, "-o", file, "--for", audience])
        yield Step("packet of three .pdf", ["packet", *some, "-o", self._out / "table.pdf"])
        yield Step("packet of three .html", ["packet", *some, "-o", self._out / "table.html"])
        yield Step("packet --open", ["packet", "--open", "-o", self._out / "open.docx"])
        yield Step("verify FILE (open)", ["verify", self._out / "open.docx"])
        yield Step("packet --agreed", ["packet", "--agreed", "-o", self._out / "agreed.docx"])
        for audience in ("members", "board", "team"):
            file = self._out / f"agreed-{audience}.docx"
            yield Step(
                f"packet --agreed --for {audience}", ["packet", "--agreed", "-o", file, "--for", audience]
            )
        yield Step("verify FILE (agreed)", ["verify", self._out / "agreed.docx"])
        yield Step("packet --agreed .pdf", ["packet", "--agreed", "-o", self._out / "agreed.pdf"])
        yield Step("successor .docx", ["successor", "-o", self._out / "successor.docx"])
        yield Step("successor .md", ["successor", "-o", self._out / "successor.md"])
        yield Step("successor --blackline", ["successor", "--blackline", "-o", self._out / "black.docx"])
        yield Step("verify FILE (successor)", ["verify", self._out / "successor.docx"])
        yield Step(
            "redline of two files", ["redline", self._out / "successor.docx", self._out / "successor.md"]
        )

    def _bargaining(self) -> Iterator[Step]:
        kind = self._load.of_kind
        five, six, seven, eight, nine = (kind(n) for n in (5, 6, 7, 8, 9))
        one, cited = str(five[0]), clause_of(five[0])
        yield Step("item open", ["item", "open", "A new one", "--clause", "I.C.1", "--clause", "I.C.2"])
        yield Step(
            "draft", ["draft", one, "--side", "district", "--clause", cited, "--text", said_of(five[0], 8)]
        )
        yield Step(
            "draft again",
            ["draft", one, "--side", "district", "--clause", cited, "--text", said_of(five[0], 9)],
        )
        yield Step("undo", ["undo"])
        yield Step("redo", ["redo"])
        yield Step("pass", ["pass", one, "--side", "district"])
        yield Step("recall", ["recall", one])
        yield Step("pass, again", ["pass", one, "--side", "district"])
        yield Step("hand", ["hand", one])
        yield Step("accept", ["accept", one, "--side", "union"])
        yield Step("ta", ["ta", one, *self._signers(Side.UNION), *self._signers(Side.DISTRICT)])
        yield Step("reopen", ["reopen", one, "--consent", "--why", "again"])
        waits, by = kind(2), ["--by", self._signers(Side.UNION)[1]]
        yield Step("ta --side", ["ta", str(waits[-1]), "--side", "union", *by, "--how", "typed"])
        yield Step("hold", ["hold", str(six[0]), "--why", "figures"])
        yield Step("concept", ["concept", str(six[1])])
        yield Step("current", ["current", str(six[2]), "--side", "district"])
        yield Step("withdraw", ["withdraw", str(six[3]), "--why", "no more"])
        yield Step("reject", ["reject", str(six[4]), "--why", "no"])
        yield Step("package", ["package", "bundle", *map(str, eight[:4])])
        yield Step("cost package:NAME", ["cost", "package:bundle"], asks=True)
        yield Step("item split", ["item", "split", str(self._load.size + 1), "Part", "--clause", "I.C.2"])
        yield Step("item join", ["item", "join", str(nine[1]), str(nine[2])])
        yield Step("packet of one .docx", ["packet", str(seven[0]), "-o", self._out / "one.docx"])
        theirs = self._out / "theirs.docx"
        yield Step("redline -o .docx", ["redline", "baseline", f"{seven[0]}:district", "-o", theirs])
        taken: list[str | Path] = ["receive", str(seven[0]), theirs, "--side", "district"]
        yield Step("receive --dry-run", [*taken, "--dry-run"])
        yield Step("receive", [*taken, "--yes"])
        yield Step("session start", ["session", "start", "--place", "Hall"])
        yield Step("session note", ["session", "note", "Said a word", "--item", str(five[1])])
        yield Step("session end", ["session", "end"])

    def _signers(self, side: Side) -> list[str]:
        """Who may sign for a side, as many as must, each behind the side's option."""
        facts = read_facts((self._load.folder / FILE).read_text("utf-8"))
        names = facts.party(side).signatories[: facts.rules.signatories_per_side]
        return [word for name in names for word in (f"--{side.value}", name)]

    def _sharing(self) -> Iterator[Step]:
        remote = self._home / "remote.git"
        subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True, env=self._env)
        yield Step("sync, all of it", ["sync", str(remote)])
        yield Step("item open (once more)", ["item", "open", "A newer one", "--clause", "I.C.3"])
        yield Step("sync, one act", ["sync", str(remote)])
        yield Step("sync, nothing new", ["sync", str(remote)])
        yield Step("bundle out", ["bundle", "out", self._out / "all.bundle"])
        yield Step("bundle in (our own)", ["bundle", "in", self._out / "all.bundle"])
        letter = self._home / "letter.txt"
        letter.write_text("Side letter\n\n1. Notice. The parties give notice within 30 days.\n", "utf-8")
        yield Step("import", ["import", letter, "--document", "letter"])

    def _ending(self) -> Iterator[Step]:
        yield Step("history, after", ["history"], asks=True)
        with Workspace.open(self._load.folder) as workspace:
            bodies = required(workspace.facts)
            closed = (State.TA, State.RATIFIED, State.WITHDRAWN)
            left = [row.number for row in workspace.rows() if row.state not in closed]
        closing = [word for number in left for word in ("--close", f"{number}=current")]
        for number, (unit, body) in enumerate(bodies):
            vote = ["ratify", "--unit", unit, "--body", body, "--vote", "yes"]
            last = number == len(bodies) - 1
            yield Step("ratify, the last yes" if last else f"ratify, yes {number + 1}", [*vote, *closing])
            closing = []
        yield Step("verify, after", ["verify"], asks=True)
        yield Step("board, after", ["board"], asks=True)


def measure(size: int, say: Callable[[str, Took], None], wanted: Sequence[str] = ()) -> dict[str, Took]:
    """Every command (those whose name holds one of the words ``wanted``) at one size."""
    with tempfile.TemporaryDirectory(prefix="negotiate-load-") as held:
        home = Path(held)
        # by a process of its own: those that are measured begin with the memory of the bench
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
            bench = Bench(other.submit(build, home / "w", size).result(), home)
        found = {}
        for step in bench.steps():
            if wanted and not any(word in step.name for word in wanted):
                continue
            found[step.name] = bench.measured(step)
            say(step.name, found[step.name])
        return found


def run(sizes: Sequence[int] = SIZES) -> list[Row]:
    """Every command at each size."""
    found = [measure(size, _tell) for size in sizes]
    return [_row(name, sizes, [each.get(name) for each in found]) for name in found[0]]


def _row(name: str, sizes: Sequence[int], took: Sequence[Took | None]) -> Row:
    """A command's line; what was refused or failed at a size says so in place of its seconds."""
    done = [one for one in took if one is not None and one.code in (0, 1)]
    growth = done[-1].cpu / done[0].cpu if len(done) == len(took) > 1 else None
    return Row(
        name,
        " / ".join(f"{size:,}" for size in sizes),
        " / ".join("–" if one is None else f"{one.cpu:.2f}{_ended(one)}" for one in took),
        " / ".join("–" if one is None else f"{one.megabytes:.0f}" for one in took),
        growth,
    )


def _ended(one: Took) -> str:
    return "" if one.code in (0, 1) else f" (ended with {one.code})"


def _tell(name: str, took: Took) -> None:
    said = f"  {took.said.splitlines()[0][:150]}" if took.said and took.code not in (0, 1) else ""
    sys.stderr.write(f"  {name:<36} {took.cpu:8.2f} s {took.megabytes:6.0f} MB{_ended(took)}{said}\n")
    sys.stderr.flush()


def main(words: Sequence[str]) -> None:
    """Prints each command as it is measured, then how they grow; words that are no sizes choose commands."""
    sizes = [int(word) for word in words if word.isdecimal()] or QUICK
    wanted = [word for word in words if not word.isdecimal()]
    found = []
    for size in sizes:
        sys.stderr.write(f"{size:,} items, {size * PASSES:,} passes, {size * STAFF_AN_ITEM:,} staff\n")
        found.append(measure(size, _tell, wanted))
    for name in found[0]:
        row = _row(name, sizes, [each.get(name) for each in found])
        growth = "" if row.growth is None else f"{row.growth:.1f} ×"
        sys.stdout.write(f"{row.command:<36} {row.seconds:>24} {row.megabytes:>16} {growth:>8}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
