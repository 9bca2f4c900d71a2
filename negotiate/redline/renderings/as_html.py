"""The redline as one self-contained web page for people and screen readers.

``ins`` and ``del`` carry the marks, words inside them say the same where marks are lost;
a linear list of changes links to each; a reader may fold classes of change away on screen.
Contract text is data: all of it is escaped, and no request leaves the file.
"""

from collections.abc import Iterable, Iterator
from html import escape

from negotiate.redline.model import Change, ChangeKind, Op, Redline
from negotiate.redline.renderings.page import STYLE
from negotiate.redline.spanlines import span_lines
from negotiate.redline.tableparts import PartKind, TableRow, count_parts, table_parts, table_rows
from negotiate.redline.tables import rows_of
from negotiate.redline.wording import (
    CLOSES,
    KINDS,
    OPENS,
    PARTS,
    count_words,
    excerpt,
    kind_words,
    part_entries,
    readable,
)
from negotiate.redline.wordlevel import Piece

_TAGS = {Op.DELETE: "del", Op.INSERT: "ins"}


def to_html(
    redline: Redline, old_name: str, new_name: str, *, all_blocks: bool = False, lang: str = "en"
) -> str:
    """The page; with ``all_blocks`` the unchanged blocks stand between the changes.

    ``lang`` is the language of the contract (BCP 47).
    """
    title = _safe(f"Redline: {old_name} → {new_name}")
    out = [
        "<!doctype html>",
        f'<html lang="{_safe(lang)}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{STYLE}{_folding(redline)}</style></head>",
        f"<body><header><h1>{title}</h1>",
        f"<p>{_safe(count_words(redline))}</p>",
        *_choice(redline),
        "</header>",
    ]
    if redline.changes:
        out += ['<nav aria-labelledby="list"><h2 id="list">List of changes</h2><ol>']
        out += [_entry(at, change) for at, change in enumerate(redline.changes, 1)]
        out += ["</ol></nav>"]
    out += ['<main><h2 id="text">Text</h2>', *_text(redline, all_blocks=all_blocks), "</main></body></html>"]
    return "\n".join(out) + "\n"


def _safe(text: str) -> str:
    return escape(readable(text))


def _choice(redline: Redline) -> Iterator[str]:
    """Boxes that fold a class of change away on screen; paper and other programs show all."""
    parts = count_parts(redline)
    told = {kind: KINDS[ChangeKind(kind)] for kind in redline.summary} | {
        kind: PARTS[PartKind(kind)] for kind in parts
    }
    if len(told) < 2:
        return
    yield "<form><fieldset><legend>Show on screen</legend>"
    for kind, number in (redline.summary | parts).items():
        words = _safe(told[kind])
        yield f'<label><input type="checkbox" id="show-{kind}" checked> {words} ({number})</label>'
    yield "</fieldset></form>"


def _folding(redline: Redline) -> str:
    """The style that folds away each class whose box is not ticked, on screen only. Of a cell
    folded away its place stays.
    """
    rules = "".join(
        f"body:has(#show-{kind}:not(:checked)) .{kind} {{ display: none; }}\n"
        for kind in (*redline.summary, *count_parts(redline))
        if kind != PartKind.CELL
    )
    cells = "body:has(#show-table-cell:not(:checked))"
    if PartKind.CELL in count_parts(redline):
        rules += (
            f"{cells} :is(li.table-cell, td.table-cell > *, th.table-cell > *) {{ display: none; }}\n"
            f'{cells} :is(td, th).table-cell::after {{ content: "…"; }}\n'
        )
    return f"@media screen {{\n{rules}}}\n"


def _entry(at: int, change: Change) -> str:
    told = f'<a href="#change-{at}">{_safe(change.citation)}</a> {_safe(kind_words(change))}: '
    entries = part_entries(change)
    if len(entries) < 2:
        return f'<li class="{change.kind.value}">{told}{_marked(excerpt(change))}</li>'
    items = "".join(
        f'<li class="{part.kind.value}">{_marked(entry)}</li>'
        for part, entry in zip(table_parts(change), entries, strict=True)
    )
    return f'<li class="{change.kind.value}">{told}<ul>{items}</ul></li>'


def _text(redline: Redline, *, all_blocks: bool) -> Iterator[str]:
    at = 0
    for change in redline.blocks if all_blocks else redline.changes:
        if change.kind is ChangeKind.EQUAL:
            yield from _body(change)
            continue
        at += 1
        yield f'<section class="change {change.kind.value}" id="change-{at}" aria-labelledby="head-{at}">'
        yield f'<h3 id="head-{at}">{_safe(change.citation)} <span>{_safe(kind_words(change))}</span></h3>'
        yield from _body(change)
        yield "</section>"
    if not redline.changes:
        yield "<p>The two texts are the same.</p>"


def _body(change: Change) -> Iterator[str]:
    if change.is_table:
        yield from _table(change)
        return
    for spans in span_lines(change):
        yield f"<p>{_marked((span.op, span.text) for span in spans)}</p>"


def _table(change: Change) -> Iterator[str]:
    """A table that scrolls inside its own frame; rows, columns and cells carry their class."""
    label = _safe(f"Table at {change.citation}")
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{label}"><table>'
    classes = bool(change.old and change.new)
    for at, row in enumerate(table_rows(rows_of(change.old), rows_of(change.new))):
        kind = f' class="{row.kind.value}"' if row.kind and classes else ""
        yield f"<tr{kind}>" + "".join(_cells(row, head=at == 0, classes=classes)) + "</tr>"
    yield "</table></div>"


def _cells(row: TableRow, *, head: bool, classes: bool) -> Iterator[str]:
    """The cells of a row; those of the first row and the first column head the others, empty ones none."""
    for at, cell in enumerate(row.cells):
        scope = "col" if head else "row" if at == 0 else ""
        tag = "th" if scope and any(text.strip() for _, text in cell.pieces) else "td"
        kind = f' class="{cell.kind.value}"' if cell.kind and classes else ""
        scope = f' scope="{scope}"' if tag == "th" else ""
        yield f"<{tag}{scope}{kind}>{_marked(cell.pieces)}</{tag}>"


def _marked(pieces: Iterable[Piece]) -> str:
    """Pieces with their marks and the words for them; spaces at the edges stand outside."""
    html = ""
    for op, text in pieces:
        if op is Op.EQUAL or not text.strip():
            html += _safe(text)
            continue
        inner = text.strip()
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        if not before and html.endswith(("</del>", "</ins>")):
            html += " "
        tag = _TAGS[op]
        html += (
            f'{before}<{tag}><span class="said">{OPENS[op]}</span>{_safe(inner)}'
            f'<span class="said">{CLOSES[op]}</span></{tag}>{after}'
        )
    return html
