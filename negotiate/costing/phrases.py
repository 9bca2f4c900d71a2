"""Phrases with named holes, found by their text in any version of the language.

``the ratio of nurses to students shall be 1 to {students}`` is found wherever it stands,
whatever the spaces, capitals, kinds of quotes and dashes, and however its figures are
written (``1 to 500``, ``1:500``, ``one to five hundred (500)``). The clause it is bound to
is only a hint.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from rapidfuzz import fuzz

from negotiate.agreement.citations import split_paragraph
from negotiate.agreement.dates import DATE, dates_in
from negotiate.agreement.numbers import FIGURE, Figure, Form, fold, parse
from negotiate.common.errors import BadInput
from negotiate.costing.versions import TextInputs, difference

_HOLE = re.compile(r"\{([a-z_]+)\}")
_TOKEN = re.compile(
    rf"\{{(?P<hole>[a-z_]+)\}}|(?P<figure>(?<![\w.]){FIGURE}(?!\w))|(?P<word>\w+)|(?P<mark>[^\w\s])"
)
_GAP = r"[ ,'\"-]"
_CONNECTS = rf"{_GAP}{{0,3}}(?::|to|per|for (?:every|each)){_GAP}{{0,3}}"
_AFTER_FIGURE = r"(?![\w/]|[.,]\d)"
_SCALES = "hundred|thousand|million|billion|dozen|score"
# What goes on after the last figure is a part of it, and misprinted: "7,OOO", "7 00", "5 hundred", "(5OO)".
_ENDS = (
    rf"(?![.,](?:\w*\d|[oil]{{1,3}}(?!\w))|\s?,?\s?0|\s\d|\so[o\d]{{1,2}}(?!\w)"
    rf"|[\s-]{{0,2}}(?:{_SCALES})|\s?\(\s?\$?\s?\d[\w.,]*\s?%?\s?\))"
)
_LEADING_ZERO = re.compile(r"\$?\s?0\d")
_NO_RANGE = r"(?!\s?(?:-|to|or|/)\s?\$?\d)"
_COMMON = """
the and for that with shall will from this each any all not been have has are was were its per
than which who such other may must more into upon their there these they them then
"""
_STOP = frozenset(_COMMON.split())
_SENTENCE = re.compile(r"[^.;]+(?:[.;](?!\s|$)[^.;]*)*[.;]?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with holes (``{students}``), and the clause where they stood when they were bound."""

    text: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase where it stands: the block's ``index`` and ``citation``, the words as printed
    (``quote``), and the figure in each hole, in the order of the phrase's holes. ``at`` is where
    the first figure begins in the block's words.
    """

    index: int
    citation: str
    quote: str
    figures: tuple[Figure, ...]
    at: int = 0

    @property
    def values(self) -> tuple[Fraction, ...]:
        """What the holes hold."""
        return tuple(figure.value for figure in self.figures)

    @property
    def disputed(self) -> bool:
        """Whether words and digits of one figure disagree (``twenty (21)``)."""
        return any(figure.disputed is not None for figure in self.figures)


def holes(phrase: str) -> tuple[str, ...]:
    """The names of a phrase's holes in order. Raises :class:`BadInput` where one stands twice."""
    names = tuple(_HOLE.findall(phrase))
    if len(set(names)) != len(names):
        raise BadInput(f"the phrase {phrase!r} has one hole twice", do="give each hole its own name")
    return names


def context(phrase: str) -> int:
    """How many words and literal figures a phrase has beside its holes."""
    return sum(kind in ("word", "figure") for kind, _ in _tokens(fold(phrase)))


@dataclass(frozen=True, slots=True)
class _Compiled:
    pattern: re.Pattern[str]
    literals: tuple[Fraction, ...]
    forms: tuple[Form, ...]
    names: tuple[str, ...]
    anchor: str


def find(text: TextInputs, phrase: str, against: TextInputs | None = None) -> tuple[Match, ...]:
    """Every place where the phrase stands in the text, in reading order.

    With ``against`` only the blocks that differ from it are searched; the result is the same.
    """
    if against is None or against is text:
        return _find_all(text, phrase)
    differs, compiled = difference(text, against), _compile(phrase)
    out: list[Match] = []
    held: set[str] = set()
    for match in _find_all(against, phrase):
        held.add(against.words[match.index])
        index = differs.still(match.index, len(against.words))
        if index is not None:
            out.append(Match(index, text.placed[index].name, match.quote, match.figures, match.at))
    for index in (*differs.fresh, *(at for words in held for at in differs.kept.get(words, ()))):
        out += _find_in(text, index, compiled)
    return tuple(sorted(out, key=lambda match: match.index))


def stands_in(text: TextInputs, against: TextInputs, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases may stand in the blocks that differ from ``against``."""
    folded = difference(text, against).folded
    return any(_compile(phrase).anchor in words for phrase in phrases for words in folded)


def _find_in(text: TextInputs, index: int, compiled: _Compiled) -> list[Match]:
    words, name = text.words[index], text.placed[index].name
    if compiled.anchor not in fold(words):
        return []
    return [
        Match(index, name, words[found.start() : found.end()], read, _first(found, compiled))
        for found in compiled.pattern.finditer(fold(words))
        if (read := _read(found, compiled)) is not None
    ]


@lru_cache(maxsize=1024)
def _find_all(text: TextInputs, phrase: str) -> tuple[Match, ...]:
    compiled = _compile(phrase)
    out: list[Match] = []
    seen: set[int] = set()
    for found in compiled.pattern.finditer(text.folded):
        index, _ = text.where(found.start())
        if index not in seen:
            seen.add(index)
            out += _find_in(text, index, compiled)
    return tuple(out)


def _first(found: re.Match[str], compiled: _Compiled) -> int:
    return found.start(compiled.names[0]) if compiled.names else found.start()


def _read(found: re.Match[str], compiled: _Compiled) -> tuple[Figure, ...] | None:
    for number, value in enumerate(compiled.literals):
        literal = parse(found[f"_{number}"])
        if literal is None or literal.value != value:
            return None
    read = []
    for name, form in zip(compiled.names, compiled.forms, strict=True):
        figure = _day(found, name) if form is Form.DATE else parse(found[name])
        if figure is None or figure.form is not form or _LEADING_ZERO.match(found[name]):
            return None
        read.append(figure)
    return tuple(read)


def _day(found: re.Match[str], name: str) -> Figure | None:
    days = dates_in(found[name])
    return Figure(Fraction(days[0].toordinal()), Form.DATE, *found.span(name)) if days else None


@lru_cache(maxsize=1024)
def _compile(phrase: str) -> _Compiled:
    parts: list[str] = []
    literals: list[Fraction] = []
    forms: list[Form] = []
    tokens = list(_tokens(fold(phrase)))
    for at, (kind, token) in enumerate(tokens):
        before = tokens[at - 1][0] if at else ""
        after = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        connects = token in ("to", ":", "per") and before in _FIGURES and after in _FIGURES
        if before and not connects and not parts[-1].endswith(_CONNECTS):
            parts.append(f"{_GAP}{{1,4}}" if before != "mark" and kind != "mark" else f"{_GAP}{{0,4}}")
        if connects:
            parts.append(_CONNECTS)
        elif kind == "hole":
            name, _, form = token.partition("/")
            forms.append(Form(form))
            printed = DATE if form == Form.DATE else FIGURE
            # Atomic: a figure is read whole or not at all, never the part of it that happens to fit.
            ends = "" if after else _NO_RANGE + _ENDS
            parts.append(f"(?P<{name}>(?>{printed})){_AFTER_FIGURE}{ends}")
        elif kind == "figure":
            figure = parse(token)
            assert figure is not None
            parts.append(f"(?P<_{len(literals)}>{FIGURE}){_AFTER_FIGURE}")
            literals.append(figure.value)
        else:
            parts.append(re.escape(token))
    edge = r"(?<![\w.])(?<!\w,)" if tokens and tokens[0][0] in _FIGURES else r"(?<!\w)"
    end = r"(?!\w)" if tokens and tokens[-1][0] == "word" else ""
    pattern = re.compile("".join(parts[:1]) + "".join(parts[1:]) + end)
    if tokens and tokens[0][0] == "word":  # the word first: `re` looks for a literal prefix fast
        first = parts[0]
        pattern = re.compile(f"{first}(?<!\\w{first}){''.join(parts[1:])}{end}")
    elif tokens:
        pattern = re.compile(edge + "".join(parts) + end)
    anchor = max((token for kind, token in tokens if kind == "word"), key=len, default="")
    return _Compiled(pattern, tuple(literals), tuple(forms), holes(fold(phrase)), anchor)


_FIGURES = ("hole", "figure")


def _tokens(phrase: str) -> Iterator[tuple[str, str]]:
    """Tokens as (kind, text); a hole's text carries the form written around it: ``amount/money``."""
    for found in _TOKEN.finditer(phrase):
        kind = found.lastgroup or ""
        if kind == "mark" and found[0] in ",'\"-":
            continue
        if kind == "mark" and found[0] == "$" and phrase[found.end() :].lstrip().startswith("{"):
            continue
        if kind == "hole":
            yield kind, f"{found['hole']}/{_form(phrase, found)}"
        elif not _is_unit_of_hole(phrase, found):
            yield kind, found[0]


def _form(phrase: str, found: re.Match[str]) -> str:
    if found["hole"] == "date":
        return Form.DATE
    if phrase[: found.start()].rstrip().endswith("$"):
        return Form.MONEY
    return Form.PERCENT if re.match(r"\s*(?:%|per\s?cent\b)", phrase[found.end() :]) else Form.NUMBER


def _is_unit_of_hole(phrase: str, found: re.Match[str]) -> bool:
    """Whether the token is the ``%`` (``percent``, ``dollars``) that belongs to the hole before it."""
    return found[0] in ("%", "percent") and phrase[: found.start()].rstrip().endswith("}")


@dataclass(frozen=True, slots=True)
class Near:
    """The text most like a phrase that was not found: where, its words, and how like (0–100)."""

    citation: str
    quote: str
    likeness: int


def nearest(
    text: TextInputs,
    phrase: Phrase,
    against: TextInputs | None = None,
    stood: str = "",
    taken: Container[int] = (),
) -> Near | None:
    """The sentence most like the phrase; None where nothing is alike. Blocks that differ from
    ``against`` are looked at first: a phrase is usually gone because its block was edited.

    ``stood`` is the clause where it stood there: if that one was edited, it is the nearest
    whatever it says now. Blocks ``taken``, which have the phrase's words for another place,
    are looked at last.
    """
    if against is not None and against is not text:
        fresh = [index for index in difference(text, against).fresh if index not in taken]
        edited = [index for index in fresh if stood and text.placed[index].name == stood]
        near = _best(text, phrase, edited) if edited else _nearest(text, phrase, fresh)
        if near is not None and (edited or near.likeness >= 75):
            return near
    others = [index for index in range(len(text.placed)) if index not in taken]
    return _nearest(text, phrase, others) or _nearest(text, phrase, range(len(text.placed)))


def _nearest(text: TextInputs, phrase: Phrase, indices: Iterable[int]) -> Near | None:
    wanted = content_words(_HOLE.sub(" ", phrase.text))
    scored = []
    for index in indices:
        shared = len(wanted & content_words(text.words[index]))
        if 2 * shared >= len(wanted):
            scored.append((shared, under(text.placed[index].citation, phrase.clause), -index))
    best = _best(text, phrase, [-index for _, _, index in sorted(scored, reverse=True)[:8]])
    return best if best is not None and best.likeness >= 50 else None


def _best(text: TextInputs, phrase: Phrase, indices: Iterable[int]) -> Near | None:
    plain = fold(_HOLE.sub(" ", phrase.text))
    best: Near | None = None
    for index in indices:
        for sentence in sentences(text.words[index]):
            likeness = round(fuzz.partial_ratio(plain, fold(sentence)))
            if best is None or likeness > best.likeness:
                best = Near(text.placed[index].name, sentence, likeness)
    return best


def sentences(words: str) -> list[str]:
    """The sentences of a block, as printed."""
    return [found[0].strip() for found in _SENTENCE.finditer(words) if found[0].strip()]


def under(citation: str, clause: str) -> bool:
    """Whether a citation names the clause or a part under it."""
    if not clause:
        return False
    whole, _ = split_paragraph(clause)
    rest = citation.removeprefix(whole)
    return citation.startswith(whole) and (not rest or not rest[0].isalnum())


@lru_cache(maxsize=32768)
def content_words(words: str) -> frozenset[str]:
    """The words that carry the meaning: stems of four or more letters, without the common ones."""
    return frozenset(
        word[:-1] if word.endswith("s") and len(word) > 4 else word
        for word in re.findall(r"[a-z]{3,}", fold(words))
        if word not in _STOP
    )
