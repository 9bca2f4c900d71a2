"""New articles and new documents: language that stands under no clause of the agreement in force."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.citations import Index, place
from negotiate.agreement.fragment import read_fragment
from negotiate.agreement.labels import parse_label
from negotiate.agreement.reading.assemble import FRONT_FILE
from negotiate.agreement.reading.reader import read_received
from negotiate.common.errors import BadInput
from negotiate.common.text import canonical, slug

_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
_DIGITS = 40  # decimals of a file's number: room for as many articles between two as anybody adds


def new_article(agreement: Agreement, after: str, text: str) -> Agreement:
    """The agreement with one more article: its heading is the first paragraph of ``text``.

    It follows the article that holds the clause cited as ``after``; without one, the last article of
    the main document whose heading is labelled with the same word, so that it stands before the
    appendices. Its file's name sorts there. Raises :class:`BadInput` for a heading alone and for
    several articles.
    """
    blocks = _one_article(text)
    document, at = _place(agreement, after, blocks[0])
    articles = list(agreement.documents[document].articles)
    before = articles[at - 1].path if at else ""
    behind = articles[at].path if at < len(articles) else ""
    title = blocks[0].text or blocks[0].label
    articles.insert(at, Article(_path_between(before, behind, slug(title)), blocks))
    documents = list(agreement.documents)
    documents[document] = replace(documents[document], articles=tuple(articles))
    return Agreement(tuple(documents))


def new_document(agreement: Agreement, name: str, text: str) -> Agreement:
    """The agreement with one more document beside it, cited as ``name:…``: a side letter, an MOU."""
    called = slug(name)
    if not canonical(name) or called == "source":
        raise BadInput(f"a document cannot be called {name!r}", do="give a name such as parking")
    if any(one.name == called for one in agreement.documents):
        raise BadInput(
            f"a document is called {called!r} already",
            do=f"change it by its clauses (--clause {called}:CITATION), or give another name",
        )
    if not canonical(text):
        raise BadInput(f"there is no text for {called}", do="give the words with --text or --file")
    found = [
        article for part in _read(text).documents for article in part.articles
    ]  # a letter read as two stays one
    articles = tuple(
        article
        if article.path == FRONT_FILE and number == 0
        else Article(f"{number + (found[0].path != FRONT_FILE):02d}-{_title(article)}.md", article.blocks)
        for number, article in enumerate(found)
    )
    return Agreement((*agreement.documents, Document(called, articles)))


def _read(text: str) -> Agreement:
    return read_received(text.encode(), "text.txt").agreement


def _title(article: Article) -> str:
    return article.path.removesuffix(".md").partition("-")[2] or "part"


def _one_article(text: str) -> tuple[Block, ...]:
    """The heading of the article, of depth 1, and what stands under it."""
    first, _, rest = text.strip().partition("\n")
    if not canonical(first) or not canonical(rest):
        raise BadInput(
            "a new article needs a heading and its language", do="give the heading and then --text or --file"
        )
    found = [article for part in _read(text).documents for article in part.articles]
    articles = [one for one in found if _word(one.blocks[0]) == "article"]
    if len(articles) > 1:
        headings = ", ".join(one.title for one in articles)
        raise BadInput(f"the text holds {len(articles)} articles: {headings}", do="add them one by one")
    if articles and len(found) == 1:
        return found[0].blocks
    heading = Block(Kind.HEADING, canonical(first), "", 1)
    return (heading, *read_fragment(rest, [heading]))


def _word(block: Block) -> str:
    """The word a heading is labelled with (``article``, ``appendix``); empty where it has no label."""
    label = parse_label(block.label) if block.label and block.depth == 1 else None
    return label.word if label is not None else ""


def _place(agreement: Agreement, after: str, heading: Block) -> tuple[int, int]:
    """Which document the article stands in, and before which of its articles."""
    if after:
        index = Index(place(agreement), agreement.main)
        cited = index.placed[index.find(after)]
        number = next(at for at, one in enumerate(agreement.documents) if one.name == cited.document)
        paths = [article.path for article in agreement.documents[number].articles]
        return number, paths.index(cited.file) + 1
    articles: Sequence[Article] = agreement.documents[0].articles
    word = _word(heading) or "article"
    same = [at for at, one in enumerate(articles, 1) if one.blocks and _word(one.blocks[0]) == word]
    return 0, same[-1] if same else len(articles)


def _path_between(before: str, behind: str, title: str) -> str:
    """A file's name that sorts after ``before`` and, where there is one, before ``behind``.

    The number is the next whole one, or a decimal midway between the two; never one that ends in
    0, behind which there would be no room.
    """
    whole, low = _number(before)
    next_whole, high = _number(behind)
    numbers = [f"{int(whole) + 1:0{len(whole)}d}"] if next_whole != whole else []
    if behind and numbers and numbers[0] >= next_whole:
        numbers = []
    top = Fraction(f"0.{high}") if behind and next_whole == whole else Fraction(1)
    for size in range(1, _DIGITS + 1):
        least, most = int(Fraction(f"0.{low}") * 10**size) + 1, ceil(top * 10**size) - 1
        middle = (least + most) // 2
        near = (part for part in (middle, middle + 1) if least <= part <= most and part % 10)
        numbers += [f"{whole}.{part:0{size}d}" for part in near]
    for number in numbers:
        name = f"{number}-{title}.md"
        if before < name and (not behind or name < behind):
            return name
    raise BadInput(f"no file has its place between {before} and {behind}", do="cite another article")


def _number(path: str) -> tuple[str, str]:
    """The number a file's name begins with, and its decimals."""
    found = _NUMBER.match(path)
    return (found[1], found[2] or "0") if found is not None else ("00", "0")
