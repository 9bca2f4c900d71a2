"""Tokens into blocks, articles and documents."""

import itertools
from collections.abc import Sequence

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.labels import ordinals
from negotiate.agreement.reading.arrange import arrange, as_title, capitals, chapters, titles
from negotiate.agreement.reading.constraints import named_by, under_articles
from negotiate.agreement.reading.documents import (
    BESIDE,
    beside_heading,
    document_name,
    documents,
    in_digits,
    titled,
)
from negotiate.agreement.reading.lexing import UNLIKELY, Token
from negotiate.agreement.reading.openlists import Root
from negotiate.agreement.reading.report import Report
from negotiate.agreement.reading.structure import Placement, structure
from negotiate.common.text import slug

_JUMPS = {
    "gap": "the label jumps over at least one",
    "doubled": "the label stands twice in a row",
    "back": "the list starts again without a heading",
    "late": "the list does not begin at its first label",
}
_MOST_UNHEADED = 12  # paragraphs; a letter may have as many and no heading
FRONT_FILE = "00-front-matter.md"


def assemble(tokens: list[Token], report: Report) -> Agreement:
    """The agreement the tokens make: every token becomes exactly one block (or part of one).

    A heading above articles ("PART B") is a file of its own, between the articles it parts.
    """
    tokens = under_articles(chapters(arrange(tokens, report)))
    names: set[str] = set()
    found: list[Document] = []
    for part in documents(tokens):
        name = named_by(part[0], names) or document_name(part, names)
        names.add(name)
        found.append(Document(name, tuple(_articles(part, report))))
    return Agreement(tuple(found))


def _articles(tokens: list[Token], report: Report) -> list[Article]:
    starts = [at for at, token in enumerate(tokens) if token.kind in ("article", "part")]
    if not any(token.kind == "article" for token in tokens):
        return _loose_articles(tokens, report)
    articles: list[Article] = []
    if starts[0] > 0:
        blocks = blocks_of(tokens[: starts[0]], [Placement(None)] * starts[0], 2)
        articles.append(Article(FRONT_FILE, tuple(blocks)))
    last: _Numbers = ()
    for number, (a, b) in enumerate(zip(starts, [*starts[1:], len(tokens)], strict=True), 1):
        head = tokens[a]
        placements = structure(tokens[a + 1 : b], Root(in_digits(head)))
        last = _doubts(tokens[a + 1 : b], placements, report, last)
        blocks = [Block(Kind.HEADING, head.text, head.label, 1, (), head.line)]
        blocks += blocks_of(tokens[a + 1 : b], placements, 2)
        articles.append(Article(f"{number:02d}-{slug(head.text or head.label)}.md", tuple(blocks)))
    return articles


def _loose_articles(tokens: list[Token], report: Report) -> list[Article]:
    """A document without articles: its outermost parts are its files."""
    tokens = _without_title_page([as_title(token) for token in tokens])
    letter = titled(tokens[0])
    tokens = capitals(tokens) if letter else _headed(tokens, report)
    placements = structure(tokens[1:] if letter else tokens, top=2 if letter else 1)
    _doubts(tokens[1:] if letter else tokens, placements, report)
    if letter:  # a side letter's own title heads it, and all the rest stands under it
        blocks = [beside_heading(tokens[0]), *blocks_of(tokens[1:], placements, 2)]
    else:
        blocks = blocks_of(tokens, placements, 1)
    opening = (at for at, block in enumerate(blocks) if block.opens_clause and block.depth == 1)
    starts = {at: number for number, at in enumerate(opening, 1)}
    articles: list[Article] = []
    edges = [0, *[at for at in starts if at > 0], len(blocks)]
    for a, b in itertools.pairwise(edges):
        if a not in starts:
            articles.append(Article(FRONT_FILE, tuple(blocks[a:b])))
            continue
        number = starts[a]
        heading = blocks[a].text if blocks[a].kind is Kind.HEADING else ""
        title = heading or blocks[a].label
        articles.append(Article(f"{number:02d}-{slug(title)}.md", tuple(blocks[a:b])))
    return articles


def _headed(tokens: list[Token], report: Report) -> list[Token]:
    """The tokens with what heads them, told where it is only a guess, or where nothing is."""
    headed = titles(capitals(tokens))
    if any(token.kind == "label" or token.level for token in tokens):
        return headed
    if any(token.level for token in headed):
        first = next(token for token in headed if token.level)
        report.doubt(
            first.line, "nothing is numbered here: lines that read like headings head it", first.text
        )
    elif len(tokens) > _MOST_UNHEADED:
        report.doubt(
            tokens[0].line, "nothing is numbered here and nothing reads like a heading", tokens[0].text
        )
    return headed


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
        or BESIDE.match(top.text)
    ):
        return tokens
    return [*tokens[:first], Token("text", top.line, top.text), *tokens[first + 1 :]]


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


_Numbers = Sequence[tuple[str, int]]
"""Every reading of a numeral."""


def _doubts(
    tokens: Sequence[Token], placements: Sequence[Placement], report: Report, before: _Numbers = ()
) -> _Numbers:
    """Tells what the search found unlikely. ``before`` is the last number of the outermost list of the
    article above, which this one may count on from; that of this article is given back."""
    for token, placed in zip(tokens, placements, strict=True):
        words = f"{token.label} {token.text}".strip()
        numbers = ordinals(token.parsed.value) if token.parsed is not None else ()
        runs_on = placed.jump == "late" and any((one, number - 1) in before for one, number in numbers)
        if token.kind == "label" and placed.depth is None and token.sure > UNLIKELY:
            report.doubt(token.line, "read as text, though it begins like a label", words, "label")
        elif placed.jump and not runs_on:
            report.doubt(token.line, _JUMPS[placed.jump], words, "count")
        if placed.depth == 0 and numbers:
            before = numbers
    return before
