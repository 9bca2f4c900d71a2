"""A raise written into a side's draft: the raises it had from that day on are written anew."""

from collections.abc import Sequence
from dataclasses import replace

from negotiate.agreement.editing import Edit, EditKind, apply_edit
from negotiate.bargaining.parties import Side
from negotiate.costing.raising import Raise, raise_language, superseded
from negotiate.workspace import actions
from negotiate.workspace.costs import Costs
from negotiate.workspace.drafting import starting_text
from negotiate.workspace.received import Text
from negotiate.workspace.recording import Done
from negotiate.workspace.workspace import Workspace


def raise_pay(
    workspace: Workspace, name: str, side: Side, term: str, raises: Sequence[Raise], option: str = ""
) -> Done:
    """Writes the raises into the side's draft, as language and as tables.

    Every table follows from the one before it, so that those which the draft (or the pass it starts from)
    has brought itself, from the first day asked for on, are struck and written anew; one that is not
    asked for again is told. What the agreement in force has printed stays: a day in it is refused.
    """
    item, costs = workspace.item(name), Costs(workspace)
    base = starting_text(workspace, item.id, side, option)
    model = costs.model_for(base.name)
    printed = frozenset(block.digest for block in workspace.baseline.blocks())
    first = min(one.day for one in raises)
    struck = superseded(costs.inputs(base), model, term, first, printed)
    edits = [Edit(EditKind.DELETE, citation) for citation in reversed(struck)]
    rest = base.agreement
    for edit in edits:
        rest = apply_edit(rest, edit)
    started = costs.inputs(Text(base.name, rest)) if struck else costs.inputs(base)
    made = raise_language(started, model, term, raises)
    edits += [Edit(EditKind.INSERT_AFTER, one.after, one.text) for one in made]
    done = actions.draft(workspace, item.id, side, edits, option, "")
    lost = sorted(set(struck.values()) - {one.day for one in raises})
    told = tuple(
        f"the raise of {day.isoformat()}, which the draft had, is struck: its table followed from those "
        "written anew"
        for day in lost
    )
    return replace(done, warnings=(*told, *done.warnings))
