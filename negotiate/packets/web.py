"""A file as one self-contained web page: no script, no request, readable without colour.

Everything printed passes :func:`_e`; the page's own policy forbids it to load anything.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from importlib.resources import files

from negotiate.common.text import printable
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
    Tone,
    Words,
)
from negotiate.packets.outline import Outline
from negotiate.packets.shown import Shown, shown, shown_clean
from negotiate.packets.wording import spaced
from negotiate.redline.model import Op

_HOW_TO_READ = (
    "Deleted words are struck and stand in [deleted: …]; added words are underlined and stand in [added: …]. "
    "A bar in the margin marks what changes."
)
_TAGS = {Op.DELETE: ("del", "deleted"), Op.INSERT: ("ins", "added")}
_CLASSES = {Tone.AFTER: "note"}
_TALL = ' class="tall"'
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_OWN_LEVELS = 2  # the agreement's headings come below the file's own


def web(file: File) -> bytes:
    """The file as UTF-8 HTML."""
    outline = Outline()
    body = "\n".join(line for element in file.elements for line in _element(element, outline))
    return f"""<!doctype html>
<html lang="{_e(file.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="color-scheme" content="light dark">
<meta name="author" content="{_e(file.author)}">
<meta name="generator" content="{_e(MADE_BY)}">
<title>{_e(file.title)}</title>
<style>
{_style()}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<main id="content">
{body}
<p class="foot">{_e(file.head)} · {_e(file.foot)}</p>
</main>
</body>
</html>
""".encode("utf-8", "replace")  # half a surrogate pair is no character: a question mark stands for it


@lru_cache(maxsize=1)
def _style() -> str:
    return files("negotiate.packets").joinpath("templates/packet.css").read_text("utf-8")


def _e(text: str) -> str:
    return escape(printable(text), quote=True)


def _element(element: Element, outline: Outline) -> Iterator[str]:
    match element:
        case Title(text, under):
            yield f"<h1>{_e(text)}</h1>"
            if under:
                yield f'<p class="under">{_e(under)}</p>'
        case Part(text, level, anchor):
            tag = _heading(outline.level(level))
            own = f' id="{_e(anchor)}"' if anchor else ""
            yield f"<{tag}{own}>{_e(text)}</{tag}>"
        case Words(text, tone):
            kind = "" if tone is Tone.BODY else f' class="{_CLASSES.get(tone, tone.value)}"'
            yield f"<p{kind}>{_e(text)}</p>"
        case Facts(rows):
            yield (
                "<dl>" + "".join(f"<dt>{_e(name)}</dt><dd>{_e(value)}</dd>" for name, value in rows) + "</dl>"
            )
        case Sheet():
            yield from _sheet(element)
        case Marked(redline):
            yield f'<p class="note">{_HOW_TO_READ}</p>'
            yield from _blocks(shown(redline), outline)
        case Clean(items):
            yield from _blocks(shown_clean(items), outline)
        case Changes(listed):
            yield '<ul class="changes">'
            for one in listed:
                yield f"<li><strong>{_e(one.citation)}</strong>, {_e(one.kind)}: {_runs(one.runs)}</li>"
            yield "</ul>"
        case Bars():
            yield from _bars(element)
        case NewPage():
            yield '<div class="page"></div>'


def _heading(level: int) -> str:
    return f"h{min(level + 1, 6)}"


def _sheet(sheet: Sheet) -> Iterator[str]:
    def cells(tag: str, row: Iterable[str], link: str = "") -> str:
        made = []
        for column, text in enumerate(row):
            words = f'<a href="#{_e(link)}">{_e(text)}</a>' if link and column == 1 else _e(text)
            scope = ' scope="col"' if tag == "th" else ""
            kind = ' class="figure"' if column >= sheet.figures else ""
            made.append(f"<{tag}{scope}{kind}>{words}</{tag}>")
        return f"<tr>{''.join(made)}</tr>"

    yield f'<div class="wide"><table{_TALL if sheet.tall else ""}>'
    yield f"<thead>{cells('th', sheet.head)}</thead><tbody>"
    for at, row in enumerate(sheet.rows):
        yield cells("td", row, sheet.links[at] if at < len(sheet.links) else "")
    yield "</tbody></table></div>"


def _bars(chart: Bars) -> Iterator[str]:
    """A chart as a drawing; the table beside it holds the figures, so it says its title alone."""
    step, left, wide = 26, 90, 380
    height = step * len(chart.bars) + 6
    yield (
        f'<svg class="bars" role="img" aria-label="{_e(chart.title)}" viewBox="0 0 640 {height}" '
        f'width="640" height="{height}"><title>{_e(chart.title)}</title>'
    )
    for at, ((label, cents, said), share) in enumerate(zip(chart.bars, chart.shares, strict=True)):
        y = at * step + 4
        kind = ' class="less"' if cents < 0 else ""
        yield (
            f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{_e(label)}</text>'
            f'<rect x="{left}" y="{y}" width="{max(share * wide, 1):.1f}" height="18"{kind}/>'
            f'<text x="{left + max(share * wide, 1) + 8:.1f}" y="{y + 14}">{_e(said)}</text>'
        )
    yield "</svg>"


def _blocks(blocks: Iterable[Shown], outline: Outline) -> Iterator[str]:
    yield '<div class="blocks">'
    for one in blocks:
        yield from _block(one, outline)
    yield "</div>"


def _block(one: Shown, outline: Outline) -> Iterator[str]:
    kind = f' class="changed" style="--in:{max(one.depth - 2, 0)}"'
    kind = kind if one.changed else kind.replace(' class="changed"', "")
    if one.note:
        yield f'<p{kind}><span class="moved">[{_e(one.note)}]</span></p>'
    if one.rows:
        yield f'<div{kind}><div class="wide"><table>'
        yield from (_row(row, head=not at) for at, row in enumerate(one.rows))
        yield "</table></div></div>"
    elif one.runs:
        tag = _heading(outline.level(one.depth + _OWN_LEVELS)) if one.heading else "p"
        yield f"<{tag}{kind}>{_runs(one.runs)}</{tag}>"


def _row(row: Row, *, head: bool) -> str:
    """A row taken out or put in says so once, in its first cell."""
    opening, closing = ('<th scope="col">', "</th>") if head and row.op is Op.EQUAL else ("<td>", "</td>")
    whole = row.op is not Op.EQUAL
    cells = [_runs(cell, words=not whole) for cell in row.cells]
    if whole and cells:
        cells[0] = f'<span class="w">[{_TAGS[row.op][1]} row] </span>{cells[0]}'
    return "<tr>" + "".join(f"{opening}{cell}{closing}" for cell in cells) + "</tr>"


def _runs(runs: Iterable[Run], *, words: bool = True) -> str:
    made = []
    for before, run, after in spaced(runs):
        text = _e(run.text)
        if run.op is Op.EQUAL:
            made.append(text)
            continue
        tag, said = _TAGS[run.op]
        opening, closing = (
            (f'<span class="w">[{said}: </span>', '<span class="w">]</span>') if words else ("", "")
        )
        made.append(f"{before}{opening}<{tag}>{text}</{tag}>{closing}{after}")
    return "".join(made)
