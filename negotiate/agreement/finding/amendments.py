"""Which clauses of the agreement an MOU or side letter beside it says that it changes.

Nothing is applied here: a reader of the clause is told that another document speaks of it. Only
words that plainly change a clause count ("Article V.A.2(f) is amended to read", "delete Section
3"), so that a letter that merely cites a clause is not taken for one that amends it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotiate.agreement.citations import Index
from negotiate.agreement.finding.references import Reference, references_in, words_of

_CHANGED = (
    r"(?:amended|deleted|replaced|struck|stricken|revised|modified|superseded|suspended|waived|rescinded|removed"
    r"|renumbered|extended|supplemented|changed)"
)
_CHANGE = (
    r"(?:amend|delete|replace|strike|revise|modify|supersede|suspend|waive|rescind|remove|renumber|extend"
    r"|supplement|change|substitute)s?"
)
_AFTER = re.compile(
    rf"[^.;]{{0,80}}?\b(?:is|are|be|as|was|were|hereby|being)\s+(?:hereby\s+|further\s+|temporarily\s+)*{_CHANGED}\b"
    r"|[^.;]{0,60}?\b(?:shall|will|is to|should|to)\s+(?:now\s+|hereby\s+)?read\b"
    r"|[^.;]{0,40}?\bis\s+(?:hereby\s+)?added\b"
    rf"|\s*,\s*(?:{_CHANGE}|add|insert)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:\b{_CHANGE}\b|\b(?:amend|delet|replac|revis|modify|suspend)ing\b"
    r"|\bin\s+lieu\s+of\b|\bnotwithstanding\b"
    r"|\b(?:add|insert)(?:s|ing)?\b[^.;]{0,80}?\b(?:to|in|into|after|before|under|at the end of)\b"
    r"|\bnew\s+(?:article|section|paragraph|subsection|clause)\b[^.;]{0,40}?\b(?:to|in|into|after)\b)[^.;]{0,60}$",
    re.IGNORECASE,
)
_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Amendment:
    """One document's word on a clause of the main one: ``citation`` is where it stands, ``target``
    the clause it names, ``at`` that clause's position in the text; ``says`` how it says so."""

    citation: str
    document: str
    target: str
    at: int
    says: str


def amendments(index: Index) -> tuple[Amendment, ...]:
    """What the documents beside the main one say they change in it, in reading order."""
    return tuple(_all(index))


def _all(index: Index) -> Iterator[Amendment]:
    for at, item in enumerate(index.placed):
        if item.document == index.main:
            continue
        text = words_of(item)
        seen: set[int] = set()
        for one in references_in(index, at):
            target = _in_main(index, one)
            if target is None or target in seen or not _amends(text, one):
                continue
            seen.add(target)
            yield Amendment(
                item.name, item.document, index.placed[target].citation, target, _excerpt(text, one)
            )


def _in_main(index: Index, one: Reference) -> int | None:
    found = [one.found] if one.found is not None else []
    for at in [*found, *one.others]:
        if index.placed[at].document == index.main:
            return at
    return None


def _amends(text: str, one: Reference) -> bool:
    return _AFTER.match(text, one.end) is not None or _BEFORE.search(text[: one.start]) is not None


def _excerpt(text: str, one: Reference) -> str:
    first = max(text.rfind(". ", 0, one.start) + 2, 0) if ". " in text[: one.start] else 0
    first = max(first, one.start - _EXCERPT // 2)
    return text[first : first + _EXCERPT].strip() + ("…" if len(text) > first + _EXCERPT else "")


def amending(index: Index, found: Sequence[Amendment], citation: str) -> tuple[Amendment, ...]:
    """The amendments of a clause, of a part of it, or of a clause that it is part of."""
    start = index.find(citation)
    end = index.end(start)
    return tuple(one for one in found if start <= one.at < end or one.at <= start < index.end(one.at))
