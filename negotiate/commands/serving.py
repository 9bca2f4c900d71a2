"""The command that shows the screens in a browser on this machine."""

import asyncio
import sys
from argparse import Namespace

from negotiate.commands.output import data, note, workspace_of
from negotiate.common.errors import Exit


def serve(args: Namespace) -> int:
    """Serves until Ctrl-C, which is how it is meant to end: 0."""
    with workspace_of(args) as workspace:  # a fault of the workspace is told here, not in a browser
        folder, private = workspace.folder.absolute(), workspace.repository.private
    from negotiate.serving.opening import open_browser
    from negotiate.serving.server import Server, listen

    server = Server(folder, listen(args.port))

    def no_browser() -> None:
        note("no browser could be started here: open the address in one on this machine")

    def ready() -> None:
        note("the screens are at this address, on this machine only; it works once:")
        data(server.door.address)
        sys.stdout.flush()  # whoever reads it through a pipe waits for it
        note("closing the page keeps what is typed; Ctrl-C here ends it")
        if not args.no_open:
            server.leaves(open_browser(server.door.address, private, no_browser))

    asyncio.run(server.run_until_told(ready))
    note("ended; what was typed is kept")
    return int(Exit.DONE)
