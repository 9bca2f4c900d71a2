"""Runs inside the system's Python, where ``uno`` lives: what LibreOffice makes of Word files.

Reads JSON lists of ``[path, command]`` and ``[path, target, filter, options]`` from standard input, one
list a line. The first is answered with the document's paragraphs (strings) and tables (lists of rows) in
order, after the command (the name of a dispatch); the second saves it as another file and is answered
with an empty list. A line is answered with a line, a JSON list of the answers. It ends with its input.
"""

# ruff: noqa: ANN401 - the uno bridge has no types

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

uno: Any = importlib.import_module("uno")


def value(name: str, value: object) -> Any:
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


def _rows(table: Any) -> list[list[str]]:
    try:
        return [[str(cell) for cell in row] for row in table.getDataArray()]  # one question for all cells
    except Exception:  # a table whose rows have other cells each
        return _rows_by_name(table)


def _rows_by_name(table: Any) -> list[list[str]]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for name in table.getCellNames():
        letters = name.rstrip("0123456789")
        column = 0
        for letter in letters:  # A..Z then a..z, base 52, as Writer names its columns
            column = column * 52 + (ord(letter) - 64 if letter.isupper() else ord(letter) - 96 + 26)
        rows.setdefault(int(name[len(letters) :]), []).append((column, table.getCellByName(name).getString()))
    return [[text for _, text in sorted(rows[number])] for number in sorted(rows)]


def _content(document: Any) -> list[object]:
    found: list[object] = []
    walk = document.getText().createEnumeration()
    while walk.hasMoreElements():
        part = walk.nextElement()
        if part.supportsService("com.sun.star.text.TextTable"):
            found.append(_rows(part))
        else:
            found.append(part.getString())
    return found


def _answer(desktop: Any, dispatcher: Any, path: str, *what: str) -> list[object]:
    document = desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, (value("Hidden", True),))
    if len(what) == 1:
        document.getUndoManager().lock()  # nothing is undone here: to remember it takes half the time
        dispatcher.executeDispatch(document.CurrentController.Frame, f".uno:{what[0]}", "", 0, ())
        answer = _content(document)
    else:
        target, name, options = what
        document.storeToURL(f"file://{target}", (value("FilterName", name), value("FilterOptions", options)))
        answer = []
    document.close(True)
    return answer


@contextmanager
def started(profile: str, pipe: str) -> Iterator[tuple[Any, Any]]:
    """LibreOffice with a profile of its own, reached over ``pipe``: its desktop, and what carries out
    commands on a document; ended afterwards.
    """
    office = subprocess.Popen(
        [
            "soffice", "--headless", "--norestore", "--nologo", "--nodefault",
            f"-env:UserInstallation=file://{profile}", f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    desktop: Any = None
    try:
        context = _connect(pipe)
        make = context.ServiceManager.createInstanceWithContext
        desktop = make("com.sun.star.frame.Desktop", context)
        yield desktop, make("com.sun.star.frame.DispatchHelper", context)
    finally:
        try:
            if desktop is not None:
                desktop.terminate()
        except Exception:  # the bridge goes down with the office
            pass
        office.wait(30)


def main(profile: str, pipe: str) -> None:
    """Answer every line."""
    with started(profile, pipe) as (desktop, dispatcher):
        for line in sys.stdin:
            print(json.dumps([_answer(desktop, dispatcher, *job) for job in json.loads(line)]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
