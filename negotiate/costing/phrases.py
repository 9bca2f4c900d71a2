"""Phrases with named holes, found by their text in any version of the language.

``the ratio of nurses to students shall be 1 to {students}`` is found wherever it stands,
whatever the spaces, capitals, kinds of quotes and dashes, and however its figures are
written (``1 to 500``, ``1:500``, ``one to five hundred (500)``). The clause it is bound to
is only a hint.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from negotiate.agreement.dates import DATE, dates_in
from negotiate.agreement.numbers import AFTER_FIGURE, FIGURE, Figure, Form, fold, parse
from negotiate.common.errors import BadInput
from negotiate.costing.versions import TextInputs, difference

HOLE = re.compile(r"\{([a-z_]+)\}")
"""A hole of a phrase, with its name."""
_TOKEN = re.compile(
    rf"\{{(?P<hole>[a-z_]+)\}}|(?P<figure>(?<![\w.]){FIGURE}(?!\w))|(?P<word>\w+)|(?P<mark>[^\w\s])"
)
_GAP = r"[ ,'\"-]"
_EACH = rf"(?:{_GAP}{{1,4}}(?:per|an?|each|every|for (?:each|every)){_GAP}{{1,4}}|\s?/\s?)"
_OVER = rf"{_GAP}{{0,3}}(?::|to|per|for (?:every|each)){_GAP}{{0,3}}"
_SCALES = "hundred|thousand|million|billion|dozen|score"
# What goes on after the last figure is a part of it, and misprinted: "7,OOO", "7 00", "5 hundred", "(5OO)".
_ENDS = (
    rf"(?![.,](?:\w*\d|[oil]{{1,3}}(?!\w))|\s?,?\s?0|\s\d|\so[o\d]{{1,2}}(?!\w)"
    rf"|[\s-]{{0,2}}(?:{_SCALES})|\s?\(\s?\$?\s?\d[\w.,]*\s?%?\s?\))"
)
_CENTS = re.compile(r"(?<!per)(?<!per\s)cents?(?:$|\s?\()|¢")
_DOLLARS_BEFORE = re.compile(r"(?:dollars?|\$\s?[\d,.]+\d)\s?\)?,?\s+(?:and\s+|plus\s+)?$")
# A minus: no figure of a contract is below zero, and one that says so is for a person to read. After a word
# it is a hyphen, and before a space a dash ("ratio-450", "Grade 5 - 25").
_MINUS = re.compile(r"(?:^|[\s(])-$")
_LEADING_ZERO = re.compile(r"\$?\s?0\d")
# "1.200" may be a thousand and two hundred: of students or dollars no figure is read for certain.
_POINTED = re.compile(r"\$?\s?[1-9]\d{0,2}(?:\.\d{3})+$")
# A ratio said again in digits right behind it: "one to five hundred (1:500)".
_AGAIN = r"\s?\(\s?(?:1|one)\s?(?::|to)\s?\d[\d,]*\s?\)"
_SAID_AGAIN = re.compile(rf"{_AGAIN}$")
_NO_RANGE = r"(?!\s?(?:-|to|or|/)\s?\$?\d)"


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
    names = tuple(HOLE.findall(phrase))
    if len(set(names)) != len(names):
        raise BadInput(f"the phrase {phrase!r} has one hole twice", do="give each hole its own name")
    return names


def context(phrase: str) -> int:
    """How many words and literal figures a phrase has beside its holes."""
    return sum(kind in ("word", "figure") for kind, *_ in _tokens(fold(phrase)))


@dataclass(frozen=True, slots=True)
class _Hole:
    """A figure in a phrase: a hole with its ``name`` and form, or a literal with its ``value``.
    ``last`` says that nothing follows it, ``dashed`` that the phrase has a dash right before it, ``over``
    that another figure is set against it."""

    name: str
    form: Form
    value: Fraction | None
    last: bool
    dashed: bool
    over: bool


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A phrase as the patterns of its words and the figures between them, in turns. The pattern of
    a figure is large: it is made once and shared, not made again within every phrase."""

    pieces: tuple[re.Pattern[str] | _Hole, ...]
    anchor: str

    def matches(self, words: str) -> Iterator[tuple[int, int, tuple[tuple[int, int], ...]]]:
        """(start, end, spans of the figures) wherever the phrase stands, none over another."""
        at = 0
        while at <= len(words):
            start = self._start(words, at)
            if start is None:
                return
            found = self._from(words, start)
            if found is not None:
                yield start, *found
            at = max(start + 1, found[0] if found is not None else 0)

    def _start(self, words: str, at: int) -> int | None:
        first = self.pieces[0]
        found = (_printed_figure(first) if isinstance(first, _Hole) else first).search(words, at)
        return found.start() if found is not None else None

    def _from(self, words: str, at: int) -> tuple[int, tuple[tuple[int, int], ...]] | None:
        spans = []
        for piece in self.pieces:
            found = (_printed_figure(piece) if isinstance(piece, _Hole) else piece).match(words, at)
            if found is None:
                return None
            if isinstance(piece, _Hole):
                spans.append(found.span())
            at = found.end()
        return at, tuple(spans)


def _printed_figure(hole: _Hole) -> re.Pattern[str]:
    return _figure_pattern(hole.form is Form.DATE, hole.last and hole.value is None)


@lru_cache(maxsize=4)
def _figure_pattern(day: bool, last: bool) -> re.Pattern[str]:
    # Atomic: a figure is read whole or not at all, never the part of it that happens to fit.
    ends = _NO_RANGE + _ENDS if last else ""
    return re.compile(rf"(?<![\w.])(?<!\w,)(?>{DATE if day else FIGURE}(?:{_AGAIN})?){AFTER_FIGURE}{ends}")


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
        index = differs.still(match.index)
        if index is not None:
            out.append(Match(index, text.placed[index].name, match.quote, match.figures, match.at))
    for index in (*differs.fresh, *(at for words in held for at in differs.kept.get(words, ()))):
        out += _find_in(text, index, compiled)
    return tuple(sorted(out, key=lambda match: match.index))


def spans(words: str, phrase: str) -> tuple[tuple[int, int], ...]:
    """Where in ``words`` the figures of the phrase's holes are printed."""
    compiled, folded = _compile(phrase), fold(words)
    found = compiled.matches(folded) if compiled.anchor in folded else iter(())
    return tuple(
        (span[0], span[0] + len(_said_again(folded[slice(*span)])[0]))
        for _, _, every in found
        if _read(folded, every, compiled) is not None
        for span, hole in zip(every, _holes(compiled), strict=True)
        if hole.value is None
    )


def stands_in(text: TextInputs, against: TextInputs, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases may stand in the blocks that differ from ``against``."""
    folded = difference(text, against).folded
    return any(_compile(phrase).anchor in words for phrase in phrases for words in folded)


def _find_in(text: TextInputs, index: int, compiled: _Compiled) -> list[Match]:
    words, name = text.words[index], text.placed[index].name
    folded = fold(words)
    if compiled.anchor not in folded:
        return []
    out = []
    for start, end, spans in compiled.matches(folded):
        read = _read(folded, spans, compiled)
        if read is not None:
            holes_at = [
                span for span, hole in zip(spans, _holes(compiled), strict=True) if hole.value is None
            ]
            out.append(Match(index, name, words[start:end], read, holes_at[0][0] if holes_at else start))
    return out


@lru_cache(maxsize=1024)
def _find_all(text: TextInputs, phrase: str) -> tuple[Match, ...]:
    compiled = _compile(phrase)
    out: list[Match] = []
    if not compiled.anchor:  # figures alone may stand anywhere
        return tuple([match for index in range(len(text.words)) for match in _find_in(text, index, compiled)])
    at = text.folded.find(compiled.anchor)
    while at >= 0:
        index, _ = text.where(at)
        out += _find_in(text, index, compiled)
        at = text.folded.find(compiled.anchor, text.ends(index))
    return tuple(out)


def _holes(compiled: _Compiled) -> list[_Hole]:
    return [piece for piece in compiled.pieces if isinstance(piece, _Hole)]


def _read(words: str, spans: Sequence[tuple[int, int]], compiled: _Compiled) -> tuple[Figure, ...] | None:
    """The figures in the holes; None where a literal one is another, a hole's has another form, or cents
    belong to dollars before them."""
    read = []
    for (start, end), hole in zip(spans, _holes(compiled), strict=True):
        printed, again = _said_again(words[start:end])
        if not hole.dashed and _MINUS.search(words[:start]):
            return None
        if _CENTS.search(printed) and _DOLLARS_BEFORE.search(words[:start]):
            return None
        if hole.value is not None:
            literal = parse(printed)
            if literal is None or literal.value != hole.value or again not in (None, hole.value):
                return None
            continue
        figure = _day(printed, start, end) if hole.form is Form.DATE else parse(printed)
        if hole.name not in ("hours", "percent") and _POINTED.match(printed):
            return None
        if hole.over and printed == "one":  # "one nurse to one building" is no ratio of one to one
            return None
        if figure is None or figure.form is not hole.form or _LEADING_ZERO.match(printed):
            return None
        if again is not None and again != figure.value:
            figure = replace(figure, disputed=again)
        read.append(figure)
    return tuple(read)


def _said_again(printed: str) -> tuple[str, Fraction | None]:
    """A figure as printed without the ratio that says it again, and what that one says."""
    found = _SAID_AGAIN.search(printed)
    if found is None:
        return printed, None
    said = re.findall(r"\d[\d,]*", found[0])[-1]
    return printed[: found.start()], Fraction(said.replace(",", ""))


def _day(printed: str, start: int, end: int) -> Figure | None:
    days = dates_in(printed)
    return Figure(Fraction(days[0].toordinal()), Form.DATE, start, end) if days else None


@lru_cache(maxsize=1024)
def _compile(phrase: str) -> _Compiled:
    pieces: list[re.Pattern[str] | _Hole] = []
    words: list[str] = []  # of the piece being made
    tokens = list(_tokens(fold(phrase)))
    joined = False  # the piece ends with what sets one figure against another
    for at, (kind, token, dashed) in enumerate(tokens):
        before = tokens[at - 1][0] if at else ""
        after = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        connects = token in ("to", ":", "per") and before in _FIGURES and after in _FIGURES
        each = token in ("per", "/") and before in _FIGURES and after == "word"
        if before and not connects and not each and not joined:
            words.append(f"{_GAP}{{1,4}}" if before != "mark" and kind != "mark" else f"{_GAP}{{0,4}}")
        over, joined = joined, connects or each
        if connects:
            words.append(_connects([token for kind, token, _ in tokens[:at] if kind == "word"]))
        elif each:  # "$140 per day", "$140 a day", "$140/day"
            words.append(_EACH)
        elif kind in _FIGURES:
            if words:
                pieces.append(re.compile("".join(words)))
                words = []
            pieces.append(_hole(kind, token, not after, dashed, over))
        elif before:
            words.append(re.escape(token) + ("" if after or kind != "word" else r"(?!\w)"))
        else:  # the word first: `re` looks for a literal prefix fast
            words.append(rf"{re.escape(token)}(?<!\w{re.escape(token)})" + ("" if after else r"(?!\w)"))
    if words:
        pieces.append(re.compile("".join(words)))
    fixed = [token for kind, token, _ in tokens if kind == "word" and token != "per"] or [
        token for kind, token, _ in tokens if kind == "mark" and token not in (":",)
    ]
    anchor = max(fixed, key=len, default="")
    return _Compiled(tuple(pieces), anchor)


def _connects(said: Sequence[str]) -> str:
    """What sets one figure against another. Words of the phrase before it may be said there again, one or
    many: ``nurses in a ratio of 1:700`` is ``nurses in a ratio of one nurse to 700``."""
    things = {form for word in said if len(word) > 3 for form in (word, word.removesuffix("s"))}
    if not things:
        return _OVER
    again = "|".join(sorted(map(re.escape, things), key=len, reverse=True))
    return rf"(?:{_GAP}{{1,3}}(?:{again})(?!\w)){{0,3}}{_OVER}"


def _hole(kind: str, token: str, last: bool, dashed: bool, over: bool) -> _Hole:
    if kind == "hole":
        name, _, form = token.partition("/")
        return _Hole(name, Form(form), None, last, dashed, over)
    figure = parse(token)
    assert figure is not None
    return _Hole("", figure.form, figure.value, last, dashed, over)


_FIGURES = ("hole", "figure")


def _tokens(phrase: str) -> Iterator[tuple[str, str, bool]]:
    """Tokens as (kind, text, whether a dash stands right before it); a hole's text carries the form written
    around it: ``amount/money``."""
    for found in _TOKEN.finditer(phrase):
        kind = found.lastgroup or ""
        dashed = phrase[: found.start()].rstrip("$ ").endswith("-")
        if kind == "mark" and found[0] in ",'\"-":
            continue
        if kind == "mark" and found[0] == "$" and phrase[found.end() :].lstrip().startswith("{"):
            continue
        if kind == "hole":
            yield kind, f"{found['hole']}/{_form(phrase, found)}", dashed
        elif not _is_unit_of_hole(phrase, found):
            yield kind, found[0], dashed


def form_of(hole: str) -> Form:
    """The form a hole's figure has, by its name."""
    return {"date": Form.DATE, "amount": Form.MONEY, "percent": Form.PERCENT}.get(hole, Form.NUMBER)


def _form(phrase: str, found: re.Match[str]) -> str:
    if found["hole"] == "date":
        return Form.DATE
    if phrase[: found.start()].rstrip().endswith("$"):
        return Form.MONEY
    return Form.PERCENT if re.match(r"\s*(?:%|per\s?cent\b)", phrase[found.end() :]) else Form.NUMBER


def _is_unit_of_hole(phrase: str, found: re.Match[str]) -> bool:
    """Whether the token is the ``%`` (``percent``, ``dollars``) that belongs to the hole before it."""
    return found[0] in ("%", "percent") and phrase[: found.start()].rstrip().endswith("}")
