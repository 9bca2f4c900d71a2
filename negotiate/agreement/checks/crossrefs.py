"""Cross-references that lead nowhere, or the wrong way."""

import re
from collections.abc import Iterator

from negotiate.agreement.blocks import Kind
from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.checks.subjects import Subjects
from negotiate.agreement.finding.references import Reference, spelled
from negotiate.agreement.locators import path_of

_APART = ("appendix", "exhibit", "attachment", "addendum", "schedule")
_BACK = re.compile(
    r"\b(?:fore-?going|preceding|aforementioned|above)\s+(?:\w+\s+)?(?:schedule|table|chart|grid)s?\b",
    re.IGNORECASE,
)
_OLD_EDITION = re.compile(
    r"\b(?:19|20)[0-9]{2}\s?[-–]\s?(?:[0-9]{4}|[0-9]{2})\b.{0,60}\b(?:contract|agreement)\b", re.IGNORECASE
)


def crossref_findings(text: Text) -> Iterator[Finding]:
    """Every reference without a target, to a target of another subject, or in the wrong direction."""
    subjects = Subjects(text)
    told: set[tuple[int, str]] = set()
    for one in text.references.all:
        if one.outside or _of_another_edition(text, one.at):
            continue
        if one.found is None:
            if (one.at, one.target) not in told and not (one.through and (one.at, "") in told):
                told |= {(one.at, one.target), (one.at, "")}
                yield _missing(text, subjects, one)
        else:
            yield from _wrong(text, subjects, one)
    yield from _backwards(text)


def _of_another_edition(text: Text, at: int) -> bool:
    """Whether the block is an entry of a list of what another contract said."""
    for before in range(at - 1, max(at - 8, -1), -1):
        if text.placed[before].citation != text.placed[at].citation:
            return False
        if text.prose[before].endswith(":"):
            return _OLD_EDITION.search(text.prose[before]) is not None
    return False


def _missing(text: Text, subjects: Subjects, one: Reference) -> Finding:
    if one.kind in _APART:
        have = text.index.paths.named(one.kind)
        expected = f"the text has {', '.join(have)}" if have else f"the text has no {one.kind}"
        message = f"“{one.printed}” is cited, and there is none"
        return text.finding("appendix-missing", Severity.ERROR, one.at, message, one.printed, expected)
    path = path_of(one.target)
    document = text.placed[one.at].document
    reach = max(text.index.paths.reach(path, document), text.index.paths.reach(path, text.index.main))
    message = f"“{one.printed}” is cited, and there is no {spelled(path)}"
    better = subjects.fitting(one)
    if better is not None:
        expected = f"{text.placed[better].citation}, {text.placed[better].block.text}"
    else:
        expected = _last_there(text, path[:reach], document)
    return text.finding("crossref-missing", Severity.ERROR, one.at, message, one.printed, expected)


def _last_there(text: Text, path: tuple[str, ...], document: str) -> str:
    """What stands where the reference breaks off: ``VI has VI.A to VI.G``."""
    found = text.index.paths.anywhere(path, document) if path else []
    if not found:
        tops = [
            item
            for item in text.placed
            if item.block.depth == 1 and item.block.label and item.document == document
        ]
        return (
            f"the text has {_from_to([item.citation for item in tops])}" if tops else "a clause that exists"
        )
    start = found[0]
    parts = [
        item
        for item in text.placed[start + 1 : text.index.end(start)]
        if item.block.label and item.paragraph == 1
    ]
    least = min((item.block.depth for item in parts), default=0)
    inside = [item.citation for item in parts if item.block.depth == least]
    own = text.placed[start].citation
    return f"{own} has {_from_to(inside)}" if inside else f"{own} has no parts"


def _from_to(citations: list[str]) -> str:
    return citations[0] if len(citations) == 1 else f"{citations[0]} to {citations[-1]}"


def _wrong(text: Text, subjects: Subjects, one: Reference) -> Iterator[Finding]:
    assert one.found is not None
    found = subjects.misfit(one)
    target = text.placed[one.found]
    if found is not None:
        what, better = found
        right = text.placed[better]
        heading = right.block.text if right.block.kind is Kind.HEADING else _begins(right.block.text)
        own = target.block.text if target.block.kind is Kind.HEADING else _begins(target.block.text)
        message = f"“{one.printed}” is cited for “{what}”, but {target.citation} is “{own}”"
        expected = f"{right.citation}, {heading}"
        yield text.finding("crossref-wrong", Severity.ERROR, one.at, message, one.printed, expected)
    elif one.direction and not _on_its_side(text, one):
        other = "below" if one.direction == "above" else "above"
        message = f"“{one.printed} {one.direction}” is cited, but {target.citation} stands {other}"
        yield text.finding(
            "crossref-direction", Severity.WARNING, one.at, message, f"{one.printed} {one.direction}", other
        )


def _begins(words: str) -> str:
    return words if len(words) <= 50 else words[:47].rstrip() + "…"


def _on_its_side(text: Text, one: Reference) -> bool:
    """Whether any clause the reference may mean lies where "above" or "below" says; a clause
    stands around what it contains, and is neither."""
    for found in one.others or ((one.found,) if one.found is not None else ()):
        if (
            found <= one.at < text.index.end(found)
            or text.placed[found].document != text.placed[one.at].document
        ):
            return True
        if (found < one.at) == (one.direction == "above"):
            return True
    return False


def _backwards(text: Text) -> Iterator[Finding]:
    """``the foregoing schedule``, where none has come yet."""
    tables = [at for at, item in enumerate(text.placed) if item.block.kind is Kind.TABLE]
    for at, words in enumerate(text.prose):
        found = (
            _BACK.search(words)
            if "sched" in words or "table" in words or "chart" in words or "grid" in words
            else None
        )
        if found is None:
            continue
        file = text.placed[at].document, text.placed[at].file
        own = [table for table in tables if (text.placed[table].document, text.placed[table].file) == file]
        after = [table for table in own if table > at]
        if after and not any(table < at for table in own):
            where = text.placed[after[0]].citation
            message = f"“{found[0]}” points back, but the first table of the article stands later, in {where}"
            yield text.finding(
                "crossref-direction", Severity.WARNING, at, message, found[0], f"the schedule in {where}"
            )
