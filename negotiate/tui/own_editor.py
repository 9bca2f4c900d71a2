"""A text written in a person's own editor, ``$VISUAL`` or ``$EDITOR``, while the screens wait."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from negotiate.common.errors import BadInput


def written_in_editor(app: App[Any], text: str) -> str:
    """What the editor left of ``text``. Raises :class:`BadInput` where the terminal cannot be handed on, or
    the editor does not work."""
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="negotiate-") as folder:
        path = Path(folder) / "clause.md"
        path.write_text(text + "\n", encoding="utf-8")
        try:
            with app.suspend():
                subprocess.run([*command, str(path)], check=True)
            return path.read_text(encoding="utf-8").rstrip("\n")
        except SuspendNotSupported as fault:
            raise BadInput("this terminal cannot be handed to an editor", do="write here") from fault
        except (OSError, subprocess.CalledProcessError, UnicodeDecodeError) as fault:
            raise BadInput(
                f"{command[0]} did not work: {fault}", do="set EDITOR to an editor that does"
            ) from fault
