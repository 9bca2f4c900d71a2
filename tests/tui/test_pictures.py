"""The places as pictures, each looked at by a person: one program, one clock, one person at work.

After a change that is meant: `pytest tests/tui/test_pictures.py --snapshot-update`, and look at each file.
"""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from negotiate.workspace import sessions
from negotiate.workspace.creating import demo
from negotiate.workspace.workspace import Workspace
from scripts.film import retype
from scripts.pictures import picture
from scripts.stage import Player, playing, stage

SMALL, LARGE, MIDDLE = (80, 24), (160, 50), (100, 30)


class Picture(SingleFileSnapshotExtension):
    """An SVG file a picture."""

    _file_extension = "svg"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def kept(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


async def in_size(player: Player, size: tuple[int, int]) -> None:
    await player.pilot.resize_terminal(*size)
    await player.rest()


async def test_the_places_look_as_they_did(
    kept: SnapshotAssertion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    other = []

    def look(player: Player, name: str) -> None:
        if picture(player) != kept(name=name):
            other.append(name)

    with stage(tmp_path):
        workspace = tmp_path / "calder"
        demo(workspace).close()
        with monkeypatch.context() as patch:
            patch.setenv("NO_COLOR", "1")
            async with playing(workspace, MIDDLE) as player:
                look(player, "items-no-color")
        async with playing(workspace, SMALL) as player:

            async def both(name: str) -> None:
                for size in (SMALL, LARGE):
                    await in_size(player, size)
                    look(player, f"{name}-{size[0]}")

            await player.press("down")
            await both("items")
            await in_size(player, MIDDLE)
            for theme in ("light", "high-contrast"):
                await player.press("f2")
                player.quiet()
                await player.rest()
                look(player, f"items-{theme}")
            await player.press("f2", "a", "g")
            player.quiet()
            await player.fill("IV.C.4(a)")
            await both("agreement")
            await player.press("escape", "enter")
            await both("item")
            await in_size(player, MIDDLE)
            await player.press("3")
            look(player, "cost")
            await player.press("d")
            await retype(player)
            await both("draft")
            await in_size(player, MIDDLE)
            await player.press("f9", "escape", "1", "2")
            look(player, "apart")
            await player.press("5")
            look(player, "three-texts")
            await player.press("question_mark")
            look(player, "help")
            await player.press("escape", "escape")
        with Workspace.open(workspace) as record:
            sessions.start(record, "Harbor Street School, library", ("R. Okonjo",), None)
        async with playing(workspace, MIDDLE) as player:
            await player.press("down")
            places: dict[str, tuple[str, ...]] = {
                "money": ("m", "plus"), "agreements": ("T",), "packet": ("P", "2"), "history": ("H", "down"),
                "import": ("D",),
            }  # fmt: skip
            for name, keys in places.items():
                await player.press(*keys)
                look(player, name)
                await player.press("escape")
            await player.press("S")
            look(player, "table-view")
            await player.press("f6")
            await player.sure()
            look(player, "session")
    assert other == []
