"""The words around a figure: a phrase that finds it again, and its twins elsewhere in the text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from negotiate.agreement.blocks import Rows
from negotiate.agreement.dates import DATE
from negotiate.agreement.figures_told import may_say, may_say_any
from negotiate.agreement.numbers import Figure, Form, figures, fold, parse
from negotiate.common.errors import BadInput
from negotiate.costing.likeness import content_words
from negotiate.costing.phrases import Phrase, context, find
from negotiate.costing.versions import TextInputs

_BEFORE, _AFTER = 12, 3  # words of a proposed phrase on either side of its figure
_SHARED = 3  # meaning words that the sentences of twins have in common at the least
_FEW = 3  # meaning words before the figure, below which more are taken after it
_END = re.compile(r"(?<!\bno)(?<!\bart)(?<!\bsec)[.;](?=\s|$)")
_DATE = re.compile(DATE)
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[a-z]{3,}")
_TRAILING = re.compile(r"(?:\s+(?:and|or|to|of|the|a|an|shall|for|in|by|with|who|that))+$")
_CLOSES = re.compile(r"[.,;:)\"'?!]+")
_CLOSED = re.compile(r"[.,;:)\"'?!]+$")


@dataclass(frozen=True, slots=True)
class Spot:
    """One figure where it stands: the block's ``index`` and ``citation``, and its sentence."""

    index: int
    citation: str
    figure: Figure
    sentence: str


def spots(text: TextInputs, index: int) -> tuple[Spot, ...]:
    """Every figure of one block with its sentence."""
    return tuple([_spot(text, index, figure) for figure in figures(text.words[index])])


def _spot(text: TextInputs, index: int, figure: Figure) -> Spot:
    start, end = _span(text, index, figure)
    return Spot(index, text.placed[index].name, figure, text.words[index][start:end].strip())


def _span(text: TextInputs, index: int, figure: Figure) -> tuple[int, int]:
    """The sentence a figure stands in; in a table its row."""
    rows = text.placed[index].block.rows
    if not rows:
        return _sentence(text.words[index], figure)
    return next((start, end) for start, end in _lines(rows) if start <= figure.start < end)


def _sentence(words: str, figure: Figure) -> tuple[int, int]:
    folded = fold(words)
    starts = [found.end() for found in _END.finditer(folded, 0, figure.start)]
    after = _END.search(folded, figure.end)
    return (starts[-1] if starts else 0), (after.end() if after else len(words))


def twins(text: TextInputs, spot: Spot) -> tuple[Spot, ...]:
    """Other places where the same figure stands in like words: the sentence shares at least three
    meaning words with the figure's own, and at least half of the shorter one's near the figure."""
    near = _near(text, spot)
    out = []
    for index in _sharing(text, near):
        if not may_say(fold(text.words[index]), spot.figure.value):
            continue
        for figure in figures(text.words[index]):
            if (index, figure.start) == (spot.index, spot.figure.start):
                continue
            if figure.value != spot.figure.value or figure.form is not spot.figure.form:
                continue
            other = _spot(text, index, figure)
            words = _near(text, other)
            shared = near & words
            if len(shared) >= _SHARED and 2 * len(shared) >= min(len(near), len(words)):
                out.append(other)
    return tuple(out)


def _sharing(text: TextInputs, near: frozenset[str]) -> list[int]:
    """The blocks that hold enough of these meaning words to have a twin in them, in reading order: in the
    others no figure need be looked for."""
    held = _holding(text)
    counts = Counter(index for word in near for index in held.get(word, ()))
    return sorted(index for index, count in counts.items() if count >= _SHARED)


@lru_cache(maxsize=8)
def _holding(text: TextInputs) -> dict[str, list[int]]:
    """The blocks that hold each meaning word, in order, of those that may hold a figure."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    stems: dict[str, frozenset[str]] = {}
    for index, words in enumerate(text.words):
        folded = fold(words)
        if not may_say_any(folded):
            continue
        printed = set(_LETTERS.findall(folded))
        for one in printed - stems.keys():
            stems[one] = content_words(one)
        for stem in {stem for one in printed for stem in stems[one]}:
            found[stem].append(index)
    return found


def _near(text: TextInputs, spot: Spot) -> frozenset[str]:
    """The meaning words of the sentence within twelve words before and six after the figure."""
    words = text.words[spot.index]
    start, end = _span(text, spot.index, spot.figure)
    before = _WORD.findall(words[start : spot.figure.start])[-_BEFORE:]
    after = _WORD.findall(words[spot.figure.end : end])[:6]
    return content_words(" ".join(before + after))


def lone_spots(text: TextInputs, index: int, printed: str) -> tuple[Spot, ...]:
    """Where the words ``printed`` stand as a figure that is none by itself: ``one aide in each room``."""
    words, wanted = text.words[index], fold(printed.strip())
    figure = parse(wanted)
    if figure is None:
        return ()
    out = []
    for found in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(words)):
        here = Figure(figure.value, figure.form, found.start(), found.end())
        start, end = _span(text, index, here)
        out.append(Spot(index, text.placed[index].name, here, words[start:end].strip()))
    return tuple(out)


def phrase_for(text: TextInputs, spot: Spot, hole: str) -> Phrase:
    """A phrase with the figure as its hole: up to twelve words before it in its sentence and
    three after (nine, where few stand before it); lengthened word by word to the start of the
    block while another figure fits."""
    words = text.words[spot.index]
    start, end = _span(text, spot.index, spot.figure)
    ahead = [found.start() for found in _WORD.finditer(words, 0, spot.figure.start)]
    rows = text.placed[spot.index].block.rows
    if rows:  # the whole row, and those above it while other rows are like it
        ahead = [at for at, _ in _lines(rows) if at <= spot.figure.start]
    own = [at for at in ahead if at >= start][-_BEFORE:]
    first = own[0] if own else spot.figure.start
    earlier = [at for at in ahead if at < first]
    while True:
        mark = (spot.figure.start - first, spot.figure.end - first, spot.figure, hole)
        shown = _holed(words[first:end], [mark]) if rows else _cut(words, first, spot.figure, end, hole)
        phrase = Phrase(shown, spot.citation)
        if rows and context(shown) < 1 and earlier:
            first = earlier.pop()
            continue
        found = find(text, phrase.text)
        if all(match.figures[0].value == spot.figure.value for match in found) or not earlier:
            return phrase
        first = earlier.pop()


def _lines(rows: Rows) -> Iterator[tuple[int, int]]:
    """Where each row begins and ends in the words of a table."""
    at = 0
    for row in rows:
        size = len(f"| {' | '.join(row)} |")
        yield at, at + size
        at += size + 1


def joint_phrase(text: TextInputs, marks: Sequence[tuple[Spot, str]], brief: bool = False) -> Phrase:
    """One phrase with several figures of a block as its holes: the words between them and a few before
    and after; ``brief``: as few as it is found by, for words that stand once for each of a list."""
    spot = marks[0][0]
    words = text.words[spot.index]
    start, end = _span(text, spot.index, spot.figure)
    spans = sorted((one.figure.start, one.figure.end, one.figure, hole) for one, hole in marks)
    for (_, one, *_), (other, *_) in zip(spans, spans[1:], strict=False):
        if other < one:
            raise BadInput("two of the figures are one", where=spot.citation, do="name each once")
    first, last = spans[0][0], spans[-1][1]
    ahead = [found.start() for found in _WORD.finditer(words, 0, first) if found.start() >= start]
    between = _holed(
        words[first:last], [(a - first, b - first, figure, hole) for a, b, figure, hole in spans]
    )
    tail = _following(words[last:end], 1 if brief else _AFTER).rstrip()
    if brief and context(between + tail) >= 2:
        return Phrase(between + tail, spot.citation)
    return Phrase(words[ahead[-2] if len(ahead) > 1 else start : first] + between + tail, spot.citation)


def _holed(words: str, marks: Sequence[tuple[int, int, Figure, str]]) -> str:
    out, at = "", 0
    for start, end, figure, hole in marks:
        out += re.sub(r"[{}]", " ", words[at:start]) + _marked(words[start:end], figure, hole)
        at = end
    return out + re.sub(r"[{}]", " ", words[at:])


def _cut(words: str, first: int, figure: Figure, end: int, hole: str) -> str:
    before = words[first : figure.start]
    marked = _marked(words[figure.start : figure.end], figure, hole)
    few = len(content_words(before)) < _FEW
    after = _following(words[figure.end : end], 3 * _AFTER if few else _AFTER)
    return re.sub(r"[{}]", " ", before) + marked + re.sub(r"[{}]", " ", after).rstrip()


def _following(words: str, most: int) -> str:
    """Up to ``most`` words, to the first that ends a clause, without small words at the end; a figure is
    taken whole or not at all."""
    after = ""
    for found in list(_WORD.finditer(words))[:most]:
        if found.start() == 0 and _CLOSES.match(found[0]) and not re.match(r":\s?\d", found[0]):
            break
        stop = _CLOSED.search(found[0])
        after = words[: found.start() + (stop.start() if stop else len(found[0]))]
        if stop:
            break
    for figure in figures(words):
        if figure.start < len(after) < figure.end:
            after = words[: figure.start].rstrip()
    return _TRAILING.sub("", after)


def dated_phrase(text: TextInputs, spot: Spot, hole: str) -> str:
    """The words between a figure and the nearest date before it, or else after it, both as holes;
    empty where its block has no date."""
    words = text.words[spot.index]
    folded = fold(words)
    days = [found for found in _DATE.finditer(folded) if found.end() <= spot.figure.start]
    later = [found for found in _DATE.finditer(folded) if found.start() >= spot.figure.end]
    printed = _marked(words, spot.figure, hole)
    if days:
        day = days[-1]
        ahead = re.search(r"(?:\w+\s+){0,2}$", words[: day.start()])
        lead = ahead[0] if ahead is not None else ""
        return f"{lead}{{date}}{words[day.end() : spot.figure.start]}{printed}"
    if later:
        ahead = re.search(r"(?:\S+\s+){0,6}$", words[: spot.figure.start])
        lead = ahead[0] if ahead is not None else ""
        return f"{lead}{printed}{words[spot.figure.end : later[0].start()]}{{date}}"
    return ""


def _marked(words: str, figure: Figure, hole: str) -> str:
    if figure.form is Form.MONEY:
        return f"${{{hole}}}"
    return f"{{{hole}}}%" if figure.form is Form.PERCENT and words else f"{{{hole}}}"


@dataclass(frozen=True, slots=True)
class FigureTwin:
    """A warning: ``changed`` became ``now`` in one place, and still stands at ``quote``."""

    citation: str
    changed: Fraction
    now: tuple[Fraction, ...]
    quote: str


def figure_twins(old: Sequence[str], new: Sequence[str], citation: str = "") -> tuple[FigureTwin, ...]:
    """Figures of one clause that a draft changed in one place and not in another.

    ``old`` and ``new`` are the words of the clause's blocks. A value that stands less often
    than before while others are new, and that still stands for the same thing (the same noun
    after it, a ratio, or no noun at all), is named once for every place it still stands.
    """
    before = [(words, figure) for words in old for figure in figures(words)]
    after = [(words, figure) for words in new for figure in figures(words)]
    was = Counter(figure.value for _, figure in before)
    has = Counter(figure.value for _, figure in after)
    now = tuple(sorted(value for value in has if has[value] > was[value]))
    if not now:
        return ()
    out = []
    for value in sorted(v for v in was if v != 1 and 0 < has[v] < was[v]):
        stood = [_thing(words, figure) for words, figure in before if figure.value == value]
        stands = [(words, figure) for words, figure in after if figure.value == value]
        gone = _removed(stood, [_thing(words, figure) for words, figure in stands])
        for words, figure in stands:
            thing = _thing(words, figure)
            if any(_same(thing, other) for other in gone):
                out.append(FigureTwin(citation, value, now, words[slice(*_sentence(words, figure))].strip()))
    return tuple(out)


def _removed(stood: list[frozenset[str]], stands: list[frozenset[str]]) -> list[frozenset[str]]:
    left = list(stood)
    for thing in stands:
        if thing in left:
            left.remove(thing)
    return left


def _thing(words: str, figure: Figure) -> frozenset[str]:
    """What is counted: the meaning words of the three after the figure; empty for a ratio."""
    folded = fold(words)
    if re.match(r"\s?:\s?\d|[\s-]to[\s-]\w", folded[figure.end :]) or re.search(
        r"(?::\s?|\bto[\s-])$", folded[: figure.start]
    ):
        return frozenset()
    rest = re.split(r"[.,;:()]", folded[figure.end :], maxsplit=1)[0]
    return content_words(" ".join(re.findall(r"[a-z]+", rest)[:3]))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)
