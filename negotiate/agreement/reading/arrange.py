"""Tokens set right before their structure is sought: contents, titles on a line of their own,
signatures.
"""

import re
from dataclasses import replace
from itertools import groupby, pairwise

from negotiate.agreement.labels import ordinals
from negotiate.agreement.reading.documents import BESIDE, LETTERED
from negotiate.agreement.reading.lexing import Token
from negotiate.agreement.reading.report import Report

_CONTENTS = re.compile(r"(?:table of )?contents:?|index", re.IGNORECASE)
_PAGE = re.compile(r"[\s.…_]*[0-9]{0,4}$")
_LONGEST_ENTRY = 120
_NAMES = re.compile(
    r"(article|part|chapter|appendix|exhibit|schedule|attachment)\s+([0-9A-Z]{1,3}(?:-[0-9A-Z])?|[ivxlc]+)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:by and )?between(?: the)?|and(?: the)?|of(?: the)?|with(?: the)?", re.IGNORECASE)
_AGAIN = 0.7  # of the entries of a table of contents, so many are headings of the text at least
_SIGNED = re.compile(
    r"in witness(?:es)? (?:whereof|thereof)\b|(?:for|on behalf of) the [^.;:,]{2,60}:?(?:\s*_+)?$",
    re.IGNORECASE,
)
_LONGEST_NAME = 80
_FEWEST_HEADS = 3


def arrange(tokens: list[Token], report: Report) -> list[Token]:
    """The tokens with contents, signatures and titles known for what they are."""
    tokens = _signatures(_listed(_unmask_contents(tokens)))
    for token in tokens:
        if token.glued or (token.parted and token.kind in ("article", "part")):
            label, title = token.label.split()[-1], token.text.split()[0]
            why = "no space stood between the label and its words"
            report.repair("parted", token.line, why, f"{label}{title}", f"{label} {title}")
    return join_title_lines(tokens, report)


def as_title(token: Token) -> Token:
    """A heading above articles where there are no articles: a title like any other."""
    if token.kind != "part":
        return token
    return replace(token, kind="title", text=f"{token.label} {token.text}".strip(), label="")


def chapters(tokens: list[Token]) -> list[Token]:
    """The tokens with "Chapter 1 Hours" known for a heading only where chapters count on from it, and such
    headings the articles of a text that calls none so."""
    parts: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        if token.kind == "part" and token.parsed is not None:
            parts.setdefault(token.parsed.word, []).append(at)
    named = any(token.kind == "article" for token in tokens)
    out = list(tokens) if parts else tokens
    inner = ""  # the word of the last series begun: of titles and their chapters, the chapters
    for word, places in parts.items():
        if _count_on([tokens[at] for at in places]):
            inner = word
        else:
            for at in places:
                out[at] = as_title(tokens[at]) if _weak(tokens[at]) else tokens[at]
    if inner and not named and not (inner == "part" and _runs_through(tokens, parts[inner])):
        for at in parts[inner]:
            out[at] = replace(tokens[at], kind="article")
    return out


def _runs_through(tokens: list[Token], places: list[int]) -> bool:
    """Whether the labels below such headings count on from one heading to the next: then a part is one of
    articles that are called by their number alone."""
    firsts = [
        next((one.parsed for one in tokens[at + 1 : after] if one.kind == "label"), None)
        for at, after in pairwise([*places, len(tokens)])
    ]
    numbers = [dict(ordinals(one.value)).values() for one in firsts[1:] if one is not None]
    return sum(1 not in one for one in numbers) > len(numbers) / 2


def _count_on(found: list[Token]) -> bool:
    """Whether the headings count from one, none left out."""
    numbers = [dict(ordinals(one.parsed.value)) for one in found if one.parsed is not None]
    return len(numbers) > 1 and any(
        [one.get(series) for one in numbers] == list(range(1, len(numbers) + 1)) for series in numbers[0]
    )


def _weak(token: Token) -> bool:
    """Whether nothing but the paragraph of its own says that a line is a heading."""
    return bool(token.text) and not token.level and not token.label.isupper() and token.label[-1].isalnum()


def capitals(tokens: list[Token]) -> list[Token]:
    """Lines in capitals that stand alone are headings of one level, where nothing else marks any
    and there are several; several on end are a title page."""
    if any(token.level for token in tokens):
        return tokens
    kinds = [token.kind for token in tokens]
    alone = [
        at
        for at, token in enumerate(tokens[:-1])
        if token.kind == "title"
        and token.fix is None
        and not (at and _BETWEEN.fullmatch(tokens[at - 1].text))
        and token.text.isupper()
        and kinds[at + 1] not in ("title", "contents")
        and (at == 0 or kinds[at - 1] != "title")
    ]
    if len(alone) < _FEWEST_HEADS:
        return tokens
    out = list(tokens)
    for at in alone:
        out[at] = replace(tokens[at], level=1)
    return out


def titles(tokens: list[Token]) -> list[Token]:
    """Where nothing at all is numbered, titles between paragraphs head them; of two, the first both."""
    if any(token.level or token.kind in ("label", "contents") for token in tokens):
        return tokens
    heads: dict[int, int] = {}
    for title, run in groupby(range(len(tokens)), key=lambda at: tokens[at].kind == "title"):
        places = list(run)
        below = tokens[places[-1] + 1] if places[-1] + 1 < len(tokens) else None
        if title and len(places) <= 2 and below is not None and below.kind == "text":
            heads.update({at: level for level, at in enumerate(places, 1)})
    if len(heads) < _FEWEST_HEADS or 3 * len(heads) > 2 * len(tokens):
        return tokens
    two = any(level == 2 for level in heads.values())
    starts = {at for at in heads if at + 1 in heads}
    return [
        replace(token, level=1 if not two or at in starts else 2)
        if at in heads and token.fix is None
        else token
        for at, token in enumerate(tokens)
    ]


def _as_contents(token: Token) -> Token:
    return Token("contents", token.line, f"{token.label} {token.text}".strip(), parted=token.parted)


def _unmask_contents(tokens: list[Token]) -> list[Token]:
    """What stands among lines with leader dots, and three articles on end with no text below
    any, are a table of contents, not articles."""
    out = _fill_contents(tokens)
    tokens = list(out)
    run: list[int] = []
    for at, token in enumerate([*tokens, None]):
        if token is not None and token.kind in ("article", "part"):
            run.append(at)
        elif token is None or token.kind in ("text", "table") or (token.kind == "label" and not token.title):
            articles = [one for one in run if tokens[one].kind == "article"]
            if len(articles) > 3:
                last = articles[-1]
                while last - 1 in run and tokens[last - 1].kind == "part":
                    last -= 1  # the part that the last article opens
                for fake in run[: run.index(last)]:
                    if tokens[fake].fix is None:
                        out[fake] = _as_contents(tokens[fake])
            run = []
    return out


def _listed(tokens: list[Token]) -> list[Token]:
    """Under the word "Contents", the lines up to where they begin to stand again."""
    start = next((at + 1 for at, token in enumerate(tokens) if _CONTENTS.fullmatch(token.text)), 0)
    seen: dict[tuple[str, str], int] = {}
    for at in range(start, len(tokens) if start else 0):
        token = tokens[at]
        if token.kind in ("table", "contents") or token.fix is not None or len(token.text) > _LONGEST_ENTRY:
            return tokens
        first = seen.setdefault(_entry(token), at)
        if at - first < 3:
            continue
        again = {_entry(later) for later in tokens[at:]}
        listed = sum(_entry(one) in again for one in tokens[first:at])
        if listed < _AGAIN * (at - first):
            return tokens
        return [*tokens[:first], *map(_as_contents, tokens[first:at]), *tokens[at:]]
    return tokens


def _entry(token: Token) -> tuple[str, str]:
    words = f"{token.label} {token.text}".strip()
    named = _NAMES.match(words)
    if named is not None:
        return named[1].lower(), named[2].lower()
    return "", _PAGE.sub("", words).lower()


def _signatures(tokens: list[Token]) -> list[Token]:
    """Below "In witness whereof" a short line that begins like a label is a name, up to the next
    heading."""
    out = tokens
    signed = False
    for at, token in enumerate(tokens):
        if token.kind in ("article", "part", "title") or len(token.text) > 2 * _LONGEST_NAME:
            signed = False
        if token.kind in ("text", "title") and _SIGNED.match(token.text):
            signed = True
        elif signed and token.kind == "label" and token.fix is None and _is_name(token):
            out = list(tokens) if out is tokens else out
            out[at] = Token("text", token.line, f"{token.label} {token.text}", parted=token.parted)
    return out


def _is_name(token: Token) -> bool:
    return token.label[:1].isupper() and len(token.label) == 2 and 0 < len(token.text) <= _LONGEST_NAME


def _fill_contents(tokens: list[Token]) -> list[Token]:
    """A contents entry broken over two lines has its dots on the second only."""
    out = list(tokens)
    dotted = [at for at, token in enumerate(tokens) if token.kind == "contents"]
    for a, b in zip(dotted, dotted[1:], strict=False):
        if 1 < b - a <= 4 and all(
            len(tokens[at].text) <= 120 and not tokens[at].level and not tokens[at].fix
            for at in range(a + 1, b)
        ):
            for at in range(a + 1, b):
                token = tokens[at]
                if token.kind != "table":
                    out[at] = _as_contents(token)
    return out


def _heads(token: Token) -> bool:
    return token.fix is None and not token.level and not BESIDE.match(token.text)


def join_title_lines(tokens: list[Token], report: Report) -> list[Token]:
    """A label alone on its line takes the line below it: a title, or its first words."""
    out: list[Token] = []
    for token in tokens:
        last = out[-1] if out else None
        bare = last is not None and last.kind in ("article", "part", "label") and not last.text
        lettered = last is not None and last.kind == "title" and bool(LETTERED.fullmatch(last.text))
        if last is not None and lettered and last.fix is None and token.kind == "title" and _heads(token):
            report.repair("join", token.line, f"{last.text} stood alone; its title is on the next line")
            out[-1] = replace(last, text=f"{last.text} {token.text}")
            continue
        free = not token.level and token.fix is None and token.line not in report.kept
        if last is not None and bare and token.kind in ("title", "text") and free:
            if last.kind != "label" and token.kind == "text" and len(token.text) > 150:
                out.append(token)
                continue
            report.repair("join", token.line, f"{last.label} stood alone; its words are on the next line")
            title = token.kind == "title" or last.kind != "label"
            out[-1] = Token(
                last.kind,
                last.line,
                token.text,
                last.label,
                title,
                last.sure,
                last.level,
                parted=last.parted,
                fix=last.fix,
            )
            continue
        out.append(token)
    return out
