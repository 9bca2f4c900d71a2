"""What our files print of a pass of ours, change by change: by it a mark said in words is known for ours
and read exactly, whatever brackets the language itself has."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from negotiate.agreement.blocks import Block
from negotiate.packets.cells import Run
from negotiate.packets.shown import Shown, shown_of
from negotiate.packets.weave import Role, weave
from negotiate.packets.wording import in_words
from negotiate.redline.model import DELETE, EQUAL, INSERT, Op, Redline, Unchanged
from negotiate.workspace.incoming.model import folded

ROWS = {DELETE: "[deleted row]", INSERT: "[added row]"}
"""How a row taken out or put in is told, before the words of its first cell."""
PARAGRAPH = "¶"
"""The end of a paragraph, where it is taken out or put in."""
Piece = tuple[Op, str]
Mark = tuple[str, str]
"""Words deleted and words added in one place, each as :func:`signs` gives them."""
_LONG = 40  # signs of a mark from which one that is nearly the same is the same, written over
_NEARLY = 90.0


def signs(text: str) -> str:
    """A text without its spaces, in one setting: what a file keeps of it however its lines are broken."""
    return "".join(folded(word) for word in text.split())


@dataclass(frozen=True, slots=True)
class Printed:
    """A change as it is printed at one place: ``signs`` are all its words, notes and brackets; ``old`` the
    blocks of it in the text it is laid over. ``marks`` are told in brackets, ``rows`` are whole rows.
    ``move`` is what the two places of a move share; ``away``: the one it is gone from."""

    signs: str
    old: tuple[Block, ...] = ()
    words: str = ""
    marks: tuple[Mark, ...] = ()
    rows: tuple[str, ...] = ()
    ends: tuple[Op, ...] = ()
    move: str = ""
    away: bool = False


def printed_of(redline: Redline, series: int = 0) -> Iterator[Printed]:
    """Every change of a redline as files print it; a note also by itself. ``series`` keeps the moves of
    redlines apart."""
    for strand in weave(redline):
        if isinstance(strand, Unchanged):
            continue
        parts = list(shown_of(strand))
        yield from (Printed(signs(f"[{part.note}]")) for part in parts if part.note)
        made = Printed(
            "".join(_signs(part) for part in parts),
            tuple(item.block for item in strand.change.old),
            " ".join(in_words(run for part in parts for run in part.runs).split()),
            tuple(_marks(parts)),
            tuple(signs(_row(row.op, row.cells)) for part in parts for row in part.rows if row.op in ROWS),
            tuple(run.op for part in parts for run in part.runs[-1:] if _is_end(run)),
            f"{series}.{strand.move}" if strand.move else "",
            strand.role is Role.GONE,
        )
        if made.marks or made.rows or made.ends or any(part.note for part in parts):
            yield made


def grouped(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces in groups: plain words, or deletions and additions with nothing but space between."""
    held: list[Piece] = []
    space: Piece | None = None
    for op, text in pieces:
        if op is EQUAL and not text.strip() and held:
            space = (op, text)
        elif op is EQUAL:
            if held:
                yield held
            yield from ([space] for _ in range(1) if space is not None)
            held, space = [], None
            yield [(op, text)]
        else:
            held.append((op, text))
            space = None
    if held:
        yield held


def mark_of(group: Iterable[Piece]) -> Mark:
    """The words deleted and added in a group."""
    held = list(group)
    return signs(" ".join(text for op, text in held if op is DELETE)), signs(
        " ".join(text for op, text in held if op is INSERT)
    )


class Wording:
    """All that files of ours print of some passes. ``versions`` are texts known of any place: words in
    brackets that are language there are no mark."""

    def __init__(self, redlines: Iterable[Redline], versions: Iterable[Block] = ()) -> None:
        redlines = tuple(redlines)
        changes = [one for each in redlines for one in each.changes]
        self._old = {_block_signs(item.block) for one in changes for item in one.old}
        self._new = {_block_signs(item.block) for one in changes for item in one.new}
        self._gone = {_block_signs(item.block) for one in changes if not one.new for item in one.old}
        numbered = enumerate(redlines)
        found = {one.signs: one for at, each in numbered for one in printed_of(each, at) if one.signs}
        self.changes: Sequence[Printed] = sorted(found.values(), key=lambda one: -len(one.signs))
        self.rows = frozenset(row for one in self.changes for row in one.rows)
        self.ends = frozenset(op for one in self.changes for op in one.ends)
        self._marks = frozenset(mark for one in self.changes for mark in one.marks)
        self._versions = versions

    @cached_property
    def language(self) -> frozenset[str]:
        """Texts of the agreement and of passes that have brackets of their own."""
        return frozenset(
            signs(words)
            for block in self._versions
            for words in (block.text, block.canonical, *(cell for row in block.rows for cell in row))
            if "[" in words
        )

    def is_ours(self, mark: Mark) -> bool:
        """Whether we made a mark, word for word."""
        return mark in self._marks

    def is_old_of_ours(self, words: str) -> bool:
        """Whether words are what a mark of ours strikes where it puts others in."""
        return any(new and words == old for old, new in self._marks)

    def is_our_change(self, was: str, made: str, *, table: bool = False) -> bool:
        """Whether marks, however they are set, make of a text in force what a pass of ours makes of it (a
        ``table`` struck may be one that it makes another). Both as :func:`signs` gives them; nothing where
        there is none."""
        if not made:
            return was in (self._old if table else self._gone)
        if not was:
            return made in self._new
        return was in self._old and made in self._new

    def is_nearly_ours(self, mark: Mark) -> bool:
        """Whether a mark is one of ours with words of it written over."""
        whole = "→".join(mark)
        return len(whole) >= _LONG and any(
            fuzz.ratio(whole, "→".join(one), score_cutoff=_NEARLY)
            for one in self._marks
            if [bool(words) for words in one] == [bool(words) for words in mark]  # put in is not struck
        )


def _block_signs(block: Block) -> str:
    return signs(" ".join(cell for row in block.rows for cell in row) if block.rows else block.canonical)


def _signs(part: Shown) -> str:
    note = signs(f"[{part.note}]") if part.note else ""
    rows = "".join(signs(_row(row.op, row.cells)) for row in part.rows)
    return note + signs(in_words(part.runs)) + rows


def _row(op: Op, cells: Sequence[Sequence[Run]]) -> str:
    """A row's words as printed: one of a kind throughout says so once."""
    if op is EQUAL:
        return " ".join(in_words(cell) for cell in cells)
    return " ".join([ROWS[op], *("".join(run.text for run in cell) for cell in cells)])


def _marks(parts: Iterable[Shown]) -> Iterator[Mark]:
    for part in parts:
        cells = [cell for row in part.rows if row.op is EQUAL for cell in row.cells]
        for runs in (part.runs, *cells):
            pieces = [(run.op, run.text) for run in runs if not _is_end(run)]
            yield from (mark_of(group) for group in grouped(pieces) if group[0][0] is not EQUAL)


def _is_end(run: Run) -> bool:
    return run.op is not EQUAL and run.text == PARAGRAPH
