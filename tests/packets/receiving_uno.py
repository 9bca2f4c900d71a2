"""Runs inside the system's Python, where ``uno`` lives: edits a Word file as a person does in LibreOffice.

Reads JSON from standard input: ``source``, ``target``, ``profile``, ``pipe`` and ``edits``, a list of
``[find, which, put, tracked]``: the words to find (``which`` of them, from 0), what to put there, and
whether changes are recorded while it is done. The file is saved as Word again.
"""

# ruff: noqa: ANN401 - the uno bridge has no types

import json
import sys
from typing import Any

from office_uno import started, value


def _edit(document: Any, find: str, which: int, put: str, tracked: bool) -> None:
    search = document.createSearchDescriptor()
    search.SearchString = find
    search.SearchCaseSensitive = True
    found = document.findAll(search)
    if found.getCount() <= which:
        raise SystemExit(f"{find!r} stands {found.getCount()} times")
    document.RecordChanges = tracked
    place = found.getByIndex(which)
    place.getText().insertString(place, put, True)
    document.RecordChanges = False


def main() -> None:
    """Start LibreOffice with a profile of its own, edit, save, end it."""
    job = json.load(sys.stdin)
    with started(job["profile"], job["pipe"]) as (desktop, _):
        document = desktop.loadComponentFromURL(
            f"file://{job['source']}", "_blank", 0, (value("Hidden", True),)
        )
        for find, which, put, tracked in job["edits"]:
            _edit(document, find, which, put, tracked)
        document.storeToURL(f"file://{job['target']}", (value("FilterName", "MS Word 2007 XML"),))
        document.close(True)


if __name__ == "__main__":
    main()
