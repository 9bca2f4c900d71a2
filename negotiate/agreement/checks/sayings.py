"""What the sentence around a reference says that its target is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from negotiate.agreement.blocks import Kind
from negotiate.agreement.checks.headings import GENERAL, About, Headings
from negotiate.agreement.finding.references import Reference, words_of
from negotiate.agreement.vocabulary import COMMON, stem, subject, tokens

_NAME = r"(?P<title>[A-Z][\w’'-]*(?:[ /](?:[A-Z][\w’'-]*|an?|and|of|the|for|from|in|to|or|on|by|with|&))*)"
_OF = r"(?:\s+of\s+(?:this|the)\s+(?i:agreement|contract|article|cba))?"
_TITLE = re.compile(
    rf"{_OF}(?:\s*[,.–—:-]+\s*|\s*(?=[(\[“\"])|\s)(?:(?:en)?titled\s+)?[(\[]?[“\"]?{_NAME}(?=\s*[,.;:)\]”\"]|\s*$)"
)
_RUNS_ON = re.compile(rf"{_OF}(?P<sign>\s*[,–—:-])?\s*{_NAME}(?=\s+[a-z])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"(?:(?<=[.;:])\s+(?=[A-Z(“\"]))|^")
_BEFORE = 14  # words before a reference that may say what it is about
NEAR = 5
"""Words that may stand between what a reference is about and the reference."""
_SHORT = 70  # words of a clause whose heading tells what it is about
_JOINS = re.compile(
    r"(?:(?:the|provisions?|language|terms?|requirements?|procedures?|process|rules?|article|section|found|listed)\s)*"
    r"(?:(?:as\s)?(?:set\sforth|set\sout|described|outlined|provided|provided\sfor|defined|specified|contained|established"
    r"|stated|found|listed|given)\s)?(?:in|by|of|under|at|for)\s?(?:the\s)?"
)
_SURE = re.compile(
    r"\b(?:provisions?|language|terms|set|described|outlined|specified|contained|defined|established|found|stated|of)\b"
)
_ON = ("on", "about", "regarding", "concerning", "governing", "for")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words beside a reference that are a heading of the text: as printed, as stems. ``defined``
    says that the reference is to where they are defined; ``close`` that nothing stands between
    the two but words that join them (``the sick leave provisions of``)."""

    printed: str
    about: About
    defined: bool = False
    close: bool = False


def title_after(headings: Headings, one: Reference) -> str | None:
    """The title printed right after a reference, if one is: ``Article XI, Grievances``."""
    words = words_of(headings.text.placed[one.at])
    found = _TITLE.match(words, one.end)
    if found is not None and subject(found["title"]):
        return found["title"]
    runs_on = _RUNS_ON.match(words, one.end)
    if runs_on is None:
        return None
    said = runs_on["title"].split()
    for length in range(len(said), 0, -1):  # "Discipline and by no other way": the heading it begins with
        title = " ".join(said[:length])
        about = subject(title)
        if about in headings.by_subject and (runs_on["sign"] or len(about) > 1):
            return title
    return None


def before(headings: Headings, one: Reference) -> list[str]:
    """The words of the sentence before a reference, after the last reference there."""
    words = words_of(headings.text.placed[one.at])
    begins = max((found.end() for found in _SENTENCE.finditer(words, 0, one.start)), default=0)
    for other in headings.text.references.in_block(one.at):
        if other.end <= one.start:
            title = _TITLE.match(words, other.end)
            begins = max(begins, other.end if title is None else min(title.end(), one.start))
    return tokens(words[begins : one.start])[-_BEFORE:]


def phrases(headings: Headings, one: Reference) -> list[Phrase]:
    """Headings of the text that name the clause a reference stands in, where that is short, or
    that the words just before it say, the nearest first."""
    said = before(headings, one)
    stems = [stem(word) for word in said]
    ahead = words_of(headings.text.placed[one.at])[: one.start]
    opened = ahead.rstrip('“" ')[-1:] in ("(", "[")
    printed = _WORD.findall(ahead)
    own = _own_heading(headings, one)
    out = [own] if own is not None else []
    for end in range(len(stems), max(0, len(stems) - NEAR - 1), -1):
        for start in range(max(0, end - headings.longest - 3), end):
            about = tuple(word for word in stems[start:end] if word not in COMMON and len(word) > 2)
            whole = stems[start] not in COMMON and stems[end - 1] not in COMMON
            if not whole or about not in headings.by_subject:
                continue
            last = len(printed) - len(stems) + end - 1  # of the phrase, among the words as printed
            named = 0 < last < len(printed) and printed[last][:1].isupper()
            close = _close(said[max(0, start - 1) : start], said[end:], opened or named)
            sure = len(about) > 1 or named
            if (close and (sure or about[0] not in GENERAL)) or headings.tells(about):
                out.append(Phrase(" ".join(said[start:end]), about, "defined" in said[end:], close and sure))
                break
    return [*out, *_scattered(headings, said, stems)]


def _close(ahead: list[str], between: list[str], opened: bool) -> bool:
    """Whether the words between a phrase and the reference only join the two."""
    joined = " ".join(between) + " " if between else ""
    if not joined:
        return opened
    if _JOINS.fullmatch(joined) is None:
        return False
    return _SURE.search(joined) is not None or (bool(ahead) and ahead[-1] in _ON)


def _scattered(headings: Headings, said: list[str], stems: list[str]) -> Iterator[Phrase]:
    """Headings of several words that all stand, in their order, shortly before the reference."""
    last = [word for word in stems[-8:] if word not in COMMON]
    if len(last) < 2:
        return
    for about in _headed(headings, last):
        if headings.tells(about):
            yield Phrase(" ".join(said[-8:]), about)


def _headed(headings: Headings, words: list[str]) -> list[About]:
    """The headings of two words or more that these words say in their order, the last word being one of
    them, the longest first: looked for among those of that word, or among all that the words could make,
    whichever are fewer."""
    known = [word for word in words if word in headings.by_word]
    last = words[-1]
    of_last = headings.by_word.get(last, ())
    if len(of_last) <= 1 << len(known):
        found = {one for one in of_last if len(one) > 1 and _in_order(one, words)}
    else:
        made = {one for size in range(2, len(known) + 1) for one in combinations(known, size)}
        found = {one for one in made if last in one and one in headings.by_subject}
    return sorted(found, key=lambda one: (-len(one), one))


def _in_order(about: About, words: list[str]) -> bool:
    left = iter(words)
    return all(word in left for word in about)


def _own_heading(headings: Headings, one: Reference) -> Phrase | None:
    """The heading over a reference, where the clause is little more than the reference."""
    at = one.at
    placed = headings.text.placed
    if placed[at].block.kind is Kind.HEADING or len(headings.text.tokens[at]) > _SHORT:
        return None
    head = at - placed[at].paragraph + 1
    if placed[at].paragraph != 2 or placed[head].block.kind is not Kind.HEADING:
        return None
    about = subject(placed[head].block.text)
    told = len(about) > 1 and headings.tells(about)
    return Phrase(placed[head].block.text, about) if told else None
