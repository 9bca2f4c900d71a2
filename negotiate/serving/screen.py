"""The process of one window: the screens on the workspace named, as a terminal would show them."""

import sys
from pathlib import Path

from negotiate.common.errors import NegotiateError
from negotiate.common.text import printable
from negotiate.tui.app import run


def main(words: list[str]) -> int:
    """Opens the screens; a fault is one line on stderr, which the server shows in the page."""
    try:
        return run(Path(words[0]))
    except NegotiateError as fault:
        sys.stderr.write("".join(f"{printable(line)}\n" for line in str(fault).split("\n")))
        return int(fault.exit)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
