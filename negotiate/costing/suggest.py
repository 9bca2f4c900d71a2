"""Figures of an agreement that look costable, each as the term it would make and what it still asks.

The forms are those of contract language in general: a ratio, a maximum, a number to employ, a raise
from a date, a sum for each. What the form cannot tell (which reading, what is paid) is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from negotiate.agreement.dates import DATE
from negotiate.agreement.numbers import Form, fold
from negotiate.costing.bind import Missing
from negotiate.costing.kinds import KINDS
from negotiate.costing.model import Model
from negotiate.costing.pay import family_of
from negotiate.costing.phrases import context, find
from negotiate.costing.reading import read_in
from negotiate.costing.terms import ASKED
from negotiate.costing.versions import TextInputs
from negotiate.costing.wording import Spot, dated_phrase, phrase_for, spots, twins

_DATE = re.compile(DATE)
_TO_ONE = re.compile(
    r"(?:\b1|\bone(?: \(1\))?)(?:[\s-]?(?::|to|per)|(?: [a-z-]+){0,5} (?:to|per|for (?:every|each)))[\s-]?$"
)
_PEOPLE = r"(?:students?|pupils?|children|enrol\w*|pre-?k|members?|clients?|cases)"
_RAISES = r"\b(?:increas\w*|rais\w*|adjust\w*|advanc\w*)\b"
_SALARY = r"\b(?:salar\w*|schedules?|rates?|wages?|pay)\b"
_PAYS = (
    r"\b(?:paid|pay|receive[sd]?|stipends?|differentials?|compensat\w*|reimburs\w*|allowance|bonus|honorari\w*"
    r"|entitled)\b"
)
_OWN = r"\bemployees?(?:'s?)?\b[^.;]{0,40}\b(?:pay|paying|rate|contribution|share)\b[^.;]{0,25}$"
_OWN_AFTER = r"^\W*(?:employee contribution|lower|vote|discount)"
_NOT_PAID = r"\b(?:dues|deduct\w*|fees?|fined?|insurance coverage|liabilit\w*)\b"


@dataclass(frozen=True, slots=True)
class Rule:
    """What suggests a kind: the ``form`` of the figure, words its sentence must have and must not,
    and words right before or after the figure."""

    kind: str
    form: Form
    has: str = ""
    lacks: str = ""
    before: str = ""
    after: str = ""
    dated: bool = False


_PAREN = r"^\s*(?:\([^)]*\)\s*)?"
_NO_TIME = r"(?!hours?|days?|minutes?|weeks?|years?|months?|times?|per\s?cent)"
_LEAST = r"(?:\s+(?:an?|at least|up to|additional|no fewer than|not (?:less|fewer) than)){0,2}\s*$"
_PARTED = rf"{_RAISES}.*{_SALARY}|{_SALARY}.*{_RAISES}"
RULES = (
    Rule("schedule-pay", Form.PERCENT, _PARTED, "premium", dated=True),
    Rule("contribution-percent", Form.PERCENT, r"\b(?:contribut\w*|premiums?)\b", dated=True),
    Rule(
        "contribution-share",
        Form.PERCENT,
        r"\b(?:contribut\w*|premiums?|cost of (?:the )?(?:plan|coverage))\b",
    ),
    Rule(
        "percent-payment",
        Form.PERCENT,
        r"\b(?:differential|stipend|additional|of (?:the |his |her |their )?(?:step|salary))\b",
    ),
    Rule("one-time-payment", Form.MONEY, r"\b(?:one[- ]time|lump[- ]sum|signing)\b", dated=True),
    Rule("flat-raise", Form.MONEY, _PARTED, dated=True),
    Rule("contribution", Form.MONEY, r"\bcontribut\w*\b", dated=True),
    Rule(
        "fund",
        Form.MONEY,
        r"\b(?:fund|funding|allocat\w*|set aside|appropriat\w*)\b",
        r"\b(?:each|every|per)\b",
    ),
    Rule("payment", Form.MONEY, _PAYS, _NOT_PAID),
    Rule(
        "class-maximum",
        Form.NUMBER,
        r"\b(?:class|classes|classroom)\b",
        "ratio",
        r"(?:more than|maximum (?:of|is|shall be)|exceed|limited to|up to)[\s\w]{0,12}$",
        _PAREN + _PEOPLE,
    ),
    Rule(
        "staffing-ratio",
        Form.NUMBER,
        r"\bcase\s?loads?\b",
        after=rf"{_PAREN}(?:[a-z-]+\s+){{0,2}}{_PEOPLE}",
    ),
    Rule(
        "school-positions",
        Form.NUMBER,
        r"\b(?:each|every) school\b",
        before=r"\b(?:have|assigned?|provided?|employ|at least|fewer than)\s*$",
        after=rf"{_PAREN}(?:full[- ]time\s+)?{_NO_TIME}[a-z]",
    ),
    Rule(
        "fixed-positions",
        Form.NUMBER,
        r"\b(?:shall|will|agrees? to)\b",
        r"\bfor (?:each|every)\b",
        rf"\b(?:add|hire|employ|create|fund|maintain){_LEAST}",
        rf"{_PAREN}{_NO_TIME}[a-z]",
    ),
    Rule(
        "room-staffing",
        Form.NUMBER,
        r"\b(?:inclusion|co-?t(?:each|aught)\w*|classroom)\b",
        before=r"(?:fewer|less) than\s*$",
        after=rf"{_PAREN}hours?",
    ),
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One figure that looks costable: where and what, the phrase proposed, every place it matches, the
    places where the figure stands in like words, and what would be asked."""

    citation: str
    kind: str
    figure: str
    sentence: str
    phrase: str
    matches: tuple[str, ...]
    twins: tuple[str, ...]
    asks: tuple[Missing, ...]


def suggest(text: TextInputs, model: Model) -> tuple[Suggestion, ...]:
    """Every figure without a cost term that a rule knows, and the schedules no term pays by."""
    return (*_schedules(text, model), *_figures(text, model))


def _figures(text: TextInputs, model: Model) -> Iterator[Suggestion]:
    read = {(place.index, place.quote) for term in model.terms for place in read_in(term, text).places}
    seen: set[str] = set()
    for index, item in enumerate(text.placed):
        if item.block.rows:
            continue
        for spot in spots(text, index):
            printed = text.words[index][spot.figure.start : spot.figure.end]
            if any(at == index and printed in quote for at, quote in read):
                continue
            kind = kind_of(text, spot)
            phrase = "" if not kind else _phrase(text, spot, kind)
            if not phrase or phrase in seen:
                continue
            seen.add(phrase)
            yield Suggestion(
                spot.citation, kind, printed.strip(), spot.sentence, phrase,
                tuple(dict.fromkeys(match.citation for match in find(text, phrase))),
                tuple(dict.fromkeys(twin.citation for twin in twins(text, spot))),
                asks(kind),
            )  # fmt: skip


def _schedules(text: TextInputs, model: Model) -> Iterator[Suggestion]:
    paid: set[int] = set()
    for term in model.terms:
        if KINDS[term.kind].schedule and term.pay is not None:
            family = family_of(term.pay, text.schedules)
            paid |= {schedule.index for schedule in family} if not isinstance(family, str) else set()
    for schedule in text.schedules:
        if schedule.index not in paid:
            size = f"{len(schedule.grid.steps)} steps, {len(schedule.lanes)} lanes"
            yield Suggestion(
                schedule.citation, "schedule-pay", size, schedule.heading, "", (schedule.citation,), (),
                asks("schedule-pay"),
            )  # fmt: skip


def kind_of(text: TextInputs, spot: Spot) -> str:
    """The kind that the form of a figure and its sentence suggest; empty where none does."""
    words = fold(text.words[spot.index])
    before, after = words[: spot.figure.start], words[spot.figure.end :]
    sentence = fold(spot.sentence)
    number = spot.figure.form is Form.NUMBER
    if re.search(_OWN, before) or re.match(_OWN_AFTER, after):
        return ""  # what the employee pays costs the employer nothing
    if (
        number
        and _TO_ONE.search(before)
        and re.match(rf"\W*(?:[a-z-]+\s+){{0,3}}{_PEOPLE}|\W*$|[,.;]", after)
    ):
        return "staffing-ratio"
    for rule in RULES:
        if (
            rule.form is spot.figure.form
            and (not rule.dated or _DATE.search(sentence))
            and (not rule.has or re.search(rule.has, sentence))
            and not (rule.lacks and re.search(rule.lacks, sentence))
            and (not rule.before or re.search(rule.before, before))
            and (not rule.after or re.search(rule.after, after))
        ):
            return rule.kind
    return ""


def _phrase(text: TextInputs, spot: Spot, kind: str) -> str:
    """The words with the kind's holes; empty where they are not found again."""
    holes = KINDS[kind].holes
    if "date" not in holes:
        phrase = phrase_for(text, spot, holes[0]).text
    else:
        phrase = dated_phrase(text, spot, next(hole for hole in holes if hole != "date"))
    if context(phrase) < 2:
        return ""
    return phrase if any(match.index == spot.index for match in find(text, phrase)) else ""


def asks(kind: str) -> tuple[Missing, ...]:
    """What a term of the kind needs that the language cannot say."""
    needs = [*KINDS[kind].needs, *(["pay"] if "job" in KINDS[kind].needs else [])]
    return tuple(Missing(key, ASKED.get(key, "a value")) for key in dict.fromkeys(needs))
