"""Cross-references where they stand in running text: ``Article III, Sections B.1, C.1 and D``.

Only what the words say is read here; :mod:`negotiate.agreement.paths` finds what they mean.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from negotiate.agreement.labels import ordinals, roman
from negotiate.agreement.locators import Atom, like, read_locator, readings, to_roman

APPENDED = "appendix|appendices|exhibits?|attachments?|addendum|schedules?"
_OPEN = re.compile(
    r"(?<!\w)(?P<word>articles?|art\.|sections?|secs?\.|§+|paragraphs?|paras?\.|¶|sub-?sections?"
    rf"|sub-?paragraphs?|clauses?|{APPENDED})(?:\(s\))?\s?(?P<quote>[“\"#])?(?=[(0-9A-Za-z])",
    re.IGNORECASE,
)
_WORDS = (
    *("rticle", "ection", "aragraph", "lause", "ppend", "chedule", "xhibit", "ttachment", "ddendum"),
    *("Art.", "art.", "Sec.", "sec.", "§", "¶", "ara.", "ARTICLE", "SECTION", "APPENDI", "PARAGRAPH"),
)  # what a text without references never says: most blocks are passed over by these alone
_BARE = re.compile(
    r"[IVXL]{1,7}(?:\.[A-Z](?![A-Za-z])|\([A-Z]\)|[A-Z][0-9]?\("
    r"|(?P<spaced>\s[A-Z](?:\s[0-9]|,\s(?:[0-9]|[a-z]\b)|\()))"
)
_BARE_NUMBER = re.compile(r"[0-9]{1,2}\.(?:[A-Z][.(]|[0-9]{1,2}\.[0-9]{1,2}(?![0-9/]))(?P<spaced>)")
_LEADS = re.compile(r"\b(?:in|to|under|of|see|with|by)\s$")
# "under 7.3": of two figures with a point, only what stands as a clause is named is read as one
_BARE_PAIR = re.compile(
    r"(?<![\w.$#-])[0-9]{1,2}\.[0-9]{1,2}(?=(?:\([0-9a-zA-Z]{1,3}\))*(?:\s*(?:[.;:)]|,(?![0-9])|$)"
    r"|\s+(?:and|or|shall|may|is|are|above|below|of\sthis|appl(?:y|ies)|must|does|do|if|when|has|have|for|will)\b))"
)
_CITES = re.compile(
    r"\b(?:under|see|in|against|notwithstanding|(?:pursuant|subject|according|refer(?:s|red)?) to"
    r"|(?:accordance|consistent|compl(?:y|ies)|conflicts?) with|(?:governed|required|provided|set) by"
    r"|(?:provisions?|procedures?|terms|requirements?|conditions|process|language) of)\s$",
    re.IGNORECASE,
)
_LONGEST_LEAD = 24
_MORE = re.compile(
    r"(?:\s*,\s*(?:and|or)?\s*|\s+(?:and|or|&)\s+|\s*(?P<through>[-–—]|\s(?:through|to|thru)\s)\s*)(?=[(0-9A-Z])"
)
_OF = re.compile(
    r",?\s+(?:of|in|under)\s+(?=(?:article|art\.|section|sec\.|paragraph|sub-?section|appendix)\b)", re.I
)
_OF_THIS = re.compile(
    r",?\s+(?:of|in|under|to)\s+(?:this|the same|said)\s+"
    r"(?P<what>article|section|paragraph|subsection|appendix|clause)\b",
    re.I,
)
_WHERE = re.compile(r"[,)]?\s*\(?(?P<where>above|below|infra|supra)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:[A-Z]|[0-9]{1,2}|[IVX]{1,4})(?:-[0-9]{1,2})?\b(?!\s[a-z]+ing\b)")
_FEW = {"(1)", "(a)", "(A)", "(I)"}
_KINDS = {"art": "article", "sec": "section", "§": "section", "para": "paragraph", "¶": "paragraph"}
_KINDS |= {"appendice": "appendix", "appendix": "appendix"}


@dataclass(frozen=True, slots=True)
class Written:
    """One reference as written: ``start`` to ``end`` of the text.

    ``kind`` is its word (``article``, ``section``, ``appendix`` … or ``bare`` without one),
    ``paths`` what it may mean, the likeliest first; ``scope`` the word after "of this" where it
    says so; ``direction`` is ``above``, ``below`` or empty. ``through`` says that it ends a
    range which the reference before it began, ``restated`` that a word stands before its second
    step too (``Article 4, Section 4.3``). ``group_end`` is where its whole list ends.
    """

    kind: str
    start: int
    end: int
    paths: tuple[tuple[str, ...], ...]
    scope: str = ""
    direction: str = ""
    through: bool = False
    group_end: int = 0
    restated: bool = False


def scan(text: str) -> tuple[Written, ...]:
    """Every reference in ``text``, in order."""
    out: list[Written] = []
    taken = 0
    opened = list(_OPEN.finditer(text)) if any(word in text for word in _WORDS) else []
    bare = [
        one for pattern in (_BARE, _BARE_NUMBER) for one in pattern.finditer(text) if _stands_free(text, one)
    ]
    bare += [one for one in _BARE_PAIR.finditer(text) if cites(text, one.start())]
    for found in sorted([*opened, *bare], key=_start) if bare else opened:
        if found.start() < taken:
            continue
        group = list(_group(text, found))
        if group:
            out += group
            taken = max(one.end for one in group)
    return tuple(out)


def cites(text: str, at: int) -> bool:
    """Whether the words before ``at`` say that a clause is named there: ``under``, ``pursuant to``."""
    return _CITES.search(text[max(at - _LONGEST_LEAD, 0) : at]) is not None


def _start(found: re.Match[str]) -> int:
    return found.start()


def _stands_free(text: str, found: re.Match[str]) -> bool:
    before = text[max(found.start() - 8, 0) : found.start()]
    if before[-1:].isalnum() or before[-1:] in ("(", "."):
        return False
    return not found["spaced"] or _LEADS.search(before) is not None


def _kind(found: re.Match[str]) -> tuple[str, bool]:
    """The word's kind, and whether it stands in the plural."""
    word = (found.groupdict().get("word") or "").lower().rstrip(".").replace("-", "")
    if not word:
        return "bare", False
    plural = word in ("appendices", "§§", "secs") or (word.endswith("s") and word != "s")
    word = word.rstrip("s") if word.endswith("s") else word
    return _KINDS.get(word.replace("§§", "§"), word), plural


def _group(text: str, found: re.Match[str]) -> Iterator[Written]:
    kind, plural = _kind(found)
    if kind in ("exhibit", "attachment", "addendum", "schedule", "clause") and not _names(text, found):
        return
    lists = _lists(text, found.start() if kind == "bare" else found.end(), kind, plural)
    if not lists:
        return
    end = lists[-1][0][-1].end
    outer, scope, after = _outer(text, end)
    where = _WHERE.match(text, after)
    direction = (
        "" if where is None else {"supra": "above", "infra": "below"}.get(low := where["where"].lower(), low)
    )
    start, end_first = found.start(), lists[0][0][-1].start
    for atoms, first, through in lists:
        paths = tuple((*_word(kind), *path) for path in readings(atoms))
        if outer is not None:
            paths = tuple((*head, *path) for head in outer.paths for path in paths)
        last = after if atoms is lists[-1][0] and (outer or scope) else atoms[-1].end
        if found.groupdict().get("quote") and text[last : last + 1] in ("”", '"'):
            last += 1  # Appendix “A”
        yield Written(
            outer.kind if outer is not None else kind, first if first > end_first else start, last, paths,
            outer.scope if outer else scope, direction, through, max(end, after),
            len(atoms) > 1 and atoms[1].named,
        )  # fmt: skip


def _names(text: str, found: re.Match[str]) -> bool:
    """``Exhibit 2`` and ``clause (5)`` name a part; ``schedule a meeting`` and ``clause a`` do not."""
    if text[found.end()] == "(":
        return True
    return bool(found[0][0].isupper() and _NAMED.match(text, found.end()))


def _word(kind: str) -> tuple[str, ...]:
    return (
        (kind.capitalize(),) if kind in ("appendix", "exhibit", "attachment", "addendum", "schedule") else ()
    )


def _lists(text: str, at: int, kind: str, plural: bool) -> list[tuple[list[Atom], int, bool]]:
    """The locators of one group: the first, and those listed after it, each made whole from
    the one before (``V(A)(1)-(5)`` gives V(A)(1) and V(A)(5))."""
    first, plural = read_locator(text, at, kind, plural)
    if not first or (kind == "bare" and len(first) < 2):
        return []
    out = [(first, first[0].start, False)]
    while True:
        last = out[-1][0]
        more = _MORE.match(text, last[-1].end)
        atoms = read_locator(text, more.end(), kind, True)[0] if more is not None else []
        if more is None or not atoms:
            return out
        through = more["through"] is not None
        whole = _continued(last, atoms, plural or len(out) > 1 or through)
        if whole is None or (kind == "article" and not plural and len(whole) == 1 and len(last) == 1):
            return out
        out.append((whole, atoms[0].start, through))


def _continued(last: list[Atom], atoms: list[Atom], plural: bool) -> list[Atom] | None:
    """The next of a list in full: it takes the place of the deepest step that looks like it."""
    if not plural and atoms[0].style not in _FEW:
        return None
    tail = len(last) - len(atoms)
    if tail > 0 and all(like(one.style, two.style) for one, two in zip(last[tail:], atoms, strict=True)):
        return [*last[:tail], *atoms]
    for at in range(len(last) - 1, -1, -1):
        if like(last[at].style, atoms[0].style) or (at == 0 and _numbered(last[0], atoms[0])):
            joined = replace(atoms[0], soft=last[at].soft and at > 0)
            return [*last[:at], joined, *atoms[1:]]
    return None


def _numbered(one: Atom, other: Atom) -> bool:
    return one.style in "IA" and other.style in "IA" and roman(one.value) is not None


def _outer(text: str, end: int) -> tuple[Written | None, str, int]:
    """What the reference says it belongs to: ``… of Section D of this Article``."""
    this = _OF_THIS.match(text, end)
    if this is not None:
        return None, this["what"].lower(), this.end()
    of = _OF.match(text, end)
    opened = _OPEN.match(text, of.end()) if of is not None else None
    group = list(_group(text, opened)) if opened is not None else []
    if len(group) == 1:
        return group[0], "", group[0].end
    return None, "", end


def between(first: tuple[str, ...], last: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The paths of a range, its ends left out: B.2 to B.6 gives B.3, B.4 and B.5."""
    if len(first) != len(last) or first[:-1] != last[:-1]:
        return
    for series, low in ordinals(first[-1]):
        for other, high in ordinals(last[-1]):
            if series == other and low < high <= low + 60:
                for number in range(low + 1, high):
                    value = _numeral(series, number)
                    if value:
                        yield (*first[:-1], value)
                return


def _numeral(series: str, number: int) -> str:
    if series == "arabic":
        return str(number)
    letter = chr(64 + number) if number <= 26 else ""
    value = to_roman(number) if series.endswith("roman") else letter
    return value if series.startswith("upper") else value.lower()
