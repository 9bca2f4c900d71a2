"""The guide is true: its commands are commands, every command is in it, and its output is the program's."""

import argparse
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.binding import Binding

from negotiate.cli import _two_words, build_parser, main

ROOT = Path(__file__).resolve().parents[1]
GUIDE = sorted((ROOT / "docs" / "guide").glob("*.md"))
_FENCE = re.compile(r"^```(?P<kind>\w*) ?(?P<name>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"^\| `(?P<key>[^`]+)`[^|]*\| (?P<does>.+?) \|$", re.MULTILINE)
_SHOWN = {
    "slash": "/", "question_mark": "?", "right_square_bracket": "]", "left_square_bracket": "[",
    "comma": ",",
}  # fmt: skip
_LINK = re.compile(r"\]\((?!https?:)(?P<path>[^)#]*)(?:#(?P<anchor>[^)]*))?\)")
IDS = [page.stem for page in GUIDE]


class Step(NamedTuple):
    """A command a page shows and the lines it shows as its output, or a file (``name``) it shows."""

    words: list[str]
    shown: list[str]
    name: str = ""


def _steps(page: Path) -> Iterator[Step]:
    for fence in _FENCE.finditer(page.read_text("utf-8")):
        if fence["kind"] == "text" and fence["name"]:
            yield Step([], fence["body"].splitlines(), fence["name"])
        elif fence["kind"] == "console":
            for part in re.split(r"^\$ ", fence["body"], flags=re.MULTILINE)[1:]:
                command, *shown = part.splitlines()
                yield Step(shlex.split(command), [line for line in shown if line.strip("… ")])


def _commands(
    parser: argparse.ArgumentParser, above: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                below = list(_commands(inner, f"{above}{name} "))
                yield from below or [(f"{above}{name}", inner)]


@pytest.mark.parametrize("page", GUIDE, ids=IDS)
def test_every_command_shown_is_one(page: Path) -> None:
    parser = build_parser()
    for step in _steps(page):
        if step.words[:1] == ["negotiate"]:
            parser.parse_args(_two_words(step.words[1:]))


def test_every_command_is_described() -> None:
    text = " ".join(page.read_text("utf-8") for page in GUIDE)
    assert [name for name, _ in _commands(build_parser()) if f"negotiate {name}" not in text] == []


def test_every_option_is_described() -> None:
    text = " ".join(page.read_text("utf-8") for page in [*GUIDE, *(ROOT / "docs").glob("*.md")])
    missing = []
    for name, parser in _commands(build_parser()):
        for action in parser._actions:
            if action.option_strings and not any(flag in text for flag in action.option_strings):
                missing.append(f"{name} {action.option_strings[-1]}")
    assert missing == []


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in _LINK.finditer(page.read_text("utf-8")):
        target = (page.parent / link["path"]).resolve() if link["path"] else page
        assert target.exists(), link[0]
        if link["anchor"]:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            slugs = [re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings]
            assert link["anchor"] in slugs, link[0]


def test_every_key_of_the_screens_is_described() -> None:
    from negotiate.tui.item_table import ItemTable
    from negotiate.tui.place import COMMON, GOING
    from negotiate.tui.places import PLACES, made_by
    from negotiate.tui.program import NegotiateApp
    from negotiate.tui.screens.draft import DraftScreen
    from negotiate.tui.screens.item import ItemScreen
    from negotiate.tui.screens.items import Items
    from negotiate.tui.screens.sides import Sides
    from negotiate.tui.screens.table import TableView

    text = (ROOT / "docs" / "guide" / "screens.md").read_text("utf-8")
    common = {binding.tooltip for binding in (*COMMON, *GOING)}
    named = {"Agreement": "The agreement", "Packet": "A packet"}
    pages: list[tuple[str, Sequence[Sequence[object]]]] = [
        ("Everywhere", [NegotiateApp.BINDINGS, COMMON, GOING]),
        ("Items", [ItemTable.BINDINGS, Items.BINDINGS]),
        ("An item", [ItemScreen.BINDINGS]),
        ("A draft", [DraftScreen.BINDINGS]),
        ("Table view", [TableView.BINDINGS]),
        ("Side by side", [Sides.BINDINGS]),
        *((named.get(one.name, one.name), [made_by(one).BINDINGS]) for one in PLACES),
    ]
    for heading, places in pages:
        section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
        told = {(row["key"], row["does"].split(" (`")[0]) for row in _KEY.finditer(section)}
        wanted = set()
        for binding in (one for place in places for one in place if isinstance(one, Binding)):
            if binding.tooltip and (heading == "Everywhere" or binding.tooltip not in common):
                key = binding.key.split(",")[0]
                wanted.add((_SHOWN.get(key, key), binding.tooltip))
        assert told - {("ctrl+p", "Any act by name")} == wanted, heading


def _run(words: list[str], sample: Path, capfd: pytest.CaptureFixture[str]) -> str:
    if words[0] == "git":
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        return done.stdout + done.stderr
    if words[:2] == ["negotiate", "demo"]:
        shutil.copytree(sample, words[2], symlinks=True)
        return f"a workspace with the sample agreement and 5 items is at {words[2]}\n"
    capfd.readouterr()
    main(words[1:])
    out, err = capfd.readouterr()
    return out + err


def _said(line: str, output: list[str]) -> bool:
    """Whether the output has the line; an ellipsis in it stands for anything."""
    pattern = ".*".join(re.escape(" ".join(part.split())) for part in line.split("…"))
    pattern = pattern.replace(r"\ .*", r"\ ?.*").replace(r".*\ ", r".*\ ?")
    return any(re.fullmatch(pattern, " ".join(one.split())) for one in output)


@pytest.mark.slow
@pytest.mark.parametrize("page", GUIDE, ids=IDS)
def test_the_output_shown_is_the_programs(
    page: Path,
    _sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.chdir(tmp_path)
    for step in _steps(ROOT / "docs" / "guide" / "import.md"):
        if step.name:  # other pages go on with the small agreement
            Path(step.name).write_text("\n".join(step.shown) + "\n", encoding="utf-8")
    for step in _steps(page):
        if step.name:
            Path(step.name).write_text("\n".join(step.shown) + "\n", encoding="utf-8")
        elif step.words[0] == "cd":
            monkeypatch.chdir(step.words[1])
        else:
            output = _run(step.words, _sample, capfd)
            for line in step.shown:
                assert _said(line, output.splitlines()), f"{' '.join(step.words)}\n{line}\n---\n{output}"


def test_nothing_needed_to_run_is_under_the_gpl() -> None:
    wanted = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert "gitpython" in wanted
    stated = {}
    for name in wanted:
        data = distribution(name).metadata
        kinds = [kind for kind in data.get_all("Classifier") or [] if kind.startswith("License")]
        stated[name] = " ".join(
            [data["License-Expression"] or "", (data["License"] or "")[:80], *kinds]
        ).strip()
    assert [name for name, words in stated.items() if not words] == []
    assert [name for name, words in stated.items() if re.search(r"GPL|GNU", words)] == []
