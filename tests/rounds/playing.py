"""A round played command by command, and its account: what was done, what the program said.

The account is the long example of the documentation. An oracle of the round's outcome is kept beside the
program: the words each item ends with, put into the received words by plain replacement.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bargain import Said, Team

_HEAD = """# A whole round

This page is written by a script that plays a whole round, command by command, on the sample district's agreement
(`make rounds`): thirty-three items in five evenings, from the received text to the ratified successor. Every line
below is what the program said.
"""
_OF_THE_MACHINE = (
    (r"^ +\d{4}-\d\d-\d\d \d\d:\d\d [+-]\d{4}  (?:opened|packaged)$\n?", ""),
    (r"SHA-256 [0-9a-f]+", "SHA-256 …"),
    (r"Unknown Author, \d{4}-\d\d-\d\d", "Unknown Author, today"),
)  # what another day or another copy of the program would say otherwise
_KEPT = 14  # lines of an answer that the account shows
_PACKETS = Path(__file__).resolve().parents[1] / "packets"


@dataclass(frozen=True, slots=True)
class Words:
    """A place in a clause: these words become those."""

    clause: str
    old: str
    new: str


@dataclass
class Play:
    """A team at its table, and the account of what it does."""

    team: Team
    lines: list[str] = field(default_factory=list)

    def tell(self, *words: str) -> None:
        """A paragraph of the account."""
        self.lines += [" ".join(words), ""]

    def evening(self, title: str) -> None:
        """A heading of the account."""
        self.lines += [f"## {title}", ""]

    def __call__(self, *words: str, code: int = 0, show: int = _KEPT) -> Said:
        """A command that stands in the account with the first ``show`` lines of what it said."""
        said = self.team(*words, code=code)
        told = [*said.out.splitlines(), *said.err.splitlines()]
        shown = told[:show] + (["…"] if len(told) > show else [])
        home = f"{self.team.folder}/"
        self.lines += ["```console", f"$ negotiate {shlex.join(words)}", *shown, "```", ""]
        self.lines = [
            line.replace(home, "").replace(f"{self.team.folder.parent}/", "") for line in self.lines
        ]
        return said

    def account(self) -> str:
        """The account as a page of the guide; times of the machine's own are left out."""
        body = "\n".join(self.lines)
        for found, put in _OF_THE_MACHINE:
            body = re.sub(found, put, body, flags=re.MULTILINE)
        return f"{_HEAD}\n{body}"

    def settle(self) -> None:
        """Looks at every doubt of the import in the received file, answers it (the file says what was read),
        and has the file read again."""
        doubts = self.team("report", "--json").json()["doubts"]
        answered = dict.fromkeys(one["line"] for one in doubts)
        for at, line in enumerate(answered):
            (self.team if at else self)("correct", str(line), "as-read")
        self("import", "--again", show=6)
        assert self.team("report", "--json").json()["doubts"] == []

    def put(self, item: int, side: str, places: Sequence[Words], *start: str) -> None:
        """A side's draft: each place's words put where the old ones stand, one edit a clause."""
        for clause in dict.fromkeys(one.clause for one in places):
            text = self.team("show", clause).out.strip()
            for one in (one for one in places if one.clause == clause):
                assert text.count(one.old) == 1, f"{clause}: {one.old!r} stands {text.count(one.old)} times"
                text = text.replace(one.old, one.new)
            self.team("draft", str(item), "--side", side, "--clause", clause, "--text", text, *start)

    def offer(
        self, item: int, side: str, places: Sequence[Words], at: str, *more: str, quiet: bool = False
    ) -> Said:
        """A pass with these words, handed across at ``at``; ``quiet``: it stands not in the account."""
        self.put(item, side, places)
        return (self.team if quiet else self)("pass", str(item), "--side", side, "--at", at, *more)


def pages(file: Path) -> str:
    """The words of a PDF as another program reads them."""
    import pypdf

    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(file).pages).split())


def in_office(source: Path, target: Path, edits: Sequence[tuple[str, int, str, bool]], profile: Path) -> None:
    """The other side opens the Word file in LibreOffice, edits it (words to find, which of them, words to
    put, whether tracked) and saves it: a file no writer of ours has made."""
    import json

    job = {
        "source": str(source), "target": str(target), "profile": str(profile), "pipe": f"round{profile.name}",
        "edits": [list(edit) for edit in edits],
    }  # fmt: skip
    ran = subprocess.run(
        ["/usr/bin/python3", str(_PACKETS / "receiving_uno.py")],
        input=json.dumps(job), capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert ran.returncode == 0 and target.exists(), ran.stderr or sys.executable
