"""Where one document of a file ends and the next begins, and what each is called.

A file may hold several agreements, side letters, memoranda and appendices: a document begins
where articles count from one again, and at the heading of what stands beside an agreement.
"""

import itertools
import re
from collections.abc import Sequence

from negotiate.agreement.blocks import Block, Kind
from negotiate.agreement.labels import ordinals
from negotiate.agreement.reading.lexing import Token
from negotiate.common.text import slug

BESIDE = re.compile(
    r"(?:memorand(?:um|a) of (?:agreement|understanding)|side ?letter"
    r"|letter of (?:agreement|understanding|intent)"
    r"|appendix\b|appendices\b|exhibit [a-z0-9]|attachment [a-z0-9]|addendum\b"
    r"|schedule (?:[a-z]|[0-9]{1,2}|[ivx]{1,4})\b|mou\b|moa\b)",
    re.IGNORECASE,
)
LETTERED = re.compile(
    r"(?:appendix|exhibit|attachment|schedule)\s+(?:[A-Z]{1,2}|[0-9]{1,2}|[IVX]{1,4})(?:-[0-9]{1,2})?\b"
    r"(?:\s*[.:–—-]+)?(?:\s+|$)",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"(?:memorand(?:um|a) of (?:agreement|understanding)|side ?letter"
    r"|letter of (?:agreement|understanding|intent))\b[^\n]*(?<![.,:;])",
    re.IGNORECASE,
)
_LONGEST = 80
_DATED = re.compile(r"\d|^(?:effective|preamble|between|and)\b", re.IGNORECASE)


def documents(tokens: list[Token]) -> list[list[Token]]:
    """Where article numbers start again, or a side letter, MOU or appendix has its heading,
    another document begins."""
    cuts = [0]
    last = 0
    beside = body = False  # whether a side letter is open; whether any part of the text has begun
    for at, token in enumerate(tokens):
        if token.fix is not None and token.fix.begins_document:
            cuts.append(at)
            beside, body = token.fix.heads_all, True
            last = _number(token) if token.kind == "article" else 0
        elif token.kind == "article":
            number = _number(token)
            if number == 1 and token.fix is None and (beside or last > 1):
                cuts.append(_title_page(tokens, max(cuts[-1], _last_label(tokens, at)), at))
            last, beside, body = number, False, True
        elif token.kind == "label":
            body = True
        elif (
            body
            and token.kind == "title"
            and token.fix is None
            and BESIDE.match(token.text)
            and _stands_out(tokens, at)
        ):
            cuts.append(at)
            beside, last = True, 0
    cuts.append(len(tokens))
    return [tokens[a:b] for a, b in itertools.pairwise(cuts) if b > a]


def _number(token: Token) -> int:
    label = token.parsed
    readings = ordinals(label.value) if label is not None else ()
    return readings[0][1] if readings else 0


def in_digits(article: Token) -> str:
    """The number of an article in digits, with which its labels may begin; empty where it has none."""
    return str(_number(article) or "")


def _stands_out(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.level or token.text.isupper() or sum(c.isupper() for c in token.text) > 6:
        return True
    if len(token.text) <= _LONGEST and _LETTER.fullmatch(token.text):
        return True
    return LETTERED.match(token.text) is not None and not token.text.lower().startswith("schedule")


def _last_label(tokens: Sequence[Token], at: int) -> int:
    for back in range(at - 1, -1, -1):
        if tokens[back].kind in ("label", "article", "table"):
            return back + 1
    return 0


def _title_page(tokens: Sequence[Token], first: int, article: int) -> int:
    """Where the title page of a second agreement begins: the first of the short lines that
    end in its preamble, after the last full sentence of the agreement before."""
    at = article
    while at > first and tokens[at - 1].kind == "part":
        at -= 1
    for back in range(at - 1, first - 1, -1):
        token = tokens[back]
        if token.kind == "title" and re.search(r"\bagreement\b", token.text, re.IGNORECASE):
            at = back
            while at > first and _on_title_page(tokens[at - 1].text):
                at -= 1
            break
    return at


def _on_title_page(text: str) -> bool:
    return len(text) <= 60 and not text.endswith(".") and not text.startswith("__") and not BESIDE.match(text)


def document_name(tokens: Sequence[Token], taken: set[str]) -> str:
    """The folder of a document: from its title, unlike every name in ``taken``."""
    if not taken:
        return "agreement"
    titles: list[str] = []
    for token in tokens:
        if token.kind == "article" or len(titles) > 14:
            break
        if token.kind == "title":
            titles.append(token.text)
    beside = bool(titles) and tokens[0].kind == "title" and BESIDE.match(titles[0]) is not None
    if tokens[0].kind == "part" and tokens[0].text:
        titles = [tokens[0].text]
    plain = [line for line in titles if not _DATED.search(line)]
    name = base = slug(titles[0] if beside else " ".join(plain[-1:] or titles[-1:]) or "agreement")
    number = 2
    while name in taken or name == "source":
        name, number = f"{base}-{number}", number + 1
    return name


def titled(token: Token) -> bool:
    """Whether a document's first line is a side letter's title."""
    said = token.fix is not None and token.fix.heads_all
    return said or (token.kind == "title" and BESIDE.match(token.text) is not None)


def beside_heading(token: Token) -> Block:
    """The heading of an appendix or side letter: ``Appendix A`` is a label, its title the words."""
    found = LETTERED.match(token.text)
    label, text = (found[0].strip(), token.text[found.end() :]) if found else ("", token.text)
    return Block(Kind.HEADING, text.strip(), label, 1, (), token.line)
