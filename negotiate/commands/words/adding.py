"""What the words of all subjects have in common."""

import argparse
from collections.abc import Callable
from typing import TypeAlias

Parser = argparse.ArgumentParser
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
SIDES = ("union", "district")
METHODS = ("cast-forward", "turnover-adjusted")


def add(commands: Commands, name: str, run: str, words: str) -> Parser:
    """A command called ``name`` that is run by ``run`` (``module:function``)."""
    # argparse fills `%` in a help text, not in a description.
    parser = commands.add_parser(name, help=words.replace("%", "%%"), description=words)
    parser.set_defaults(run=run, json=False)
    parser.add_argument("--json", action="store_true", help="data as JSON on stdout")
    return parser


def whole(least: int) -> Callable[[str], int]:
    """The type of an option that is a whole number of at least ``least``, in words for a person."""

    def read(said: str) -> int:
        if not (said.isascii() and said.isdecimal() and len(said) < 10 and int(said) >= least):
            raise argparse.ArgumentTypeError(f"{said!r} is not a whole number of {least} or more")
        return int(said)

    return read


def reading(parser: Parser) -> None:
    """How tracked changes are read."""
    parser.add_argument(
        "--reading",
        choices=("accepted", "rejected"),
        default=None,
        help="tracked changes: the text with them, or before them",
    )
