"""Runs inside the system's Python, where ``uno`` lives: edits a Word file as a person does in LibreOffice.

Reads JSON from standard input: ``source``, ``target``, ``profile``, ``pipe`` and ``edits``, a list of
``[find, which, put, tracked]``: the words to find (``which`` of them, from 0), what to put there, and
whether changes are recorded while it is done. The file is saved as Word again.
"""

# ruff: noqa: ANN401 - the uno bridge has no types

import importlib
import json
import subprocess
import sys
import time
from typing import Any

uno: Any = importlib.import_module("uno")


def _value(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def _connect(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not answer within 30 seconds")


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
    office = subprocess.Popen(
        [
            "soffice", "--headless", "--norestore", "--nologo", "--nodefault",
            f"-env:UserInstallation=file://{job['profile']}", f"--accept=pipe,name={job['pipe']};urp;",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    desktop: Any = None
    try:
        context = _connect(job["pipe"])
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        hidden = (_value("Hidden", True),)
        document = desktop.loadComponentFromURL(f"file://{job['source']}", "_blank", 0, hidden)
        for find, which, put, tracked in job["edits"]:
            _edit(document, find, which, put, tracked)
        document.storeToURL(f"file://{job['target']}", (_value("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    finally:
        try:
            if desktop is not None:
                desktop.terminate()
        except Exception:  # the bridge goes down with the office
            pass
        office.wait(30)


if __name__ == "__main__":
    main()
