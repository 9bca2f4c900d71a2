"""A file as Markdown. Contract language is escaped, so that none of it is read as markup."""

import re
from collections.abc import Iterable, Iterator

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.markdown import write_documents
from negotiate.common.text import printable
from negotiate.packets.cells import Row, Run
from negotiate.packets.elements import (
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
from negotiate.packets.shown import Shown, shown, shown_clean
from negotiate.packets.wording import bracketed
from negotiate.redline.model import Op

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#])")
_LINE_START = re.compile(r"^(\s*)([-+=]|[0-9]+(?=[.)]))(?=[.) =-]|$)")
_LOOKS = {Op.EQUAL: "", Op.DELETE: "~~", Op.INSERT: "**"}
_HOW_TO_READ = "Deleted words stand in \\[deleted: …\\], added words in \\[added: …\\]."


def markdown(file: File) -> bytes:
    """The file as UTF-8 Markdown."""
    lines = [line for element in file.elements for line in _element(element)]
    return ("\n\n".join([*lines, f"*{_escape(f'{file.head} · {file.foot}')}*"]) + "\n").encode(
        "utf-8", "replace"
    )


def agreement_markdown(agreement: Agreement, file: File) -> bytes:
    """A whole agreement in the program's own Markdown, which it reads back word for word,
    then the parts of ``file`` that are not its language.
    """
    language = write_documents(agreement.documents)
    rest = [
        line
        for element in file.elements
        if not isinstance(element, (Clean, Title))
        for line in _element(element)
    ]
    return (language + "\n---\n\n" + "\n\n".join(rest) + "\n").encode("utf-8", "replace")


def _element(element: Element) -> Iterator[str]:
    match element:
        case Title(text, under):
            yield f"# {_escape(text)}"
            if under:
                yield f"**{_escape(under)}**"
        case Part(text, level, _):
            yield f"{'#' * (level + 1)} {_escape(text)}"
        case Words(text, _):
            yield _line(text)
        case Facts(rows):
            yield "\n".join(f"- **{_escape(name)}:** {_escape(value)}" for name, value in rows)
        case Sheet(head, rows, figures, _, _, _):
            rule = ["---:" if column >= figures else "---" for column in range(len(head))]
            cells = ([_escape(cell) for cell in row] for row in rows)
            yield "\n".join(_cells(row) for row in ([_escape(one) for one in head], rule, *cells))
        case Marked(redline):
            yield _HOW_TO_READ
            for one in shown(redline):
                yield from _block(one)
        case Clean(items):
            for one in shown_clean(items):
                yield from _block(one)
        case Changes(listed):
            yield "\n".join(
                f"- **{_escape(one.citation)}**, {_escape(one.kind)}: {_runs(one.runs)}" for one in listed
            )
        case Bars():
            lines = (
                ("Year", "", "Total"),
                ("---", "---", "---:"),
                *(map(_escape, row) for row in element.rows),
            )
            yield "\n".join(_cells(line) for line in lines)
        case NewPage():
            yield "---"


def _block(one: Shown) -> Iterator[str]:
    if one.note:
        yield f"*\\[{_escape(one.note)}\\]*"
    if one.rows:
        width = max(len(row.cells) for row in one.rows)
        first, *rest = (_row(row) for row in one.rows)
        yield "\n".join([first, _cells(["---"] * width), *rest])
    elif one.runs:
        words = _guard_start(_runs(one.runs))
        yield f"{'#' * min(one.depth + 2, 6)} {words}" if one.heading else words


def _row(row: Row) -> str:
    said = {Op.EQUAL: "", Op.DELETE: "\\[deleted row\\] ", Op.INSERT: "\\[added row\\] "}[row.op]
    cells = [_runs(cell, words=not said) for cell in row.cells]
    return _cells([said + cells[0], *cells[1:]] if cells else [said])


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _runs(runs: Iterable[Run], *, words: bool = True) -> str:
    made = []
    for before, run, after in bracketed(runs):
        look = _LOOKS[run.op] if run.text.strip() else ""
        marked = f"{look}{_escape(run.text)}{look}"
        made.append(_escape(before) + marked + _escape(after) if words else marked)
    return "".join(made)


def _line(text: str) -> str:
    return _guard_start(_escape(text))


def _guard_start(escaped: str) -> str:
    """Words that would open a list or a rule at the start of a line."""
    found = _LINE_START.match(escaped)
    if found is None:
        return escaped
    if found[2][0].isdigit():
        at = found.end()
        return f"{escaped[:at]}\\{escaped[at:]}"
    return f"{found[1]}\\{escaped[len(found[1]) :]}"


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(text))
