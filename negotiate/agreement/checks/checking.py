"""``check``: everything wrong in an agreement, and what a draft newly breaks."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from negotiate.agreement.blocks import Agreement
from negotiate.agreement.checks.crossrefs import crossref_findings
from negotiate.agreement.checks.damage import damage_findings
from negotiate.agreement.checks.drafts import draft_findings
from negotiate.agreement.checks.figures import figure_findings
from negotiate.agreement.checks.labels import label_findings
from negotiate.agreement.checks.marks import mark_findings
from negotiate.agreement.checks.model import Finding, Text, numbered
from negotiate.agreement.checks.schedules import schedule_findings
from negotiate.agreement.checks.terms import term_findings
from negotiate.agreement.checks.twins import twin_findings

Check = Callable[[Text], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    crossref_findings, label_findings, schedule_findings, twin_findings, figure_findings, term_findings,
    mark_findings, damage_findings,
)  # fmt: skip
"""Every check, each a function from a text to its findings."""


def check(agreement: Agreement) -> tuple[Finding, ...]:
    """Everything wrong in the agreement, in reading order. Errors are values: nothing is raised."""
    return check_text(Text(agreement))


def check_text(text: Text) -> tuple[Finding, ...]:
    """The same for a text already read."""
    return numbered([finding for one in CHECKS for finding in one(text)])


def check_draft(before: Agreement, after: Agreement) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is wrong in ``after``: what the draft newly breaks, and what was wrong before.

    A finding is old where ``before`` has one of the same kind and words, in the same clause or
    in the one it was before the draft moved it.
    """
    old_text, new_text = Text(before), Text(after)
    had = check_text(old_text)
    broken = [*check_text(new_text), *draft_findings(old_text, new_text)]
    old = _known(had, broken)
    new = tuple(one for number, one in enumerate(broken) if number not in old)
    return numbered(new), numbered([one for number, one in enumerate(broken) if number in old])


def _known(had: Iterable[Finding], broken: list[Finding]) -> set[int]:
    """Which of the findings were there before; each of before answers for one only."""
    left = Counter(_keys(one) for one in had)
    known: set[int] = set()
    for depth in (2, 1):
        for number, one in enumerate(broken):
            if number in known:
                continue
            match = next((key for key in left if left[key] and key[:depth] == _keys(one)[:depth]), None)
            if match is not None:
                left[match] -= 1
                known.add(number)
    return known


def _keys(one: Finding) -> tuple[tuple[str, str], str]:
    return (one.kind, one.found), one.citation
