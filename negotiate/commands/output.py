"""How commands speak: data on stdout, notes on stderr, JSON when asked."""

import os
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from negotiate.common.text import printable
from negotiate.workspace.writing import write_file as write_file

if TYPE_CHECKING:
    from negotiate.workspace.recording import Done
    from negotiate.workspace.workspace import Workspace


def workspace_of(args: Namespace) -> "Workspace":
    """The workspace named with -w, or the one around the current folder."""
    from negotiate.workspace.workspace import Workspace

    opened = Workspace.open(Path(args.workspace or "."))
    opened.repository.told = note
    for told in opened.repository.notes:  # an act that a dead program left half done was finished
        note(told)
    return opened


def data(text: str) -> None:
    """Data to stdout."""
    if sys.stdout.isatty():  # contract text is data to a terminal, never a command to it
        text = "\n".join(printable(line) for line in text.split("\n"))
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def as_json(value: object) -> None:
    """Data to stdout as JSON."""
    import json  # what a redline on screen has no use for

    data(json.dumps(value, indent=1, ensure_ascii=False))


def note(text: str) -> None:
    """A note to stderr."""
    sys.stderr.write("\n".join(printable(line) for line in text.split("\n")) + "\n")


def heed(warnings: Iterable[str]) -> None:
    """Warnings to stderr, one a line."""
    for warning in warnings:
        note(f"heed: {warning}")


def said(args: Namespace, done: "Done") -> int:
    """What an act did: a line for people, or the item as JSON."""
    heed(done.warnings)
    if args.json:
        item = done.item
        as_json(
            {
                "what": done.what,
                "item": item.id,
                "number": item.number,
                "state": item.state.value,
                "ball": item.ball.value if item.ball else "nobody",
                "warnings": list(done.warnings),
            }
        )
    else:
        data(done.what)
    return 0


def shows_screens() -> bool:
    """Whether the screens can be shown: they read keys, and are drawn on the standard error."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM") != "dumb" and all(one is not None and one.isatty() for one in streams)


def coloured() -> bool:
    """Whether the terminal may be given colour."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The width to wrap at: the terminal's, 100 where there is none."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    try:  # as shutil finds it, which loads every packer of archives with it
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 100  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 100
