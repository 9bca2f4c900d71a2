"""Whether the clause a reference leads to treats of what the sentence says it does.

What the sentence says is read beside the reference: a title after it (``Article XI, Grievance
and Arbitration``), the words just before it (``severance pay, under Article VIII(K)``), the
heading of the short clause it stands in. A target is out of place only where it says nothing
of this, neither in a heading nor in its text, and another clause is headed by just this.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from negotiate.agreement.blocks import Kind
from negotiate.agreement.checks.model import Text
from negotiate.agreement.finding.references import Reference, words_of
from negotiate.agreement.locators import path_of
from negotiate.agreement.vocabulary import COMMON, stem, subject, tokens

_TITLE = re.compile(
    r"(?:\s+of\s+(?:this|the)\s+(?i:agreement|contract|article|cba))?\s*(?:,\s*[“\"]?|[–—:-]\s*|\(|[“\"]|\s)"
    r"(?P<title>[A-Z][\w’'-]*(?:[ /](?:[A-Z][\w’'-]*|and|of|the|for|in|to|or|&))*)"
    r"(?=\s*[,.;:)”\"]|\s*$)"
)
_SENTENCE = re.compile(r"(?:(?<=[.;:])\s+(?=[A-Z(“\"]))|^")
_BEFORE = 14  # words before a reference that may say what it is about
_NEAR = 4  # words that may stand between what it is about and the reference
_QUALIFIED = re.compile(r"\s*(?:[,(–—]|\b(?:effective|until|through|beginning|as of)\b).*$", re.IGNORECASE)
_INNER = ("paragraph", "subparagraph", "clause", "subsection")
_LIKE = 0.5  # nearness from which a heading may be the one a title means
_APART = 12  # characters between the references of one list
_PART = 0.9  # how much the heading of a part tells of the whole
_SHORT = 70  # words of a clause whose heading tells what it is about
_COMMON_IN = 0.08  # part of all blocks from which a word tells no subject
_GENERAL = frozenset(
    """provision procedure requirement general other effective purpose definition application process
    agreement rule condition term part section article paragraph employee teacher member unit department
    district union school committee employer association agency state work year day time schedule
    collective bargaining limit personnel implementation""".split()
)


def _nearness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The part of both that two subjects share."""
    mine, theirs = set(one), set(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _in_order(about: tuple[str, ...], words: list[str]) -> bool:
    left = iter(words)
    return all(word in left for word in about)


class Subjects:
    """The headings of a text by what they are about."""

    def __init__(self, text: Text) -> None:
        """``text`` as the checks read it."""
        self.text = text
        self._headings: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, item in enumerate(text.placed):
            if item.block.kind is Kind.HEADING and item.paragraph == 1:
                for words in {item.block.text, _QUALIFIED.sub("", item.block.text)}:
                    about = subject(words)
                    if about and len(about) <= 6:
                        self._headings[about].append(at)
        self._said: dict[int, frozenset[str]] = {}
        self._longest = max((len(about) for about in self._headings), default=0)

    def misfit(self, one: Reference) -> tuple[str, int] | None:
        """What a reference is said to be about, and the clause that is, where its target is not."""
        assert one.found is not None
        titled = self._title(one)
        if titled is not None and (wrong := self._titled(one, titled)) is not None:
            return wrong
        if titled is not None and self._treats(one.found, subject(titled), headings_only=True):
            return None
        if one.kind in _INNER:
            return None
        for what, about, defined in self._phrases(one):
            better = self._better(one, about)
            if self._treats(one.found, about, headings_only=defined and self._siblings(better, one.found)):
                return None
            if better is not None:
                return what, better
        return self._beside(one)

    def _beside(self, one: Reference) -> tuple[str, int] | None:
        """The one clause beside the target that opens with a word said just before the reference,
        where the target says none of these words at all."""
        assert one.found is not None
        if self._listed(one):
            return None
        before = [word for word in self._before(one) if word not in COMMON][-_NEAR:]
        most = _COMMON_IN * len(self.text.placed)
        words = {
            root: word
            for word in before
            if word not in COMMON and len(word) > 3
            and (root := stem(word)) not in _GENERAL and self.text.spread[root] <= most
        }  # fmt: skip
        own = {word for head, _ in self._own_headings(one.found) for word in head}
        if not words or self._words(one.found) & words.keys() or own & set(map(stem, before)):
            return None
        votes: dict[int, str] = {}
        for root in words:
            if self.text.placed[one.found].block.depth == 1:
                votes |= dict.fromkeys(self._article_of(root), words[root])
                continue
            saying = [at for at in self._brothers(one.found) if root in self._words(at)]
            if len(saying) == 1 and (
                root in self._opening(saying[0]) or len(words.keys() & self._words(saying[0])) > 1
            ):
                votes[saying[0]] = " ".join(words[one] for one in words if one in self._words(saying[0]))
        if len(votes) != 1 or self._inside(next(iter(votes)), one.at):
            return None
        ((better, what),) = votes.items()
        return what, better

    def _article_of(self, root: str) -> set[int]:
        """The one article whose headings say the word, or say it more often than any other's."""
        counted: Counter[int] = Counter()
        for head in self._by_word.get(root, ()):
            counted.update({self._top(at) for at in self._headings[head]})
        best = counted.most_common(2)
        if not best or best[0][1] < 2 or (len(best) > 1 and best[1][1] == best[0][1]):
            return set()
        return {best[0][0]} if self.text.placed[best[0][0]].block.depth == 1 else set()

    def _top(self, at: int) -> int:
        """The heading of the article a block stands in."""
        while (
            at
            and self.text.placed[at - 1].file == self.text.placed[at].file
            and self.text.placed[at].block.depth > 1
        ):
            at -= 1
        return at

    def _brothers(self, target: int) -> list[int]:
        """The clauses that stand beside the target under the same parent, and those that stand in
        the same place under the parents beside its own."""
        document = self.text.placed[target].document
        path = path_of(self.text.placed[target].citation.removeprefix(f"{document}:"))
        cousins = self._families.get((document, path[:-2], path[-1]), []) if len(path) > 2 else []
        return [*self._families.get((document, path[:-1], ""), []), *(at for at in cousins if at != target)]

    def _listed(self, one: Reference) -> bool:
        """Whether the reference is one of a list, of which each may mean another thing."""
        others = [other for other in self.text.references.in_block(one.at) if other.start != one.start]
        return any(
            -3 <= one.start - other.end <= _APART or -3 <= other.start - one.end <= _APART for other in others
        )

    @cached_property
    def _families(self) -> dict[tuple[str, tuple[str, ...], str], list[int]]:
        found: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
        for at, item in enumerate(self.text.placed):
            if item.paragraph == 1 and item.block.label:
                path = path_of(item.citation.removeprefix(f"{item.document}:"))
                found[item.document, path[:-1], ""].append(at)
                found[item.document, path[:-2], path[-1]].append(at)
        return found

    def _opening(self, at: int) -> frozenset[str]:
        """The first words of a clause; of an article only its heading's."""
        placed = self.text.placed
        words = list(self.text.stems[at])
        if placed[at].block.kind is Kind.HEADING and placed[at].block.depth > 1 and at + 1 < len(placed):
            words += self.text.stems[at + 1]
        return frozenset(words[:14])

    def _before(self, one: Reference) -> list[str]:
        """The words of the sentence before the reference, after the last reference there."""
        words = words_of(self.text.placed[one.at])
        begins = max((found.end() for found in _SENTENCE.finditer(words, 0, one.start)), default=0)
        for other in self.text.references.in_block(one.at):
            if other.end <= one.start:
                title = _TITLE.match(words, other.end)
                begins = max(begins, other.end if title is None else min(title.end(), one.start))
        return tokens(words[begins : one.start])[-_BEFORE:]

    def _siblings(self, one: int | None, other: int) -> bool:
        """Whether two clauses stand side by side: then each treats of what its own heading says."""
        if one is None:
            return False
        placed = self.text.placed
        same = path_of(placed[one].citation)[:-1] == path_of(placed[other].citation)[:-1]
        return (
            same
            and placed[one].document == placed[other].document
            and placed[other].block.kind is Kind.HEADING
        )

    def fitting(self, one: Reference) -> int | None:
        """The clause a reference without a target most likely meant."""
        titled = self._title(one)
        if titled is not None and (found := self._headings.get(subject(titled))):
            return found[0]
        for _, about, _ in self._phrases(one):
            better = self._better(one, about)
            if better is not None:
                return better
        return None

    def _title(self, one: Reference) -> str | None:
        """The title printed right after the reference, if one is."""
        words = words_of(self.text.placed[one.at])
        found = _TITLE.match(words, one.end)
        if found is None or not subject(found["title"]):
            return None
        return found["title"]

    def _titled(self, one: Reference, title: str) -> tuple[str, int] | None:
        """The clause of that title, where the target has another: a title quoted is exact, so that
        a heading nearer to it than the target's own tells."""
        assert one.found is not None
        about = subject(title)
        own = max(
            (weight * _nearness(about, head) for head, weight in self._own_headings(one.found)), default=0.0
        )
        if own == 1.0 or not all(self._known(word) for word in about):
            return None
        near = [
            (-score, self.text.placed[at].block.depth, at)
            for other, places in self._headings.items()
            if (score := _nearness(about, other)) >= _LIKE
            for at in places
            if not self._inside(at, one.at)
        ]
        if not near or -min(near)[0] <= own or (own and -min(near)[0] < 1.0):
            return None
        return title, min(near)[2]

    def _own_headings(self, target: int) -> Iterator[tuple[tuple[str, ...], float]]:
        """What the target is headed, and how surely: by its own heading and those over it, less by
        those of its parts."""
        placed = self.text.placed
        depth = placed[target].block.depth + 1
        for at in range(target, -1, -1):
            block = placed[at].block
            if block.opens_clause and block.depth < depth:
                depth = block.depth
                if block.kind is Kind.HEADING:
                    yield subject(block.text), 1.0
                    yield subject(_QUALIFIED.sub("", block.text)), 1.0
            if depth <= 1 or placed[at].file != placed[target].file:
                break
        for at in range(target + 1, self.text.index.end(target)):
            if placed[at].block.kind is Kind.HEADING:
                yield subject(placed[at].block.text), _PART

    def _known(self, word: str) -> bool:
        return self.text.spread[word] > 0

    def _phrases(self, one: Reference) -> list[tuple[str, tuple[str, ...], bool]]:
        """Headings of the text that name the clause the reference stands in, where that is short,
        or that the words just before it say, the nearest first; the third value says that the
        reference is to where they are defined."""
        before = self._before(one)
        stems = [stem(word) for word in before]
        out: list[tuple[str, tuple[str, ...], bool]] = []
        own = self._own_heading(one)
        if own is not None:
            out.append((*own, False))
        for end in range(len(stems), max(0, len(stems) - _NEAR - 1), -1):
            for start in range(max(0, end - self._longest - 3), end):
                about = tuple(word for word in stems[start:end] if word not in COMMON and len(word) > 2)
                whole = stems[start] not in COMMON and stems[end - 1] not in COMMON
                if whole and about in self._headings and self._tells(about):
                    out.append((" ".join(before[start:end]), about, "defined" in before[end:]))
                    break
        out += self._scattered(before, stems)
        return out

    def _scattered(self, before: list[str], stems: list[str]) -> list[tuple[str, tuple[str, ...], bool]]:
        """Headings of several words that all stand, in their order, shortly before the reference."""
        last = [word for word in stems[-2 * _NEAR :] if word not in COMMON]
        if len(last) < 2:
            return []
        found = []
        for about in {head for word in set(last) for head in self._by_word.get(word, ())}:
            if (
                2 <= len(about) <= len(last)
                and self._tells(about)
                and last[-1] in about
                and _in_order(about, last)
            ):
                found.append((" ".join(before[-2 * _NEAR :]), about, False))
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for about in self._headings:
            for word in set(about):
                found[word].append(about)
        return found

    def _own_heading(self, one: Reference) -> tuple[str, tuple[str, ...]] | None:
        """The heading over the reference, where the clause is little more than the reference."""
        at = one.at
        placed = self.text.placed
        if placed[at].block.kind is Kind.HEADING or len(self.text.tokens[at]) > _SHORT:
            return None
        head = at - placed[at].paragraph + 1
        if placed[at].paragraph != 2 or placed[head].block.kind is not Kind.HEADING:
            return None
        about = subject(placed[head].block.text)
        return (placed[head].block.text, about) if len(about) > 1 and self._tells(about) else None

    def _tells(self, about: tuple[str, ...]) -> bool:
        """Whether the words tell a subject: not all of them general, one of them seldom said."""
        most = _COMMON_IN * len(self.text.placed)
        return any(word not in _GENERAL and self.text.spread[word] <= most for word in about)

    def _better(self, one: Reference, about: tuple[str, ...]) -> int | None:
        """The clause headed by just this, of the target's rank or near it, outside the reference."""
        found = [at for at in self._headings.get(about, ()) if not self._inside(at, one.at)]
        if one.found is not None:
            depth = self.text.placed[one.found].block.depth
            found = [
                at
                for at in found
                if abs(self.text.placed[at].block.depth - depth) <= 1 and not self._inside(at, one.found)
            ]
        if not found or len(found) > 3:
            return None
        article = self._article(one.found) if one.found is not None else ""
        return min(found, key=lambda at: (self._article(at) != article, self.text.placed[at].block.depth, at))

    def _article(self, at: int) -> str:
        item = self.text.placed[at]
        return f"{item.document}/{item.file}"

    def _inside(self, heading: int, at: int) -> bool:
        return heading <= at < self.text.index.end(heading)

    def _treats(self, target: int, about: tuple[str, ...], headings_only: bool = False) -> bool:
        """Whether the target's headings or words say what the reference is about."""
        wanted = set(about)
        if wanted & self._heading_words(target) - (_GENERAL if len(about) > 1 else set()):
            return True
        if headings_only:
            return False
        return wanted <= self._words(target)

    def _heading_words(self, target: int) -> set[str]:
        """The words of the headings of the target, of those over it below the article, of those in it."""
        placed = self.text.placed
        words = (
            set(subject(placed[target].block.text)) if placed[target].block.kind is Kind.HEADING else set()
        )
        for at in range(target + 1, self.text.index.end(target)):
            if placed[at].block.kind is Kind.HEADING:
                words |= set(subject(placed[at].block.text))
        depth = placed[target].block.depth
        for at in range(target - 1, -1, -1):
            block = placed[at].block
            if depth <= 1 or placed[at].file != placed[target].file:
                break
            if block.opens_clause and block.depth < depth:
                depth = block.depth
                if depth > 1:
                    words |= set(subject(block.text if block.kind is Kind.HEADING else block.text[:60]))
        return words

    def _words(self, target: int) -> frozenset[str]:
        held = self._said.get(target)
        if held is None:
            end = self.text.index.end(target)
            held = frozenset(word for at in range(target, end) for word in self.text.stems[at])
            self._said[target] = held
        return held
