"""What a draft breaks that only its baseline can tell: references that lead elsewhere now, and
language that stood twice and was changed once."""

import re
from collections.abc import Iterator

from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.checks.terms import defined_terms
from negotiate.agreement.checks.twins import paragraph_twins, ratio_twins, ratios_in, said_twice
from negotiate.agreement.finding.references import Reference
from negotiate.common.errors import BadInput

_MOSTLY = 0.6  # part of a changed paragraph's words that still stand


def draft_findings(before: Text, after: Text) -> Iterator[Finding]:
    """Every reference the draft turns to another clause, and every twin it leaves behind."""
    still: dict[str, int] = {}
    for at, item in enumerate(after.placed):
        still.setdefault(item.block.digest, at)
    yield from _turned(before, after, still)
    yield from _left_behind(before, after, still)
    yield from _half_changed(before, after)
    yield from _twins_parted(before, after)
    yield from _terms_gone(before, after)


def _twins_parted(before: Text, after: Text) -> Iterator[Finding]:
    """A paragraph that stood in two places, changed in one."""
    for pair in paragraph_twins(before):
        digests = {before.placed[at].block.digest for at in pair}
        stand = [at for at, item in enumerate(after.placed) if item.block.digest in digests]
        if len(stand) != 1:
            continue
        there = _place_now(after, before, pair, stand[0])
        if there is None:
            continue
        name = after.placed[there].name
        message = f"the paragraph stood in {name} too, where the draft changes it; here it stands as before"
        found = " ".join(after.prose[stand[0]].split(" ")[:8])
        expected = f"the same as {name} now, or a reason to differ"
        yield after.finding("twin-left", Severity.WARNING, stand[0], message, found, expected)


def _place_now(after: Text, before: Text, pair: tuple[int, int], stands: int) -> int | None:
    """Where the other of two twins is now, if it was changed and not struck: the clause of its
    citation, where most of its words still stand."""
    for at in pair:
        citation = before.placed[at].name
        now = next((n for n, item in enumerate(after.placed) if item.name == citation), None)
        if now is None or now == stands:
            continue
        was, is_now = set(before.tokens[at]), set(after.tokens[now])
        if was and len(was & is_now) >= _MOSTLY * len(was):
            return now
    return None


def _terms_gone(before: Text, after: Text) -> Iterator[Finding]:
    """A term whose definition the draft takes out, and that other clauses still use as defined."""
    now = defined_terms(after)
    for key, spots in defined_terms(before).items():
        term = spots[0][1].strip(" ,")
        if key in now or not term[:1].isupper():
            continue
        used = re.compile(rf"(?<![\w“\"]){re.escape(term)}s?\b")
        at = next((n for n, words in enumerate(after.prose) if used.search(words)), None)
        if at is not None:
            name = before.placed[spots[0][0]].name
            message = f"“{term}” was defined in {name}, which the draft takes out, and is still used here"
            yield after.finding("undefined-term", Severity.ERROR, at, message, term, f"as {name} defined it")


def _turned(before: Text, after: Text, still: dict[str, int]) -> Iterator[Finding]:
    """A reference that led to one clause and leads to another, while the first still stands."""
    meant: dict[tuple[str, int, str], Reference] = {}
    for one in before.references.all:
        if one.found is not None and not one.outside:
            meant[before.placed[one.at].block.digest, one.start, one.target] = one
    for one in after.references.all:
        old = meant.get((after.placed[one.at].block.digest, one.start, one.target))
        if old is None or one.found is None or old.found is None:
            continue
        was, now = before.placed[old.found].block, after.placed[one.found].block
        moved = still.get(was.digest)
        if was.digest != now.digest and moved is not None and moved != one.found and was.text:
            right = after.placed[moved].citation
            message = f"{one.printed} led to “{was.text[:50]}”, which is {right} now"
            yield after.finding("crossref-moved", Severity.ERROR, one.at, message, one.printed, right)


def _left_behind(before: Text, after: Text, still: dict[str, int]) -> Iterator[Finding]:
    """A ratio that stood in two clauses, changed in one."""
    for many, first, second in ratio_twins(before):
        for changed, kept in ((first, second), (second, first)):
            stands = still.get(before.placed[kept].block.digest)
            if stands is None or before.placed[changed].block.digest in still:
                continue
            if many in _ratios_now(after, before.placed[changed].citation):
                continue
            name = before.placed[changed].name
            message = f"{name} says another ratio now; 1 to {many} still stands here"
            yield after.finding(
                "twin-left", Severity.ERROR, stands, message, f"1 to {many}", f"as in {name} now"
            )


def _ratios_now(after: Text, citation: str) -> set[int]:
    try:
        blocks = after.index.clause(citation)
    except BadInput:
        return set()
    return {many for item in blocks for many, _ in ratios_in(item.block.text)}


def _half_changed(before: Text, after: Text) -> Iterator[Finding]:
    """A clause that said a figure as a count and as a ratio, and now says it only once."""
    for at, count, many, ratio in said_twice(before):
        citation = before.placed[at].name
        now = next((n for n, item in enumerate(after.placed) if item.name == citation), None)
        if now is None or after.placed[now].block.digest == before.placed[at].block.digest:
            continue
        words = after.prose[now]
        has_count, has_ratio = count in words, ratio in words
        if has_count != has_ratio:
            kept = count if has_count else ratio
            message = f"the clause said {many} twice, “{count}” and “{ratio}”; only “{kept}” still stands"
            yield after.finding("twin-left", Severity.ERROR, now, message, kept, "the same figure in both")
