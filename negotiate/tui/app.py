"""The door of the screens: nothing of them is loaded before somebody opens them."""

import gc
import os
import sys
from pathlib import Path

from negotiate.tui.home import Ahead
from negotiate.tui.room import Room
from negotiate.tui.tidying import begin

_SWITCH = 0.001  # seconds: a key never waits long for a thread that computes
_PAINTS = "240"  # a second at most: what follows a key does not wait 17 ms for its turn


def _nothing(_answer: object) -> None:
    """What is read stays with the desk; the home screen takes it, or asks again, when it is there."""


def run(folder: Path, *, tour: bool = False) -> int:
    """Opens the screens on the workspace around ``folder``, with the guided ``tour`` or without; the exit
    code.

    The workspace is opened while the screens are loaded. Raises :class:`NegotiateError` where
    there is none, and whatever ended the screens unforeseen once the terminal is as it was.
    """
    os.environ.setdefault("TEXTUAL_FPS", _PAINTS)
    gc.disable()  # while what is loaded stays for good: a tenth of the start is the collector's otherwise
    folder = folder.absolute()
    desk = Room(folder, "desk")
    ahead = Ahead()
    desk.ask("first", ahead.read, _nothing, _nothing)  # read while the screens are loaded
    try:
        from negotiate.tui.program import NegotiateApp

        desk.opened()
    except BaseException:
        desk.close()
        raise
    finally:
        begin()  # nor is what was loaded looked through again at each key
    sys.setswitchinterval(_SWITCH)
    app = NegotiateApp(folder, desk, tour=tour, ahead=ahead)
    app.run()
    if app.ended_by is not None:
        raise app.ended_by
    return app.return_code or 0
