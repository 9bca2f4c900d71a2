"""Citations as people write them, taken apart: ``VA2(f)``, ``X-C``, ``V, Sec. A, 2(f)``, ``(A)-(F)``.

A locator is a run of *atoms* (``V``, ``A``, ``2``, ``f``), each one step down the agreement. What
stands between two atoms may be a sure join (a point, a parenthesis) or a soft one (a bare space
or comma): soft tails are given up where they lead nowhere, so that ``Article V A teacher`` is
Article V.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from negotiate.agreement.labels import roman

_TOKEN = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]|[A-Za-z]+|[0-9]+")
_ATOM = re.compile(
    r"\(\s?(?P<paren>[A-Za-z]{1,2}|[0-9]{1,3}|[ivxIVX]{1,5})\s?\)"
    r"|(?P<number>[0-9]{1,3})(?![0-9%/]|:[0-9]|,[0-9]{3}|\.[0-9]*%)"
    r"|(?P<upper>[IVXLC]{1,7}[A-Z]?|A[A-Z]|[A-Z]|(?P<twice>[A-Z])(?P=twice))(?![A-Za-z])"
    r"|(?P<lower>[a-z])(?![A-Za-z’'])"
)
_SURE = re.compile(r"\s?(?=\()|\.\s?(?=\()|\.(?=[A-Za-z0-9])|")
_HYPHEN = re.compile(r"-(?=[A-Z](?![A-Za-z])|[0-9]{1,2}(?![0-9]))")
_DOWN = re.compile(
    r"(?:,\s*|\s+|\s*[-–—]\s*)(?P<word>sections?|secs?\.?|§+|paragraphs?|paras?\.?|¶|sub-?sections?"
    r"|sub-?paragraphs?|clauses?)\s*(?=[(0-9A-Za-z])",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s(?=[A-Z](?:\.?[0-9]|[\s.,;:)(]|$)|[0-9]{1,2}(?:[a-z]?[\s.,;:)(-]|$))")
_COMMA = re.compile(r",\s(?=[A-Z0-9(]|[a-z],\s[0-9])")
_ARTICLE = re.compile(r"A\s[a-z]")
_LARGEST = 60  # no agreement has more articles: a larger numeral is some other word in capitals


@dataclass(frozen=True, slots=True)
class Atom:
    """One step of a locator. ``style`` is what it looks like (``(a)``, ``1``, ``A``, ``a``);
    ``soft`` says that only a space or comma joined it to the one before, ``named`` that a word of
    its own stands before it (``Article 4, Section 4.3``)."""

    value: str
    style: str
    start: int
    end: int
    soft: bool = False
    named: bool = False


@lru_cache(maxsize=32768)
def path_of(citation: str) -> tuple[str, ...]:
    """The steps of a citation without its document: ``V.A.2(f)(1)`` → V A 2 f 1.

    A count of doubled labels stays with its step: ``VIII.M.1[2]`` → VIII M 1[2].
    """
    steps: list[str] = []
    for token in _TOKEN.findall(citation):
        if steps and re.fullmatch(r"\[[0-9]+\]", token):
            steps[-1] += token
        else:
            steps.append(token)
    return tuple(steps)


def read_locator(text: str, at: int, word: str = "", plural: bool = False) -> tuple[list[Atom], bool]:
    """The atoms of the locator that begins at ``at`` after ``word``; none where no locator does.

    The second value says whether the last word before the end stood in the plural, so that a
    list may follow.
    """
    atoms: list[Atom] = []
    soft = named = False
    while True:
        found = _ATOM.match(text, at)
        if found is None or not _fits(atoms, found):
            break
        if soft and found["number"] and re.match(r"-[0-9]", text[found.end() :]):
            soft = False  # a range is no stray number
        parts = list(_split(found, soft))
        if not parts:
            break
        atoms += [replace(parts[0], named=True), *parts[1:]] if named else parts
        at, named = found.end(), False
        down = _DOWN.match(text, at)
        if down is not None and down["word"].lower().rstrip("s.") != word:
            word, soft = down["word"].lower().rstrip("s."), down[0][0].isspace()
            plural, at, named = down["word"].lower().endswith("s"), down.end(), True
            continue
        joined = _join(text, at, atoms, plural)
        if joined is None:
            break
        at, soft = joined
    return atoms, plural


def _join(text: str, at: int, atoms: list[Atom], plural: bool) -> tuple[int, bool] | None:
    """Where the next step of the locator may begin, and whether only softly joined."""
    sure = _SURE.match(text, at)
    if sure is not None and _ATOM.match(text, sure.end()) is not None:
        return sure.end(), False
    hyphen = _HYPHEN.match(text, at)
    if hyphen is not None:  # X-C, 5-C and A-1 go down; 15-19 and (A)-(F) are ranges
        ranged = (text[at - 1].isdigit() and text[hyphen.end()].isdigit()) or text[at - 1] == ")"
        return None if ranged else (hyphen.end(), False)
    soft = _SPACE.match(text, at) or _COMMA.match(text, at)
    following = _ATOM.match(text, soft.end()) if soft is not None else None
    if soft is None or following is None or _ARTICLE.match(text, soft.end()):
        return None
    style = _style(following)
    numeral = len(atoms) == 1 and style == "A" and roman(atoms[0].value) is not None
    if numeral and not (plural and soft[0][0] == ","):  # III D, and I, A, but not I, V and X
        return soft.end(), True
    listed = any(like(one.style, style) for one in atoms) or (plural and soft.re is _COMMA)
    return None if listed else (soft.end(), True)


def _style(found: re.Match[str]) -> str:
    return f"({_shape(found['paren'])})" if found["paren"] is not None else _shape(found[0])


def _fits(atoms: list[Atom], found: re.Match[str]) -> bool:
    """A lone small letter begins no locator and follows only a number or a closed parenthesis."""
    if found["lower"] is None:
        return True
    if not atoms:
        return False
    listed = found.string[found.end() : found.end() + 2] == ", " and atoms[-1].style == "A"  # III A, f, 1
    near = found.start() == atoms[-1].end or found.string[atoms[-1].end : found.start()] == "."
    return listed or (near and atoms[-1].style in ("1", "(1)", "(a)", "(A)"))


def _split(found: re.Match[str], soft: bool) -> Iterator[Atom]:
    """``VA`` is V and A; ``VI`` is one numeral, unless the reader finds otherwise."""
    start, end = found.span()
    if found["paren"] is not None:
        yield Atom(found["paren"], f"({_shape(found['paren'])})", start, end, soft)
        return
    value = found[0]
    if found["upper"] is None or _whole(value):
        yield Atom(value, _shape(value), start, end, soft)
    elif (roman(value[:-1]) or 999) <= _LARGEST:
        yield Atom(value[:-1], "I", start, end - 1, soft)
        yield Atom(value[-1], "A", end - 1, end)


def _whole(value: str) -> bool:
    """Whether capitals are one step: a letter, a numeral, or AA and AB after Z."""
    if len(value) == 1 or (roman(value) or 999) <= _LARGEST:
        return True
    return len(value) == 2 and (roman(value[0]) is None or value[0] == value[1])


def _shape(value: str) -> str:
    if value.isdigit():
        return "1"
    if value.islower():
        return "a"
    return "I" if len(value) > 1 and roman(value) is not None else "A"


def like(one: str, other: str) -> bool:
    """Whether two atoms may count in one list: a single V or C may be a letter or a numeral."""
    return one == other or {one, other} in ({"A", "I"}, {"(A)", "(I)"})


def readings(atoms: list[Atom]) -> Iterator[tuple[str, ...]]:
    """The paths a locator may mean, the likeliest first: as written, with a numeral parted in
    two (``XC``), then without its soft tails."""
    whole = list(atoms)
    while whole:
        yield tuple(atom.value for atom in whole)
        first = whole[0].value
        if len(first) > 1 and first.isupper():
            yield (first[:-1], first[-1], *(atom.value for atom in whole[1:]))
        if (
            len(whole) < 2
            or not whole[-1].soft
            or (len(whole) > 2 and whole[-2].soft and len(atoms) == len(whole) > 3)
        ):
            return  # "IV C 17(b)" and "III A, f, 1" are one citation; "E.1 10" may not be
        whole = whole[:-1]


def to_roman(number: int) -> str:
    """4 → ``IV``."""
    out = ""
    for worth, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, number = divmod(number, worth)
        out += sign * count
    return out
