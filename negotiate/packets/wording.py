"""Each change in words: what strike-through and underline cannot carry through a copier."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from negotiate.agreement.blocks import Kind
from negotiate.packets.cells import Run
from negotiate.packets.elements import Entry
from negotiate.redline.model import Change, ChangeKind, Op, Redline, Span

_KINDS = {
    ChangeKind.EDITED: "edited",
    ChangeKind.INSERTED: "added",
    ChangeKind.DELETED: "deleted",
    ChangeKind.MOVED: "moved",
    ChangeKind.MOVED_EDITED: "moved and edited",
    ChangeKind.RENUMBERED: "renumbered",
    ChangeKind.SPLIT: "split",
    ChangeKind.MERGED: "merged",
    ChangeKind.TYPOGRAPHY: "typography only",
    ChangeKind.TABLE: "table changed",
}
_CONTEXT = 6  # words shown on each side of a change: enough to find the place
BRACKETS = {Op.EQUAL: ("", ""), Op.DELETE: ("[deleted: ", "]"), Op.INSERT: ("[added: ", "]")}


def entries(redline: Redline) -> tuple[Entry, ...]:
    """Every change of the redline in its order; none is left out."""
    return tuple(entry(change) for change in redline.changes)


def entry(change: Change) -> Entry:
    """One change: its citation (the old one too where it moved), kind and words."""
    old = [item.name for item in change.old]
    new = [item.name for item in change.new]
    where = ", ".join(new or old)
    if old and new and old != new:
        where += f" (was {', '.join(old)})"
    return Entry(where, _KINDS.get(change.kind, change.kind.value), tuple(_runs(change)))


def in_words(runs: Iterable[Run]) -> str:
    """Runs as plain text: ``at [deleted: 6.5%] [added: 2.5%] a year``."""
    return "".join(f"{start}{run.text}{end}" for start, run, end in bracketed(runs))


def bracketed(runs: Iterable[Run]) -> Iterator[tuple[str, Run, str]]:
    """Each run with the words before and after it that say what it is."""
    for before, run, after in spaced(runs):
        start, end = BRACKETS[run.op]
        yield before + start, run, end + after


def spaced(runs: Iterable[Run]) -> Iterator[tuple[str, Run, str]]:
    """Each run with the space before and after its bracket.

    Spaces at the edge of what changed stand outside its bracket, and one stands between two
    brackets, so that no words are ever run together.
    """
    touching = False  # whether the last character printed is a closing bracket
    for run in runs:
        inner = run.text.strip()
        if run.op is Op.EQUAL or not inner:
            yield "", run, ""
            touching = run.op is not Op.EQUAL
            continue
        before = run.text[: len(run.text) - len(run.text.lstrip())]
        after = run.text[len(run.text.rstrip()) :]
        yield before or (" " if touching else ""), replace(run, text=inner), after
        touching = not after


def _runs(change: Change) -> Iterator[Run]:
    if change.kind is ChangeKind.MOVED:
        words = " ".join((change.new or change.old)[0].block.canonical.split()[: 2 * _CONTEXT])
        yield Run(Op.EQUAL, f"“{words} …”")
    elif any(item.block.kind is Kind.TABLE for item in (*change.old, *change.new)):
        yield from _table_runs(change.spans)
    else:
        yield from _elided([Run(span.op, span.text) for span in change.spans if span.text])


def _table_runs(spans: Sequence[Span]) -> Iterator[Run]:
    """The rows that changed, each with its unchanged cells, so that it can be found."""
    rows = {span.old_line: span.new_line for span in spans if span.op is Op.EQUAL}

    def row_of(span: Span) -> tuple[bool, int | None]:
        new = span.new_line if span.op is not Op.DELETE else rows.get(span.old_line)
        return (True, new) if new is not None else (False, span.old_line)

    first = True
    for _, row in groupby(spans, key=row_of):
        runs = [Run(span.op, span.text) for span in row if span.text]
        if all(run.op is Op.EQUAL for run in runs):
            continue
        if not first:
            yield Run(Op.EQUAL, "; ")
        first = False
        runs[0] = replace(runs[0], text=runs[0].text.removeprefix("| "))
        runs[-1] = replace(runs[-1], text=runs[-1].text.removesuffix(" |"))
        yield from (run for run in runs if run.text)


def _elided(runs: Sequence[Run]) -> Iterator[Run]:
    last = len(runs) - 1
    for at, run in enumerate(runs):
        words = run.text.split(" ")
        before, after = at > 0, at < last
        if run.op is Op.EQUAL and len(words) > _CONTEXT * (before + after) + 2:
            head = " ".join(words[:_CONTEXT]) if before else ""
            tail = " ".join(words[-_CONTEXT:]) if after else ""
            yield Run(Op.EQUAL, f"{head} … {tail}" if head and tail else f"{head} …" if head else f"… {tail}")
        else:
            yield run
