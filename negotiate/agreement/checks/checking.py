"""``check``: everything wrong in an agreement, and what a draft newly breaks."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.checks.crossrefs import crossref_findings
from negotiate.agreement.checks.damage import damage_findings
from negotiate.agreement.checks.drafts import draft_findings
from negotiate.agreement.checks.figures import figure_findings
from negotiate.agreement.checks.labels import label_findings
from negotiate.agreement.checks.marks import mark_findings
from negotiate.agreement.checks.model import Finding, Text, numbered
from negotiate.agreement.checks.periods import period_findings
from negotiate.agreement.checks.schedules import schedule_findings
from negotiate.agreement.checks.terms import term_findings
from negotiate.agreement.checks.twins import twin_findings
from negotiate.common.collecting import uncollected

Check = Callable[[Text], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    crossref_findings, label_findings, schedule_findings, twin_findings, figure_findings, period_findings,
    term_findings, mark_findings, damage_findings,
)  # fmt: skip
"""Every check, each a function from a text to its findings."""


def check(agreement: Agreement) -> tuple[Finding, ...]:
    """Everything wrong in the agreement, in reading order. Errors are values: nothing is raised."""
    with uncollected():
        return check_text(Text(agreement))


def check_text(text: Text) -> tuple[Finding, ...]:
    """The same for a text already read."""
    with uncollected():
        return numbered(text, [finding for one in CHECKS for finding in one(text)])


def check_draft(before: Agreement, after: Agreement) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is wrong in ``after``: what the draft newly breaks, and what was wrong before.

    A finding is old where ``before`` has one of the same kind that says the same of the same
    block, or in the same clause, or else in words that the draft left alone.
    """
    old_text, new_text = Text(before), Text(after)
    broken = numbered(new_text, [*check_text(new_text), *draft_findings(old_text, new_text)])
    old = _known(old_text, check_text(old_text), new_text, broken)
    new = tuple(one for number, one in enumerate(broken) if number not in old)
    return new, tuple(one for number, one in enumerate(broken) if number in old)


def _known(old_text: Text, had: Sequence[Finding], new_text: Text, broken: Sequence[Finding]) -> set[int]:
    """Which of the findings were there before; each of before answers for one only."""
    known: set[int] = set()
    left = [_keys(old_text, one) for one in had]
    now = [_keys(new_text, one) for one in broken]
    for sort in range(_SORTS):
        places: dict[Hashable, list[int]] = defaultdict(list)
        for number, those in enumerate(left):
            if those:
                places[those[sort]].append(number)
        for number, these in enumerate(now):
            if number not in known and places.get(these[sort]):
                left[places[these[sort]].pop(0)] = ()
                known.add(number)
    return known


def _keys(text: Text, one: Finding) -> tuple[Hashable, ...]:
    """What makes two findings one, the surest first: the same words found in the same block, in
    the same clause, or anywhere; the same kind in a block that says the same."""
    block = text.placed[one.at].block
    return (
        (one.kind, one.found, block.digest, one.citation),
        (one.kind, one.found, block.digest),
        (one.kind, one.found, one.citation),
        (one.kind, one.found),
        (one.kind, block.digest) if block.text else (one.kind, one.found, one.citation),
    )


_SORTS = 5  # keys of a finding
