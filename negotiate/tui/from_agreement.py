"""An agreement as paragraphs for the reader, and its outline as a list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from negotiate.agreement.blocks import Kind, Placed
from negotiate.common.text import printable
from negotiate.tui.paragraphs import Flow, Grid, Mark, Paragraph, Run, hang_of

_STEP = 2
_LONGEST_ENTRY = 80


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of the outline: what it says, and the paragraph of the reader it leads to."""

    citation: str
    line: Flow
    paragraph: int


def reader_paragraphs(placed: Iterable[Placed]) -> list[Paragraph]:
    """Every block as it is read: headings set off, labels bold, tables in columns."""
    return [paragraph_of(one) for one in placed]


def paragraph_of(one: Placed) -> Paragraph:
    """One block as a paragraph, with its citation as the place to go to."""
    block = one.block
    indent = _STEP * max(block.depth - 1, 0)
    if block.kind is Kind.TABLE:
        cells = tuple(
            tuple((Run(Mark.TEXT if number else Mark.STRONG, printable(cell)),) for cell in row)
            for number, row in enumerate(block.rows)
        )
        return Grid(cells, indent=indent, after=1, key=one.name)
    words = Mark.HEADING if block.kind is Kind.HEADING else Mark.TEXT
    label = printable(block.label)
    runs = [Run(Mark.LABEL, label)] if label else []
    if block.text:
        runs.append(Run(words, f" {printable(block.text)}" if label else printable(block.text)))
    return Flow(tuple(runs), indent=indent, hang=hang_of(label), after=1, key=one.name)


def outline_entries(placed: Iterable[Placed], deepest: int = 99) -> Iterator[OutlineEntry]:
    """The clauses that open in the text, down to a depth."""
    for at, one in enumerate(placed):
        block = one.block
        if not block.opens_clause or block.depth > deepest:
            continue
        words = block.text[:_LONGEST_ENTRY]
        heading = block.kind is Kind.HEADING
        mark = Mark.STRONG if block.depth == 1 else Mark.TEXT if heading else Mark.NOTE
        runs = [Run(Mark.LABEL, printable(block.label) + " ")] if block.label else []
        runs.append(Run(mark, printable(words)))
        line = Flow(tuple(runs), indent=_STEP * (block.depth - 1), key=one.citation, clip=True)
        yield OutlineEntry(one.citation, line, at)
