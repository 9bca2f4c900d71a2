"""Labels settled when the successor is made: two new clauses under one label, and what refers to them.

A label that new language doubles goes on counting from the one before; labels that stood in the
agreement in force move only as far as that pushes them. References are listed, never rewritten: their
words are agreed words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from negotiate.agreement.blocks import Agreement, Article, Block, Document
from negotiate.agreement.citations import Index, place
from negotiate.agreement.finding.references import References
from negotiate.agreement.labels import ordinals, parse_label
from negotiate.agreement.locators import to_roman


@dataclass(frozen=True, slots=True)
class Settled:
    """The text with its labels settled; ``labels`` and ``references`` list what a person should know."""

    agreement: Agreement
    labels: tuple[str, ...]
    references: tuple[str, ...]


def settle(old: Agreement, new: Agreement) -> Settled:
    """``new``, the successor of ``old``, with doubled labels counted on."""
    known = {
        block.digest
        for document in old.documents
        for before, block in _siblings(_all(document))
        if before is not None and not _onward(before, block)
    }
    told: list[str] = []
    documents = []
    for document in new.documents:
        counted = iter(_counted(_all(document), known, told))
        articles = [
            Article(article.path, tuple(islice(counted, len(article.blocks))))
            for article in document.articles
        ]
        documents.append(Document(document.name, tuple(articles)))
    made = Agreement(tuple(documents))
    settled = made if told else new
    return Settled(settled, tuple(told), tuple(_astray(old, settled)))


def _all(document: Document) -> list[Block]:
    """Its blocks in one row: articles count through the document."""
    return [block for article in document.articles for block in article.blocks]


def _siblings(blocks: Sequence[Block]) -> Iterator[tuple[Block | None, Block]]:
    """Every labelled block with the labelled one of its level before it, under the same parent."""
    last: dict[int, Block] = {}
    for block in blocks:
        if block.opens_clause:
            last = {depth: one for depth, one in last.items() if depth <= block.depth}
            if block.label:
                yield last.get(block.depth), block
                last[block.depth] = block


def _counted(blocks: Sequence[Block], known: set[str], told: list[str]) -> list[Block]:
    """The blocks with labels that go on counting; ``known`` (digests) went back in the old text already."""
    out: list[Block] = []
    last: dict[int, Block] = {}
    series: dict[int, str] = {}
    for block in blocks:
        if block.opens_clause:
            last = {depth: one for depth, one in last.items() if depth <= block.depth}
            before = last.get(block.depth)
            if (
                block.label
                and before is not None
                and block.digest not in known
                and not _onward(before, block)
            ):
                label = _next(before.label, series.get(block.depth, ""))
                if label:
                    told.append(f"{block.label} “{block.text[:50]}” is now {label}")
                    block = replace(block, label=label)
            if block.label:
                if before is not None:
                    series[block.depth] = _series(before, block) or series.get(block.depth, "")
                last[block.depth] = block
        out.append(block)
    return out


def _onward(before: Block, block: Block) -> bool:
    """Whether the label comes after the one before it, or counts in another way."""
    first, second = parse_label(before.label), parse_label(block.label)
    if first is None or second is None or (first.paren, first.word) != (second.paren, second.word):
        return True
    here = dict(ordinals(second.value))
    shared = [(number, here[series]) for series, number in ordinals(first.value) if series in here]
    return not shared or any(then > now for now, then in shared)


def _series(before: Block, block: Block) -> str:
    """The series in which the label counts on by one; empty where it does in none."""
    first, second = parse_label(before.label), parse_label(block.label)
    if first is None or second is None:
        return ""
    here = dict(ordinals(second.value))
    return next((name for name, number in ordinals(first.value) if here.get(name) == number + 1), "")


def _next(printed: str, series: str) -> str:
    """The label that follows: ``(d)`` → ``(e)``, ``IV.`` → ``V.``; empty where there is none.

    ``series`` is how the labels before it count; unknown, a lone letter but i is a letter.
    """
    label = parse_label(printed)
    if label is None or "." in label.value or "-" in label.value:
        return ""
    found = dict(ordinals(label.value))
    lone = [name for name in found if name.endswith("alpha") and label.value.lower() != "i"]
    for name in [series, *lone, *found]:
        if name in found:
            head, _, tail = printed.rpartition(label.value)
            return head + _written(name, found[name] + 1) + tail
    return ""


def _written(series: str, number: int) -> str:
    kind = series.rpartition("-")[2]
    if kind == "arabic":
        return str(number)
    value = to_roman(number) if kind == "roman" else chr(96 + number) if number <= 26 else ""
    return value.upper() if series.startswith("upper") else value.lower()


def _astray(old: Agreement, new: Agreement) -> list[str]:
    """References of unchanged language that now lead to another clause than they did."""
    before, after = References(_index(old)), References(_index(new))
    meant = {(_digest(before, one.at), one.printed): one for one in before.all if one.found is not None}
    at = {one.block.digest: one.name for one in after.index.placed}
    told = []
    for one in after.all:
        was = meant.get((_digest(after, one.at), one.printed))
        if was is None or was.found is None or one.outside:
            continue
        target = _digest(before, was.found)
        now = _digest(after, one.found) if one.found is not None else ""
        if now != target and target in at:
            told.append(f"{one.citation} refers to “{one.printed}”: the clause it meant is now {at[target]}")
        elif one.found is None:
            told.append(f"{one.citation} refers to “{one.printed}”, which is not there any more")
    return told


def _index(agreement: Agreement) -> Index:
    return Index(place(agreement), agreement.main)


def _digest(references: References, at: int) -> str:
    return references.index.placed[at].block.digest
