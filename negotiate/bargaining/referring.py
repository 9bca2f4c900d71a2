"""References that follow labels: where a label changed, what refers to the clause by it is written anew.

What a reference means is read where it was written: in the agreement in force, or in the pass that brought
its words. It is written anew only where that reading is sure and exactly one change of the printed label
leads to the same clause again; anything else is left as it is and told. The changes are renumberings, not
language: they are listed one by one, and from the list every word can be accounted for.
"""

import copy
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from negotiate.agreement.blocks import Agreement, Article, Document, Kind, Placed
from negotiate.agreement.citations import Index, index_of, split_document
from negotiate.agreement.finding.references import Reference, references_in, words_of
from negotiate.agreement.locators import path_of
from negotiate.bargaining.homes import Ground, Home
from negotiate.bargaining.renumbered import Renumbered
from negotiate.common.text import digest

_MOST = 64  # ways to write one reference anew that are tried; a locator of five steps needs no more
_NEAR = 16  # letters between two references that may belong to one range


@dataclass(frozen=True, slots=True)
class Referred:
    """A text whose references follow its labels: what was written anew, and what is doubtful and told."""

    agreement: Agreement
    rewritten: tuple[Renumbered, ...]
    doubtful: tuple[str, ...]


def follow(text: Agreement, settled: Agreement, homes: Sequence[Agreement]) -> Referred:
    """``settled``, which is ``text`` with other labels, with its references led to where they meant.

    ``homes`` are the texts in which references are read, a paragraph in the first that has it.
    """
    work = _Work(index_of(settled))
    told: list[str] = []
    wanted: dict[int, list[_Wanted]] = {}
    ground = Ground(homes[0], text) if homes else None
    for home in homes:
        assert ground is not None
        for at, found in _meant(ground.read(home), wanted):
            wanted.setdefault(at, found)
    for at in sorted(wanted):
        told += work.paragraph(at, wanted[at])
    return Referred(_rebuilt(settled, work.words), tuple(work.listed()), tuple(told))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A reference as it was read at home: the clause it meant (its path there, and its place in the
    text now; None: struck, or not to be followed), and whether the reading is sure. ``others`` are clauses
    of one label it may mean there, (path, place now)."""

    one: Reference
    path: tuple[str, ...]
    now: int | None
    sure: bool
    others: tuple[tuple[tuple[str, ...], int | None], ...] = ()


def _meant(home: Home, known: Container[int]) -> Iterator[tuple[int, list[_Wanted]]]:
    """For every paragraph of the text that has its words from ``home``, what its references mean; those
    ``known`` from an earlier home left out."""
    for at in [each for each in sorted(home.whole) if home.whole[each] not in known]:
        found = references_in(home.index, at)
        yield home.whole[at], [_read(one, found, home) for one in found]


def _read(one: Reference, among: Sequence[Reference], home: Home) -> _Wanted:
    if one.found is None or one.outside:
        return _Wanted(one, (), None, False)
    placed = home.index.placed
    several = dict.fromkeys(one.others) if len(set(one.others)) > 1 else {}
    sure = home.certain(one.found) and not several and not _ranged(one, among)
    others = tuple((_path(placed[each]), home.forward(each)) for each in several)
    return _Wanted(one, _path(placed[one.found]), home.forward(one.found), sure, others)


def _ranged(one: Reference, among: Sequence[Reference]) -> bool:
    """Whether it is part of a range: what lies between may not be what lay between."""
    return one.through or _range(one, among) != (one.start, one.end)


def _range(one: Reference, among: Sequence[Reference]) -> tuple[int, int]:
    """From where to where the range reaches that a reference begins or ends; its own span without one."""
    if one.through:
        begins = [each for each in among if not each.through and 0 <= one.start - each.end <= _NEAR]
        return (max(begins, key=lambda each: each.end).start if begins else one.start), one.end
    ends = [each for each in among if each.through and 0 <= each.start - one.end <= _NEAR]
    return one.start, (min(ends, key=lambda each: each.start).end if ends else one.end)


Span = tuple[int, int]


class _Work:
    """The settled text while its references are written anew; ``words`` are those changed, by position."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words: dict[int, str] = {}
        self._made: dict[int, list[tuple[int, str, str, str]]] = {}

    def paragraph(self, at: int, wanted: Sequence[_Wanted]) -> list[str]:
        """Writes a paragraph's references anew, the last first; what is doubtful, in words.

        One that says nothing of the label itself (``(2)`` in ``Sections A(1) and (2)``) follows the one
        that does, so it goes on while anything is written.
        """
        part = _Paragraph(self.index, at, wanted)
        while part.write_all():
            pass
        if part.made:
            self.words[at] = part.text
            self._made[at] = sorted(part.made)
        told: dict[str, None] = {}
        for number in part.order:
            said = part.doubt(number)
            start, end = _range(wanted[number].one, [each.one for each in wanted])
            if said and (start, end) != (wanted[number].one.start, wanted[number].one.end):
                said = "a clause of this range has another label now; left as it is"
            if said:
                words = words_of(self.index.placed[at])[start:end]
                told[f"{self.index.placed[at].name} refers to “{words}”: {said}"] = None
        return list(told)

    def listed(self) -> Iterator[Renumbered]:
        """What was written anew, in reading order."""
        for at, made in sorted(self._made.items()):
            one = self.index.placed[at]
            after = digest("text", self.words[at])
            for start, was, now, target in made:
                yield Renumbered(one.name, was, now, target, start, one.block.digest, after)


class _Paragraph:
    """One paragraph while its references are written anew. ``made`` is (where, was, now, target)."""

    def __init__(self, index: Index, at: int, wanted: Sequence[_Wanted]) -> None:
        self.index = index
        self.at = at
        self.wanted = wanted
        self.text = words_of(index.placed[at])
        self.made: list[tuple[int, str, str, str]] = []
        self.order = sorted(range(len(wanted)), key=lambda n: (wanted[n].one.start, wanted[n].one.end))
        self._spans = [(each.one.start, each.one.end) for each in wanted]
        self._known: dict[str, tuple[Reference, ...]] = {}

    def write_all(self) -> bool:
        """Writes anew what leads astray, the last first; whether anything was."""
        return sum(self.write(number) for number in reversed(self.order)) > 0

    def write(self, number: int) -> bool:
        """Writes a reference anew where it leads astray and it is certain how; whether it was."""
        want = self.wanted[number]
        if want.now is None or not want.sure or self._now(number) == want.now:
            return False
        if self.index.placed[self.at].block.kind is Kind.TABLE:
            return False
        ways = self._ways(number)
        if len(ways) != 1:
            return False
        (printed,) = ways
        start, end = self._spans[number]
        self.made.append((want.one.start, want.one.printed, printed, self._name(want.now)))
        self.text = self.text[:start] + printed + self.text[end:]
        self._spans = _grown(self._spans, (start, end), len(printed))
        return True

    def doubt(self, number: int) -> str:
        """What a person should look at, where it leads elsewhere than it meant; empty where it does not."""
        want, now = self.wanted[number], self._now(number)
        if want.one.outside:
            return ""
        if want.one.found is None:
            return (
                f"it led nowhere, and now leads to {self._name(now)}; left as it is"
                if now is not None
                else ""
            )
        if want.now is None:
            away = "" if now is None else f", and it now leads to {self._name(now)}"
            return f"the clause it meant is not there any more{away}; left as it is"
        if now == want.now:
            return self._several(want)
        return f"the clause it meant is now {self._name(want.now)}; left as it is, for it is not certain"

    def _several(self, want: _Wanted) -> str:
        """Said where the label stood twice and one of its clauses is labelled otherwise now."""
        kept = all(now is not None and _path(self.index.placed[now]) == path for path, now in want.others)
        if kept:
            return ""
        names = " or ".join(self._name(now) for _, now in want.others if now is not None)
        return f"the label stood twice where it was written, so it may mean {names}; left as it is"

    def _name(self, at: int) -> str:
        return self.index.placed[at].name

    def _now(self, number: int) -> int | None:
        """Where the reference leads as the paragraph stands now; of a range, which has several, its own."""
        span = self._spans[number]
        read = [each for each in self._read(self.text) if (each.start, each.end) == span]
        alike = [at for at in range(len(self.wanted)) if self._spans[at] == span]
        at = alike.index(number)
        return read[at].found if at < len(read) else None

    def _read(self, words: str) -> tuple[Reference, ...]:
        """The references of the paragraph, were these its words."""
        if words not in self._known:
            self._known[words] = self._found(words)
        return self._known[words]

    def _found(self, words: str) -> tuple[Reference, ...]:
        placed, at = self.index.placed, self.at
        if words == words_of(placed[at]):
            return references_in(self.index, at)
        changed = replace(placed[at], block=replace(placed[at].block, text=words))
        index = copy.copy(self.index)
        index.placed = (*placed[:at], changed, *placed[at + 1 :])
        return references_in(index, at)

    def _ways(self, number: int) -> set[str]:
        """Every way to change labels in the reference after which it means its clause, and all others
        mean what they meant or should mean."""
        want, (start, end) = self.wanted[number], self._spans[number]
        assert want.now is not None
        target = _path(self.index.placed[want.now])
        spots = list(_spots(self.text[start:end], want.path, target))
        if len(want.path) != len(target):
            return set()
        good: set[str] = set()
        for choice in islice(product(*spots), _MOST):
            edits = [one for one in choice if one is not None]
            printed = _edited(self.text[start:end], edits)
            if edits and self._leads(number, printed):
                good.add(printed)
        return good

    def _leads(self, number: int, printed: str) -> bool:
        """Whether the reference, printed so, leads to its clause, and no other is led astray by it."""
        span = start, end = self._spans[number]
        length = len(printed)
        words = self.text[:start] + printed + self.text[end:]
        after = _by_span(self._read(words))
        own = after.pop((start, start + length), [])
        if len(own) != 1 or own[0].found != self.wanted[number].now or len(set(own[0].others)) > 1:
            return False
        before = _by_span(one for one in self._read(self.text) if (one.start, one.end) != span)
        now = dict(zip(_grown(before, span, length), before.values(), strict=True))
        meant = dict(zip(_grown(self._spans, span, length), self.wanted, strict=True))
        return after.keys() == now.keys() and all(
            [one.found for one in after[at]] == [one.found for one in now[at]]
            or (at in meant and [one.found for one in after[at]] == [meant[at].now])
            for at in after
        )


def _by_span(found: Iterable[Reference]) -> dict[Span, list[Reference]]:
    """References by their place; those between the ends of a range have one place together."""
    places: dict[Span, list[Reference]] = {}
    for one in found:
        places.setdefault((one.start, one.end), []).append(one)
    return places


def _grown(spans: Iterable[Span], changed: Span, length: int) -> list[Span]:
    """The spans after the one that ``changed`` has become ``length`` letters long."""
    grown = length - (changed[1] - changed[0])
    moved = {changed: (changed[0], changed[0] + length)}
    return [moved.get(one, (one[0] + grown, one[1] + grown) if one[0] > changed[0] else one) for one in spans]


_Edit = tuple[int, int, str]


def _spots(printed: str, old: Sequence[str], new: Sequence[str]) -> Iterator[list[_Edit | None]]:
    """For each step of the path that changed, where the reference may print it (None: it does not)."""
    for was, now in zip(old, new, strict=False):
        was, now = was.partition("[")[0], now.partition("[")[0]
        if was == now or not was:
            continue
        apart = (r"(?<![0-9])", r"(?![0-9])") if was.isdigit() else (r"(?<![a-z])", r"(?![a-z’'])")
        found = re.finditer(was.join(apart), printed) if was.isalnum() else iter(())
        yield [None, *((one.start(), one.end(), now) for one in found)]


def _edited(printed: str, edits: Iterable[_Edit]) -> str:
    for start, end, now in sorted(edits, reverse=True):
        printed = printed[:start] + now + printed[end:]
    return printed


def _path(one: Placed) -> tuple[str, ...]:
    return path_of(split_document(one.citation)[2])


def _rebuilt(agreement: Agreement, words: dict[int, str]) -> Agreement:
    """The agreement with the words of some paragraphs changed, by position."""
    if not words:
        return agreement
    count = iter(range(sum(1 for _ in agreement.blocks())))
    return Agreement(
        tuple(
            Document(
                document.name,
                tuple(
                    Article(
                        article.path,
                        tuple(
                            replace(block, text=words[at]) if (at := next(count)) in words else block
                            for block in article.blocks
                        ),
                    )
                    for article in document.articles
                ),
            )
            for document in agreement.documents
        )
    )
