"""A file's paragraphs as units: what its reader found, in the file's order."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from negotiate.agreement.blocks import Agreement, Kind
from negotiate.agreement.reading.lexing import Token
from negotiate.agreement.reading.pdf.marks import without
from negotiate.agreement.reading.reader import Heard
from negotiate.common.text import canonical
from negotiate.workspace.incoming.model import Unit

_AS_FOLLOWS = re.compile(
    r"^(?:(?:shall|will|is to|should|to) (?:be )?(?:amended |changed |revised )?(?:to )?read"
    r"|amended to read|reads)(?: as follows)?: (?=\S)",
    re.IGNORECASE,
)
"""What a letter writes before the words of a clause: "Section 2.1 shall be amended to read as follows:"."""


def units_of(
    heard: Heard, theirs: frozenset[int] = frozenset(), ours: dict[int, tuple[str, ...]] | None = None
) -> list[Unit]:
    """Every paragraph and table with words. ``theirs`` are the lines that the sender marked, ``ours``
    the words of our marks left standing, by line."""
    standing = ours or {}
    out: list[Unit] = []
    ends = [token.line for token in heard.tokens[1:]] + [max(theirs | standing.keys(), default=0) + 1]
    for token, end in zip(heard.tokens, ends, strict=True) if heard.tokens else ():
        unit = _unit(token, end, theirs, standing)
        if unit is None:
            continue
        if token.kind == "title" and out and _awaits_title(out[-1]):
            before = out.pop()  # "ARTICLE I" and, on the next line, its title
            unit = replace(unit, label=before.label, theirs=unit.theirs or before.theirs)
        out.append(unit)
    return out


def _awaits_title(unit: Unit) -> bool:
    return unit.heading and not unit.text and not unit.rows and len(unit.label.split()) > 1


def units_of_text(text: Agreement) -> list[Unit]:
    """The blocks of a file in our own form."""
    return [
        Unit(one.text, one.label, one.rows, one.line, heading=one.kind is Kind.HEADING)
        for one in text.blocks()
    ]


def _unit(token: Token, end: int, theirs: frozenset[int], ours: dict[int, tuple[str, ...]]) -> Unit | None:
    if token.kind == "contents":
        return None
    lines = range(token.line, max(end, token.line + 1) if token.rows else token.line + 1)
    marked = any(line in theirs for line in lines)
    left = tuple(words for line in lines for words in ours.get(line, ()))
    text, label = _AS_FOLLOWS.sub("", without(canonical(token.text))), without(token.label)
    rows = tuple(tuple(without(cell) for cell in row) for row in token.rows)
    if not text and not label and not any(cell for row in rows for cell in row):
        return None
    heading = token.kind in ("article", "part", "title") or token.title
    return Unit(text, label, rows, token.line, theirs=marked, ours=left, heading=heading)


def without_struck_rows(units: Sequence[Unit], bare: Container[int]) -> list[Unit]:
    """The units, tables without the rows of which every word is struck; those at ``bare`` lines have rows
    without words of their own."""
    return [
        replace(one, rows=tuple(row for row in one.rows if any(row)))
        if one.rows and one.line not in bare and not all(map(any, one.rows))
        else one
        for one in units
    ]


def bare_rows(units: Sequence[Unit]) -> frozenset[int]:
    """The lines of tables with rows without a word."""
    return frozenset(one.line for one in units if one.rows and not all(map(any, one.rows)))
