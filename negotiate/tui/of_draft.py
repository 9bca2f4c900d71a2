"""What the draft's screen asks: a clause opened for typing, and what was typed as paragraphs."""

from dataclasses import replace

from negotiate.common.errors import BadInput
from negotiate.common.text import printable
from negotiate.tui.from_cost import cost_paragraphs, total_words
from negotiate.tui.from_redline import redline_paragraphs
from negotiate.tui.paragraphs import Mark, Paragraph, flow
from negotiate.tui.room import Desk
from negotiate.workspace.drafting import Drafting, Typed, clauses_to_draft, named


class Opened:
    """A clause opened for typing: what stands there, and what was typed and not yet saved."""

    def __init__(self, desk: Desk, item: str, citation: str) -> None:
        self.clauses = clauses_to_draft(desk.workspace, item)
        if not citation and not self.clauses:
            raise BadInput(
                "the item touches no clause that could be drafted",
                do="say in which clause its language stands",
            )
        self.citation = named(desk.workspace, item, citation or self.clauses[0])
        self.drafting = Drafting(desk.workspace, desk.costs, item, self.citation)
        self.kept = desk.workspace.repository.drafts.read(self.drafting.name)
        self.side = desk.workspace.facts.side
        self.title = f"{self.drafting.item.number}  {self.drafting.item.title}"


def paragraphs_of(found: Typed) -> tuple[list[Paragraph], list[Paragraph], str]:
    """The redline, the cost, and the total for the status line."""
    changes = redline_paragraphs(found.redline, context=0)
    if found.cost is None:
        return changes, [flow(Mark.WARN, printable(found.no_cost))], "no cost"
    report = replace(found.cost, against="the agreement in force")
    return changes, cost_paragraphs(report), total_words(report)
