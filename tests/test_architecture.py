"""The page about the house is true: its rooms, its picture and the way it tells file by file."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from negotiate.cli import build_parser
from scripts import house

ROOT = Path(__file__).resolve().parents[1]
_NAMED = re.compile(r"`negotiate ([a-z][a-z-]*)")
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_every_room_is_named_and_described() -> None:
    told = re.findall(r"^\| `(\w+)` \| .+ \|$", PAGE.split("## The rooms")[1].split("\n## ")[0], re.MULTILINE)
    assert sorted(told) == sorted(house.rooms())
    assert all(house.purpose(room) for room in told)


def test_the_picture_is_what_the_code_gives() -> None:
    assert house.PICTURE.read_text("utf-8") == house.picture(house.rooms()), "make pictures"


def test_a_room_stands_below_all_that_import_from_it() -> None:
    found = house.rooms()
    level = {room: at for at, row in enumerate(house.rows(found)) for room in row}
    assert all(level[one] > level[room] for room, uses in found.items() for one in uses)
    shown = set(house.arrows(found))
    reach: dict[str, set[str]] = {}
    for room in sorted(found, key=lambda one: -level[one]):  # the arrows left out follow from those shown
        reach[room] = {one for here, one in shown if here == room}
        reach[room] |= {far for one in reach[room] for far in reach[one]}
        assert found[room] <= reach[room]


def test_the_command_line_loads_its_commands_by_name() -> None:
    runs = {
        str(inner.get_default("run"))
        for action in build_parser()._actions
        for inner in (getattr(action, "choices", None) or {}).values()
    }
    named = {run.partition(":")[0] for run in runs if ":" in run}
    assert named
    assert all(find_spec(f"negotiate.commands.{name}") for name in named)
    assert import_module("negotiate.cli").__name__


def test_every_command_that_a_page_names_is_one() -> None:
    choices = [getattr(action, "choices", None) or {} for action in build_parser()._actions]
    known = {name for found in choices for name in found} | {"schedule"}  # `schedule raise`, in two words
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {(page.name, name) for page in pages for name in _NAMED.findall(page.read_text("utf-8"))}
    assert len(named) > 50
    assert sorted(one for one in named if one[1] not in known) == []


def test_the_way_is_told_by_functions_that_are_there() -> None:
    way = PAGE.split("## From a received file")[1].split("\n## ")[0]
    steps = re.findall(r"`(negotiate/[\w/]+\.py)`\s+·\s+`(\w+)`", way)
    assert len(steps) > 25
    assert len(steps) == way.count("·")
    for file, name in steps:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        assert name in {node.name for node in ast.walk(tree) if isinstance(node, kinds)}, f"{file} {name}"


def test_every_place_named_is_there() -> None:
    for place in re.findall(r"`((?:negotiate|tests|scripts|docs)/[\w/.]+)`", PAGE):
        assert (ROOT / place).exists(), place
