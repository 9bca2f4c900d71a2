"""Labels settled when the successor is made: two new clauses under one label, and what refers to them.

A label that new language doubles goes on counting from the one before; labels that stood in the
agreement in force move only as far as that pushes them. References follow where that is sure
(:mod:`negotiate.bargaining.referring`); the others are left as they are and listed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from negotiate.agreement.blocks import Agreement, Article, Block, Document
from negotiate.agreement.labels import ordinals, parse_label
from negotiate.agreement.locators import to_roman
from negotiate.bargaining.referring import follow
from negotiate.bargaining.renumbered import Renumbered


@dataclass(frozen=True, slots=True)
class Settled:
    """The text with its labels settled, and its references with them: ``rewritten`` are those that follow,
    ``references`` those left as they are that a person should look at. ``relabelled`` is the text before
    any reference was written anew: its paragraphs are those agreed, word for word."""

    agreement: Agreement
    labels: tuple[str, ...]
    references: tuple[str, ...]
    rewritten: tuple[Renumbered, ...]
    relabelled: Agreement


def settle(old: Agreement, new: Agreement, passes: Sequence[Agreement] = ()) -> Settled:
    """``new``, the successor of ``old``, with doubled labels counted on and references led after them.

    ``passes`` are the texts that were agreed: what their new words refer to is read in them.
    """
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
    relabelled = made if told else new
    led = follow(new, relabelled, (old, *passes))
    return Settled(led.agreement, tuple(told), led.doubtful, led.rewritten, relabelled)


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
    pushed: dict[int, tuple[str, str]] = {}  # labels that name their parents go with them
    for block in blocks:
        if block.opens_clause:
            last = {depth: one for depth, one in last.items() if depth <= block.depth}
            pushed = {depth: pair for depth, pair in pushed.items() if depth < block.depth}
            before = last.get(block.depth)
            printed = block.label
            block = _under(block, pushed)
            if (
                block.label
                and before is not None
                and block.digest not in known
                and not _onward(before, block)
            ):
                label = _next(before.label, series.get(block.depth, ""))
                block = replace(block, label=label or block.label)
            if block.label != printed:
                told.append(f"{printed} “{block.text[:50]}” is now {block.label}")
                pushed[block.depth] = (_value(printed), _value(block.label))
            if block.label:
                if before is not None:
                    series[block.depth] = _series(before, block) or series.get(block.depth, "")
                last[block.depth] = block
        out.append(block)
    return out


def _under(block: Block, pushed: dict[int, tuple[str, str]]) -> Block:
    """The block with a label that names its parent (``4.3.1``) as the parent is labelled now."""
    for was, now in reversed(pushed.values()):
        value = _value(block.label)
        if value.startswith(f"{was}."):
            label = block.label.replace(value, now + value.removeprefix(was), 1)
            return replace(block, label=label)
    return block


def _value(printed: str) -> str:
    label = parse_label(printed)
    return label.value if label is not None else printed


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
    if label is None:
        return ""
    parents, apart, own = re.fullmatch(r"(?:(.*)([.-]))?(.*)", label.value).groups()  # type: ignore[union-attr]
    if apart:  # it names its parents: 4.3 → 4.4
        head, _, tail = printed.rpartition(label.value)
        return f"{head}{parents}{apart}{int(own) + 1}{tail}" if own.isdecimal() else ""
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
