"""What the form of a figure and the words of its sentence suggest that it costs.

The forms are those of contract language in general: a ratio, a maximum, a number to employ, a raise
from a date, a sum for each.
"""

import re
from dataclasses import dataclass

from negotiate.agreement.dates import DATE
from negotiate.agreement.numbers import FIGURE, Form, fold
from negotiate.costing.ratios import against, to_one
from negotiate.costing.versions import TextInputs
from negotiate.costing.wording import Spot

_DATE = re.compile(DATE)
_ROOM = r"\b(?:class|classes|classrooms?|sections?(?!\s+(?:\d|[a-z]\b|[ivx]+\b)))\b"
_PEOPLE = r"(?:students?|pupils?|children|enrol\w*|pre-?k|members?|clients?|cases)"
_RAISES = r"\b(?:increas\w*|rais\w*|adjust\w*|advanc\w*)\b"
_SALARY = r"\b(?:salar\w*|schedules?|rates?|wages?|pay)\b"
_PAYS = (
    r"\b(?:paid|pay|receive[sd]?|stipends?|differentials?|compensat\w*|reimburs\w*|allowance|bonus|honorari\w*"
    r"|bought back|entitled)\b"
)
_WORKER = r"(?:employee|educator|teacher|member|unit member|nurse|paraprofessional|retiree)s?"
_OWN = (
    r"\bemployees?(?:'s?)?\b[^.;]{0,40}\b(?:pay|paying|rate|contribution|share)\b[^.;]{0,25}$"
    rf"|\b{_WORKER}'?s?'?\s+(?:rate|share|contribution|portion)\b[^.;]{{0,180}}\b(?:shall|will) be\s*$"
    rf"|\b(?:and|while) (?:the |each |an? )?{_WORKER}(?: (?:shall|will))?(?: (?:pays?|contributes?))?\s*$"
)
_OWN_AFTER = r"^\W*(?:employee contribution|lower|vote|discount|policy)"
_INSURED = r"\binsurance (?:policy )?(?:of|in the amount of|worth)\s*$|\bpolicy (?:of|in the amount of)\s*$"
_CEILING = r"\bno [a-z-]+ shall (?:be paid|receive) more than\s*$"
_TOTALS = (
    r"\b(?:total|aggregate|sum|maximum) (?:amount |cost |expenditures? |paid |of ).*"
    r"(?:exceed|more than|be)\s*$"
)
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
_NO_TIME = (
    r"(?!(?:shall|will|may|must|of|or|and|to|in|for|on|at|by)\b|hours?|days?|minutes?|weeks?|years?|months?"
    r"|times?|per\s?cent)"
)
_A_YEAR = r"(?:(?:school|fiscal|academic|contract)\s+)?(?:year|annum|month)"
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
        r"\b(?:differential|stipend|additional"
        r"|of (?:the |his |her |their |its )?(?:base |annual |regular |daily )?(?:step|salary|pay|wages?))\b",
    ),
    Rule("one-time-payment", Form.MONEY, r"\b(?:one[- ]time|lump[- ]sum|signing)\b", dated=True),
    Rule("flat-raise", Form.MONEY, _PARTED, dated=True),
    Rule("contribution", Form.MONEY, r"\bcontribut\w*\b", dated=True),
    Rule(
        "fund",
        Form.MONEY,
        r"\b(?:fund|funding|allocat\w*|set aside|appropriat\w*)\b",
        rf"\b(?:each|every|per)\s+(?!{_A_YEAR}\b)",
    ),
    Rule("fund", Form.MONEY, _PAYS, r"\b(?:each (?:employee|educator|teacher|member)|per person)\b", _TOTALS),
    Rule("payment", Form.MONEY, _PAYS, _NOT_PAID),
    Rule("payment", Form.MONEY, r"\bcontribut\w*\b", rf"{_NOT_PAID}|\b{_WORKER}\s+(?:\w+\s+)?contributes?\b"),
    Rule(
        "class-maximum",
        Form.NUMBER,
        _ROOM,
        "ratio",
        r"(?:more than|maximum (?:of|is|shall be)|exceed|limited to|up to)[\s\w]{0,12}$",
        rf"{_PAREN}{_PEOPLE}\b(?! over| above| in excess)",
    ),
    Rule(
        "staffing-ratio",
        Form.NUMBER,
        r"\bcase\s?loads?\b",
        after=rf"{_PAREN}(?:[a-z-]+\s+){{0,2}}{_PEOPLE}",
    ),
    Rule(
        "staffing-ratio",
        Form.NUMBER,
        r"\bcase\s?loads?\b",
        before=r"\b(?:exceed|more than|maximum of|average(?: of)?|limited to)(?: an average of)?\s*$",
        after=r"^\s*(?:\([^)]*\))?\s*(?:[.,;]|$)",
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
        rf"\bfor (?:each|every)\b|\bper\s+{FIGURE}",
        rf"\b(?:add|hire|employ|create|fund|maintain){_LEAST}",
        rf"{_PAREN}{_NO_TIME}[a-z]",
    ),
    Rule(
        "room-staffing",
        Form.NUMBER,
        r"\b(?:inclusion|co-?t(?:each|aught)\w*|classroom)\b",
        r"\btraining\b|professional development|notice",
        before=r"(?:fewer|less) than\s*$",
        after=rf"{_PAREN}hours?",
    ),
)


def kind_of(text: TextInputs, spot: Spot) -> str:
    """The kind that the form of a figure and its sentence suggest; empty where none does."""
    words = fold(text.words[spot.index])
    before, after = words[: spot.figure.start], words[spot.figure.end :]
    sentence = fold(spot.sentence)
    number = spot.figure.form is Form.NUMBER
    if re.search(_OWN, before) or re.match(_OWN_AFTER, after):
        return ""  # what the employee pays costs the employer nothing
    if spot.figure.form is Form.MONEY and (re.search(_INSURED, before) or re.search(_CEILING, before)):
        return ""  # what is insured, or the most of what another figure pays
    if number and spot.figure.value > 1 and _is_ratio(before, after, sentence):
        return "class-maximum" if re.search(_ROOM, sentence) else "staffing-ratio"
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


def _is_ratio(before: str, after: str, sentence: str) -> bool:
    """Whether the figure is the students of a ratio, however it is turned: ``1 to 700``, ``700:1``."""
    named = re.match(rf"{_PAREN}\W*(?:[a-z-]+\s+){{0,3}}{_PEOPLE}", after) is not None
    if against(before) is not None:
        said = sentence if not before.endswith(":") else before + sentence
        return named or bool(re.search(r"\bratios?\b", said) and re.match(r"\W*$|\s?[,.;(]", after))
    return to_one(after) and (named or (after.lstrip().startswith(":") and "ratio" in sentence))
