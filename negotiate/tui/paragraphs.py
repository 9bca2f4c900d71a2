"""What the line views show: paragraphs of marked runs, and tables, laid out for a width on demand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from rich.cells import cell_len, set_cell_size

from negotiate.tui.wrapping import breaks, pieces

_DEEPEST_INDENT: Final = 16
_LONGEST_HANG: Final = 8
_LEAST_COLUMN: Final = 4
_LONGEST_WORD: Final = 14
_BAR, _GAP = " │ ", " "


class Mark(StrEnum):
    """What a run of text is; the view gives each its own style, never colour alone."""

    TEXT = "text"
    DELETE = "delete"
    INSERT = "insert"
    LABEL = "label"
    CITATION = "citation"
    KIND = "kind"
    NOTE = "note"
    HEADING = "heading"
    STRONG = "strong"
    WARN = "warn"
    RULE = "rule"
    BRACKET = "bracket"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one mark, without line breaks or control characters."""

    mark: Mark
    text: str


Runs = tuple[Run, ...]
Row = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """A paragraph that wraps. ``indent`` and ``hang`` are cells (``hang`` from the second line on,
    beyond ``indent``), ``after`` blank lines below; ``change`` numbers the change it belongs to and
    ``head`` says that it names it; ``key`` is what a person goes to (a citation);
    what is to ``clip`` takes one line, cut off where it is too long."""

    runs: Runs
    indent: int = 0
    hang: int = 0
    after: int = 0
    change: int | None = None
    head: bool = False
    key: str = ""
    clip: bool = False

    @property
    def text(self) -> str:
        """The words without their marks."""
        return "".join(run.text for run in self.runs)

    def starts(self, width: int) -> list[int]:
        """Where its lines begin at ``width`` cells."""
        inside = width - self._indent(width)
        return breaks(self.text, inside, inside - self.hang)

    def height(self, width: int) -> int:
        """How many lines it takes, blank ones below it too."""
        return 1 if self.clip else len(self.starts(width)) + self.after

    def rows(self, width: int) -> list[Row]:
        """Its lines, without the blank ones."""
        text, indent = self.text, self._indent(width)
        if self.clip:
            return [(Run(Mark.TEXT, " " * indent), *_clipped(self.runs, width - indent))]
        lines = []
        for number, (start, end) in enumerate(pieces(text, self.starts(width))):
            margin = indent + (self.hang if number else 0)
            lead = (Run(Mark.TEXT, " " * margin),) if margin else ()
            lines.append((*lead, *cut(self.runs, start, end)))
        return lines

    def _indent(self, width: int) -> int:
        return min(self.indent, _DEEPEST_INDENT, width // 4)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in aligned columns; a cell is a row of runs. The first row is ruled off."""

    cells: tuple[tuple[Runs, ...], ...]
    indent: int = 0
    after: int = 0
    change: int | None = None
    head: bool = False
    key: str = ""
    _drawn: dict[int, list[Row]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def text(self) -> str:
        """The cells' words, a row a line."""
        return "\n".join(" ".join(_words(cell) for cell in row) for row in self.cells)

    def height(self, width: int) -> int:
        """How many lines it takes, blank ones below it too."""
        return len(self.rows(width)) + self.after

    def rows(self, width: int) -> list[Row]:
        """Its lines at ``width`` cells; wider where the columns cannot be made narrower."""
        if width not in self._drawn:
            self._drawn.clear()
            self._drawn[width] = list(self._lines(width))
        return self._drawn[width]

    def _lines(self, width: int) -> Iterator[Row]:
        columns, bar = _columns(self.cells, width - self.indent)
        if bar == _GAP:
            columns, bar = _columns(self.cells, width)  # a wide table gives up its margin first
        right = _numeric(self.cells, len(columns))
        taken = sum(columns) + len(bar) * (len(columns) - 1)
        margin = Run(Mark.TEXT, " " * max(min(self.indent, width - taken), 0))
        for number, row in enumerate(self.cells):
            padded = [row[at] if at < len(row) else () for at in range(len(columns))]
            wrapped = [_wrapped(cell, size) for cell, size in zip(padded, columns, strict=True)]
            for line in range(max((len(cell) for cell in wrapped), default=0)):
                yield (margin, *_joined(wrapped, columns, right, line, bar))
            if number == 0 and len(self.cells) > 1:
                yield (
                    margin,
                    Run(Mark.RULE, ("─┼─" if len(bar) > 1 else "─").join("─" * size for size in columns)),
                )


@dataclass(frozen=True, slots=True)
class Columns:
    """Texts beside each other, each wrapped in a column of its own; all columns are as wide."""

    cells: tuple[Runs, ...]
    after: int = 1
    change: int | None = None
    head: bool = False
    key: str = ""

    @property
    def text(self) -> str:
        """The columns' words, one after the other."""
        return "\n".join(_words(cell) for cell in self.cells)

    def _size(self, width: int) -> int:
        return max((width - len(_BAR) * (len(self.cells) - 1)) // len(self.cells), _LEAST_COLUMN)

    def height(self, width: int) -> int:
        """How many lines it takes, blank ones below it too."""
        size = self._size(width)
        longest = max(len(breaks(_words(cell), size, size)) for cell in self.cells)
        return longest + self.after

    def rows(self, width: int) -> list[Row]:
        """Its lines at ``width`` cells, the bar drawn on to the next."""
        size = self._size(width)
        wrapped = [_wrapped(cell, size) for cell in self.cells]
        sizes = [size] * len(self.cells)
        lines = max(map(len, wrapped)) + self.after
        return [tuple(_joined(wrapped, sizes, [], line, _BAR)) for line in range(lines)]


Paragraph = Flow | Grid | Columns


def flow(mark: Mark, text: str, **more: int) -> Flow:
    """A paragraph of one mark."""
    return Flow((Run(mark, text),), **more)  # type: ignore[arg-type]


def under(paragraph: Paragraph, key: str) -> Paragraph:
    """The paragraph with the key a person goes to."""
    return replace(paragraph, key=key)


def cut(runs: Iterable[Run], start: int, end: int) -> Runs:
    """The stretch ``start:end`` of runs, counted in their joined text."""
    found, at = [], 0
    for run in runs:
        low, high = max(start - at, 0), min(end - at, len(run.text))
        if low < high:
            found.append(Run(run.mark, run.text[low:high]))
        at += len(run.text)
    return tuple(found)


def _clipped(runs: Runs, width: int) -> Runs:
    """As much of the runs as fits, an ellipsis where something is left out."""
    text = _words(runs)
    if cell_len(text) <= width:
        return runs
    return (*cut(runs, 0, len(set_cell_size(text, max(width - 1, 1)).rstrip())), Run(Mark.NOTE, "…"))


def hang_of(label: str) -> int:
    """How far the lines below a labelled one hang in."""
    return len(label) + 1 if label and len(label) <= _LONGEST_HANG else 0


def _words(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _columns(cells: Sequence[Sequence[Runs]], width: int) -> tuple[list[int], str]:
    """The columns' widths, and what stands between them: bars where there is room for them.

    A column is as wide as its longest cell; the widest are made narrower until all fit, but no
    narrower than a word: a figure is never cut in two.
    """
    count = max((len(row) for row in cells), default=0)
    texts = [[_words(row[at]) for row in cells if at < len(row)] for at in range(count)]
    sizes = [max([1, *map(cell_len, column)]) for column in texts]
    least = [
        max(
            [_LEAST_COLUMN, *(min(cell_len(word), _LONGEST_WORD) for text in column for word in text.split())]
        )
        for column in texts
    ]
    bar = _BAR if sum(map(min, sizes, least)) + len(_BAR) * (count - 1) <= width else _GAP
    spare = width - len(bar) * (count - 1)
    while sum(sizes) > spare:
        room = [size - floor for size, floor in zip(sizes, least, strict=True)]
        widest = max(range(count), key=lambda at: (room[at] > 0, sizes[at]))
        if room[widest] <= 0:
            break
        sizes[widest] -= 1
    return sizes, bar


def _numeric(cells: Sequence[Sequence[Runs]], count: int) -> list[bool]:
    """Which columns hold figures under their heading."""
    found = []
    for at in range(count):
        words = [_words(row[at]).strip(" $%–-") for row in cells[1:] if at < len(row)]
        filled = [word for word in words if word]
        found.append(bool(filled) and all(word[0].isdigit() and word[-1].isdigit() for word in filled))
    return found


def _wrapped(cell: Runs, size: int) -> list[Row]:
    text = _words(cell)
    return [cut(cell, start, end) for start, end in pieces(text, breaks(text, size, size))]


def _joined(
    wrapped: list[list[Row]], columns: list[int], right: list[bool], line: int, bar: str
) -> Iterator[Run]:
    for at, (rows, size) in enumerate(zip(wrapped, columns, strict=True)):
        if at:
            yield Run(Mark.RULE, bar)
        runs = rows[line] if line < len(rows) else ()
        gap = Run(Mark.TEXT, " " * max(size - cell_len(_words(runs)), 0))
        flushed = right and right[at]
        yield from (gap, *runs) if flushed else (*runs, gap)
