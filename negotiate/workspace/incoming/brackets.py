"""A text whose marks are words in brackets, taken apart and read."""

import re
from collections.abc import Sequence

from negotiate.common.text import canonical
from negotiate.redline.model import DELETE, EQUAL, INSERT, Op
from negotiate.redline.wording import OPENS
from negotiate.workspace.incoming.doubling import takes_place
from negotiate.workspace.incoming.printed import ROWS, Piece, Wording, grouped, mark_of

OPENINGS = {OPENS[op].strip(): op for op in (DELETE, INSERT)}
_TOKENS = re.compile("(" + "|".join(map(re.escape, OPENINGS)) + r"|\[|\])")
_CLOSING = re.compile(r"\s+(?=[.,;:!?)])")


def row_mark(row: tuple[str, ...]) -> tuple[Op, tuple[str, ...]]:
    """What a row of a table says of itself in its first cell, and its cells without that."""
    for op, told in ROWS.items():
        if row and row[0].startswith(told):
            return op, (row[0][len(told) :].strip(), *row[1:])
    return EQUAL, row


class Made:
    """One paragraph's or cell's pieces read: ours undone, the sender's made."""

    def __init__(self, wording: Wording, pieces: Sequence[Piece]) -> None:
        now: list[str] = []
        was: list[str] = []
        all_made: list[str] = []
        ours: list[str] = []
        self.theirs = self.over = False
        groups = list(grouped(pieces))
        for at, group in enumerate(groups):
            old, new = (_said(group, op) for op in (DELETE, INSERT))
            if group[0][0] is EQUAL:
                old = new = group[0][1]
                now.append(old)
            else:
                mark = mark_of(group)
                mine, nearly = wording.is_ours(mark), wording.is_nearly_ours(mark)
                follows = groups[at + 1][0][1] if at + 1 < len(groups) else ""
                if not mine and not new and wording.is_old_of_ours(mark[0]) and not takes_place(old, follows):
                    new = old  # what we put in is gone, with nothing in its place: refused
                if mine or nearly:
                    ours.append(new or old)
                    self.over = self.over or not mine
                else:
                    self.theirs = True
                now.append(old if mine or nearly else new)
            was.append(old)
            all_made.append(new)
        self.now, self.before, self.over_text = (_closed(parts) for parts in (now, was, all_made))
        self.ours = tuple(ours)


def _said(group: Sequence[Piece], op: Op) -> str:
    return " ".join(text for each, text in group if each is op)


def _closed(parts: Sequence[str]) -> str:
    """Parts as one text: a space left by what is not there does not stand before a sign that closes."""
    out = ""
    gap = False
    for part in parts:
        if not part:
            gap = True
            continue
        if gap and out.endswith(" "):
            part = part.lstrip()
            out = out.rstrip() if _CLOSING.match(f" {part}") else out
        out += part
        gap = False
    return canonical(out)


def parsed(text: str) -> list[Piece] | None:
    """A text taken apart at its brackets; None where they do not say which are marks."""
    pieces: list[Piece] = []
    op, held = EQUAL, ""
    inside = around = 0  # brackets open within the mark, and in the language around it
    for part in _TOKENS.split(text):
        if part in OPENINGS:
            if op is not EQUAL:
                return None  # a mark within a mark
            pieces += [(EQUAL, held)] if held else []
            op, held, inside = OPENINGS[part], "", 0
        elif part == "]" and op is not EQUAL and not inside:
            pieces.append((op, held.strip()))
            op, held = EQUAL, ""
        else:
            opened = (part == "[") - (part == "]")
            inside, around = (inside + opened, around) if op is not EQUAL else (inside, around + opened)
            if around < 0:
                return None
            held += part
    if op is not EQUAL:
        return None
    return [*pieces, (EQUAL, held)] if held else pieces
