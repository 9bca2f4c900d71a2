"""A packet as paragraphs: the same elements that its file is made of, in their order."""

from collections.abc import Iterator

from negotiate.common.text import printable
from negotiate.packets import elements as parts
from negotiate.tui.from_agreement import reader_paragraphs
from negotiate.tui.from_redline import redline_paragraphs
from negotiate.tui.paragraphs import Flow, Grid, Mark, Paragraph, Run, Runs, flow


def packet_paragraphs(file: parts.File) -> list[Paragraph]:
    """All that will be in the file."""
    return [paragraph for element in file.elements for paragraph in _of(element)]


def _of(element: parts.Element) -> Iterator[Paragraph]:
    match element:
        case parts.Title():
            yield flow(Mark.HEADING, printable(element.text), after=0 if element.under else 1)
            if element.under:
                yield flow(Mark.NOTE, printable(element.under), after=1)
        case parts.Part():
            yield flow(Mark.STRONG, printable(element.text), after=1)
        case parts.Words():
            mark = Mark.NOTE if element.tone is parts.Tone.NOTE else Mark.TEXT
            yield flow(mark, printable(element.text), after=1)
        case parts.Facts():
            for name, said in element.rows:
                yield Flow((Run(Mark.LABEL, printable(f"{name}: ")), Run(Mark.TEXT, printable(said))), hang=2)
        case parts.Sheet():
            yield Grid(
                tuple(_row(row, at == 0) for at, row in enumerate((element.head, *element.rows))), after=1
            )
        case parts.Marked():
            yield from redline_paragraphs(element.redline, context=None)
        case parts.Clean():
            yield from reader_paragraphs(element.items)
        case parts.Changes():
            for entry in element.entries:
                yield Flow((Run(Mark.CITATION, printable(entry.citation)), Run(Mark.KIND, f"  {entry.kind}")))
        case parts.Bars():
            yield flow(Mark.STRONG, printable(element.title))
            yield Grid(tuple(_row(row, head=False) for row in (("", "", ""), *element.rows)), after=1)
        case parts.NewPage():
            yield flow(Mark.RULE, "─ a new page ─", after=1)


def _row(cells: tuple[str, ...], head: bool) -> tuple[Runs, ...]:
    return tuple((Run(Mark.STRONG if head else Mark.TEXT, printable(cell)),) for cell in cells)
