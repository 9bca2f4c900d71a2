"""Paragraphs and tables with every run of text marked as kept, deleted or inserted.

A paragraph's mark is revised like text: a deleted mark joins the paragraph to the next
one. Which marks cannot be revised is the business of :mod:`.marks`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from negotiate.agreement.blocks import Kind, Placed, Rows
from negotiate.packets.cells import Row, Run, columns_kept, rows_of, whole_rows
from negotiate.packets.weave import Role, Strand
from negotiate.redline.model import Change, ChangeKind, Op, Unchanged


class Para(NamedTuple):  # a tuple, as a run is
    """A paragraph: its runs, what its mark is, its style (and the one it had, where that
    changes too)."""

    runs: tuple[Run, ...]
    mark: Op = Op.EQUAL
    style: str = "Clause 1"
    old_style: str = ""

    @property
    def moves(self) -> bool:
        """Whether the paragraph moves, its mark too: what was reworded on the way does not."""
        return any(run.move for run in self.runs) and all(run.op is self.mark for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, each with what it is, or ``kept``, the cells of one that stays as it
    was. ``head`` rows are repeated on every page; ``widths`` are the columns' shares of the
    line, found from the words where empty."""

    rows: tuple[Row, ...] = ()
    kept: Rows = ()
    head: int = 0
    widths: tuple[int, ...] = ()
    bordered: bool = True
    figures: int = 99
    tall: bool = False


Part = Para | Grid


def parts(strands: Iterable[Strand | Unchanged], series: int = 1) -> Iterator[Part]:
    """The strands as paragraphs and tables, marks not yet settled. ``series`` keeps the names
    of moves apart where one file holds several redlines.
    """
    for strand in strands:
        if isinstance(strand, Unchanged):
            yield from unmarked(strand.new)
        else:
            yield from _parts(strand, series)


def unmarked(items: Iterable[Placed]) -> Iterator[Part]:
    """Blocks as they stand, nothing revised."""
    for item in items:
        block = item.block
        if block.kind is Kind.TABLE:
            yield Grid(kept=block.rows, head=1)
        else:
            text = block.canonical
            yield Para((Run(Op.EQUAL, text),) if text else (), Op.EQUAL, _style(block.kind, block.depth))


def _parts(strand: Strand, series: int) -> Iterator[Part]:
    change = strand.change
    if strand.role is Role.GONE:
        yield from _away(strand, change.old, Op.DELETE, series)
        return
    if strand.role is Role.CAME:
        yield from _away(strand, change.new, Op.INSERT, series)
        return
    if not change.new:
        yield from _whole(change.old, Op.DELETE)
        return
    if change.kind is ChangeKind.EQUAL:
        yield from unmarked(change.new)
        return
    tables = [item for item in (*change.old, *change.new) if item.block.kind is Kind.TABLE]
    if not tables:
        made = paragraphs(change)
        if made is not None:
            yield from made
            return
    elif len(tables) == 2 and len(change.old) == len(change.new) == 1:
        rows = rows_of(change)
        if columns_kept(change, rows):
            yield Grid(rows, head=1)
            return
    yield from _whole(change.old, Op.DELETE)  # unlike blocks: one is struck, the other added whole
    yield from _whole(change.new, Op.INSERT)


def style_of(item: Placed) -> str:
    """The name of the paragraph style a block is printed in: by kind and depth."""
    return _style(item.block.kind, item.block.depth)


@lru_cache(maxsize=64)
def _style(kind: Kind, depth: int) -> str:
    return f"{'Heading' if kind is Kind.HEADING else 'Clause'} {min(max(depth, 1), 6)}"


def _away(strand: Strand, items: tuple[Placed, ...], op: Op, series: int) -> Iterator[Part]:
    """One place of a change that stands in the other text elsewhere, or nowhere.

    Of a block moved and reworded only the words kept are moved; those struck on the way are
    deleted where it stood, those added inserted where it stands: the move shows its edits.
    """
    change, names = strand.change, _move_names(strand, series)
    if names and names[0] and len(change.old) == len(change.new) == 1:
        runs = tuple(_moving(change, op, names[0]))
        if "".join(run.text for run in runs) == items[0].block.canonical and any(run.move for run in runs):
            yield Para(runs, op, style_of(items[0]))
            return
    yield from _whole(items, op, names)


def _moving(change: Change, op: Op, move: str) -> Iterator[Run]:
    for span in change.spans:
        if span.text and span.op in (Op.EQUAL, op):
            yield Run(op, span.text, move=move if span.op is Op.EQUAL else "")


def _move_names(strand: Strand, series: int) -> tuple[str, ...]:
    """For each block of a move the name its two ends share; empty for one without a partner
    (a table's rows cannot move in Word: they are deleted and inserted)."""
    if not strand.move:
        return ()
    pairs = zip(strand.change.old, strand.change.new, strict=False)
    return tuple(
        f"move{series}_{strand.move}_{at}" if all(_movable(item) for item in pair) else ""
        for at, pair in enumerate(pairs, 1)
    )


def _movable(item: Placed) -> bool:
    return item.block.kind is not Kind.TABLE and bool(item.block.canonical)


def _whole(items: Iterable[Placed], op: Op, moves: tuple[str, ...] = ()) -> Iterator[Part]:
    """Blocks wholly deleted or inserted, or moved under the names given."""
    for item, move in zip(items, chain(moves, repeat("")), strict=False):
        if item.block.kind is Kind.TABLE:
            yield Grid(whole_rows(item.block.rows, op), head=1)
        else:
            text = item.block.canonical
            yield Para((Run(op, text, move=move),) if text else (), op, style_of(item))


def paragraphs(change: Change) -> tuple[Para, ...] | None:
    """A change of paragraphs into paragraphs, or None where its spans do not spell them."""
    made = tuple(_paragraphs(change))
    return made if _spells(made, change) else None


def _paragraphs(change: Change) -> Iterator[Para]:
    """Where the spans pass from one block to the next on one side alone, the mark between is
    deleted (merged) or inserted (split).
    """
    runs: list[Run] = []
    old = new = 0
    for span in change.spans:
        on_old, on_new = span.op is not Op.INSERT, span.op is not Op.DELETE
        next_old = on_old and old + 1 < len(change.old) and span.old_line == change.old[old + 1].text_line
        next_new = on_new and new + 1 < len(change.new) and span.new_line == change.new[new + 1].text_line
        if next_old or next_new:
            mark = Op.EQUAL if next_old and next_new else Op.DELETE if next_old else Op.INSERT
            yield Para(tuple(runs), mark, *_styles(change, old, new))
            runs = []
            old, new = old + next_old, new + next_new
        if runs and runs[-1].op is span.op:
            runs[-1] = Run(span.op, runs[-1].text + span.text)
        elif span.text:
            runs.append(Run(span.op, span.text))
    yield Para(tuple(runs), Op.EQUAL, *_styles(change, old, new))


def _styles(change: Change, old: int, new: int) -> tuple[str, str]:
    """The style a paragraph has, and the one it had where that is another."""
    now, before = style_of(change.new[new]), style_of(change.old[old])
    return now, before if before != now else ""


def _spells(made: Iterable[Para], change: Change) -> bool:
    """Whether the paragraphs give the change's old and new blocks, character for character."""
    made = tuple(made)
    return all(
        paragraphs_of(made, without) == [item.block.canonical for item in items]
        for without, items in ((Op.INSERT, change.old), (Op.DELETE, change.new))
    )


def paragraphs_of(made: Iterable[Para], without: Op) -> list[str]:
    """The paragraphs' texts with one kind of revision taken out."""
    texts: list[str] = []
    text = ""
    for para in made:
        text += "".join(run.text for run in para.runs if run.op is not without)
        if para.mark is not without:
            texts.append(text)
            text = ""
    return [*texts, text] if text else texts
