"""Two texts side by side, and three: each block in its row, what differs marked in its own column."""

from collections.abc import Iterator

from negotiate.common.text import printable
from negotiate.redline.model import Change, Op, Redline, Unchanged
from negotiate.tui.paragraphs import Columns, Flow, Mark, Paragraph, Run, Runs, flow
from negotiate.workspace.apart import Separation

_OF = {
    Op.EQUAL: (Mark.TEXT, "", ""),
    Op.DELETE: (Mark.DELETE, "[-", "-]"),
    Op.INSERT: (Mark.INSERT, "[+", "+]"),
}


def sides_paragraphs(redline: Redline, names: tuple[str, str], *, whole: bool = False) -> list[Paragraph]:
    """Old left, new right; unchanged blocks too where ``whole``."""
    out: list[Paragraph] = [Columns(tuple((Run(Mark.STRONG, printable(name)),) for name in names))]
    number = 0
    for entry in redline.entries:
        if isinstance(entry, Unchanged):
            if whole:
                out += [_pair(change) for change in entry.blocks()]
            continue
        head = (Run(Mark.CITATION, printable(entry.citation)), Run(Mark.KIND, f"  {entry.kind.value}"))
        out.append(Flow(head, change=number, head=True, key=entry.citation))
        out.append(_pair(entry, number))
        number += 1
    if not number:
        out.append(flow(Mark.STRONG, "The two texts are the same."))
    return out


def _pair(change: Change, number: int | None = None) -> Columns:
    left = tuple(_runs(change, Op.INSERT))
    right = tuple(_runs(change, Op.DELETE))
    return Columns((left or _NOTHING, right or _NOTHING), change=number)


_NOTHING: Runs = (Run(Mark.NOTE, "–"),)


def _runs(change: Change, without: Op) -> Iterator[Run]:
    """The spans of one side; words of the other are not its own."""
    line: int | None = None
    for span in change.spans:
        if span.op is without:
            continue
        here = span.new_line if without is Op.DELETE else span.old_line
        if line is not None and here != line:
            yield Run(Mark.RULE, " ¶ ")  # another row, or another block
        line = here
        mark, opens, closes = _OF[span.op]
        if opens:
            yield Run(Mark.BRACKET, opens)
        yield Run(mark, printable(span.text))
        if closes:
            yield Run(Mark.BRACKET, closes)


def three_paragraphs(found: tuple[Separation, ...], names: tuple[str, str, str]) -> list[Paragraph]:
    """The agreement in force, the union's and the district's last pass, block by block; and who differs."""
    if not found:
        return [flow(Mark.NOTE, "Both sides must have made a pass: then three texts stand side by side.")]
    out: list[Paragraph] = [Columns(tuple((Run(Mark.STRONG, printable(name)),) for name in names))]
    for number, one in enumerate(found):
        head = (Run(Mark.CITATION, printable(one.citation)), Run(Mark.KIND, f"  {one.words}"))
        out.append(Flow(head, change=number, head=True, key=one.citation))
        texts = (one.baseline, one.union, one.district)
        cells = tuple((Run(Mark.TEXT, printable(text)),) if text is not None else _NOTHING for text in texts)
        out.append(Columns(cells, change=number))
    return out
