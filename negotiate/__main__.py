"""``python -m negotiate``: the same as the ``negotiate`` command."""

import sys

from negotiate.cli import main

if __name__ == "__main__":
    sys.exit(main())
