"""Rebuilds both texts of a redline from its spans alone and says where they are wrong.

Written apart from the engine on purpose: it knows spans, lines and blocks, nothing of
how blocks were aligned.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from negotiate.agreement.blocks import Kind, Placed
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Span

ONE_SIDED = {ChangeKind.INSERTED: (Op.INSERT,), ChangeKind.DELETED: (Op.DELETE,)}
WHOLE = (ChangeKind.EQUAL,)


def expected(placed: Iterable[Placed]) -> str:
    """The text that the spans must give: every block, a table a row a line."""
    lines: list[str] = []
    for item in placed:
        if item.block.kind is Kind.TABLE and item.block.rows:
            lines += ["| " + " | ".join(row) + " |" for row in item.block.rows]
        elif item.block.kind is Kind.TABLE:
            lines.append("")
        else:
            lines.append(
                (item.block.label + " " + item.block.text).strip() if item.block.label else item.block.text
            )
    return "\n".join(lines)


def rebuilt(spans: Iterable[Span], gone: Op, *, old: bool) -> str:
    """One side's text: its spans gathered by line, lines in order."""
    lines: defaultdict[int, str] = defaultdict(str)
    for span in spans:
        if span.op is gone:
            continue
        line = span.old_line if old else span.new_line
        if line is None:
            raise ValueError(f"a span of {span.op} has no line: {span}")
        lines[line] += span.text
    return "\n".join(lines[line] for line in sorted(lines))


def faults(redline: Redline, old: Sequence[Placed], new: Sequence[Placed]) -> list[str]:
    """What is wrong with a redline of ``old`` and ``new``; nothing when it is right."""
    spans = [span for change in redline.blocks for span in change.spans]
    found: list[str] = []
    try:
        if rebuilt(spans, Op.INSERT, old=True) != expected(old):
            found.append("equal + deleted is not the old text")
        if rebuilt(spans, Op.DELETE, old=False) != expected(new):
            found.append("equal + inserted is not the new text")
    except ValueError as fault:
        found.append(str(fault))
    found += _accounted("old", [item for change in redline.blocks for item in change.old], old)
    found += _accounted("new", [item for change in redline.blocks for item in change.new], new)
    in_new_order = [change.new[0].text_line for change in redline.blocks if change.new]
    if in_new_order != sorted(in_new_order):
        found.append("the changes are not in order of the new text")
    for change in redline.blocks:
        found += _change_faults(change)
    return found


def _accounted(side: str, seen: Sequence[Placed], all_: Sequence[Placed]) -> list[str]:
    if sorted(item.text_line for item in seen) != [item.text_line for item in all_]:
        return [f"the {side} blocks do not stand once each"]
    return []


def _change_faults(change: Change) -> list[str]:
    ops = {span.op for span in change.spans}
    where = f"{change.kind} at {change.citation}"
    found: list[str] = []
    if change.kind in WHOLE and ops != {Op.EQUAL}:
        found.append(f"{where} holds a change")
    if change.kind in ONE_SIDED and ops != set(ONE_SIDED[change.kind]):
        found.append(f"{where} is not one-sided")
    if change.kind not in WHOLE and change.kind is not ChangeKind.MOVED and ops == {Op.EQUAL}:
        found.append(f"{where} changes nothing")
    one_sided = change.kind is ChangeKind.TYPOGRAPHY and ops in (
        {Op.DELETE},
        {Op.INSERT},
    )  # a mark of the print
    if not one_sided and bool(change.old) == (change.kind is ChangeKind.INSERTED):
        found.append(f"{where} has the wrong old side")
    if not one_sided and bool(change.new) == (change.kind is ChangeKind.DELETED):
        found.append(f"{where} has the wrong new side")
    for side, told in (
        ("old", [span.old_line for span in change.spans if span.old_line is not None]),
        ("new", [span.new_line for span in change.spans if span.new_line is not None]),
    ):
        if told != sorted(told):
            found.append(f"{where} tells the {side} lines out of order")
    for before, after in zip(change.spans, change.spans[1:], strict=False):
        if before.op is Op.INSERT and after.op is Op.DELETE and before.new_line is not None:
            same_row = any(
                span.old_line == after.old_line and span.new_line == before.new_line for span in change.spans
            )
            if same_row:
                found.append(f"{where} inserts before it deletes")
    return found
