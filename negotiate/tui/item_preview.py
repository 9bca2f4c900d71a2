"""What stands beside the list of items, but for the redline itself."""

from negotiate.common.text import printable
from negotiate.tui.home import Stand
from negotiate.tui.item_rows import Group, figure
from negotiate.tui.paragraphs import Flow, Mark, Paragraph, Run, flow
from negotiate.tui.words import state_words
from negotiate.workspace.listing import BoardRow


def head_lines(row: BoardRow, side: str, positions: Stand | None) -> list[Paragraph]:
    """What the redline below is of, and what both positions cost where that is known."""
    against = "the agreement in force before" if row.state == "ratified" else "the agreement in force"
    words = f"{row.number}  {row.title}: the {side}’s last pass against {against}"
    head: list[Paragraph] = [Flow((Run(Mark.STRONG, printable(words)),), clip=True)]
    if positions is not None:
        ours, theirs = (
            figure(cents) + (f" ({left})" if left else "")
            for cents, left in zip((positions.ours, positions.theirs), positions.left_out, strict=True)
        )
        said = f"1st year: ours {ours} · theirs {theirs} · apart {figure(positions.apart)}"
        head.append(Flow((Run(Mark.NOTE, said),), clip=True))
    return head


def untouched_lines(row: BoardRow) -> list[Paragraph]:
    """An item nobody has made a pass on."""
    cited = ", ".join(row.clauses) or "no clause yet"
    return [
        flow(Mark.STRONG, printable(f"{row.number}  {row.title}"), after=1),
        flow(Mark.NOTE, printable(f"Nothing has been passed yet. It touches {cited}."), after=1),
        flow(Mark.NOTE, "Enter opens the item; d there writes a draft."),
    ]


def group_lines(group: Group) -> list[Paragraph]:
    """The items of an article."""
    said: list[Paragraph] = [flow(Mark.STRONG, printable(group.article), after=1)]
    said += [
        flow(Mark.TEXT, printable(f"{row.number}  {row.title}: {state_words(row.state)}"), hang=3)
        for row in group.rows
    ]
    return [*said, flow(Mark.NOTE, ""), flow(Mark.NOTE, "Enter folds the article, or unfolds it.")]
