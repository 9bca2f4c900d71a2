"""Every cross-reference of a text with its place and the clause it means."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from negotiate.agreement.blocks import Kind, Placed
from negotiate.agreement.citations import Index
from negotiate.agreement.locators import path_of
from negotiate.agreement.written import Written, between, cites, scan

_LAW = (
    r"general laws|m\.?\s?g\.?\s?l\b|statutes?\b|u\.?s\.?c\b|c\.?f\.?r\b|c\.?m\.?r\b|\bors\b|\boar\b"
    r"|(?-i:\bAct\b)|internal revenue|(?-i:\bCode\b)|constitution|\bregulations?\b|\brcw\b|\bwac\b|public law"
    r"|declaration of trust|\bthe law\b|\blegislat\w+|\bc(?:h|hap)?\.\s?[0-9]|\bchapter\s[0-9]"
)
_LAW_NEAR = re.compile(_LAW, re.IGNORECASE)
_OF_OTHER = re.compile(
    r"[\s,)]*(?:\([^)]*\)\s*)?(?:of|in|under|to)\s+(?:the\s+|its\s+|said\s+)?"
    r"(?:parties’?'?\s+)?(?P<name>(?:[A-Z0-9][\w.&’'-]*|and|of|for|the)(?:\s+|$)){1,8}"
)
_STATUTES = re.compile(r"\blegislat|general laws|\bstatut|m\.g\.l|\bcode\b", re.IGNORECASE)
_CONTENTS = re.compile(r"\.{4,}|…{2}|(?:\. ){4}")
_OWN_NAME = re.compile(
    r"\b(?:this|the|our)\s+(?:collective\s+bargaining\s+)?(?:agreement|contract|cba)\b(?!\s+and\s+[A-Z])",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"[\s,)]*(?:[A-Z][\w ]{0,40}?\s)?(?:of|in)\s+the\s+(?:parties[’']?\s+)?(?:19|20)[0-9]{2}"
    r"\s?[-–]\s?[0-9]{2,4}"
)
_FORMER = re.compile(
    r"[\s,)]*(?:of|in|under|to)\s+(?:the|their|its|any|an?)\s+(?:parties[’']?\s+)?(?:immediately\s+)?"
    r"(?:prior|previous|preceding|expired|expiring|former|predecessor|superseded|earlier|other|individual)\s+"
    r"(?:collective\s+|bargaining\s+|negotiated\s+|labor\s+){0,2}(?:agreement|contract|cba)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One cross-reference. ``at`` is the block it stands in (its position in the text) and
    ``start`` to ``end`` its words there (of ``block.text``; of ``block.canonical`` in a table).

    ``found`` is the position of the clause it means, None where there is none; ``target`` that
    clause's citation, or the citation that would have been right. ``outside`` says that it
    names a part of another text: a statute, a trust, an earlier edition.
    """

    at: int
    citation: str
    start: int
    end: int
    printed: str
    kind: str
    target: str
    found: int | None
    others: tuple[int, ...] = ()
    direction: str = ""
    outside: bool = False
    through: bool = False


class References:
    """The cross-references of one text, by the clause they stand in and by the clause they mean."""

    def __init__(self, index: Index) -> None:
        """Reads them all; a text of 60,000 words has some hundreds."""
        self.index = index
        self.all: tuple[Reference, ...] = tuple(
            one for at, item in enumerate(index.placed) for one in _of_block(index, at, item)
        )

    @cached_property
    def _by_target(self) -> dict[int, list[Reference]]:
        found: dict[int, list[Reference]] = defaultdict(list)
        for one in self.all:
            if one.found is not None and not one.outside:
                found[one.found].append(one)
        return found

    @cached_property
    def _by_block(self) -> dict[int, list[Reference]]:
        found: dict[int, list[Reference]] = defaultdict(list)
        for one in self.all:
            found[one.at].append(one)
        return found

    def in_block(self, at: int) -> tuple[Reference, ...]:
        """The references that stand in the block at position ``at``, in order."""
        return tuple(self._by_block.get(at, ()))

    def of(self, citation: str) -> tuple[Reference, ...]:
        """What the clause, with everything under it, refers to."""
        start = self.index.find(citation)
        end = self.index.end(start)
        return tuple(one for one in self.all if start <= one.at < end)

    def to(self, citation: str) -> tuple[Reference, ...]:
        """Who refers to the clause, or to a part of it."""
        start = self.index.find(citation)
        return tuple(
            sorted(
                (one for at in range(start, self.index.end(start)) for one in self._by_target.get(at, ())),
                key=lambda one: (one.at, one.start),
            )
        )


def references_in(index: Index, at: int) -> tuple[Reference, ...]:
    """The references that stand in the block at the position ``at``, read alone."""
    return tuple(_of_block(index, at, index.placed[at]))


def words_of(item: Placed) -> str:
    """The words a reference's span counts in."""
    return item.block.canonical if item.block.kind is Kind.TABLE else item.block.text


def _of_block(index: Index, at: int, item: Placed) -> Iterable[Reference]:
    text = words_of(item)
    group = scan(text)
    if not group or _CONTENTS.search(text):
        return
    within = path_of(item.citation.removeprefix(f"{item.document}:"))
    last: tuple[Written, Sequence[str]] | None = None
    for one in group:
        found, path = index.paths.resolve(one, item.document, within)
        if not found and (
            not path or (one.kind == "bare" and not _is_citation(index, item, text, one, path))
        ):
            continue
        outside = _is_outside(text, one, bool(found), index, at)
        yield _reference(index, at, item, one, text, found, path, outside)
        if one.through and last is not None:
            for middle in between(tuple(last[1]), path):
                inner = index.paths.anywhere(middle, item.document)
                if inner:
                    yield _reference(index, at, item, one, text, inner, middle, outside)
        last = (one, path)


def _is_citation(index: Index, item: Placed, text: str, one: Written, path: Sequence[str]) -> bool:
    """Whether a reference without a word, and without a target, is one: figures with points are where
    the words before them say so, and the article it names counts its clauses in this way."""
    if len(path) > 1 and not path[1].isdigit():
        return len(path) > 2
    if not cites(text, one.start):
        return False
    dotted = f"{path[0]}."
    return any(
        index.placed[at].block.label.startswith(dotted)
        and index.placed[at].block.label[len(dotted) :][:1].isdigit()
        for start in index.paths.anywhere(tuple(path[:1]), item.document)
        for at in range(start, index.end(start))
    )


def _reference(
    index: Index, at: int, item: Placed, one: Written, text: str, found: Sequence[int], path: Sequence[str],
    outside: bool,
) -> Reference:  # fmt: skip
    nearest = _nearest(found, at, one.direction)
    target = index.placed[nearest].citation if nearest is not None else spelled(path)
    return Reference(
        at, item.name, one.start, one.end, text[one.start : one.end], one.kind, target, nearest,
        tuple(found), one.direction, outside, one.through,
    )  # fmt: skip


def spelled(path: Sequence[str]) -> str:
    """A path as a citation: V A 2 f → ``V.A.2(f)``."""
    out = ""
    for step in path:
        if not out:
            out = step
        elif out in ("Appendix", "Exhibit", "Attachment", "Addendum", "Schedule"):
            out += f" {step}"
        elif step.islower() and len(step) <= 3:
            out += f"({step})"
        else:
            out += f".{step}"
    return out


def _nearest(found: Sequence[int], at: int, direction: str) -> int | None:
    """Of clauses with a doubled label, the one in the direction said, the nearest."""
    if not found:
        return None
    right = [one for one in found if (one <= at if direction == "above" else one > at)] if direction else []
    return min(right or found, key=lambda one: abs(one - at))


def _is_outside(text: str, one: Written, found: bool, index: Index, at: int) -> bool:
    """Whether a reference names a part of another text than this agreement."""
    after = text[one.group_end : one.group_end + 120]
    if re.match(r"[\s,)]*of\s+the\s+(?:appendix|exhibit|attachment)\b", after):
        return not found
    if _FORMER.match(after) or (_EDITION.match(after) and not found):
        return True
    named = _OF_OTHER.match(after)
    if (
        named is not None
        and not _OWN_NAME.search(named[0])
        and not re.match(
            r"[\s,)]*(?:of|in|under|to)\s+(?:the\s+)?(?:agreement(?!\s+(?:and|of)\s)|article|section|contract"
            r"|appendix|cba)\b",
            after,
            re.IGNORECASE,
        )
        and re.search(r"(?:of|in|under|to)\s+(?:the\s+|its\s+|said\s+)?[A-Z]", named[0])
    ):
        return _LAW_NEAR.search(named[0]) is not None or not found
    if one.kind == "section" and _LAW_NEAR.search(text[max(one.start - 24, 0) : one.start]) is not None:
        return True
    if one.kind == "section" and one.paths[0][0].isalpha() and _half_found(index, at, one):
        return False
    if not found and _LAW_NEAR.search(_sentence(text, one.start, one.end)) is not None:
        return not _OWN_NAME.search(after[:60]) and one.kind not in ("article", "appendix")
    return not found and one.kind not in ("article", "appendix") and _law_around(index, at)


def _half_found(index: Index, at: int, one: Written) -> bool:
    """Whether the article has the section that a reference begins with: statutes have no Section C."""
    item = index.placed[at]
    article = path_of(item.citation.removeprefix(f"{item.document}:"))[:1]
    first = one.paths[0]
    return len(first) > 1 and bool(index.paths.at((*article, first[0]), item.document))


def _sentence(text: str, start: int, end: int) -> str:
    first = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 1
    last = text.find(". ", end)
    return text[max(first, start - 90) : min(last if last >= 0 else len(text), end + 90)]


def _law_around(index: Index, at: int) -> bool:
    """Whether the clause speaks of statutes: a section it names alone may be one of theirs."""
    citation = index.placed[at].citation
    around = range(max(at - 4, 0), min(at + 5, len(index.placed)))
    near = [one for one in around if one < at or index.placed[one].citation == citation]
    return any(_STATUTES.search(words_of(index.placed[one])) for one in near)
