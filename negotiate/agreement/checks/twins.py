"""Language that stands twice: where it disagrees, and where a change to one must reach the other."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from negotiate.agreement.checks.model import Finding, Severity, Text
from negotiate.agreement.vocabulary import COMMON, stem, tokens

_SENTENCE = re.compile(r"[.;:?](?<!\bSec\.)(?<!\bArt\.)(?<!\bNo\.)\s+(?=[“\"(A-Z0-9])")
_ENDS = 5  # words at one end of a sentence that its twin shares
_NUMBER = re.compile(
    r"(?:\$\s?)?[0-9][0-9,]*(?:\.[0-9]+)?\s?%?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"[0-9]")
_LETTERS = str.maketrans("0123456789", "abcdefghij")
_DATED = re.compile(r"\b(?:19|20)[0-9]{2}\b|\b(?:effective|school year)\b", re.IGNORECASE)
_RATIO = re.compile(
    r"\b(?:(?P<one>1|one)\s?(?::|\bto\b|-to-)\s?(?P<many>[0-9][0-9,]*)|(?P<first>[0-9][0-9,]*)\s?(?::|\bto\b)\s?(?:1|one)\b)",
    re.IGNORECASE,
)
_RATIO_HINT = re.compile(r"1\s?(?::|to\b)|1-to-|one\sto\b|one-to-|[:o]\s?(?:1|one)\b")
_LEAST = 14  # words of a sentence that may stand twice by no accident
_PARAGRAPH = 25  # words of a paragraph that stands twice by no accident
_ALIKE = 0.6  # part of the meaning words that two sentences with one ratio share
_FILLER = frozenset("shall every each ratio number school student pupil".split())


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence: its block, its words as printed, its figures in order."""

    at: int
    printed: str
    figures: tuple[str, ...]


def twin_findings(text: Text) -> Iterator[Finding]:
    """Sentences that stand twice with another figure, and ratios that stand in several places."""
    yield from _differing(text)
    yield from _ratios(text)
    yield from _said_twice(text)
    yield from _paragraphs(text)


def _paragraphs(text: Text) -> Iterator[Finding]:
    """Paragraphs with a figure that stand word for word in two places: to be known before one is
    changed. What stands in more places is a form of words, and is left out."""
    for first, second in paragraph_twins(text):
        if _DIGIT.search(text.prose[second]):
            name = text.placed[first].name
            message = f"the paragraph stands in {name} word for word: a change to one must reach the other"
            found = " ".join(text.prose[second].split(" ")[:8])
            yield text.finding("twin-paragraph", Severity.NOTE, second, message, found, f"the same as {name}")


def paragraph_twins(text: Text) -> Iterator[tuple[int, int]]:
    """The paragraphs of some length that stand in just two places of one document."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, words in enumerate(text.prose):
        if words.count(" ") >= _PARAGRAPH - 1:
            alike[text.placed[at].document, " ".join(text.tokens[at])].append(at)
    for places in alike.values():
        if len(places) == 2:
            yield places[0], places[1]


def _differing(text: Text) -> Iterator[Finding]:
    """Sentences of the same words of which one has another figure."""
    alike: dict[str, list[_Sentence]] = defaultdict(list)
    for at, sentence in _candidates(text):
        cited = {one.printed for one in text.references.in_block(at)}
        plain = _without(sentence, cited) if cited else sentence
        figures = tuple(found[0].strip().lower() for found in _NUMBER.finditer(plain))
        if figures:
            alike[" ".join(tokens(_NUMBER.sub(" 0 ", plain)))].append(_Sentence(at, sentence, figures))
    for group in alike.values():
        yield from _odd_ones(text, group)


def _without(sentence: str, cited: set[str]) -> str:
    """A sentence without the references in it: clauses that differ in what they cite are no twins."""
    for printed in sorted(cited, key=len, reverse=True):
        sentence = sentence.replace(printed, printed.translate(_LETTERS))
    return sentence


def _candidates(text: Text) -> list[tuple[int, str]]:
    """The sentences with a figure that begin or end as another does."""
    found: list[tuple[int, str, str, str]] = []
    for at in text.figured:
        words = text.prose[at]
        if len(words) < 60:
            continue
        for sentence in _sentences(words):
            if sentence.count(" ") + 1 >= _LEAST and _DIGIT.search(sentence):
                first = " ".join(sentence.split(" ", _ENDS)[:-1])
                last = " ".join(sentence.rsplit(" ", _ENDS)[1:])
                found.append((at, sentence, first, last))
    begun = Counter(first for _, _, first, _ in found)
    ended = Counter(last for _, _, _, last in found)
    return [(at, sentence) for at, sentence, first, last in found if begun[first] > 1 or ended[last] > 1]


def _sentences(words: str) -> Iterator[str]:
    start = 0
    for found in _SENTENCE.finditer(words):
        yield words[start : found.start() + 1]
        start = found.end()
    yield words[start:]


def _odd_ones(text: Text, group: Sequence[_Sentence]) -> Iterator[Finding]:
    """The later of two that differ; of more, those that differ from what most say."""
    if len({one.figures for one in group}) < 2 or any(_DATED.search(one.printed) for one in group):
        return
    counted = Counter(one.figures for one in group)
    most, times = counted.most_common(1)[0]
    usual = next(one for one in group if one.figures == most) if times > 1 else group[0]
    if len(group) > 2 and times * 2 <= len(group):
        return  # a family of clauses, each with its own figure
    for one in group:
        if one.figures == usual.figures or _neighbours(text, one.at, usual.at):
            continue
        changed = [(a, b) for a, b in zip(usual.figures, one.figures, strict=False) if a != b]
        if not changed or len({a for a, _ in changed}) > 2:
            continue
        other = text.placed[usual.at].name
        said = ", ".join(f"{b} where that says {a}" for a, b in changed)
        message = f"the same words stand in {other}, but here with another figure: {said}"
        expected = f"as in {other}, or both the other way: “{_around(usual.printed, changed[0][0])}”"
        found = _around(one.printed, changed[0][1])
        whole = _alone(text, one) and _alone(text, usual)
        severity = Severity.ERROR if whole else Severity.WARNING  # one sentence alike may be meant to differ
        yield text.finding("twin-differs", severity, one.at, message, found, expected)


def _alone(text: Text, one: _Sentence) -> bool:
    """Whether a sentence is all that its block says."""
    return len(one.printed) + 2 >= len(text.prose[one.at])


def _neighbours(text: Text, one: int, other: int) -> bool:
    """Whether two blocks stand in one list, where like clauses differ on purpose."""
    return abs(one - other) <= 3 and text.placed[one].document == text.placed[other].document


def _around(printed: str, figure: str) -> str:
    """The words of a sentence from a little before a figure to a little after."""
    where = printed.lower().find(figure)
    start = printed.rfind(" ", 0, max(0, where - 25)) + 1 if where > 25 else 0
    end = printed.find(" ", min(len(printed), where + len(figure) + 30))
    return printed[start : end if end > 0 else len(printed)].strip()


def _ratios(text: Text) -> Iterator[Finding]:
    for many, first, second in ratio_twins(text):
        name = text.placed[first].name
        message = f"the ratio 1 to {many} of {name} stands here again: a change to one must reach the other"
        where = next(start for number, start in ratios_in(text.prose[second]) if number == many)
        printed = _around(_sentence_of(text.prose[second], where), str(many))
        yield text.finding("twin-figure", Severity.NOTE, second, message, printed, f"the same as {name}")


def _with_ratios(text: Text) -> Iterator[tuple[int, str]]:
    """The blocks that may hold a ratio: one with a figure, and a colon or the word to."""
    for at in text.figured:
        words = text.prose[at]
        if ":" in words or " to " in words or "-to-" in words:
            yield at, words


def ratios_in(words: str) -> list[tuple[int, int]]:
    """Every ratio to one in ``words``: its larger number, and where it stands."""
    found = []
    for one in _RATIO.finditer(words) if _RATIO_HINT.search(words) else ():
        many = int((one["many"] or one["first"]).replace(",", ""))
        if many > 4 and not 1900 <= many <= 2100:
            found.append((many, one.start()))
    return found


def ratio_twins(text: Text) -> Iterator[tuple[int, int, int]]:
    """One ratio of the same things in two clauses: the number, and the positions of both blocks."""
    places: dict[int, list[tuple[int, frozenset[str]]]] = defaultdict(list)
    for at, words in _with_ratios(text):
        for many, where in ratios_in(words):
            places[many].append((at, _meaning(_sentence_of(words, where))))
    for many, spots in places.items():
        for number, (at, about) in enumerate(spots):
            for earlier, other in spots[:number]:
                shared = about & other
                if text.placed[earlier].citation == text.placed[at].citation or len(shared) < 2:
                    continue
                if len(shared) >= _ALIKE * min(len(about), len(other)):
                    yield many, earlier, at
                    break


def _sentence_of(words: str, where: int) -> str:
    start = max((found.end() for found in _SENTENCE.finditer(words, 0, where)), default=0)
    after = _SENTENCE.search(words, where)
    return words[start : after.start() + 1 if after else len(words)]


def _meaning(sentence: str) -> frozenset[str]:
    return frozenset(
        stem(word)
        for word in tokens(sentence)
        if len(word) > 3 and word not in COMMON and stem(word) not in _FILLER and not word.isdigit()
    )


def _said_twice(text: Text) -> Iterator[Finding]:
    for at, count, _, ratio in said_twice(text):
        message = f"“{count}” and “{ratio}” say one figure twice: a change to one must reach the other"
        yield text.finding(
            "twin-figure", Severity.NOTE, at, message, f"{count}, {ratio}", "the same figure in both"
        )  # fmt: skip


def said_twice(text: Text) -> Iterator[tuple[int, str, int, str]]:
    """``20 students`` and ``20:1`` in one block: its position, the count, the figure, the ratio."""
    for at, words in _with_ratios(text):
        for many, where in ratios_in(words):
            found = _RATIO.match(words, where)
            assert found is not None
            rest = words[:where] + " " * (found.end() - where) + words[found.end() :]
            counted = re.search(
                rf"(?<![\d$,.:/-])(?:\(\s?)?{many:,}\)?\s+(?:student|pupil|child|teacher|member|case)\w*",
                rest,
            )
            if counted is not None:
                yield at, counted[0], many, found[0]
                break
