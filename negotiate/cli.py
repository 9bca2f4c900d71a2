"""The program: a command's words are read, and what it does is loaded and called.

stdout is data only; notes and errors go to stderr. Exit codes are those of
:class:`negotiate.common.errors.Exit`.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from negotiate import __version__
from negotiate.common.errors import Exit, NegotiateError, Usage, WorkspaceFault
from negotiate.common.machine import want_behind, want_of
from negotiate.common.text import printable

_SUBJECTS = {
    "setup": ("demo", "tour", "init", "import", "report", "correct", "parties"),
    "texts": ("outline", "show", "redline"),
    "finding": ("search", "refs", "check", "check-accept"),
    "items": ("item", "board", "draft"),
    "passes": ("pass", "hand", "recall", "accept", "current", "receive"),
    "agreements": ("hold", "concept", "withdraw", "reject", "reopen", "package", "ta"),
    "money": ("cost", "cost-bind"),
    "figures": (
        *("cost-units", "cost-suggest", "cost-staff", "cost-enrolment", "cost-positions", "cost-distance"),
        *("cost-raises", "schedule-raise"),
    ),
    "files": ("packet", "successor", "verify", "history", "undo", "redo"),
    "sharing": ("sync", "bundle", "ratify", "provenance"),
    "session": ("session",),
    "scenario": ("scenario",),
    "table": ("movement",),
    "serving": ("serve",),
}
"""The commands, and the module of ``negotiate.commands.words`` that holds their words."""

_PAIRS = (
    *(
        ("cost", word)
        for word in ("bind", "units", "suggest", "staff", "enrolment", "positions", "distance", "raises")
    ),
    ("schedule", "raise"),
    ("check", "accept"),
)
_WORKSPACE = ("-w", "--workspace")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code. No traceback ever reaches a user."""
    if sys.stdout is None:  # closed by whoever called
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - for the whole run
    _write_every_letter()
    try:
        words = list(sys.argv[1:] if argv is None else argv)
        _must_be_text(words)
        words = _two_words(words)
        _known(words)
        args, over = build_parser(_subject(words)).parse_known_args(words)
        if over:
            asked = f"negotiate {' '.join(words[_first(words) :][:1])}".replace("-", " ").rstrip()
            what = "no option of" if over[0].startswith("-") else "a word too many for"
            raise Usage(f"{over[0]!r} is {what} `{asked}`", do=f"`{asked} --help` says what it takes")
        module, _, function = args.run.partition(":")
        code = getattr(import_module(f"negotiate.commands.{module}"), function)(args)
        sys.stdout.flush()
        return int(code)
    except NegotiateError as fault:
        return _said(fault)
    except KeyboardInterrupt:
        sys.stderr.write("negotiate: interrupted\n")
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        _forget_stdout()
        return int(Exit.DONE)
    except OSError as fault:
        _forget_stdout()
        want = want_of(fault)
        return _said(WorkspaceFault(want.what.lower(), where=str(fault.filename or ""), do=want.do))
    except Exception as fault:
        if os.environ.get("NEGOTIATE_DEBUG"):
            raise
        if behind := want_behind(fault):
            return _said(WorkspaceFault(behind.what, do=behind.do))
        what = printable(f"{type(fault).__name__}: {fault}".splitlines()[0])
        sys.stderr.write(
            f"negotiate: a fault of the program, not of yours: {what} "
            "(nothing half-done is left; NEGOTIATE_DEBUG=1 shows where it happened)\n"
        )
        return int(Exit.WORKSPACE)


def _write_every_letter() -> None:
    """A pipe or file gets UTF-8, whatever the locale, for the language in it is read back as that; a terminal
    of another one shows a code for a letter it does not have, instead of an error."""
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and out.errors in ("strict", "surrogateescape"):
        out.reconfigure(encoding=out.encoding if out.isatty() else "utf-8", errors="backslashreplace")


def _must_be_text(words: Sequence[str]) -> None:
    """Refuses a word in another encoding than the locale's, unless it is the name of a file that is there."""
    for word in words:
        if any("\ud800" <= letter <= "\udfff" for letter in word) and not os.path.lexists(word):
            raise Usage(f"{word!r} is not text as this terminal says it is", do="retype it, or use UTF-8")


def _said(fault: NegotiateError) -> int:
    """Tells a fault; its exit code."""
    said = "\n".join(printable(line) for line in str(fault).split("\n"))
    sys.stderr.write(f"negotiate: {said}\n")
    return int(fault.exit)


def _forget_stdout() -> None:
    """Nothing more can be written there; without this Python would complain at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _first(words: Sequence[str]) -> int:
    """Where the command stands, behind the options of the program itself."""
    at = 0
    while at < len(words) and words[at].startswith("-"):
        at += 2 if words[at] in _WORKSPACE else 1
    return at


def _two_words(words: list[str]) -> list[str]:
    """``cost bind`` is a command of its own, though ``cost`` alone takes texts; ``schedule`` has one act."""
    at = _first(words)
    pair = tuple(words[at : at + 2])
    if words[at : at + 1] == ["schedule"] and pair not in _PAIRS:
        return [*words[:at], "schedule-raise", *words[at + 1 :]]
    return [*words[:at], "-".join(pair), *words[at + 2 :]] if pair in _PAIRS else words


_CALLED = {
    "items": "board", "list": "board", "status": "board", "log": "history", "diff": "redline",
    "compare": "redline", "find": "search", "export": "packet", "clone": "sync", "push": "sync",
    "pull": "sync", "settings": "parties", "signatories": "parties", "units": "parties",
}  # fmt: skip
"""Commands as other programs call them."""


def _known(words: Sequence[str]) -> None:
    """Raises :class:`Usage` for a command that is none, with those it may be."""
    at = _first(words)
    names = [name for every in _SUBJECTS.values() for name in every]
    if at >= len(words) or words[at] in names:
        return
    from difflib import get_close_matches

    asked = words[at]
    meant = [_CALLED.get(name, name) for name in get_close_matches(asked, [*_CALLED, *names], 3, 0.6)]
    like = " or ".join(f"`negotiate {name.replace('-', ' ')}`" for name in dict.fromkeys(meant))
    every = "`negotiate --help` lists them all"
    raise Usage(f"there is no command {asked!r}", do=f"do you mean {like}? {every}" if like else every)


_SCREENS = "screens"
"""No command at all: the screens, which stand there sooner where no command's words are made."""


def _subject(words: Sequence[str]) -> str:
    """The subject of the command that is asked for, :data:`_SCREENS` where none is; empty where every command
    must be known: for help, for a mistake, and behind an option that may be an abbreviation.
    """
    at = _first(words)
    known = all(word in _WORKSPACE for word in words[:at:2])
    if known and at == len(words):
        return _SCREENS
    command = words[at] if known and at < len(words) else ""
    return next((subject for subject, names in _SUBJECTS.items() if command in names), "")


def build_parser(subject: str = "") -> argparse.ArgumentParser:
    """The commands of one subject, or all of them, with their words and their line of help.

    To build the words of all takes longer than to compare two agreements.
    """
    parser = argparse.ArgumentParser(
        prog="negotiate",
        description="Bargain a collective agreement: redlines, costs, passes, agreements, packets.",
    )
    parser.add_argument("--version", action="version", version=f"negotiate {__version__}")
    parser.add_argument(
        "-w", "--workspace", metavar="DIR", default="", help="a workspace (default: the one around here)"
    )
    parser.set_defaults(run="screens:screens", command="", json=False)
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", prog="negotiate")
    for name in () if subject == _SCREENS else (subject,) if subject else _SUBJECTS:
        import_module(f"negotiate.commands.words.{name}").add_to(commands)
    return parser
