"""Whether the clause a reference leads to treats of what the sentence says it does.

What the sentence says is read beside the reference: a title after it (``Article XI, Grievance
and Arbitration``), the words just before it (``severance pay, under Article VIII(K)``), the
heading of the short clause it stands in. A target is out of place only where it says nothing
of this, neither in a heading nor in its text, and another clause is headed by just this.
"""

from negotiate.agreement.checks.headings import GENERAL, About, Headings
from negotiate.agreement.checks.model import Text
from negotiate.agreement.checks.sayings import Phrase, before, phrases, title_after
from negotiate.agreement.finding.references import Reference
from negotiate.agreement.vocabulary import COMMON, stem, subject

_BESIDE = 4  # meaning words before a reference that may tell a clause beside its target
_INNER = ("paragraph", "subparagraph", "clause", "subsection")
_LIKE = 0.5  # nearness from which a heading may be the one a title means
_APART = 12  # characters between the references of one list


def _nearness(one: About, other: About) -> float:
    """The part of both that two subjects share."""
    mine, theirs = set(one), set(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


class Subjects:
    """Which clause of a text a reference should lead to, by what is said of it."""

    def __init__(self, text: Text) -> None:
        """``text`` as the checks read it."""
        self.text = text
        self.headings = Headings(text)

    def misfit(self, one: Reference) -> tuple[str, int] | None:
        """What a reference is said to be about, and the clause that is, where its target is not."""
        assert one.found is not None
        title = title_after(self.headings, one)
        if title is not None and (wrong := self._titled(one, title)) is not None:
            return wrong
        if title is not None and self._shares(one.found, subject(title)):
            return None
        if one.kind in _INNER:
            return None
        for phrase in phrases(self.headings, one):
            better = self.headings.better(phrase.about, one.at, one.found)
            if self._treats(one.found, phrase, better):
                return None
            if better is not None and not self._cited_too(one, better):
                return phrase.printed, better
        return self._beside(one)

    def fitting(self, one: Reference) -> int | None:
        """The clause a reference without a target most likely meant."""
        title = title_after(self.headings, one)
        if title is not None and (found := self.headings.by_subject.get(subject(title))):
            return found[0]
        said = (self.headings.better(phrase.about, one.at, None) for phrase in phrases(self.headings, one))
        return next((better for better in said if better is not None), None)

    def _titled(self, one: Reference, title: str) -> tuple[str, int] | None:
        """The clause of that title, where the target has another: a title quoted is exact, so that
        a heading nearer to it than the target's own tells."""
        assert one.found is not None
        about = subject(title)
        own = max(
            (weight * _nearness(about, head) for head, weight in self.headings.own(one.found)), default=0.0
        )
        if own == 1.0 or not all(self.text.spread[word] for word in about):
            return None
        near = [
            (-score, self.text.placed[at].block.depth, at)
            for other, places in self.headings.titled.items()
            if (score := _nearness(about, other)) >= _LIKE
            for at in places
            if score == 1.0 or not self.headings.inside(at, one.at)
        ]
        if not near or -min(near)[0] <= own or (own and -min(near)[0] < 1.0):
            return None
        return title, min(near)[2]

    def _treats(self, target: int, phrase: Phrase, better: int | None) -> bool:
        """Whether the target's headings or words say what the reference is about. Where the clause
        beside it is headed by just this, a word in common is not enough; where the sentence joins
        the two, only the headings count."""
        wanted = set(phrase.about)
        if wanted <= self.headings.around(target):
            return True
        if not self.headings.siblings(better, target):
            return self._shares(target, phrase.about) or wanted <= self.headings.words(target)
        if phrase.defined or phrase.close:
            return False
        return self.headings.together(target, wanted)

    def _shares(self, target: int, about: About) -> bool:
        """Whether a heading of the target says all of this, or a word of it that is not general."""
        around = self.headings.around(target)
        general = GENERAL if len(about) > 1 else frozenset[str]()
        return set(about) <= around or bool(set(about) & around - general)

    def _beside(self, one: Reference) -> tuple[str, int] | None:
        """The one clause beside the target that opens with a word said just before the reference,
        where the target says none of these words at all."""
        assert one.found is not None
        if self._listed(one):
            return None
        said = [word for word in before(self.headings, one) if word not in COMMON][-_BESIDE:]
        words = {
            root: word
            for word in said
            if len(word) > 3 and (root := stem(word)) not in GENERAL and self.headings.seldom(root)
        }
        own = {word for head, _ in self.headings.own(one.found) for word in head}
        if not words or self.headings.words(one.found) & words.keys() or own & set(map(stem, said)):
            return None
        votes: dict[int, str] = {}
        for root in words:
            if self.text.placed[one.found].block.depth == 1:
                votes |= dict.fromkeys(self.headings.article_of(root), words[root])
                continue
            saying = [at for at in self.headings.brothers(one.found) if root in self.headings.words(at)]
            if len(saying) == 1 and (
                root in self.headings.opening(saying[0])
                or len(words.keys() & self.headings.words(saying[0])) > 1
            ):
                shared = [words[other] for other in words if other in self.headings.words(saying[0])]
                votes[saying[0]] = " ".join(shared)
        if len(votes) != 1 or self.headings.inside(next(iter(votes)), one.at):
            return None
        ((better, what),) = votes.items()
        return what, better

    def _cited_too(self, one: Reference, better: int) -> bool:
        """Whether the block also refers to the clause that would fit: then this reference is to another."""
        return any(other.found == better for other in self.text.references.in_block(one.at))

    def _listed(self, one: Reference) -> bool:
        """Whether the reference is one of a list, of which each may mean another thing."""
        others = [other for other in self.text.references.in_block(one.at) if other.start != one.start]
        return any(
            -3 <= one.start - other.end <= _APART or -3 <= other.start - one.end <= _APART for other in others
        )
