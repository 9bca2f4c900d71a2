"""Changed language that looks as if it costs something and has no cost term."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from negotiate.agreement.blocks import Placed
from negotiate.agreement.dates import dates_in
from negotiate.agreement.numbers import Form, figures, fold
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import Model
from negotiate.costing.pay import family_of
from negotiate.costing.reading import read_in
from negotiate.costing.report import NotCosted
from negotiate.costing.versions import TextInputs, words_of

_MOST = 6  # figures named of one change
_DUTY = re.compile(
    r"\b(?:shall|will|must|agrees? to)\s+(?:\w+\s+){0,2}?(?:provide|hire|employ|pay|be paid|add|maintain"
    r"|assign|fund|reimburse|contribute|furnish|increase|receive|be entitled|be increased)\w*"
)


def _without(words: str, quotes: Iterable[str]) -> str:
    """The words with each quote exchanged for a mark; quotes may lie over each other."""
    spans = sorted(found.span() for quote in quotes for found in re.finditer(re.escape(quote), words))
    out, at = "", 0
    for start, end in spans:
        if end > at:
            out += (words[at:start] + " # ") if start >= at else ""
            at = end
    return out + words[at:]


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

    ``changes`` are those of the redline from ``against`` to ``version``. A term reads the words
    its phrases find and, by kind, the tables of its schedule: another figure changed in the
    same clause is listed, and so are other words changed beside a costed figure.
    """
    old, new = _read_of(against, None, model), _read_of(version, against, model)
    out = []
    for change in changes:
        shown = change.new or change.old
        reason = _reason(change, old, new)
        if reason:
            out.append(NotCosted(shown[0].name, f"changed: {reason}", _shown(shown)))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the terms read in one text, by the blocks' ``text_line``: words quoted, blocks whole."""

    quotes: dict[int, list[str]]
    whole: frozenset[int]

    def rest(self, items: Iterable[Placed]) -> str:
        """The words of the blocks that no term reads."""
        out = []
        for item in items:
            words = "" if item.text_line in self.whole else words_of(item.block)
            out.append(_without(words, self.quotes.get(item.text_line, ())))
        return " ¶ ".join(out)

    def reads(self, items: Iterable[Placed]) -> bool:
        """Whether a term reads words of one of the blocks."""
        return any(item.text_line in self.quotes for item in items)


@lru_cache(maxsize=8)
def _read_of(text: TextInputs, against: TextInputs | None, model: Model) -> _Read:
    quotes: dict[int, list[str]] = {}
    whole: set[int] = set()
    for term in model.terms:
        for place in read_in(term, text, against).places:
            quotes.setdefault(text.placed[place.index].text_line, []).append(place.quote)
        if term.pay is not None and (KINDS[term.kind].schedule or term.by_tables):
            family = family_of(term.pay, text.schedules)
            for schedule in family if not isinstance(family, str) else ():
                whole.add(text.placed[schedule.index].text_line)
                title = text.placed[max(schedule.index - 1, 0)]
                if len(title.block.text) < 120 and dates_in(title.block.text):
                    whole.add(title.text_line)
    return _Read(quotes, frozenset(whole))


def _reason(change: Changed, old: _Read, new: _Read) -> str:
    """Why the change may cost something that no term says; empty where nothing suggests it."""
    before, after = old.rest(change.old), new.rest(change.new)
    counted = Counter(_figures_of(after)), Counter(_figures_of(before))
    changed = (counted[0] - counted[1]) + (counted[1] - counted[0])
    if changed:
        money = any(form is Form.MONEY for _, form, _ in changed)
        shown = list(dict.fromkeys(printed for _, _, printed in changed))
        more = f" and {len(shown) - _MOST} more" if len(shown) > _MOST else ""
        return f"{'money' if money else 'figures'} {', '.join(shown[:_MOST])}{more}"
    duties = Counter(_DUTY.findall(fold(after))), Counter(_DUTY.findall(fold(before)))
    duty = [*(duties[0] - duties[1]), *(duties[1] - duties[0])]
    if duty:
        return f"“{duty[0]}”"
    if old.reads(change.old) and change.new and _plain(before) != _plain(after):
        return "the words around a costed figure"
    return ""


def _plain(words: str) -> list[str]:
    return re.findall(r"\w+|#", fold(words))


@lru_cache(maxsize=4096)
def _figures_of(words: str) -> tuple[tuple[Fraction, Form, str], ...]:
    return tuple((found.value, found.form, words[found.start : found.end]) for found in figures(words))


def _shown(items: Iterable[Placed]) -> str:
    words = " ".join(words_of(item.block) for item in items)
    return words if len(words) <= 200 else words[:199].rsplit(" ", 1)[0] + " …"
