"""Struck words that cannot be told from live ones: a redline whose marks were lost on the way.

"6.5 2.5%" and "62.5%" are what is left of a change from 6.5% to 2.5% once nothing is struck any more.
Such words must never become an offer.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from negotiate.agreement.blocks import Rows
from negotiate.redline.model import DELETE, EQUAL, INSERT
from negotiate.redline.typography import fold
from negotiate.redline.wordlevel import Piece, word_pieces

_FIGURE = re.compile(r"[$(]?\d[\d,.:/]*%?\)?[.,;]?")
_DAY, _YEAR = re.compile(r"\d{1,2},"), re.compile(r"(?:19|20)\d\d[.,;:]?")
_MODAL = frozenset("shall may will must should".split())
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_GREAT = frozenset("hundred thousand million dozen".split())
_KINDS = (
    _MODAL,
    _TENS
    | frozenset(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    ),
    frozenset("first second third fourth fifth sixth seventh eighth ninth tenth twelfth fifteenth".split()),
    frozenset(
        "january february march april june july august september october november december".split()
    ),  # "May" is a verb more often than a month
    frozenset("monday tuesday wednesday thursday friday saturday sunday".split()),
)
"""Words of which no sentence has two of a kind side by side, but one struck and one live."""
_DRAWN = re.compile(r"(?<![^\s(])[-~=*_/<{–—]{1,3}([$\d][\d.,%]*)[-~=*_/>}–—]{1,3}(?![^\s),.;])")
"""A figure between signs that somebody typed to strike it."""
_TOKENS = re.compile(r"\S+")
_TIMES = 5  # a share that grows this much, and holds the old one's digits, was hardly meant
_NEARBY = 3  # words on each side of a change that are looked at


def doubled(says: str, versions: Sequence[str]) -> str:
    """The words of ``says`` that are both the old and the new ones, or nothing. ``versions`` are the
    texts known of the place, the one in force first."""
    if says in versions or not versions:
        return ""
    if not any("[" in one for one in versions):
        says = re.sub(r"[\[\]]", "", says)  # "[6.5%] 2.5%"
    if not any(_DRAWN.search(one) for one in versions):
        says = _DRAWN.sub(r"\1", says)  # "-140- 138", "~~140~~ 138"
    bare = _bare(says)
    for old in versions:
        for new in versions:
            if old != new and bare == _bare("".join(text for _, text in word_pieces(old, new))):
                return _changed(old, new)
    best = min(
        versions, key=lambda one: sum(len(text) for op, text in word_pieces(one, says) if op is not EQUAL)
    )
    pieces = word_pieces(best, says)
    others = [one for one in versions if one != best]
    for at, (op, text) in enumerate(pieces):
        if op is not INSERT:
            continue
        gone = pieces[at - 1][1] if at and pieces[at - 1][0] is DELETE else ""
        found = _side_by_side(pieces, at, text) if not gone.strip() else _glued(gone, text, others)
        if found:
            return found
    return ""


def doubled_cell(rows: Rows, versions: Sequence[Rows]) -> str:
    """The first cell of a table that holds both an old figure and a new one, or nothing. ``versions`` are
    the tables known of the place; a cell is told by its row's first cell and its column."""
    known: dict[tuple[str, int], list[str]] = {}
    for table in versions:
        for row in table:
            for column, cell in enumerate(row):
                known.setdefault((fold(row[0]), column), []).append(cell)
    for row in rows:
        for column, cell in enumerate(row):
            were = known.get((fold(row[0]), column), [])
            if len(cell.split()) < 2 and cell in were:
                continue
            found = doubled(cell, list(dict.fromkeys(were)))
            if found:
                return found
    return ""


def _bare(text: str) -> str:
    return "".join(fold(text).split())


def _changed(old: str, new: str) -> str:
    return " ".join(text.strip() for op, text in word_pieces(old, new) if op is not EQUAL)[:80]


def _side_by_side(pieces: Sequence[Piece], at: int, text: str) -> str:
    """Figures, or verbs, put in right beside others that stayed."""
    words: list[str] = _TOKENS.findall(text)
    before = _TOKENS.findall(pieces[at - 1][1])[-_NEARBY:] if at else []
    after = _TOKENS.findall(pieces[at + 1][1])[:_NEARBY] if at + 1 < len(pieces) else []
    if not words:
        return ""
    ends: list[tuple[list[str], list[str]]] = [(before[-1:], words[:1]), (words[-1:], after[:1])]
    for left, right in ends:
        if left and right and _alike(left[0], right[0]):
            return f"{left[0]} {right[0]}"
    return ""


def takes_place(gone: str, follows: str) -> bool:
    """Whether words begin with one that took the place of the last of those gone: 130 for 140."""
    left, right = _TOKENS.findall(gone)[-1:], _TOKENS.findall(follows)[:1]
    return bool(left and right) and _alike(left[0], right[0])


def _alike(left: str, right: str) -> bool:
    if _two_of_a_kind(left.lower(), right.lower().rstrip(".,;:)")):
        return True
    if not (_FIGURE.fullmatch(left) and _FIGURE.fullmatch(right)):
        return False
    return left[-1:] not in ",;:.)" or (left.startswith("(") and right.startswith("("))


def _two_of_a_kind(left: str, right: str) -> bool:
    """Two verbs, numbers, months or days; "twenty five" and "five hundred" are one number."""
    if (left in _TENS and right.partition("-")[0] not in _TENS) or right in _GREAT or left == right:
        return False
    both = [
        *left.split("-"),
        *right.split("-"),
    ]  # "twenty-one"; but of "two three-year terms" one part is none
    return any(kind.issuperset(both) for kind in _KINDS)


def _glued(gone: str, text: str, others: Sequence[str]) -> str:
    """A figure with the old one's digits run together with others of their size: ``2016`` for 20, 16."""
    were: list[str] = _TOKENS.findall(gone)
    come: list[str] = _TOKENS.findall(text)
    figures = {_plain(one) for one in were if _FIGURE.fullmatch(one)}
    for left, right in pairwise(come):
        if _DAY.fullmatch(left) and _YEAR.fullmatch(right):
            continue  # "September 1, 2027"
        if _FIGURE.fullmatch(left) and _FIGURE.fullmatch(right) and figures & {_plain(left), _plain(right)}:
            return f"{left} {right}"  # "6.5 2.5%" in the place of "6.5%"
        if {left, right} & set(were) and _two_of_a_kind(left.lower(), right.lower().rstrip(".,;:)")):
            return f"{left} {right}"
    for old, new in zip(were, come, strict=False):
        if not (_FIGURE.fullmatch(old) and any(sign.isdigit() for sign in new)):
            continue
        if new.count("%") > 1 or new.count("$") > 1 or re.search(r"\.\d+\.\d", new):
            return new
        if old.endswith("%") and _grown(old, new):
            return new
        plain, made = (re.sub(r"\D", "", one) for one in (old, new))
        rest = made.removeprefix(plain) if made.startswith(plain) else made.removesuffix(plain)
        if rest == made or not rest:
            continue
        known = any(rest in (re.sub(r"\D", "", word) for word in _TOKENS.findall(one)) for one in others)
        alike = len(rest) == len(plain) > 1 and "," not in new
        if known or alike:
            return new
    return ""


def _plain(figure: str) -> str:
    """A figure without its unit and what stands around it."""
    return figure.strip("$%().,;:")


def _grown(old: str, new: str) -> bool:
    """A share many times as large that has every digit of the old one: ``62.5%`` for 6.5, 2.5."""
    was, now = old.strip("()%,.;"), new.strip("()%,.;")
    if not re.fullmatch(r"\d+(?:\.\d+)?", was) or not re.fullmatch(r"\d+(?:\.\d+)?", now):
        return False
    put_in = any(now.startswith(was[:at]) and now.endswith(was[at:]) for at in range(len(was) + 1))
    return put_in and len(now) > len(was) and float(now) >= _TIMES * float(was)
