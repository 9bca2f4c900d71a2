"""The browser of this machine is asked to open the address, and nobody else gets to read it on the way."""

import os
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from negotiate.serving import files

_IN_A_TERMINAL = {"www-browser", "links", "elinks", "lynx", "w3m"}


def open_browser(address: str, private: Path, failed: Callable[[], None]) -> Path:
    """Has the browser open ``address``; ``failed`` is called (in a thread) where none can.

    A program's arguments can be read by everyone on the machine. So the browser is given a file that leads
    to the address and that only its owner may read; it is returned, to be taken away once it has served.
    It lies in the folder ``private``, in the workspace: browsers shut up in a box of their own read neither
    the folder for temporary files nor hidden ones at the top of a home.
    """
    private.mkdir(parents=True, exist_ok=True)
    path = private / f"open-{os.getpid()}.html"
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(files.leading(address))

    def ask() -> None:
        try:
            browser = webbrowser.get()
            name = Path(str(getattr(browser, "name", ""))).name
            done = name not in _IN_A_TERMINAL and browser.open(path.as_uri())
        except (webbrowser.Error, OSError):
            done = False
        if not done:
            failed()

    threading.Thread(target=ask, name="browser", daemon=True).start()  # some answer when they are closed
    return path
