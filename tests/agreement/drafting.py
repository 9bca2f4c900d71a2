"""Drafts made at random: a clause reworded, put in, or struck, with the labels after it counted anew or not."""

import random
from dataclasses import dataclass, replace

from corrupting import replaced

from negotiate.agreement.blocks import Agreement, Article, Block, Document, Kind
from negotiate.agreement.labels import ordinals, parse_label
from negotiate.agreement.locators import to_roman

SENTENCES = (
    "The parties shall review this yearly.",
    "This takes effect upon ratification.",
    "Nothing in it limits what the law provides.",
)
"""What is added or put in: words that cite nothing and count nothing."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: what was done, the agreement with it, and the first block it touched."""

    done: str
    agreement: Agreement
    at: int


def reworded(agreement: Agreement, dice: random.Random) -> Draft:
    """A paragraph with a sentence more."""
    at, block = dice.choice(_paragraphs(agreement))
    words = f"{block.text} {dice.choice(SENTENCES)}"
    return Draft("reworded", replaced(agreement, at, [replace(block, text=words)]), at)


def put_in(agreement: Agreement, dice: random.Random) -> Draft:
    """A new clause before another, and those after it counted on."""
    at, block = dice.choice([one for one in _paragraphs(agreement) if _counted(one[1])])
    new = replace(block, text=dice.choice(SENTENCES))
    grown = replaced(agreement, at, [new, block])
    return Draft("put in", _relabelled(grown, at + 1, block, 1), at)


def struck(agreement: Agreement, dice: random.Random) -> Draft:
    """A clause taken out, and those after it counted back."""
    spots = [
        (at, block)
        for at, block in _paragraphs(agreement)
        if _counted(block) and _is_last_of_its_clause(agreement, at)
    ]
    at, block = dice.choice(spots)
    return Draft("struck", _relabelled(replaced(agreement, at, []), at, block, -1), at)


def _paragraphs(agreement: Agreement) -> list[tuple[int, Block]]:
    return [
        (at, block)
        for at, block in enumerate(agreement.blocks())
        if block.kind is Kind.PARAGRAPH and block.depth > 2 and len(block.text) > 30
    ]


def _counted(block: Block) -> bool:
    return _label(block.label, 1) is not None


def _is_last_of_its_clause(agreement: Agreement, at: int) -> bool:
    blocks = list(agreement.blocks())
    return at + 1 == len(blocks) or (blocks[at + 1].opens_clause and blocks[at + 1].depth <= blocks[at].depth)


def _label(printed: str, step: int) -> str | None:
    """A label some places on in its list: ``(b)`` → ``(c)``."""
    label = parse_label(printed) if printed else None
    if label is None or "." in label.value:
        return None
    for series, number in ordinals(label.value):
        if series == "arabic":
            return printed.replace(label.value, str(number + step))
        if series.endswith("alpha") and 0 < number + step < 27:
            letter = chr(96 + number + step)
            return printed.replace(label.value, letter if label.value.islower() else letter.upper())
        if series.endswith("roman") and number + step > 0:
            numeral = to_roman(number + step)
            return printed.replace(label.value, numeral.lower() if label.value.islower() else numeral)
    return None


def _relabelled(agreement: Agreement, start: int, like: Block, step: int) -> Agreement:
    """The labels from a block on, in the list of ``like``, each a step on."""
    documents, count, open_list = [], 0, True
    for document in agreement.documents:
        articles = []
        for article in document.articles:
            blocks = list(article.blocks)
            inside = count <= start < count + len(blocks)
            for n, block in enumerate(blocks):
                if not inside or count + n < start or not open_list:
                    continue
                if block.opens_clause and block.depth < like.depth:
                    open_list = False
                elif block.depth == like.depth and block.label:
                    blocks[n] = replace(block, label=_label(block.label, step) or block.label)
            count += len(blocks)
            articles.append(Article(article.path, tuple(blocks)))
        documents.append(Document(document.name, tuple(articles)))
    return Agreement(tuple(documents))
