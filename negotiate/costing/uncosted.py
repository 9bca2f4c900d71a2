"""Changed language that looks as if it costs something and has no cost term."""

import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from negotiate.agreement.blocks import Block, Kind, Placed
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import Model
from negotiate.costing.numbers import Form, figures, fold
from negotiate.costing.pay import family_of
from negotiate.costing.reading import read_in
from negotiate.costing.report import NotCosted
from negotiate.costing.versions import TextInputs, words_of

_DUTY = re.compile(
    r"\b(?:shall|will|must|agrees? to)\s+(?:\w+\s+){0,2}?(?:provide|hire|employ|pay|be paid|add|maintain"
    r"|assign|fund|reimburse|contribute|furnish|increase|receive|be entitled|be increased)\w*"
)


class Changed(Protocol):
    """A change of a redline: the blocks it concerns in each text."""

    @property
    def old(self) -> tuple[Placed, ...]:
        """The blocks as they were; none for an insertion."""
        ...

    @property
    def new(self) -> tuple[Placed, ...]:
        """The blocks as they are; none for a deletion."""
        ...


def not_costed(
    changes: Iterable[Changed], version: TextInputs, against: TextInputs, model: Model
) -> tuple[NotCosted, ...]:
    """Every changed clause with figures, money or a duty to provide, hire or pay that no term reads.

    ``changes`` are those of the redline from ``against`` to ``version``. A term reads the
    figures of its own holes and, by kind, the tables of its schedule: another figure changed
    in the same clause is listed.
    """
    read = _figures_read(version, model) + _figures_read(against, model)
    tables = _tables_read(version, model) | _tables_read(against, model)
    out = []
    for change in changes:
        shown = change.new or change.old
        reason = _table(change, tables) if shown[0].block.kind is Kind.TABLE else ""
        if reason is not None:
            reason = _reason(change.old, change.new, read) or reason or _duty(change) or _beside(change, read)
        if reason:
            out.append(NotCosted(shown[0].name, f"changed: {reason}", _shown(shown)))
    return tuple(out)


def _table(change: Changed, tables: set[object]) -> str | None:
    """None where a term costs the table's cells; otherwise words for a change beyond its figures."""
    if any(item.block.rows in tables for item in (*change.old, *change.new)):
        return None
    same = [item.block.rows for item in change.old] == [item.block.rows for item in change.new]
    return "" if same or (change.old and change.new) else "a table"


def _beside(change: Changed, read: "_Read") -> str:
    """Words that changed around a figure a term reads: they may limit or widen what it costs."""
    if not (change.old and change.new):
        return ""
    if not any(item.block == block for item in (*change.old, *change.new) for block, _ in read):
        return ""
    old, new = (
        " ".join(_without_figures(words_of(item.block)) for item in side) for side in (change.old, change.new)
    )
    return "" if old == new else "the words around a costed figure"


def _without_figures(words: str) -> str:
    out, at = [], 0
    for figure in figures(words):
        out.append(words[at : figure.start])
        at = figure.end
    return " ".join(re.findall(r"\w+", fold("#".join([*out, words[at:]]))))


def _duty(change: Changed) -> str:
    """A duty to provide, hire or pay that stands in one of the two texts only."""
    old, new = (Counter(_duties(side)) for side in (change.old, change.new))
    found = list((new - old) + (old - new))
    return f"“{found[0]}”" if found else ""


def _duties(items: Iterable[Placed]) -> list[str]:
    return [found[0] for item in items for found in _DUTY.finditer(fold(words_of(item.block)))]


_Read = Counter[tuple[Block, Fraction]]


def _figures_read(text: TextInputs, model: Model) -> _Read:
    """(block, value) of every figure a term reads in the text."""
    found: _Read = Counter()
    for term in model.terms:
        for place in read_in(term, text).places:
            for _, value in place.values:
                found[text.placed[place.index].block, value] += 1
    return found


def _tables_read(text: TextInputs, model: Model) -> set[object]:
    """The rows of every table whose cells a term of schedule pay costs."""
    found: set[object] = set()
    for term in model.terms:
        if term.pay is not None and not KINDS[term.kind].holes:
            family = family_of(term.pay, text.schedules)
            if not isinstance(family, str):
                found |= {text.placed[schedule.index].block.rows for schedule in family}
    return found


def _reason(old: Iterable[Placed], new: Iterable[Placed], read: _Read) -> str:
    """The figures that changed and that no term reads, in words; empty where there are none."""
    before, after = _unread(old, read), _unread(new, read)
    changed = (after - before) + (before - after)
    if not changed:
        return ""
    money = any(form is Form.MONEY for _, form, _ in changed)
    shown = ", ".join(dict.fromkeys(printed for _, _, printed in changed))
    return f"{'money' if money else 'figures'} {shown}"


_Count = Counter[tuple[Fraction, Form, str]]


def _unread(items: Iterable[Placed], read: _Read) -> _Count:
    count: _Count = Counter()
    for item in items:
        left = dict(read)
        for value, form, printed in _figures_of(words_of(item.block)):
            if left.get((item.block, value), 0) > 0:
                left[item.block, value] -= 1
            else:
                count[value, form, printed] += 1
    return count


@lru_cache(maxsize=4096)
def _figures_of(words: str) -> tuple[tuple[Fraction, Form, str], ...]:
    return tuple((found.value, found.form, words[found.start : found.end]) for found in figures(words))


def _shown(items: Iterable[Placed]) -> str:
    words = " ".join(words_of(item.block) for item in items)
    return words if len(words) <= 200 else words[:199].rsplit(" ", 1)[0] + " …"
