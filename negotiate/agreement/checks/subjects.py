"""Whether the clause a reference leads to treats of what the sentence says it does.

What the sentence says is read beside the reference: a title after it (``Article XI, Grievance
and Arbitration``), the words just before it (``severance pay, under Article VIII(K)``), the
heading of the short clause it stands in. A target is out of place only where it says nothing
of this, neither in a heading nor in its text, and another clause is headed by just this.
"""

import re
from collections import defaultdict

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
_SHORT = 70  # words of a clause whose heading tells what it is about
_COMMON_IN = 0.08  # part of all blocks from which a word tells no subject
_GENERAL = frozenset(
    """provision procedure requirement general other effective purpose definition application process
    agreement rule condition term part section article paragraph employee teacher member unit department
    district union school committee employer association agency state work year day time schedule
    collective bargaining limit personnel implementation""".split()
)


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
        if titled is not None:
            return self._titled(one, titled)
        if one.kind in _INNER:
            return None
        for what, about, defined in self._phrases(one):
            better = self._better(one, about)
            if self._treats(one.found, about, headings_only=defined and self._siblings(better, one.found)):
                return None
            if better is not None:
                return what, better
        return None

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
        assert one.found is not None
        about = subject(title)
        if self._treats(one.found, about, headings_only=True):
            return None
        if all(self._known(word) for word in about):
            exact = self._headings.get(about)
            near = exact or [
                at
                for other, places in self._headings.items()
                if len(set(other) & set(about)) * 2 > max(len(other), len(about))
                for at in places
            ]
            near = [at for at in near if not self._inside(at, one.at)]
            if near:
                return title, min(near, key=lambda at: self.text.placed[at].block.depth)
        return None

    def _known(self, word: str) -> bool:
        return self.text.spread[word] > 0

    def _phrases(self, one: Reference) -> list[tuple[str, tuple[str, ...], bool]]:
        """Headings of the text that name the clause the reference stands in, where that is short,
        or that the words just before it say, the nearest first; the third value says that the
        reference is to where they are defined."""
        words = words_of(self.text.placed[one.at])
        begins = max((found.end() for found in _SENTENCE.finditer(words, 0, one.start)), default=0)
        for other in self.text.references.in_block(one.at):
            if other.end <= one.start:
                title = _TITLE.match(words, other.end)
                begins = max(begins, other.end if title is None else min(title.end(), one.start))
        before = tokens(words[begins : one.start])[-_BEFORE:]
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
        return out

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
