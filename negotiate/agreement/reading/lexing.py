"""What stands at the start of a paragraph: an article's heading, labels, a title, or text.

Nothing is decided here that needs its surroundings: every candidate goes on to
``structure``, which may still find that "A." was a person's initial.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from negotiate.agreement.blocks import Rows
from negotiate.agreement.labels import SPELLED, Label, ordinals, parse_label
from negotiate.agreement.reading.contents import is_contents_line
from negotiate.agreement.reading.corrections import Correction
from negotiate.agreement.reading.paragraphs import Paragraph
from negotiate.common.text import canonical

_VALUE = (
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[A-Z]{2}|aa|bb|cc|dd|ee|ff|gg|hh|ii|jj|kk|ll|mm|nn"
    r"|[ivxlc]{1,6}|[IVXLC]{1,6}|[A-Za-z])"
)
_LABEL = re.compile(
    rf"\({_VALUE}\.?\)|{_VALUE}(?:[.)]|\.\))|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}"
    r"|(?=[^ ]*[0-9])(?:[A-Z]|[IVX]{1,4}|[0-9]{1,2})(?:\.(?:[A-Za-z]|[ivxIVX]{1,4}|[0-9]{1,2})){1,4}\.?"
    r"|(?:[0-9]{1,2}|[A-Z])(?:-[0-9]{1,2}){1,3}\.?|[0-9]{1,2}[°º]"
)
# print may set a label so close to its words that no space is left: "1.2.1The", "(a)Each"
_GLUED = re.compile(
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}|\((?:[0-9]{1,2}|[a-z]|[ivx]{1,5})\)|(?:[0-9]{1,2}|[a-z])[.)]|[A-Z]\))"
    r"(?=[“\"]?[A-Z][a-z]|A [a-z])"
)
_LONGEST_LABEL = 16
_WORDED = re.compile(
    r"(?P<label>(?:section|sec\.?|§)\s*[0-9A-Za-z]{1,4}(?:\.[0-9]{1,3})*)(?P<end>\s*[.:)–—-]+(?=\s|$)|(?=\s|$))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?P<label>(?:article|art\.)\s*(?:[0-9]{1,3}(?:-?[A-Z])?|[IVXLC]{1,7}|"
    + "|".join(sorted(SPELLED, key=len, reverse=True))
    + r"))\b(?P<end>\s*[.:–—-]*\s*)(?P<title>.*)$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?P<label>(?:PART|CHAPTER|DIVISION|TITLE|Part|Chapter|Division|Title)"
    r"\s+(?:[0-9]{1,2}|[IVX]{1,5}|[A-Z]))(?P<end>\s*[.:–—-]+\s*|\s+|$)(?P<title>.*)$"
)
_PARTS = frozenset(("part", "chap", "divi", "titl"))
# what follows a label shows that it is named here and does not stand here: "(a) above", "3. of this Article"
_NAMED = re.compile(
    r"(?:(?:above|below|hereof|herein|hereunder|thereof)\b"
    r"|(?:and|or|through|to) (?:\(?[a-z0-9]{1,3}[.)]|(?:sub)?(?:section|article|paragraph|clause)s?\b)"
    r"|of (?:this|that|the|said|such)(?: \w+)? (?:article|section|agreement|contract|(?:sub)?paragraph"
    r"|subsection|appendix|clause|schedule|exhibit)\b|of (?:article|section|paragraph|appendix)\b)",
    re.IGNORECASE,
)
_SAYS = re.compile(r"(?:of|shall|may|will|is|are|does|do|has|have|applies|apply|and|or|was|were|must)\b")
_BARE_LETTER = re.compile(r"(?P<label>[A-Z])(?P<gap>[\s\u00a0]+)(?=[A-Z])")
_BARE_NUMBER = re.compile(r"(?P<label>[0-9]{1,2})(?P<gap>[\s\u00a0]+)(?=[A-Z])")
_WORDS = ("A", "I")
_INLINE = re.compile(r"(?<=\w)\s+(?P<label>[0-9]{1,2}\.|\([a-z0-9]\)|[A-Z]\.)\s+(?=[A-Z])")
_SMALL = frozenset(
    "a an and as at but by for from in into is nor of off on or per the to under up upon via vs with".split()
)
_TWO_SENTENCES = re.compile(r"[a-z]{3}\. [A-Z]")
_VERBS = frozenset("is are was were be shall will may must has have agrees agree".split())
_LONGEST_TITLE = 110
_TAIL = 60  # leader dots and the page number stand at the end of a line
_SECTIONS = frozenset(("Sec", "SEC", "sec"))
# words that name a part only where its number ends in a mark: "Clause 4." opens one, "Clause 4 of" cites it
_NAMING = re.compile(
    r"(?:Clause|Paragraph|Subsection|Rule|CLAUSE|PARAGRAPH|SUBSECTION|RULE)"
    r" (?:[0-9]{1,3}|[A-Z])\s*[.:–—](?=\s|$)"
)
_BARE = 0.5  # a number without a point before a heading may be a label
_HYPHEN = 0.8  # so may 3-2, but "K-12" and "7-8" begin sentences
UNLIKELY = 1.0  # what is no dearer to call text is no doubt when it is text
_MEANT = -3.0  # to call a label text is worth this much where the words after it name it


@dataclass(slots=True)  # not frozen: one is made for every line, and that takes a third of the time
class Token:
    """One paragraph, or the part of one that a label opens.

    ``kind`` is ``article``, ``part`` (a heading above articles), ``label``, ``title`` (no label,
    reads like a heading), ``table``, ``contents`` or ``text``. ``label`` as printed, ``text`` what
    follows it. ``title`` says that the text reads like a heading; ``sure`` is how much it costs to
    call it no label; ``glued`` that no space stands behind the label; ``fix`` what a person says of it.
    """

    kind: str
    line: int
    text: str
    label: str = ""
    title: bool = False
    sure: float = 0.0
    level: int = 0
    rows: Rows = ()
    row_lines: tuple[int, ...] = ()
    parted: bool = False
    glued: bool = False
    fix: Correction | None = None

    @property
    def parsed(self) -> Label | None:
        """The label taken apart."""
        return parse_label(self.label) if self.label else None


def lex(found: list[Paragraph]) -> list[Token]:
    """Every paragraph as its tokens, in order; joined again they are its text."""
    tokens: list[Token] = []
    for one in found:
        if one.fix is not None:
            from negotiate.agreement.reading.fixed import settled_tokens

            tokens.extend(settled_tokens(one, _tokens))
            continue
        if tokens and tokens[-1].kind == "part":
            one.blank_before = True  # nothing goes on from a heading
        tokens.extend(_tokens(one))
    return tokens


def _tokens(one: Paragraph) -> list[Token]:
    if one.rows:
        return [Token("table", one.line, "", rows=one.rows, row_lines=one.row_lines)]
    text, level = one.text, one.heading
    if one.contents or _has_leaders(text[-_TAIL:]):
        return [Token("contents", one.line, text)]
    if text[:3].lower() == "art":
        article = _article(one, text, level)
        if article is not None:
            return [article]
    if text[:4].lower() in _PARTS:
        part = _part(one, text, level)
        if part is not None:
            return [part]
    return _labels(one, text, level)


def _has_leaders(tail: str) -> bool:
    if "..." in tail or ". . ." in tail or "…" in tail or "___" in tail:
        return is_contents_line(tail)
    return False


def _part(one: Paragraph, text: str, level: int) -> Token | None:
    """A heading above articles: ``PART B – WORK``, ``Chapter 2``."""
    found = _PART.match(text)
    if found is None or not text[0].isupper():
        return None
    title, end = found["title"], found["end"]
    if title and not is_title(title):
        return None
    if not (level or text.isupper() or one.blank_before):
        return None
    label = text[: found.start("title")] if end.strip() else found["label"]
    return _headed("part", one, label, title, level)


def _headed(kind: str, one: Paragraph, label: str, title: str, level: int) -> Token:
    """A heading with a label; ``parted`` where no space stands between the two."""
    glued = bool(title) and not label[-1:].isspace() and f"{label}{title}" in one.text
    return Token(kind, one.line, title, canonical(label), title=True, sure=9.0, level=level, parted=glued)


def _article(one: Paragraph, text: str, level: int) -> Token | None:
    found = _ARTICLE.match(text)
    if found is None:
        return None
    title, end = found["title"], found["end"]
    shouted = found["label"].isupper()
    alone = found["label"][0].isupper() and (not title or (bool(end.strip()) and is_title(title)))
    starts = level > 0 or one.blank_before or shouted or alone
    if not starts or len(text) > _LONGEST_TITLE + 40:
        return None
    if title and not (level or is_title(title) or (end.strip() and is_title(title.rstrip(".")))):
        return None
    label = text[: found.start("title")] if end.strip(" ") else found["label"]
    return _headed("article", one, label, title, level)


def _labels(one: Paragraph, text: str, level: int) -> list[Token]:
    if " " in text[1:3]:
        bare = _bare(one, text, level)
        if bare is not None:
            return [bare]
    tokens: list[Token] = []
    rest = text
    while len(tokens) < 4:
        label = _label_of(rest)
        if not label:
            break
        after = rest[len(label) :].lstrip()
        inline = _inline_split(after) if is_short(after) else None
        nested = after.startswith("(") and _label_of(after) != ""
        own = "" if nested else after if inline is None else after[:inline].strip()
        title = level > 0 or is_title(own)
        sure = _sure(label, after)
        glued = not nested and bool(rest[len(label) : len(label) + 1].strip())
        tokens.append(
            Token("label", one.line, own, label, title, sure, level, parted=bool(tokens), glued=glued)
        )
        if not nested and inline is None:
            return tokens
        rest = after if nested else after[inline:].strip()
    if tokens:
        # what follows the fourth label, or no label after all, belongs to the last one
        whole = f"{tokens[-1].text} {rest}".strip()
        return [*tokens[:-1], _with_rest(tokens[-1], whole)] if rest else tokens
    heading = level > 0 or is_title(text)
    return [Token("title" if heading else "text", one.line, text, level=level, title=heading)]


def _bare(one: Paragraph, text: str, level: int) -> Token | None:
    """A label without a point: ``B   Title``, ``B TITLE``, ``2 HOURS``; whether it is the next of its list is
    for ``structure`` to say ("A FAIR START" is none)."""
    raw = one.raw.lstrip(" ")
    letter = _BARE_LETTER.match(raw)
    if letter is not None:
        rest = text[1:].lstrip()
        if len(letter["gap"]) > 2 or "\t" in letter["gap"]:
            return Token("label", one.line, rest, letter["label"], is_title(rest), 2.0, level)
        apart = one.blank_before and letter["label"] not in _WORDS  # no sentence begins "B Title"
        if (level or rest.isupper() or apart) and is_title(rest):
            return Token("label", one.line, rest, letter["label"], True, _BARE, level)
    number = _BARE_NUMBER.match(raw)
    if number is not None:
        rest = text[len(number["label"]) :].lstrip()
        if is_title(rest) and (rest.isupper() or len(number["gap"]) > 1):
            return Token("label", one.line, rest, number["label"], True, _BARE, level)
    return None


def _label_of(text: str) -> str:
    """The label a text begins with, as printed, or nothing."""
    first, _, after = text[: _LONGEST_LABEL + 1].partition(" ")
    if first[:3] in _SECTIONS or first[:1] == "§":
        worded = _WORDED.match(text)
        if worded is not None and _numeral(canonical(worded["label"])):
            return worded[0]
    elif glued := _GLUED.match(text) or _NAMING.match(text):
        return glued[0]
    elif len(first) <= _LONGEST_LABEL and _is_label(first) and (after or len(first) == len(text)):
        return first
    return ""


@lru_cache(maxsize=8192)
def _is_label(word: str) -> bool:
    """Whether a word is a label by its form: ``A.``, ``(f)``, ``1)``, ``5.2.1``."""
    return _LABEL.fullmatch(word) is not None and _numeral(word)


def _with_rest(token: Token, rest: str) -> Token:
    return Token(
        "label",
        token.line,
        rest,
        token.label,
        is_title(rest),
        token.sure,
        token.level,
        parted=token.parted,
        glued=token.glued,
    )


def _numeral(label: str) -> bool:
    parsed = parse_label(label)
    return parsed is not None and bool(ordinals(parsed.value))


def _inline_split(rest: str) -> int | None:
    """Where a second heading begins on the same line, or None."""
    found = _INLINE.search(rest)
    if found is None or not is_title(rest[: found.start()]):
        return None
    after = rest[found.end() :]
    return found.start() if is_title(_INLINE.split(after)[0]) else None


def _sure(label: str, rest: str) -> float:
    """How dear it is to read a label as mere text: dear where it looks like nothing else."""
    bare = label[-1:].isalnum() and len(label) > 3  # "Section 3 shall …"
    if rest[:1].islower() and (_NAMED.match(rest) or (bare and _SAYS.match(rest))):
        return _MEANT
    if "-" in label:
        return _HYPHEN
    if label.startswith(("(", "§")) or label[:1].isdigit() or label[:3].lower() == "sec":
        return 5.0
    return 5.0 if not rest or rest[:1].isupper() or rest[:1] in '“"*‘' else 3.0


def is_short(text: str) -> bool:
    """Whether a text has at most the length of a heading."""
    return len(text) <= _LONGEST_TITLE + 40


def is_title(text: str) -> bool:
    """Whether a text reads like a heading: short, unfinished, its weighty words capitalised."""
    if not text or len(text) > _LONGEST_TITLE or text[-1] in ";,":
        return False
    words = re.findall(r"[^\W\d_][\w’'./&-]*", text)
    if not words or len(words) > 14:
        return False
    if text.endswith("."):
        return len(words) <= 9 and _capitals(words) >= 0.8 and is_title(text[:-1])
    if _TWO_SENTENCES.search(text):
        return False
    if not (text[0].isupper() or text[0] in '*“"(' or text[0].isdigit()):
        return False
    if not _VERBS.isdisjoint(words):
        return False
    return words[0][0].isupper() and _capitals(words) >= 0.6


def _capitals(words: list[str]) -> float:
    """The share of the weighty words that are capitalised."""
    weighty = [word for word in words if word.lower() not in _SMALL]
    return sum(word[0].isupper() for word in weighty) / len(weighty) if weighty else 0.0
