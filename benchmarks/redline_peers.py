"""The compare tools a redline is measured against, each as pieces of one text.

A tool that is not installed gives None: the table says "absent", never a guess.
"""

import difflib
import re
import shutil
import subprocess
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

Pieces = list[tuple[str, str]]
"""``equal``, ``delete`` or ``insert``, and the text."""

_TOKEN = re.compile(r"\S+|\s+")
_MARKED = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)


def git(old: Path, new: Path) -> Pieces:
    """``git diff --no-index --word-diff`` with all lines of context."""
    told = _out(["git", "diff", "--no-index", "--word-diff", "-U1000000", "--", str(old), str(new)])
    return _marked(told.partition("@@\n")[2])


def wdiff(old: Path, new: Path) -> Pieces:
    """GNU wdiff."""
    return _marked(_out(["wdiff", "--", str(old), str(new)]))


def fast_dmp(old: Path, new: Path) -> Pieces:
    """fast-diff-match-patch, characters, cleaned up for the eye."""
    found = import_module("fast_diff_match_patch").diff(
        old.read_text("utf-8"), new.read_text("utf-8"), counts_only=False, cleanup="Semantic"
    )
    names = {"=": "equal", "-": "delete", "+": "insert"}
    return [(names[op], text) for op, text in found]


def dmp(old: Path, new: Path) -> Pieces:
    """diff-match-patch, cleaned up for the eye."""
    tool = import_module("diff_match_patch").diff_match_patch()
    tool.Diff_Timeout = 0
    found = tool.diff_main(old.read_text("utf-8"), new.read_text("utf-8"))
    tool.diff_cleanupSemantic(found)
    return [({0: "equal", -1: "delete", 1: "insert"}[op], text) for op, text in found]


def stdlib(old: Path, new: Path) -> Pieces:
    """The standard library: difflib over words and spaces, as it comes (without its heuristic: hours)."""
    left, right = _TOKEN.findall(old.read_text("utf-8")), _TOKEN.findall(new.read_text("utf-8"))
    pieces: Pieces = []
    for tag, a0, a1, b0, b1 in difflib.SequenceMatcher(None, left, right).get_opcodes():
        if tag == "equal":
            pieces.append(("equal", "".join(left[a0:a1])))
        else:
            pieces += [("delete", "".join(left[a0:a1])), ("insert", "".join(right[b0:b1]))]
    return [piece for piece in pieces if piece[1]]


def redlines(old: Path, new: Path) -> Pieces:
    """The redlines package."""
    found = import_module("redlines").Redlines(old.read_text("utf-8"), new.read_text("utf-8"))
    told = found.output_markdown.replace(" \n\n", "\n")  # as it writes a line break
    pieces: Pieces = []
    at = 0
    for mark in re.finditer(
        r"<span style='color:(?:red|green)[^>]*>(?:<del>|<ins>)?(.*?)</span>|<(del|ins)>(.*?)</\2>",
        told,
        re.DOTALL,
    ):
        pieces.append(("equal", told[at : mark.start()]))
        kind = "delete" if "red" in mark[0][:40] or mark[2] == "del" else "insert"
        pieces.append((kind, re.sub(r"</?(?:del|ins)>", "", mark[1] or mark[3] or "")))
        at = mark.end()
    pieces.append(("equal", told[at:]))
    return [piece for piece in pieces if piece[1]]


PEERS: dict[str, tuple[Callable[[Path, Path], Pieces], str]] = {
    "git --word-diff": (git, "git"),
    "wdiff": (wdiff, "wdiff"),
    "fast-diff-match-patch": (fast_dmp, "fast_diff_match_patch"),
    "diff-match-patch": (dmp, "diff_match_patch"),
    "difflib": (stdlib, "difflib"),
    "redlines": (redlines, "redlines"),
}
"""Name → the tool and the program or module it needs."""

PROGRAMS = ("git --word-diff", "wdiff")
SLOW = ("difflib", "redlines")


def present(name: str) -> bool:
    """Whether the tool is installed here."""
    needs = PEERS[name][1]
    return shutil.which(needs) is not None or find_spec(needs) is not None


def _out(command: list[str]) -> str:
    """The tool's output; one says "the texts differ" with exit code 1."""
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout


def _marked(told: str) -> Pieces:
    pieces: Pieces = []
    at = 0
    for mark in _MARKED.finditer(told):
        pieces.append(("equal", told[at : mark.start()]))
        pieces.append(("delete", mark[1]) if mark[1] is not None else ("insert", mark[2]))
        at = mark.end()
    pieces.append(("equal", told[at:]))
    return [piece for piece in pieces if piece[1]]
