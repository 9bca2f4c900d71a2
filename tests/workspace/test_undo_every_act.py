"""Every command of the program, one by one: undone and redone, or said why not; and none is left out."""

import argparse
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bargain import Team, run

from negotiate.cli import build_parser

# Commands that change nothing on the record.
READS = set(
    "report outline show redline search refs check board cost cost-units cost-suggest cost-raises cost-distance packet successor "
    "verify history provenance movement scenario serve".split()
) | {"item list", "item show", "session show", "bundle out"}  # fmt: skip
BEGINS = {"demo", "init", "tour"}  # a workspace of its own: there is nothing before it
PASSED_OVER = {"session start", "session note", "session caucus", "session end", "session next", "session redact",
               "sync"}  # fmt: skip
TAKES_BACK = {"undo", "redo"}

TEXT = """Article I

Pay

A. Pay is 100 dollars.

B. Leave is ten days.

C. Notice is five days, as Section K says.

D. The ratio of nurses is 1 to 700 students.
"""
_UNION, _DISTRICT = ("--side", "union"), ("--side", "district")
_SIGN = ("--union", "Una", "--district", "Dan")


def _at(minute: int) -> tuple[str, str]:
    return ("--at", f"2026-03-04T18:{minute:02}")


def _leaves(parser: argparse.ArgumentParser, before: tuple[str, ...] = ()) -> Iterator[str]:
    inner = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not inner:
        yield " ".join(before)
    for one in inner:
        for name, parts in one.choices.items():
            yield from _leaves(parts, (*before, name))


# (command, its words, "undone" or the words in which undo refuses it), in an order in which each is allowed; ""
# where the act is only wanted for what follows, and its like was tried before.
STEPS: list[tuple[str, tuple[str, ...], str]] = [
    ("item open", ("Pay", "--clause", "I.A", "--clause", "I.C"), "undone"),
    ("item open", ("Leave", "--clause", "I.B"), "undone"),
    ("draft", ("1", *_UNION, "--clause", "I.A", "--text", "Pay is 110 dollars."), "undone"),
    ("draft", ("1", *_UNION, "--clause", "I.A", "--text", "Pay is 109 dollars.", "--option", "b"), "undone"),
    ("pass", ("1", *_UNION), "undone"),
    ("recall", ("1",), "undone"),
    ("pass", ("1", *_UNION), ""),
    ("hand", ("1", *_at(10)), "crossed the table"),
    ("pass", ("1", *_UNION, "--option", "b", "--label", "what-if", *_at(11)), "crossed the table"),
    ("hold", ("1", "--why", "waits"), "undone"),
    ("item split", ("1", "Notice", "--clause", "I.C"), "undone"),
    ("item join", ("2", "3"), "undone"),
    ("item open", ("Fees",), ""),
    ("draft", ("4", *_UNION, "--insert-after", "I.B", "--text", "C. Fees are paid."), "undone"),
    ("concept", ("4",), "undone"),
    ("withdraw", ("4",), "undone"),
    ("draft", ("2", *_UNION, "--clause", "I.B", "--text", "Leave is 12 days."), ""),
    ("pass", ("2", *_UNION, *_at(12)), ""),
    ("package", ("spring", "1", "2"), "undone"),
    ("reject", ("2", "--why", "not together"), "undone"),
    ("reject", ("2", "--why", "no"), "undone"),
    ("current", ("2", *_DISTRICT, *_at(13)), "crossed the table"),
    ("accept", ("1", *_DISTRICT, *_at(14)), "crossed the table"),
    ("ta", ("1", "--side", "union", "--by", "Una", *_at(15)), "it was signed"),
    ("ta", ("1", "--ink", "{folder}/ink.txt", *_at(16)), "undone"),
    ("pass", ("1", *_UNION, *_at(17)), ""),
    ("accept", ("1", *_DISTRICT, *_at(18)), ""),
    ("ta", ("1", *_SIGN, *_at(19)), "it was signed"),
    ("reopen", ("1", "--consent", "--why", "a slip"), "undone"),
    ("accept", ("1", *_UNION, *_at(20)), ""),
    ("ta", ("1", *_SIGN, *_at(21)), ""),
    ("receive", ("2", "{folder}/counter.txt", *_DISTRICT, "--yes", *_at(22)), "crossed the table"),
    ("check-accept", ("{finding}", "--why", "known"), "undone"),
    ("cost-bind", ("I.D", "700", "--id", "nurse", "--kind", "staffing-ratio", "--job", "nurse", "--reading",
                   "system-wide", "--rounding", "tenth", "--amount", "90000", "--pay-source", "payroll"), "undone"),
    ("parties", ("--title", "Agreement of May", "--union-signs", "Una", "--first-year", "2026"), "undone"),
    ("cost-enrolment", ("{folder}/students.csv",), "undone"),
    ("cost-staff", ("{folder}/staff.csv", "--group", "teachers"), "undone"),
    ("cost-positions", ("{folder}/positions.csv", "--as-of", "2026-01-01", "--source", "the file"), "undone"),
    ("import", ("{folder}/aides.txt", "--document", "aides"), "undone"),
    ("correct", ("9", "heading"), "undone"),
    ("bundle in", ("{bundle}",), "crossed the table"),
    ("ratify", ("--unit", "all", "--body", "members", "--vote", "yes", *_at(30),
                "--close", "2=current", "--close", "5=withdrawn"), "a vote that was taken"),
]  # fmt: skip
ELSEWHERE = {"schedule-raise": "tests/costing: it writes a draft, as `draft` does"}


def test_no_command_is_left_out() -> None:
    known = READS | BEGINS | PASSED_OVER | TAKES_BACK | {name for name, _, _ in STEPS} | set(ELSEWHERE)
    there = set(_leaves(build_parser()))
    assert there - known == set(), "put it among READS, or walk it in STEPS"
    assert known - there == set(), "no such command any more"


def _state(team: Team) -> str:
    """Every ref a person sees, and every file in the folder."""
    words = ["git", "for-each-ref", "refs/heads", "refs/tags"]
    refs = subprocess.run(words, cwd=team.folder, capture_output=True, text=True, check=True).stdout
    inside = [
        one for one in sorted(team.folder.rglob("*")) if ".git" not in one.relative_to(team.folder).parts
    ]
    files = [f"{one.relative_to(team.folder)} {one.read_bytes()!r}" for one in inside if one.is_file()]
    kept = [line for line in refs.splitlines() if not line.endswith("refs/heads/private")]
    return "\n".join((*kept, *files))


def _files(folder: Path) -> None:
    """What the acts read."""
    words = {
        "a.txt": TEXT,
        "ink.txt": "Pay is 115 dollars.",
        "counter.txt": "B. Leave is eleven days.\n",
        "aides.txt": "Article I\n\nAides\n\nA. Aides are paid 80 dollars.\n\nB. Aides have ten days.\n",
        "students.csv": "School,K,1\nNorth,10,12\nSouth,20,22\n",
        "staff.csv": "Name,Step,Lane,FTE\nA,1,BA,1.0\nB,2,MA,0.5\n",
        "positions.csv": "Job,FTE\nnurse,2\n",
    }
    for name, said in words.items():
        (folder / name).write_text(said, "utf-8")


def _theirs(folder: Path) -> str:
    """An exchange file of the other side's team, which imported the same agreement."""
    assert (
        run("init", str(folder / "theirs"), "--from", str(folder / "a.txt"), "--side", "district").code == 0
    )
    theirs = Team(folder / "theirs")
    theirs("item", "open", "Calendars", "--clause", "I.C")
    theirs("draft", "1", *_DISTRICT, "--clause", "I.C", "--text", "Notice is six days.")
    theirs("pass", "1", *_DISTRICT, *_at(25))
    theirs("bundle", "out", str(folder / "theirs.exchange"))
    return str(folder / "theirs.exchange")


def test_every_act_is_taken_back_and_done_again_or_says_why_not(tmp_path: Path) -> None:
    _files(tmp_path)
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    finding = run("-w", str(team.folder), "check", "--json").json()[0]["id"]
    names = {"folder": str(tmp_path), "finding": finding, "bundle": _theirs(tmp_path)}
    for command, words, told in STEPS:
        if not told:
            team(*command.split(), *words)
            continue
        before = _state(team)
        team(*command.split(), *(word.format(**names) for word in words))
        after = _state(team)
        assert after != before, command
        if told == "undone":
            plan = team("undo")
            assert plan.err.startswith("undo: "), command  # it says what, before it does it
            assert _state(team) == before, command
            team("redo")
        else:
            refused = team("undo", code=3).err
            assert "cannot be undone" in refused and told in refused, command
        assert _state(team) == after, command
    assert team("verify", "--json").json()["findings"] == []


def test_the_log_and_a_sync_are_passed_over(tmp_path: Path) -> None:
    _files(tmp_path)
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    subprocess.run(
        ["git", "init", "-q", "--bare", "--initial-branch=main", tmp_path / "server.git"], check=True
    )
    team("item", "open", "Pay", "--clause", "I.A")
    before = _state(team)
    team("hold", "1", "--why", "waits")
    team("session", "start", *_at(0))
    team("session", "note", "words")
    team("session", "caucus", *_at(5))
    team("session", "end", *_at(9))
    entry = team("session", "show", "--json").json()[0]["id"]
    team("session", "redact", entry, "--why", "a name")
    team("sync", str(tmp_path / "server.git"))
    assert "held" in team("undo").out
    assert _state(team) == before
    log = team("session", "show", "--json").json()
    assert len(log) == 4 and sum(one["redacted"] is not None for one in log) == 1


def test_what_the_person_edited_is_not_committed_for_them(tmp_path: Path) -> None:
    """A data file with edits of their own: the act writes beside them, in the folder alone."""
    _files(tmp_path)
    assert run("init", str(tmp_path / "team"), "--from", str(tmp_path / "a.txt")).code == 0
    team = Team(tmp_path / "team")
    first = team("check", "--json", code=1).json()[0]["id"]
    (team.folder / "accepted.yaml").write_text("# ours\naccepted:\n", "utf-8")
    before = len(team("history").out.splitlines())
    team("check", "accept", first, "--why", "known")
    assert "# ours" in (team.folder / "accepted.yaml").read_text("utf-8")
    assert len(team("history").out.splitlines()) == before
    words = ["git", "status", "--porcelain"]
    said = subprocess.run(words, cwd=team.folder, capture_output=True, text=True, check=True).stdout
    assert "accepted.yaml" in said
