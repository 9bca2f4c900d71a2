"""A file as a tagged PDF, set by Typst from data.

Contract language reaches the typesetter as JSON strings and is never read as markup. The
time is the file's own, so that the same packet gives the same bytes. What is deleted and
added is said in words too: copied, "6.5%" made "2.5%" never reads "62.5%".
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from importlib.resources import as_file, files
from itertools import pairwise, zip_longest
from typing import Any

from negotiate.common.errors import WorkspaceFault
from negotiate.common.machine import MEMORY, wanted
from negotiate.common.text import printable
from negotiate.packets import typesetter
from negotiate.packets.cells import Row, Run
from negotiate.packets.elements import (
    MADE_BY,
    Bars,
    Changes,
    Clean,
    Element,
    Facts,
    File,
    Marked,
    NewPage,
    Part,
    Sheet,
    Title,
    Words,
)
from negotiate.packets.outline import Outline
from negotiate.packets.shown import Shown, shown, shown_clean
from negotiate.packets.wording import in_words, spaced
from negotiate.redline.model import Op

_SIGNS = {Op.EQUAL: "=", Op.DELETE: "-", Op.INSERT: "+"}
_HOW_TO_READ = (
    "Deleted words are struck and stand in [deleted: …]; added words are underlined and stand in [added: …]. "
    "A bar in the margin marks what changes."
)
_OWN_LEVELS = 2  # the agreement's headings come below the file's own
_NARROWEST, _WIDEST = 5, 32  # characters: what a column of a table gets at least and at most
_SHORT = 17  # rows, its head too: a table of no more stands whole on a page, unless its cells are long
_LINE = 70  # characters: what a line of a table holds at least
_BRIEF = 300  # characters: a cell of no more is never parted between pages
_THREE_LINES = 200  # characters: a paragraph of so few is not parted between pages either way
_PAGE, _INDENT, _INSET = 430, 16, 10  # points: the least a line holds, a step inwards, a cell's own margins
_SIZES, _SMALLEST = ((6, 9.5), (8, 8.6), (11, 7.4)), 6.4  # points: letters of a table by its columns
_DIGIT = 0.6  # of a letter's size: more than any sign of a figure is wide
_FIGURE = re.compile(r"\$?[0-9][0-9,.]*")


def pdf(file: File) -> bytes:
    """The file as PDF/UA-1: tagged, titled, its language set."""
    data = {
        "title": file.title,
        "made_by": MADE_BY,
        "author": file.author,
        "at": list(file.at.astimezone(UTC).timetuple()[:5]),  # Typst says of it that it is in UTC
        "language": [*file.language.split("-"), "US"][:2],
        "paper": file.paper,
        "head": file.head,
        "foot": file.foot,
        "elements": _elements(file),
    }
    told = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace").decode()
    return _typeset(told, int(file.at.timestamp()))


def _typeset(data: str, at: int) -> bytes:
    """The data set by Typst, in a process of its own: one that gets no memory ends itself, not us."""
    template = files("negotiate.packets").joinpath("templates/packet.typ")
    with as_file(template) as path:
        # -P: nothing that lies in the folder a person happens to be in is imported.
        command = [sys.executable, "-P", typesetter.__file__, str(path), str(at)]
        done = subprocess.run(command, input=data.encode(), capture_output=True, check=False)
    if not done.returncode:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode != typesetter.FAULT:
        want = MEMORY if done.returncode < 0 or "emory" in said else wanted(said)
        if want:
            raise WorkspaceFault(want.what, do=f"{want.do}; .docx, .html and .md need less")
    raise WorkspaceFault(
        f"the PDF could not be set: {said.splitlines()[-1] if said else 'it does not say why'}",
        do="write .docx or .html instead, and report this",
    )


def _elements(file: File) -> list[dict[str, Any]]:
    outline = Outline()
    made = [one for element in file.elements for one in _element(element, outline)]
    for one, after in pairwise(made):
        if one["is"] == "sheet" and after["is"] == "bars":  # a chart is read with the figures it draws
            one["leads"] = True
    return made


def _element(element: Element, outline: Outline) -> Iterator[dict[str, Any]]:
    match element:
        case Title(text, under):
            yield {"is": "title", "text": text, "under": under}
        case Part(text, level, _):
            yield {"is": "part", "text": text, "level": outline.level(level), "size": level}
        case Words(text, tone):
            yield {"is": "words", "text": text, "tone": tone.value}
        case Facts(rows):
            yield {"is": "facts", "rows": rows}
        case Sheet(head, rows, figures, _, tall, _):
            yield {
                "is": "sheet",
                "head": head,
                "rows": rows,
                "figures": figures,
                **_table([head, *rows], element.shares),
                "tall": tall,
                "leads": False,
            }
        case Marked(redline):
            yield {"is": "words", "text": _HOW_TO_READ, "tone": "note"}
            yield {"is": "blocks", "blocks": _blocks(shown(redline), outline)}
        case Clean(items):
            yield {"is": "blocks", "blocks": _blocks(shown_clean(items), outline)}
        case Changes(listed):
            yield {
                "is": "changes",
                "entries": [
                    {"citation": one.citation, "kind": one.kind, "runs": _runs(one.runs)} for one in listed
                ],
            }
        case Bars(title, bars):
            shares = zip(bars, element.shares, strict=True)
            yield {
                "is": "bars",
                "title": title,
                "bars": [[label, share, said, cents < 0] for (label, cents, said), share in shares],
            }
        case NewPage():
            yield {"is": "page"}


def _blocks(all_shown: Iterable[Shown], outline: Outline) -> list[dict[str, Any]]:
    """Blocks of the agreement; one that leads to a table stays on its page."""
    made = [_block(one, outline) for one in all_shown]
    for one, after in pairwise(made):
        one["leads"] = bool(after["rows"])
    return made


def _block(one: Shown, outline: Outline) -> dict[str, Any]:
    """A block of the agreement."""
    plain_head = bool(one.rows) and one.rows[0].op is Op.EQUAL and len(one.rows) > 1
    head, rows = (one.rows[0].cells, one.rows[1:]) if plain_head else ((), one.rows)
    wide = max((1, *(len(row.cells) for row in one.rows)))
    texts = [[in_words(cell) for cell in _filled(row.cells, wide)] for row in one.rows]
    return {
        "heading": one.heading,
        "level": outline.level(one.depth + _OWN_LEVELS) if one.heading else 0,
        "depth": one.depth,
        "note": one.note,
        "changed": one.changed,
        "leads": False,
        "runs": _runs(one.runs),
        "head": [_runs(cell) for cell in _filled(head, wide)] if plain_head else [],
        "rows": [_row(row, wide) for row in rows],
        **_table(texts, _widths(texts)),
        "lines": _lines(one.rows, _widths(texts), one.depth),
        **({} if texts else {"whole": sum(len(run.text) for run in one.runs) <= _THREE_LINES}),
    }


def _table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> dict[str, Any]:
    """The columns of a table, whether it stands whole on a page, and whether each of its cells does."""
    hold = [max(wide * _LINE // sum(widths), 1) for wide in widths]
    lines = sum(
        max(len(cell) // most for cell, most in zip(row, hold, strict=False)) + 1 for row in rows if row
    )
    brief = all(len(cell) <= _BRIEF for row in rows for cell in row)
    return {"widths": widths, "whole": len(rows) <= _SHORT and lines <= 2 * _SHORT, "brief": brief}


def _lines(rows: Sequence[Row], widths: Sequence[int], depth: int) -> list[bool]:
    """Which rows surely take one line: figures that stay as they were. Their height needs no measuring,
    half the time that a pay table takes."""
    small = next((size for most, size in _SIZES if len(widths) <= most), _SMALLEST)
    line = _PAGE - _INDENT * max(depth - 2, 0)
    room = [(line * wide / sum(widths) - _INSET) / small for wide in widths]
    return [
        at > 0
        and row.op is Op.EQUAL
        and any(row.cells)
        and all(_fits(cell, most) for cell, most in zip(row.cells, room, strict=False))
        for at, row in enumerate(rows)
    ]


def _fits(cell: Sequence[Run], most: float) -> bool:
    """Whether a cell is a figure of no more than ``most`` letters' width."""
    if not cell:
        return True
    return (
        len(cell) == 1
        and cell[0].op is Op.EQUAL
        and _FIGURE.fullmatch(cell[0].text) is not None
        and len(cell[0].text) * _DIGIT <= most
    )


def _row(row: Row, wide: int) -> dict[str, Any]:
    return {"op": _SIGNS[row.op], "cells": [_runs(cell) for cell in _filled(row.cells, wide)]}


def _filled(cells: Sequence[tuple[Run, ...]], wide: int) -> list[tuple[Run, ...]]:
    """A row as wide as its table: a grid with a hole would shift what follows."""
    return [*cells, *[()] * (wide - len(cells))]


def _runs(runs: Iterable[Run]) -> list[list[str]]:
    """Each run as sign, words, and the space that keeps it apart from its neighbours."""
    return [[_SIGNS[run.op], printable(run.text), before, after] for before, run, after in spaced(runs)]


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    columns = zip_longest(*rows, fillvalue="")
    return [min(max(_NARROWEST, *(len(cell) for cell in column)), _WIDEST) + 2 for column in columns]
