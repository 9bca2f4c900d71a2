"""The redline as one self-contained web page for people and screen readers.

``ins`` and ``del`` carry the marks, words inside them say the same where marks are lost;
a linear list of changes links to each; a reader may fold classes of change away on screen.
Contract text is data: all of it is escaped, and no request leaves the file.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from negotiate.redline.model import Change, ChangeKind, Op, Redline
from negotiate.redline.renderings.page import STYLE
from negotiate.redline.spanlines import span_lines
from negotiate.redline.tables import rows_of, table_cells
from negotiate.redline.wording import CLOSES, KINDS, OPENS, count_words, excerpt, kind_words, printable
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
    return escape(printable(text))


def _choice(redline: Redline) -> Iterator[str]:
    """Boxes that fold a class of change away on screen; paper and other programs show all."""
    if len(redline.summary) < 2:
        return
    yield "<form><fieldset><legend>Show on screen</legend>"
    for kind, number in redline.summary.items():
        words = _safe(KINDS[ChangeKind(kind)])
        yield f'<label><input type="checkbox" id="show-{kind}" checked> {words} ({number})</label>'
    yield "</fieldset></form>"


def _folding(redline: Redline) -> str:
    """The style that folds away each class whose box is not ticked, on screen only."""
    rules = (
        f"body:has(#show-{kind}:not(:checked)) .{kind} {{ display: none; }}\n" for kind in redline.summary
    )
    return f"@media screen {{\n{''.join(rules)}}}\n"


def _entry(at: int, change: Change) -> str:
    told = f'<a href="#change-{at}">{_safe(change.citation)}</a> {_safe(kind_words(change))}: '
    return f'<li class="{change.kind.value}">{told}{_marked(excerpt(change))}</li>'


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
    label = _safe(f"Table at {change.citation}")
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{label}"><table>'
    for at, (_, cells) in enumerate(table_cells(rows_of(change.old), rows_of(change.new))):
        yield "<tr>" + "".join(_cell(cell, head=at == 0) for cell in cells) + "</tr>"
    yield "</table></div>"


def _cell(pieces: Sequence[Piece], *, head: bool) -> str:
    """A cell; an empty one heads nothing."""
    head = head and any(text.strip() for _, text in pieces)
    return f'<th scope="col">{_marked(pieces)}</th>' if head else f"<td>{_marked(pieces)}</td>"


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
