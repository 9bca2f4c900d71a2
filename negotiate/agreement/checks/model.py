"""A finding, and the text as every check reads it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from negotiate.agreement.blocks import Agreement, Kind, Placed
from negotiate.agreement.citations import Index, place
from negotiate.agreement.finding.references import References
from negotiate.agreement.vocabulary import stem, tokens
from negotiate.common.text import digest


class Severity(StrEnum):
    """How much it matters: an error binds somebody to nonsense, a warning misleads, a note is
    only to be known before the clause is changed."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_GRAVEST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong. ``id`` stays the same while its kind and the words of its block do.

    ``at`` is the position of its block in the text checked; ``source_line`` its line in the
    received file, where that is known. ``found`` are the words that stand there, ``expected``
    what should, or what a person must settle.
    """

    id: str
    kind: str
    severity: Severity
    citation: str
    message: str
    found: str
    expected: str
    at: int = -1
    source_line: int | None = None


class Text:
    """An agreement as the checks read it: blocks in order, clauses, references, words."""

    def __init__(self, agreement: Agreement) -> None:
        """Reads nothing yet; every part is made when a check first asks for it."""
        self.placed: tuple[Placed, ...] = place(agreement)
        self.index = Index(self.placed, agreement.main)

    @cached_property
    def references(self) -> References:
        """Every cross-reference."""
        return References(self.index)

    @cached_property
    def prose(self) -> tuple[str, ...]:
        """Each block's words, label left out; empty for a table."""
        return tuple("" if item.block.kind is Kind.TABLE else item.block.text for item in self.placed)

    @cached_property
    def figured(self) -> tuple[int, ...]:
        """The positions of the blocks, tables left out, whose words hold a figure."""
        digit = re.compile("[0-9]").search
        return tuple(at for at, words in enumerate(self.prose) if digit(words))

    @cached_property
    def tokens(self) -> tuple[list[str], ...]:
        """Each block's words, small and without punctuation."""
        return tuple(tokens(text) for text in self.prose)

    @cached_property
    def stems(self) -> tuple[list[str], ...]:
        """Each block's words without their endings."""
        roots = {word: stem(word) for word in self.counts}
        return tuple(list(map(roots.__getitem__, words)) for words in self.tokens)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often the text says each word."""
        counted: Counter[str] = Counter()
        for words in self.tokens:
            counted.update(words)
        return counted

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many blocks each stem stands."""
        counted: Counter[str] = Counter()
        for words in self.stems:
            counted.update(set(words))
        return counted

    def finding(
        self, kind: str, severity: Severity, at: int, message: str, found: str, expected: str
    ) -> Finding:
        """A finding on the block at position ``at``."""
        citation = self.placed[at].name
        return Finding("", kind, severity, citation, message, found, expected, at)


def numbered(text: Text, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with their ids, the gravest first and those alike in reading order.

    An id rests on the kind, the words found and the words of the block, not on its label or
    place: it stays while the clause does, wherever it is moved. Of two alike in all, the second
    says so.
    """
    seen: Counter[str] = Counter()
    out = []
    for one in sorted(findings, key=lambda one: one.at):
        block = text.placed[one.at].block.digest if 0 <= one.at < len(text.placed) else ""
        code = digest(one.kind, one.found, block)[:10]
        seen[code] += 1
        out.append(replace(one, id=code if seen[code] == 1 else f"{code}-{seen[code]}"))
    return tuple(sorted(out, key=lambda one: (_GRAVEST.index(one.severity), one.at)))
