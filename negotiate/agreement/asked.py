"""A citation a person typed, whole: ``para. (2) of Sec. A of Art. V``, ``§ A(2), Article V``, ``5-1``.

In running text a reader must not take too much for a citation (:mod:`negotiate.agreement.written`);
here every word was meant as one, so each is read in any manner, and one that cannot be read
leaves no reading at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product

from negotiate.agreement.labels import roman
from negotiate.agreement.written import APPENDED

Path = tuple[str, ...]
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|§+|\S")
_PASSED = frozenset(".,;:()-–—/&'’")
_OF = frozenset({"of", "in", "under", "to"})
_LEVELS = {
    **dict.fromkeys(("article", "articles", "art"), 0),
    **dict.fromkeys(("section", "sections", "sec", "secs", "§", "§§"), 1),
    **dict.fromkeys(("subsection", "subsections", "subsec"), 2),
    **dict.fromkeys(("paragraph", "paragraphs", "para", "paras", "par", "item", "clause", "clauses"), 3),
    **dict.fromkeys(("subparagraph", "subparagraphs", "subclause", "subpara"), 4),
}
_APPENDIX = re.compile(APPENDED, re.IGNORECASE)
_CASED = re.compile(r"([A-Z]{2,7})([a-z]{1,4})")  # VIHb
_MOST = 64  # readings tried: each run of capitals may part in two


@dataclass(slots=True)
class _Part:
    """What one level word governs: its rank (None without a word), its steps, each in every reading."""

    rank: int | None = None
    steps: list[tuple[Path, ...]] = field(default_factory=list)


def readings_of(citation: str) -> list[Path]:
    """The paths that ``citation``, one citation and nothing else, may mean, the likeliest first;
    none where a word of it is no part of a citation."""
    parts = _ordered(_parts(citation))
    steps = [step for part in parts for step in part.steps]
    out: dict[Path, None] = {}
    for chosen in islice(product(*steps), _MOST):
        path = tuple(value for step in chosen for value in step)
        if not path:
            continue
        out[path] = None
        if len(path) > 2 and path[0] == path[1] and path[0].isdigit():
            out[path[1:]] = None  # "Article 5, Section 5.2" names its article twice
    return list(out)


def _parts(citation: str) -> list[list[_Part]]:
    """The parts between the words "of", each a run of parts with a level word of their own."""
    outer: list[list[_Part]] = [[]]
    for found in _TOKEN.finditer(citation.replace("sub-", "sub").replace("Sub-", "sub")):
        token = found[0]
        low = token.lower()
        if token in _PASSED:
            continue
        if low in _OF and outer[-1]:
            outer.append([])
        elif low in _LEVELS:
            outer[-1].append(_Part(_LEVELS[low]))
        elif _APPENDIX.fullmatch(token):
            singular = "appendix" if low == "appendices" else low.removesuffix("s")
            outer[-1].append(_Part(0, [((singular.capitalize(),),)]))
        else:
            steps = tuple(_steps(token))
            if not steps:
                return []
            if not outer[-1]:
                outer[-1].append(_Part())
            outer[-1][-1].steps.append(steps)
    return outer


def _steps(token: str) -> Iterator[Path]:
    """What a run of letters or digits may be: ``VA`` is V, A; ``VI`` one numeral, else V, I."""
    if token.isdigit():
        yield (token,)
        return
    if not token.isalpha() or len(token) > 9:
        return
    cased = _CASED.fullmatch(token)
    if cased is not None and (len(cased[2]) == 1 or roman(cased[2]) is not None):
        yield from ((*head, cased[2]) for head in _steps(cased[1]))
        return
    twice = len(token) == 2 and token[0].lower() == token[1].lower()
    if len(token) == 1 or roman(token) is not None or twice:
        yield (token,)
    if len(token) > 1 and (len(token) == 2 or roman(token[:-1]) is not None):
        yield (token[:-1], token[-1])


def _ordered(outer: list[list[_Part]]) -> list[_Part]:
    """The parts outermost first: what follows "of" holds what stands before it, and an article
    or a section named last holds what was named before."""
    parts = [part for run in reversed(outer) for part in run]
    ranks = [part.rank for part in parts if part.rank is not None]
    if len(ranks) == len(parts) and ranks == sorted(ranks, reverse=True):
        return parts[::-1]
    first = next((at for at, part in enumerate(parts) if part.rank == 0 and at), None)
    return parts if first is None else [*parts[first:], *parts[:first]]
