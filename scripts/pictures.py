"""Makes the README's pictures from the running program, on the sample workspace, at one fixed time.

python scripts/pictures.py [FOLDER]      default: docs/pictures
"""

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from negotiate.tui.program import NegotiateApp
from negotiate.tui.screens.draft import DraftScreen
from negotiate.workspace.creating import demo

ROOT = Path(__file__).resolve().parents[1]
NOW = "2026-05-04T10:00"
SIZE = (120, 34)
_FONTS = re.compile(r"\s*@font-face\s*\{[^}]*\}")


async def pictures(workspace: Path, folder: Path) -> None:
    """Walks through the places and keeps a picture of each."""
    app = NegotiateApp(workspace)
    async with app.run_test(size=SIZE) as pilot:

        async def settle() -> None:
            while not app.settled:
                await asyncio.sleep(0.02)
            await pilot.pause(0.2)

        async def press(*keys: str) -> None:
            for key in keys:
                await pilot.press(key)
                await settle()

        def keep(name: str) -> None:
            path = folder / f"{name}.svg"
            path.write_text(without_fonts(app.export_screenshot(title="negotiate")), encoding="utf-8")
            sys.stderr.write(f"{path}\n")

        await settle()
        await press("down", "down", "up", "up")
        keep("items")
        await press("a", "g", *"IX.A.4", "enter")
        keep("agreement")
        await press("escape", "enter", "n", "n", "n")
        keep("item")
        await press("escape", "down", "enter", "d")
        screen = app.screen
        assert isinstance(screen, DraftScreen)
        words = screen.editor.text
        ratio = re.search(r"1 to ([0-9]+)", words)
        assert ratio is not None
        screen.editor.replace("250", (0, ratio.start(1)), (0, ratio.end(1)))
        await pilot.pause(0.6)
        await settle()
        app.clear_notifications()
        await settle()
        keep("draft")


def without_fonts(svg: str) -> str:
    """The picture without fonts of other hosts: it is drawn with whatever fixed-width font there is."""
    return _FONTS.sub("", svg).replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")


def main() -> None:
    """Makes the workspace, then the pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["NEGOTIATE_NOW"] = NOW
    with tempfile.TemporaryDirectory(prefix="negotiate-") as place:
        os.environ["XDG_CONFIG_HOME"] = place
        demo(Path(place) / "workspace").close()
        asyncio.run(pictures(Path(place) / "workspace", folder))


if __name__ == "__main__":
    main()
