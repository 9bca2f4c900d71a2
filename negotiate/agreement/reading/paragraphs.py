"""Lines into paragraphs: a paragraph a line, or wrapped lines joined again.

In wrapped text a line continues the one before unless something says otherwise: a blank
line, a label after a finished sentence, or a line that ended though its next word would
still have fitted.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from negotiate.agreement.blocks import Rows
from negotiate.agreement.reading.brokenwords import counted, joined
from negotiate.agreement.reading.columns import stretches
from negotiate.agreement.reading.contents import is_contents_line, takes_two_lines
from negotiate.agreement.reading.corrections import Correction
from negotiate.agreement.reading.decode import SourceLine
from negotiate.agreement.reading.report import Report
from negotiate.common.text import canonical

_BLANK = " \t\r\f\v\ufeff"
STARTS_PART = re.compile(
    r"(?:(?:article|section|appendix|exhibit|schedule|letter of agreement|memorandum|side letter)\b"
    r"|sec\. ?[0-9]|§|[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}\s"
    r"|\(?[0-9]{1,3}(?:\.[0-9]+)*(?:[.)]|\.\))\s|\(?[A-Za-z]{1,2}(?:[.)]|\.\))\s|\(?[ivxIVX]{1,5}(?:[.)]|\.\))\s|[•●▪◦–—*·-]\s|\|)",
    re.IGNORECASE,
)
# "…; and" ends an entry of a list, but "clauses (a) and" goes on
_ENTRY_END = re.compile(r"(?:[.:;?!][\"”’')\]]*|(?<!\w\) )(?<! \w )\b(?:and|or))$")
_NUMBER_WORD = re.compile(
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand)$",
    re.IGNORECASE,
)
_RUNS_OVER = re.compile(r"[^\n]{40,}\b[a-z]+,?$")  # a long line that ends amid a sentence
_FIRST = re.compile(r"(\(?)(1|a|A|i|I)([.)]|\.\))\s")
_SECOND = {"1": "2", "a": "b", "A": "B", "i": "ii", "I": "II"}
_ASKS = re.compile(
    r"\b(?:articles?|sections?|paragraphs?|clauses?|parts?|steps?|items?|grades?|levels?|appendix|schedule|of|to|no)"
    r"[.,]?$",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"\b(?:articles?|(?:sub)?sections?|(?:sub)?paragraphs?|clauses?)\s+[IVXLC0-9A-Z](?:[\w.-]*\w)?(?:\s?\(\w{1,4}\))*$",
    re.IGNORECASE,
)
_CITED = re.compile(r"(?:\(\w{1,4}\))+[^\w(]*(?:[a-z]|$)")
_INSIDE = re.compile(r"(\(?)([0-9]{1,2}|[a-zA-Z])(\))\s")
_REACH = 20  # lines in which the second of a list follows its first
_SET_APART = re.compile(r"\S {3,}[$0-9]\S*$")
_WRAP_LIMIT = 140
_LEAST_WIDTH = 24  # a line of less may be a heading in any text
_FITS = 0.88
_LEAST_BLANK = 0.03  # articles alone set apart by blank lines make more of them than this
NOT_ALIGNED = (0, 0, False)


@dataclass(slots=True)
class Paragraph:
    """A paragraph as read: where it starts, its text with its own spacing, and what the
    layout says of it. ``heading`` is a heading's level where the file marks one (0: none);
    ``rows`` a table's cells; ``cell`` marks a line that holds nothing but a non-breaking space;
    ``contents`` an entry of a table of contents that the file itself marks as one; ``aligned`` a line
    of a table set in columns: the table's number (0: none), the pages it has run over, whether the
    line is one of its headings; ``fix`` is what a person says of how it begins."""

    line: int
    raw: str
    heading: int = 0
    rows: Rows = ()
    row_lines: tuple[int, ...] = ()
    cell: bool = False
    blank_before: bool = True
    contents: bool = False
    aligned: tuple[int, int, bool] = NOT_ALIGNED
    fix: Correction | None = None
    text: str = ""

    def __post_init__(self) -> None:
        self.text = self.text or canonical(self.raw)


def is_blank(raw: str) -> bool:
    """Whether a line is empty. A line that holds a non-breaking space is an empty cell, not blank."""
    return not raw.strip(_BLANK)


def ends_sentence(text: str) -> bool:
    """Whether a sentence or a clause ends here, quotes and brackets after its mark or not."""
    return text.rstrip("\"”’')]").endswith((".", ":", ";", "?", "!"))


def is_wrapped(lines: list[SourceLine]) -> bool:
    """Whether the text was broken at a width: most lines full and followed by another."""
    texts = [(at, line.raw) for at, line in enumerate(lines) if line.raw and line.raw.strip(_BLANK)]
    if len(texts) < 4:  # two loose paragraphs of a letter
        return all(len(raw) <= _WRAP_LIMIT for _, raw in texts) and any(
            b == a + 1 and not ends_sentence(raw.rstrip()) and _goes_on(after)
            for (a, raw), (b, after) in zip(texts, texts[1:], strict=False)
        )
    long = sum(len(raw) > _WRAP_LIMIT and len(canonical(raw)) > _WRAP_LIMIT for _, raw in texts)
    if long >= len(texts) - int(len(texts) * 0.98):
        return False
    widths = sorted(len(raw.rstrip()) for _, raw in texts)
    full = max(_LEAST_WIDTH, 0.6 * widths[int(len(widths) * 0.95)])
    longish = [
        (b == a + 1, _goes_on(after))
        for (a, raw), (b, after) in zip(texts, texts[1:], strict=False)
        if len(raw) > full
        and not ("   " in raw and _SET_APART.search(raw))  # rows of a table end where they end
    ]
    joined = [on for adjacent, on in longish if adjacent]
    return len(joined) >= max(0.2 * len(longish), 1) and sum(joined) >= 0.1 * len(joined)


def _goes_on(raw: str) -> bool:
    """Whether a line begins in the middle of a sentence: with a small letter that is no label."""
    first = (raw.split(maxsplit=1) or [""])[0]
    return first[:1].islower() and not (len(first) <= 5 and first.endswith((".", ")")))


def runs_on(lines: list[SourceLine]) -> bool:
    """Whether sentences run from line to line: stricter than :func:`is_wrapped`, for a file whose
    lines are paragraphs unless they plainly are not."""
    texts = [canonical(line.raw) for line in lines]
    longish = [(a, b) for a, b in zip(texts, texts[1:], strict=False) if len(a) > 45]
    return bool(longish) and sum(b[:1].islower() for _, b in longish) >= 0.2 * len(longish)


def split_breaks(text: str) -> list[str]:
    """The paragraphs that the line breaks of a block make of it: two on end part it, and one before
    a label, unless a sentence runs on over it ("as provided in / Section 3")."""
    parts: list[str] = []
    gap = True
    for line in text.split("\n"):
        if not line.strip(_BLANK):
            gap = True
            continue
        if gap or (STARTS_PART.match(canonical(line)) and not _RUNS_OVER.search(parts[-1].rstrip())):
            parts.append(line)
        else:
            parts[-1] += "\n" + line
        gap = False
    return parts


def paragraphs(
    lines: list[SourceLine],
    wrapped: bool,
    report: Report,
    headings: frozenset[int] = frozenset(),
    joins: Mapping[int, bool] = MappingProxyType({}),
) -> list[Paragraph]:
    """The paragraphs of the text, in order; nothing is dropped but blank lines.

    ``headings`` are the lines known to be headings: each stands alone. ``joins`` says of lines
    whether they go on with the paragraph above (see ``corrected``), where it is not to be
    guessed.
    """
    tables = _tables(lines, headings)
    if wrapped:
        return _Joiner(lines, report, headings, joins, tables).run()
    found: list[Paragraph] = []
    dense = _is_dense(lines)
    blank = True
    for line in lines:
        raw = line.raw
        text = canonical(raw) if raw else ""
        if not text and is_blank(raw):
            blank = True
            continue
        aligned = tables.get(line.number, NOT_ALIGNED) if tables else NOT_ALIGNED
        found.append(
            Paragraph(line.number, raw, cell=not text, blank_before=blank, aligned=aligned, text=text)
        )
        blank = dense
    return found


def _is_dense(lines: list[SourceLine]) -> bool:
    """Whether blank lines part nothing in a file of a paragraph a line, because it has next to none:
    then every line stands as if after one."""
    blank = sum(is_blank(line.raw) and "\f" not in line.raw for line in lines)  # furniture was not blank
    return blank < _LEAST_BLANK * len(lines)


def _tables(lines: list[SourceLine], headings: frozenset[int]) -> dict[int, tuple[int, int, bool]]:
    """The lines of tables set in columns, by their numbers (see ``Paragraph.aligned``)."""
    apart = [line.number in headings for line in lines] if headings else []
    return {
        lines[place].number: (one.table, one.part, at < one.heads)
        for one in stretches([line.raw for line in lines], apart)
        for at, place in enumerate(one.places)
    }


def right_edge(line: SourceLine) -> int:
    """The column in which a line ends, its indentation counted."""
    if line.edge is not None:
        return line.edge
    return len(line.raw.expandtabs().strip("\r\n\f").rstrip())


def _one_less(value: str) -> str:
    """The numeral before another: ``2`` before ``3``, ``b`` before ``c``."""
    return str(int(value) - 1) if value.isdigit() else chr(ord(value) - 1)


def _set_in(raw: str) -> int:
    """How far a line is set in."""
    whole = raw.expandtabs()
    return len(whole) - len(whole.lstrip())


class _Joiner:
    """Joins wrapped lines. ``parts`` are the lines of the paragraph being gathered."""

    def __init__(
        self,
        lines: list[SourceLine],
        report: Report,
        headings: frozenset[int],
        joins: Mapping[int, bool],
        tables: Mapping[int, tuple[int, int, bool]],
    ) -> None:
        self.lines = lines
        self.joins = joins
        self.tables = tables
        self.headings = headings
        self.report = report
        lengths = sorted(right_edge(line) for line in lines if not is_blank(line.raw))
        self.width = lengths[int(len(lengths) * 0.9)] if lengths else 80
        self.found: list[Paragraph] = []
        self.parts: list[SourceLine] = []
        self.before = ""  # the words of the last part
        self.blank_before = True

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each word of the text stands in it: asked for only where a line ends in a hyphen."""
        return counted(line.raw for line in self.lines)

    def run(self) -> list[Paragraph]:
        gap, page = True, False
        for line in self.lines:
            raw = line.raw
            if not raw or is_blank(raw):
                gap, page = True, page or "\f" in raw
                continue
            page = page or "\f" in raw
            text = canonical(raw)
            if not self._continues(line, text, gap, page):
                self._close()
                self.blank_before = gap
            self.parts.append(line)
            self.before = text
            gap = page = False
        self._close()
        return self.found

    def _continues(self, line: SourceLine, text: str, gap: bool, page: bool) -> bool:
        if self.parts and line.number in self.joins:
            return self.joins[line.number]
        if not self.parts or line.number in self.headings or is_contents_line(self.parts[-1].raw):
            return False
        if line.number in self.tables or self.parts[-1].number in self.tables:
            return False
        before = self.before
        if (
            not gap
            and len(self.parts) == 1
            and takes_two_lines(self.found[-1].raw if self.found else "", before, line.raw)
        ):
            return True
        if self.parts[0].number in self.headings:  # a heading in capitals may take two lines
            return not gap and before.isupper() and text.isupper() and not STARTS_PART.match(text)
        if before.startswith("|") or text.startswith("|"):
            return False
        finished = ends_sentence(before)
        if not gap and re.match(r"\([0-9]+\)", text) and _NUMBER_WORD.search(before):
            return True  # "ninety" ends one line, "(90) days" begins the next
        if not gap and _CITED.match(text) and _CITING.search(before):
            return True  # "Section V(A)(2)" ends one line, "(a) and" begins the next
        edge = right_edge(self.parts[-1])
        length = len(before) * self.parts[-1].wide
        shouted = text.isupper() or before.isupper()
        over_page = page and not finished and length > 0.5 * self.width and not shouted
        if gap and not over_page:
            return False
        narrow = line.wide > 1 and _set_in(line.raw) >= _set_in(self.parts[-1].raw)
        if length < 0.4 * self.width < edge and not narrow:
            return False  # set to the right margin: a mark beside the text, not a line of it
        if finished and len(text) > 3 and text.isupper():
            return False  # a heading in capitals below the end of a sentence
        first = text.split(" ", 1)[0]
        ended_early = edge + (1 + len(first)) * line.wide <= _FITS * self.width
        if STARTS_PART.match(text):
            if not gap and self._counts_on_inside(text):
                return True
            if _ENTRY_END.search(before):
                return not gap and self._goes_on_inside(line, text)
            return not ended_early and not self._opens_list(line, text)
        return not ended_early

    def _opens_list(self, line: SourceLine, text: str) -> bool:
        """Whether a first label opens a list amid a sentence ("all teachers, except / 1. …"): the second
        of its manner begins a line soon after, and no word asks for a number."""
        label = _FIRST.match(text)
        if label is None or _ASKS.search(self.before):
            return False
        second = f"{label[1]}{_SECOND[label[2]]}{label[3]}"
        ahead = self.lines[self._at(line) + 1 :][:_REACH]
        return any(canonical(one.raw).startswith(f"{second} ") for one in ahead if second in one.raw)

    def _counts_on_inside(self, text: str) -> bool:
        """Whether a number goes on with a count inside the sentence ("(1) space, (2) staff, and / (3) the
        needs"): the ones before it stand amid the lines of this paragraph."""
        label = _INSIDE.match(text)
        if label is None or label[2] in "1aAiI":
            return False
        before = f" {label[1]}{_one_less(label[2])}{label[3]} "
        held = " ".join(canonical(one.raw) for one in self.parts)
        at = held.find(before)
        if at <= 0 or held.startswith(f"{label[1]}{_one_less(label[2])}{label[3]} "):
            return False
        above = held[:at].rstrip(":;")
        return not ends_sentence(above) and not _NUMBER_WORD.search(above)

    def _goes_on_inside(self, line: SourceLine, text: str) -> bool:
        """Whether a first label begins a list inside a sentence, and a line by chance ("may: / 1) be …, or
        2) be …"): the second of its manner stands amid a line, and none begins with it."""
        label = _FIRST.match(text)
        if label is None:
            return False
        second = f"{label[1]}{_SECOND[label[2]]}{label[3]} "
        inside = False
        for one in self.lines[self._at(line) :][:_REACH]:
            if is_blank(one.raw):
                break
            if second in one.raw:
                inside = f" {second}" in canonical(one.raw)
                if not inside or canonical(one.raw).startswith(second):
                    return False
        return inside

    def _at(self, line: SourceLine) -> int:
        return bisect_left(self.lines, line.number, key=lambda one: one.number)

    def _close(self) -> None:
        if not self.parts:
            return
        raw = self.parts[0].raw
        for line in self.parts[1:]:
            raw = joined(raw, line.raw, line.number, self.report, lambda: self.counts)
        number = self.parts[0].number
        aligned = self.tables.get(number, NOT_ALIGNED)
        self.found.append(Paragraph(number, raw, blank_before=self.blank_before, aligned=aligned))
        self.parts = []
