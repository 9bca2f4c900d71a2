"""The redline as Markdown: a list of changes in words, then each change in full.

Contract text is data: what Markdown would read as markup is escaped.
"""

import re
from collections.abc import Iterable, Iterator

from negotiate.agreement.blocks import Rows
from negotiate.redline.model import Change, ChangeKind, Redline
from negotiate.redline.spanlines import span_lines
from negotiate.redline.tableparts import table_rows
from negotiate.redline.tables import rows_of
from negotiate.redline.wording import count_words, excerpt, in_words, kind_words, part_entries, readable
from negotiate.redline.wordlevel import Piece

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$!])")
_START = re.compile(r"^(\s*)(\d*)([-+=]|(?<=\d)[.)])")  # what a line begins with in a list
_NO_LINK = re.compile(r"(?<!\\)\](?=[(:\[])")  # a mark's bracket before one of the text, or a colon


def to_markdown(redline: Redline, old_name: str, new_name: str, *, all_blocks: bool = False) -> str:
    """The redline as a Markdown page; with ``all_blocks`` the unchanged blocks stand in it."""
    out = [f"# Redline: {escaped(old_name)} → {escaped(new_name)}", "", count_words(redline), ""]
    if redline.changes:
        out += ["## List of changes", ""]
        out += [row for at, change in enumerate(redline.changes, 1) for row in _entry(at, change)]
        out += ["", "## Text", ""]
    for change in redline.blocks if all_blocks else redline.changes:
        if change.kind is not ChangeKind.EQUAL:
            out += [f"**{escaped(change.citation)}** — {escaped(kind_words(change))}", ""]
        out += _body(change)
    return "\n".join(out).rstrip() + "\n"


def escaped(text: str) -> str:
    """Contract text that Markdown shows as it is inside a line; the marks' words are added after."""
    return _MARKUP.sub(r"\\\1", readable(text))


def _entry(at: int, change: Change) -> Iterator[str]:
    """A change's line in the list; of a table each part has a line of its own."""
    head = f"{at}. **{escaped(change.citation)}** — {escaped(kind_words(change))}:"
    entries = part_entries(change)
    yield head if len(entries) > 1 else f"{head} {_told(excerpt(change))}"
    for entry in entries if len(entries) > 1 else ():
        yield f"{' ' * (len(str(at)) + 2)}- {_told(entry)}"


def _told(pieces: Iterable[Piece]) -> str:
    """Pieces inside a line; what follows a mark's bracket never makes a link of it."""
    return _NO_LINK.sub(r"]\\", in_words((op, escaped(text)) for op, text in pieces))


def _line(pieces: Iterable[Piece]) -> str:
    """Pieces as a line of their own, which is no list and no heading."""
    return _START.sub(r"\1\2\\\3", _told(pieces))


def _body(change: Change) -> Iterator[str]:
    if change.is_table:
        yield from _table(rows_of(change.old), rows_of(change.new))
        return
    for spans in span_lines(change):
        yield _line((span.op, span.text) for span in spans)
        yield ""


def _table(old: Rows, new: Rows) -> Iterator[str]:
    for at, row in enumerate(table_rows(old, new)):
        told = [_told(piece for piece in cell.pieces if piece[1]) for cell in row.cells]
        yield "| " + " | ".join(told) + " |"
        if at == 0:
            yield "| " + " | ".join(["---"] * len(told)) + " |"
    yield ""
