"""The marks inside lines of Markdown: emphasis, links, code, escapes, tags.

``markdown-it-py`` knows which sign is a mark and which is a sign ("* see note", "5*3"). Two things
a contract has and CommonMark has not: a row of four or more ``_`` or ``*`` is a blank to fill in, and
a ``*`` between figures or letters multiplies.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from negotiate.agreement.reading.report import Report

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MARKS = re.compile(r"[*_`\\<\[&~!]| $")
_LONGEST = 20_000  # characters in a paragraph; the parser's time grows faster than its text
_SHORTEST_BLANK = 4
_ADDRESS = re.compile(r"[/#.:@?]")
_TAGS = frozenset(
    "a abbr address article aside b big blockquote body br center cite code col colgroup dd del details div "
    "dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li main mark "
    "nav ol p pre q s section small span strike strong sub summary sup table tbody td tfoot th thead tr tt u "
    "ul".split()
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_DELETED = frozenset({"del", "s", "strike"})
_INSERTED = frozenset({"ins"})
BREAK = "\v"
"""Where a ``<br>`` stood."""


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # 30 ms, and only Markdown needs it

    parser = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.inline.ruler.before("emphasis", "literal", _literal)
    return parser


def _literal(state: "StateInline", silent: bool) -> bool:
    """A row of signs that is no mark is text."""
    sign = state.src[state.pos]
    if sign not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == sign:
        end += 1
    before = state.src[state.pos - 1 : state.pos]
    after = state.src[end : end + 1]
    times = sign == "*" and end - state.pos == 1 and before.isalnum() and after.isalnum()
    if end - state.pos < _SHORTEST_BLANK and not times:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


class Inline:
    """Takes the marks out of lines. ``links`` are the addresses that the file defines by a name;
    ``accepted``: what is marked as deleted (``~~``, ``<del>``) is left out of the reading; otherwise
    what is marked as inserted (``<ins>``)."""

    def __init__(self, links: dict[str, dict[str, str]], accepted: bool, report: Report) -> None:
        self._env = {"references": links}
        self._gone = _DELETED if accepted else _INSERTED
        self._report = report
        self.made = self.removed = 0  # passages marked as inserted, and as deleted

    def plain(self, lines: Sequence[str], numbers: Sequence[int]) -> list[str]:
        """The lines of one paragraph without marks; ``numbers`` are theirs, for the report."""
        whole = "\n".join(lines)
        if not _MARKS.search(whole) or len(whole) > _LONGEST:
            return list(lines)
        tokens = self._tokens(whole)
        if sum(token.type in ("softbreak", "hardbreak") for token in tokens) != len(lines) - 1:
            return [one for line, at in zip(lines, numbers, strict=True) for one in self._alone(line, at)]
        return self._written(tokens, numbers, lines)

    def cell(self, text: str, number: int) -> str:
        """A table's cell without marks."""
        return self.plain([text], [number])[0].replace(BREAK, " ")

    def _alone(self, line: str, number: int) -> list[str]:
        return self._written(self._tokens(line), [number])

    def _tokens(self, text: str) -> "list[Token]":
        tokens: list[Token] = []
        parser = _parser()
        parser.inline.parse(text, parser, self._env, tokens)
        return tokens

    def _written(
        self, tokens: "Sequence[Token]", numbers: Sequence[int], lines: Sequence[str] = ()
    ) -> list[str]:
        line = _Line(self._report, numbers[0])
        out: list[str] = []
        closes: list[str] = []  # what ends each open link
        struck: list[str] | None = None
        for token in tokens:
            match token.type:
                case "softbreak" | "hardbreak":
                    if token.type == "hardbreak" and lines[len(out)].endswith("\\"):
                        line.take("\\")
                    if struck is not None:  # goes on in the next line
                        self._strike(line, struck)
                        struck = []
                    out.append(line.end())
                    line = _Line(self._report, numbers[min(len(out), len(numbers) - 1)])
                case "text_special":
                    line.put(token.content)
                    line.swap(token.markup, token.content)
                case "code_inline":
                    line.take(token.markup)
                    line.put(token.content)
                    line.take(token.markup)
                case "html_inline" | "s_open" | "s_close":
                    struck = self._changed(token, line, struck)
                case "image":
                    line.put(token.content)
                    line.take("![", f"]({token.attrGet('src')})")
                case "link_open":
                    closes.append(_opened(token, line))
                case "link_close":
                    _closed(closes.pop(), line)
                case _:
                    line.put(token.content)
                    line.take(token.markup)
        if struck is not None:  # never closed: nothing is left out
            line.pieces = struck + line.pieces
        out.append(line.end())
        return out

    def _changed(self, token: "Token", line: "_Line", struck: list[str] | None) -> list[str] | None:
        """Reads a tag, or the mark of a change: the words before one that is left out are kept aside
        until it closes."""
        found = _TAG.match(token.content)
        if token.type == "html_inline":
            name = found[1].lower() if found is not None else ""
            opens = not token.content.startswith("</")
            line.tag(token.content)
        else:
            name, opens = "del", token.type == "s_open"
            line.take(token.markup)
        if opens:
            self.made += name in _INSERTED
            self.removed += name in _DELETED
        if name not in self._gone:
            return struck
        if opens and struck is None:
            before, line.pieces = line.pieces, []
            return before
        if not opens and struck is not None:
            self._strike(line, struck)
            return None
        return struck

    def _strike(self, line: "_Line", before: list[str]) -> None:
        """Takes the words since ``before`` out of the line."""
        verb = "deleted" if self._gone is _DELETED else "inserted"
        self._report.repair("tracked change", line.number, f"marked as {verb}", line.text())
        line.pieces = before


def _opened(token: "Token", line: "_Line") -> str:
    href = str(token.attrGet("href") or "")
    if token.info == "auto":
        line.take("<")
        return ">"
    title = token.attrGet("title")
    close = f']({href} "{title}")' if title else f"]({href})"
    if not _ADDRESS.search(href):  # "[one](1)": no link in an agreement
        line.put("[")
        return f"={close}"
    line.take("[")
    return close


def _closed(close: str, line: "_Line") -> None:
    if close.startswith("="):
        line.put(close[1:])
    else:
        line.take(close)


class _Line:
    """One line as it comes to be, with the marks taken out of it."""

    def __init__(self, report: Report, number: int) -> None:
        self.number = number
        self.pieces: list[str] = []
        self._report = report
        self._taken: list[str] = []
        self._swapped: list[tuple[str, str]] = []

    def put(self, text: str) -> None:
        self.pieces.append(text)

    def take(self, *marks: str) -> None:
        self._taken += [mark for mark in marks if mark]

    def swap(self, written: str, shown: str) -> None:
        """``\\.`` is shown as ``.``, ``&amp;`` as ``&``."""
        if written == f"\\{shown}":
            self._taken.append("\\")
        elif written != shown:
            self._swapped.append((written, shown))

    def tag(self, source: str) -> None:
        found = _TAG.match(source)
        if source.startswith("<!") or (found is not None and found[1].lower() in _TAGS):
            self.put(BREAK if found is not None and found[1].lower() == "br" else "")
            self.take(source)
        else:
            self.put(source)  # "<name of school>": a blank to fill in

    def text(self) -> str:
        return "".join(self.pieces)

    def end(self) -> str:
        if self._taken:
            self._report.repair("markup", self.number, "the marks of Markdown", " ".join(self._taken))
        for written, shown in self._swapped:
            self._report.repair("markup", self.number, "a sign written by its name", written, shown)
        return self.text()
