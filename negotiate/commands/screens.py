"""The command without words: opens the screens on the workspace."""

from argparse import Namespace
from pathlib import Path

from negotiate.commands.output import note, shows_screens
from negotiate.common.errors import Exit


def screens(args: Namespace) -> int:
    """Opens the screens; where the terminal cannot show them, prints the board instead."""
    if not shows_screens():
        from negotiate.commands.items import board

        note("this terminal shows plain text only: the items follow; `negotiate --help` lists the commands")
        return board(args)
    from negotiate.tui.app import run

    return run(Path(args.workspace or ".")) or int(Exit.DONE)
