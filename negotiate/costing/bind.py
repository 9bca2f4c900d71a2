"""A cost term made by pointing at a figure: the phrase is proposed, the rest must be given.

What the language cannot say (which of three readings a ratio has, how FTE are rounded, what
a position is paid) is asked for, never assumed: a proposal with ``missing`` fields may be
shown but not written.
"""

import re
from dataclasses import dataclass

import yaml

from negotiate.agreement.numbers import Figure, Form, figures, fold, parse
from negotiate.common.errors import BadInput
from negotiate.common.records import read_yaml
from negotiate.costing.kinds import KINDS
from negotiate.costing.pay import family_of
from negotiate.costing.phrases import Phrase
from negotiate.costing.terms import ASKED, Term, read_term, read_terms
from negotiate.costing.versions import TextInputs, index_of
from negotiate.costing.wording import Spot, dated_phrase, phrase_for, spots, twins


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person gave for a new term, each as typed; empty where not given.

    ``fields`` are further keys of the term as (key, value), such as ``("count", "rooms")``.
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
    """A term as it would be written. ``phrases`` has the figure's own first, then its twins;
    ``yaml`` is the entry of ``terms.yaml``; ``term`` is set when nothing is ``missing``."""

    figure: Figure
    phrases: tuple[Phrase, ...]
    missing: tuple[Missing, ...]
    yaml: str
    term: Term | None


def propose_term(
    text: TextInputs, citation: str, figure: str, wanted: Wanted, nth: int | None = None
) -> Proposal:
    """The term that the figure at ``citation`` would make.

    ``nth`` (from 1) says which, where the figure stands several times in the clause. Raises
    :class:`BadInput` where the figure is not there, or stands several times without it, or a
    value given is not one the term can have.
    """
    spot = _spot(text, citation, figure, nth)
    if wanted.kind and wanted.kind not in KINDS:
        raise BadInput(f"{wanted.kind!r} is no kind of cost term", do="one of " + ", ".join(sorted(KINDS)))
    phrases = _phrases(text, spot, KINDS[wanted.kind].holes if wanted.kind else ("figure",), wanted.kind)
    written = _yaml(wanted, phrases)
    missing = _missing(wanted, text, spot)
    term = None
    if not missing:
        (record,) = read_yaml(f"terms:\n{written}", "the new term").records("terms")
        term = read_term(record)
        if term.pay is not None and term.pay.schedule:
            family = family_of(term.pay, text.schedules)
            if isinstance(family, str):
                missing, term = (Missing("pay", family),), None
    return Proposal(spot.figure, phrases, missing, written, term)


def _phrases(text: TextInputs, spot: Spot, holes: tuple[str, ...], kind: str) -> tuple[Phrase, ...]:
    """The figure's own phrase and those of its twins; with a date as a second hole, its own alone."""
    if len(holes) == 2 and "date" in holes:
        words = dated_phrase(text, spot, next(hole for hole in holes if hole != "date"))
        if words:
            return (Phrase(words, spot.citation),)
        raise BadInput(
            f"a {kind} term needs a date in the figure's sentence, and there is none", where=spot.citation
        )
    if len(holes) != 1:
        raise BadInput(f"a {kind} term has {len(holes)} figures", do="write it in terms.yaml by hand")
    found = [phrase_for(text, place, holes[0]) for place in reversed((spot, *twins(text, spot)))]
    return tuple({phrase.text: phrase for phrase in found}.values())[::-1]


def append_term(terms_yaml: str, entry: str, file: str) -> str:
    """``terms.yaml`` with the entry added at its end, read back to be sure.

    Raises :class:`BadInput` where the id is taken or the file cannot take an entry.
    """
    record = read_yaml(terms_yaml, file)
    if not record.records("terms"):
        kept = [line for line in terms_yaml.splitlines() if line.startswith("#")]
        new = "\n".join([*kept, "terms:", ""]) + entry
    else:
        first = record.records("terms")[0].line
        line = terms_yaml.splitlines()[first - 1]
        indent = line[: len(line) - len(line.lstrip())]
        shifted = "".join(indent + each.removeprefix("  ") + "\n" for each in entry.splitlines())
        new = terms_yaml.rstrip("\n") + "\n" + shifted
    read_terms(new, file)
    return new


def _spot(text: TextInputs, citation: str, figure: str, nth: int | None) -> Spot:
    value = parse(figure) or (figures(figure)[-1] if figures(figure) else None)
    if value is None:
        raise BadInput(
            f"{figure!r} is no figure", do='give it as it stands, for example "700" or "twenty (20)"'
        )
    index = index_of(text)
    wanted = index.clause(citation)
    start = index.placed.index(wanted[0], index.find(citation))
    there = [spot for at in range(start, start + len(wanted)) for spot in spots(text, at)]
    found = [spot for spot in there if spot.figure.value == value.value]
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
                f"the figure {figure} stands {len(found)} times: {quotes}", where=citation, do="say which"
            )
    if nth is not None and not 1 <= nth <= len(found):
        raise BadInput(f"the figure {figure} stands {len(found)} times, not {nth}", where=citation)
    return found[(nth or 1) - 1]


def _printed(text: TextInputs, spot: Spot) -> str:
    return text.words[spot.index][spot.figure.start : spot.figure.end]


def _missing(wanted: Wanted, text: TextInputs, spot: Spot) -> tuple[Missing, ...]:
    out = []
    if not wanted.id:
        out.append(Missing("id", "a short name for the term, for example nurse-ratio"))
    likely = _likely(text, spot)
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
    if wanted.schedule and not (wanted.step and wanted.lane):
        where = [s for s in text.schedules if s.citation.startswith(wanted.schedule)]
        cells = (
            f"steps {', '.join(where[-1].grid.steps)}; lanes {', '.join(where[-1].lanes)}" if where else ""
        )
        out += [
            Missing(key, f"the cell of the schedule ({cells})" if cells else "the cell of the schedule")
            for key in ("step", "lane")
            if not getattr(wanted, key)
        ]
    if wanted.amount and not wanted.pay_source:
        out.append(Missing("pay source", "where the amount is from"))
    return tuple(out)


def _likely(text: TextInputs, spot: Spot) -> str:
    """The kind that the form of a figure suggests: ``1 to 700`` a ratio, money a payment."""
    if spot.figure.form is Form.MONEY:
        return "payment"
    before = fold(text.words[spot.index])[: spot.figure.start]
    ratio = re.search(r"(?:\b(?:1|one|one \(1\)))(?:\s?:\s?|[\s-](?:to|per)[\s-])$", before)
    return "staffing-ratio" if ratio and spot.figure.form is Form.NUMBER else ""


def _yaml(wanted: Wanted, phrases: tuple[Phrase, ...]) -> str:
    entry: dict[str, object] = {"id": wanted.id, "kind": wanted.kind, "job": wanted.job}
    entry["phrases"] = [{"clause": phrase.clause, "text": phrase.text} for phrase in phrases]
    entry |= {key: getattr(wanted, key) for key in ("reading", "rounding", "effective", "source")}
    entry |= dict(wanted.fields)
    keys = ("schedule", "heading", "step", "lane", "per", "units", "amount")
    pay = {key: getattr(wanted, key) for key in keys if getattr(wanted, key)}
    if wanted.pay_source and pay:
        pay["source"] = wanted.pay_source
    entry["pay"] = pay
    entry["pinned"] = list(wanted.pinned)
    kept = {key: value for key, value in entry.items() if value}
    dumped = yaml.safe_dump([kept], sort_keys=False, allow_unicode=True, width=1000)
    return "".join(f"  {line}\n" for line in dumped.splitlines())
