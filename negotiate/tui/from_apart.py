"""What separates the parties, as paragraphs: each block with who changes it, and how."""

from dataclasses import replace

from negotiate.bargaining.parties import Side
from negotiate.common.text import printable
from negotiate.redline.separates import Apart, Standing
from negotiate.tui.from_redline import redline_paragraphs
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow


def apart_paragraphs(found: tuple[Apart, ...], ours: Side) -> list[Paragraph]:
    """What still separates the parties, block by block, each with how it is apart."""
    open_ = [one for one in found if not one.settled]
    if not open_:
        return [flow(Mark.STRONG, "Nothing separates the parties: both have proposed the same language.")]
    count = f"{len(open_)} block{'s' if len(open_) > 1 else ''}"
    alike = len(found) - len(open_)
    tail = f"; {alike} changed alike by both" if alike else ""
    out: list[Paragraph] = [flow(Mark.NOTE, f"{count} apart{tail}.", after=1)]
    for number, one in enumerate(open_):
        said = {
            Standing.OURS: f"only we ({ours.value}) change it",
            Standing.THEIRS: f"only they ({ours.other.value}) change it",
            Standing.DIFFER: "both change it, differently: from theirs to ours",
        }[one.standing]
        head = (Run(Mark.CITATION, printable(one.citation)), Run(Mark.KIND, f"  {said}"))
        out.append(Flow(head, change=number, head=True, key=one.citation))
        change = {
            Standing.OURS: one.our_change, Standing.THEIRS: one.their_change, Standing.DIFFER: one.between,
        }[one.standing]()  # fmt: skip
        for line in redline_paragraphs(change, context=0)[1:]:
            if not line.head:
                out.append(replace(line, change=number))
    return out
