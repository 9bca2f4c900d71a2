"""Makes the pictures of the README and the guide from the running program, on the sample workspace.

python scripts/pictures.py [FOLDER]      default: docs/pictures
"""

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path
from zlib import crc32

from negotiate.bargaining.parties import Side
from negotiate.bargaining.tentative import Assent
from negotiate.workspace import sessions
from negotiate.workspace.agreements import Given, sign
from negotiate.workspace.creating import demo, init
from negotiate.workspace.touring import COUNTER, their_counter
from negotiate.workspace.workspace import Workspace
from scripts.film import record, retype
from scripts.stage import Player, playing, stage

ROOT = Path(__file__).resolve().parents[1]
SIZE = (120, 34)
_FONTS = re.compile(r"\s*@font-face\s*\{[^}]*\}")
_NAMED = re.compile(r"\bterminal-[0-9]+")
_RECEIVED = ROOT / "docs" / "tour" / "calder-harbor-2023-2026.txt"


class Album:
    """The pictures, in their folder."""

    def __init__(self, player: Player, folder: Path) -> None:
        self._player = player
        self._folder = folder

    def keep(self, name: str) -> None:
        """A picture of what is on the screen now."""
        path = self._folder / f"{name}.svg"
        path.write_text(picture(self._player), encoding="utf-8")
        sys.stderr.write(f"{path}\n")


def picture(player: Player) -> str:
    """The screen as SVG, without fonts of other hosts: any fixed-width font draws it. Its parts are named
    after what is seen; the toolkit names them after what it drew it from."""
    svg = _FONTS.sub("", player.app.export_screenshot(title="negotiate"))
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    return _NAMED.sub(f"terminal-{crc32(_NAMED.sub('', svg).encode())}", svg)


async def before_the_table(player: Player, album: Album) -> None:
    """The tour, reading, cost, a draft."""
    await player.press("f3")
    await player.pilot.pause(0.6)
    album.keep("tour")
    await player.press("f3", "end", "enter", "down")
    album.keep("items")
    await player.press("a", "g")
    await player.fill("IV.C.4(a)")
    album.keep("agreement")
    await player.press("escape", "enter", "n")
    album.keep("item")
    await player.press("3")
    album.keep("cost")
    await player.press("d")
    await retype(player)
    player.quiet()
    await player.rest()
    album.keep("draft")


async def a_round(player: Player, album: Album, workspace: Path) -> None:
    """The pass, their counter, a package, the agreement: by keys, as a person does it."""
    await player.press("ctrl+s", "escape", "h", "enter", "enter", "enter")
    await player.sure()
    with Workspace.open(workspace) as record:
        their_counter(record)
    await player.press("i")
    await player.fill(str(workspace / COUNTER))
    player.quiet()
    await player.press("enter", "enter", "enter")
    album.keep("receive")
    await player.sure()
    await player.press("1", "K")
    await player.fill("Staffing")
    await player.fill("4")
    await player.press("enter", "A", "down", "enter", "enter", "enter")
    await player.sure()
    player.quiet()
    await player.press("s", "enter", "enter", "enter", "enter", "enter")
    await player.sure()
    with Workspace.open(workspace) as record:
        _session(record)
        _pay_is_signed(record)
    player.quiet()
    await player.press("escape")


def _session(record: Workspace) -> None:
    """What was said, for the log."""
    sessions.start(record, "Harbor Street School, library", ("R. Okonjo", "T. Lindqvist-Hale"), None)
    two, four = (record.item(one).id for one in ("2", "4"))
    sessions.note(record, "Their finance director accepts 1 to 450 if it begins a year later.", two, "", None)
    sessions.note(record, "They ask what overage pay cost last year. We owe them the figure.", four, "", None)


def _pay_is_signed(record: Workspace) -> None:
    """On pay both sides have had one text since April."""
    names = {Side.UNION: "Renata Okonjo", Side.DISTRICT: "Delia Marchetti-Roe"}
    given = tuple(Given(side, name, Assent.TYPED) for side, name in names.items())
    sign(record, "5", given, record.now())


async def after_the_table(player: Player, album: Album) -> None:
    """The other places, with something in them."""
    await player.press("m")
    for _ in range(3):
        await player.press("plus")
    album.keep("money")
    await player.press("escape", "T")
    album.keep("agreements")
    await player.press("escape", "S", "down")  # while a session runs the table view comes first
    album.keep("table-view")
    await player.press("f6")
    await player.sure()
    await player.press("down")
    album.keep("session")
    await player.press("escape", "P", "2", "enter", "down", "enter")
    album.keep("packet")
    await player.press("escape", "H", "down", "down", "down", "down", "down")
    album.keep("history")


async def pictures(home: Path, folder: Path) -> None:
    """Every place, on the sample; the doubts of an import on the agreement of the README's tour."""
    workspace = home / "calder"
    demo(workspace).close()
    async with playing(workspace, SIZE) as player:
        album = Album(player, folder)
        await before_the_table(player, album)
        await a_round(player, album, workspace)
        await after_the_table(player, album)
    received = home / "received"
    init(received, _RECEIVED, Side.UNION)
    async with playing(received, SIZE) as player:
        await player.press("D")
        Album(player, folder).keep("import")


def main() -> None:
    """Makes the workspaces, the pictures and the recorded demo."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for work in (pictures, record):
        with tempfile.TemporaryDirectory(prefix="negotiate-") as place, stage(Path(place)):
            os.chdir(place)
            asyncio.run(work(Path(place), folder))
            os.chdir(ROOT)


if __name__ == "__main__":
    main()
