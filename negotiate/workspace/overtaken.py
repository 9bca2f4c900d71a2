"""Agreed language whose paragraphs another tentative agreement has changed meanwhile: to be signed again.

Both sides had one text, made of the agreement in force; since then some of its paragraphs say something
else on the tentative text. It lands only when both sides, shown the difference, assent to it again: the
record then names the words it is put over.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.narrowing import blocks_in, differing
from negotiate.bargaining.parties import Side
from negotiate.bargaining.record import Item, Pass
from negotiate.bargaining.states import State
from negotiate.bargaining.tentative import TentativeAgreement, Touched
from negotiate.common.errors import Refused
from negotiate.common.text import digest
from negotiate.workspace.workspace import Workspace

if TYPE_CHECKING:  # a list of the items where none collide does without comparing texts
    from negotiate.redline.threeway import Conflict

WORDS = "to be signed again"


def overtaken(workspace: Workspace, item: Item) -> "tuple[Conflict, ...]":
    """The paragraphs of an item awaiting signature that now say something else; none: it can land."""
    last = item.last
    if item.state is not State.AWAITING_SIGNATURE or last is None:
        return ()
    return conflicts(workspace, last, workspace.tentative)


def conflicts(workspace: Workspace, one: Pass, onto: Agreement) -> "tuple[Conflict, ...]":
    """Where a pass and the text it is to be laid over both changed a paragraph, differently."""
    return clashes(workspace.base_text(one), workspace.agreement_at(one.text), onto)


def clashes(base: Agreement, text: Agreement, onto: Agreement) -> "tuple[Conflict, ...]":
    """Where ``text``, made from ``base``, and ``onto`` both changed a paragraph, differently."""
    apart = differing(base, text)
    before, after, now = ({one.digest for one in blocks_in(each, apart)} for each in (base, text, onto))
    if not before - after - now:  # nothing that the text takes away is gone there too
        return ()
    from negotiate.redline.threeway import lay_over

    return lay_over(base, text, onto).conflicts


def touched(found: "Sequence[Conflict]") -> tuple[Touched, ...]:
    """The words that the record is put over, as it names them; struck ones as nothing."""
    return tuple(
        Touched(one.citation, one.onto.block.digest if one.onto is not None else digest("struck"), False)
        for one in found
    )


def assented(language: str, over: Sequence[Touched]) -> str:
    """What an assent is to: the language alone, or the language over words that stood there."""
    return digest("over", language, *(f"{one.citation} {one.sha256}" for one in over)) if over else language


def land(
    base: Agreement, text: Agreement, onto: Agreement, name: str, over: Sequence[Touched] = ()
) -> Agreement:
    """``onto`` with an agreed text in it, over the words named; raises :class:`Refused` over others."""
    from negotiate.redline.threeway import lay_over
    from negotiate.workspace.texts import lay, renumber_lines

    if not over:
        return lay(base, text, onto, name)
    found = lay_over(base, text, onto).conflicts
    strange = [one for one in found if touched([one])[0].sha256 not in {each.sha256 for each in over}]
    if strange:
        raise Refused(
            f"{name} and the text it is laid over both change {strange[0].citation}, differently",
            do="it must be signed again: see `negotiate ta`",
        )
    # laid the other way round: where both changed a paragraph, what is laid under stands
    return renumber_lines(lay_over(base, onto, text).agreement)


def without(workspace: Workspace, records: Sequence[TentativeAgreement], item: Item) -> Agreement:
    """The tentative text as it is when one item's agreement is taken back, laid again in order."""
    text = workspace.baseline
    for record in records:
        if record.item != item.id:
            last = workspace.item(record.item).latest(Side.UNION)
            assert last is not None
            base, agreed = workspace.base_text(last), workspace.agreement_at(last.text)
            text = land(base, agreed, text, f"item {record.number}", record.over)
    return text


def difference(found: "Sequence[Conflict]", number: int) -> str:
    """Each paragraph as it was, as it is now on the tentative text, and as the item has it."""
    lines = []
    for one in found:
        now = one.onto.block.canonical if one.onto is not None else "(struck)"
        ours = one.edited.block.canonical if one.edited is not None else "(struck)"
        lines += [
            f"  {one.citation} in force:    {one.base.block.canonical}",
            f"  {one.citation} tentative:   {now}",
            f"  {one.citation} item {number}:      {ours}",
        ]
    return "\n".join(lines)
