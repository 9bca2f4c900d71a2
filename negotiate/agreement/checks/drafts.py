"""What a draft breaks that only its baseline can tell: references that lead elsewhere now, and
language that stood twice and was changed once."""

from collections.abc import Iterator

from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.checks.twins import ratio_twins, ratios_in, said_twice
from negotiate.agreement.finding.references import Reference
from negotiate.common.errors import BadInput


def draft_findings(before: Text, after: Text) -> Iterator[Finding]:
    """Every reference the draft turns to another clause, and every twin it leaves behind."""
    still: dict[str, int] = {}
    for at, item in enumerate(after.placed):
        still.setdefault(item.block.digest, at)
    yield from _turned(before, after, still)
    yield from _left_behind(before, after, still)
    yield from _half_changed(before, after)


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
