"""A raise written as language: its words, and the table it makes, after those there are.

The words are the term's own phrase with its holes filled; the table has the form of the last one
printed; every cell follows from the last printed cell by the agreement's rounding rule.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from negotiate.agreement.blocks import Rows
from negotiate.agreement.dates import dates_in
from negotiate.agreement.labels import Label, parse_label
from negotiate.agreement.numbers import money
from negotiate.common.errors import BadInput
from negotiate.costing.grids import Grid, step_key
from negotiate.costing.kinds.changes import raised
from negotiate.costing.model import Model
from negotiate.costing.pay import family_of
from negotiate.costing.reading import read_in
from negotiate.costing.rounding import RoundTo
from negotiate.costing.rules import rule_of
from negotiate.costing.series import pay_term
from negotiate.costing.terms import Term
from negotiate.costing.versions import TextInputs

_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Insertion:
    """Words to insert as a new clause (its label first) after the clause cited."""

    after: str
    text: str


_MOST_PERCENT, _MOST_CENTS = 1000, 100_000_000
"""A raise beyond them is a slip of the pen: ten times the pay, a million dollars."""


@dataclass(frozen=True, slots=True)
class Raise:
    """One raise asked for: from a day, every cell by a per cent or an amount in cents."""

    day: date
    percent: Fraction = Fraction(0)
    cents: int = 0


def raise_language(
    text: TextInputs, model: Model, term_id: str, raises: Sequence[Raise]
) -> tuple[Insertion, ...]:
    """The insertions that write the raises, in order, into ``text``.

    Raises :class:`BadInput` where the schedule or its rounding is not known, a table of the day is
    printed already, or its form is not a rate a step and lane.
    """
    term = pay_term(model, term_id)
    assert term.pay is not None
    family = family_of(term.pay, text.schedules)
    if isinstance(family, str):
        raise BadInput(family, do="see `negotiate cost` for the schedules that are read")
    rule = rule_of(term, dict(model.rounding))
    if isinstance(rule, str):
        raise BadInput(rule, where="agreement.yaml", do="write `rounding: {schedule: half-up-dollar}`")
    last = family[-1]
    words, table = _words_place(text, term), _table_place(text, last.index, term)
    grid, rows = last.grid, text.placed[last.index].block.rows
    said: list[Insertion] = []
    tables: list[Insertion] = []
    for one in sorted(raises, key=lambda each: each.day):
        _must_be_written(one)
        if last.effective is not None and one.day <= last.effective:
            raise BadInput(
                f"the table of {last.effective.isoformat()} is printed already",
                where=last.citation,
                do="give a later day, or change its cells",
            )
        before, grid = grid, _raised(grid, one, rule)
        rows = _rewritten(rows, before, grid, last.citation, _title(one))
        if words is not None:
            words = _next(text, words)
            said.append(Insertion(words.after, words.label + _worded(model, term, one)))
        table = _next(text, table)
        body = "\n".join("| " + " | ".join(row) + " |" for row in rows)
        tables.append(Insertion(table.after, f"{table.label}{_title(one)}\n\n{body}"))
    return (*said, *tables)


def superseded(
    text: TextInputs, model: Model, term_id: str, first: date, printed: Collection[str]
) -> dict[str, date]:
    """The raises from ``first`` on that ``text`` itself has brought, as words or as a table: what is to be
    struck, in reading order, and the day of each. ``printed`` are the digests of the agreement's own
    blocks, which stay."""
    term = pay_term(model, term_id)
    family = family_of(term.pay, text.schedules) if term.pay is not None else ""
    days = {place.index: _last_day(text, place.index) for place in read_in(term, text).places}
    days |= {one.index: one.effective for one in family} if not isinstance(family, str) else {}
    found: dict[str, date] = {}
    for index, day in sorted(days.items()):
        if day is not None and day >= first and text.placed[index].block.digest not in printed:
            found |= dict.fromkeys(_brought(text, index, printed), day)
    return found


def _last_day(text: TextInputs, index: int) -> date | None:
    return max(dates_in(text.placed[index].block.text), default=None)


def _brought(text: TextInputs, index: int, printed: Collection[str]) -> Iterator[str]:
    """The clause a raise was brought in; where it was put behind another's, its paragraphs alone."""
    at = _opening(text, index)
    if text.placed[at].block.opens_clause and text.placed[at].block.digest not in printed:
        yield text.placed[at].citation
        return
    if index > at + 1 and _last_day(text, index - 1) and text.placed[index - 1].block.digest not in printed:
        yield text.placed[index - 1].name
    yield text.placed[index].name


def _opening(text: TextInputs, index: int) -> int:
    """The block that opens the clause of the one at ``index``."""
    at, citation = index, text.placed[index].citation
    while at and not (text.placed[at].citation == citation and text.placed[at].block.opens_clause):
        at -= 1
    return at


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the next insertion goes: after the clause ``after``, whose own label is ``printed``
    (empty: it goes in unlabelled), with ``label`` before its words."""

    after: str
    printed: str = ""
    label: str = ""
    own: str = ""


def _words_place(text: TextInputs, term: Term) -> _Place | None:
    """After the last of the term's raises in words; None where there is none."""
    places = read_in(term, text).places
    if not places:
        return None
    last = text.placed[max(place.index for place in places)]
    return _Place(
        last.citation, "" if _is_whole(last.citation, term) else last.block.label, own=last.citation
    )


def _table_place(text: TextInputs, index: int, term: Term) -> _Place:
    """After the last table's clause, labelled on where the table has a dated clause of its own."""
    citation, opening = text.placed[index].citation, text.placed[_opening(text, index)].block
    own = opening.label if dates_in(opening.text) and not _is_whole(citation, term) else ""
    return _Place(citation, own, own=citation)


def _is_whole(citation: str, term: Term) -> bool:
    """Whether the clause is the schedule's own: the next label is that of another subject, no raise of it."""
    return term.pay is not None and citation == term.pay.schedule


def _next(text: TextInputs, place: _Place) -> _Place:
    """The place after it: the label counted on, which no clause may have yet."""
    label = parse_label(place.printed) if place.printed else None
    if label is None:
        return _Place(place.own, "", "", place.own)
    value = _counted(text, label, place.own)
    printed = place.printed.replace(label.value, value)
    own = _with_label(place.own, label, value)
    if any(item.citation == own for item in text.placed):
        raise BadInput(
            f"{own} is another clause", where=place.own, do="write the raise with `negotiate draft`"
        )
    return _Place(place.own, printed, printed + " ", own)


def _with_label(own: str, label: Label, value: str) -> str:
    """The citation ``own`` with another label at its end; ``3.1`` printed whole is the citation itself."""
    if own.endswith(label.component):
        return own.removesuffix(label.component) + label.component.replace(label.value, value)
    return own.removesuffix(label.value) + value


def _counted(text: TextInputs, label: Label, own: str) -> str:
    value = label.value
    number = re.search(r"\d+$", value)
    if number is not None:
        return value[: number.start()] + str(int(number[0]) + 1)
    before = _with_label(own, label, chr(ord(value[-1]) - 1))
    lettered = len(value) == 1 and (
        value not in "ivxIVX" or any(item.citation == before for item in text.placed)
    )
    if not lettered or value in "zZ":
        raise BadInput(
            f"what follows the label {label.printed} is not known", where=own, do="write the raise by hand"
        )
    return chr(ord(value) + 1)


def _raised(grid: Grid, one: Raise, rule: RoundTo) -> Grid:
    if not one.cents:
        return raised(grid, one.percent, rule)
    cells = tuple(
        tuple(None if cell is None else rule.cents(Fraction(cell + one.cents)) for cell in row)
        for row in grid.cells
    )
    return replace(grid, cells=cells)


def _rewritten(rows: Rows, before: Grid, after: Grid, where: str, title: str) -> Rows:
    """The table's rows with every rate exchanged, in the manner the old one was printed."""
    out: list[tuple[str, ...]] = []
    done = 0
    for row in rows:
        step = step_key(row[0]) if row else ""
        at = before.steps.index(step) if step in before.steps else None
        given = [cell for cell in row if cell]
        if at is not None and [money(cell) for cell in row[1:]] == list(before.cells[at]):
            new = zip(row[1:], after.cells[at], strict=True)
            out.append((row[0], *(old if cents is None else _printed(cents, old) for old, cents in new)))
            done += 1
        elif len(given) == 1 and dates_in(given[0]):
            out.append(tuple(title if cell else "" for cell in row))
        elif any(money(cell) is not None and "," in cell for cell in row):
            break
        else:
            out.append(row)
    if done != len(before.steps) or len(out) != len(rows):
        raise BadInput("the table is not one rate a step and lane", where=where, do="write the raise by hand")
    return tuple(out)


def _printed(cents: int, like: str) -> str:
    """An amount as the old one was printed: dollar sign, commas and cents as there."""
    whole, rest = divmod(cents, 100)
    if rest and "." not in like:
        raise BadInput(
            f"{cents / 100:,.2f} has cents, {like} has none", do="mend `rounding` in agreement.yaml"
        )
    shown = f"{whole:,}" if "," in like or (whole >= 1000 and not re.search(r"\d{4}", like)) else str(whole)
    sign = re.match(r"\$?\s?", like)
    return f"{sign[0] if sign else ''}{shown}" + (f".{rest:02}" if "." in like else "")


def _title(one: Raise) -> str:
    return f"Effective {_shown(one.day)}: {_size(one)}"


def _must_be_written(one: Raise) -> None:
    """Refuses a size that the language could not say exactly, or that is a slip of the pen."""
    if one.cents > _MOST_CENTS or one.percent > _MOST_PERCENT:
        size = _size(one) if one.cents else f"more than {_MOST_PERCENT}%"
        raise BadInput(f"a raise of {size} is no raise anybody pays", do="such as 2.5, or $1,200")
    if (one.percent * 10_000).denominator != 1:
        raise BadInput(
            f"a raise of {one.percent}% cannot be written exactly",
            do="give at most four decimals, such as 2.125",
        )


def _size(one: Raise) -> str:
    if one.cents:
        return f"${one.cents / 100:,.2f}".removesuffix(".00")
    return f"{float(one.percent):.4f}".rstrip("0").rstrip(".") + "%"


def _shown(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _worded(model: Model, term: Term, one: Raise) -> str:
    """The term's own words with the day and the size in them; for an amount, those of the flat
    raise that belongs to it."""
    hole = "amount" if one.cents else "percent"
    owners = [term] if hole == "percent" else [
        other for other in model.terms if other.kind == "flat-raise" and term.id in other.of
    ]  # fmt: skip
    phrases = [phrase.text for owner in owners for phrase in owner.phrases if f"{{{hole}}}" in phrase.text]
    if not phrases:
        raise BadInput(
            f"no words for an amount on {term.id} are known", do="write a flat-raise term in terms.yaml"
        )
    size = _size(one).strip("$%")
    words = phrases[0].replace("{date}", _shown(one.day)).replace(f"{{{hole}}}", size)
    return words[0].upper() + words[1:].rstrip(".") + "."
