"""A Markdown file as lines of plain words, its headings and its tables."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.marked.inline import BREAK, Inline
from negotiate.agreement.reading.marked.lines import (
    LINK,
    NOTE,
    ends_fence,
    fence_of,
    is_div,
    is_rule,
    opened,
    underline_of,
)
from negotiate.agreement.reading.marked.tables import Drawn, table_at
from negotiate.agreement.reading.paragraphs import Paragraph, is_blank
from negotiate.agreement.reading.report import Report, marks_said
from negotiate.agreement.reading.web.flow import Flow
from negotiate.agreement.reading.web.page import parse_page
from negotiate.agreement.reading.web.sheet import Sheet
from negotiate.common.errors import BadInput

_GOES_ON = re.compile(r"\s*[a-z]{2,}(?![.)])")
_TABLE = re.compile(r"\s{0,3}<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table>", re.IGNORECASE)
_MOST_LINES = 2_000
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(slots=True)
class MarkedText:
    """The lines without marks, line number → level of the headings, and the tables as paragraphs."""

    lines: list[SourceLine] = field(default_factory=list)
    headings: dict[int, int] = field(default_factory=dict)
    tables: list[Paragraph] = field(default_factory=list)

    def soft(self, joins: Mapping[int, bool] = MappingProxyType({})) -> list[SourceLine]:
        """The lines with those joined that go on a sentence: for a file whose lines are not broken at
        a width, though some of its paragraphs are. ``joins`` says of lines whether they go on with the line
        above, where that is not to be guessed."""
        out: list[SourceLine] = []
        for line in self.lines:
            goes_on = line.number not in self.headings and bool(_GOES_ON.match(line.raw))
            goes_on = bool(out) and joins.get(line.number, goes_on)
            if goes_on and not is_blank(out[-1].raw) and out[-1].number not in self.headings:
                out[-1] = SourceLine(out[-1].number, f"{out[-1].raw.rstrip()} {line.raw.strip()}")
            else:
                out.append(line)
        return out


def read_marked(text: str, report: Report, *, accepted: bool = True) -> MarkedText:
    """The words of a Markdown file. Total: any text is read; what is taken off is listed.

    ``accepted``: words marked as deleted (``~~``) are left out, otherwise those marked as inserted.
    """
    reader = _Reader(text, report, accepted)
    reader.run()
    made, removed = reader.inline.made, reader.inline.removed
    if made or removed:
        reading, other = ("accepted", "rejected") if accepted else ("rejected", "accepted")
        report.tracked = marks_said(made, removed)
        report.doubt(
            1,
            f"the text marks {made} passages as inserted and {removed} as deleted; "
            f"it was read with all of them {reading}, not {other}",
        )
    return reader.out


class _Reader:
    def __init__(self, text: str, report: Report, accepted: bool) -> None:
        self.out = MarkedText()
        self.report = report
        self.lines = text.split("\n")
        self._first = _front_matter_end(self.lines)
        self._without_comments()
        self.inline = Inline(self._links(), accepted, report)
        self._gone = frozenset({"del"} if accepted else {"ins"})
        self._group: list[tuple[int, str]] = []  # the lines of a paragraph: number, words
        self._fence = ""

    def run(self) -> None:
        """Reads every line in order."""
        for at in range(self._first):
            if self.lines[at].strip():
                words = self.lines[at].strip()
                self.report.repair(
                    "front matter", at + 1, "metadata above the text, not the agreement", words
                )
            self.out.lines.append(SourceLine(at + 1, ""))
        at = self._first
        while at < len(self.lines):
            at = self._line(at)
        self._close()

    def _line(self, at: int) -> int:
        """Reads the line at a position, and those that belong to it; the position after them."""
        raw = self.lines[at]
        if self._fence or fence_of(raw):
            return self._fenced(at)
        if not raw.strip("\f \t\r"):
            self._close()
            self.out.lines.append(SourceLine(at + 1, raw))
            return at + 1
        level = underline_of(raw, self._group[0][1]) if len(self._group) == 1 else 0
        if level:
            number = self._group[0][0]
            self.out.headings[number] = level
            self._drop(at, "the rule under a heading")
            return at + 1
        if _TABLE.match(raw):
            end = self._web_table(at)
            if end > at:
                return end
        table = table_at(self.lines, at)
        if table is not None:
            self._close()
            self._table(at, table)
            return table.end
        if is_rule(raw) or is_div(raw):
            self._close()
            self._drop(at, "a rule across the page" if is_rule(raw) else "the edge of a part of the page")
            return at + 1
        if LINK.fullmatch(raw):
            self._close()
            self._drop(at, "the address of a link")
            return at + 1
        self._words(at, raw)
        return at + 1

    def _words(self, at: int, raw: str) -> None:
        body = raw.lstrip("\f")
        turned = raw[: len(raw) - len(body)]  # form feeds: a new page begins here
        line = opened(body)
        for mark, why in line.marks:
            self.report.repair("markup", at + 1, why, mark)
        if NOTE.match(body):
            self.report.doubt(at + 1, "a note; it stands where the file has it", body.strip())
        if line.marks or NOTE.match(body) or turned:
            self._close()
        if line.starts:  # begins a paragraph, whatever stands above it
            self.out.lines.append(SourceLine(at + 1, ""))
        self._group.append((at + 1, turned + line.text))
        if line.heading:
            self.out.headings[at + 1] = line.heading
            self._close()

    def _close(self) -> None:
        """The paragraph that was gathered ends: its marks are taken off."""
        group, self._group = self._group, []
        if not group:
            return
        bodies = [body.lstrip(" \t\f") for _, body in group]
        plain = self.inline.plain(bodies, [number for number, _ in group])
        for (number, body), words in zip(group, plain, strict=True):
            before = body[: len(body) - len(body.lstrip(" \t\f"))]
            for part in words.split(BREAK):
                self.out.lines.append(SourceLine(number, before + part))

    def _drop(self, at: int, why: str) -> None:
        self.report.repair("markup", at + 1, why, self.lines[at].strip())
        self._close()
        self.out.lines.append(SourceLine(at + 1, ""))

    def _fenced(self, at: int) -> int:
        raw = self.lines[at]
        self._close()
        if not self._fence:
            self._fence = fence_of(raw)
            self._drop(at, "the fence of lines that are read as they stand")
        elif ends_fence(raw, self._fence):
            self._fence = ""
            self._drop(at, "the fence of lines that are read as they stand")
        else:
            self.out.lines.append(SourceLine(at + 1, raw))
        return at + 1

    def _web_table(self, at: int) -> int:
        """Reads a table written in the language of web pages; the position after it, or ``at``."""
        end = next(
            (
                n
                for n in range(at, min(len(self.lines), at + _MOST_LINES))
                if _TABLE_END.search(self.lines[n])
            ),
            None,
        )
        if end is None or self.lines[end].rstrip()[-8:].lower() != "</table>":
            return at
        self._close()
        flow = Flow(self._gone, self.report, Sheet(()))
        try:
            flow.read(parse_page("\n" * at + "\n".join(self.lines[at : end + 1]), ""))
        except BadInput:
            return at
        for one in flow.found:
            one.line = min(max(one.line, at + 1), end + 1)
        self.out.tables += flow.found
        self.out.lines += [SourceLine(n + 1, "") for n in range(at, end + 1)]
        self.report.repair("markup", at + 1, "the tags of a table", "")
        return end + 1

    def _table(self, at: int, table: Drawn) -> None:
        for place in range(at, table.end):
            signs = "".join(sign for sign in self.lines[place] if sign == "|")
            if place in table.marks:
                self.report.repair("markup", place + 1, "the drawing of a table", self.lines[place].strip())
            elif signs:
                self.report.repair("markup", place + 1, "the bars of a table", signs)
            self.out.lines.append(SourceLine(place + 1, ""))
        rows = tuple(
            tuple(self.inline.cell(cell, start + 1) for cell in row)
            for row, start in zip(table.rows, table.starts, strict=True)
        )
        lines = tuple(start + 1 for start in table.starts)
        if any(cell for row in rows for cell in row):
            self.out.tables.append(Paragraph(lines[0], "", rows=rows, row_lines=lines))

    def _without_comments(self) -> None:
        """Blanks HTML comments, each listed with its words."""
        text = "\n".join(self.lines)
        if "<!--" not in text:
            return

        def blank(found: re.Match[str]) -> str:
            line = text.count("\n", 0, found.start()) + 1
            if line <= self._first:
                return found[0]
            self.report.repair("comment", line, "a comment, which no reader sees", found[0])
            return "\n" * found[0].count("\n")

        self.lines = _COMMENT.sub(blank, text).split("\n")

    def _links(self) -> dict[str, dict[str, str]]:
        """The addresses that the file gives by name, as the parser of inline marks asks for them."""
        found = (LINK.fullmatch(line) for line in self.lines)
        return {
            " ".join(one[1].split()).lower().upper(): {"href": one[2], "title": ""}
            for one in found
            if one is not None
        }


def _front_matter_end(lines: list[str]) -> int:
    """How many lines a YAML block at the top takes; none where it never ends."""
    if not lines or lines[0].strip() != "---":
        return 0
    for at, line in enumerate(lines[1:200], 1):
        if line.strip() in ("---", "..."):
            return at + 1
    return 0
