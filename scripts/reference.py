"""Writes docs/reference.md: every command with its words, as the program itself has them.

python -m scripts.reference
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from negotiate.cli import _PAIRS, build_parser

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference.md"
_HEAD = """# Every command

Written by the program from its own words (`make pictures` writes it anew; a test compares).
`negotiate COMMAND --help` says the same of one command; what the commands are for, in the order in which a
round needs them, stands in the [guide](guide/README.md). `-w DIR` before a command names the workspace,
`--json` after most gives data instead of lines. What stands in `[ ]` may be left out;
what stands before a `…` may be repeated.
"""


def commands(
    parser: argparse.ArgumentParser, above: str = "", told: str = ""
) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Name, line of help and parser of every command that does something, in the program's order."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            lines = {str(one.dest): one.help or "" for one in action._choices_actions}
            for name, inner in action.choices.items():
                said = lines.get(name, "") or told
                below = list(commands(inner, f"{above}{name} ", said))
                yield from below or [(_spoken(f"{above}{name}"), said, inner)]


def _spoken(name: str) -> str:
    """``cost-bind`` is given as two words."""
    return next((" ".join(pair) for pair in _PAIRS if "-".join(pair) == name), name)


def reference() -> str:
    """The page."""
    found = list(commands(build_parser()))
    lines = [_HEAD, "| command | what it does |", "|---|---|"]
    lines += [f"| [{name}](#{_anchor(name)}) | {_cell(told)} |" for name, told, _ in found]
    for name, told, parser in found:
        lines += [
            "",
            f"## {name}",
            "",
            (told or parser.description or "").strip()[:1].upper() + told[1:] + ".",
        ]
        rows = [row for action in parser._actions if (row := _row(action))]
        lines += ["", f"    negotiate {' '.join([name, *_usage(parser)])}"]
        if rows:
            lines += ["", "| | |", "|---|---|", *rows]
    return "\n".join(lines) + "\n"


def _anchor(name: str) -> str:
    return name.replace(" ", "-")


def _usage(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction) or action.dest == "json":
            continue
        words = _words(action) if action.option_strings else _named(action)
        again = " …" if _many(action) else ""
        needed = action.required if action.option_strings else action.nargs not in ("?", "*")
        yield f"{words}{again}" if needed else f"[{words}{again}]"


def _many(action: argparse.Action) -> bool:
    return action.nargs in ("*", "+") or isinstance(action, argparse._AppendAction)


def _named(action: argparse.Action) -> str:
    if action.choices is not None and action.metavar is None:
        return "{" + "|".join(map(str, action.choices)) + "}"
    shown = action.metavar or (action.dest.upper() if action.option_strings else action.dest)
    return " ".join(shown) if isinstance(shown, tuple) else shown


def _words(action: argparse.Action) -> str:
    flag = action.option_strings[-1]
    return flag if action.nargs == 0 else f"{flag} {_named(action)}"


def _row(action: argparse.Action) -> str:
    if isinstance(action, argparse._HelpAction):
        return ""
    flags = ", ".join(f"`{one}`" for one in action.option_strings)
    takes = "" if action.option_strings and action.nargs == 0 else f"`{_cell(_named(action))}`"
    needed = " (must be given)" if action.option_strings and action.required else ""
    return f"| {' '.join(one for one in (flags, takes) if one)} | {_cell(action.help or '')}{needed} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("%%", "%").replace("|", "\\|").split())


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
