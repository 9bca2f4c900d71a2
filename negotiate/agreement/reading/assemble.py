"""Tokens into blocks, articles and documents."""

import itertools
import re
from collections.abc import Sequence

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.labels import ordinals
from negotiate.agreement.reading.constraints import named_by, under_articles
from negotiate.agreement.reading.lexing import Token
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.structure import Placement, structure
from negotiate.common.text import slug

_BESIDE = re.compile(
    r"(?:memorand(?:um|a) of (?:agreement|understanding)|side ?letter"
    r"|letter of (?:agreement|understanding|intent)"
    r"|appendix\b|appendices\b|exhibit [a-z0-9]|attachment [a-z0-9]|addendum\b|schedule [a-z]\b|mou\b|moa\b)",
    re.IGNORECASE,
)
_LETTERED = re.compile(
    r"(?:appendix|exhibit|attachment|schedule)\s+(?:[A-Z]{1,2}|[0-9]{1,2}|[IVX]{1,4})(?:-[0-9]{1,2})?\b"
    r"(?:\s*[.:–—-]+)?(?:\s+|$)",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d|^(?:effective|preamble|between|and)\b", re.IGNORECASE)
_JUMPS = {
    "gap": "the label jumps over at least one",
    "doubled": "the label stands twice in a row",
    "back": "the list starts again without a heading",
    "late": "the list does not begin at its first label",
}
FRONT_FILE = "00-front-matter.md"


def assemble(tokens: list[Token], report: Report) -> Agreement:
    """The agreement the tokens make: every token becomes exactly one block (or part of one)."""
    tokens = under_articles(_join_titles(_unmask_contents(tokens), report))
    names: set[str] = set()
    documents = []
    for part in _documents(tokens):
        name = named_by(part[0], names) or _document_name(part, names)
        names.add(name)
        documents.append(Document(name, tuple(_articles(part, report))))
    return Agreement(tuple(documents))


def _unmask_contents(tokens: list[Token]) -> list[Token]:
    """What stands among lines with leader dots, and three articles on end with no text below
    any, are a table of contents, not articles."""
    out = _fill_contents(tokens)
    tokens = list(out)
    run: list[int] = []
    for at, token in enumerate([*tokens, None]):
        if token is not None and token.kind == "article":
            run.append(at)
        elif token is None or token.kind in ("text", "table") or (token.kind == "label" and not token.title):
            for fake in run[:-1] if len(run) > 3 else []:
                old = tokens[fake]
                if old.fix is not None:
                    continue
                out[fake] = Token("contents", old.line, f"{old.label} {old.text}".strip())
            run = []
    return out


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
                    out[at] = Token(
                        "contents", token.line, f"{token.label} {token.text}".strip(), parted=token.parted
                    )
    return out


def _join_titles(tokens: list[Token], report: Report) -> list[Token]:
    """A label alone on its line takes the line below it: a title, or its first words."""
    out: list[Token] = []
    for token in tokens:
        last = out[-1] if out else None
        bare = last is not None and last.kind in ("article", "label") and not last.text
        free = not token.level and token.fix is None and token.line not in report.kept
        if last is not None and bare and token.kind in ("title", "text") and free:
            if last.kind == "article" and token.kind == "text" and len(token.text) > 150:
                out.append(token)
                continue
            report.repair("join", token.line, f"{last.label} stood alone; its words are on the next line")
            title = token.kind == "title" or last.kind == "article"
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


def _documents(tokens: list[Token]) -> list[list[Token]]:
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
            and _BESIDE.match(token.text)
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


def _stands_out(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.level or token.text.isupper() or sum(c.isupper() for c in token.text) > 6:
        return True
    return _LETTERED.match(token.text) is not None and not token.text.lower().startswith("schedule")


def _last_label(tokens: Sequence[Token], at: int) -> int:
    for back in range(at - 1, -1, -1):
        if tokens[back].kind in ("label", "article", "table"):
            return back + 1
    return 0


def _title_page(tokens: Sequence[Token], first: int, article: int) -> int:
    """Where the title page of a second agreement begins: the first of the short lines that
    end in its preamble, after the last full sentence of the agreement before."""
    at = article
    for back in range(article - 1, first - 1, -1):
        token = tokens[back]
        if token.kind == "title" and re.search(r"\bagreement\b", token.text, re.IGNORECASE):
            at = back
            while at > first and _on_title_page(tokens[at - 1].text):
                at -= 1
            break
    return at


def _on_title_page(text: str) -> bool:
    return (
        len(text) <= 60 and not text.endswith(".") and not text.startswith("__") and not _BESIDE.match(text)
    )


def _document_name(tokens: Sequence[Token], taken: set[str]) -> str:
    if not taken:
        return "agreement"
    titles: list[str] = []
    for token in tokens:
        if token.kind == "article" or len(titles) > 14:
            break
        if token.kind == "title":
            titles.append(token.text)
    beside = bool(titles) and tokens[0].kind == "title" and _BESIDE.match(titles[0]) is not None
    plain = [line for line in titles if not _DATED.search(line)]
    name = base = slug(titles[0] if beside else " ".join(plain[-1:] or titles[-1:]) or "agreement")
    number = 2
    while name in taken or name == "source":
        name, number = f"{base}-{number}", number + 1
    return name


def _articles(tokens: list[Token], report: Report) -> list[Article]:
    starts = [at for at, token in enumerate(tokens) if token.kind == "article"]
    if not starts:
        return _loose_articles(tokens, report)
    articles: list[Article] = []
    if starts[0] > 0:
        blocks = blocks_of(tokens[: starts[0]], [Placement(None)] * starts[0], 2)
        articles.append(Article(FRONT_FILE, tuple(blocks)))
    for number, (a, b) in enumerate(zip(starts, [*starts[1:], len(tokens)], strict=True), 1):
        head = tokens[a]
        placements = structure(tokens[a + 1 : b])
        _doubts(tokens[a + 1 : b], placements, report)
        blocks = [Block(Kind.HEADING, head.text, head.label, 1, (), head.line)]
        blocks += blocks_of(tokens[a + 1 : b], placements, 2)
        articles.append(Article(f"{number:02d}-{slug(head.text or head.label)}.md", tuple(blocks)))
    return articles


def _loose_articles(tokens: list[Token], report: Report) -> list[Article]:
    """A document without articles: its outermost parts are its files."""
    tokens = _without_title_page(tokens)
    titled = _titled(tokens[0])
    placements = structure(tokens[1:] if titled else tokens, top=2 if titled else 1)
    _doubts(tokens[1:] if titled else tokens, placements, report)
    if titled:  # a side letter's own title heads it, and all the rest stands under it
        blocks = [_beside_heading(tokens[0]), *blocks_of(tokens[1:], placements, 2)]
    else:
        blocks = blocks_of(tokens, placements, 1)
    starts = [at for at, block in enumerate(blocks) if block.opens_clause and block.depth == 1]
    articles: list[Article] = []
    edges = [0, *[at for at in starts if at > 0], len(blocks)]
    for a, b in itertools.pairwise(edges):
        if a not in starts:
            articles.append(Article(FRONT_FILE, tuple(blocks[a:b])))
            continue
        number = starts.index(a) + 1
        heading = blocks[a].text if blocks[a].kind is Kind.HEADING else ""
        title = heading or blocks[a].label
        articles.append(Article(f"{number:02d}-{slug(title)}.md", tuple(blocks[a:b])))
    return articles


def _titled(token: Token) -> bool:
    """Whether a document's first line is a side letter's title."""
    said = token.fix is not None and token.fix.heads_all
    return said or (token.kind == "title" and _BESIDE.match(token.text) is not None)


def _without_title_page(tokens: list[Token]) -> list[Token]:
    """The one heading above all others, where it comes first, names the whole document."""
    levels = [token.level for token in tokens if token.level]
    first = next((at for at, token in enumerate(tokens) if token.kind != "text"), 0)
    top = tokens[first] if tokens else None
    alone = len(levels) > 2 and levels.count(min(levels)) == 1
    if (
        top is None
        or top.fix is not None
        or not alone
        or top.kind != "title"
        or top.level != min(levels)
        or _BESIDE.match(top.text)
    ):
        return tokens
    return [*tokens[:first], Token("text", top.line, top.text), *tokens[first + 1 :]]


def _beside_heading(token: Token) -> Block:
    """The heading of an appendix or side letter: ``Appendix A`` is a label, its title the words."""
    found = _LETTERED.match(token.text)
    label, text = (found[0].strip(), token.text[found.end() :]) if found else ("", token.text)
    return Block(Kind.HEADING, text.strip(), label, 1, (), token.line)


def blocks_of(
    tokens: Sequence[Token], placements: Sequence[Placement], top: int, depth: int = 1
) -> list[Block]:
    """Every token as a block: level 0 stands at depth ``top``; text before any label at ``depth``."""
    blocks: list[Block] = []
    for token, placed in zip(tokens, placements, strict=True):
        if token.kind == "table":
            blocks.append(Block(Kind.TABLE, "", "", depth, token.rows, token.line))
        elif placed.depth is None:
            text = f"{token.label} {token.text}".strip()
            if token.parted and blocks and blocks[-1].kind is not Kind.TABLE:
                last = blocks[-1]
                whole = f"{last.text} {text}".strip()
                blocks[-1] = Block(last.kind, whole, last.label, last.depth, (), last.line)
            else:
                blocks.append(Block(Kind.PARAGRAPH, text, "", depth, (), token.line))
        else:
            depth = placed.depth + top
            heading = token.kind == "title" or (token.title and bool(token.text))
            kind = Kind.HEADING if heading or depth == 1 else Kind.PARAGRAPH
            blocks.append(Block(kind, token.text, token.label, depth, (), token.line))
    return blocks


def _doubts(tokens: Sequence[Token], placements: Sequence[Placement], report: Report) -> None:
    for token, placed in zip(tokens, placements, strict=True):
        words = f"{token.label} {token.text}".strip()
        if token.kind == "label" and placed.depth is None:
            report.doubt(token.line, "read as text, though it begins like a label", words)
        elif placed.jump:
            report.doubt(token.line, _JUMPS[placed.jump], words)
