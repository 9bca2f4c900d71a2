"""What the words of all subjects have in common."""

import argparse
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


def reading(parser: Parser) -> None:
    """How tracked changes are read."""
    parser.add_argument(
        "--reading",
        choices=("accepted", "rejected"),
        default=None,
        help="tracked changes: the text with them, or before them",
    )
