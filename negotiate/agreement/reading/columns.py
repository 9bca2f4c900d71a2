"""Lines set in columns: which lines of a print are a table, and where.

A row is known by figures that stand apart from its other words, under or above figures of
another such row. Lines of headings above rows, and names between them, belong to the table.
What the words of each row are is ``columnrows``' part.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from negotiate.agreement.reading.cells import kind_of
from negotiate.agreement.reading.contents import is_contents_line, numbers_pages
from negotiate.common.text import canonical

_LABEL = re.compile(r"\(?[0-9A-Za-z]{1,4}(?:\.[0-9]{1,2})*[.)]")
_LABELLED = re.compile(_LABEL.pattern + r"\s\S")
_DECIMAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3})+")
_PIECE = re.compile(r"\S+(?: \S+)*")
_LEADERS = re.compile(r"(\S.*?(?:\.{3,}|(?: \.){3,}|…+|_{3,}))\s*(\S+)")
_PART = re.compile(r"(?:article|section|appendix|exhibit|chapter|part)\s+[0-9A-Z]", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[-,&/(]|\b(?:and|or|of|the|for|with|to|in))$", re.IGNORECASE)
_LONGEST_CELL = 45
_LONGEST_LINE = 220
_MOST_HEADS = 4
_TAB = 60  # a tab's cell stands this far from the one before, whatever its words
_MOST_BLANK = 2
_NEAR = 8  # rows above that a row is held to
Piece = tuple[int, int, str]  # first column, column after the last, words


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one table on one page: their places among the lines looked at. ``heads`` of them
    stand above the first row of figures; ``part`` counts the pages a table runs over, from 0."""

    places: tuple[int, ...]
    heads: int
    table: int
    part: int = 0


def pieces(raw: str) -> list[Piece]:
    """What gaps of two spaces or more, or a tab, part a line into, each with its columns."""
    text = raw.replace("\u00a0", " ").rstrip()
    if "\t" in text:
        cells = enumerate(text.split("\t"))
        return [(_TAB * at, _TAB * at + len(cell), canonical(cell)) for at, cell in cells if canonical(cell)]
    found = [(match.start(), match.end(), match[0]) for match in _PIECE.finditer(text)]
    out: list[Piece] = []
    for start, end, words in found:
        led = _LEADERS.fullmatch(words)
        if led is not None and kind_of(led[2]) in "NP" and not led[2].isdigit():
            out += [(start, start + led.end(1), led[1]), (start + led.start(2), end, led[2])]
        elif " " in words and all(kind_of(word) == "N" for word in words.split(" ")):
            out += [(start + m.start(), start + m.end(), m[0]) for m in re.finditer(r"\S+", words)]
        else:
            out.append((start, end, words))
    return out


def tab_cells(raw: str) -> tuple[str, ...]:
    """The cells that single tabs part, empty ones kept; none for a line without tabs between words."""
    if "\t" not in raw.strip():
        return ()
    return tuple(canonical(cell) for cell in raw.rstrip("\r\n\f").split("\t"))


def begins_at(piece: Piece, lefts: Sequence[int]) -> bool:
    """Whether a word of the piece begins wherever a column does: headings with no gap between."""
    start, _, words = piece
    begins = {start + match.start() for match in re.finditer(r"\S+", words)}
    return start == lefts[0] and all(left in begins for left in lefts)


def stretches(lines: Sequence[str], apart: Sequence[bool] = ()) -> list[Stretch]:
    """The tables among the lines, in order. ``apart`` marks lines that belong to no table."""
    rows: dict[int, list[Piece]] = {}
    for at, raw in enumerate(lines):
        if (
            raw
            and len(raw) <= _LONGEST_LINE
            and ("  " in raw or "\t" in raw or "\u00a0\u00a0" in raw or "..." in raw)
        ):
            found = [] if _any(apart, at) else _row(raw)
            if found:
                rows[at] = found
    if not rows:
        return []
    return _Finder(lines, rows, apart).run()


def _any(apart: Sequence[bool], at: int) -> bool:
    return bool(apart) and apart[at]


def _row(raw: str) -> list[Piece]:
    """The pieces of a line that may be a row of figures; nothing for any other line."""
    text = raw.strip(" ")
    if not ("  " in text or "\t" in text or "\u00a0\u00a0" in text or "..." in text):
        return []
    if is_contents_line(raw):
        return []
    found = pieces(raw)
    if len(found) < 2 or any(len(words) > _LONGEST_CELL for _, _, words in found):
        return []
    figures = [kind_of(words) in "NIPM" for _, _, words in found]
    if not any(figures[1:]) or (_LABEL.fullmatch(found[0][2]) and not figures[1]):
        return []
    if sum(figures) * 2 < len(found) - 1 and len(found) > 2:
        gaps = [after[0] - before[1] for before, after in zip(found, found[1:], strict=False)]
        if min(gaps) < 3:
            return []
    return found


class _Finder:
    """Groups rows of figures, takes in their headings, and joins what a page's end parts."""

    def __init__(self, lines: Sequence[str], rows: dict[int, list[Piece]], apart: Sequence[bool]) -> None:
        self.lines, self.rows, self.apart = lines, rows, apart
        self.found: list[Stretch] = []

    def run(self) -> list[Stretch]:
        group: list[int] = []
        taken = 0  # lines below this belong to a table, or to none
        for at in [*sorted(self.rows), len(self.lines)]:
            between = self._between(group, at) if group and at < len(self.lines) else None
            if between is not None:
                group += [*between, at]
                continue
            if group and not (at == group[-1] + 1 and self._counts_columns(group)):
                taken = self._close(group, taken)
            group = [at]
        return self.found

    def _counts_columns(self, group: list[int]) -> bool:
        """Whether a lone row of small numbers ("10   11") is the last line of the headings below it."""
        return len(group) == 1 and all(kind_of(words) == "I" for _, _, words in self.rows[group[0]])

    def _blank(self, at: int) -> bool:
        return not self.lines[at].strip(" \t\r\f\v")

    def _between(self, group: list[int], at: int) -> list[int] | None:
        """The lines between a table and the next row of figures that are the table's own; None where
        the row begins another."""
        inside = range(group[-1] + 1, at)
        full = [place for place in inside if not self._blank(place)]
        above = [self.rows[place] for place in group[-_NEAR:] if place in self.rows]
        if not _over(above, self.rows[at]):
            return None
        if not full:
            broken = any("\f" in self.lines[place] for place in inside)
            return [] if len(inside) <= _MOST_BLANK and not broken else None
        if len(full) < len(inside) or len(full) > 2:
            return None  # headings of another table, or words between tables
        left = min(piece[0] for row in [*above, self.rows[at]] for piece in row[1:])
        for place in full:
            found = pieces(self.lines[place])
            alone = len(found) == 1 and (found[0][1] <= left + 1 or found[0][0] >= left - 2)
            short = all(len(words) <= _LONGEST_CELL for _, _, words in found)
            if _any(self.apart, place) or not short or not (alone or len(found) > 1):
                return None
            if _PART.match(found[0][2]) or found[0][2].endswith((".", ":", ";")):
                return None
        return full

    def _close(self, group: list[int], taken: int) -> int:
        rows = [self.rows[place] for place in group if place in self.rows]
        heads = self._heads(group, rows, taken)
        if not heads and all(len(row) == 2 and _LABELLED.match(row[0][2]) for row in rows):
            return taken  # "1. Mentors   $1,500": clauses with their amounts, cited by their labels
        figures = [sum(kind_of(words) in "NIPM" for _, _, words in row) for row in rows]
        if len(rows) < 2 and not (figures[0] >= 3 and heads) and not (figures[0] >= 2 and len(heads) >= 1):
            return taken
        if numbers_pages([self.lines[place] for place in group], self._heading(group[0])):
            return taken
        places = (*heads, *group, *self._tail(group, rows))
        self.found.append(Stretch(places, len(heads), *self._number(places, heads)))
        return places[-1] + 1

    def _heading(self, at: int) -> str:
        """The last words above a table that stand alone."""
        above = [self.lines[place] for place in range(max(0, at - 8), at) if not self._blank(place)]
        return " ".join(canonical(line) for line in above[-4:])

    def _heads(self, group: list[int], rows: list[list[Piece]], taken: int) -> list[int]:
        """The lines above the first row that name its columns, from the top."""
        left = min(piece[0] for row in rows for piece in row[1:])
        least = min(left - 4, max(row[0][1] for row in rows) + 1)  # a lone heading stands right of the names
        width = max(len(row) for row in rows)
        full = [row for row in rows if len(row) == width]
        lefts = [min(row[at][0] for row in full) for at in range(width)]
        heads: list[int] = []
        at = group[0] - 1
        blanks = 0
        while at >= taken and len(heads) < _MOST_HEADS and not _any(self.apart, at):
            if self._blank(at):
                blanks += 1
                if blanks > 1 or "\f" in self.lines[at] or heads:
                    break
                at -= 1
                continue
            named = self._names_columns(self.lines[at], least, lefts)
            if not named and (heads or not self._subhead(at, left, lefts)):
                break
            heads.insert(0, at)
            at -= 1
        return heads

    def _subhead(self, at: int, left: int, lefts: list[int]) -> bool:
        """Whether a name alone stands right below headings: it heads the first rows."""
        found = pieces(self.lines[at])
        alone = len(found) == 1 and found[0][1] <= left + 1 and abs(found[0][0] - lefts[0]) < 3
        above = pieces(self.lines[at - 1]) if alone and at and not _any(self.apart, at - 1) else []
        return len(above) > 1 and self._names_columns(self.lines[at - 1], left, lefts)

    def _names_columns(self, raw: str, least: int, lefts: list[int]) -> bool:
        width = len(lefts)
        if len(raw) > _LONGEST_LINE or is_contents_line(raw):
            return False
        found = pieces(raw)
        if not found:
            return False
        first = found[0]
        if _LABEL.fullmatch(first[2]) or _PART.match(first[2]) or first[2].endswith((".", ";")):
            return False
        if len(found) == 2 and _DECIMAL.fullmatch(first[2]) and found[1][2].endswith((":", ".", ";")):
            return False  # "3.2   The yearly rates are:", a clause whose number stands apart
        capital = all(word[0].isupper() or len(word) < 4 for word in first[2].split())
        if len(found) == 1 and capital and begins_at(first, lefts):
            return True  # "Years of Service Hours Cash Out" over two columns
        if "\t" in raw.rstrip():
            return True
        if len(found) == 1:
            heads_column = first[0] >= least and first[1] - first[0] <= 14
            return heads_column and width > 1 and ("   " in raw[: first[0] + 1])
        gaps = [after[0] - before[1] for before, after in zip(found, found[1:], strict=False)]
        if max(gaps) < 3 and len(found) < width - 1:
            return False
        long = [words for _, _, words in found if len(words) > _LONGEST_CELL]
        spread = all(len(words.split()) <= 3 * width and len(found) > 2 for words in long)
        return (spread if long else True) and len(found) <= width + 3

    def _tail(self, group: list[int], rows: list[list[Piece]]) -> list[int]:
        """A last row's name may go on below it, and one more figure may stand under its column."""
        at = group[-1] + 1
        for figure in range(at, min(at + 2, len(self.lines))):
            lone = pieces(self.lines[figure])
            if len(lone) == 1 and kind_of(lone[0][2]) in "NP" and len(rows) > 1:
                start, end, _ = lone[0]
                if any(start < high + 2 and low - 2 < end for row in rows for low, high, _ in row[1:]):
                    return [*range(at, figure + 1)]
            break
        if at >= len(self.lines) or self._blank(at) or _any(self.apart, at):
            return []
        found = pieces(self.lines[at])
        last = rows[-1]
        left = min(piece[0] for row in rows for piece in row[1:])
        if len(found) != 1 or len(last) < 2 or found[0][1] > left or found[0][0] < last[0][0]:
            return []
        goes_on = found[0][2][:1].islower() or found[0][2][:1] == "(" or bool(_GOES_ON.search(last[0][2]))
        return [at] if goes_on and not found[0][2].endswith((".", ";", ":")) else []

    def _number(self, places: tuple[int, ...], heads: list[int]) -> tuple[int, int]:
        """The table's number, and its part where it goes on from the page before."""
        if not self.found:
            return 1, 0
        before = self.found[-1]
        gap = range(before.places[-1] + 1, places[0])
        broken = any("\f" in self.lines[at] for at in (*gap, places[0]))
        if not broken or not all(self._blank(at) for at in gap):
            return before.table + 1, 0
        first = next(one for one in self.found if one.table == before.table)
        named = [canonical(self.lines[at]) for at in first.places[: first.heads]]
        if heads and [canonical(self.lines[at]) for at in heads] != named:
            return before.table + 1, 0
        above = [self.rows[at] for at in before.places[-_NEAR:] if at in self.rows]
        if not heads and not all(_over(above, self.rows[at]) for at in places if at in self.rows):
            return before.table + 1, 0
        return before.table, before.part + 1


def _over(above: list[list[Piece]], row: list[Piece]) -> bool:
    """Whether a row's figures stand under, or all but under, those of rows above it."""
    if len(above[-1]) == len(row):
        return True
    spans = [(start - 1, end + 1) for one in above for start, end, _ in one[1:]]
    figures = [(start, end) for start, end, words in row[1:] if kind_of(words) in "NIP"]
    under = sum(any(start < high and low < end for low, high in spans) for start, end in figures)
    return under * 2 > len(figures)
