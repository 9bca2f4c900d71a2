"""A cost term made by pointing at a figure: the phrase is proposed, the rest must be given.

What the language cannot say (which of three readings a ratio has, how FTE are rounded, what
a position is paid) is asked for, never assumed: a proposal with ``missing`` fields may be
shown but not written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import yaml

from negotiate.agreement.numbers import Figure, Form, figures, parse
from negotiate.common.errors import BadInput
from negotiate.common.records import read_yaml
from negotiate.costing.forms import kind_of
from negotiate.costing.kinds import KINDS
from negotiate.costing.likeness import under
from negotiate.costing.pay import family_of
from negotiate.costing.phrases import Phrase, find, form_of
from negotiate.costing.ratios import against
from negotiate.costing.terms import ASKED, Pay, Term, read_term
from negotiate.costing.versions import TextInputs, index_of
from negotiate.costing.wording import Spot, dated_phrase, joint_phrase, lone_spots, phrase_for, spots, twins


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person gave for a new term, each as typed; empty where not given.

    ``fields`` are further keys of the term as (key, value), such as ``("count", "rooms")``; a key
    given again makes a list.
    """

    id: str = ""
    kind: str = ""
    job: str = ""
    reading: str = ""
    rounding: str = ""
    effective: str = ""
    source: str = ""
    schedule: str = ""
    heading: str = ""
    step: str = ""
    lane: str = ""
    per: str = ""
    units: str = ""
    amount: str = ""
    pay_source: str = ""
    pinned: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A field a person must give, and the question to ask."""

    field: str
    question: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term as it would be written. ``phrases`` has the figure's own first, then its twins (of a term that
    is paid by whole tables there are none, nor a ``figure``);
    ``yaml`` is the entry of ``terms.yaml``; ``term`` is set when nothing is ``missing``."""

    figure: Figure | None
    phrases: tuple[Phrase, ...]
    missing: tuple[Missing, ...]
    yaml: str
    term: Term | None


def propose_term(
    text: TextInputs,
    citation: str,
    figure: str,
    wanted: Wanted,
    nth: int | None = None,
    more: Sequence[str] = (),
) -> Proposal:
    """The term that the figure at ``citation`` would make; ``more`` are the other figures of one that
    has several.

    ``nth`` (from 1) says which, where the figure stands several times in the clause. Raises
    :class:`BadInput` where the figure is not there, or stands several times without it, or a
    value given is not one the term can have.
    """
    spot = _spot(text, citation, figure, nth)
    if wanted.kind and wanted.kind not in KINDS:
        raise BadInput(f"{wanted.kind!r} is no kind of cost term", do="one of " + ", ".join(sorted(KINDS)))
    given = (spot, *(_beside(text, spot, one) for one in more))
    phrases, lacking = _phrases(text, given, wanted.kind)
    written = _yaml(wanted, phrases)
    missing = (*_missing(wanted, text, spot), *lacking)
    if not missing and not any(match.index == spot.index for match in find(text, phrases[0].text)):
        missing = (Missing("phrase", "its words do not find the figure again: write the term by hand"),)
    return _proposal(text, spot.figure, phrases, missing, written)


def propose_tables(text: TextInputs, citation: str, wanted: Wanted) -> Proposal:
    """The term that the tables of a clause make by themselves: no figure of theirs is named.

    Raises :class:`BadInput` where the kind wanted needs a figure, or no such clause is there.
    """
    alone = sorted(name for name, kind in KINDS.items() if "phrases" in kind.spared)
    if wanted.kind not in alone:
        raise BadInput(
            f"a {wanted.kind} term needs a figure" if wanted.kind else "no figure is given",
            where=citation,
            do="name it as it stands, behind the citation; of a table none, with --kind "
            + " or ".join(alone),
        )
    at = index_of(text)
    clause = text.placed[at.find(citation)].citation
    wanted = replace(wanted, schedule=wanted.schedule or clause)
    return _proposal(text, None, (), _missing(wanted, text, None), _yaml(wanted, ()))


def _proposal(
    text: TextInputs,
    figure: Figure | None,
    phrases: tuple[Phrase, ...],
    missing: tuple[Missing, ...],
    written: str,
) -> Proposal:
    term = None
    if not missing:
        (record,) = read_yaml(f"terms:\n{written}", "the new term").records("terms")
        term = read_term(record)
        if term.pay is not None and term.pay.schedule:
            family = _at_its_clause(term.pay, text) or family_of(term.pay, text.schedules)
            if isinstance(family, str):
                missing, term = (Missing("pay", family),), None
    return Proposal(figure, phrases, missing, written, term)


def _at_its_clause(pay: Pay, text: TextInputs) -> str:
    """Why a clause named for its schedule is the wrong one: a term that stands finds a schedule that was
    moved, a new one names it where it is."""
    there = list(dict.fromkeys(one.citation.split(" ¶")[0] for one in text.schedules))
    if not there or any(under(one.citation, pay.schedule) for one in text.schedules):
        return ""
    return f"no salary schedule stands at {pay.schedule}; those of this text stand at {', '.join(there)}"


Asked = tuple[tuple[Phrase, ...], tuple[Missing, ...]]


def _phrases(text: TextInputs, given: tuple[Spot, ...], kind: str) -> Asked:
    """The figure's own phrase and those of its twins; with several holes, its own alone. And the
    holes whose figure is not given."""
    spot = given[0]
    if not kind:
        marks = [(one, "figure" + "_" * at) for at, one in enumerate(given)]
        holes: tuple[str, ...] = ("figure",)
    else:
        holes = tuple(hole for hole in KINDS[kind].holes if hole != "date")
        if len(given) == 1:
            given = (*given, *_set_against(text, spot, KINDS[kind].may))
        marks = _marked(given, holes, KINDS[kind].may)
    if kind and "date" in KINDS[kind].holes and len(marks) == 1:
        words = dated_phrase(text, spot, marks[0][1])
        if not words:
            raise BadInput(
                f"a {kind} term needs a date in the figure's sentence, and there is none",
                where=spot.citation,
                do="state the day in the language (“effective September 1, 2026”); a school year is none",
            )
        return (Phrase(words, spot.citation),), ()
    if len(marks) > 1:
        return (joint_phrase(text, marks, brief=bool(kind) and KINDS[kind].many),), ()
    lacking = tuple(
        Missing("figure", f"which other figure of its sentence is the {{{hole}}}? name it after the first")
        for hole in holes
        if hole not in {name for _, name in marks} and kind
    )
    found = [phrase_for(text, place, marks[0][1]) for place in reversed((spot, *twins(text, spot)))]
    return tuple({phrase.text: phrase for phrase in found}.values())[::-1], lacking


def _set_against(text: TextInputs, spot: Spot, may: tuple[str, ...]) -> tuple[Spot, ...]:
    """The figure a ratio sets against this one, where it is not one: ``two (2) for every 600``."""
    found = against(text.words[spot.index][: spot.figure.start]) if "positions" in may else None
    return (replace(spot, figure=found),) if found is not None and found.value != 1 else ()


def _marked(given: Sequence[Spot], holes: tuple[str, ...], may: tuple[str, ...]) -> list[tuple[Spot, str]]:
    """Each figure with its hole, told by its form. Raises :class:`BadInput` where one fits none."""
    left = [*holes, *may]
    out = []
    for one in given:
        hole = next((each for each in left if form_of(each) is one.figure.form), None)
        if hole is None:
            raise BadInput(
                f"{one.figure.form.value} is no figure of this kind of term",
                where=one.citation,
                do="its figures: " + ", ".join(f"{{{each}}}" for each in (*holes, *may)),
            )
        left.remove(hole)
        out.append((one, hole))
    return out


def append_term(terms_yaml: str, entry: str, file: str) -> str:
    """``terms.yaml`` with the entry added after its last, read back to be sure.

    Raises :class:`BadInput` where the file cannot take an entry.
    """
    record = read_yaml(terms_yaml, file)
    lines = terms_yaml.splitlines()
    entries = record.records("terms")
    if not entries:
        fresh = [line for line in lines if not re.match(r"terms\s*:", line)]
        new = "\n".join([*fresh, "terms:", ""]) + entry
    else:
        first = lines[entries[0].line - 1]
        indent = first[: len(first) - len(first.lstrip())]
        own = [indent + each.removeprefix("  ") for each in entry.splitlines()]
        after = (at for at in range(entries[-1].line, len(lines)) if re.match(r"[a-z_]+\s*:", lines[at]))
        end = next(after, len(lines))
        while end and not lines[end - 1].strip():
            end -= 1
        new = "\n".join([*lines[:end], *own, *lines[end:]]) + "\n"
    for item in read_yaml(new, file).records("terms"):
        read_term(item)
    return new


def _beside(text: TextInputs, spot: Spot, figure: str) -> Spot:
    """A further figure of the same block, the one nearest to the first."""
    value = _value(figure)
    found = [one for one in spots(text, spot.index) if one.figure.value == value.value and one != spot]
    if not found:
        raise BadInput(f"the figure {figure} does not stand beside the first", where=spot.citation)
    return min(found, key=lambda one: abs(one.figure.start - spot.figure.start))


def _value(figure: str) -> Figure:
    """The figure typed; of several (``1 to 700``) the last."""
    value = parse(figure) or (figures(figure)[-1] if figures(figure) else None)
    if value is None:
        raise BadInput(
            f"{figure!r} is no figure", do='give it as it stands, for example "700" or "twenty (20)"'
        )
    return value


def _spot(text: TextInputs, citation: str, figure: str, nth: int | None) -> Spot:
    value = _value(figure)
    index = index_of(text)
    wanted = index.clause(citation)
    start = index.placed.index(wanted[0], index.find(citation))
    there = [spot for at in range(start, start + len(wanted)) for spot in spots(text, at)]
    found = [spot for spot in there if spot.figure.value == value.value]
    if value.form is not Form.NUMBER:  # "3%" is no 3, where a per cent of 3 stands there
        found = [spot for spot in found if spot.figure.form is value.form] or found
    found = found or [
        spot for at in range(start, start + len(wanted)) for spot in lone_spots(text, at, figure)
    ]
    if not found:
        shown = ", ".join(dict.fromkeys(_printed(text, spot) for spot in there[:12]))
        raise BadInput(
            f"the figure {figure} does not stand there",
            where=citation,
            do=f"its figures are {shown}" if shown else "the clause holds no figure",
        )
    if nth is None and len(found) > 1 and len({(spot.citation, spot.sentence) for spot in found}) > 1:
        rest = {(twin.index, twin.figure.start) for twin in twins(text, found[0])}
        if any((spot.index, spot.figure.start) not in rest for spot in found[1:]):
            quotes = "; ".join(f"{at}. {spot.citation} “{spot.sentence}”" for at, spot in enumerate(found, 1))
            raise BadInput(
                f"the figure {figure} stands {len(found)} times: {quotes}",
                where=citation,
                do="say which with --nth",
            )
    if nth is not None and not 1 <= nth <= len(found):
        raise BadInput(f"the figure {figure} stands {len(found)} times, not {nth}", where=citation)
    return found[(nth or 1) - 1]


def _printed(text: TextInputs, spot: Spot) -> str:
    return text.words[spot.index][spot.figure.start : spot.figure.end]


def _missing(wanted: Wanted, text: TextInputs, spot: Spot | None) -> tuple[Missing, ...]:
    out = []
    if not wanted.id:
        out.append(Missing("id", "a short name for the term, for example nurse-ratio"))
    likely = _likely(text, spot) if spot is not None else wanted.kind
    if not wanted.kind:
        hint = f"{likely}, by its form; or another" if likely else "one"
        out.append(Missing("kind", f"{hint} of " + ", ".join(sorted(KINDS))))
        if not likely:
            return tuple(out)
    kind = KINDS[wanted.kind or likely]
    given = {key for key, value in wanted.fields if value}
    given |= {key for key in ("job", "reading", "rounding") if getattr(wanted, key)}
    if wanted.amount or wanted.schedule:
        given.add("pay")
    needs = [*kind.needs, *(["pay"] if "job" in kind.needs else [])]
    out += [Missing(key, ASKED.get(key, "a value")) for key in dict.fromkeys(needs) if key not in given]
    if wanted.schedule and spot is not None and not kind.schedule and not (wanted.step and wanted.lane):
        where = [s for s in text.schedules if s.citation.startswith(wanted.schedule)]
        cells = (
            f"steps {', '.join(where[-1].grid.steps)}; lanes {', '.join(where[-1].lanes)}" if where else ""
        )
        needed = ("step",) if where and all(len(s.lanes) == 1 for s in where) else ("step", "lane")
        out += [
            Missing(key, f"the cell of the schedule ({cells})" if cells else "the cell of the schedule")
            for key in needed
            if not getattr(wanted, key)
        ]
    if wanted.amount and not wanted.pay_source:
        out.append(Missing("pay source", "where the amount is from"))
    return tuple(out)


def _likely(text: TextInputs, spot: Spot) -> str:
    """The kind that the form of a figure and its sentence suggest."""
    return kind_of(text, spot) or ("payment" if spot.figure.form is Form.MONEY else "")


def _yaml(wanted: Wanted, phrases: tuple[Phrase, ...]) -> str:
    entry: dict[str, object] = {"id": wanted.id, "kind": wanted.kind, "job": wanted.job}
    entry["phrases"] = [{"clause": phrase.clause, "text": phrase.text} for phrase in phrases]
    entry |= {key: getattr(wanted, key) for key in ("reading", "rounding", "effective", "source")}
    for key, value in wanted.fields:
        entry[key] = value if key not in entry else [*_listed(entry[key]), value]
    pay_keys = ("schedule", "heading", "step", "lane", "per", "units", "amount")
    pay = {key: getattr(wanted, key) for key in pay_keys if getattr(wanted, key)}
    if wanted.pay_source and pay:
        pay["source"] = wanted.pay_source
    entry["pay"] = pay
    entry["pinned"] = list(wanted.pinned)
    kept = {key: value for key, value in entry.items() if value}
    dumped = yaml.safe_dump([kept], sort_keys=False, allow_unicode=True, width=1000)
    return "".join(f"  {line}\n" for line in dumped.splitlines())


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
