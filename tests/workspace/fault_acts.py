"""Every act of the program, from a workspace made for it: what is done before, and the act itself.

``python fault_acts.py FOLDER WORDS…`` does one act in a process of its own and prints ``done`` when it was
acknowledged. FOLDER holds ``team`` (the workspace) and whatever files the act needs.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

AT = "2026-03-0"
TEXT = "Article I\n\nPay\n\n" + "\n\n".join(f"{a}. Rule {a} is ten days." for a in "ABCDEFGH") + "\n"
BOTH = ("--union", "Una", "--district", "Dan", "--at", AT + "6T18:10")
OFFER = "Rule {0} is 12 days."

Words = tuple[str, ...]


def draft(item: str, clause: str, words: str = "is 12 days.") -> Words:
    """A draft of the union's on a clause."""
    return ("draft", item, "--side", "union", "--clause", f"I.{clause}", "--text", f"Rule {clause} {words}")


def passed(item: str, side: str = "union", day: int = 4) -> Words:
    """A pass that crosses the table."""
    return ("pass", item, "--side", side, "--at", f"{AT}{day}T18:10")


def accepted(item: str) -> Words:
    """The district accepts."""
    return ("accept", item, "--side", "district", "--at", AT + "5T18:10")


P = (draft("1", "A"), passed("1"))
"""Item 1 has crossed the table."""
Q = (draft("2", "B"), passed("2"))
AGREED = (*P, accepted("1"))
"""Both sides have one text on item 1."""
SIGNED = (*AGREED, ("ta", "1", *BOTH))
PACKED = (*P, *Q, ("package", "p", "1", "2"))
VOTE = ("ratify", "--unit", "all", "--vote", "yes", "--at", AT + "7T18:10", "--close", "2=current", "--close",
        "3=withdrawn", "--body")  # fmt: skip
SESSION = (("session", "start", "--place", "Hall"),)


@dataclass(frozen=True, slots=True)
class Act:
    """``before``: commands that come first. ``words``: the act. ``reaches``: the operations it comes to."""

    name: str
    words: Words
    before: tuple[Words, ...] = ()


ACTS = (
    Act("init", ("init", "fresh", "--from", "a.txt")),
    Act("demo", ("demo", "fresh", "--no-open")),
    Act("import document", ("import", "b.txt", "--document", "paras")),
    Act("import again", ("import", "--again"), (("undo",), ("undo",), ("undo",), ("correct", "7", "heading"))),
    Act("correct", ("correct", "7", "heading")),
    Act("item open", ("item", "open", "New", "--clause", "I.E")),
    Act("item split", ("item", "split", "3", "Apart", "--clause", "I.D")),
    Act("item join", ("item", "join", "1", "2")),
    Act("draft", draft("1", "A")),
    Act("draft again", draft("1", "A", "is 14 days."), (draft("1", "A"),)),
    Act("pass ready", ("pass", "1", "--side", "union"), (draft("1", "A"),)),
    Act("pass", passed("1"), (draft("1", "A"),)),
    Act("hand", ("hand", "1", "--at", AT + "4T18:10"), (draft("1", "A"), ("pass", "1", "--side", "union"))),
    Act("recall", ("recall", "1"), (draft("1", "A"), ("pass", "1", "--side", "union"))),
    Act("accept", accepted("1"), P),
    Act("current", ("current", "1", "--side", "district", "--at", AT + "5T18:10"), P),
    Act("receive", ("receive", "1", "theirs.txt", "--side", "district", "--at", AT + "5T18:10", "--yes"), P),
    Act("hold", ("hold", "1", "--why", "later")),
    Act("concept", ("concept", "1"), P),
    Act("withdraw", ("withdraw", "1"), P),
    Act("reject", ("reject", "1", "--side", "district"), P),
    Act("reopen", ("reopen", "1", "--side", "union", "--consent", "--why", "error"), SIGNED),
    Act("package", ("package", "p", "1", "2"), (*P, *Q)),
    Act("accept package", accepted("1"), PACKED),
    Act("reject package", ("reject", "1", "--side", "district", "--why", "no"), PACKED),
    Act("sign both", ("ta", "1", *BOTH), AGREED),
    Act("sign paper", ("ta", "1", "--side", "union", "--by", "Una", "--how", "paper", "--scan", "scan.pdf",
                       "--at", AT + "6T18:10"), AGREED),
    Act("sign key", ("ta", "1", "--side", "union", "--by", "pat", "--key", "pat", "--at", AT + "6T18:10"),
        AGREED),
    Act("sign ink", ("ta", "1", "--ink", "ink.txt", *BOTH), AGREED),
    Act("ink alone", ("ta", "1", "--ink", "ink.txt"), AGREED),
    Act("sign again", ("ta", "4", *BOTH[:4], "--at", AT + "7T18:10", "--again"),
        (*AGREED, ("item", "open", "Same", "--clause", "I.A"), draft("4", "A", "is 15 days."), passed("4"),
         accepted("4"), ("ta", "1", *BOTH))),
    Act("vote", (*VOTE, "members"), SIGNED),
    Act("ratify", ("ratify", *VOTE[1:7], "--body", "board"), (*SIGNED, (*VOTE, "members"))),
    Act("session start", SESSION[0]),
    Act("session note", ("session", "note", "they", "asked"), SESSION),
    Act("session caucus", ("session", "caucus"), SESSION),
    Act("session end", ("session", "end"), SESSION),
    Act("session next", ("session", "next", "--at", "2027-03-04T18:00")),
    Act("session redact", ("session", "redact", "ENTRY", "--why", "private"), SESSION),
    Act("undo", ("undo",), (("hold", "1"),)),
    Act("redo", ("redo",), (("hold", "1"), ("undo",))),
    Act("sync", ("sync", "server.git"), (("sync", "server.git"), *P)),
    Act("bundle out", ("bundle", "out", "out.exchange"), P),
    Act("bundle in", ("bundle", "in", "in.exchange")),
    Act("packet", ("packet", "1", "-o", "packet.docx"), P),
    Act("successor", ("successor", "-o", "successor.md"), SIGNED),
)  # fmt: skip
READS = frozenset(
    "report outline show redline search refs check item-list item-show board cost cost-units cost-suggest "
    "cost-distance cost-raises scenario verify history provenance session-show movement serve".split()
)
"""Commands that change nothing."""
BESIDE = frozenset(
    "check-accept cost-bind cost-staff cost-enrolment cost-positions parties schedule-raise tour".split()
)
"""Commands that change one data file of the team's by renaming, or a draft as ``draft`` does; the tour
begins a demo workspace and keeps where it was left in one private file."""
OPERATIONS = frozenset(
    "actions.change_state actions.draft actions.hand actions.offer actions.open_item actions.recall "
    "agreements.reopen agreements.sign creating._create exchange.take inking._initialled inking.ink "
    "packages.accept_package packages.break_package packages.package ratifying._adopt ratifying.ratify "
    "reimporting.add_document reimporting.import_again reshaping.join reshaping.split sessions._enter "
    "sessions.redact sharing.run".split()
)
"""What the acts come to, each a function that asks for an operation on the record."""


def main() -> None:
    """See the module."""
    from negotiate.cli import main as program

    folder, *words = sys.argv[1:]
    os.chdir(folder)
    code = program([*(() if words[0] in ("init", "demo") else ("-w", "team")), *words])
    if code == 0:
        sys.stdout.write("\ndone\n")
        sys.stdout.flush()
    sys.exit(code)


def make(folder: Path) -> None:
    """What every act starts from: three items, a server, files that come from outside."""
    from bargain import run

    (folder / "a.txt").write_text(TEXT, "utf-8")
    for name, words in (
        ("b.txt", "Article I\n\nHours\n\nA. Aides work six hours.\n"), ("ink.txt", "Rule A is 13 days."),
        ("theirs.txt", TEXT.replace("Rule A is ten", "Rule A is 11")), ("scan.pdf", "%PDF-1.4 a scan"),
    ):  # fmt: skip
        (folder / name).write_text(words, "utf-8")
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "pat", "-f", folder / "pat"], check=True
    )
    subprocess.run(
        ["git", "init", "-q", "--bare", "--initial-branch=main", folder / "server.git"], check=True
    )
    for side in ("union", "district"):
        words_ = ("init", str(folder / side), "--from", str(folder / "a.txt"), "--side", side)
        assert run(*words_).code == 0
    other = folder / "district"
    for command in (("item", "open", "Ours", "--clause", "I.H"),
                    ("draft", "1", "--side", "district", "--clause", "I.H", "--text", "Rule H is 9 days."),
                    passed("1", "district"), ("bundle", "out", str(folder / "in.exchange"))):  # fmt: skip
        assert run("-w", str(other), *command).code == 0
    (folder / "union").rename(folder / "team")
    team = folder / "team"
    facts = team / "agreement.yaml"
    key = (folder / "pat.pub").read_text().strip()
    named = "    name: the Union\n"
    facts.write_text(facts.read_text().replace(named, f"{named}    keys: [{{name: pat, key: {key}}}]\n"))
    who = ("-c", "user.name=P", "-c", "user.email=p@x")
    subprocess.run(["git", *who, "commit", "-qam", "Keys"], cwd=team, check=True)
    for title, clauses in (("One", "A"), ("Two", "B"), ("Three", "CD")):
        cited = tuple(word for label in clauses for word in ("--clause", f"I.{label}"))
        assert run("-w", str(team), "item", "open", title, *cited).code == 0


if __name__ == "__main__":
    main()
