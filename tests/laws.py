"""How many examples of a law are tried: a third of them every day, all with ``LAWS=all`` (``make laws``)."""

import os

WHOLE = os.environ.get("LAWS") == "all"


def examples(all_of_them: int) -> int:
    """The number to try now of so many."""
    return all_of_them if WHOLE else max(all_of_them // 3, 10)
